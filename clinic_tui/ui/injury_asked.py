"""What is asked of an injury: sections of fields, each only where it applies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from clinic_tui.model.episode import BoneSite, EpisodeState, NeckSide, Pregnancy
from clinic_tui.model.words import Diagnosis, Injured, OtherHip
from clinic_tui.ui.typed import (
    DAY_HINT,
    day,
    number,
    of_these,
    one_of,
    spoken,
    whole,
    whole_word,
    yes_no,
)
from clinic_tui.ui.widgets.form import Field, Section

SURGERY = ("arthroscopy", "fixation", "replacement", "tendon_repair", "other")
RELEASED = (Diagnosis.BONE_STRESS_INJURY, Diagnosis.AFTER_ARTHROSCOPY)
UNASKED = "not_asked"
Asked = Mapping[str, object]


def _word(key: str, label: str, words: type[StrEnum], *, needed: bool = False) -> Field:
    said = ", ".join(spoken(word) for word in words if word.value != UNASKED)
    return Field(key, label, said, one_of(words), needed=needed)


def _day(key: str, label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(key, label, f"{hint}: {DAY_HINT}" if hint else DAY_HINT, day, needed=needed)


def _yes(key: str, label: str) -> Field:
    return Field(key, label, "yes or no; empty: not asked", yes_no)


def _is(*classes: Diagnosis) -> Callable[[Asked], bool]:
    return lambda values: values.get("diagnosis") in classes


INJURY = (
    _word("diagnosis", "Diagnosis class", Diagnosis, needed=True),
    Field("site", "In words", "such as gluteal tendinopathy"),
    Field(
        "injured",
        "INJURED SIDE",
        "type the whole word: left, right or both",
        whole_word(Injured),
        needed=True,
    ),
    _day("onset", "Onset", "when it began", needed=True),
    _word("other_hip", "Other hip", OtherHip),
    Field("operated", "Hip operated on", "yes or no", yes_no),
    Field("referrer", "Referred by", "name of the doctor"),
)
OPERATION = Section(
    "Operation and the surgeon's limits",
    (
        Field(
            "surgery",
            "Operation",
            ", ".join(spoken(word) for word in SURGERY),
            of_these(*SURGERY),
            needed=True,
        ),
        _day("surgery_on", "Date of it"),
        _yes("microfracture", "Microfracture"),
        Field("surgeon", "Surgeon"),
        Field("limits", "Limits", "what the surgeon allows"),
        Field("limits_by", "Limits set by"),
        _day("limits_on", "Limits set on"),
        _day("earliest", "No running before"),
    ),
    lambda v: v.get("operated") is True or v.get("diagnosis") is Diagnosis.AFTER_ARTHROSCOPY,
)
BONE = Section(
    "Bone stress injury",
    (
        _word("bone_site", "Bone", BoneSite),
        Field("cause", "Cause", "training, shoes, surface, nutrition"),
        Field("energy", "Energy availability", "eating, weight, periods or testosterone, as said"),
    ),
    _is(Diagnosis.BONE_STRESS_INJURY),
)
NECK = Section(
    "Femoral neck",
    (_word("neck_side", "Side of the neck", NeckSide),),
    lambda v: v.get("bone_site") is BoneSite.FEMORAL_NECK,
)
RELEASE = Section(
    "A physician's release to load; it is not the clearance",
    (
        Field("release_by", "Released by", "the physician's or surgeon's name"),
        Field("release_role", "Role", "physician or surgeon", of_these("physician", "surgeon")),
        Field("release_number", "Registration", "number in the register"),
        _day("release_on", "Date of it"),
        Field("release_document", "Document", "such as letter of 20 Nov"),
    ),
    _is(*RELEASED),
)
RUNNING = Section(
    "Running: what is wanted, and before the injury",
    (
        Field("distance", "Goal, km", "such as 10 or 21.1", number),
        Field("race", "Goal race"),
        _day("race_on", "Day of the race"),
        Field("longest", "Longest run before, min", "such as 90", whole),
        Field("weekly", "Running a week before, min", "such as 180", whole),
        _day("last_run", "Last run"),
        Field("leg", "Dominant leg", "left or right", of_these("left", "right")),
    ),
)
ONCE = Section(
    "Asked once",
    (
        _word("pregnancy", "Pregnancy", Pregnancy),
        Field("other_injuries", "Other injuries", "of either leg"),
        Field("bone_risk", "Bone risk", "earlier fractures, medicines, illness"),
        Field("menstrual", "Menstrual history"),
    ),
)
LIFT = Section(
    "Pregnant or post-partum blocks, until lifted by your name",
    (Field("lift", "Lifted because", "empty: the block stands"),),
    lambda v: v.get("pregnancy") in (Pregnancy.PREGNANT, Pregnancy.POST_PARTUM),
)
TALK = Section(
    "Talked over",
    (
        Field("consent", "Consent", "what was agreed to, and when"),
        Field("shared_decision", "Shared decision", "what the runner wants and was told"),
    ),
)


def sections(images: int, *, revised: bool, under_18: bool) -> tuple[Section, ...]:
    """All that is asked.

    Args:
        images: how many pictures are known; one more may be entered.
        revised: whether the injury is known already, so that its state can change.
        under_18: whether growth plates matter.
    """
    state = (_word("state", "Episode", EpisodeState),) if revised else ()
    growth = Section("Under 18", (_yes("growth", "Growth plates closed"),))
    return (
        Section("The injury", (*INJURY, *state)),
        OPERATION,
        BONE,
        NECK,
        *(_picture(number, images) for number in range(1, images + 2)),
        RELEASE,
        RUNNING,
        ONCE,
        LIFT,
        *((growth,) if under_18 else ()),
        TALK,
    )


def _picture(number: int, known: int) -> Section:
    return Section(
        f"Imaging {number}" if number <= known else "Another picture" if known else "Imaging",
        (
            Field(f"image_{number}", "Kind", "such as X-ray, MRI, ultrasound"),
            _day(f"image_on_{number}", "Date of it"),
            Field(f"image_says_{number}", "Finding"),
            _yes(f"healing_{number}", "Shows healing"),
        ),
    )
