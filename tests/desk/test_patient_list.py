"""The list of a large clinic: what each key finds is what looking at each line finds."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from clinic_tui.desk.heads import fold
from clinic_tui.desk.patient_list import PatientList
from clinic_tui.model.person import PatientId
from clinic_tui.store.columns import Columns, Row
from clinic_tui.store.repository import StoredHeads

TODAY = date(2026, 11, 23)
NAMES = (
    "Wiśniewska, Łucja",
    "Novák, Jan",
    "Lind, Wilma",
    "Wilde, Ines",
    "O'Neil, Sean",
    "李, 小龙",
)
STATES = ("given", "given_with_limits", "asked", "suspended", "withdrawn", "not_asked")


def line(number: int, random: Random) -> dict[str, object]:
    name = random.choice(NAMES)
    made: dict[str, object] = {
        "listed": name,
        "name": " ".join(reversed(name.split(", "))),
        "born": f"19{random.randrange(40, 99)}-03-14",
        "identifiers": [f"NH-{number}"],
        "next_visit": None,
    }
    if number % 7 == 0:
        return made | {"merged_into": f"{number - 7:04d}"}
    if number % 11 == 0:
        return made
    return made | {
        "injured": random.choice(("left", "right", "both")),
        "title": ("gluteal tendinopathy", "labral tear")[number % 2],
        "draft_on": "2026-11-20" if number % 5 == 0 else None,
        "flag": "new numb" if number % 31 == 0 else "",
        "clearance": random.choice(STATES),
        "until": random.choice((None, "2026-11-22", "2026-11-23", "2027-01-01")),
    }


@pytest.fixture(scope="module")
def stored() -> StoredHeads:
    random, rows = Random(7), Columns()
    for number in range(300):
        row = Row(f"{number:04d}", 1, "", line(number, random))
        rows[number.to_bytes(16, "big")] = row
    return rows.heads()


def one_by_one(heads: PatientList, typed: str) -> set[int]:
    words = typed.lower().split()
    sides = {"left", "right", "both"} & set(words)
    rest = [fold(word) for word in words if word not in sides and word != "waiting"]
    found = set()
    for at, head in enumerate(heads):
        born = f"{head.born} {head.born.day} {head.born:%b} {head.born.year}"
        number = head.patient_id
        text = fold(f"{head.listed}|{head.name}|NH-{int(number)}|{number}|{born}|{head.title}")
        if (
            all(word in text for word in rest)
            and (not sides or head.injured in sides)
            and ("waiting" not in words or head.waits)
        ):
            found.add(at)
    return found


@pytest.mark.parametrize(
    "text",
    ["wisn", "WIL lind", "left", "left wil", "waiting", "lef", "1952", "tendin 00", "小龙", "  ",
     "nobody", "both waiting lab", "o'neil", "lucja", "mar 14", "merged", "nh-29"],
)  # fmt: skip
def test_each_key_finds_what_looking_at_each_line_finds(stored: StoredHeads, text: str) -> None:
    heads = PatientList(stored, TODAY)
    typed = ""
    for char in text:
        typed += char
        found = heads.find(typed)
        assert set(found) == one_by_one(heads, typed), typed
        assert len(found) == len(set(found))
    for length in range(len(text), -1, -1):
        assert set(heads.find(text[:length])) == one_by_one(heads, text[:length])


def test_names_stand_in_their_order_and_those_that_begin_so_come_first(
    stored: StoredHeads,
) -> None:
    heads = PatientList(stored, TODAY)
    names = [fold(head.listed) for head in heads]
    assert names == sorted(names)
    begins = [heads[at].listed.startswith("Wi") for at in heads.find("wi")]
    assert True in begins
    assert False in begins
    assert begins == sorted(begins, reverse=True)
    assert [heads[at].listed[:2] for at in heads.begins("wi")] == ["Wi"] * sum(begins)


def test_a_patient_is_found_by_number_or_by_what_is_his_alone(stored: StoredHeads) -> None:
    heads = PatientList(stored, TODAY)
    place = heads.place_of("0042")
    assert place is not None
    assert heads[place].patient_id == "0042"
    assert [head.patient_id for head in heads.numbered(" 0042 ")] == ["0042"]
    assert [head.patient_id for head in heads.numbered("nh-299")] == ["0299"]
    assert heads.place_of("4711") is None
    assert heads.numbered("4711") == ()


def test_the_list_stays_as_it_was_when_a_chart_is_saved_or_erased() -> None:
    rows = Columns()
    one, two, three = (bytes(15) + bytes([number]) for number in (1, 2, 3))
    rows[one] = Row("0001", 1, "", {"listed": "A", "born": "1990-01-01"})
    rows[two] = Row("0002", 1, "", {"listed": "B", "born": "1990-01-01"})
    listed = rows.heads()
    rows[one] = Row("0001", 2, "", {"listed": "Z", "born": "1990-01-01", "title": "new"})
    del rows[two]
    rows[three] = Row("0003", 1, "", {"listed": "C", "born": "1990-01-01"})
    assert [(head.patient_id, head.line["listed"]) for head in listed] == [
        (PatientId("0001"), "A"),
        (PatientId("0002"), "B"),
    ]
    now = rows.heads()
    assert {(head.patient_id, head.line["listed"]) for head in now} == {
        (PatientId("0001"), "Z"),
        (PatientId("0003"), "C"),
    }
    assert "title" not in rows[three].line
    assert rows[one].line["title"] == "new"
    assert Columns.read(rows.written()).heads() == now


@pytest.mark.parametrize("rows", [1, 127, 128, 129, 300])
def test_columns_come_back_as_they_were_whatever_is_in_them(rows: int) -> None:
    kinds: tuple[object, ...] = (
        *("plain", "", "two\nlines", "del \x7f", "pad \x80", "\x80", "Łucja", 7, None, True),
        *([], [""], ["a", ""], ["a", "b"], ["\x7f"], ["\x80"], [1, 2], {}, {"rows": "a"}),
    )
    for kind in kinds:
        columns = Columns()
        for number in range(rows):
            line = {"listed": f"n{number}", "every": kind}
            if number % 5 == 3:
                line["some"] = kind
            columns[number.to_bytes(16, "big")] = Row(f"{number:04}", number, "d", line)
        again = Columns.read(columns.written())
        assert again == columns
        assert again.heads() == columns.heads()
        assert again.heads().column("some", "-") == columns.heads().column("some", "-")
        assert again.written() == columns.written()
