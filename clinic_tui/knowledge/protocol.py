"""A protocol: criteria with limits, ages and sources, and who may be judged by them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.measure import Code, Grade, Group
from clinic_tui.knowledge.pain_rule import PainRule
from clinic_tui.model.digest import sha256
from clinic_tui.model.episode import BoneSite
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.strict import Name, Number, Score, Strict, Text
from clinic_tui.model.words import Diagnosis


class HandGrade(Strict):
    """What a manual muscle grade may say of a criterion that asks for a measured force."""

    measure: MeasureId
    suffices: bool
    """Whether grade 5 meets the criterion; else grade 5 leaves it unknown. Below 5 is not met."""


class Criterion(Strict):
    """One thing that must hold, with limit, age, source and grade of evidence.

    Kinds: `range` compares sides in degrees, `symmetry` as a ratio; `at_least` and `at_most`
    hold one value against the limit; `answer` accepts words.
    """

    id: Code
    name: Name
    group: Group
    kind: Literal["range", "symmetry", "at_least", "at_most", "answer"]
    measures: Annotated[tuple[MeasureId, ...], Field(min_length=1)]
    """Any of these will do; the best outcome of them counts."""
    limit: Number | None = None
    """Degrees the injured side may be short, per cent of the other side, or a value."""
    limit_for: dict[Diagnosis, Number] = Field(default_factory=dict)
    """Another limit for a diagnosis class of the protocol."""
    accept: tuple[Code, ...] = ()
    trials: Annotated[int, Field(ge=1, le=10)] = 1
    pain_at_most: Score | None = None
    """Pain allowed during the test; absent means pain is not judged here."""
    faults_at_most: Annotated[int, Field(ge=0)] | None = None
    age_days: Annotated[int, Field(ge=0, le=3650)]
    error: Annotated[Number, Field(gt=0)] | None = None
    """Closer to the limit than this is borderline, in the limit's unit; absent: error unknown."""
    error_source: Text = ""
    hand_grade: HandGrade | None = None
    first_against: bool = False
    """Whether falling short by more than the error stands first in what speaks against."""
    provocation_pain: Annotated[int, Field(ge=1, le=10)] | None = None
    """Pain in this test from which it is a positive provocation sign."""
    source: Name
    grade: Grade
    note: Text = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "answer":
            if not self.accept or self.limit is not None:
                raise ValueError("a criterion of kind answer needs accept and no limit")
        elif self.limit is None or self.accept:
            raise ValueError(f"a criterion of kind {self.kind} needs a limit and no accept")
        for limit in filter(None, (self.limit, *self.limit_for.values())):
            if self.kind == "symmetry" and not 50 <= limit <= 100:
                raise ValueError(
                    "a symmetry's limit is in per cent: expected 50 to 100, such as 90"
                )
            if self.kind == "range" and not 0 <= limit <= 90:
                raise ValueError("degrees that may be missing: expected 0 to 90, such as 10")
        return self


class Floor(Strict):
    """The earliest date where the surgeon names none: weeks after the operation."""

    weeks: Annotated[int, Field(ge=0, le=104)]
    microfracture_weeks: Annotated[int, Field(ge=0, le=104)]
    source: Name
    grade: Grade


EntryCondition = Literal[
    "operation_date",
    "surgeon_limits",
    "bone_site",
    "neck_side",
    "imaging",
    "release",
    "healing",
    "surgeon_release_for_tension",
    "cause",
    "energy_availability",
]


_BONE_ENTRY: frozenset[EntryCondition] = frozenset(
    ("bone_site", "neck_side", "imaging", "release", "healing", "surgeon_release_for_tension")
)
"""Without these a bone stress injury would be judged as soft tissue."""


class Comparison(Strict):
    """How sides are compared."""

    query_above_percent: Annotated[Number, Field(gt=100)]
    """A symmetry above this asks whether the sides are swapped."""
    own_earlier_percent: Annotated[Number, Field(gt=0)]
    """Limit against own values from before the onset, where the other hip is not healthy."""
    own_earlier_degrees: Annotated[Number, Field(ge=0)]
    lever_tolerance_m: Annotated[Number, Field(ge=0)]
    range_error: Annotated[Number, Field(ge=0)]
    """Degrees that two readings of one hip may differ by."""
    symmetry_note: Text = ""
    """Said of every strength comparison."""


