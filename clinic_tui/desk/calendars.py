"""The plan as a calendar file, in the language of the runner's papers."""

from __future__ import annotations

from clinic_tui.model.person import Clinic, Patient
from clinic_tui.model.plan import Plan


def calendar_file(plan: Plan, clinic: Clinic, patient: Patient, language: str = "") -> bytes:
    """The plan's sessions as a calendar.

    Args:
        plan: what is written.
        clinic: gives zone and telephone.
        patient: whose language it speaks, unless another is asked for.
        language: the one that is asked for.
    """
    from clinic_tui.exchange.calendar import Told, calendar
    from reports import calendar_words
    from reports.language import known, language_for, speaking

    code = language_for(language, patient.language, clinic.language)
    with speaking(code):
        told = {
            session.on: Told(
                calendar_words.summary(session),
                calendar_words.description(plan, session, clinic),
            )
            for session in plan.sessions
            if session.kind != "rest"
        }
        return calendar(plan, clinic.time_zone, known(calendar_words.TITLE), told, code)
