"""Each reader gets what is on his list, and nothing else of the chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import pytest

from clinic_tui.desk.kinds import KINDS, Kind
from clinic_tui.model.chart import Chart
from clinic_tui.model.correction import Merge
from clinic_tui.model.episode import Pregnancy
from clinic_tui.model.person import PatientId
from clinic_tui.model.words import Diagnosis, OtherHip, Side
from reports.language import day
from reports.readers import ALLOWED, PAPERS, SOURCES
from tests.builders import (
    DAY,
    a_signature,
    base_chart,
    base_patient,
    changed,
    strength,
    with_reading,
)
from tests.reports.canaries import STEPS, Painted, full_chart
from tests.reports.papers import paper, signed, words

NAMES: tuple[Kind, ...] = tuple(kind.id for kind in KINDS)
TWO_WEEKS = timedelta(days=14)
CLEARED_UNTIL = DAY + timedelta(days=28)
OUTSIDE: tuple[Kind, ...] = ("clearance", "coach")
ALWAYS = {
    "progress": {"assessment.readiness.sentence", "assessment.readiness.findings.name"},
    "letter": {"episode.site", "episode.referrer", "assessment.readiness.against"},
    "clearance": {"clearance.given.override_reason", "clearance.given.by.registration"},
    "coach": {"clearance.given.allowed", "clearance.given.conditions"},
    "plan": {"plan.notes", "episode.site", "clearance.given.override_reason"},
}
"""Some of what must stand there, or the hunt for the rest would prove nothing."""


def values(kind: type) -> Iterator[type]:
    """The dataclasses that a paper's values are made of."""
    yield kind
    for hint in get_type_hints(kind).values():
        for inner in leaves(hint):
            if is_dataclass(inner) and isinstance(inner, type):
                yield from values(inner)


def leaves(hint: Any) -> Iterator[Any]:
    """The types in an annotation."""
    if args := get_args(hint):
        for each in args:
            yield from leaves(each)
    else:
        yield hint


def listed(path: str, name: str) -> bool:
    """Whether a reader may see what a path names."""
    return any(path == each or path.startswith(f"{each}.") for each in ALLOWED[name])


@pytest.fixture(scope="module", params=STEPS)
def painted(request: pytest.FixtureRequest) -> Painted:
    """A chart full of canaries, whose clearance ended with this step."""
    return Painted(full_chart(str(request.param)))


def seen(kind: Kind, painted: Painted) -> set[str]:
    """Paths of the canaries on a paper; a word broken over two lines counts."""
    text = words(paper(kind, painted.chart)).replace(" ", "")
    return {path for string, path in painted.at.items() if string in text}


def made(painted: Painted) -> list[Kind]:
    """The papers that can be had: a plan only while something is allowed."""
    last = painted.chart.clearances[0].events[-1].kind
    return [name for name in NAMES if name != "plan" or last == "given"]


def test_every_part_of_patient_and_episode_has_a_canary(painted: Painted) -> None:
    left_out = {path for path in painted.empty if path.startswith(("patient", "episode"))}
    assert left_out == {"episode.surgery.limits.earliest_running"}
    assert {"patient.identifiers", "episode.menstrual_history", "run_log.notes"} <= set(
        painted.at.values()
    )


def test_no_paper_carries_what_its_reader_is_not_allowed(painted: Painted) -> None:
    for name in made(painted):
        assert {path for path in seen(name, painted) if not listed(path, name)} == set(), name


def test_every_paper_carries_what_it_is_for() -> None:
    painted = Painted(full_chart("given"))
    for name in made(painted):
        assert ALWAYS[name] <= seen(name, painted), name


def test_no_date_of_the_history_is_on_a_paper_that_may_not_have_it(painted: Painted) -> None:
    episode = painted.chart.episodes[0]
    assert episode.surgery is not None
    assert episode.surgery.on is not None
    assert episode.surgery.limits is not None
    assert episode.release is not None
    dates = {
        episode.surgery.on,
        episode.surgery.limits.on,
        episode.release.on,
        episode.imaging[0].on,
        episode.running_before.last_run or DAY,
        episode.goals.race_on or DAY,
        episode.onset,
    }
    for name in made(painted):
        text = words(paper(name, painted.chart))
        kept = {episode.onset} if name in ("progress", "letter") else set[date]()
        assert not {on for on in dates - kept if day(on) in text}, name


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("step", STEPS)
def test_nobody_outside_learns_of_the_injury(name: Kind, step: str) -> None:
    chart = full_chart(step)
    text = words(paper(name, chart)).lower()
    for word in ("tendon", "gluteal", "left", "right", "hip", "post", "pregnan", "strength", "190"):
        assert word not in text.split(), word
    assert "pregnan" not in text
    assert "tendin" not in text


