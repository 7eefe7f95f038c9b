"""Papers in German: nothing untranslated, dates and figures as read, as loud as English."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest

from clinic_tui.demo.visit import opened
from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.kinds import KINDS, Kind
from clinic_tui.judgement import plan_goal, plan_notes
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Dose
from clinic_tui.model.words import LANGUAGES, Diagnosis, Injured, OtherHip
from reports import language
from reports.catalogue import catalogue, entries, languages
from reports.language import day, known, language_for, say, speaking
from reports.plan_rules import RULES
from reports.retold import SENTENCES, retold
from reports.session_words import minutes
from reports.values import PainRule
from tests.builders import a_clinic, base_chart, base_episode, base_patient, changed
from tests.reports.messages import messages
from tests.reports.papers import given, paper, plan, planned, words
from tests.reports.reading import Paper
from tests.reports.test_home_programme import PROGRAMMES, printed
from tests.reports.test_letters import LETTERS, cleared, not_cleared, size_of, stepped

SPOKEN: tuple[Kind, ...] = tuple(kind.id for kind in KINDS if kind.spoken)
GERMAN = a_clinic(language="de")
WORD = re.compile(r"[^\W\d_]+")
STAND_IN = "жжж"
"""What every word of the catalogue becomes in the language that is no language."""
DIGESTS = re.compile(r"\b[0-9a-f]{4}\b|\bCT1(-[0-9A-Z]{4}){3}\b|\b\d+-[0-9a-f]{8,}\b")
LEFT_OUT = {plan_notes.CHANGED_BY_HAND: {"rule"}}
"""Places that a language may leave out: the linter speaks English only."""


def german(**fields: object) -> Chart:
    """The base chart, whose patient reads German."""
    return base_chart(patient=base_patient(language="de"), **fields)  # type: ignore[arg-type]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert tuple(LANGUAGES) == (language.ENGLISH, *languages())


@pytest.mark.parametrize("code", languages())
def test_every_text_has_a_translation_with_its_places(code: str) -> None:
    there = catalogue(code)
    wanted = messages()
    assert [text for text in wanted if not there.get(text, "").strip()] == []
    assert set(there) == set(wanted)
    for text, said in there.items():
        if text in SENTENCES or "{" in text:
            assert places(said) == places(text) - LEFT_OUT.get(text, set()), text


def test_a_catalogue_that_is_none_is_refused_with_its_line() -> None:
    assert dict(entries('# a\nmsgid "a"\n"b"\nmsgstr "c\\n"\n')) == {"ab": "c\n"}
    for wrong in ('msgid "a"\nmsgstr c', '"text"', "msgid 1"):
        with pytest.raises(ValueError, match=r"line [12] of a catalogue"):
            dict(entries(wrong))


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """German is the language that is no language while this lasts."""

    def hidden(text: str) -> str:
        parts = re.split(r"(\{\w+\})", text.replace("{rule}", ""))
        return "".join(p if p.startswith("{") else WORD.sub(STAND_IN, p) for p in parts)

    texts = {text: hidden(text) for text in messages()}
    monkeypatch.setattr(language, "catalogue", lambda code: texts)


def own_words(chart: Chart, *more: str) -> set[str]:
    """All words that people of the clinic wrote into a chart and that a paper may carry."""
    found: list[str] = [*more]
    kept = {"name", "allowed", "reason", "override_reason", "registration", "of", "site", "race"}

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in kept and isinstance(inner, str):
                    found.append(inner)
                gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)

    data = json.loads(chart.model_dump_json())
    for plan_ in data["plans"]:  # its own names are the program's, which must be translated
        plan_.clear()
    for clearance in data["clearances"]:
        for event in clearance["events"]:
            event.pop("basis", None)
            found.extend(event.get("conditions", ()))
    for part in (data["clearances"], data["episodes"], data["plans"]):
        gather(part)
    found += [chart.patient.family_name, chart.patient.given_name, chart.patient.id]
    return {word.lower() for text in found for word in WORD.findall(text)}


def foreign(pdf: bytes, allowed: set[str]) -> set[str]:
    """Words of a paper that are neither the catalogue's nor somebody's own."""
    read = Paper(pdf)
    alts = " ".join(each.alt for each in read.structure.walk())
    text = DIGESTS.sub(" ", f"{words(pdf)} {alts} {read.pdf.docinfo.get('/Subject', '')}")
    found = {
        word for word in WORD.findall(text) if len(word) > 2 or (len(word) == 2 and word.islower())
    }
    return {word for word in found if word.lower() not in allowed and set(word.lower()) != {"ж"}}


@pytest.mark.usefixtures("stand_in")
def test_no_word_of_the_demos_papers_is_beside_the_catalogue(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    desk = opened(tmp_path_factory.mktemp("demo"))
    desk.revise_clinic(changed(desk.clinic, language="de"))
    clinic = " ".join(str(value) for value in desk.clinic.model_dump().values())
    drawn = 0
    for head in desk.heads():
        chart = desk.read_quietly(head.patient_id)
        if chart.current_episode is None:
            continue
        for kind in SPOKEN:
            try:
                pdf = desk.hand_out(head.patient_id, kind).read_bytes()
            except DeskError:
                continue
            drawn += 1
            assert foreign(pdf, own_words(chart, clinic)) == set(), (head.patient_id, kind)
    assert drawn > 60


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("diagnosis", [Diagnosis.TENDON, Diagnosis.JOINT])
def test_no_word_of_a_plan_is_beside_the_catalogue(programme: str, diagnosis: Diagnosis) -> None:
    goals = Goals(distance_km=Decimal("7.5"), race="Kiel", race_on=date(2026, 12, 24))
    episode = base_episode(
        diagnosis=diagnosis, site="", goals=goals, injured=Injured.BOTH, other_hip=OtherHip.INJURED
    )
    chart = german(episode=episode)
    made = planned(chart, given(chart), programme)
    by = {"name": "Ina Berg", "role": "physician", "reason": "Grund"}
    notes = (
        plan_notes.LATER_START.format(step=2, steps=4, **by),
        plan_notes.LATER_START_BY.format(step=2, steps=4, **by),
        plan_notes.WITHOUT_READINESS.format(verdict="not ready", **by),
        plan_notes.CHANGED_BY_HAND.format(
            day="3 Jan 2027", rule="Sunday is none of the runner's days", **by
        ),
        plan_notes.TO_ASK.format(entry="walks 30 min easily"),
    )
    pdf = printed(chart, changed(made, notes=(*notes, *made.notes)))
    mine = "Ina Berg Grund Kiel " + " ".join(str(v) for v in a_clinic().model_dump().values())
    assert (
        foreign(pdf, own_words(changed(chart, clearances=stepped(given(chart)).clearances), mine))
        == set()
    )


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("kind", ["clearance", "coach"])
def test_no_word_of_what_is_not_cleared_is_beside_the_catalogue(kind: Kind) -> None:
    clinic = " ".join(str(value) for value in GERMAN.model_dump().values())
    for chart, on in not_cleared().values():
        assert foreign(paper(kind, chart, on, GERMAN), own_words(chart, clinic)) == set()


def test_the_papers_speak_the_patients_language_else_the_clinics_else_english() -> None:
    chart, other = cleared(), a_clinic(language="fr")
    mine = changed(chart, patient=base_patient(language="de"))
    english = changed(chart, patient=base_patient(language="en"))
    for kind in ("clearance", "coach"):
        for made, lang in (
            (paper(kind, chart), "en"),
            (paper(kind, chart, clinic=GERMAN), "de"),
            (paper(kind, mine), "de"),
            (paper(kind, mine, clinic=other), "de"),
            (paper(kind, english, clinic=GERMAN), "en"),
            (paper(kind, chart, clinic=other), "en"),
        ):
            assert str(Paper(made).pdf.Root.Lang) == lang
            assert ("FREIGEGEBEN" in words(made)) == (lang == "de")
    assert language_for("", "fr") == "en"


@pytest.mark.parametrize("kind", ["progress", "letter"])
def test_a_clinicians_paper_is_english_and_says_so(kind: Kind) -> None:
    made = paper(kind, changed(cleared(), patient=base_patient(language="de")), clinic=GERMAN)
    assert str(Paper(made).pdf.Root.Lang) == "en"
    assert "Fingerprint" in words(made)


@pytest.mark.parametrize("kind", ["clearance", "coach"])
def test_what_is_not_cleared_is_as_loud_in_german(kind: Kind) -> None:
    for chart, on in not_cleared().values():
        pdf = paper(kind, chart, on, GERMAN)
        assert words(pdf).count("NICHT FREIGEGEBEN") == 1
        assert size_of(pdf, "NICHT") == size_of(paper(kind, chart, on), "NOT CLEARED") >= 20
    limits = words(paper(kind, cleared(with_limits=True), clinic=GERMAN))
    assert "EINGESCHRÄNKT FREIGEGEBEN" in limits
    assert "NICHT FREIGEGEBEN" not in limits


@pytest.mark.parametrize("side", [Injured.LEFT, Injured.RIGHT])
def test_the_side_is_said_in_capitals(side: Injured) -> None:
    said, other = ("LINKS", "RECHTS") if side is Injured.LEFT else ("RECHTS", "LINKS")
    text = words(plan(german(episode=base_episode(injured=side))))
    assert f"Hüfte {said}" in text
    assert f"Bein {said} oben." in text
    assert other not in text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_every_sign_that_ends_a_run_is_whole_in_the_bar(code: str, rule: PainRule) -> None:
    diagnosis = {
        "soft tissue": Diagnosis.TENDON,
        "joint": Diagnosis.JOINT,
        "bone": Diagnosis.BONE_STRESS_INJURY,
    }[rule]
    chart = base_chart(
        patient=base_patient(language=code), episode=base_episode(diagnosis=diagnosis)
    )
    with speaking(code):
        bar = " • ".join(map(say, RULES[rule].stops))
    assert bar in words(plan(chart))


def test_dates_and_figures_are_read_as_the_language_reads_them() -> None:
    with speaking("de"):
        assert day(date(2026, 3, 4)) == "4. März 2026"
        assert minutes(Decimal("3.2")) == "3,2 min"
        assert minutes(Decimal("0.5")) == "30 s"
        assert minutes(Decimal("4.5")) == "4½ min"
        goal = "Kiel, 7.5 km: not before 2 Jan 2027, if every session goes well, at 6.5 min a km"
        said = (
            "Kiel, 7,5 km: nicht vor dem 2. Jan. 2027, wenn jede Einheit gut geht, bei 6,5 min pro"
        )
        assert retold(goal) == f"{said} km"
    assert day(date(2026, 3, 4)) == "4 Mar 2026"
    visited = german(next_visit=date(2026, 12, 3))
    assert "Nächster Termin: Donnerstag, 3. Dezember" in words(plan(visited))


def test_what_the_clinic_or_the_clinician_wrote_stays_as_written() -> None:
    chart = german()
    made = planned(chart, given(chart))
    own = Dose(exercise="own", name="Harbour hop", reps=8, cue="Hop {gently}.", stop_if="Stop it.")
    works = tuple(changed(work, doses=(*work.doses, own)) for work in made.works)
    text = words(printed(chart, changed(made, works=works, notes=("Bring the red shoes.",))))
    for said in ("Harbour hop", "Hop {gently}.", "Stop it.", "Bring the red shoes."):
        assert said in text
    assert "walking and jogging by the plan" in text
    assert "Nur wenn: no hills" in text
    with speaking("de"):
        assert known(plan_goal.RACE) == "Wettkampf"
        assert retold("Harbour: said") == "Harbour: said"


@pytest.mark.parametrize("kind", ["plan", *LETTERS[1:]])
def test_equal_values_give_equal_papers_in_each_language(kind: Kind) -> None:
    chart = changed(cleared(), patient=base_patient(language="de"))
    if kind == "plan":
        first, again, other = plan(german()), plan(german()), plan()
    else:
        first, again = paper(kind, chart), paper(kind, chart)
        other = paper(kind, cleared())
    assert first == again
    assert first != other
    assert "Erstellt" in words(first)
