"""Charts of invented people that the store's tests keep and break."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode, EpisodeId
from clinic_tui.model.person import Clinic, Clinician, Patient, PatientId, Signature
from clinic_tui.model.reading import Measured, MeasureId, NotDone
from clinic_tui.model.words import Diagnosis, Injured, NotDoneReason, Role, Side, Unit
from clinic_tui.store.durable import make_folder
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.key_file import Cost, KeyFile
from clinic_tui.store.keys import Keys
from clinic_tui.store.repository import Act, ClinicRecord

HOSTILE = (
    "O'Neil [/b] [@click=app.quit]",
    "Łucja Wiśniewska",
    "\x1b]52;c;cGF5bG9hZA==\x07 \x1b[2J",
    "שלום \u202e evil \u202c",
    '=HYPERLINK("x")',
    "</para><b>& R<L",
    "../../etc/passwd\n\r\t",
    "e\u0301 é \ufeff \u2028 🏃🏽‍♀️",
    '{"head": {"1": {}}}\n',
)


def patient(number: str = "0417", name: str = "Marlow") -> Patient:
    return Patient(
        id=PatientId(number), family_name=name, given_name="Ines", born=date(1992, 3, 14)
    )


def chart(number: str = "0417", name: str = "Marlow", visits: int = 2) -> Chart:
    episode = Episode(
        id=EpisodeId("e1"),
        diagnosis=Diagnosis.TENDON,
        site="gluteal tendinopathy",
        injured=Injured.LEFT,
        onset=date(2026, 8, 14),
    )
    return Chart(
        patient=patient(number, name),
        episodes=(episode,),
        assessments=tuple(visit(count, episode.id) for count in range(1, visits + 1)),
        next_visit=date(2026, 12, 1),
        archive={"digest": '{"kept": "to the letter", "limit": 90.0}'},
    )


def visit(count: int, episode: EpisodeId) -> Assessment:
    on = date(2026, 10, count)
    return Assessment(
        id=AssessmentId(f"a{count}"),
        episode=episode,
        on=on,
        readings=(
            Measured(
                measure=MeasureId("hip_abduction_strength"),
                side=Side.LEFT,
                on=on,
                trials=(Decimal(182), Decimal("176.5"), Decimal("0.001")),
                unit=Unit.NEWTON,
                pain=0,
                lever_m=Decimal("0.38"),
            ),
            NotDone(measure=MeasureId("walk"), side=Side.NONE, on=on, reason=NotDoneReason.PAIN),
        ),
        notes="groin tight after stairs\nгруша",
        signed=Signature(
            name="Ada Nowak",
            role=Role.PHYSIOTHERAPIST,
            at=datetime(2026, 10, count, 9, 30, tzinfo=UTC),
        ),
    )


def clinic() -> ClinicRecord:
    return ClinicRecord(
        clinic=Clinic(
            name="Hip & Run [north]",
            telephone="030 1",
            out_of_hours="030 2",
            emergency="112",
            time_zone="Europe/Berlin",
        ),
        clinicians=(
            Clinician(name="Ada Nowak", role=Role.PHYSIOTHERAPIST, registration="PT-1"),
            Clinician(name="Bo Lind", role=Role.ASSISTANT),
        ),
        demo=True,
    )


ACT = Act("saved", "Ada Nowak", datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
CHEAP = Cost(8, 1)
"""A passphrase that costs nothing to try, so that tests are quick."""
PASSPHRASE = "invented people only"


def files_in(folder: Path) -> ChartFiles:
    """The store of a folder, sealed; made where there is none."""
    key_file = KeyFile(folder)
    if key_file.exists:
        return ChartFiles(folder, Keys(folder, key_file.unlock("Ada Nowak", PASSPHRASE)))
    make_folder(folder)
    opened, _ = key_file.create("Ada Nowak", PASSPHRASE, CHEAP)
    return ChartFiles(folder, Keys(folder, opened))
