"""`clinic-tui report` with each kind of paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from clinic_tui.demo.charts import charts
from clinic_tui.demo.visit import opened
from clinic_tui.desk.kinds import KINDS
from clinic_tui.exchange.portable import dump_chart
from tests.cases.charts import CASES, path_of
from tests.reports.papers import words

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portable chart of someone who was cleared on 20 November and has a plan."""
    path = tmp_path_factory.mktemp("papers") / "cleared.chart.json"
    path.write_bytes(dump_chart(charts(1)[0]))
    return path


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo clinic's folder."""
    folder = tmp_path_factory.mktemp("clinic") / "demo"
    folder.mkdir()
    opened(folder).close()
    return folder


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_each_kind_is_written_for_a_runner_who_is_cleared(
    kind: str, run: Run, cleared: Path, clinic: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    code, said, err = run(
        *("report", cleared, "--kind", kind, "--on", "2026-11-23", "--clinic", clinic, "-o", out)
    )
    assert (code, said, err) == (0, f"Written: {out}\n", "")
    text = words(out.read_bytes())
    assert "INVENTED PATIENT" in text
    assert kind in ("progress", "plan") or "CLEARED" in text
    assert "NOT CLEARED" not in text


@pytest.mark.parametrize("kind", ["letter", "clearance", "coach"])
@pytest.mark.parametrize("name", CASES)
def test_every_case_has_its_letters_without_a_clinic(
    kind: str, name: str, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    code, _, err = run("report", path_of(name), "--kind", kind, "-o", out)
    assert code == 0
    assert "numbers are missing" in err
    assert "draft" in err
    reader = PdfReader(io.BytesIO(out.read_bytes()))
    assert "NOT CLEARED" in reader.pages[0].extract_text()


def test_a_card_that_allows_needs_the_clinics_numbers(
    run: Run, cleared: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    command = ("report", cleared, "--kind", "coach", "-o", out, "--on")
    code, said, err = run(*command, "2026-11-23")
    assert (code, said) == (2, "")
    assert err.count("\n") == 1
    assert "numbers" in err
    assert not out.exists()
    assert run(*command, "2026-12-19")[0] == 0
    assert "NOT CLEARED" in words(out.read_bytes())


def test_an_unknown_kind_is_refused_with_those_there_are(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    code, _, err = run("report", path_of("01-all-met"), "--kind", "letters", "-o", out)
    assert code == 2
    assert all(kind.id in err for kind in KINDS)
    assert not out.exists()


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS if kind.spoken])
def test_a_paper_for_a_patient_is_had_in_another_language(
    kind: str, run: Run, cleared: Path, clinic: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    command = ("report", cleared, "--kind", kind, "--on", "2026-11-23", "-o", out)
    code, said, err = run(*command, "--clinic", clinic, "--language", "de")
    assert (code, said, err) == (0, f"Written: {out}\n", "")
    assert str(PdfReader(io.BytesIO(out.read_bytes())).root_object["/Lang"]) == "de"
    assert "Nach dem 18. Dez. 2026 nicht mehr verwenden." in words(out.read_bytes())


def test_a_plan_and_its_calendar_are_had_in_another_language(
    run: Run, cleared: Path, clinic: Path, tmp_path: Path
) -> None:
    out = tmp_path / "plan.pdf"
    command = ("plan", cleared, "--on", "2026-11-23", "--clinic", clinic, "--language", "de", "-o")
    assert run(*command, out)[0] == 0
    assert "Zurück zum Laufen" in words(out.read_bytes())
    calendar = tmp_path / "plan.ics"
    assert run(*command, calendar)[0] == 0
    assert "Zurück zum Laufen" in calendar.read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", [("plan",), ("report", "--kind", "plan")])
def test_a_plan_whose_diary_can_be_typed_into_is_had_for_the_asking(
    asked: tuple[str, ...], run: Run, cleared: Path, clinic: Path, tmp_path: Path
) -> None:
    name, *options = asked
    out, plain = tmp_path / "out.pdf", tmp_path / "plain.pdf"
    command = (name, cleared, *options, "--on", "2026-11-23", "--clinic", clinic)
    assert run(*command, "-o", plain)[0] == 0
    assert run(*command, "--fillable", "-o", out)[0] == 0
    assert PdfReader(io.BytesIO(out.read_bytes())).get_fields()
    assert not PdfReader(io.BytesIO(plain.read_bytes())).get_fields()


def test_only_a_plan_has_a_diary(run: Run, cleared: Path, clinic: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    command = ("--on", "2026-11-23", "--clinic", clinic, "--fillable", "-o")
    for kind in ("progress", "letter", "clearance", "coach"):
        code, _, err = run("report", cleared, "--kind", kind, *command, out)
        assert (code, out.exists()) == (2, False)
        assert "has no diary to fill in; nothing was made" in err
    code, _, err = run("plan", cleared, *command, tmp_path / "out.ics")
    assert code == 2
    assert "has no diary" in err


def test_without_a_clinic_that_is_said_in_the_papers_language(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    chart = path_of("01-all-met")
    assert run("report", chart, "--kind", "clearance", "--language", "de", "-o", out)[0] == 0
    text = words(out.read_bytes())
    assert "Praxis nicht genannt" in text
    assert "NICHT FREIGEGEBEN" in text


def test_a_clinicians_paper_and_an_unknown_language_are_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    for kind, language, why in (("progress", "de", "English only"), ("coach", "xx", "'en', 'de'")):
        command = ("report", path_of("01-all-met"), "--kind", kind, "-o", out)
        code, _, err = run(*command, "--language", language)
        assert code == 2
        assert err.count("\n") == 1
        assert why in err
        assert not out.exists()
