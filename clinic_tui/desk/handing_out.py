"""Handing out: which papers may be made now, what each rests on, and their bytes."""

from __future__ import annotations

from datetime import date

from clinic_tui.desk import planning
from clinic_tui.desk.deciding import Case
from clinic_tui.desk.errors import refuse
from clinic_tui.desk.judging import as_it_reads
from clinic_tui.desk.kinds import Grounds, Order
from clinic_tui.desk.recording import changed
from clinic_tui.model.clearance import Given
from clinic_tui.model.issued import LASTS, Rests
from clinic_tui.model.plan import Plan
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.strict import digest


def rests(case: Case) -> Rests:
    """All that a paper of any kind could rest on now."""
    shown = _shown(case)
    given, plan = case.standing.given, planning.newest(case.chart, case.episode.id)
    return Rests(
        assessment=case.assessment.id if case.assessment is not None else None,
        readiness=digest(shown) if shown is not None else "",
        status=case.standing.status,
        clearance=digest(given) if given is not None else "",
        plan=plan.id if plan is not None else None,
        plan_digest=digest(plan) if plan is not None else "",
    )


def progress_grounds(case: Case) -> Grounds:
    """The newest signed assessment as it was judged, and where the clearance stands.

    Raises:
        Refused: nothing is signed yet.
    """
    _readiness(case)
    return Grounds(changed(rests(case), plan=None, plan_digest=""), _last_day(case))


def plan_grounds(case: Case) -> Grounds:
    """The newest plan, the clearance it was made on, and what that was given for.

    Raises:
        Refused: a red flag is open, no clearance stands, or no plan was made on it.
    """
    made, given = _standing_plan(case)
    mine = [plan.id for plan in case.chart.plans if plan.episode == case.episode.id]
    on = changed(rests(case), assessment=given.basis.assessment, readiness="")
    return Grounds(on, min(made.until, given.until), mine.index(made.id) + 1)


def letter_grounds(case: Case) -> Grounds:
    """Readiness as it was signed, if it was, and where the clearance stands."""
    return Grounds(changed(rests(case), plan=None, plan_digest=""), _last_day(case))


def clearance_grounds(case: Case) -> Grounds:
    """Where the clearance stands, and nothing else."""
    on = changed(rests(case), assessment=None, readiness="", plan=None, plan_digest="")
    return Grounds(on, _last_day(case))


def coach_grounds(case: Case) -> Grounds:
    """Where the clearance stands, and the plan that was made on it."""
    plan, given = planning.newest(case.chart, case.episode.id), case.standing.given
    if not case.standing.allows or plan is None or given is None:
        return clearance_grounds(case)
    if not planning.rests_on(plan, given):
        return clearance_grounds(case)
    on = changed(rests(case), assessment=None, readiness="")
    return Grounds(on, min(plan.until, given.until))


def progress(order: Order) -> bytes:
    """The progress report: readiness as it was judged at the newest signature.

    Raises:
        Refused: nothing is signed yet.
    """
    readiness = _readiness(order.case)
    from clinic_tui.desk.papers import progress_pdf

    return progress_pdf(order, readiness)


def plan(order: Order) -> bytes:
    """The patient's plan, on the clearance that stands. A clinic always has its numbers.

    Raises:
        Refused: a red flag is open, no clearance stands, or no plan was made on it.
    """
    made, given = _standing_plan(order.case)
    from clinic_tui.desk.papers import plan_pdf

    return plan_pdf(order, made, given)


def letter(order: Order) -> bytes:
    """The doctor's letter: readiness as it was signed, and where the clearance stands today."""
    from clinic_tui.desk.letters import letter_pdf

    return letter_pdf(order, _shown(order.case))


def clearance(order: Order) -> bytes:
    """The clearance letter, which says NOT CLEARED where nothing is cleared."""
    from clinic_tui.desk.letters import clearance_pdf

    return clearance_pdf(order)


def coach(order: Order) -> bytes:
    """The coach's card, which says NOT CLEARED where nothing is cleared."""
    from clinic_tui.desk.letters import coach_pdf

    return coach_pdf(order)


def _last_day(case: Case) -> date:
    """The clearance's own, or two weeks for what states none."""
    given = case.standing.given if case.standing.allows else None
    return given.until if given is not None else case.on + LASTS


def _shown(case: Case) -> Readiness | None:
    if case.assessment is None:
        return None
    return as_it_reads(case.chart, case.assessment, case.library)


def _readiness(case: Case) -> Readiness:
    readiness = _shown(case)
    if readiness is None:
        raise refuse("No report yet: no assessment is signed.")
    return readiness


def _standing_plan(case: Case) -> tuple[Plan, Given]:
    if why := planning.forbidden(case):
        raise refuse(f"No plan: {why}.")
    made = planning.newest(case.chart, case.episode.id)
    given = case.standing.given
    if made is None or given is None:
        raise refuse("No plan was made yet.")
    if not planning.rests_on(made, given):
        raise refuse("The plan rests on an earlier clearance; make it anew.")
    return made, given
