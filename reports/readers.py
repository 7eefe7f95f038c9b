"""Who may read what: the fields of a chart that each paper may carry, and where they go.

A field is named by its path, such as `episode.site`; a path stands for all that lies below it.
Whoever adds a field to a paper's values names its source in `SOURCES`, and the paper's reader must
be allowed it in `ALLOWED`: the tests hold both against the values and against the printed text.
"""

from __future__ import annotations

from typing import Final

from reports.values import (
    Ask,
    CallSigns,
    ClearanceLetter,
    ClinicalStanding,
    CoachCard,
    CoachRun,
    Decision,
    DiaryRow,
    DoctorsLetter,
    Head,
    HomeExercise,
    HomeGroup,
    Identity,
    Injury,
    Judged,
    OpenFlag,
    PatientPlan,
    Permit,
    Point,
    ProgressReport,
    Standing,
    Trend,
)

Paths = frozenset[str]

WHO: Final[Paths] = frozenset(
    {
        "patient.given_name",
        "patient.family_name",
        "patient.born",
        "patient.id",
        "patient.language",
    }
)
"""On every page of every paper."""
DECISION: Final[Paths] = frozenset(
    f"clearance.given.{name}"
    for name in ("with_limits", "by", "allowed", "conditions", "start", "until", "override_reason")
)
STEPS: Final[Paths] = frozenset(
    {
        "clearance.asked.by",
        "clearance.asked.of",
        "clearance.refused.by",
        "clearance.refused.reason",
        "clearance.withdrawn.by",
        "clearance.withdrawn.reason",
    }
)
"""Who took the last step towards a decision, or away from it."""
FLAGS: Final[Paths] = frozenset({"assessment.red_flags"})
"""Only which rows are open; what was found behind one is not a paper's."""
INJURY: Final[Paths] = frozenset(
    {
        "episode.injured",
        "episode.site",
        "episode.diagnosis",
        "episode.onset",
        "episode.surgery.on",
        "episode.other_hip",
    }
)
SUSPENSION: Final[Paths] = frozenset(
    {"assessment.on", "assessment.readiness.verdict", "run_log.on", "run_log.advice"}
)

ALLOWED: Final[dict[str, Paths]] = {
    "progress": WHO
    | DECISION
    | STEPS
    | FLAGS
    | INJURY
    | SUSPENSION
    | {
        "patient.sex",
        "patient.guardian.name",
        "episode.referrer",
        "chart.next_visit",
        "chart.merged_into.chart",
        "assessment.readings",
        "assessment.readiness",
        "assessment.sides_confirmed.by.name",
        "assessment.signed",
    },
    "plan": WHO
    | DECISION
    | {"episode.injured", "episode.site", "episode.diagnosis", "plan", "chart.next_visit"},
    "letter": WHO
    | DECISION
    | STEPS
    | FLAGS
    | INJURY
    | SUSPENSION
    | {
        "episode.referrer",
        "episode.release.on",
        "chart.merged_into.chart",
        "assessment.readiness.sentence",
        "assessment.readiness.on",
        "assessment.readiness.warnings",
        "assessment.readiness.against",
        "assessment.readiness.findings",
        "assessment.readiness.blocks",
        "assessment.sides_confirmed.by.name",
        "assessment.signed",
    },
    "clearance": WHO | DECISION | STEPS | FLAGS | SUSPENSION,
    "coach": WHO
    | {
        "clearance.given.with_limits",
        "clearance.given.allowed",
        "clearance.given.conditions",
        "clearance.given.start",
        "clearance.given.until",
        "episode.diagnosis",
        "plan.until",
        "plan.sessions.on",
        "plan.sessions.kind",
        "plan.sessions.intervals",
    },
}
"""By the name of the paper. Of the diagnosis a coach learns only whether any pain ends a run."""

PAPERS: Final[dict[str, type]] = {
    "progress": ProgressReport,
    "plan": PatientPlan,
    "letter": DoctorsLetter,
    "clearance": ClearanceLetter,
    "coach": CoachCard,
}
"""The values each paper is drawn from."""

_STEP_BY: Final = ("clearance.asked.by", "clearance.refused.by", "clearance.withdrawn.by")
_STANDING: Final[dict[str, tuple[str, ...]]] = {
    "status": ("clearance.given.with_limits", "clearance.given.until"),
    "by": (*_STEP_BY, "clearance.given.by"),
    "of": ("clearance.asked.of",),
    "reason": ("clearance.refused.reason", "clearance.withdrawn.reason"),
    "causes": tuple(sorted(SUSPENSION)),
}
_CLINIC: Final[tuple[str, ...]] = ()
"""Of the clinic, the clock, the knowledge files or whoever asks for it, not of the chart."""

