"""Handing out: which papers may be made now, and their bytes."""

from __future__ import annotations

from datetime import datetime

from clinic_tui.desk import planning
from clinic_tui.desk.deciding import Case
from clinic_tui.desk.errors import refuse
from clinic_tui.desk.judging import as_it_reads
from clinic_tui.model.person import Clinic


def progress(
    case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool, history: str = ""
) -> bytes:
    """The progress report: readiness as it was judged at the newest signature.

    Its foot carries the head of the clinic's history, where there is one.

    Raises:
        Refused: nothing is signed yet.
    """
    readiness = None
    if case.assessment is not None:
        readiness = as_it_reads(case.chart, case.assessment, case.library)
    if readiness is None:
        raise refuse("No report yet: no assessment is signed.")
    from clinic_tui.desk.papers import progress_pdf

    return progress_pdf(
        clinic=clinic,
        chart=case.chart,
        episode=case.episode,
        readiness=readiness,
        standing=case.standing,
        library=case.library,
        made_at=made_at,
        watermark=watermark,
        history=history,
    )


def plan(
    case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool, history: str = ""
) -> bytes:
    """The patient's plan, on the clearance that stands. A clinic always has its numbers.

    Raises:
        Refused: a red flag is open, no clearance stands, or no plan was made on it.
    """
    if why := planning.forbidden(case):
        raise refuse(f"No plan: {why}.")
    made = planning.newest(case.chart, case.episode.id)
    given = case.standing.given
    if made is None or given is None:
        raise refuse("No plan was made yet.")
    if not planning.rests_on(made, given):
        raise refuse("The plan rests on an earlier clearance; make it anew.")
    from clinic_tui.desk.papers import plan_pdf

    return plan_pdf(
        clinic=clinic,
        chart=case.chart,
        episode=case.episode,
        plan=made,
        given=given,
        library=case.library,
        made_at=made_at,
        watermark=watermark,
        history=history,
    )


def letter(
    case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool, history: str = ""
) -> bytes:
    """The doctor's letter: readiness as it was signed, and where the clearance stands today."""
    readiness = None
    if case.assessment is not None:
        readiness = as_it_reads(case.chart, case.assessment, case.library)
    from clinic_tui.desk.letters import letter_pdf

    return letter_pdf(
        case=case,
        readiness=readiness,
        clinic=clinic,
        made_at=made_at,
        watermark=watermark,
        history=history,
    )


def clearance(
    case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool, history: str = ""
) -> bytes:
    """The clearance letter, which says NOT CLEARED where nothing is cleared."""
    from clinic_tui.desk.letters import clearance_pdf

    return clearance_pdf(
        case=case, clinic=clinic, made_at=made_at, watermark=watermark, history=history
    )


def coach(
    case: Case, clinic: Clinic, made_at: datetime, *, watermark: bool, history: str = ""
) -> bytes:
    """The coach's card, which says NOT CLEARED where nothing is cleared."""
    from clinic_tui.desk.letters import coach_pdf

    return coach_pdf(
        case=case, clinic=clinic, made_at=made_at, watermark=watermark, history=history
    )
