"""The pain rules as a table that a physio can read."""

from __future__ import annotations

from collections.abc import Iterator

from clinic_tui.desk.errors import refuse
from clinic_tui.judgement.pain_table import table
from clinic_tui.knowledge.library import Library


def tables(protocol: str | None, library: Library) -> Iterator[str]:
    """Every combination of answers with its advice, for the classes of a protocol or for all.

    Raises:
        Refused: no such protocol.
    """
    running = library.rules_of_running
    wanted = running.rules
    if protocol is not None:
        if protocol not in library.protocols:
            known = ", ".join(sorted(library.protocols))
            raise refuse(f"No protocol {protocol}; expected one of {known}.")
        classes = library.protocols[protocol].classes
        wanted = tuple(rule for rule in running.rules if set(rule.classes) & set(classes))
    for number, rule in enumerate(wanted):
        if number:
            yield ""
        yield from table(rule)
