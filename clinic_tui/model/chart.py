"""The chart: one patient with episodes, assessments, clearances, plans and run logs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.clearance import Clearance
from clinic_tui.model.correction import Hold, Merge, MovedIn, MovedOut
from clinic_tui.model.episode import Episode, EpisodeId, EpisodeState
from clinic_tui.model.issued import Issued
from clinic_tui.model.person import Patient
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import RunLog
from clinic_tui.model.strict import Name, Strict

SCHEMA_VERSION: Final = 1
Archive = dict[Name, Annotated[str, Field(max_length=1_000_000)]]
"""Knowledge that decisions rest on, canonical JSON by digest, so that they can be replayed."""


class Chart(Strict):
    """All that is kept of one patient; as JSON it is the portable chart."""

    schema_version: Literal[1] = SCHEMA_VERSION
    patient: Patient
    episodes: tuple[Episode, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    plans: tuple[Plan, ...] = ()
    run_logs: tuple[RunLog, ...] = ()
    next_visit: date | None = None
    archive: Archive = Field(default_factory=dict)
    merged_into: Merge | None = None
    """Where care goes on, if this chart was a second one of the same person."""
    merged_from: tuple[Merge, ...] = ()
    """Charts of the same person whose entries were taken over."""
    hold: Hold | None = None
    moved_out: tuple[MovedOut, ...] = ()
    moved_in: tuple[MovedIn, ...] = ()
    issued: tuple[Issued, ...] = ()
    """Papers that left the clinic, in the order they were made; nothing is ever taken out."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        self._check()
        return self

    def _check(self) -> None:
        episodes = [each.id for each in self.episodes]
        assessments = [assessment.id for assessment in self.assessments]
        for what, ids in (
            ("episode", episodes),
            ("assessment", assessments),
            ("clearance", [clearance.id for clearance in self.clearances]),
            ("plan", [plan.id for plan in self.plans]),
            ("run log", [log.id for log in self.run_logs]),
            ("paper", [paper.code for paper in self.issued]),
        ):
            if len(ids) != len(set(ids)):
                raise ValueError(f"two entries share one {what} id")
        belonging: tuple[Assessment | Clearance | Plan | RunLog | Issued, ...] = (
            *self.assessments,
            *self.clearances,
            *self.plans,
            *self.run_logs,
            *self.issued,
        )
        if any(entry.episode not in episodes for entry in belonging):
            raise ValueError("an entry belongs to an episode that is not in this chart")
        for assessment in self.assessments:
            if assessment.amends is not None and assessment.amends.of not in assessments:
                raise ValueError("an amendment of an assessment that is not in this chart")

    @classmethod
    def of_valid(cls, **parts: Any) -> Chart:
        """A chart of all its parts, each validated already: only whether they fit is looked at.

        The validator of a whole chart repeats those of its parts, and is not needed to read one.

        Raises:
            ValueError: the parts make no chart.
        """
        chart = cls.model_construct(**parts)
        chart._check()
        return chart

    def episode(self, episode_id: EpisodeId) -> Episode:
        """The episode with an id.

        Raises:
            KeyError: the chart has no such episode.
        """
        for episode in self.episodes:
            if episode.id == episode_id:
                return episode
        raise KeyError(episode_id)

    @property
    def current_episode(self) -> Episode | None:
        """The episode under care: the newest that is not closed, else the newest."""
        if not self.episodes:
            return None
        open_ones = [e for e in self.episodes if e.state is not EpisodeState.CLOSED]
        return max(open_ones or self.episodes, key=lambda e: e.onset)

    @property
    def current_assessments(self) -> tuple[Assessment, ...]:
        """All assessments as they now read, oldest first.

        Amended originals stay out, and what was moved to another patient.
        """
        amended = {a.amends.of for a in self.assessments if a.amends is not None}
        out = amended | self.moved_away
        current = [a for a in self.assessments if a.id not in out]
        return tuple(sorted(current, key=lambda a: a.on))

    @property
    def moved_away(self) -> frozenset[AssessmentId]:
        """Assessments of another patient, with the originals that they put right."""
        if not self.moved_out:
            return frozenset()
        amended = {a.id: a.amends.of for a in self.assessments if a.amends is not None}
        found = {move.assessment for move in self.moved_out}
        for assessment_id in tuple(found):
            before = amended.get(assessment_id)
            while before is not None and before not in found:
                found.add(before)
                before = amended.get(before)
        return frozenset(found)

    def originals(self, assessment: Assessment) -> tuple[Assessment, ...]:
        """What an assessment puts right, the newest first; empty where it is the original."""
        by_id = {each.id: each for each in self.assessments}
        found: list[Assessment] = []
        while assessment.amends is not None and assessment.amends.of in by_id:
            assessment = by_id[assessment.amends.of]
            if assessment in found:
                break
            found.append(assessment)
        return tuple(found)

    def of_episode(self, episode_id: EpisodeId) -> tuple[Assessment, ...]:
        """An episode's assessments as they now read, oldest first."""
        return tuple(a for a in self.current_assessments if a.episode == episode_id)

    def clearance_of(self, episode_id: EpisodeId) -> Clearance | None:
        """The decisions on an episode."""
        for clearance in self.clearances:
            if clearance.episode == episode_id:
                return clearance
        return None

    def plan_of(self, episode_id: EpisodeId) -> Plan | None:
        """The newest plan of an episode."""
        mine = [plan for plan in self.plans if plan.episode == episode_id]
        return mine[-1] if mine else None
