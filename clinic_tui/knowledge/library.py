"""All that the clinic knows, looked up by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.exercise import Exercise
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.protocol import Criterion, Protocol
from clinic_tui.knowledge.running import RunningRules
from clinic_tui.knowledge.triage import Triage
from clinic_tui.model.figure import Figure
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.strict import Strict
from clinic_tui.model.words import Diagnosis, Unit


class Measures(Strict):
    """A catalogue file."""

    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        for what in ("id", "code"):
            seen = [getattr(measure, what) for measure in self.measures]
            if twice := sorted({word for word in seen if seen.count(word) > 1}):
                raise ValueError(f"two measures share the {what} {twice[0]!r}")
        return self


@dataclass(frozen=True, slots=True)
class Library:
    """Measures, protocols and programmes by id, and the red-flag screen."""

    measures: Mapping[MeasureId, Measure]
    protocols: dict[str, Protocol]
    programmes: Mapping[str, Programme]
    triage: Triage
    running: RunningRules | None = None
    """Absent where a past decision is replayed, which needs none."""
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        measures: Iterable[Measure],
        protocols: Iterable[Protocol],
        programmes: Iterable[Programme],
        triage: Triage | None,
        base: Library | None,
        running: RunningRules | None = None,
        exercises: Iterable[Exercise] = (),
        figures: Iterable[Figure] = (),
    ) -> Library:
        """A library of these, over those of another one where they do not replace them."""
        screen = triage or (base.triage if base else None)
        if screen is None:
            raise ValueError("a library needs a red-flag screen")
        return cls(
            measures={**(base.measures if base else {}), **{m.id: m for m in measures}},
            protocols={**(base.protocols if base else {}), **{p.id: p for p in protocols}},
            programmes={**(base.programmes if base else {}), **{p.id: p for p in programmes}},
            triage=screen,
            running=running or (base.running if base else None),
            exercises={**(base.exercises if base else {}), **{e.id: e for e in exercises}},
            figures={**(base.figures if base else {}), **{f.id: f for f in figures}},
        )

    @property
    def rules_of_running(self) -> RunningRules:
        """The running rules.

        Raises:
            LookupError: a past decision's library has none.
        """
        if self.running is None:
            raise LookupError("no running rules in this library")
        return self.running

    def protocol_for(self, diagnosis: Diagnosis) -> Protocol | None:
        """The class's own protocol; none for an injury that nobody has diagnosed.

        The one that was added last counts: the clinic's own before a built-in one.
        """
        for protocol in reversed(self.protocols.values()):
            if diagnosis in protocol.classes and not protocol.by_name_only:
                return protocol
        return None

    def problem(self) -> str | None:
        """The first name that points nowhere, in words."""
        for protocol in self.protocols.values():
            if problem := self.problem_of(protocol):
                return problem
        flags = {flag.id for flag in self.triage.flags}
        for measure in self.measures.values():
            for flag in measure.raises.values():
                if flag not in flags:
                    return f"measure {measure.id}: raises an unknown red flag {flag!r}"
            if measure.composite is not None:
                for part in (*measure.composite.sum_of, measure.composite.over):
                    if part not in self.measures:
                        return f"measure {measure.id}: made of an unknown measure {part!r}"
        for exercise in self.exercises.values():
            if exercise.pose not in self.figures:
                return f"exercises.{exercise.id}.pose: no figure {exercise.pose!r}"
        return None

    def problem_of(self, protocol: Protocol) -> str | None:
        """The first thing in a protocol that does not fit the catalogue, in words."""
        for criterion in protocol.criteria:
            for problem in self._problems_of(criterion, protocol):
                return f"protocol {protocol.id}: criteria.{criterion.id}{problem}"
        for diagnosis in protocol.classes:
            if protocol.pain_rule(diagnosis) is None:
                return f"protocol {protocol.id}: pain_rules: none for {diagnosis.value}"
        for shown in protocol.shows:
            if shown not in self.measures:
                return f"protocol {protocol.id}: shows: no measure {shown!r} in the catalogue"
        for name in protocol.programmes:
            if name not in self.programmes:
                return f"protocol {protocol.id}: programmes: unknown programme {name!r}"
        return None

    def _problems_of(self, criterion: Criterion, protocol: Protocol) -> Iterator[str]:
        grade = (criterion.hand_grade.measure,) if criterion.hand_grade else ()
        for name in (*criterion.measures, *grade):
            if name not in self.measures:
                yield f": expected a measure of the catalogue, not {name!r}"
                return
        for measure in (self.measures[each] for each in grade):
            if measure.unit is not Unit.GRADE:
                yield f".hand_grade: {measure.id} is not a manual muscle grade"
        for measure in (self.measures[each] for each in criterion.measures):
            yield from _misfits(criterion, measure)
            if measure.hop and Diagnosis.BONE_STRESS_INJURY in protocol.classes:
                yield f".measures: {measure.id}: no hop for a bone stress injury"


def _misfits(criterion: Criterion, measure: Measure) -> Iterator[str]:
    """What a criterion asks of a measure that the measure cannot give."""
    if (criterion.kind == "answer") != bool(measure.answers):
        yield f": {measure.id} does not fit the kind {criterion.kind}"
        return
    if criterion.kind in ("range", "symmetry") and not measure.sided:
        yield f": {measure.id} has no sides to compare"
    if (criterion.kind == "range") != (measure.unit is Unit.DEGREE):
        yield ": degrees are compared as range, and only degrees"
    if strange := set(criterion.accept) - set(measure.answers):
        expected = ", ".join(measure.answers)
        yield f".accept: {measure.id} has no answer {min(strange)!r}; expected {expected}"
    if criterion.pain_at_most is not None and not measure.asks_pain:
        yield f".pain_at_most: pain is not asked during {measure.id}"
    if criterion.faults_at_most is not None and not measure.counts_faults:
        yield f".faults_at_most: faults are not counted in {measure.id}"
    if criterion.kind in ("at_least", "at_most") and criterion.limit is not None:
        low, high = measure.possible or (criterion.limit, criterion.limit)
        if not low <= criterion.limit <= high:
            yield f".limit: {measure.id} can be {low:f} to {high:f} {measure.unit}"
