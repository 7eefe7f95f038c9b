"""What stands before any criterion: red flags, blocks, scope and the earliest date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_tui.judgement.values import day
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.knowledge.triage import Flag, Triage
from clinic_tui.model.assessment import Assessment, FlagAnswer
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import BoneSite, BoneStress, Episode, NeckSide, Pregnancy
from clinic_tui.model.person import Patient
from clinic_tui.model.readiness import Block, RaisedFlag
from clinic_tui.model.reading import Answered

ADULT = 18


@dataclass(frozen=True, slots=True)
class Gates:
    """All that is settled before the criteria, in the order in which it decides."""

    flags: tuple[RaisedFlag, ...]
    blocks: tuple[Block, ...]
    scope: tuple[str, ...]
    """Why no protocol covers this person or injury."""
    floor: date | None
    """The earliest date."""
    unanswered: tuple[str, ...]
    on: date

    @property
    def suspending(self) -> tuple[RaisedFlag, ...]:
        """Flags that stop readiness, clearance and plan until they are resolved by name."""
        return tuple(flag for flag in self.flags if flag.suspends and not flag.resolved)

    @property
    def too_early(self) -> bool:
        """Whether the earliest date still lies ahead."""
        return self.floor is not None and self.on < self.floor

    @property
    def floor_sentence(self) -> str:
        """The earliest date in words."""
        return f"no running before {day(self.floor)}: a floor, never a pass" if self.floor else ""


def gates(
    chart: Chart,
    episode: Episode,
    assessment: Assessment,
    on: date,
    library: Library,
    protocol: Protocol | None,
) -> Gates:
    """What stands before the criteria of a protocol, or of none where none fits."""
    until_now = [a for a in chart.current_assessments if a.on <= on]
    why: tuple[str, ...] = (f"no protocol is for {episode.diagnosis.words}",)
    floor, age_days = None, 0
    if protocol is not None:
        why = scope(chart.patient, episode, on, protocol)
        floor, age_days = earliest(episode, protocol), protocol.flag_age_days
    return Gates(
        flags=tuple(raised(until_now, assessment.id, library)),
        blocks=blocks(episode, protocol, on),
        scope=why,
        floor=floor,
        unanswered=unanswered(assessment, library.triage, on, age_days),
        on=on,
    )


def raised(assessments: Iterable[Assessment], judged: str, library: Library) -> list[RaisedFlag]:
    """Red-flag rows answered yes in any of these assessments, the newest answer of each.

    A flag of an earlier visit stands until it is resolved by name: a later no does not end it.
    A flag that was resolved at an earlier visit is history and is left out.
    """
    found: dict[str, RaisedFlag] = {}
    for assessment in assessments:
        for flag, answer in answered_yes(assessment, library):
            resolved = answer is not None and answer.resolved is not None
            if resolved and assessment.id != judged:
                found.pop(flag.id, None)
                continue
            found[flag.id] = RaisedFlag(
                flag=flag.id,
                number=flag.number,
                name=flag.name,
                urgency=flag.urgency,
                suspends=flag.suspends,
                do=flag.do,
                resolved=resolved,
            )
    return sorted(found.values(), key=lambda flag: flag.number)


def answered_yes(assessment: Assessment, library: Library) -> list[tuple[Flag, FlagAnswer | None]]:
    """Rows that were answered yes, or that an answer elsewhere raises, such as a limp."""
    answers: dict[str, FlagAnswer] = {answer.flag: answer for answer in assessment.red_flags}
    by_reading: set[str | None] = set()
    for reading in assessment.readings:
        if isinstance(reading, Answered) and reading.measure in library.measures:
            by_reading.add(library.measures[reading.measure].raises.get(reading.answer))
    rows: list[tuple[Flag, FlagAnswer | None]] = []
    for flag in library.triage.flags:
        answer = answers.get(flag.id)
        if (answer is not None and answer.present) or flag.id in by_reading:
            rows.append((flag, answer))
    return rows


def unanswered(assessment: Assessment, triage: Triage, on: date, age_days: int) -> tuple[str, ...]:
    """Names of the red-flag rows that nobody answered on the day."""
    fresh = {a.flag for a in assessment.red_flags if a.present or (on - a.on).days <= age_days}
    return tuple(flag.name for flag in triage.flags if flag.id not in fresh)


def scope(patient: Patient, episode: Episode, on: date, protocol: Protocol) -> tuple[str, ...]:
    """Why a protocol does not cover this person or injury; empty where it does."""
    why: list[str] = []
    age = patient.age_on(on)
    if age < protocol.age_from:
        why.append(f"age {age}: the protocol is for {protocol.age_from} and over")
        if age < ADULT:
            asked = {True: "closed", False: "open", None: "not answered"}
            guardian = patient.guardian.name if patient.guardian else "not recorded"
            why.append(f"growth plates: {asked[episode.growth_plates_closed]}")
            why.append(f"guardian: {guardian}")
    if protocol.operated == "never" and episode.surgery is not None:
        why.append("the hip was operated: this protocol is for hips that never were")
    if protocol.operated == "needed" and episode.surgery is None:
        why.append("no operation is recorded, and this protocol is for operated hips")
    return tuple(why)


def earliest(episode: Episode, protocol: Protocol) -> date | None:
    """The day before which nobody runs: the surgeon's, else so many weeks after the operation."""
    surgery = episode.surgery
    if surgery is None:
        return None
    if surgery.limits is not None and surgery.limits.earliest_running is not None:
        return surgery.limits.earliest_running
    if protocol.floor is None or surgery.on is None:
        return None
    floor = protocol.floor
    return surgery.on + timedelta(
        weeks=floor.microfracture_weeks if surgery.microfracture else floor.weeks
    )


