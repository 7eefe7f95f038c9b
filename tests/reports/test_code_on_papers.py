"""The code on every page: in letters, and as a QR that another program reads from a picture."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from clinic_tui.model.issued import read_code
from reports.qr import QUIET, SIDE, modules
from tests.reports import papers

MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize("paper", [papers.progress, papers.plan])
@pytest.mark.parametrize("dots", [100, 200])
def test_the_code_of_every_page_is_read_from_its_picture(
    paper: Callable[[], bytes], dots: int
) -> None:
    pdf = paper()
    document = pypdfium2.PdfDocument(pdf)
    pages = papers.pages(pdf)
    assert len(document) == len(pages) > 1
    codes = set()
    for number, text in enumerate(pages):
        picture = document[number].render(scale=dots / 72).to_pil().convert("L")
        (found,) = zxingcpp.read_barcodes(picture)
        assert read_code(found.text) == found.text
        assert found.text in text
        codes.add(found.text)
    document.close()
    assert len(codes) == 1


def test_it_is_large_enough_and_has_its_quiet_zone() -> None:
    assert SIDE / MILLIMETRE >= 15
    rows = modules("CT1-7K2M-90QR-XC4B")
    assert len(rows) == len(rows[0]) == 21
    assert SIDE / (len(rows) + 2 * QUIET) / MILLIMETRE > 0.5
    assert QUIET == 4


def test_it_holds_no_name_and_no_link() -> None:
    pdf = papers.progress()
    (found,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil())
    assert len(found.text) == 18
    assert found.text.startswith("CT1-")
    info = PdfReader(io.BytesIO(pdf)).metadata
    assert info is not None
    assert "Lindqvist" not in str(dict(info))
