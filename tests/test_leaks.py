"""What a chart says is in sealed files and in the exports that were asked for, and nowhere else."""

from __future__ import annotations

import base64
import gzip
import os
import re
import sys
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from clinic_tui.ui.quiet import LOOKS, quieten
from tests.leak_day import canaries
from tests.leaks import Hunt, canary
from tests.terminal import Ran, run_in_terminal

ROOT = Path(__file__).parents[1]
PROGRAM = """
import clinic_tui.ui  # before Textual, as the command line does
import runpy
runpy.run_module("tests.leak_day", run_name="__main__")
"""
LEFT = b"\x1b[?1049l"
"""Ends the screen that a terminal forgets; what comes after it stays."""
TEXTUAL = {
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_LOG": "textual.log",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_FILENAME": "screen.svg",
    "TEXTUAL_SCREENSHOT_LOCATION": ".",
    "TEXTUAL_PRESS": "a,b",
    "TEXTUAL_SHOW_RETURN": "1",
    "DEBUG": "1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONFAULTHANDLER": "1",
}


def a_day(place: Path, how: str, charts: int = 2, /, **extra: str) -> Ran:
    """Runs the day with a home, a folder for temporary files and places of its own."""
    for name in ("home", "temporary", "out"):
        (place / name).mkdir()
    command = [sys.executable, "-c", PROGRAM, how, place / "clinic", place / "out", charts]
    variables = {"TMPDIR": str(place / "temporary"), "PYTHONPATH": str(ROOT), **extra}
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        variables[name] = str(place / "home" / name)
    return run_in_terminal([str(each) for each in command], home=place / "home", extra=variables)


def nothing_leaked(place: Path, ran: Ran, charts: int = 2) -> None:
    hunt = Hunt(canaries(charts))
    declared = set((place / "out").glob("*"))
    found = {path: hits for path, hits in hunt.in_files(place).items() if path not in declared}
    assert found == {}
    assert list((place / "home").rglob("*")) == []
    assert list((place / "temporary").rglob("*")) == []
    assert hunt.found(ran.written.rpartition(LEFT)[2]) == set()


def opened(place: Path) -> list[Path]:
    """The files that were opened for writing while the app ran."""
    return [Path(each) for each in (place / "opened").read_text().splitlines()]


@pytest.mark.parametrize(
    ("charts", "extra"),
    [
        pytest.param(10, {}, id="plainly, 500 strings", marks=pytest.mark.long),
        pytest.param(2, TEXTUAL, id="while it is debugged"),
    ],
)
def test_a_whole_day_leaves_nothing_outside_the_declared_exports(
    tmp_path: Path, charts: int, extra: dict[str, str]
) -> None:
    ran = a_day(tmp_path, "whole", charts, **extra)
    assert ran.code == 0, ran.written[-500:]
    told = re.search(rb"\b([0-9]+) strings were used", ran.written.rpartition(LEFT)[2])
    assert told is not None
    assert 50 * charts <= int(told[1]) < len(canaries(charts))
    nothing_leaked(tmp_path, ran, charts)
    allowed = [tmp_path / name for name in ("clinic", "out", "backup")]
    stray = [p for p in opened(tmp_path) if not any(p.is_relative_to(each) for each in allowed)]
    assert stray == []
    # What was asked for holds them, so they would have been found elsewhere too.
    hits = Hunt(canaries(charts)).in_files(tmp_path / "out")
    assert {len(found) > 40 for path, found in hits.items() if path.suffix == ".json"} == {True}
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2


@pytest.mark.parametrize("how", ["crash", "crash-thread"])
def test_a_crash_in_the_middle_of_a_chart_tells_nothing(tmp_path: Path, how: str) -> None:
    ran = a_day(tmp_path, how, **TEXTUAL)
    assert ran.code == 1
    assert b"clinic-tui: a fault of the program" in ran.written.rpartition(LEFT)[2]
    nothing_leaked(tmp_path, ran)


def test_a_killed_window_leaves_half_typed_text_sealed(tmp_path: Path) -> None:
    ran = a_day(tmp_path, "killed")
    assert ran.code == -9
    assert list((tmp_path / "clinic" / "scraps").glob("*.scrap"))
    assert Hunt(canaries(2)).in_files(tmp_path) == {}


def test_variables_that_make_textual_write_things_down_are_taken_out() -> None:
    environment = {**TEXTUAL, **dict.fromkeys(LOOKS, "1"), "HOME": "/", "TEXTUALISE": "1"}
    quieten(environment)
    kept = {"DEBUG", "PYTHONFAULTHANDLER", "HOME", "TEXTUALISE", *LOOKS}
    assert set(environment) == kept
    assert not set(TEXTUAL) - {"DEBUG", "PYTHONFAULTHANDLER"} & set(os.environ)


@pytest.mark.parametrize("number", [0, 7])
def test_a_string_is_found_however_it_is_written(tmp_path: Path, number: int) -> None:
    wanted = canary(number)
    plain = f'{{"name": "{wanted}"}}'.encode()
    with ZipFile(tmp_path / "zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("chart", plain)
    written = [
        *(
            plain,
            plain.lower(),
            wanted.encode("utf-16"),
            wanted.encode("utf-16-be"),
            plain.hex().encode(),
        ),
        *(zlib.compress(plain), b"%PDF" + zlib.compress(plain, 9), gzip.compress(plain)),
        *(base64.b64encode(b"x" * before + plain) for before in range(3)),
        (tmp_path / "zip").read_bytes(),
    ]
    hunt = Hunt([wanted])
    for each in written:
        assert hunt.found(each) == {wanted}, each
    assert hunt.found(b"nothing of it") == set()
