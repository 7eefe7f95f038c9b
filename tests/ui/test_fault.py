"""A fault of the program: one line, no traceback, no patient's value, exit code 1."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clinic_tui.ui.app import ClinicApp, show
from tests.ui import clinics

CRASH = """
import sys
from pathlib import Path
from clinic_tui.desk.desk import Desk
from clinic_tui.ui.app import ClinicApp, show
from clinic_tui.ui.screens import {module}

def broken(self, *args):
    name = "Lindqvist secret"
    raise RuntimeError(name)

setattr({module}.{owner}, {method!r}, broken)
class App(ClinicApp):
    def run(self):
        return super().run(headless=True, size=(80, 24))

    def on_ready(self):
        if {tab!r}:
            from clinic_tui.ui.screens.tabs import open_tab
            open_tab(self, Desk.open(Path(sys.argv[1]), "invented people only"), "0001", {tab!r})

app = App(Desk.open(Path(sys.argv[1]), "invented people only"))
raise SystemExit(show(app))
"""


@pytest.mark.parametrize(
    ("module", "owner", "method", "tab"),
    [
        ("patients", "PatientsScreen", "read", ""),
        ("readiness", "ReadinessScreen", "fill", "readiness"),
        ("papers", "PapersScreen", "fill", "papers"),
    ],
)
def test_a_fault_ends_in_one_line(
    tmp_path: Path, module: str, owner: str, method: str, tab: str
) -> None:
    clinics.clinic(tmp_path / "c")
    code = CRASH.format(module=module, owner=owner, method=method, tab=tab)
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "c")],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("clinic-tui: a fault of the program (RuntimeError).")
    assert len(run.stderr.splitlines()) == 1
    assert "secret" not in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr


class Unrunnable(ClinicApp):
    def run(self, *_: object, **__: object) -> None:
        """A terminal that Textual's own loop cannot cope with."""
        raise OSError("Lindqvist secret")


def test_a_fault_outside_the_screens_ends_in_one_line_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_tui.ui.app.leave_when_told", lambda app: None)
    assert show(Unrunnable(tmp_path)) == 1
    said = capfd.readouterr()
    assert said.err.startswith("clinic-tui: a fault of the program (OSError).")
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "secret" not in said.err