def blocks(episode: Episode, protocol: Protocol | None, on: date) -> tuple[Block, ...]:
    """Conditions that are missing before anything may be judged; never overridden."""
    found: list[Block] = []
    if protocol is not None:
        for code in protocol.entry:
            if missing := _MISSING[code](episode, protocol, on):
                found.append(Block(code=code, sentence=missing))
        if found and protocol.blocked_do:
            first = found[0]
            found[0] = Block(code=first.code, sentence=first.sentence, do=protocol.blocked_do)
    expecting = episode.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POST_PARTUM)
    if expecting and episode.pregnancy_lifted is None:
        state = episode.pregnancy.value.replace("_", "-")
        found.append(
            Block(
                code="pregnancy",
                sentence=f"{state}: the clinician first; a named clinician lifts this",
            )
        )
    return tuple(found)


def _bone(episode: Episode) -> BoneStress:
    return episode.bone or BoneStress()


def _operation_date(episode: Episode, protocol: Protocol, on: date) -> str:
    known = episode.surgery is not None and episode.surgery.on is not None
    return "" if known else "the date of the operation is not recorded"


def _surgeon_limits(episode: Episode, protocol: Protocol, on: date) -> str:
    known = episode.surgery is not None and episode.surgery.limits is not None
    return "" if known else "the surgeon's limits are not recorded"


def _bone_site(episode: Episode, protocol: Protocol, on: date) -> str:
    return "" if _bone(episode).site else "the site of the bone stress injury is not recorded"


def _neck_side(episode: Episode, protocol: Protocol, on: date) -> str:
    bone = _bone(episode)
    if bone.site is not BoneSite.FEMORAL_NECK:
        return ""
    known = bone.neck_side in (NeckSide.COMPRESSION, NeckSide.TENSION)
    return "" if known else "needs the side of the femoral neck: compression or tension"


def _imaging(episode: Episode, protocol: Protocol, on: date) -> str:
    dated = any(image.on <= on for image in episode.imaging)
    return "" if dated else "needs dated imaging: none is recorded"


def _release(episode: Episode, protocol: Protocol, on: date) -> str:
    released = episode.release is not None and episode.release.on <= on
    return "" if released else "needs a physician's release: who, registration, date, document"


def _healing(episode: Episode, protocol: Protocol, on: date) -> str:
    site = _bone(episode).site
    if site is None or site not in protocol.healing_sites:
        return ""
    pictures = [image for image in episode.imaging if image.on <= on and image.healing is not None]
    newest = max(pictures, key=lambda image: image.on, default=None)
    if newest is not None and newest.healing:
        return ""
    return f"needs healing on imaging at this site ({site.value.replace('_', ' ')})"


def _surgeon_release(episode: Episode, protocol: Protocol, on: date) -> str:
    if _bone(episode).neck_side is not NeckSide.TENSION:
        return ""
    release = episode.release
    by_surgeon = release is not None and release.role == "surgeon" and release.on <= on
    return "" if by_surgeon else "tension side of the neck: needs a surgeon's release"


def _cause(episode: Episode, protocol: Protocol, on: date) -> str:
    return "" if _bone(episode).cause.strip() else "the cause of the injury was not asked"


def _energy(episode: Episode, protocol: Protocol, on: date) -> str:
    answered = _bone(episode).energy_availability.strip()
    return "" if answered else "energy availability was not asked"


_MISSING = {
    "operation_date": _operation_date,
    "surgeon_limits": _surgeon_limits,
    "bone_site": _bone_site,
    "neck_side": _neck_side,
    "imaging": _imaging,
    "release": _release,
    "healing": _healing,
    "surgeon_release_for_tension": _surgeon_release,
    "cause": _cause,
    "energy_availability": _energy,
}


def age_note(patient: Patient, on: date, protocol: Protocol) -> str:
    """What the protocol says of this age; empty below it."""
    return protocol.age_note if patient.age_on(on) >= protocol.age_note_from else ""
