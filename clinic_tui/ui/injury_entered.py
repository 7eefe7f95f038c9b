"""An episode from what was entered into the injury's form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from clinic_tui.desk.errors import refuse
from clinic_tui.model.episode import (
    BoneStress,
    Episode,
    EpisodeId,
    EpisodeState,
    Goals,
    Imaging,
    Lift,
    Pregnancy,
    Release,
    RunningBefore,
    SurgeonLimits,
    Surgery,
)
from clinic_tui.model.person import Signature
from clinic_tui.model.words import OtherHip, Side

Entered = Mapping[str, Any]


def episode(
    entered: Entered, episode_id: EpisodeId, before: Episode | None, by: Signature
) -> Episode:
    """What was entered, as an episode; what was not asked this time stays as it was.

    Raises:
        Refused: a part is incomplete, in words which.
    """
    lift = entered.get("lift") or ""
    lifted = before.pregnancy_lifted if before else None
    grown = before.growth_plates_closed if before else None
    try:
        return Episode(
            id=episode_id,
            diagnosis=entered["diagnosis"],
            site=entered["site"],
            injured=entered["injured"],
            onset=entered["onset"],
            surgery=_surgery(entered, before),
            imaging=tuple(_imaging(entered)),
            other_hip=entered["other_hip"] or OtherHip.NOT_ASKED,
            bone=_bone(entered, before),
            release=_release(entered, before),
            pregnancy=entered["pregnancy"] or Pregnancy.NOT_ASKED,
            pregnancy_lifted=_lift(lift, lifted, by) if "lift" in entered else None,
            growth_plates_closed=entered.get("growth", grown),
            goals=Goals(
                distance_km=entered["distance"], race=entered["race"], race_on=entered["race_on"]
            ),
            running_before=RunningBefore(
                longest_run_min=entered["longest"],
                weekly_min=entered["weekly"],
                last_run=entered["last_run"],
            ),
            dominant_leg=Side(entered["leg"] or "none"),
            other_injuries=entered["other_injuries"],
            bone_risk=entered["bone_risk"],
            menstrual_history=entered["menstrual"],
            consent=entered["consent"],
            shared_decision=entered["shared_decision"],
            referrer=entered["referrer"],
            state=entered.get("state") or EpisodeState.OPEN,
        )
    except ValidationError:
        raise refuse("A text here is too long or cannot be stored.") from None


def _surgery(entered: Entered, before: Episode | None) -> Surgery | None:
    if "surgery" not in entered:
        # A plain no is an answer; a section that was merely not shown is not.
        return before.surgery if before and entered["operated"] is not False else None
    return Surgery(
        kind=entered["surgery"],
        on=entered["surgery_on"],
        microfracture=entered["microfracture"] or False,
        surgeon=entered["surgeon"],
        limits=_limits(entered),
    )


def _limits(entered: Entered) -> SurgeonLimits | None:
    parts = _whole("The surgeon's limits", entered, "limits", "limits_by", "limits_on")
    if parts is None:
        if entered["earliest"] is not None:
            raise refuse("No running before: write the surgeon's limits, by whom and of which day.")
        return None
    said, by, on = parts
    return SurgeonLimits(text=said, by=by, on=on, earliest_running=entered["earliest"])


def _bone(entered: Entered, before: Episode | None) -> BoneStress | None:
    if "bone_site" not in entered:
        return before.bone if before else None
    return BoneStress(
        site=entered["bone_site"],
        neck_side=entered.get("neck_side"),
        cause=entered["cause"],
        energy_availability=entered["energy"],
    )


def _imaging(entered: Entered) -> Iterator[Imaging]:
    number = 1
    while f"image_{number}" in entered:
        parts = _whole("Imaging", entered, f"image_{number}", f"image_on_{number}")
        finding, healing = entered[f"image_says_{number}"], entered[f"healing_{number}"]
        if parts is not None:
            yield Imaging(kind=parts[0], on=parts[1], finding=finding, healing=healing)
        elif finding or healing is not None:
            raise refuse("Imaging: write its kind and its date too.")
        number += 1


def _release(entered: Entered, before: Episode | None) -> Release | None:
    if "release_by" not in entered:
        return before.release if before else None
    keys = ("release_by", "release_role", "release_number", "release_on", "release_document")
    parts = _whole("The release", entered, *keys)
    if parts is None:
        return None
    by, role, registration, on, document = parts
    return Release(by=by, role=role, registration=registration, on=on, document=document)


def _lift(reason: str, before: Lift | None, by: Signature) -> Lift | None:
    if not reason:
        return None
    if before is not None and before.reason == reason:
        return before
    return Lift(by=by, reason=reason)


def _whole(what: str, entered: Entered, *keys: str) -> tuple[Any, ...] | None:
    """All of these or none of them.

    Raises:
        Refused: only a part was entered.
    """
    parts = tuple(entered[key] for key in keys)
    given = [part not in (None, "") for part in parts]
    if not any(given):
        return None
    if not all(given):
        raise refuse(f"{what}: fill in every line of it, or none.")
    return parts
