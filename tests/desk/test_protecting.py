"""A paper under a password, and with the clinic's seal: opened elsewhere, and every change seen."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError, Refused
from clinic_tui.desk.manner import Manner
from clinic_tui.desk.protecting import Protection
from tests.builders import a_clinician
from tests.desk.small import STAFF
from tests.reports.papers import words
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.visits import NOW, RUNNER

PASSWORD = "three grey herons"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A sealed clinic whose runner's assessment was signed today."""
    return clinics.clinic(tmp_path / "c")


def made(desk: Desk, *, password: str = "", seal: bool = False) -> bytes:
    return desk.hand_out(RUNNER, "progress", protection=Protection(password, seal)).read_bytes()


def seal_of(pdf: bytes, password: str = "") -> PdfSignatureStatus:
    reader = PdfFileReader(io.BytesIO(pdf))
    if password:
        reader.decrypt(password.encode())
    (signature,) = reader.embedded_signatures
    nobody = ValidationContext(trust_roots=[])
    return validate_pdf_signature(signature, nobody)


def test_a_password_opens_it_and_nothing_else_does(desk: Desk, tmp_path: Path) -> None:
    pdf = made(desk, password=PASSWORD)
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.is_encrypted
    assert not reader.decrypt("")
    assert not reader.decrypt(PASSWORD + "x")
    assert reader.decrypt(PASSWORD)
    assert "Lindqvist" in reader.pages[0].extract_text()
    assert b"Lindqvist" not in pdf
    path = tmp_path / "protected.pdf"
    path.write_bytes(pdf)
    with pytest.raises(DeskError, match="under a password"):
        desk.read_paper(path)
    assert any("Progress report" in line for line in desk.read_paper(path, PASSWORD)[0])


def test_it_is_aes_256_of_revision_6_with_its_syntax_whole(desk: Desk) -> None:
    sealed = io.BytesIO(made(desk, password=PASSWORD, seal=True))
    with pikepdf.open(sealed, password=PASSWORD) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.encryption.R == 6
        assert pdf.encryption.stream_method.name == "aesv3"


def test_a_short_password_is_refused_and_none_is_kept_anywhere(desk: Desk) -> None:
    with pytest.raises(Refused, match="8 letters or more"):
        made(desk, password="short")
    assert desk.chart(RUNNER).issued == ()
    made(desk, password=PASSWORD)
    assert PASSWORD not in desk.chart(RUNNER).model_dump_json()
    assert PASSWORD not in repr(Protection(PASSWORD))


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_the_seal_is_whole_and_seen(desk: Desk, password: str) -> None:
    pdf = made(desk, password=password, seal=True)
    status = seal_of(pdf, password)
    assert status.intact
    assert status.valid
    assert not status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    document = pypdfium2.PdfDocument(pdf, password=password or None)
    document.init_forms()
    page = document[0]
    page.flatten()
    page = document[0]
    assert "Seal of the clinic · " in page.get_textpage().get_text_range()


def test_the_seal_speaks_the_papers_language(desk: Desk) -> None:
    for kind, seen in (("clearance", "Siegel der Praxis · "), ("progress", "Seal of the clinic")):
        manner = Manner("de" if kind == "clearance" else "")
        path = desk.hand_out(RUNNER, kind, protection=Protection(seal=True), manner=manner)
        document = pypdfium2.PdfDocument(path)
        document.init_forms()
        page = document[0]
        page.flatten()
        assert seen in document[0].get_textpage().get_text_range()


def test_one_flipped_byte_breaks_it(desk: Desk) -> None:
    pdf = made(desk, seal=True)
    at = pdf.index(b"stream") + 40
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    assert not seal_of(changed).intact


def test_the_same_seal_serves_every_paper_and_window(desk: Desk, tmp_path: Path) -> None:
    made(desk, seal=True)
    first = desk.seal_of_clinic()
    assert "made the seal of the clinic" in {event.what for event in desk.history()}
    # Who works here and what the clinic is called may change beside it.
    desk.revise_clinic(desk.clinic.model_copy(update={"telephone": "0100 1"}))
    there = Desk.open(tmp_path / "c", PASSPHRASE, clock=fixed_clock(NOW))
    assert there.seal_of_clinic() == first
    assert there.verify().problems == ()


def test_the_key_of_the_seal_lies_nowhere_in_the_clear(desk: Desk, tmp_path: Path) -> None:
    made(desk, seal=True)
    seal = desk.seal_of_clinic()
    marks = (seal.key[40:72], b"PRIVATE KEY", b'"key"')
    for path in (tmp_path / "c").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert not any(mark in raw for mark in marks), path.name
    assert seal.key.hex()[:20] not in repr(seal)


def test_an_assistant_seals_only_with_a_seal_that_is_there(desk: Desk) -> None:
    desk.clinician = STAFF[1]
    with pytest.raises(Refused, match="assistant"):
        made(desk, seal=True)
    desk.clinician = a_clinician()
    made(desk, seal=True)
    desk.clinician = STAFF[1]
    assert seal_of(made(desk, seal=True)).intact


@pytest.mark.parametrize(
    ("missing", "protection", "extra"),
    [
        ("pikepdf", Protection(PASSWORD), "protect"),
        ("pyhanko", Protection(seal=True), "seal"),
    ],
)
def test_where_the_optional_part_is_missing_one_line_says_so(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    protection: Protection,
    extra: str,
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(Refused, match=rf"pip install 'clinic-tui\[{extra}\]'; nothing was made"):
        desk.hand_out(RUNNER, "progress", protection=protection)
    assert desk.chart(RUNNER).issued == ()


def test_the_words_stay_readable_beneath_the_seal(desk: Desk) -> None:
    assert "Marta Lindqvist" in words(made(desk, seal=True))
