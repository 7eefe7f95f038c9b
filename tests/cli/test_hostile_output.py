"""Commands and papers on charts full of hostile texts: all of it is read, none of it acts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from clinic_tui.desk.desk import Desk
from clinic_tui.model.text import shown
from tests.cli.conftest import Run
from tests.hostile import CONTROLS, DIRECTIONS, SEQUENCES, TEXTS, bytes_that_act, is_hidden
from tests.store.samples import PASSPHRASE
from tests.terminal import run_in_terminal
from tests.ui.hostile_clinic import Said, clinic

STARTS = (0, 102, 204)
"""With two texts a field these take in every text."""
ACTIONS = {"/A", "/AA", "/URI", "/JS", "/JavaScript", "/Launch", "/OpenAction", "/EmbeddedFiles"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, list[Said]]:
    """Three charts that are only read."""
    return clinic(tmp_path_factory.mktemp("hostile") / "c", STARTS, joined=2)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase on standard input, as often as it is asked for."""

    class Lines:
        def readline(self) -> str:
            return f"{PASSPHRASE}\n"

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", Lines())


def harmless(*texts: str) -> None:
    for text in texts:
        assert bytes_that_act(text.encode()) == []
        assert not {c for c in text if is_hidden(c)} - {"\n", "\u200c", "\u200d"}


@pytest.mark.usefixtures("typed")
def test_list_and_show_say_every_text_and_nothing_acts(
    run: Run, hostile: tuple[Desk, list[Said]]
) -> None:
    desk, charts = hostile
    code, listed, errors = run("list", "--clinic", desk.folder)
    assert code == 0
    harmless(listed, errors)
    assert len(listed.splitlines()) == 1 + len(charts)
    for said in charts:
        assert shown(f"{said.name}, {said.given}") in listed
        code, told, errors = run("show", said.number, "--clinic", desk.folder)
        assert code == 0
        harmless(told, errors)
        assert shown(f"{said.given} {said.name}".strip()) in told
        assert shown(said.site) in told


@pytest.mark.usefixtures("typed")
def test_a_hostile_chart_that_goes_out_and_comes_in_acts_nowhere(
    run: Run, hostile: tuple[Desk, list[Said]], tmp_path: Path
) -> None:
    desk, charts = hostile
    for said in charts:
        out = tmp_path / f"{said.number}.chart.json"
        for command in (
            ("export", said.number, out, "--clinic", desk.folder),
            ("check", out, "--on", "2026-11-20"),
            ("check", out, "--json"),
            ("plan", out, "--on", "2026-11-20"),
            ("report", out, "-o", tmp_path / "report.pdf", "--clinic", desk.folder),
            ("import", out, "--clinic", desk.folder),
        ):
            _, told, errors = run(*command)
            harmless(told, errors)
            assert "a fault of the program" not in errors, (command, errors)
            assert len(errors.splitlines()) <= 2
        assert json.loads(out.read_text())["patient"]["family_name"] == said.name


@pytest.mark.parametrize("text", [*SEQUENCES[::6], "\u202egnp", "[/]", "name\nline", "\x9b31m"])
def test_what_is_typed_is_not_acted_on_when_it_is_refused(
    run: Run, tmp_path: Path, text: str
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(f"id = {json.dumps(text)}\nname = {json.dumps(text)}\n", encoding="utf-8")
    named = tmp_path / text.replace("/", "-")
    for command in (
        (text,),
        ("list", "--clinic", named),
        ("check", named),
        ("lint", bad),
        ("lint", named),
        ("check", named, "--protocol", text),
        ("check", named, "--on", text),
        ("schema", text),
        ("pain-rule", text),
        ("show",),
        ("report", named, "--kind", text, "-o", named),
    ):
        code, told, errors = run(*command)
        assert code != 0, command
        harmless(told, errors)
        assert "a fault of the program" not in errors, (command, errors)


def acts(value: dict[str, object]) -> bool:
    """Whether an object of a paper does something; what a table's cell is stands under /A too."""
    said = value.get("/A")
    inert = isinstance(said, dict) and said.get("/O") in ("/Table", "/Layout") and "/S" not in said
    return bool((ACTIONS - {"/A"} if inert else ACTIONS) & set(value))


def test_papers_of_hostile_charts_have_no_action_and_show_what_is_hidden(
    hostile: tuple[Desk, list[Said]], tmp_path: Path
) -> None:
    desk, charts = hostile
    for said in charts:
        for kind in ("progress", "plan"):
            paper = desk.hand_out(said.number, "plan" if kind == "plan" else "progress")
            reader = PdfReader(paper)
            numbers = {*reader.xref.get(0, {}), *reader.xref_objStm}
            assert len(numbers) > 5
            for number in numbers:
                value = reader.get_object(number)
                assert not (isinstance(value, dict) and acts(value)), value
            for page in reader.pages:
                assert "/Annots" not in page
            text = "".join(page.extract_text() for page in reader.pages)
            assert not {c for c in text if is_hidden(c)} - {"\n", "\u200c", "\u200d"}
            names = " ".join(str(value) for value in (reader.metadata or {}).values())
            assert not any(t.strip() and t in names for t in said.everything if len(t) > 3)
            assert not any(t in paper.name for t in said.everything if len(t) > 3)


def test_the_window_has_no_title_that_a_chart_or_a_clinic_gave(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b]0;stolen\x07"
    root = Path(__file__).parents[2]
    ran = run_in_terminal(
        [sys.executable, "-m", "clinic_tui", "--clinic", str(folder), "list"],
        home=tmp_path,
        extra={"PYTHONPATH": str(root)},
    )
    assert ran.code == 2
    assert bytes_that_act(ran.written) == []
    assert b"[U+001B]]0;stolen" in ran.written


@pytest.mark.parametrize("text", [*SEQUENCES, *CONTROLS, *DIRECTIONS], ids=ascii)
def test_a_text_that_is_written_raw_is_noticed(text: str) -> None:
    plain = text.isprintable() or text in ("\n\n\nthree", "line\nfeed", "line\r\nfeed")
    textual = text.endswith(("?1049l", "?25l", ";66H", ";1H"))
    harmless = "\ufffc" in text or "\ufffe" in text
    assert bytes_that_act(text.encode()) or plain or textual or harmless


def test_no_text_is_there_twice() -> None:
    assert len(TEXTS) == len(set(TEXTS))
    assert len(TEXTS) > 200
