"""Corrections across charts: two charts of one person made one, an assessment moved to another."""

from __future__ import annotations

from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.person import PatientNumber, Signature
from clinic_tui.model.strict import Name, Strict


class Merge(Strict):
    """Two charts of one person were made one; both of them say so."""

    chart: PatientNumber
    """The other of the two."""
    reason: Name
    by: Signature


class Hold(Strict):
    """A record that must not be erased, such as for a claim, until it is lifted by name."""

    reason: Name
    by: Signature


class MovedOut(Strict):
    """An assessment recorded with the wrong patient: it stays readable and counts here no more."""

    assessment: AssessmentId
    to: PatientNumber
    reason: Name
    by: Signature


class MovedIn(Strict):
    """An assessment that was first recorded in another patient's chart."""

    assessment: AssessmentId
    chart: PatientNumber
    """Where it was recorded."""
    original: AssessmentId
    """What it is there."""
    reason: Name
    by: Signature
