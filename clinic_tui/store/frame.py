"""The bytes of a stored file: a line of checksums, the head, the body.

    clinic_tui 1 SHA256-OF-HEAD SHA256-OF-BODY
    {"head": …}
    {"patient": …, "assessments": …}

Head and body are TinyDB tables as JSON. They stand apart so that the patient list reads heads
alone, and each has its checksum, so that a flipped bit is noticed and never judged.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from clinic_tui.store.errors import DamagedError, MissingError

Tables = dict[str, dict[str, Any]]
HEAD = "head"
_FORMAT = 1
_FIRST = re.compile(rb"clinic_tui (\d{1,4}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")
_LONGEST_HEAD = 1_000_000


def pack(tables: Tables) -> bytes:
    """The file that holds these tables."""
    head = _json({HEAD: tables.get(HEAD, {})})
    body = _json({name: table for name, table in tables.items() if name != HEAD})
    return b"clinic_tui %d %s %s\n%s%s" % (_FORMAT, _sum(head), _sum(body), head, body)


def unpack(raw: bytes, name: str) -> Tables:
    """The tables of a file.

    Raises:
        DamagedError: a byte of it differs from what was written; the sentence names the file.
    """
    first, _, rest = raw.partition(b"\n")
    head, newline, body = rest.partition(b"\n")
    head_sum, body_sum = _sums(first + b"\n", name, empty=not raw)
    head += newline
    if _sum(head) != head_sum or _sum(body) != body_sum:
        raise _changed(name)
    return {**_parsed(head, name), **_parsed(body, name)}


def read(path: Path) -> Tables:
    """The tables of the file at a place.

    Raises:
        MissingError: there is no such file.
        DamagedError: it cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise MissingError(f"There is no file {path.name}.") from None
    except OSError as error:
        raise DamagedError(f"The file {path.name} cannot be read ({error.strerror}).") from error
    return unpack(raw, path.name)


def read_head(path: Path) -> dict[str, Any]:
    """The head table's documents, without reading the body.

    Raises:
        MissingError: there is no such file.
        DamagedError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            first = file.readline(300)
            head = file.readline(_LONGEST_HEAD)
    except FileNotFoundError:
        raise MissingError(f"There is no file {path.name}.") from None
    except OSError as error:
        raise DamagedError(f"The file {path.name} cannot be read ({error.strerror}).") from error
    head_sum, _ = _sums(first, path.name, empty=not first)
    if _sum(head) != head_sum:
        raise _changed(path.name)
    table: dict[str, Any] = _parsed(head, path.name)[HEAD]
    return table


def _sums(first: bytes, name: str, *, empty: bool) -> tuple[bytes, bytes]:
    if empty:
        raise DamagedError(
            f"The file {name} is empty. Nothing was changed; restore it from a backup."
        )
    found = _FIRST.fullmatch(first)
    if found is None or int(found[1]) < _FORMAT:
        raise _changed(name)
    if int(found[1]) > _FORMAT:
        raise DamagedError(
            f"The file {name} was written by a newer clinic-tui; open it with that one."
        )
    return found[2], found[3]


def _changed(name: str) -> DamagedError:
    return DamagedError(
        f"The file {name} is damaged: it is not what was saved. "
        "Nothing was changed; restore it from a backup."
    )


def _json(tables: Tables) -> bytes:
    text = json.dumps(tables, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode() + b"\n"


def _parsed(raw: bytes, name: str) -> Tables:
    try:
        tables = json.loads(raw)
    except ValueError:
        raise _changed(name) from None
    if not isinstance(tables, dict):
        raise _changed(name)
    return tables


def _sum(raw: bytes) -> bytes:
    return hashlib.sha256(raw).hexdigest().encode()
