"""Random charts near the limits: what the laws are tried on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId, FlagAnswer, FlagId, Masking
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import (
    BoneSite,
    BoneStress,
    Episode,
    Imaging,
    NeckSide,
    Release,
    SurgeonLimits,
    Surgery,
)
from clinic_tui.model.reading import Answered, Device, Measured, MeasureId, NotDone, Reading
from clinic_tui.model.words import (
    Contraction,
    Diagnosis,
    Injured,
    NotDoneReason,
    OtherHip,
    Side,
)
from tests.builders import base_chart

TODAY = date(2026, 11, 20)
LIBRARY = built_in()

JUDGED = [d for d in Diagnosis if d is not Diagnosis.NOT_YET_DIAGNOSED]


@st.composite
def readings(draw: st.DrawFn, name: MeasureId, side: Side, on: date) -> Reading | None:
    """A reading of one cell that may be good, bad, painful, old, refused or missing."""
    measure = LIBRARY.measures[name]
    kind = draw(st.sampled_from(["good"] * 60 + ["odd", "not_done", "missing"]))
    if kind == "missing" or measure.composite is not None:
        return None
    taken = on - timedelta(days=draw(st.sampled_from([0] * 50 + [1, 14, 15])))
    if kind == "not_done":
        reason = draw(st.sampled_from(list(NotDoneReason)))
        return NotDone(measure=measure.id, side=side, on=taken, reason=reason)
    if measure.answers:
        first = measure.answers[0]
        answer = draw(st.sampled_from([first] * 40 + list(measure.answers)))
        return Answered(measure=measure.id, side=side, on=taken, answer=answer)
    assert measure.unit is not None
    assert measure.possible is not None
    low, high = measure.possible
    centre = {"deg": 40, "N": 200, "s": 52, "min": 36, "reps": 37, "grade": 5, "cm": 90}
    middle = Decimal(centre.get(measure.unit.value, 0 if measure.symptom else 2))
    spread = draw(st.integers(-4, 4) if kind == "good" else st.integers(-40, 60))
    if measure.unit.value in ("NRS", "grade"):
        spread = min(0, spread) if measure.unit.value == "grade" else max(0, spread - 3)
    value = max(low, min(high, middle + spread))
    count = draw(st.sampled_from([measure.trials] * 30 + [1]))
    pain = draw(st.sampled_from([0] * 60 + [1, 2, 5, None])) if measure.asks_pain else None
    odd = kind == "odd" and draw(st.booleans())
    return Measured(
        measure=measure.id,
        side=side,
        on=taken,
        trials=tuple(max(low, value - i) for i in range(count)),
        unit=measure.unit,
        pain=pain,
        faults=draw(st.sampled_from([0] * 30 + [1, 2, None])) if measure.counts_faults else None,
        position=measure.positions[-1 if odd else 0] if measure.positions else "",
        device=Device(kind=measure.devices[0], model="two" if odd else "")
        if measure.devices
        else None,
        contraction=Contraction.BREAK if odd else Contraction.MAKE,
    )


@st.composite
def assessments(
    draw: st.DrawFn, episode: Episode, on: date, name: str, protocol_id: str
) -> Assessment:
    """A visit that answers most of what a protocol asks."""
    protocol = LIBRARY.protocols[protocol_id]
    names: list[MeasureId] = []
    for criterion in protocol.criteria:
        for each in criterion.measures:
            made = LIBRARY.measures[each].composite
            names += [*made.sum_of, made.over] if made else [each]
        names += [criterion.hand_grade.measure] if criterion.hand_grade else []
    found: list[Reading] = []
    for each in dict.fromkeys(names):
        sides = (Side.LEFT, Side.RIGHT) if LIBRARY.measures[each].sided else (Side.NONE,)
        drawn = [draw(readings(each, side, on)) for side in sides]
        found += [reading for reading in drawn if reading is not None]
    rows = LIBRARY.triage.flags
    odd_row = draw(st.sampled_from([None] * 30 + [flag.id for flag in rows]))
    silent = draw(st.sampled_from([None] * 30 + [flag.id for flag in rows]))
    return Assessment(
        id=AssessmentId(name),
        episode=episode.id,
        on=on,
        readings=tuple(found),
        red_flags=tuple(
            FlagAnswer(flag=FlagId(f.id), present=f.id == odd_row, on=on)
            for f in rows
            if f.id != silent
        ),
        masking=draw(
            st.sampled_from(
                [Masking(painkiller_24h=False, injection_6w=False, on=on)] * 20
                + [None, Masking(painkiller_24h=True, injection_6w=False, on=on)]
            )
        ),
    )


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """A person, an injury and one to three visits, the last of them today."""
    diagnosis = draw(st.sampled_from(JUDGED))
    started = base_chart()
    onset = date(2026, 8, 14)
    episode = started.episodes[0].model_copy(
        update={
            "diagnosis": diagnosis,
            "injured": draw(st.sampled_from([Injured.LEFT] * 4 + [Injured.RIGHT, Injured.BOTH])),
            "other_hip": draw(st.sampled_from([OtherHip.HEALTHY] * 20 + list(OtherHip))),
            "surgery": _surgery(draw, diagnosis),
            "bone": _bone(draw, diagnosis),
            "imaging": (Imaging(kind="MRI", on=date(2026, 10, 1), healing=True),),
            "release": draw(st.sampled_from([RELEASE] * 4 + [None])),
            "onset": onset,
        }
    )
    protocol = LIBRARY.protocol_for(diagnosis)
    assert protocol is not None
    days = sorted(draw(st.lists(st.sampled_from([-200, -60, -20, -7]), max_size=2, unique=True)))
    visits = [
        draw(assessments(episode, TODAY + timedelta(days=back), f"a{i}", protocol.id))
        for i, back in enumerate([*days, 0])
    ]
    return started.model_copy(update={"episodes": (episode,), "assessments": tuple(visits)})


RELEASE = Release(
    by="Dr Vera Holm", role="surgeon", registration="M 1", on=date(2026, 11, 1), document="letter"
)


def _surgery(draw: st.DrawFn, diagnosis: Diagnosis) -> Surgery | None:
    if diagnosis is not Diagnosis.AFTER_ARTHROSCOPY:
        return None
    limits = SurgeonLimits(text="no impact before week 12", by="Dr Vera Holm", on=date(2026, 6, 1))
    return Surgery(
        kind="arthroscopy",
        on=draw(st.sampled_from([date(2026, 6, 1)] * 3 + [date(2026, 10, 1)])),
        microfracture=draw(st.booleans()),
        limits=draw(st.sampled_from([limits] * 4 + [None])),
    )


def _bone(draw: st.DrawFn, diagnosis: Diagnosis) -> BoneStress | None:
    if diagnosis is not Diagnosis.BONE_STRESS_INJURY:
        return None
    return BoneStress(
        site=draw(st.sampled_from([BoneSite.FEMORAL_NECK, BoneSite.SACRUM, BoneSite.PUBIC_RAMUS])),
        neck_side=draw(
            st.sampled_from([NeckSide.COMPRESSION] * 3 + [NeckSide.TENSION, NeckSide.UNKNOWN])
        ),
        cause="mileage doubled",
        energy_availability="asked, no sign",
    )
