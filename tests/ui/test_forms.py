"""Forms: what is asked, refused in one line, asked back, and never thrown away unasked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from clinic_tui.desk.desk import Desk
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import BoneSite, NeckSide
from clinic_tui.model.words import Diagnosis, Injured
from clinic_tui.ui import typed
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.first_start import FirstStartScreen
from clinic_tui.ui.screens.injury_form import InjuryForm
from clinic_tui.ui.screens.patient_form import PatientForm
from tests.builders import base_episode, base_patient
from tests.ui import clinics
from tests.ui.visits import RUNNER, seen, settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)


async def enter(pilot: Pilot[None], **texts: str) -> None:
    """Puts texts into fields by their keys, in this order."""
    for key, text in texts.items():
        pilot.app.screen.query_one(f"#{key}", Input).value = text
        await settled(pilot)


async def save(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await settled(pilot)


@pytest.mark.parametrize("text", ["23.11.2026", "11/23/2026", "23-11-2026", "2026-13-01", "now"])
def test_other_orders_of_a_day_are_refused(text: str) -> None:
    with pytest.raises(typed.UnreadableError, match="a day as 2026-11-23"):
        typed.day(text)


def test_numbers_take_point_and_comma() -> None:
    assert typed.number("21,1") == typed.number("21.1") == Decimal("21.1")
    assert typed.day("2026-3-4") == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["1e999", "nan", "-3", "0", "1.23456", "ten"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(typed.UnreadableError):
        typed.number(text)


@pytest.mark.parametrize("text", ["l", "le", "r", "L", "righ", "LEFTT"])
def test_the_injured_side_is_a_whole_word(text: str) -> None:
    with pytest.raises(typed.UnreadableError, match="whole word"):
        typed.whole_word(Injured)(text)


def test_a_beginning_that_could_be_two_words_is_refused() -> None:
    assert typed.one_of(Diagnosis)("bon") is Diagnosis.BONE_STRESS_INJURY
    with pytest.raises(typed.UnreadableError, match="bursitis"):
        typed.one_of(Diagnosis)("b")


@SIZES
async def test_the_first_start_names_what_is_missing(tmp_path: Path, size: tuple[int, int]) -> None:
    app = ClinicApp(tmp_path / "c")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await enter(pilot, clinic="Quay", telephone="1", out_of_hours="2")
        await save(pilot)
        assert isinstance(app.screen, FirstStartScreen)
        assert "! Emergency: needed" in seen(pilot)
        assert not Desk.exists(tmp_path / "c")
        await enter(pilot, emergency="112", time_zone="Nowhere/City", name="Ina", role="phy")
        await save(pilot)
        assert "! Role: expected one of: physiotherapist, physician, assistant" in seen(pilot)
        await enter(pilot, role="physiotherapist", passphrase="short", again="other")
        await save(pilot)
        assert "The two passphrases differ" in seen(pilot)
        await enter(pilot, again="short")
        await save(pilot)
        assert "Unknown time zone" in seen(pilot)
        await enter(pilot, time_zone="Europe/London")
        await save(pilot)
        assert "10 letters or more" in seen(pilot)
        assert "short" not in seen(pilot)
        assert not Desk.exists(tmp_path / "c")


async def test_a_namesake_is_asked_back_once(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    known = base_patient()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+n")
        await settled(pilot)
        born = known.born.isoformat()
        await enter(pilot, family=known.family_name, given=known.given_name, born=born)
        await save(pilot)
        assert isinstance(app.screen, PatientForm)
        assert "Could be the same person: 0001" in seen(pilot)
        assert len(desk.heads()) == 1
        await save(pilot)
        assert isinstance(app.screen, InjuryForm)
        assert len(desk.heads()) == 2


async def test_what_was_typed_is_thrown_away_only_on_the_second_escape(tmp_path: Path) -> None:
    app = clinics.app(clinics.empty(tmp_path / "c"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+n")
        await settled(pilot)
        await enter(pilot, family="Marlow")
        await pilot.press("escape")
        assert isinstance(app.screen, PatientForm)
        assert "Not saved yet" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, PatientForm)


async def test_a_guardian_is_asked_for_under_18(tmp_path: Path) -> None:
    app = clinics.app(clinics.empty(tmp_path / "c"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert "Guardian" not in seen(pilot)
        await enter(pilot, born="2011-05-01")
        assert "Guardian of a patient under 18" in seen(pilot)


@SIZES
async def test_all_that_a_bone_stress_injury_needs_is_kept(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.empty(tmp_path / "c")
    chart = desk.add_chart(Chart(patient=base_patient()))
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        app.push_screen(InjuryForm(desk, chart))
        await settled(pilot)
        await enter(pilot, diagnosis="bone", onset="2026-09-01", injured="right")
        await enter(pilot, bone_site="femoral n", neck_side="comp", cause="shoes", energy="fine")
        await enter(pilot, image_1="MRI", image_on_1="2026-09-10", healing_1="yes")
        await enter(pilot, release_by="Dr Roe", release_role="physician", release_number="GMC 1")
        await enter(pilot, release_on="2026-11-02")
        await save(pilot)
        assert "The release: fill in every line of it, or none." in seen(pilot)
        await enter(pilot, release_document="letter", distance="21,1", longest="90")
        await save(pilot)
        assert not isinstance(app.screen, InjuryForm)
    episode = desk.chart(RUNNER).current_episode
    assert episode is not None
    assert episode.injured is Injured.RIGHT
    assert episode.bone is not None
    assert episode.bone.site is BoneSite.FEMORAL_NECK
    assert episode.bone.neck_side is NeckSide.COMPRESSION
    assert episode.imaging[0].healing is True
    assert episode.release is not None
    assert episode.goals.distance_km == Decimal("21.1")


async def test_revising_changes_what_was_revised_and_nothing_else(tmp_path: Path) -> None:
    before = base_episode()
    desk = clinics.clinic(tmp_path / "c", episode=before)
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        await pilot.press("i")
        await settled(pilot)
        assert "INJURED: LEFT" in seen(pilot)
        await enter(pilot, referrer="Dr Roe")
        await save(pilot)
    after = desk.chart(RUNNER).current_episode
    assert after == before.model_copy(update={"referrer": "Dr Roe"})


async def test_a_persons_particulars_are_put_right(tmp_path: Path) -> None:
    known = base_patient(telephone="0100 1", identifiers=("K 7",), sex="female")
    desk = clinics.clinic(tmp_path / "c", patient=known)
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "Readiness")
        await pilot.press("E")
        await settled(pilot)
        assert isinstance(app.screen, PatientForm)
        assert "The person, number 0001" in seen(pilot)
        await enter(pilot, family="Lindquist", born="1992-03-15")
        await save(pilot)
        assert "Lindquist, Marta" in seen(pilot)
    now = desk.chart(RUNNER).patient
    assert now == base_patient(
        family_name="Lindquist",
        born=date(1992, 3, 15),
        telephone="0100 1",
        identifiers=("K 7",),
        sex="female",
    )


async def test_the_clinic_and_a_patient_have_a_language(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c", patient=base_patient(language="fr"))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "Readiness")
        await pilot.press("E")
        await settled(pilot)
        await enter(pilot, given="Maria")
        await save(pilot)
        assert desk.chart(RUNNER).patient.language == "fr"
        await pilot.press("E")
        await settled(pilot)
        await enter(pilot, language="germ")
        await save(pilot)
    assert desk.chart(RUNNER).patient.language == "de"
    assert desk.clinic.language == "en"


def test_a_language_is_a_name_or_two_letters() -> None:
    assert [typed.language(each) for each in ("", "ger", "English", "en", "fr")] == [
        *(None, "de", "en", "en", "fr")
    ]
    assert [typed.language_word(each) for each in ("", "de", "fr")] == ["", "german", "fr"]
    with pytest.raises(typed.UnreadableError, match="english, german"):
        typed.language("klingon")
