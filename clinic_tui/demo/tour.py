"""The demo as a guided visit: from the list to a paper, one hint at a time."""

from __future__ import annotations

from clinic_tui.ui.guide import Guide, Hint

IN_CHART = (
    Hint("The verdict and the way out come first. a measures: today's visit", "AssessmentScreen"),
    Hint("Criteria met is not clearance, only a clinician clears: d decides", "DecideScreen"),
    Hint("The number before Plan opens the weeks of running, if clearance stands", "PlanScreen"),
    Hint("The number before Papers opens what goes home with the runner", "PapersScreen"),
    Hint("That was a visit. esc goes back to the list; ctrl+g goes anywhere"),
)
HINTS = {
    "PatientsScreen": (
        Hint("Welcome. Type lind, then enter: Marta Lindqvist's chart opens", "ReadinessScreen"),
        Hint("enter opens a chart, f2 measures at once; ? or f1 explains any screen", "JumpModal"),
        Hint("ctrl+p lists every action and finds patients too; f7 changes keys and colours"),
    ),
    "ReadinessScreen": IN_CHART,
    "AssessmentsScreen": IN_CHART,
    "ClearanceScreen": IN_CHART,
    "FlagsScreen": (
        Hint("Red flags come first: n answers a row and goes on; enter opens the sheet"),
    ),
    "AssessmentScreen": (
        Hint(
            "Type a number and enter; / takes a whole row; ctrl+s shows the review", "ReviewScreen"
        ),
        Hint("ctrl+s reviews and signs; esc leaves, and the draft is kept"),
    ),
    "ReviewScreen": (
        Hint("What is missing, and what really changed. ctrl+s signs; esc goes back"),
    ),
    "DecideScreen": (
        Hint("What speaks against comes first. Arrows choose, ctrl+s signs, esc leaves"),
    ),
    "PlanScreen": (
        Hint("m makes the plan, arrows choose a day, e changes it under the linter", "DiaryScreen"),
        *IN_CHART,
    ),
    "DiaryScreen": (
        Hint("/ takes the rows of the runner's paper, each read aloud in words", "PapersScreen"),
        *IN_CHART,
    ),
    "PapersScreen": (
        Hint("A letter makes the paper beside it; v opens it in the system's viewer", "JumpModal"),
        *IN_CHART,
    ),
}


def tour() -> Guide:
    """A new visitor's guide."""
    return Guide(HINTS)
