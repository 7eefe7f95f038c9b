"""What the patient list loads before it stands: no paper, no knowledge file, no other screen."""

from __future__ import annotations

import subprocess
import sys

START = """
from clinic_tui.ui.app import ClinicApp
import asyncio, sys, tempfile
from pathlib import Path
from clinic_tui.demo.visit import opened

async def start(folder):
    async with ClinicApp(opened(folder)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()

with tempfile.TemporaryDirectory() as place:
    asyncio.run(start(Path(place)))
print(*sys.modules)
"""


def test_the_list_stands_without_papers_knowledge_or_the_other_screens() -> None:
    run = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(run.stdout.split())
    assert "clinic_tui.ui.screens.patients" in loaded
    assert not loaded & {
        "reportlab",
        "reports.pen",
        "tomllib",
        "clinic_tui.knowledge.loader",
        "clinic_tui.ui.screens.readiness",
        "clinic_tui.ui.screens.assessment",
        "clinic_tui.ui.widgets.form",
        "ssl",  # each of these two brings an OpenSSL beside the one that seals
        "_hashlib",
    }


LATER = """
import clinic_tui.ui, sys
from pydantic import SecretStr
before = "_hashlib" in sys.modules
same = SecretStr("a") == SecretStr("a"), SecretStr("a") == SecretStr("b")
import secrets
print(before, *same, len(secrets.token_bytes(5)), secrets.__spec__.name)
"""


def test_what_waits_is_there_when_somebody_asks_for_it() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LATER], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["False", "True", "False", "5", "secrets"]