@pytest.mark.parametrize("name", OUTSIDE)
def test_nobody_outside_learns_another_patients_number(name: Kind) -> None:
    merged = Merge(chart=PatientId("0903"), reason="twice", by=a_signature())
    chart = changed(full_chart("given"), merged_into=merged)
    text = words(paper(name, chart))
    assert "NOT CLEARED" in text
    assert "0903" not in text
    assert "0903" in words(paper("letter", chart))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_papers_values_has_its_source(name: Kind) -> None:
    for kind in values(PAPERS[name]):
        hints = get_type_hints(kind)
        for field in fields(kind):
            if not any(is_dataclass(inner) for inner in leaves(hints[field.name])):
                assert field.name in SOURCES.get(kind, {}), f"{kind.__name__}.{field.name}"


@pytest.mark.parametrize("name", NAMES)
def test_the_values_of_a_paper_take_just_what_its_reader_is_allowed(name: Kind) -> None:
    taken = {
        path
        for kind in values(PAPERS[name])
        for paths in SOURCES.get(kind, {}).values()
        for path in paths
    }
    assert {path for path in taken if not listed(path, name)} == set()
    assert {each for each in ALLOWED[name] if not any(p.startswith(each) for p in taken)} == set()


def test_the_lists_name_every_kind_of_paper() -> None:
    assert set(ALLOWED) == set(PAPERS) == {kind.id for kind in KINDS}
    assert all(callable(kind.make) for kind in KINDS)
    assert len({kind.key for kind in KINDS}) == len(KINDS)


def test_no_paper_quotes_through_a_judgement_what_its_reader_is_not_allowed(
    painted: Painted, judged: Chart
) -> None:
    for name in NAMES:
        if name != "plan":
            text = words(paper(name, judged)).replace(" ", "")
            found = {path for string, path in painted.at.items() if string in text}
            assert {path for path in found if not listed(path, name)} == set(), name


@pytest.fixture(params=["as it is", "young", "bone", "operated", "swapped"])
def judged(request: pytest.FixtureRequest, painted: Painted) -> Chart:
    """The painted chart judged as it is, and with what makes a judgement quote it."""
    chart = painted.chart
    episode, visit = chart.episodes[0], chart.assessments[-1]
    match request.param:
        case "young":
            chart = changed(chart, patient=changed(chart.patient, born=date(2011, 9, 1)))
        case "bone":
            bone = changed(episode, diagnosis=Diagnosis.BONE_STRESS_INJURY, surgery=None)
            chart = changed(chart, episodes=(bone,))
        case "operated":
            after = changed(episode, diagnosis=Diagnosis.AFTER_ARTHROSCOPY)
            chart = changed(chart, episodes=(after,))
        case "swapped":
            healthy = changed(episode, other_hip=OtherHip.HEALTHY, surgery=None)
            for side, newtons in ((Side.LEFT, 262), (Side.RIGHT, 190)):
                reading = strength("abduction", side, newtons, newtons, newtons)
                visit = with_reading(visit, reading)
            chart = changed(
                chart, episodes=(healthy,), assessments=(*chart.assessments[:-1], visit)
            )
    return signed(chart)


def test_a_pregnancy_is_told_to_the_doctor_who_is_asked_about_it_and_to_no_coach() -> None:
    episode = changed(base_chart().episodes[0], pregnancy=Pregnancy.PREGNANT)
    chart = base_chart(patient=base_patient(), episode=episode)
    for name in OUTSIDE:
        assert "pregnan" not in words(paper(name, chart)).lower()


@pytest.mark.parametrize("name", ["progress", "letter"])
def test_a_clinicians_paper_says_until_when_it_may_be_used(name: Kind) -> None:
    assert f"Do not use after {day(DAY + TWO_WEEKS)}" in words(paper(name, signed()))


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_forbids_does_not_seem_to_end(name: Kind) -> None:
    text = words(paper(name, signed()))
    assert f"Not cleared. Ask anew after {day(DAY + TWO_WEEKS)}" in text
    assert "Do not use after" not in text


@pytest.mark.parametrize("name", ["letter", "clearance", "coach", "progress"])
def test_what_allows_ends_with_the_clearance(name: Kind) -> None:
    assert f"Do not use after {day(CLEARED_UNTIL)}" in words(paper(name, full_chart("given")))
