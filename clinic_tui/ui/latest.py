"""Work beside the keys: in a thread, one at a time, and of what waits only the newest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from textual.dom import DOMNode

from clinic_tui.desk.errors import DeskError

Job = TypeVar("Job")
Result = TypeVar("Result")


class Latest(Generic[Job, Result]):
    """Hands the newest job to a thread; a job that was overtaken while waiting is left out.

    Args:
        node: whose thread worker it is.
        work: done in the thread.
        done: told the job and its result, back among the keys.
        failed: told the job and what the desk said instead.
    """

    def __init__(
        self,
        node: DOMNode,
        work: Callable[[Job], Result],
        done: Callable[[Job, Result], None],
        failed: Callable[[Job, DeskError], None],
    ) -> None:
        self._node = node
        self._work = work
        self._done = done
        self._failed = failed
        self._waiting: list[Job] = []
        self.busy = False

    def ask(self, job: Job) -> None:
        """Does a job now, or next where one is being done."""
        self._waiting = [job]
        if not self.busy:
            self._next()

    def _next(self) -> None:
        self.busy = True
        work = partial(self._run, self._waiting.pop())
        # Without a description Textual would make one of the whole job, chart and all.
        self._node.run_worker(work, thread=True, description="beside the keys")

    def _run(self, job: Job) -> None:
        try:
            tell = partial(self._done, job, self._work(job))
        except DeskError as error:
            tell = partial(self._failed, job, error)
        self._node.call_later(self._finished, tell)

    def _finished(self, tell: Callable[[], None]) -> None:
        self.busy = False
        tell()
        if self._waiting and not self.busy:
            self._next()
