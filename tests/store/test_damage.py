"""A damaged file is noticed, named and left alone; the other charts stay readable."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from clinic_tui.store import frame
from clinic_tui.store.errors import ChangedError, DamagedError
from clinic_tui.store.files import ChartFiles
from tests.store.samples import chart, clinic


def stored(folder: Path, number: str = "0417") -> Path:
    """The file of a chart that was just kept."""
    before = set((folder / "charts").glob("*.tinydb"))
    ChartFiles(folder).save(chart(number), {"name": number}, 0)
    (new,) = set((folder / "charts").glob("*.tinydb")) - before
    return new


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    raw = stored(tmp_path).read_bytes()
    assert frame.unpack(raw, "x")
    for place in range(len(raw)):
        for bit in range(8):
            spoiled = bytearray(raw)
            spoiled[place] ^= 1 << bit
            with pytest.raises(DamagedError):
                frame.unpack(bytes(spoiled), "x")


def test_every_flipped_bit_of_a_head_is_noticed_in_the_list(tmp_path: Path) -> None:
    path = stored(tmp_path)
    raw = path.read_bytes()
    first, head, _ = raw.split(b"\n", 2)
    for place in range(len(first) + 1, len(first) + len(head)):
        spoiled = bytearray(raw)
        spoiled[place] ^= 1
        path.write_bytes(spoiled)
        listing = ChartFiles(tmp_path).heads()
        assert not listing.heads
        assert path.name in listing.damaged[0]


def test_every_length_but_the_right_one_is_noticed(tmp_path: Path) -> None:
    raw = stored(tmp_path).read_bytes()
    for length in range(len(raw)):
        with pytest.raises(DamagedError):
            frame.unpack(raw[:length], "x")
    for more in (b"\n", b" ", b"\0", b"{}", raw):
        with pytest.raises(DamagedError):
            frame.unpack(raw + more, "x")


@pytest.mark.parametrize("left", [b"", b"\n", b"{}", b"null", b"\0" * 4096])
def test_a_broken_chart_is_named_and_the_others_open(tmp_path: Path, left: bytes) -> None:
    broken = stored(tmp_path, "0001")
    stored(tmp_path, "0002")
    store = ChartFiles(tmp_path)
    store.heads()
    broken.write_bytes(left)
    with pytest.raises(DamagedError, match=broken.name):
        store.load(chart("0001").patient.id)
    listing = store.heads()
    assert [head.patient_id for head in listing.heads] == ["0002"]
    assert len(listing.damaged) == 1
    assert broken.name in listing.damaged[0]
    assert store.load(chart("0002").patient.id).chart == chart("0002")


def test_a_damaged_chart_is_never_overwritten(tmp_path: Path) -> None:
    path = stored(tmp_path)
    store = ChartFiles(tmp_path)
    store.heads()
    spoiled = path.read_bytes().replace(b"gluteal", b"gluteaL")
    path.write_bytes(spoiled)
    with pytest.raises(DamagedError):
        store.save(chart(visits=1), {}, 1)
    assert path.read_bytes() == spoiled


def test_a_chart_whose_head_is_damaged_is_missing_with_the_file_named(tmp_path: Path) -> None:
    path = stored(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(Exception, match=path.name):
        ChartFiles(tmp_path).load(chart().patient.id)


def test_a_newer_format_is_said_to_be_newer(tmp_path: Path) -> None:
    path = stored(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"clinic_tui 1 ", b"clinic_tui 2 ", 1))
    assert "newer" in ChartFiles(tmp_path).heads().damaged[0]


def test_right_checksums_around_a_wrong_chart_are_still_damage(tmp_path: Path) -> None:
    path = stored(tmp_path)
    tables = frame.read(path)
    tables["patient"]["1"]["born"] = "yesterday"
    path.write_bytes(frame.pack(tables))
    store = ChartFiles(tmp_path)
    with pytest.raises(DamagedError, match=path.name):
        store.load(chart().patient.id)
    del tables["patient"]
    path.write_bytes(frame.pack(tables))
    with pytest.raises(DamagedError, match=path.name):
        store.load(chart().patient.id)


def test_a_copied_file_is_named_and_the_newer_one_shown(tmp_path: Path) -> None:
    path = stored(tmp_path)
    old = path.read_bytes()
    store = ChartFiles(tmp_path)
    store.save(chart(visits=3), {}, 1)
    copy = path.with_name("0" * 32 + path.suffix)
    copy.write_bytes(old)
    listing = ChartFiles(tmp_path).heads()
    assert [head.revision for head in listing.heads] == [2]
    assert copy.name in listing.damaged[0]


def test_a_broken_clinic_file_is_not_an_invitation_to_start_anew(tmp_path: Path) -> None:
    store = ChartFiles(tmp_path)
    store.set_up(clinic())
    file = tmp_path / "clinic.tinydb"
    file.write_bytes(b"")
    with pytest.raises(DamagedError, match=r"clinic\.tinydb"):
        store.clinic()
    with pytest.raises(ChangedError):
        store.set_up(clinic())
    assert file.read_bytes() == b""


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    stored(tmp_path, "0002")
    folder = tmp_path / "charts" / f"{'0' * 32}.tinydb"
    folder.mkdir()
    store = ChartFiles(tmp_path)
    listing = store.heads()
    assert folder.name in listing.damaged[0]
    assert "cannot be read" in listing.damaged[0]
    assert [head.patient_id for head in listing.heads] == ["0002"]
    with pytest.raises(DamagedError, match=folder.name):
        frame.read(folder)


def test_tables_that_are_no_tables_are_damage() -> None:
    for body in (b"[]\n", b"nothing\n"):
        head = b"{}\n"
        sums = b" ".join(hashlib.sha256(part).hexdigest().encode() for part in (head, body))
        with pytest.raises(DamagedError):
            frame.unpack(b"clinic_tui 1 " + sums + b"\n" + head + body, "x")
