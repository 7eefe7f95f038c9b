"""Runs commands as typed, in an empty home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command; gives exit code, output and errors."""
    for name in ("XDG_DATA_HOME", "CLINIC_TUI_FOLDER", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else -1
        said = capsys.readouterr()
        return code, said.out, said.err

    return command
