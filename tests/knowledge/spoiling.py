"""Knowledge files as text, to spoil one thing in them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from clinic_tui.knowledge.loader import KnowledgeError, with_clinic

DATA = files("clinic_tui.knowledge") / "data"


def text_of(name: str) -> str:
    """A built-in file, such as `protocols/tendon.toml`."""
    return (DATA / name).read_text(encoding="utf-8")


def replaced(name: str, find: str, put: str) -> bytes:
    """A built-in file with the first of something replaced."""
    text = text_of(name)
    assert find in text
    return text.replace(find, put, 1).encode()


def placed(folder: Path, name: str, raw: bytes) -> Path:
    """A file in the clinic's folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def refusal(folder: Path) -> str:
    """What is said of a clinic's folder that cannot be used: one line, never a traceback."""
    with pytest.raises(KnowledgeError) as caught:
        with_clinic(folder)
    said = str(caught.value)
    assert "\n" not in said
    return said