class Protocol(Strict):
    """Criteria, entry conditions and scope; versioned, with a digest made by the loader."""

    id: Code
    name: Name
    version: Name
    classes: Annotated[tuple[Diagnosis, ...], Field(min_length=1)]
    by_name_only: bool = False
    """A variant: never the class's own protocol, used when it is asked for."""
    age_from: Annotated[int, Field(ge=0, le=120)]
    age_note_from: Annotated[int, Field(ge=0, le=120)]
    age_note: Text = ""
    operated: Literal["never", "needed", "any"]
    """Whether the injured hip may, must or must not have been operated."""
    entry: tuple[EntryCondition, ...] = ()
    healing_sites: tuple[BoneSite, ...] = ()
    """Sites that need healing on imaging."""
    blocked_do: tuple[Name, ...] = ()
    """What to do at once while an entry condition is missing."""
    release_before_clearance: bool = False
    unloaded_until_released: bool = False
    """Without a release no loaded test is offered; hops never are."""
    floor: Floor | None = None
    flag_age_days: Annotated[int, Field(ge=0)] = 0
    masking_age_days: Annotated[int, Field(ge=0)] = 0
    comparison: Comparison
    clearance_days: Annotated[int, Field(ge=1, le=365)]
    verdict_note: Text = ""
    shows: tuple[MeasureId, ...] = ()
    """Values that inform and never decide."""
    programmes: tuple[Code, ...] = ()
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    pain_rules: tuple[PainRule, ...] = ()
    """What the runner's answers mean, one for each class; a file must have them all."""
    settled: tuple[Name, ...] = ()
    """How contradictions of the source were settled, in words."""
    source: Name

    @cached_property
    def digest(self) -> str:
        """What two protocols of one id and version are told apart by."""
        stated = self.model_dump(mode="json")
        if not self.pain_rules:
            # Decisions were stored by protocols without them; a replay finds their digest again.
            del stated["pain_rules"]
        text = json.dumps(stated, sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hex()

    def pain_rule(self, diagnosis: Diagnosis) -> PainRule | None:
        """The pain rule of one of its classes."""
        return next((rule for rule in self.pain_rules if diagnosis in rule.classes), None)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"two criteria share the id {twice[0]!r}")
        return self

    @model_validator(mode="after")
    def _for_its_classes(self) -> Self:
        if Diagnosis.NOT_YET_DIAGNOSED in self.classes:
            raise ValueError("classes: a hip that nobody has diagnosed has no protocol")
        if Diagnosis.BONE_STRESS_INJURY in self.classes:
            if len(self.classes) > 1:
                raise ValueError("classes: a bone stress injury shares no protocol with another")
            if missing := sorted(_BONE_ENTRY - set(self.entry)):
                raise ValueError(f"entry: a bone stress injury needs {', '.join(missing)}")
            if not (self.unloaded_until_released and self.release_before_clearance):
                raise ValueError(
                    "a bone stress injury needs unloaded_until_released and "
                    "release_before_clearance to be true"
                )
        for criterion in self.criteria:
            if strange := set(criterion.limit_for) - set(self.classes):
                raise ValueError(
                    f"criteria.{criterion.id}.limit_for: expected one of the protocol's classes, "
                    f"not {min(strange).value}"
                )
        return self

    @model_validator(mode="after")
    def _one_pain_rule_for_a_class(self) -> Self:
        seen = [each for rule in self.pain_rules for each in rule.classes]
        if twice := sorted({each.value for each in seen if seen.count(each) > 1}):
            raise ValueError(f"pain_rules: two are for {twice[0]}")
        if strange := sorted({each.value for each in seen} - {c.value for c in self.classes}):
            raise ValueError(f"pain_rules: expected the protocol's own classes, not {strange[0]}")
        return self
