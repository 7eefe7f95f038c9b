"""What is known of an injury, as it would be typed into its form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from clinic_tui.judgement.values import plain
from clinic_tui.model.episode import Episode
from clinic_tui.ui.injury_asked import UNASKED
from clinic_tui.ui.typed import spoken


def known(episode: Episode) -> dict[str, str]:
    """The fields' texts by their keys."""
    goals, run = episode.goals, episode.running_before
    found: dict[str, object] = {
        "diagnosis": episode.diagnosis,
        "site": episode.site,
        "injured": episode.injured,
        "onset": episode.onset,
        "other_hip": episode.other_hip,
        "operated": episode.surgery is not None,
        "referrer": episode.referrer,
        "state": episode.state,
        "growth": episode.growth_plates_closed,
        "distance": goals.distance_km,
        "race": goals.race,
        "race_on": goals.race_on,
        "longest": run.longest_run_min,
        "weekly": run.weekly_min,
        "last_run": run.last_run,
        "leg": "" if episode.dominant_leg == "none" else episode.dominant_leg,
        "pregnancy": episode.pregnancy,
        "other_injuries": episode.other_injuries,
        "bone_risk": episode.bone_risk,
        "menstrual": episode.menstrual_history,
        "consent": episode.consent,
        "shared_decision": episode.shared_decision,
        **_operation(episode),
        **_bone(episode),
        **_release(episode),
    }
    if episode.pregnancy_lifted is not None:
        found["lift"] = episode.pregnancy_lifted.reason
    for number, picture in enumerate(episode.imaging, 1):
        found[f"image_{number}"] = picture.kind
        found[f"image_on_{number}"] = picture.on
        found[f"image_says_{number}"] = picture.finding
        found[f"healing_{number}"] = picture.healing
    return {key: _typed(value) for key, value in found.items()}


def _operation(episode: Episode) -> dict[str, object]:
    done = episode.surgery
    if done is None:
        return {}
    found: dict[str, object] = {
        "surgery": spoken(done.kind),
        "surgery_on": done.on,
        "microfracture": done.microfracture,
        "surgeon": done.surgeon,
    }
    if done.limits is not None:
        found["limits"] = done.limits.text
        found["limits_by"] = done.limits.by
        found["limits_on"] = done.limits.on
        found["earliest"] = done.limits.earliest_running
    return found


def _bone(episode: Episode) -> dict[str, object]:
    bone = episode.bone
    if bone is None:
        return {}
    return {
        "bone_site": bone.site,
        "neck_side": bone.neck_side,
        "cause": bone.cause,
        "energy": bone.energy_availability,
    }


def _release(episode: Episode) -> dict[str, object]:
    release = episode.release
    if release is None:
        return {}
    return {
        "release_by": release.by,
        "release_role": release.role,
        "release_number": release.registration,
        "release_on": release.on,
        "release_document": release.document,
    }


def _typed(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case StrEnum():
            return "" if value.value == UNASKED else spoken(value)
        case date():
            return value.isoformat()
        case int() | Decimal():
            return plain(Decimal(value))
        case _:
            return str(value)
