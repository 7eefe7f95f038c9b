"""The format as it is written down: a reader that knows only the document reads every chart."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from clinic_tui.store.chart_file import ChartFile
from clinic_tui.store.errors import DamagedError
from clinic_tui.store.key_file import KeyFile
from tests.store import independent_reader as reader
from tests.store.samples import ACT, PASSPHRASE, chart, files_in

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
)
IDENTITY = bytes.fromhex(VECTORS["identity"])
KEY = base64.b64decode(VECTORS["clinic_key"])


def raw(name: str) -> bytes:
    return base64.b64decode(VECTORS[name])


def test_both_readers_open_the_example_by_passphrase_and_by_code(tmp_path: Path) -> None:
    kept = VECTORS["keys.json"]
    (tmp_path / "keys.json").write_text(json.dumps(kept), encoding="utf-8")
    opened = KeyFile(tmp_path).unlock(VECTORS["who"], VECTORS["passphrase"])
    assert opened.key == KEY == KeyFile(tmp_path).recover(VECTORS["code"]).key
    assert reader.clinic_key(kept, VECTORS["who"], VECTORS["passphrase"]) == KEY
    assert reader.clinic_key_by_code(kept, VECTORS["code"].lower()) == KEY
    assert reader.chart(raw("key_file"), raw("good"), IDENTITY, KEY) == VECTORS["chart"]


@pytest.mark.parametrize("bad", VECTORS["bad"], ids=lambda bad: bad["what"])
def test_both_readers_refuse_a_spoiled_example(bad: dict[str, str]) -> None:
    spoiled = base64.b64decode(bad["file"])
    with pytest.raises((InvalidTag, ValueError)):
        reader.chart(raw("key_file"), spoiled, IDENTITY, KEY)
    _, key = reader.parts(raw("key_file"), 3, IDENTITY, KEY)
    with pytest.raises(DamagedError):
        ChartFile(Path(), IDENTITY).check_bytes(spoiled, key)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(InvalidTag):
        reader.chart(raw("key_file"), raw("good"), IDENTITY, bytes(32))
    with pytest.raises(DamagedError):
        ChartFile(Path(), IDENTITY).check_bytes(raw("good"), bytes(32))


def test_the_independent_reader_reads_what_the_store_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files_in(tmp_path).save(chart(), {}, 0, ACT)
    (path,) = (tmp_path / "charts").glob("*.sealed")
    reader.main(tmp_path, PASSPHRASE, path.stem)
    assert json.loads(capsys.readouterr().out) == json.loads(chart().model_dump_json())
