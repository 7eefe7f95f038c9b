"""A portable chart at the desk: judged, planned and printed without taking it into a clinic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clinic_tui.desk.errors import refuse
from clinic_tui.exchange.portable import ChartError, load_chart
from clinic_tui.judgement.entry import chart_problems
from clinic_tui.judgement.readiness import JudgementError, judge
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import KnowledgeError, built_in, read, with_clinic
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Checked:
    """What a portable chart came to."""

    chart: Chart
    episode: Episode
    assessment: Assessment
    readiness: Readiness
    day_from_assessment: bool
    """Whether the day of the judgement is the assessment's own, as none was asked for."""
    refused: str
    """Why a protocol that was asked for by name was not applied; empty where it was."""


def knowledge(clinic: Path | None) -> Library:
    """The built-in knowledge, with a clinic's own where there is a clinic.

    Raises:
        Refused: a file of the clinic's own has a mistake.
    """
    own = clinic / "knowledge" if clinic else None
    try:
        return with_clinic(own) if own and own.is_dir() else built_in()
    except KnowledgeError as error:
        raise refuse(str(error)) from error


def readable(path: Path, library: Library) -> Chart:
    """The chart in a file, if every value in it can be.

    Raises:
        Refused: not a chart, or it holds values that cannot be.
    """
    try:
        chart = load_chart(path)
    except ChartError as error:
        raise refuse(str(error)) from error
    if problems := chart_problems(chart, library):
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise refuse(f"{path.name}: {problems[0]}{more}")
    return chart


def check_chart(
    path: Path, protocol: str | None = None, on: date | None = None, clinic: Path | None = None
) -> Checked:
    """Readiness of the newest assessment of the episode under care.

    Args:
        path: a portable chart.
        protocol: id or file of a protocol asked for by name. One that is not for the class is
            refused, and the class's own verdict stands.
        on: the day of the judgement; the assessment's own unless given.
        clinic: folder of a clinic whose own knowledge counts.

    Raises:
        Refused: not a chart, nothing to judge, an entry dated after the day, no such protocol.
    """
    library = knowledge(clinic)
    chart = readable(path, library)
    asked = None if protocol is None else protocol_named(protocol, library)
    assessment = newest_until(chart, on, path.name)
    episode = chart.episode(assessment.episode)
    refused = ""
    if asked is not None and episode.diagnosis not in asked.classes:
        refused = (
            f"protocol {asked.id} is not for {episode.diagnosis.words}; judged by the class's own"
        )
        asked = None
    try:
        readiness = judge(chart, episode, assessment, on or assessment.on, library, asked)
    except JudgementError as error:
        raise refuse(f"{path.name}: {error}") from error
    return Checked(chart, episode, assessment, readiness, on is None, refused)


def newest_until(chart: Chart, on: date | None, name: str) -> Assessment:
    """The newest assessment up to a day; the oldest where all are later, which is then refused.

    Raises:
        Refused: there is none at all.
    """
    episode = chart.current_episode
    mine = chart.of_episode(episode.id) if episode else ()
    if not mine:
        raise refuse(f"{name}: no assessment in it; nothing to judge.")
    until = [assessment for assessment in mine if on is None or assessment.on <= on]
    return until[-1] if until else mine[0]


def protocol_named(protocol: str, library: Library) -> Protocol:
    """A protocol by id, or from a file beside the library's measures.

    Raises:
        Refused: no such protocol, or the file has a mistake.
    """
    if protocol in library.protocols:
        return library.protocols[protocol]
    path = Path(protocol)
    if path.suffix != ".toml" and not path.is_file():
        known = ", ".join(sorted(library.protocols))
        raise refuse(f"No protocol {protocol}; expected a .toml file or one of {known}.")
    try:
        found = read(path, Protocol)
    except KnowledgeError as error:
        raise refuse(str(error)) from error
    if problem := library.problem_of(found):
        raise refuse(f"{path.name}: {problem}")
    return found
