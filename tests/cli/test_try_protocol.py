"""`try-protocol`: a changed rule on the clinic's past, in plain text."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from clinic_tui.demo.clinic import unpack

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The folder of a clinic with the demo's patients."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    unpack(folder)
    return folder


def test_the_rule_in_force_changes_nobody(run: Run, clinic: Path) -> None:
    code, out, _ = run("try-protocol", "tendon", "--clinic", clinic)
    assert code == 0
    assert out.splitlines()[0] == "Tried: Tendon and bursitis, version 1.0; nothing is stored."
    assert "0 of 43 verdicts would be others, in 38 charts." in out
    assert "53 assessments are of injuries that it is not for" in out


def test_a_changed_file_names_everybody_it_would_change(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    source = files("clinic_tui.knowledge") / "data" / "protocols" / "tendon.toml"
    path = tmp_path / "stricter.toml"
    path.write_text(source.read_text(encoding="utf-8").replace("limit = 90\n", "limit = 97\n"))
    code, out, _ = run("try-protocol", path, "--clinic", clinic)
    assert code == 0
    assert "7 of 43 verdicts would be others, in 38 charts." in out
    assert "  - 6 times ready → not ready" in out
    assert (
        "0001 Lindqvist, Marta, 20 Nov 2026: ready → not ready (signed by Tendon and bursitis)"
        in out
    )
    assert "96.9 % of the other side, at least 97 %" in out


def test_an_unknown_rule_is_refused_in_one_line(run: Run, clinic: Path) -> None:
    code, out, err = run("try-protocol", "nope", "--clinic", clinic)
    assert (code, out) == (2, "")
    assert "No protocol nope; expected a .toml file or one of" in err.splitlines()[-1]


def test_a_damaged_chart_is_named_on_standard_error(run: Run, clinic: Path) -> None:
    victim = sorted((clinic / "charts").glob("*.sealed"))[0]
    victim.write_bytes(victim.read_bytes()[:-40])
    code, out, err = run("try-protocol", "general", "--clinic", clinic)
    assert code == 5
    assert "verdicts would be others" in out
    assert "damaged" in err
