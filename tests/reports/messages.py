"""Every text that a catalogue must have: what the papers mark, and what the program brings along.

`python -m tests.reports.messages de` lists those that a catalogue lacks.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import reports
from clinic_tui.desk.paper_values import WATERMARK
from clinic_tui.desk.portable_paper import NO_CLINIC
from clinic_tui.judgement.clearance import PROPOSED, STOP_AT_ANY, STOP_AT_FOUR
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.words import Diagnosis, Role
from reports.catalogue import catalogue
from reports.retold import SENTENCES, WORDS

SOURCES = sorted(Path(reports.__file__).parent.glob("*.py"))


def messages() -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(dict.fromkeys((*marked(), *SENTENCES, *WORDS, *brought(built_in()))))


def marked() -> Iterator[str]:
    """What the papers' code marks."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name != "language.py" and not imports_mark(tree):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "mark":
                (text,) = node.args
                assert isinstance(text, ast.Constant), (path, node.lineno)
                yield str(text.value)


def imports_mark(tree: ast.Module) -> bool:
    """Whether a module's `mark` is that of the catalogues."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "reports.language"
        and any(each.name == "mark" for each in node.names)
        for node in tree.body
    )


def brought(library: Library) -> Iterator[str]:
    """What comes from knowledge files and the program's own words."""
    yield from (WATERMARK, PROPOSED, STOP_AT_ANY, STOP_AT_FOUR)
    yield from (NO_CLINIC.name, NO_CLINIC.telephone)
    yield from (role.value for role in Role)
    yield from (diagnosis.words for diagnosis in Diagnosis)
    for flag in library.triage.flags:
        yield from (flag.name, flag.do, flag.patient)
    for exercise in library.exercises.values():
        yield from (exercise.name, exercise.cue, exercise.stop_if)
    for programme in library.programmes.values():
        yield from filter(None, (programme.note, *(each.sentence for each in programme.entry)))
        for step in programme.steps:
            yield from filter(None, (step.name, step.note))


if __name__ == "__main__":
    there = catalogue(sys.argv[1])
    sys.stdout.writelines(f"{text!r}\n" for text in messages() if text not in there)
