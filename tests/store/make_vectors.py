"""Makes `vectors.json` anew: `python -m tests.store.make_vectors`. Only for a new format."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from clinic_tui.store.files import ChartFiles
from clinic_tui.store.key_file import Cost, KeyFile
from clinic_tui.store.keys import Keys
from tests.store.samples import ACT, chart, clinic

TARGET = Path(__file__).with_name("vectors.json")
PASSPHRASE = "Ångström walks the dog"
PLACES = (0, 8, 9, 11, 12, 27, 28, 35, 36, 39, 40, 43, 44, 55, 56, 67, 68, 90, -17, -1)


def make() -> dict[str, object]:
    with TemporaryDirectory() as place:
        folder = Path(place)
        opened, code = KeyFile(folder).create("Ada Nowak", PASSPHRASE, Cost(64, 2))
        store = ChartFiles(folder, Keys(folder, opened))
        store.set_up(clinic(), ACT)
        store.save(chart(name="Łucja-Ångström"), {"listed": "x"}, 0, ACT)
        (sealed,) = (folder / "charts").glob("*.sealed")
        raw = sealed.read_bytes()
        bad: list[dict[str, object]] = []
        for at in PLACES:
            spoiled = bytearray(raw)
            spoiled[at] ^= 1
            bad.append({"what": f"one bit of byte {at}", "file": _text(bytes(spoiled))})
        for length in (0, 1, 8, 67, 68, 80, len(raw) - 17, len(raw) - 1):
            bad.append({"what": f"cut to {length} bytes", "file": _text(raw[:length])})
        bad.append({"what": "one byte more", "file": _text(raw + b"\0")})
        bad.append({"what": "twice", "file": _text(raw + raw)})
        return {
            "who": "Ada Nowak",
            "passphrase": PASSPHRASE,
            "code": code,
            "clinic_key": _text(opened.key),
            "keys.json": json.loads((folder / "keys.json").read_text()),
            "identity": sealed.stem,
            "key_file": _text((folder / "keys" / f"{sealed.stem}.key").read_bytes()),
            "good": _text(raw),
            "chart": json.loads(chart(name="Łucja-Ångström").model_dump_json()),
            "bad": bad,
        }


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


if __name__ == "__main__":
    TARGET.write_text(json.dumps(make(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