SOURCES: Final[dict[type, dict[str, tuple[str, ...]]]] = {
    Identity: {
        "name": ("patient.given_name", "patient.family_name"),
        "born": ("patient.born",),
        "id": ("patient.id",),
    },
    Head: {
        "clinic": _CLINIC,
        "made_at": _CLINIC,
        "fingerprint": _CLINIC,
        "code": _CLINIC,
        "watermark": _CLINIC,
        "history": _CLINIC,
        "language": ("patient.language",),
    },
    Injury: {
        "injured": ("episode.injured",),
        "title": ("episode.site", "episode.diagnosis"),
        "diagnosis": ("episode.diagnosis",),
        "onset": ("episode.onset",),
        "weeks": ("episode.onset", "episode.surgery.on"),
        "since": ("episode.surgery.on",),
        "other_hip": ("episode.other_hip",),
    },
    Decision: {
        "with_limits": ("clearance.given.with_limits",),
        "by": ("clearance.given.by",),
        "allowed": ("clearance.given.allowed",),
        "conditions": ("clearance.given.conditions",),
        "start": ("clearance.given.start",),
        "until": ("clearance.given.until",),
        "override_reason": ("clearance.given.override_reason",),
    },
    OpenFlag: dict.fromkeys(("name", "urgency", "do"), tuple(FLAGS)),
    Standing: _STANDING,
    ClinicalStanding: {
        **_STANDING,
        "sentence": (*_STEP_BY, "clearance.given.by", "clearance.given.until"),
        "reasons": (*sorted(SUSPENSION), "episode.injured", "chart.merged_into.chart"),
    },
    Point: dict.fromkeys(("on", "value", "other", "breaks"), ("assessment.readings",)),
    Trend: {
        **dict.fromkeys(
            (
                "title",
                "points",
                "latest",
                "change",
                "side",
                "target",
                "target_shown",
                "error",
                "unit",
            ),
            ("assessment.readings",),
        ),
        **dict.fromkeys(("symmetry", "outcome"), ("assessment.readiness",)),
    },
    ProgressReport: {
        "readiness": (
            "assessment.readiness",
            "assessment.sides_confirmed.by.name",
            "patient.guardian.name",
        ),
        "rule": ("episode.diagnosis",),
        "sex": ("patient.sex",),
        "referrer": ("episode.referrer",),
        "next_visit": ("chart.next_visit",),
        "signature": ("assessment.signed",),
    },
    Ask: {
        "kind": ("episode.diagnosis", "episode.release.on", "assessment.readiness.blocks"),
        "about": ("clearance.asked.of", "assessment.readiness.blocks", *FLAGS),
    },
    Judged: {
        "verdict": ("assessment.readiness.verdict",),
        "sentence": ("assessment.readiness.sentence",),
        "on": ("assessment.readiness.on",),
        "warnings": ("assessment.readiness.warnings", "assessment.sides_confirmed.by.name"),
        "against": ("assessment.readiness.against",),
        "findings": ("assessment.readiness.findings",),
    },
    DoctorsLetter: {"referrer": ("episode.referrer",), "signature": ("assessment.signed",)},
    ClearanceLetter: {},
    Permit: {
        "with_limits": ("clearance.given.with_limits",),
        "allowed": ("clearance.given.allowed",),
        "conditions": ("clearance.given.conditions",),
        "start": ("clearance.given.start",),
        "until": ("clearance.given.until", "plan.until"),
        "any_pain_stops": ("episode.diagnosis",),
    },
    CoachRun: {
        "days": ("plan.sessions.on", "plan.sessions.kind"),
        "session": ("plan.sessions.intervals",),
    },
    CoachCard: {},
    CallSigns: dict.fromkeys(("now", "today", "week"), _CLINIC),
    DiaryRow: dict.fromkeys(("letter", "key", "on", "label", "counts"), ("plan",)),
    HomeExercise: {
        **dict.fromkeys(("doses", "before_run", "on_other_days"), ("plan",)),
        "figure": _CLINIC,
        "side": ("episode.injured",),
    },
    HomeGroup: {"kind": _CLINIC, "days": ("plan",)},
    PatientPlan: {
        "injury": ("episode.injured", "episode.site", "episode.diagnosis"),
        "plan": ("plan",),
        "number": ("patient.id", "plan"),
        "version": ("plan",),
        "rule": ("episode.diagnosis",),
        "next_visit": ("chart.next_visit",),
        "programme_note": _CLINIC,
        "fillable": _CLINIC,
    },
}
"""What of the chart each field shows; a field made of such values itself needs no entry."""
