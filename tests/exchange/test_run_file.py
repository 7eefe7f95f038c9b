"""Run files: intervals found as a proposal; what is broken or no run is named, never half-read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_tui.exchange.run_file import RunFileError, read_run
from clinic_tui.judgement.bouts import Proposal
from tests.exchange.run_samples import START, Second, fit, gpx, rounds, tcx

MAKERS: dict[str, Callable[[list[Second]], bytes]] = {"fit": fit, "gpx": gpx, "tcx": tcx}


def read(folder: Path, name: str, raw: bytes) -> Proposal:
    path = folder / name
    path.write_bytes(raw)
    return read_run(path)


def refused(folder: Path, name: str, raw: bytes) -> str:
    with pytest.raises(RunFileError) as caught:
        read(folder, name, raw)
    said = str(caught.value)
    assert said.startswith(f"{name}: ")
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("name", "raw", "by", "seconds"),
    [
        ("run.fit", fit(rounds()), "cadence", 3),
        ("run.tcx", tcx(rounds()), "cadence", 3),
        ("run.gpx", gpx(rounds()), "speed", 4),
    ],
)
def test_five_rounds_give_all_ten_bouts(
    tmp_path: Path, name: str, raw: bytes, by: str, seconds: int
) -> None:
    found = read(tmp_path, name, raw)
    assert [bout.doing for bout in found.bouts] == ["walk", "jog"] * 5
    for bout in found.bouts:
        length = 240 if bout.doing == "walk" else 60
        assert abs(bout.seconds - length) <= seconds
    assert found.by == by
    assert found.started_at == START
    assert found.words.startswith("5 x jog, 5 min, 5 x walk, 20 min")


def test_a_hike_with_points_far_apart_is_no_jog(tmp_path: Path) -> None:
    hike = [Second(START + timedelta(seconds=30 * n), 0.7 if n % 3 else 2.4, 0) for n in range(100)]
    assert "no walking or jogging" in refused(tmp_path, "hike.gpx", gpx(hike, "hiking"))
    walk = read(tmp_path, "walk.gpx", gpx(rounds(jog_speed=1.4), "hiking"))
    assert [bout.doing for bout in walk.bouts] == ["walk"]
    assert walk.minutes("jog") == 0


def test_a_gap_is_never_credited(tmp_path: Path) -> None:
    seconds = rounds(count=1)
    later = [each._replace(at=each.at + timedelta(minutes=40)) for each in rounds(count=1)]
    found = read(tmp_path, "gap.tcx", tcx([*seconds, *(s._replace(at=s.at) for s in later)]))
    assert [bout.doing for bout in found.bouts] == ["walk", "jog", "gap", "walk", "jog"]
    assert found.minutes("jog") == pytest.approx(2, abs=0.1)
    assert "not recorded" in found.words


def test_a_swim_is_refused(tmp_path: Path) -> None:
    assert "swimming" in refused(tmp_path, "swim.fit", fit(rounds(), sport=5))
    assert "biking" in refused(tmp_path, "ride.tcx", tcx(rounds(), "Biking"))
    assert "cycling" in refused(tmp_path, "ride.gpx", gpx(rounds(), "cycling"))


@pytest.mark.parametrize("maker", ["fit", "gpx", "tcx"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_named_and_nothing_is_taken(
    tmp_path: Path, maker: str, share: float
) -> None:
    raw = MAKERS[maker](rounds(count=1))
    refused(tmp_path, f"cut.{maker}", raw[: int(len(raw) * share)])


def test_a_changed_byte_of_a_watchs_file_is_noticed(tmp_path: Path) -> None:
    raw = bytearray(fit(rounds(count=1)))
    raw[len(raw) // 2] ^= 0x55
    assert "broken" in refused(tmp_path, "changed.fit", bytes(raw))


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("notes.txt", b"ran 5 min", "expected a .fit, .gpx or .tcx file"),
        ("empty.gpx", gpx([]), "no points with times"),
        (
            "bomb.gpx",
            b'<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>',
            "entities",
        ),
        ("back.tcx", tcx(list(reversed(rounds(count=1)))), "backwards"),
    ],
)
def test_what_is_no_run_is_said(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    assert said in refused(tmp_path, name, raw)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RunFileError, match="cannot be read"):
        read_run(tmp_path / "none.fit")


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=400), kind=st.sampled_from(["fit", "gpx", "tcx"]))
def test_any_bytes_are_answered(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, kind: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"any.{kind}"
    path.write_bytes(raw)
    with pytest.raises(RunFileError):
        read_run(path)
