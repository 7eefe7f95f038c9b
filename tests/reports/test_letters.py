"""Letters and the coach's card: cleared or not, why, what follows, and for how long."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from clinic_tui.desk.kinds import Kind
from clinic_tui.judgement.clearance import standing
from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import (
    Asked,
    Clearance,
    ClearanceEvent,
    ClearanceId,
    ClearanceStatus,
    Refused,
    Withdrawn,
)
from clinic_tui.model.correction import Merge, MovedOut
from clinic_tui.model.episode import Surgery
from clinic_tui.model.person import PatientId
from clinic_tui.model.runlog import Advice, RunLog, RunLogId
from clinic_tui.model.words import Diagnosis, Injured, Side
from tests.builders import (
    DAY,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    base_patient,
    changed,
    no_red_flags,
    one_leg_stand,
    with_reading,
)
from tests.cases.charts import CASES, case, sides_swapped_and_confirmed
from tests.reports.papers import (
    LIBRARY,
    MADE_AT,
    given,
    pages,
    paper,
    planned,
    signed,
    words,
)

LETTERS: tuple[Kind, ...] = ("letter", "clearance", "coach")
EXPIRED_ON = DAY + timedelta(days=29)


def stepped(*events: ClearanceEvent, chart: Chart | None = None) -> Chart:
    """A signed chart whose clearance went through these steps."""
    chart = signed(chart)
    clearance = Clearance(id=ClearanceId("c1"), episode=chart.episodes[0].id, events=events)
    return changed(chart, clearances=(clearance,))


def cleared(**fields: object) -> Chart:
    """The base chart, cleared."""
    return stepped(given(signed(), **fields))


def suspended() -> Chart:
    """Cleared, then a red flag in the next draft."""
    chart = cleared()
    later = base_assessment(
        id=AssessmentId("a2"),
        on=DAY + timedelta(days=3),
        red_flags=no_red_flags(DAY + timedelta(days=3), "numbness"),
    )
    return changed(chart, assessments=(*chart.assessments, later))


def not_cleared() -> dict[ClearanceStatus, tuple[Chart, date]]:
    """A chart in each state that allows nothing, with a day on which it is in it."""
    asked = Asked(by=a_signature(), of="Dr Vera Holm")
    refused = Refused(by=a_signature(), reason="too early for this race")
    withdrawn = Withdrawn(by=a_signature(), reason="ran a race on the second day")
    return {
        ClearanceStatus.NOT_ASKED: (signed(), DAY),
        ClearanceStatus.ASKED: (stepped(asked), DAY),
        ClearanceStatus.REFUSED: (stepped(asked, refused), DAY),
        ClearanceStatus.WITHDRAWN: (stepped(given(signed()), withdrawn), DAY),
        ClearanceStatus.EXPIRED: (cleared(), EXPIRED_ON),
        ClearanceStatus.SUSPENDED: (suspended(), DAY + timedelta(days=3)),
    }


@pytest.mark.parametrize("status", not_cleared())
@pytest.mark.parametrize("kind", LETTERS)
def test_what_is_not_cleared_is_said_as_loudly_as_what_is(
    status: ClearanceStatus, kind: Kind
) -> None:
    chart, on = not_cleared()[status]
    assert standing(chart, chart.episodes[0], on, LIBRARY).status is status
    pdf = paper(kind, chart, on)
    assert words(pdf).count("NOT CLEARED") == 1
    assert size_of(pdf, "NOT CLEARED") == size_of(paper(kind, cleared()), "CLEARED") >= 20


@pytest.mark.parametrize("kind", LETTERS)
def test_what_is_cleared_never_says_that_it_is_not(kind: Kind) -> None:
    text = words(paper(kind, cleared()))
    assert text.count("CLEARED") == 1
    assert "NOT CLEARED" not in text
    limits = words(paper(kind, cleared(with_limits=True)))
    assert "CLEARED WITH LIMITS" in limits
    assert "NOT CLEARED" not in limits


def size_of(pdf: bytes, said: str) -> float:
    """The type size of a text on the first page."""
    found: list[float] = []

    def visit(text: str, _: object, matrix: list[float], font: object, size: float) -> None:
        if said in text:
            found.append(size)

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return max(found)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (ClearanceStatus.NOT_ASKED, "Nobody has been asked for a clearance yet."),
        (ClearanceStatus.ASKED, "Clearance was asked of Dr Vera Holm on 20 Nov 2026"),
        (
            ClearanceStatus.REFUSED,
            "Jonas Ebert, physiotherapist, refused the clearance on 20 Nov 2026.",
        ),
        (ClearanceStatus.REFUSED, "Reason: too early for this race"),
        (ClearanceStatus.WITHDRAWN, "Reason: ran a race on the second day"),
        (ClearanceStatus.EXPIRED, "The last clearance ended on 18 Dec 2026."),
        (ClearanceStatus.SUSPENDED, "The clearance of 20 Nov 2026 is suspended."),
        (ClearanceStatus.SUSPENDED, "A red flag is open"),
        (ClearanceStatus.SUSPENDED, "New numbness in the leg"),
        (ClearanceStatus.SUSPENDED, "First: urgent medical evaluation."),
    ],
)
def test_the_clearance_letter_says_why_not_and_what_follows(
    status: ClearanceStatus, why: str
) -> None:
    text = words(paper("clearance", *not_cleared()[status]))
    assert why in text
    assert "No running, jumping or sport with running." in text
    assert "That holds until" in text


def test_the_clearance_letter_says_what_is_allowed_and_who_decided() -> None:
    text = words(paper("clearance", cleared(override_reason="races only on grass this season")))
    for said in (
        "From 20 Nov 2026 to 18 Dec 2026, both days included",
        "Walking and jogging by the plan",
        "What is not named here is not allowed.",
        "No hills",
        "Decided by Jonas Ebert, physiotherapist, registration PH 000000, on 20 Nov 2026.",
        "Given although not all criteria were met",
        "races only on grass this season",
        "Whether it still stands: 01632 960 101.",
        "Do not use after 18 Dec 2026.",
    ):
        assert said in text
    assert "although" not in words(paper("clearance", cleared()))


@pytest.mark.parametrize("kind", ["letter", "clearance"])
def test_a_red_flag_is_said_even_where_nobody_was_asked(kind: Kind) -> None:
    text = words(paper(kind, case("08-numb-leg")))
    assert "Nobody has been asked for a clearance yet." in text
    assert (
        "A red flag is open, and nothing is allowed while it is: New numbness in the leg." in text
    )


def changed_since() -> dict[str, tuple[Chart, str]]:
    """A cleared chart and what of a change after the signature its letter says."""
    chart, by = cleared(), a_signature()
    episode = chart.episodes[0]
    injury = "What is known of the injury changed after it was signed."
    record = "The record it rests on was corrected after it was signed."
    merged = Merge(chart=PatientId("0900"), reason="twice", by=by)
    moved = MovedOut(assessment=AssessmentId("a1"), to=PatientId("0901"), reason="x", by=by)
    surgery = Surgery(kind="tendon_repair", on=DAY)
    run = RunLog(
        id=RunLogId("r1"),
        episode=episode.id,
        on=DAY,
        entered_at=MADE_AT,
        advice=Advice.STOP_AND_CALL,
    )
    weaker = with_reading(base_assessment(), one_leg_stand(Side.LEFT, 9))
    later = changed(weaker, id=AssessmentId("a2"))
    return {
        "diagnosis": (
            changed(chart, episodes=(changed(episode, diagnosis=Diagnosis.BURSITIS),)),
            injury,
        ),
        "side": (changed(chart, episodes=(changed(episode, injured=Injured.RIGHT),)), injury),
        "surgery": (changed(chart, episodes=(changed(episode, surgery=surgery),)), injury),
        "merged": (changed(chart, merged_into=merged), record),
        "moved": (changed(chart, moved_out=(moved,)), record),
        "run": (
            changed(chart, run_logs=(run,)),
            "After a run the rule was to stop and call the clinic.",
        ),
        "assessment": (
            signed(changed(chart, assessments=(*chart.assessments, later))),
            "A later assessment did not meet the criteria.",
        ),
    }


@pytest.mark.parametrize("what", changed_since())
def test_what_suspends_is_said_outside_without_what_was_found(what: str) -> None:
    chart, cause = changed_since()[what]
    text = words(paper("clearance", chart))
    assert "NOT CLEARED" in text
    assert cause in text
    for found in ("bursitis", "right", "operation", "0900", "0901", "9 s"):
        assert found not in text
    assert "Suspended because: " in words(paper("letter", chart))


@pytest.mark.parametrize("name", CASES)
def test_each_case_has_its_letter_with_the_verdict_it_was_given(name: str) -> None:
    chart = signed(case(name))
    readiness = chart.assessments[-1].readiness
    assert readiness is not None
    text = words(paper("letter", chart))
    assert "NOT CLEARED" in text
    assert readiness.sentence in text
    for kind in ("clearance", "coach"):
        assert "NOT CLEARED" in words(paper(kind, chart))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("04-femoral-neck", "Imaging, dated, with its finding: needs dated imaging"),
        ("04-femoral-neck", "needs the side of the femoral neck"),
        ("04-femoral-neck", "Your release to load, with name, registration, date and document"),
        ("08-numb-leg", "Please examine: red flag open. New numbness in the leg (urgent)"),
        ("01-all-met", "Nothing. This letter is for your information."),
        ("02-painful-stand", "Nothing. This letter is for your information."),
    ],
)
def test_the_doctor_is_asked_for_what_only_a_doctor_can_give(name: str, asked: str) -> None:
    assert asked in words(paper("letter", signed(case(name))))


def test_the_warning_of_sides_that_were_confirmed_stays_on_the_letter() -> None:
    text = words(paper("letter", signed(sides_swapped_and_confirmed())))
    assert "Ready: all 19 criteria met" in text
    assert "137.8 %" in text
    assert "Jonas Ebert" in text[: text.index("Assessed and signed")]


def test_the_doctor_is_asked_for_the_answer_that_is_awaited() -> None:
    text = words(paper("letter", *not_cleared()[ClearanceStatus.ASKED]))
    assert "Your answer whether running may begin: it was asked of Dr Vera Holm." in text


def test_a_hip_nobody_has_diagnosed_is_asked_for_its_name() -> None:
    chart = base_chart(episode=base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED, site="hip pain"))
    assert "Please name the diagnosis" in words(paper("letter", signed(chart)))


def test_no_release_no_clearance_after_an_arthroscopy() -> None:
    chart = base_chart(episode=base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY))
    assert "Your release to load" in words(paper("letter", signed(chart)))


def test_the_letter_has_every_measure_and_never_a_zero_for_one_that_is_missing() -> None:
    text = words(paper("letter", signed(case("03-rotation-not-measured"))))
    assert "Unknown: 1 of 19 criteria, on 20 Nov 2026" in text
    assert "Internal rotation range not measured" in text
    assert "Met: 18 of 19 criteria" in text
    assert "92.6 %" in text
    nothing = words(paper("letter", signed(base_chart(assessment=base_assessment(readings=())))))
    assert "Unknown: 19 of 19 criteria" in nothing
    assert " 0 N " not in nothing
    assert " 0 % " not in nothing


def test_a_reason_that_many_criteria_share_is_counted_and_each_is_named_below() -> None:
    text = words(paper("letter", signed(case("05-other-hip-painful"))))
    assert "12 criteria: unknown, the other hip is painful" in text
    assert "Unknown: 12 of 19 criteria" in text
    assert text.count("no healthy side") == 12
    assert "%" not in text[text.index("Unknown: 12") :]


def test_the_conclusion_stands_before_what_is_asked_and_the_measures_last() -> None:
    text = words(paper("letter", signed()))
    order = [text.index(part) for part in ("NOT CLEARED", "Readiness on", "What we ask", "Met: 19")]
    assert order == sorted(order)


@pytest.mark.parametrize("name", CASES)
def test_a_letter_ends_in_the_upper_two_thirds_and_a_card_in_the_upper_half(name: str) -> None:
    chart = signed(case(name))
    assert len(pages(paper("letter", chart))) == 1
    assert lowest(paper("letter", chart)) > 842 / 3
    assert lowest(paper("coach", chart)) > 842 / 2


def lowest(pdf: bytes) -> float:
    """How far above the lower edge the last line above the foot stands."""
    found: list[float] = []

    def visit(text: str, _: object, matrix: list[float], font: object, size: float) -> None:
        if text.strip() and matrix[5] > 60 and "INVENTED" not in text:
            found.append(matrix[5])

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return min(found)


def test_the_card_names_days_sessions_and_whom_to_call() -> None:
    chart = cleared()
    cleared_now = chart.clearances[0].events[-1]
    assert cleared_now.kind == "given"
    made = planned(chart, cleared_now)
    text = words(paper("coach", changed(chart, plans=(made,))))
    for said in (
        "Marta Lindqvist",
        "From 20 Nov 2026",
        "Walking and jogging by the plan",
        "Condition: no hills",
        "Mon 23",
        "in all",
        "Less is always allowed; more never is. Of two rules the stricter holds.",
        "Pain of 4 or more",
        "A limp",
        "Call: 01632 960 101 · when closed: 01632 960 102 · emergency: 999",
    ):
        assert said in text, said


def test_a_plan_of_an_earlier_clearance_is_not_on_the_card() -> None:
    old = given(signed(), allowed="something else")
    chart = changed(cleared(), plans=(planned(signed(), old),))
    assert "in all" not in words(paper("coach", chart))


def test_any_pain_stops_a_run_where_the_rule_says_so() -> None:
    episode = base_episode(diagnosis=Diagnosis.BONE_STRESS_INJURY, site="")
    chart = base_chart(episode=episode)
    text = words(paper("coach", stepped(given(signed(chart)), chart=chart)))
    assert "Any pain from running, however small" in text
    assert "bone" not in text


@pytest.mark.parametrize("kind", LETTERS)
def test_equal_charts_give_equal_letters_and_no_name_in_their_data(kind: Kind) -> None:
    pdf = paper(kind, cleared())
    assert pdf == paper(kind, cleared())
    meta = " ".join(str(value) for value in (PdfReader(io.BytesIO(pdf)).metadata or {}).values())
    assert "Lindqvist" not in meta
    assert kind != "coach" or "hip" not in meta


@pytest.mark.parametrize("kind", LETTERS)
def test_each_page_of_a_letter_says_who_is_meant(kind: Kind) -> None:
    long = cleared(override_reason="because " * 1200, allowed="W" * 500)
    for text in pages(paper(kind, long)):
        assert "Marta Lindqvist, born 14 Mar 1992" in text
        assert "No. 0001" in text
        assert "INVENTED PATIENT" in text
        assert "Fingerprint" in text


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("word", ["W" * 300, "word " * 99, "ß" * 300])
def test_texts_of_any_length_stay_on_the_page_and_are_there_to_the_end(
    kind: Kind, word: str
) -> None:
    end = "the very end"
    chart = base_chart(
        patient=base_patient(family_name=word, given_name=word),
        episode=base_episode(site=word * 100, referrer=word * 100, other_injuries=word * 100),
        assessment=base_assessment(notes="words " * 5000),
    )
    event = given(
        signed(chart),
        allowed=word[:480] + end,
        conditions=(word[:480] + end, word, word),
        override_reason=word * 15 + end,
    )
    text = words(paper(kind, stepped(event, chart=chart))).replace(" ", "")
    assert text.count("theveryend") == (2 if kind == "coach" else 3)
    assert word.strip()[:12].replace(" ", "") in text


def test_a_letter_for_a_number_as_long_as_numbers_get() -> None:
    chart = base_chart(patient=base_patient(id=PatientId("9" * 64)))
    assert "9" * 64 in words(paper("clearance", signed(chart))).replace(" ", "")
