"""Whatever a clinician does, and wherever the program dies: disk and memory tell the same."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError
from clinic_tui.model.person import PatientId
from clinic_tui.store.repository import ClinicRecord, Repository
from tests.desk import small
from tests.store.faults import Steps, stepping
from tests.store.samples import ACT, HOSTILE, files_in

NUMBERS = st.sampled_from([PatientId(f"000{number}") for number in range(1, 5)])
NAMES = st.sampled_from(["Marlow", *HOSTILE])
Verb = Callable[[Desk], object]


class Crash(BaseException):
    """The process ends here: nothing that it does after has any effect."""


def crash() -> None:
    raise Crash


def signed(desk: Desk, number: PatientId, walked: int, numb: bool) -> object:
    draft = small.filled(desk.draft(number), walked=walked, numb=numb)
    return desk.sign_assessment(number, draft)


class StoreAndDesk(RuleBasedStateMachine):
    """One clinic twice: on disk, where the program may die, and in memory, where it does not."""

    @initialize()
    def set_up(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "clinic"
        self.clock = small.Clock()
        self.memory = small.memory()
        files_in(self.folder).set_up(ClinicRecord(small.clinic(), small.STAFF), ACT)
        self.open_again()

    @rule()
    def open_again(self) -> None:
        self.files = files_in(self.folder)
        self.real, self.model = self.window(self.files), self.window(self.memory)

    @rule()
    def close_and_open(self) -> None:
        self.files.close()
        self.open_again()

    def window(self, store: Repository) -> Desk:
        return small.desk(store, self.clock)

    @staticmethod
    def outcome(verb: Verb, desk: Desk) -> object:
        try:
            return verb(desk)
        except DeskError as error:
            return type(error), error.title

    def same(self, verb: Verb, dies_at: int) -> None:
        """Does it on disk and in memory; the program dies at that call to the system, if at all."""
        if not dies_at:
            assert self.outcome(verb, self.real) == self.outcome(verb, self.model)
            return
        before = copy.deepcopy(self.memory)
        expected = self.outcome(verb, self.model)
        with stepping(Steps(dies_at, crash, for_ever=True)):
            try:
                assert self.outcome(verb, self.real) == expected
            except Crash:
                died = True
            else:
                died = False
        if died:
            self.files = files_in(self.folder)
            if self.kept(self.files) != self.kept(self.memory):
                self.memory = before
            self.open_again()

    @staticmethod
    def kept(store: Repository) -> dict[PatientId, tuple[int, Any]]:
        """Every chart, by opening it, so that a save which was cut short is taken in."""
        heads = store.heads().heads
        return {head.patient_id: _loaded(store, head.patient_id) for head in heads}

    @rule(number=NUMBERS, name=NAMES, dies_at=st.sampled_from([0, 0, *range(1, 45)]))
    def admit(self, number: PatientId, name: str, dies_at: int) -> None:
        person = small.person(number, family_name=name)
        self.same(lambda desk: desk.new_patient(person), dies_at)

    @rule(number=NUMBERS, dies_at=st.sampled_from([0, 0, *range(1, 30)]))
    def injure(self, number: PatientId, dies_at: int) -> None:
        self.same(lambda desk: desk.new_episode(number, small.injury()), dies_at)

    @rule(number=NUMBERS, name=NAMES, dies_at=st.sampled_from([0, *range(1, 30)]))
    def rename(self, number: PatientId, name: str, dies_at: int) -> None:
        person = small.person(number, family_name=name)
        self.same(lambda desk: desk.revise_patient(person), dies_at)

    @rule(
        number=NUMBERS,
        walked=st.integers(0, 40),
        numb=st.booleans(),
        dies_at=st.sampled_from([0, 0, *range(1, 30)]),
    )
    def sign(self, number: PatientId, walked: int, numb: bool, dies_at: int) -> None:
        self.same(lambda desk: signed(desk, number, walked, numb), dies_at)

    @rule(number=NUMBERS, day=st.integers(1, 28), dies_at=st.sampled_from([0, *range(1, 30)]))
    def next_visit(self, number: PatientId, day: int, dies_at: int) -> None:
        on = date(2027, 1, day)
        self.same(lambda desk: desk.plan_next_visit(number, on), dies_at)

    @rule(number=NUMBERS, text=NAMES, dies_at=st.sampled_from([0, *range(1, 20)]))
    def half_typed(self, number: PatientId, text: str, dies_at: int) -> None:
        if not dies_at:
            self.same(lambda desk: desk.keep_half_typed(number, {"notes": text}), 0)
            self.same(lambda desk: desk.half_typed(number), 0)

    @rule(days=st.integers(0, 40))
    def time_goes_on(self, days: int) -> None:
        self.clock.on(days=days, minutes=1)

    @precondition(lambda self: hasattr(self, "files"))
    @invariant()
    def both_tell_the_same(self) -> None:
        assert self.kept(self.files) == self.kept(self.memory)
        real, model = self.files.heads(), self.memory.heads()
        assert sorted(map(_told, real.heads)) == sorted(map(_told, model.heads))
        assert real.damaged == ()
        assert _saves(self.files) == _saves(self.memory)

    def teardown(self) -> None:
        if hasattr(self, "files"):
            again = files_in(self.folder)
            assert not again.heads().damaged
            assert again.verify().problems == ()
            assert not list(self.folder.rglob("*.tmp"))
            self.place.cleanup()


def _loaded(store: Repository, number: PatientId) -> tuple[int, Any]:
    stored = store.load(number)
    return stored.revision, stored.chart


def _told(head: Any) -> tuple[str, int, str]:
    return head.patient_id, head.revision, repr(sorted(head.line.items()))


def _saves(store: Repository) -> list[tuple[str, int]]:
    events = store.history()
    return sorted((event.patient_id or "", event.revision) for event in events if event.revision)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        StoreAndDesk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_store_and_desk_equal_their_model_after_every_step() -> None:
    run(12, 20)


@pytest.mark.long
def test_store_and_desk_equal_their_model_for_long() -> None:
    run(2000, 50)
