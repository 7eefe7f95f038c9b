"""The pain rules as a table that a physio can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clinic_tui.desk.errors import refuse
from clinic_tui.judgement.pain_table import table
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.pain_rule import PainRule
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.words import Diagnosis


def tables(protocol: str | None, library: Library) -> Iterator[str]:
    """Every combination of answers with its advice, for the classes of a protocol or for all.

    Raises:
        Refused: no such protocol.
    """
    wanted: Iterable[Protocol] = library.protocols.values()
    if protocol is not None:
        if protocol not in library.protocols:
            known = ", ".join(sorted(library.protocols))
            raise refuse(f"No protocol {protocol}; expected one of {known}.")
        wanted = (library.protocols[protocol],)
    for number, rule in enumerate(_distinct(wanted)):
        if number:
            yield ""
        yield from table(rule)


def _distinct(protocols: Iterable[Protocol]) -> list[PainRule]:
    """Rules that say the same stand once, for all the classes that they are for."""
    found: dict[str, PainRule] = {}
    order = list(Diagnosis)
    for rule in (each for protocol in protocols for each in protocol.pain_rules):
        said = rule.model_dump_json(exclude={"classes"})
        known = found[said].classes if said in found else ()
        classes = tuple(sorted({*known, *rule.classes}, key=order.index))
        found[said] = rule.model_copy(update={"classes": classes})
    return sorted(found.values(), key=lambda rule: order.index(rule.classes[0]))
