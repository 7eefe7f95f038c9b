"""Strikes a scenario at its first call to the system, its second, … and looks at what is left.

    python tests/store/every_fault.py FOLDER FAULT[,FAULT] [SCENARIO …]

Prints how many points each scenario has, and exits with 1 and a line for each that went wrong.
Forking for `kill` in a process of its own keeps the test runner's threads out of it.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from clinic_tui.store.errors import StoreError
from tests.store.faults import Steps, stepping
from tests.store.scenarios import SCENARIOS, Scenario

MOST = 400
"""Calls after which a scenario is thought never to end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a call goes wrong."""

    strike: Callable[[], None]
    for_ever: bool = False
    half: bool = False
    only: tuple[str, ...] = ()
    kills: bool = False

    def steps(self, nth: int) -> Steps:
        """Strikes at the Nth call."""
        return Steps(nth, self.strike, for_ever=self.for_ever, half=self.half, only=self.only)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _nothing() -> None:
    pass


def _refusing(number: int) -> Callable[[], None]:
    def refuse() -> None:
        raise OSError(number, os.strerror(number))

    return refuse


ERRORS = ("EIO", "ENOSPC", "EROFS", "EMFILE", "EDQUOT", "EACCES")
FAULTS = {
    "kill": Fault(_die, kills=True),
    "kill-in-write": Fault(_die, kills=True, half=True, only=("write",)),
    "short-once": Fault(_nothing, half=True, only=("write",)),
    "short-for-ever": Fault(_nothing, half=True, only=("write",), for_ever=True),
    "full-in-write": Fault(_refusing(errno.ENOSPC), half=True, only=("write",), for_ever=True),
    **{f"{name}-once": Fault(_refusing(getattr(errno, name))) for name in ERRORS},
    **{
        f"{name}-for-ever": Fault(_refusing(getattr(errno, name)), for_ever=True) for name in ERRORS
    },
}


def struck(scenario: Scenario, fault: Fault, folder: Path, nth: int) -> tuple[bool, bool]:
    """Whether the act returned, and whether it came as far as the Nth call."""
    ready = scenario.opened(folder)
    steps = fault.steps(nth)
    if fault.kills:
        child = os.fork()
        if child == 0:
            with stepping(steps):
                scenario.act(ready)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        said, reached = status == 0, os.WIFSIGNALED(status)
        assert said or reached, "the act failed without a fault"
    else:
        said = True
        with stepping(steps):
            try:
                scenario.act(ready)
            except StoreError:
                said = False
        reached = steps.struck
        assert said or reached, "the act was refused without a fault"
    return said, reached


def points(scenario: Scenario, fault: Fault, folder: Path, wrong: list[str]) -> int:
    """How many calls were struck; adds a line for each after which something was wrong."""
    template = folder / "template"
    scenario.prepare(template)
    for nth in range(1, MOST):
        copy = folder / str(nth)
        shutil.copytree(template, copy)
        reached = True
        try:
            said, reached = struck(scenario, fault, copy, nth)
            scenario.check(copy, said)
        except Exception as error:
            wrong.append(f"{scenario.name}, call {nth}: {type(error).__name__}: {error}"[:400])
        shutil.rmtree(copy)
        if not reached:
            return nth - 1
    raise AssertionError(f"{scenario.name} never came to an end")


def run(folder: Path, faults: list[str], scenarios: list[str]) -> tuple[int, list[str]]:
    """All the points of these faults and scenarios, and what was wrong."""
    total, wrong = 0, list[str]()
    for fault in faults:
        for scenario in SCENARIOS:
            if scenarios and scenario.name not in scenarios:
                continue
            place = folder / fault / scenario.name.replace(" ", "-")
            place.mkdir(parents=True)
            before = len(wrong)
            found = points(scenario, FAULTS[fault], place, wrong)
            wrong[before:] = [f"{fault}: {line}" for line in wrong[before:]]
            print(f"{fault}, {scenario.name}: {found}", file=sys.stderr)
            total += found
    return total, wrong


def main(folder: Path, faults: list[str], scenarios: list[str]) -> None:
    """Prints the points, then what was wrong."""
    total, wrong = run(folder, faults, scenarios)
    print(total)
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        list(FAULTS) if sys.argv[2] == "all" else sys.argv[2].split(","),
        sys.argv[3:],
    )
