"""The key file: a wrong passphrase, a damaged slot, a cost that is too high, a code typed wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clinic_tui.store import key_file
from clinic_tui.store.errors import DamagedError, StoreError, WrongPassphraseError
from clinic_tui.store.key_file import COPY, NAME, KeyFile, new_code, read_code
from tests.store.samples import CHEAP, PASSPHRASE

WHO = "Ada Nowak"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXY"


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyFile, bytes, str]:
    """A key file, its key and its recovery code."""
    file = KeyFile(tmp_path)
    opened, code = file.create(WHO, PASSPHRASE, CHEAP)
    return file, opened.key, code


def changed(folder: Path, field: str, value: object) -> None:
    """Both copies, with one field of the passphrase's slot another."""
    for name in (NAME, COPY):
        kept: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
        kept["slots"][0][field] = value
        (folder / name).write_text(json.dumps(kept), encoding="utf-8")


@pytest.mark.parametrize(
    ("who", "passphrase"),
    [
        (WHO, ""),
        (WHO, PASSPHRASE + " "),
        (WHO, PASSPHRASE.upper()),
        (WHO, PASSPHRASE[:-1]),
        ("Bo Lind", PASSPHRASE),
        ("", PASSPHRASE),
    ],
)
def test_a_wrong_passphrase_and_a_wrong_name_are_told_alike(
    made: tuple[KeyFile, bytes, str], who: str, passphrase: str
) -> None:
    with pytest.raises(WrongPassphraseError) as told:
        made[0].unlock(who, passphrase)
    assert str(told.value) == "That passphrase does not open the clinic. Nothing was changed."


def test_a_thousand_wrong_passphrases_open_nothing(made: tuple[KeyFile, bytes, str]) -> None:
    for number in range(1000):
        with pytest.raises(WrongPassphraseError):
            made[0].unlock(WHO, f"{PASSPHRASE}{number}")


@pytest.mark.parametrize("spoiled", [NAME, COPY])
def test_any_byte_of_one_copy_spoiled_and_the_other_still_opens(
    tmp_path: Path, made: tuple[KeyFile, bytes, str], spoiled: str
) -> None:
    file, key, code = made
    raw = (tmp_path / spoiled).read_bytes()
    for place in range(len(raw)):
        for bit in (0, 1, 5, 7):
            wrong = bytearray(raw)
            wrong[place] ^= 1 << bit
            (tmp_path / spoiled).write_bytes(wrong)
            opened = file.unlock(WHO, PASSPHRASE)
            assert (opened.key, opened.who) == (key, WHO), (place, bit)
            assert file.recover(code).key == key, (place, bit)


@pytest.mark.parametrize("spoiled", [NAME, COPY])
def test_a_new_passphrase_does_not_spread_a_spoiled_byte_to_the_other_copy(
    tmp_path: Path, made: tuple[KeyFile, bytes, str], spoiled: str
) -> None:
    file, key, code = made
    opened = file.unlock(WHO, PASSPHRASE)
    raw = (tmp_path / NAME).read_bytes()
    for place in range(raw.index(b'"kind": "code"'), len(raw)):
        for name in (NAME, COPY):
            (tmp_path / name).write_bytes(raw)
        wrong = bytearray(raw)
        wrong[place] ^= 1
        (tmp_path / spoiled).write_bytes(wrong)
        file.set_passphrase(opened, WHO, "another one", CHEAP)
        assert file.recover(code).key == key, place


@pytest.mark.parametrize("left", [b"", b"{}", b"null", b"[]", b"\xff" * 64, b"{" * 100_000])
def test_both_copies_broken_are_named(
    tmp_path: Path, made: tuple[KeyFile, bytes, str], left: bytes
) -> None:
    for name in (NAME, COPY):
        (tmp_path / name).write_bytes(left)
    with pytest.raises(DamagedError, match="copy"):
        made[0].unlock(WHO, PASSPHRASE)


def test_the_same_byte_of_both_copies_spoiled_never_gives_a_wrong_key(
    tmp_path: Path, made: tuple[KeyFile, bytes, str]
) -> None:
    file, key, _ = made
    raw = (tmp_path / NAME).read_bytes()
    for place in range(len(raw)):
        wrong = bytearray(raw)
        wrong[place] ^= 1
        for name in (NAME, COPY):
            (tmp_path / name).write_bytes(wrong)
        try:
            assert file.unlock(WHO, PASSPHRASE).key == key
        except StoreError:
            continue


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", (1 << 20) + 1),
        ("memory_kib", 1 << 40),
        ("memory_kib", 0),
        ("memory_kib", -1),
        ("passes", 11),
        ("passes", 0),
        ("lanes", 9),
        ("lanes", 0),
        ("lanes", -8),
    ],
)
def test_a_cost_beyond_the_cap_is_refused_before_anything_is_derived(
    tmp_path: Path,
    made: tuple[KeyFile, bytes, str],
    monkeypatch: pytest.MonkeyPatch,
    field: str,
    value: int,
) -> None:
    changed(tmp_path, field, value)

    def derived(*given: object) -> bytes:
        pytest.fail("a hostile cost was followed")

    monkeypatch.setattr(key_file, "_derive", derived)
    with pytest.raises(DamagedError, match="not followed"):
        made[0].unlock(WHO, PASSPHRASE)


@pytest.mark.parametrize("value", [1.5, True, "8", None, [8]])
def test_a_cost_that_is_no_whole_number_is_damage(
    tmp_path: Path, made: tuple[KeyFile, bytes, str], value: object
) -> None:
    changed(tmp_path, "memory_kib", value)
    with pytest.raises(DamagedError):
        made[0].unlock(WHO, PASSPHRASE)


def test_a_cheaper_cost_written_into_the_file_opens_nothing(
    tmp_path: Path, made: tuple[KeyFile, bytes, str]
) -> None:
    changed(tmp_path, "passes", 2)
    with pytest.raises(WrongPassphraseError):
        made[0].unlock(WHO, PASSPHRASE)


def test_a_slot_of_somebody_else_under_my_name_opens_nothing(
    tmp_path: Path, made: tuple[KeyFile, bytes, str]
) -> None:
    changed(tmp_path, "who", "Bo Lind")
    with pytest.raises(WrongPassphraseError):
        made[0].unlock("Bo Lind", PASSPHRASE)


def test_every_wrong_letter_of_a_recovery_code_is_noticed() -> None:
    code = new_code()
    for at, right in enumerate(code):
        for letter in LETTERS:
            if right not in ("-", letter):
                with pytest.raises(WrongPassphraseError):
                    read_code(code[:at] + letter + code[at + 1 :])


def test_two_neighbours_swapped_in_a_recovery_code_are_noticed() -> None:
    for _ in range(50):
        plain = new_code().replace("-", "")
        for at in range(len(plain) - 1):
            swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
            if swapped != plain:
                with pytest.raises(WrongPassphraseError):
                    read_code(swapped)


def test_a_letter_missing_or_too_many_is_noticed() -> None:
    plain = new_code().replace("-", "")
    for at in range(len(plain)):
        for typed in (plain[:at] + plain[at + 1 :], plain[:at] + "7" + plain[at:]):
            with pytest.raises(WrongPassphraseError):
                read_code(typed)


def test_a_code_is_read_in_any_case_without_dashes_and_with_look_alikes() -> None:
    code = new_code()
    plain = code.replace("-", "")
    look_alike = plain.replace("0", "o").replace("1", "l").lower()
    for typed in (code, code.lower(), plain, f" {code} ", look_alike, code.replace("-", " ")):
        assert read_code(typed) == plain
