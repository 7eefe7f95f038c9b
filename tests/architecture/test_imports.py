"""What is loaded when: measured in fresh interpreters, never by the clock."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(statement: str) -> set[str]:
    """Top-level packages that a statement loads in a fresh interpreter."""
    count = "print(*{name.partition('.')[0] for name in sys.modules})"
    code = f"import sys\n{statement}\n{count}"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "module",
    ["readiness", "clearance", "change", "entry"],
)
def test_the_judgement_loads_no_screen_no_store_and_no_paper(module: str) -> None:
    loaded = loaded_by(f"import clinic_tui.judgement.{module}")
    assert not loaded & {"textual", "tinydb", "reportlab", "filelock"}


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    ask = (
        "import contextlib\nfrom clinic_tui.cli import main\n"
        "with contextlib.suppress(SystemExit):\n    main(['--version'])"
    )
    assert not loaded_by(ask) & {"textual", "pydantic", "tinydb", "reportlab"}
