"""What the tabs of a chart tell, as plain text: injury, values over time, decisions, diary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from clinic_tui.plain import day, titled

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.judgement.change import Change
    from clinic_tui.knowledge.library import Library
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.clearance import ClearanceEvent
    from clinic_tui.model.episode import Episode
    from clinic_tui.model.reading import MeasureId
    from clinic_tui.model.runlog import RunLog
    from clinic_tui.model.words import Side

MOMENTS = (("in the run", "pain_during"), ("after", "pain_after"), ("morning", "pain_next_morning"))
SIGNS = (
    ("sharp pain", "sharp"),
    ("limp", "limp"),
    ("night pain", "night_pain"),
    ("catching or locking", "catching"),
    ("red flag", "red_flag"),
    ("painkiller", "painkiller"),
)


def record(desk: Desk, chart: Chart) -> Iterator[str]:
    """All that stands in the tabs beside readiness and plan."""
    episode = chart.current_episode
    if episode is None:
        return
    yield from titled("The injury", _injury(episode))
    visits = chart.of_episode(episode.id)
    for visit in visits:
        if visit.notes:
            yield from titled(f"Note of {day(visit.on)}", visit.notes.splitlines())
    changes: dict[tuple[str, str], Change] = {}
    if len(visits) > 1:
        found = desk.changes(chart, visits[-1], visits[-2])
        changes = {(each.measure, each.side.value): each for each in found}
    yield from titled("Values, oldest first", values(visits, desk.library, changes))
    kept = chart.clearance_of(episode.id)
    events = [said for event in (kept.events if kept else ()) for said in _decided(event)]
    yield from titled("Decisions on clearance, oldest first", events)
    runs = sorted((each for each in chart.run_logs if each.episode == episode.id), key=_of_day)
    yield from titled("Diary, oldest first", [said for log in runs for said in _run(log)])
    yield from titled("Put right, moved, held", _corrections(chart, visits))


def _of_day(log: RunLog) -> date:
    return log.on


def _injury(episode: Episode) -> Iterator[str]:
    yield f"onset {day(episode.onset)}"
    surgery = episode.surgery
    if surgery is not None:
        when = f" on {day(surgery.on)}" if surgery.on else ", day not entered"
        yield f"operation: {surgery.kind.replace('_', ' ')}{when}"
        limits = surgery.limits
        if limits is not None:
            floor = limits.earliest_running
            until = f"; no running before {day(floor)}" if floor else ""
            yield f"surgeon's limits by {limits.by}, {day(limits.on)}: {limits.text}{until}"
    for image in episode.imaging:
        yield f"{image.kind} of {day(image.on)}: {image.finding}"
    release = episode.release
    if release is not None:
        yield f"released to load by {release.by}, {release.role}, {day(release.on)}"
    goals, before = episode.goals, episode.running_before
    if goals.distance_km is not None:
        yield f"goal: {goals.distance_km.normalize():f} km"
    if goals.race:
        yield f"goal: {goals.race}" + (f" on {day(goals.race_on)}" if goals.race_on else "")
    if before.longest_run_min is not None:
        yield f"longest run before: {before.longest_run_min} min"
    for name, text in (
        ("other injuries", episode.other_injuries),
        ("bone risk", episode.bone_risk),
        ("menstrual history", episode.menstrual_history),
        ("consent", episode.consent),
        ("shared decision", episode.shared_decision),
        ("referrer", episode.referrer),
    ):
        if text:
            yield f"{name}: {text}"
    yield f"state: {episode.state.value}"


def values(
    visits: Iterable[Assessment], library: Library, changes: dict[tuple[str, str], Change]
) -> Iterator[str]:
    """One line for each measure and side: every visit's value, then what changed at the last."""
    from clinic_tui.judgement.values import whole_reading

    told: dict[tuple[MeasureId, Side], list[str]] = {}
    for visit in visits:
        for reading in visit.readings:
            measure = library.measures.get(reading.measure)
            said = "not in catalogue" if measure is None else whole_reading(reading, measure)
            old = "" if reading.on == visit.on else f" (read {day(reading.on)})"
            told.setdefault((reading.measure, reading.side), []).append(
                f"{day(visit.on)} {said}{old}"
            )
    rank = {measure: at for at, measure in enumerate(library.measures)}
    for cell in sorted(told, key=lambda each: (rank.get(each[0], len(rank)), each[1].value)):
        measure = library.measures.get(cell[0])
        side = "" if cell[1].value == "none" else f" {cell[1].value.upper()}"
        line = f"{measure.name if measure else cell[0]}{side}: {'; '.join(told[cell])}"
        change = changes.get((cell[0], cell[1].value))
        if change is not None:
            better = {True: ", better", False: ", worse", None: ""}[change.better]
            said = " ".join(filter(None, (change.difference, change.verdict)))
            line += f". Since the visit before: {said}{better}"
        yield line


def _decided(event: ClearanceEvent) -> Iterator[str]:
    head = f"{day(event.by.at.date())}, {event.by.name}, {event.by.role}"
    if event.kind == "asked":
        yield f"{head}: asked {event.of}"
    elif event.kind == "given":
        limits = " with limits" if event.with_limits else ""
        yield f"{head}: given{limits}, {day(event.start)} until {day(event.until)}: {event.allowed}"
        yield from (f"condition: {condition}" for condition in event.conditions)
        if event.override_reason:
            yield f"override, because: {event.override_reason}"
        then = event.basis.readiness
        yield f"rests on: {then.sentence} Judged on {day(then.on)}."
    else:
        yield f"{head}: {event.kind}, because: {event.reason}"


def _run(log: RunLog) -> Iterator[str]:
    done = (
        "not written" if log.done_jog_minutes is None else f"{log.done_jog_minutes.normalize():f}"
    )
    if not log.ran:
        yield f"{day(log.on)}: not run"
    else:
        planned = log.planned_jog_minutes
        of = "" if planned is None else f" of {planned.normalize():f}"
        pains = []
        for name, field in MOMENTS:
            score = getattr(log, field)
            pains.append(f"{name} {'not written' if score is None else score}")
        gone = log.gone.value.replace("_", " ") if log.gone else "not written"
        yield f"{day(log.on)}: jog {done}{of} min; pain {', '.join(pains)}; gone {gone}"
    signs = [name for name, field in SIGNS if getattr(log, field)]
    if signs:
        yield f"also: {', '.join(signs)}"
    if log.notes:
        yield f"note: {log.notes}"
    if log.advice is not None:
        yield f"advice: {log.advice.words}; {_made_of(log)}"


def _made_of(log: RunLog) -> str:
    taken = log.decision
    if taken is None:
        return "not decided"
    if taken.advice is log.advice:
        return f"accepted by {taken.by.name}"
    return f"decided otherwise by {taken.by.name}: {taken.advice.words}, {taken.reason}"


def _corrections(chart: Chart, visits: Iterable[Assessment]) -> Iterator[str]:
    for visit in visits:
        if visit.amends is not None:
            by = visit.amends.by
            yield f"visit of {day(visit.on)} put right by {by.name}: {visit.amends.reason}"
    for moved in chart.moved_in:
        yield f"a visit came from number {moved.chart}, by {moved.by.name}: {moved.reason}"
    for gone in chart.moved_out:
        yield f"a visit went to number {gone.to}, by {gone.by.name}: {gone.reason}"
    for merge in chart.merged_from:
        yield f"merged with number {merge.chart} by {merge.by.name}: {merge.reason}"
    if chart.hold is not None:
        yield f"held by {chart.hold.by.name}: {chart.hold.reason}"
