"""Reading what the first version kept: unsealed files with checksums. Nothing writes them now.

clinic_tui 1 SHA256-OF-HEAD SHA256-OF-BODY
{"head": …}
{"patient": …, "assessments": …}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_tui.model.digest import sha256
from clinic_tui.store.errors import DamagedError

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.store.repository import ClinicRecord, Line

SUFFIX = ".tinydb"
CLINIC = f"clinic{SUFFIX}"
_FIRST = re.compile(rb"clinic_tui 1 ([0-9a-f]{64}) ([0-9a-f]{64})\n")

Tables = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class OldChart:
    """A chart of the first version, and its file."""

    chart: Chart
    line: Line
    path: Path


def is_clinic(folder: Path) -> bool:
    """Whether a folder holds a clinic of the first version that is not sealed yet."""
    return (folder / CLINIC).exists()


def clinic(folder: Path) -> ClinicRecord:
    """The clinic of the first version.

    Raises:
        DamagedError: its file is not as it was written.
    """
    from clinic_tui.model.person import Clinic, Clinician
    from clinic_tui.store.chart_file import validated
    from clinic_tui.store.repository import ClinicRecord

    tables = _tables(folder / CLINIC)
    with validated(CLINIC):
        return ClinicRecord(
            Clinic.model_validate_json(json.dumps(_rows(tables, "clinic")[0])),
            tuple(
                Clinician.model_validate_json(json.dumps(one))
                for one in _rows(tables, "clinicians")
            ),
            demo=_rows(tables, "head")[0]["demo"] is True,
        )


def charts(folder: Path) -> Iterator[OldChart]:
    """The charts of the first version, in the order of their files' names.

    Raises:
        DamagedError: one is not as it was written; named.
    """
    from clinic_tui.store.chart_file import validated
    from clinic_tui.store.chart_tables import LISTS, chart_of

    for path in sorted((folder / "charts").glob(f"*{SUFFIX}")):
        tables = _tables(path)
        with validated(path.name):
            documents = {name: _rows(tables, name) for name in ("patient", "rest", *LISTS)}
            yield OldChart(chart_of(documents), _rows(tables, "head")[0]["line"], path)


def _rows(tables: Tables, name: str) -> list[dict[str, Any]]:
    rows = tables.get(name, {})
    return [rows[number] for number in sorted(rows, key=int)]


def _tables(path: Path) -> Tables:
    try:
        first, _, rest = path.read_bytes().partition(b"\n")
        head, newline, body = rest.partition(b"\n")
        head += newline
        sums = _FIRST.fullmatch(first + b"\n")
        if sums is None or (sums[1], sums[2]) != (_sum(head), _sum(body)):
            raise ValueError
        return {**json.loads(head), **json.loads(body)}
    except (OSError, ValueError) as error:
        raise DamagedError(
            f"The file {path.name} is damaged: it is not what was saved. "
            "Nothing was changed; restore it from a backup."
        ) from error


def _sum(raw: bytes) -> bytes:
    return sha256(raw).hex().encode()
