"""A plan for a year of a runner, in milliseconds, beside a control.

    python -m bench.plan [RUNS]

The control is the one of `bench.readiness`: the ratio compares machines.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal

from bench.readiness import control, median_ms
from clinic_tui.judgement.plan import lint_plan, make_plan, rules_of
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.clearance import ClearanceId
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Plan, PlanId
from tests.builders import base_episode
from tests.judgement.test_plan import MONDAY, NOW, given_until

BUDGET_MS = 20.0
YEAR = timedelta(days=364)
DAYS = (0, 2, 4)


def year_long() -> Programme:
    """The run/walk table with so many sessions a step that its runs fill a year."""
    table = built_in().programmes["article_run_walk"]
    steps = tuple(step.model_copy(update={"sessions": 11}) for step in table.steps)
    return table.model_copy(update={"steps": steps})


def main(runs: int) -> None:
    """Prints the medians beside the control's."""
    library, programme = built_in(), year_long()
    given = given_until(MONDAY + YEAR)
    episode = base_episode(goals=Goals(distance_km=Decimal(10)))

    def made() -> Plan:
        plan = make_plan(
            plan_id=PlanId("p1"),
            episode=episode,
            clearance_id=ClearanceId("c1"),
            given=given,
            programme=programme,
            programme_digest=programme.digest,
            start=MONDAY,
            running_days=DAYS,
            now=NOW,
            running=library.rules_of_running,
            exercises=library.exercises.values(),
        )
        assert isinstance(plan, Plan)
        return plan

    plan = made()
    rules = rules_of(given, episode, programme, library.rules_of_running, MONDAY, DAYS)
    planned = median_ms(made, runs)
    linted = median_ms(lambda: lint_plan(plan, rules), runs)
    beside = median_ms(control, runs)
    count = sum(session.kind == "run" for session in plan.sessions)
    print(f"plan    {planned:.2f} ms for a year with {count} runs (budget {BUDGET_MS} ms)")
    print(f"linter  {linted:.2f} ms of the same plan")
    print(f"control {beside:.2f} ms; ratio {planned / beside:.2f}, medians of {runs}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
