"""Handing out: which papers may be made now, and their bytes."""

from __future__ import annotations

from datetime import datetime

from clinic_tui.desk.deciding import Case
from clinic_tui.desk.errors import refuse
from clinic_tui.model.person import Clinic


def progress(case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool) -> bytes:
    """The progress report: readiness as it was judged at the newest signature.

    Raises:
        Refused: nothing is signed yet.
    """
    if case.assessment is None or case.assessment.readiness is None:
        raise refuse("No report yet: no assessment is signed.")
    from clinic_tui.desk.papers import progress_pdf

    return progress_pdf(
        clinic=clinic,
        chart=case.chart,
        episode=case.episode,
        readiness=case.assessment.readiness,
        standing=case.standing,
        library=case.library,
        made_at=made_at,
        watermark=watermark,
    )


def plan(case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool) -> bytes:
    """The patient's plan, on the clearance that stands. A clinic always has its numbers.

    Raises:
        Refused: a red flag is open, no clearance stands, or no plan was made on it.
    """
    if case.readiness is not None:
        for flag in case.readiness.flags:
            if flag.suspends and not flag.resolved:
                raise refuse(f"No plan: red flag not resolved: {flag.name}. {flag.do}")
    given = case.standing.given
    if given is None or not case.standing.allows:
        raise refuse(f"No plan: clearance is {case.standing.sentence}.")
    mine = [made for made in case.chart.plans if made.episode == case.episode.id]
    if not mine:
        raise refuse("No plan was made yet.")
    if mine[-1].made_at < given.by.at:
        raise refuse("The plan was made before the clearance that stands; make it anew.")
    from clinic_tui.desk.papers import plan_pdf

    return plan_pdf(
        clinic=clinic,
        chart=case.chart,
        episode=case.episode,
        plan=mine[-1],
        given=given,
        library=case.library,
        made_at=made_at,
        watermark=watermark,
    )
