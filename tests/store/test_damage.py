"""A damaged file is noticed, named and left alone; the other charts stay readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clinic_tui.model.person import PatientId
from clinic_tui.store import index
from clinic_tui.store.columns import Row
from clinic_tui.store.errors import (
    ChangedError,
    DamagedError,
    MissingError,
    NotWrittenError,
    StoreError,
)
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.sealed import HEADER, Kind, Place, seal, unseal, unseal_head
from tests.store.samples import ACT, chart, clinic, files_in

KEY = bytes(range(32))
PLACE = Place(Kind.CHART, bytes(16), "x")


def stored(store: ChartFiles, number: str = "0417") -> Path:
    """The file of a chart that was just kept."""
    charts = store.folder / "charts"
    before = set(charts.glob("*.sealed"))
    store.save(chart(number), {"name": number}, 0, ACT)
    (new,) = set(charts.glob("*.sealed")) - before
    return new


def test_every_flipped_bit_is_noticed() -> None:
    raw = seal(PLACE, 7, b'{"head": 1}', b'{"body": 2}' * 40, KEY)
    assert unseal(PLACE, raw, KEY).revision == 7
    for place in range(len(raw)):
        for bit in range(8):
            spoiled = bytearray(raw)
            spoiled[place] ^= 1 << bit
            with pytest.raises(DamagedError):
                unseal(PLACE, bytes(spoiled), KEY)


def test_every_flipped_bit_before_the_body_is_noticed_by_the_head_alone() -> None:
    raw = seal(PLACE, 7, b'{"head": 1}', b'{"body": 2}' * 40, KEY)
    reach = HEADER.size + 11 + 16
    assert unseal_head(PLACE, raw[:reach], KEY).head == b'{"head": 1}'
    for place in range(reach):
        for bit in range(8):
            spoiled = bytearray(raw[:reach])
            spoiled[place] ^= 1 << bit
            with pytest.raises(DamagedError):
                unseal_head(PLACE, bytes(spoiled), KEY)


def test_every_length_but_the_right_one_is_noticed() -> None:
    raw = seal(PLACE, 7, b'{"head": 1}', b'{"body": 2}', KEY)
    for length in range(len(raw)):
        with pytest.raises(DamagedError):
            unseal(PLACE, raw[:length], KEY)
    for more in (b"\n", b" ", b"\0", b"{}", raw):
        with pytest.raises(DamagedError):
            unseal(PLACE, raw + more, KEY)


def test_every_byte_of_a_stored_chart_spoiled_is_named_when_it_is_opened(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    raw = path.read_bytes()
    for place in range(len(raw)):
        spoiled = bytearray(raw)
        spoiled[place] ^= 1 << place % 8
        path.write_bytes(spoiled)
        with pytest.raises(DamagedError, match=path.name):
            store.load(chart().patient.id)
    path.write_bytes(raw)
    assert store.load(chart().patient.id).chart == chart()


def spoiled_in_the_clinic(folder: Path, spoil: Callable[[bytes], Iterator[bytes]]) -> int:
    """Spoils one of three charts in each way; it alone is named, by its file, and never shown."""
    store = files_in(folder)
    path = stored(store, "0001")
    others = [PatientId(number) for number in ("0002", "0003")]
    for other in others:
        stored(store, other)
    raw = path.read_bytes()
    ways = 0
    for wrong in spoil(raw):
        path.write_bytes(wrong)
        ways += 1
        with pytest.raises(DamagedError, match=path.name):
            store.load(PatientId("0001"))
        if ways % 500 == 1:
            (problem,) = store.verify().problems
            assert path.name in problem
            for other in others:
                assert store.load(other).chart == chart(other)
            with pytest.raises(DamagedError, match=path.name):
                files_in(folder).save(chart("0001", visits=1), {}, 1, ACT)
            assert path.read_bytes() == wrong
    path.write_bytes(raw)
    assert files_in(folder).load(PatientId("0001")).chart == chart("0001")
    return ways


def test_every_bit_of_a_chart_flipped_is_noticed_by_the_whole_store(tmp_path: Path) -> None:
    def flipped(raw: bytes) -> Iterator[bytes]:
        for place in range(8 * len(raw)):
            wrong = bytearray(raw)
            wrong[place // 8] ^= 1 << place % 8
            yield bytes(wrong)

    assert spoiled_in_the_clinic(tmp_path, flipped) > 8000


def test_every_cut_of_a_chart_and_every_tail_is_noticed_by_the_whole_store(tmp_path: Path) -> None:
    def cut(raw: bytes) -> Iterator[bytes]:
        yield from (raw[:length] for length in range(len(raw)))
        yield from (raw + b"\0" * more for more in range(1, 65))

    assert spoiled_in_the_clinic(tmp_path, cut) > 1000


def test_every_save_before_the_last_put_back_is_noticed(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    stored(store, "0002")
    earlier = []
    for revision in range(1, 6):
        earlier.append(path.read_bytes())
        store.save(chart(visits=revision), {}, revision, ACT)
    for old in earlier:
        path.write_bytes(old)
        for again in (store, files_in(tmp_path)):
            with pytest.raises(DamagedError, match="put back"):
                again.load(chart().patient.id)
            assert again.load(PatientId("0002")).chart == chart("0002")


def test_the_same_text_is_sealed_anew_each_time() -> None:
    twice = {seal(PLACE, 7, b"{}", b"{}", KEY) for _ in range(64)}
    assert len({raw[HEADER.size :] for raw in twice}) == 64


@pytest.mark.parametrize("left", [b"", b"\n", b"{}", b"null", b"\0" * 4096])
def test_a_broken_chart_is_named_and_the_others_open(tmp_path: Path, left: bytes) -> None:
    store = files_in(tmp_path)
    broken = stored(store, "0001")
    stored(store, "0002")
    broken.write_bytes(left)
    for again in (store, files_in(tmp_path)):
        with pytest.raises(DamagedError, match=broken.name):
            again.load(chart("0001").patient.id)
        assert again.load(chart("0002").patient.id).chart == chart("0002")
        (problem,) = again.verify().problems
        assert broken.name in problem


def test_a_damaged_chart_is_never_overwritten(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    spoiled = path.read_bytes()[:-1] + b"\0"
    path.write_bytes(spoiled)
    with pytest.raises(DamagedError):
        store.save(chart(visits=1), {}, 1, ACT)
    assert path.read_bytes() == spoiled


def test_a_chart_that_is_gone_is_named_in_the_list_and_when_opened(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    path.unlink()
    for again in (store, files_in(tmp_path)):
        with pytest.raises(MissingError, match=path.name):
            again.load(chart().patient.id)
        (named,) = again.heads().damaged
        assert path.name in named
        assert "0417" in named
        assert any(path.name in problem for problem in again.verify().problems)


def test_a_newer_format_is_said_to_be_newer(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    raw = bytearray(path.read_bytes())
    raw[8] += 1
    path.write_bytes(raw)
    with pytest.raises(DamagedError, match="newer"):
        store.load(chart().patient.id)


def test_files_swapped_between_patients_are_noticed(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    one, two = stored(store, "0001"), stored(store, "0002")
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    for number, path in (("0001", one), ("0002", two)):
        with pytest.raises(DamagedError, match=path.name):
            store.load(PatientId(number))
    assert len(store.verify().problems) == 2


def test_an_older_save_put_back_is_noticed_and_never_shown(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    old = path.read_bytes()
    store.save(chart(visits=3), {}, 1, ACT)
    path.write_bytes(old)
    for again in (store, files_in(tmp_path)):
        with pytest.raises(DamagedError, match="put back"):
            again.load(chart().patient.id)
        with pytest.raises(DamagedError, match="put back"):
            again.save(chart(visits=1), {}, 1, ACT)
        (problem,) = again.verify().problems
        assert "put back" in problem
    assert path.read_bytes() == old


def test_a_copied_file_is_named(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    copy = path.with_name("0" * 32 + path.suffix)
    copy.write_bytes(path.read_bytes())
    (named,) = store.heads().damaged
    assert copy.name in named
    assert store.load(chart().patient.id).chart == chart()
    assert any(copy.stem in problem for problem in store.verify().problems)


def test_a_chart_whose_key_is_gone_is_named(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    path = stored(store)
    (tmp_path / "keys" / f"{path.stem}.key").unlink()
    again = files_in(tmp_path)
    with pytest.raises(StoreError, match=path.stem):
        again.load(chart().patient.id)
    assert any(path.stem in problem for problem in again.verify().problems)


def test_a_broken_clinic_file_is_not_an_invitation_to_start_anew(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    store.set_up(clinic(), ACT)
    file = tmp_path / "clinic.sealed"
    file.write_bytes(b"")
    with pytest.raises(DamagedError, match=r"clinic\.sealed"):
        store.clinic()
    with pytest.raises(ChangedError):
        store.set_up(clinic(), ACT)
    assert file.read_bytes() == b""


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    stored(store, "0002")
    path = stored(store, "0001")
    path.unlink()
    path.mkdir()
    with pytest.raises(DamagedError, match="cannot be read"):
        store.load(chart("0001").patient.id)
    assert store.load(chart("0002").patient.id).chart == chart("0002")


def test_an_index_lost_spoiled_or_of_another_version_is_made_anew_from_the_history(
    tmp_path: Path,
) -> None:
    store = files_in(tmp_path)
    stored(store, "0001")
    stored(store, "0002")
    store.close()
    before = store.heads()
    path = tmp_path / "index.sealed"
    kept, own = store._index, path.read_bytes()
    other = seal(kept._place, 0, b"{}", b'{"identity": "", "line": {}}', kept._keys.for_("index"))
    for left in (b"", own[:-1], b"\0" * 200, other):
        path.write_bytes(left)
        assert files_in(tmp_path).heads() == before
    path.unlink()
    assert files_in(tmp_path).heads() == before


def test_an_index_that_was_long_in_the_making_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    for number in ("0001", "0002", "0003"):
        stored(store, number)
    before = store.heads()
    monkeypatch.setattr(index, "BEHIND", 3)
    assert files_in(tmp_path).heads() == before
    (tmp_path / "index.sealed").rename(tmp_path / "kept")
    assert files_in(tmp_path).heads() == before
    assert (tmp_path / "index.sealed").exists()


def test_a_second_chart_of_a_patient_is_noticed_right_after_a_start(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    stored(store, "0001")
    (first,) = store._index.rows
    store.close()
    again = files_in(tmp_path)
    again._index.put(bytes(16), Row("0001", 2, "", {"name": "0001"}))
    assert again._index.doubles == {first}
    assert [head.revision for head in again.heads().heads] == [2]


def test_a_full_disk_is_not_asked_for_the_index_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    asked: list[int] = []

    def refused() -> None:
        asked.append(store._index.end.size)
        raise NotWrittenError("Not saved: the disk is full.")

    monkeypatch.setattr(index, "BEHIND", 3)
    monkeypatch.setattr(store._index, "write", refused)
    for number in ("0001", "0002", "0003", "0004"):
        stored(store, number)
        store.heads()
    assert len(asked) == store._index.end.size // 3
