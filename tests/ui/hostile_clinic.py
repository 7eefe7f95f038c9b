"""A clinic in which every free text is hostile: charts as the desk itself makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.assessment import Assessment, FlagId
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode, Goals, Imaging
from clinic_tui.model.person import Guardian, Patient, PatientId
from clinic_tui.model.plan import Plan
from clinic_tui.model.reading import Device
from clinic_tui.model.runlog import Advice, Gone
from clinic_tui.model.words import NotDoneReason, Side
from tests.builders import (
    a_clinic,
    a_clinician,
    base_assessment,
    base_episode,
    base_patient,
    changed,
    no_red_flags,
    not_done,
    strength,
    with_reading,
)
from tests.hostile import TEXTS
from tests.store.samples import CHEAP, PASSPHRASE
from tests.ui.visits import LAST, NOW, TODAY


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of one chart by the place where they must be read again."""

    number: PatientId
    name: str
    given: str
    site: str
    notes: tuple[str, str]
    allowed: str
    conditions: tuple[str, ...]
    override: str
    asked: str
    run_note: str
    decision: str
    amended: str
    everything: tuple[str, ...]


def texts_from(start: int, joined: int = 1) -> Iterator[str]:
    """All texts, over and over, from one of them on; so many of them at a time."""
    texts = islice(cycle(TEXTS), start % len(TEXTS), None)
    while True:
        yield " ".join(islice(texts, joined))[:450]


def clinic(
    folder: Path, starts: Sequence[int], *, listed: int = 0, joined: int = 1
) -> tuple[Desk, list[Said]]:
    """A clinic of hostile charts; `listed` more have only a name, a site and a note.

    Args:
        folder: where; must be empty.
        starts: for each whole chart the text that its first field has.
        listed: how many charts stand beside them in the list.
        joined: how many texts a field takes in.
    """
    first = texts_from(starts[0] if starts else 0)
    desk = Desk.first_start(
        folder,
        a_clinic(name=next(first), address=next(first), telephone=next(first)),
        a_clinician(name=next(first), registration=next(first)),
        clock=fixed_clock(NOW),
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    for index in range(listed):
        desk.add_chart(short(f"9{index:03d}", index))
    said = [
        chart(desk, f"{index:04d}", texts_from(start, joined))
        for index, start in enumerate(starts, 1)
    ]
    return desk, said


def short(number: str, start: int) -> Chart:
    """A chart that is only looked at in the list."""
    texts = texts_from(start)
    patient = base_patient(id=number, family_name=next(texts), given_name=next(texts))
    return Chart(patient=patient, episodes=(base_episode(site=next(texts)),))


def chart(desk: Desk, number: str, given: Iterator[str]) -> Said:
    """A chart with two visits, an amendment, a clearance, a plan, runs, and these texts in it."""
    taken: list[str] = []

    def text() -> str:
        taken.append(next(given))
        return taken[-1]

    patient, episode = _patient(number, text), _episode(text)
    who = patient.id
    desk.add_chart(Chart(patient=patient, episodes=(episode,)))
    notes = text(), text()
    earlier = _visit(text, notes[0], id="a1", on=LAST)
    desk.sign_assessment(who, earlier)
    flagged = no_red_flags(TODAY, "numbness")
    desk.sign_assessment(who, _visit(text, notes[1], id="a2", on=TODAY, red_flags=flagged))
    newest = desk.chart(who).assessments[-1]
    desk.resolve_flag(who, newest, FlagId("numbness"), text())
    newest = desk.chart(who).current_assessments[-1]
    amended = text()
    desk.amend_assessment(who, changed(newest, recorded_by="J. Ebert"), amended)
    asked, allowed, conditions = text(), text(), (text(), text())
    desk.ask_clearance(who, asked)
    override = f"{text()} and twenty characters more"
    desk.give_clearance(who, allowed, conditions, reason=override)
    made = desk.make_plan(who)
    assert isinstance(made, Plan), made.sentence
    run_note, decision = text(), f"{text()} and twenty characters more"
    run = desk.blank_run(desk.chart(who), TODAY)
    run = changed(run, done_jog_minutes=2, pain_during=0, pain_after=0, pain_next_morning=0)
    run = changed(run, gone=Gone.WITHIN_24_H, notes=run_note, row=text(), code=text())
    desk.keep_run(who, run)
    kept = desk.chart(who).run_logs[-1]
    desk.decide_advice(who, kept.id, Advice.ADVANCE, decision)
    open_run = desk.blank_run(desk.chart(who), LAST)
    desk.keep_run(who, changed(open_run, done_jog_minutes=2, pain_during=5, notes=text()))
    desk.keep_draft(who, _visit(text, text(), id="a9"))
    return Said(
        who,
        patient.family_name,
        patient.given_name,
        episode.site,
        notes,
        allowed,
        conditions,
        override,
        asked,
        run_note,
        decision,
        amended,
        tuple(taken),
    )


def _patient(number: str, text: Callable[[], str]) -> Patient:
    return base_patient(
        id=PatientId(number),
        family_name=text(),
        given_name=text(),
        telephone=text(),
        email=text(),
        address=text(),
        identifiers=(text(), text()),
        guardian=Guardian(name=text(), telephone=text()),
    )


def _episode(text: Callable[[], str]) -> Episode:
    return base_episode(
        site=text(),
        imaging=(Imaging(kind=text(), on=LAST, finding=text()),),
        goals=Goals(race=text()),
        other_injuries=text(),
        bone_risk=text(),
        menstrual_history=text(),
        consent=text(),
        shared_decision=text(),
        referrer=text(),
    )


def _visit(text: Callable[[], str], notes: str, **fields: object) -> Assessment:
    """The base visit without one measure, with hostile conditions and a red flag."""
    found = base_assessment(**{**fields, "notes": notes, "recorded_by": text()})
    pulled = strength("abduction", Side.LEFT, 182, 176, 190, on=found.on)
    pulled = changed(pulled, assessor=text(), position=text())
    pulled = changed(pulled, device=Device(kind=text(), model=text()))
    found = with_reading(found, pulled)
    bare = not_done("stairs", Side.NONE, NotDoneReason.TIME, found.on)
    return with_reading(found, changed(bare, note=text()))
