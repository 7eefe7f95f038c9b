"""The visit at the keyboard, without any screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import FlagId, SidesConfirmed
from clinic_tui.model.reading import Answered, Measured, MeasureId, NotDone, Reading
from clinic_tui.model.words import (
    Contraction,
    Diagnosis,
    Injured,
    NotDoneReason,
    Side,
    StopReason,
    Unit,
)
from clinic_tui.ui.conditions import Conditions
from clinic_tui.ui.keys import Keys
from tests.builders import (
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    with_reading,
)
from tests.ui import visits

ABD, IR, STAND = (
    MeasureId("hip_abduction_strength"),
    MeasureId("passive_hip_internal_rotation"),
    MeasureId("one_leg_stand_eyes_open_free"),
)
WALK, SWELLING, LIMP = MeasureId("walk"), MeasureId("swelling"), MeasureId("limp")


def at(measure: MeasureId, side: Side = Side.LEFT, keys: Keys | None = None) -> Keys:
    """A visit with the mark on one cell."""
    keys = keys or visits.visit()
    keys.visit.cells.go(measure, side)
    return keys


def held(keys: Keys, measure: MeasureId, side: Side = Side.LEFT) -> Reading | None:
    return keys.visit.draft.reading(measure, side)


def measured(keys: Keys, measure: MeasureId, side: Side = Side.LEFT) -> Measured:
    reading = held(keys, measure, side)
    assert isinstance(reading, Measured)
    return reading


def test_the_injured_side_is_the_first_column() -> None:
    assert visits.visit().visit.cells.sides == (Side.LEFT, Side.RIGHT)
    right = visits.runner(episode=base_episode(injured=Injured.RIGHT))
    assert visits.visit(right).visit.cells.sides == (Side.RIGHT, Side.LEFT)


def test_both_injured_are_left_and_right() -> None:
    both = visits.runner(episode=base_episode(injured=Injured.BOTH))
    assert visits.visit(both).visit.cells.sides == (Side.LEFT, Side.RIGHT)


def test_three_trials_and_pain_make_one_reading_of_today() -> None:
    keys = at(ABD)
    visits.type_in(keys, "182 176 190 p2")
    keys.go_on()
    reading = measured(keys, ABD)
    assert reading.trials == (Decimal(182), Decimal(176), Decimal(190))
    assert (reading.unit, reading.pain, reading.on) == (Unit.NEWTON, 2, visits.TODAY)
    assert reading.assessor == "Jonas Ebert"
    assert keys.visit.cells.here == (ABD, Side.RIGHT)


def test_each_finished_trial_is_in_the_draft_at_once() -> None:
    keys = at(ABD)
    visits.type_in(keys, "182 ")
    assert measured(keys, ABD).trials == (Decimal(182),)
    visits.type_in(keys, "176 ")
    assert len(measured(keys, ABD).trials) == 2
    assert keys.visit.cells.here == (ABD, Side.LEFT)


def test_the_space_after_the_last_trial_asks_for_the_pain_and_enter_goes_on_without() -> None:
    keys = at(ABD)
    visits.type_in(keys, "182 176 190 ")
    assert "pain" in keys.visit.said
    assert keys.visit.cells.here == (ABD, Side.LEFT)
    keys.go_on()
    assert keys.visit.cells.here == (ABD, Side.RIGHT)
    assert measured(keys, ABD).pain is None
    assert "pain" in keys.visit.lacks((ABD, Side.LEFT))


def test_a_range_needs_no_pain_and_space_goes_on() -> None:
    keys = at(IR)
    visits.type_in(keys, "33 36 ")
    assert measured(keys, IR).trials == (Decimal(33),)
    assert measured(keys, IR, Side.RIGHT).trials == (Decimal(36),)


def test_pain_may_be_added_to_a_finished_cell() -> None:
    keys = at(STAND)
    visits.type_in(keys, "31")
    keys.go_on()
    at(STAND, keys=keys)
    visits.type_in(keys, "p0")
    keys.go_on()
    assert (measured(keys, STAND).trials, measured(keys, STAND).pain) == ((Decimal(31),), 0)


def test_a_digit_on_a_filled_cell_changes_nothing() -> None:
    keys = at(IR)
    visits.type_in(keys, "33")
    keys.go_on()
    at(IR, keys=keys)
    visits.type_in(keys, "9")
    assert "filled" in keys.visit.said
    assert measured(keys, IR).trials == (Decimal(33),)


def test_an_impossible_value_is_refused_and_its_text_stays() -> None:
    keys = at(IR)
    visits.type_in(keys, "330")
    keys.go_on()
    assert keys.visit.trouble
    assert "−40° to 90°" in keys.visit.said
    assert keys.visit.text((IR, Side.LEFT)) == "330"
    assert held(keys, IR) is None
    assert keys.visit.unread == ("Internal rotation, range LEFT “330”",)


def test_what_cannot_be_read_stays_where_it_was_typed_when_the_mark_moves_on() -> None:
    keys = at(ABD)
    visits.type_in(keys, "18..2")
    keys.move(lines=1)
    assert keys.visit.text((ABD, Side.LEFT)) == "18..2"
    assert "not a number" in keys.visit.said
    assert keys.visit.cells.here != (ABD, Side.LEFT)


def test_an_odd_value_is_asked_back_once() -> None:
    keys = at(IR)
    visits.type_in(keys, "80")
    keys.go_on()
    assert keys.visit.said.startswith("odd, enter again keeps it: 80°")
    assert held(keys, IR) is None
    keys.go_on()
    assert measured(keys, IR).trials == (Decimal(80),)


def test_not_done_for_pain_asks_how_much_and_is_never_a_value() -> None:
    keys = at(IR)
    keys.not_done(NotDoneReason.PAIN)
    assert "how much pain" in keys.visit.said
    visits.type_in(keys, "p6")
    keys.go_on()
    reading = held(keys, IR)
    assert isinstance(reading, NotDone)
    assert (reading.reason, reading.pain) == (NotDoneReason.PAIN, 6)


def test_a_question_takes_the_number_of_its_answer_and_shows_the_word() -> None:
    keys = at(SWELLING, Side.NONE)
    visits.type_in(keys, "7")
    assert "1 none, 2 present, 3 new" in keys.visit.said
    visits.type_in(keys, "2")
    reading = held(keys, SWELLING, Side.NONE)
    assert isinstance(reading, Answered)
    assert reading.answer == "present"
    assert keys.visit.text((SWELLING, Side.NONE)) == "present"


def test_backspace_takes_one_letter_and_an_empty_cell_clears_the_reading() -> None:
    keys = at(IR)
    visits.type_in(keys, "33")
    keys.go_on()
    at(IR, keys=keys)
    keys.backspace()
    assert keys.visit.text((IR, Side.LEFT)) == "3"
    keys.backspace()
    keys.go_on()
    assert held(keys, IR) is None


def test_undo_takes_back_step_by_step_and_never_loses_the_draft() -> None:
    keys = at(IR)
    visits.type_in(keys, "33 36 ")
    keys.visit.undo()
    assert held(keys, IR, Side.RIGHT) is None
    assert measured(keys, IR).trials == (Decimal(33),)
    keys.visit.undo()
    assert keys.visit.record.empty
    keys.visit.undo()
    assert keys.visit.said == "nothing to take back"


def test_a_value_in_another_unit_keeps_its_unit_when_it_is_edited() -> None:
    keys = at(ABD)
    keys.write_row("abd L 18.5 19 kgf")
    at(ABD, keys=keys)
    visits.type_in(keys, "p0")
    keys.go_on()
    reading = measured(keys, ABD)
    assert (reading.unit, reading.pain) == (Unit.KILOGRAM_FORCE, 0)
    assert reading.trials == (Decimal("18.5"), Decimal(19))


def test_a_typed_row_writes_both_sides_and_says_it_in_words() -> None:
    keys = visits.visit()
    assert keys.write_row("abd L 182 176 190 p0 R 205 201 198 p0")
    assert measured(keys, ABD).trials[2] == 190
    assert measured(keys, ABD, Side.RIGHT).trials[0] == 205
    assert keys.visit.said == (
        "Abduction strength, LEFT 190 N, best of 3, pain 0, RIGHT 205 N, best of 3, pain 0"
    )


def test_a_row_with_an_impossible_side_writes_neither() -> None:
    keys = visits.visit()
    assert not keys.write_row("abd L 182 R 20500")
    assert keys.visit.trouble
    assert keys.visit.record.empty


def test_an_odd_row_is_asked_back_once() -> None:
    keys = visits.visit()
    assert not keys.write_row("ir L 33 R 80")
    assert keys.write_row("ir L 33 R 80")


def test_a_time_that_was_not_reached_is_asked_back_in_row_and_cell() -> None:
    keys = visits.visit()
    assert not keys.write_row("slb L 22 p0 stop time")
    assert keys.visit.said == (
        "odd, enter again keeps it: 8 s short of the 30 s line: the time was not reached"
    )
    assert keys.write_row("slb L 22 p0 stop time")
    assert keys.visit.odd(measured(keys, STAND))
    assert keys.write_row("slb L 30 p0 stop time")
    assert not keys.visit.odd(measured(keys, STAND))
    cell = at(STAND)
    visits.type_in(cell, "22p0st")
    cell.go_on()
    assert cell.visit.trouble


def test_a_code_alone_goes_to_its_row_and_writes_nothing() -> None:
    keys = visits.visit()
    before = keys.visit.draft
    for code, measure in (("abd", ABD), ("wlk", WALK), ("cad", MeasureId("cadence"))):
        assert keys.write_row(code)
        assert keys.visit.measure.id == measure
    assert keys.visit.draft == before
    assert not keys.write_row("hop3")
    assert "no measure has the code" in keys.visit.said


def test_a_measure_that_is_asked_for_by_code_gets_its_row() -> None:
    keys = visits.visit()
    assert MeasureId("cadence") not in [row.id for row in keys.visit.cells.rows]
    assert keys.write_row("cad 172")
    assert MeasureId("cadence") in [row.id for row in keys.visit.cells.rows]


@pytest.mark.parametrize("code", ["hpf", "hpt", "hpx", "hpm"])
def test_no_hop_is_offered_for_a_bone_stress_injury(code: str) -> None:
    bone = base_episode(diagnosis=Diagnosis.BONE_STRESS_INJURY, site="sacral stress reaction")
    keys = visits.visit(visits.runner(episode=bone))
    assert not keys.write_row(f"{code} L 100 R 100")
    assert "no hop test" in keys.visit.said
    assert not any(row.hop or row.loaded for row in keys.visit.cells.rows)


def test_what_was_entered_keeps_its_row_when_the_diagnosis_no_longer_offers_it() -> None:
    keys = at(ABD)
    visits.type_in(keys, "182")
    keys.go_on()
    visit = keys.visit
    visit.episode = base_episode(diagnosis=Diagnosis.BONE_STRESS_INJURY)
    visit.protocol = visit.library.protocol_for(Diagnosis.BONE_STRESS_INJURY)
    visit.lay_out()
    assert ABD in [row.id for row in visit.cells.rows]


def test_an_older_reading_keeps_its_day_and_is_not_typed_on() -> None:
    keys = at(STAND)
    older = keys.visit.older()
    assert older is not None
    assert older.on == visits.LAST
    keys.visit.record.take(with_reading(keys.visit.draft, changed(older, carried_by="Jonas Ebert")))
    visits.type_in(keys, "p3")
    assert "read on 6 Nov 2026" in keys.visit.said
    assert measured(keys, STAND).on == visits.LAST
    assert measured(keys, STAND).pain == 0
    assert keys.visit.older() is None


def test_a_draft_of_yesterday_is_not_dated_today_by_an_added_mark() -> None:
    keys = at(STAND, keys=visits.visit(today=date(2026, 11, 19)))
    visits.type_in(keys, "31")
    keys.go_on()
    keys.visit.record.today = visits.TODAY
    at(STAND, keys=keys)
    visits.type_in(keys, "p0")
    keys.go_on()
    assert measured(keys, STAND).on == date(2026, 11, 19)
    assert measured(keys, STAND).pain is None


def test_the_set_up_of_the_last_visit_is_taken_without_its_lever() -> None:
    keys = visits.visit()
    how = keys.visit.conditions(keys.visit.library.measures[ABD])
    assert how == Conditions("side-lying", "hand-held dynamometer", "", Contraction.MAKE, None)


def test_a_lever_on_the_line_belongs_to_its_side_and_to_the_next() -> None:
    keys = visits.visit()
    assert keys.write_row("abd L 182 p0 lever 38cm")
    assert measured(keys, ABD).lever_m == Decimal("0.38")
    at(ABD, Side.RIGHT, keys)
    visits.type_in(keys, "205")
    keys.go_on()
    assert measured(keys, ABD, Side.RIGHT).lever_m == Decimal("0.38")


def test_chosen_conditions_hold_for_the_row_and_the_device_for_its_empty_neighbours() -> None:
    keys = visits.visit()
    keys.write_row("abd L 182 R 205")
    measures = keys.visit.library.measures
    chosen = Conditions("supine", "belt-fixed dynamometer", "M2", Contraction.BREAK, Decimal("0.4"))
    keys.visit.choose(measures[ABD], chosen)
    reading = measured(keys, ABD, Side.RIGHT)
    assert reading.device is not None
    assert (reading.position, reading.device.model) == ("supine", "M2")
    near = keys.visit.conditions(measures[MeasureId("hip_flexion_strength")])
    assert (near.position, near.device, near.lever_m) == ("seated", "belt-fixed dynamometer", None)
    far = keys.visit.conditions(measures[IR])
    assert far.device == "goniometer"


def test_a_value_behind_a_confirmation_of_sides_asks_for_it_anew() -> None:
    keys = visits.visit()
    keys.write_row("abd L 262 R 190")
    confirmed = SidesConfirmed(measures=(ABD,), by=a_signature())
    keys.visit.record.take(changed(keys.visit.draft, sides_confirmed=confirmed))
    keys.write_row("ir L 33 R 36")
    assert keys.visit.draft.sides_confirmed is not None
    keys.write_row("abd L 262 R 180")
    assert keys.visit.draft.sides_confirmed is None


def test_red_flags_and_masking_are_open_until_they_are_answered_today() -> None:
    record = visits.visit().visit.record
    flag = built_in().triage.flags[0].id
    assert record.answered(FlagId(flag)) is None
    record.answer(FlagId(flag), False)
    assert record.answered(FlagId(flag)) is False
    record.today = date(2026, 11, 21)
    assert record.answered(FlagId(flag)) is None
    record.answer(FlagId(flag), True)
    record.today = date(2026, 11, 22)
    assert record.answered(FlagId(flag)) is True


def test_backspace_takes_what_ended_a_hold_as_a_whole() -> None:
    keys = visits.visit()
    assert keys.write_row("slb L 22.4 p3 stop foot")
    at(STAND, keys=keys)
    cell = keys.visit.cells.here
    assert keys.visit.text(cell) == "22.4 p3 sf"
    keys.backspace()
    assert keys.visit.text(cell) == "22.4 p3"
    assert keys.finish()
    assert (measured(keys, STAND).pain, measured(keys, STAND).stopped) == (3, None)
    keys.visit.undo()
    assert measured(keys, STAND).stopped is StopReason.FOOT_DOWN


def test_faults_are_asked_for_only_where_they_are_judged() -> None:
    keys = at(WALK, Side.NONE)
    visits.type_in(keys, "30 p0")
    keys.go_on()
    assert keys.visit.lacks((WALK, Side.NONE)) == ""


CYCLE, ELLIPTICAL, MASS = MeasureId("cycle"), MeasureId("elliptical"), MeasureId("body_mass")


def first_visit() -> Keys:
    return visits.visit(base_chart(assessment=base_assessment(readings=())))


def test_of_tests_that_stand_for_one_another_enter_asks_for_one() -> None:
    keys = at(CYCLE, Side.NONE, first_visit())
    visits.type_in(keys, "20p0")
    keys.go_on()
    assert keys.visit.cells.here == (MASS, Side.NONE)
    keys.move(lines=-2)
    assert keys.visit.cells.here == (ELLIPTICAL, Side.NONE)


def test_a_test_that_was_not_done_stands_for_no_other() -> None:
    keys = at(CYCLE, Side.NONE, first_visit())
    keys.not_done(NotDoneReason.EQUIPMENT)
    assert keys.visit.cells.here == (ELLIPTICAL, Side.NONE)


def test_the_lever_is_a_mark_behind_the_trials_and_holds_for_the_other_side() -> None:
    keys = at(ABD, keys=first_visit())
    visits.type_in(keys, "182 176 190p0l38")
    keys.go_on()
    visits.type_in(keys, "205 201 198p0")
    keys.go_on()
    assert measured(keys, ABD).lever_m == Decimal("0.38")
    assert measured(keys, ABD, Side.RIGHT).lever_m == Decimal("0.38")


def test_what_was_taken_back_is_not_entered_in_passing() -> None:
    keys = at(WALK, Side.NONE)
    keys.key("0")
    keys.go_on()
    assert measured(keys, WALK, Side.NONE).trials == (Decimal(0),)
    keys.visit.undo()
    assert held(keys, WALK, Side.NONE) is None
    assert not keys.visit.record.typed
    keys.visit.cells.go(WALK, Side.NONE)
    keys.move(lines=1)
    keys.move(lines=-1)
    assert held(keys, WALK, Side.NONE) is None


def test_an_odd_value_is_kept_by_enter_alone_never_in_passing() -> None:
    keys = at(ABD)
    visits.type_in(keys, "1876 p0")
    keys.go_on()
    assert "odd, enter again keeps it" in keys.visit.said
    keys.move(lines=1)
    assert keys.visit.unread == ("Abduction strength LEFT “1876 p0”",)
    keys.visit.cells.go(ABD, Side.LEFT)
    keys.go_on()
    keys.go_on()
    assert measured(keys, ABD).trials == (Decimal(1876),)


def test_a_row_that_stands_on_the_line_is_not_read() -> None:
    keys = at(ABD)
    keys.visit.line = "fl L 110 R 120"
    assert keys.visit.unread == ("the line “fl L 110 R 120”",)
