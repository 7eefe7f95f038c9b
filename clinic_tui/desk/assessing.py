"""Assessments at the desk: drafts, live readiness, signatures and amendments."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import Conflict, refuse, said
from clinic_tui.desk.window import Window, still_kept
from clinic_tui.store.errors import NotWrittenError

if TYPE_CHECKING:
    from clinic_tui.desk.joining import Both
    from clinic_tui.judgement.change import Change
    from clinic_tui.judgement.trend import Trend
    from clinic_tui.knowledge.protocol import Protocol
    from clinic_tui.model.assessment import Assessment, FlagId
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.episode import Episode
    from clinic_tui.model.person import PatientId
    from clinic_tui.model.readiness import Readiness
    from clinic_tui.model.reading import MeasureId, Reading


class AssessingDesk(Window):
    """The verbs of an assessment."""

    def draft(self, patient_id: PatientId) -> Assessment:
        """The open draft of the episode under care, else a new empty one of today, not yet kept.

        Raises:
            Refused: the patient has no episode yet, or the chart was merged into another.
        """
        from clinic_tui.desk import recording

        with self._at_work:
            chart = self.chart(patient_id)
            still_kept(chart)
            kept = recording.open_draft(chart)
            self._drafts[patient_id] = kept
            return kept or recording.empty_draft(chart, self.today(), self.clinician)

    def keep_draft(self, patient_id: PatientId, assessment: Assessment) -> datetime:
        """Puts a draft on the disk; returns when that was.

        Raises:
            Conflict: another window changed the draft since this one saw it.
            Refused: it is signed already.
            NotSaved: the disk refused.
        """
        from clinic_tui.desk import recording

        with self._at_work, said():
            stored = self._store.load(patient_id)
            still_kept(stored.chart)
            self._check_draft(patient_id, stored.chart)
            chart = recording.with_draft(stored.chart, assessment, self.clinician)
            own = self._seen.get(patient_id) == stored.revision
            revision = self._save(chart, stored.revision, "kept draft")
            if own:
                self._seen[patient_id] = revision
            self._drafts[patient_id] = assessment
            return self.now()

    def both_versions(self, patient_id: PatientId, mine: Assessment) -> Both:
        """A draft on the screen beside the same draft as another window left it on the disk.

        Raises:
            Refused: it was signed or thrown away there.
        """
        from clinic_tui.desk import recording
        from clinic_tui.desk.joining import Both

        with self._at_work, said():
            theirs = recording.open_draft(self._store.load(patient_id).chart)
            if theirs is None or theirs.id != mine.id:
                raise refuse(
                    "The draft was signed or thrown away in another window. What you typed stays "
                    "on the screen; open the assessment again and compare."
                )
            return Both(self._drafts.get(patient_id), mine, theirs)

    def go_on_with(self, patient_id: PatientId, both: Both) -> None:
        """Takes the other window's version as seen, so that a joined draft can be kept."""
        with self._at_work:
            self._drafts[patient_id] = both.theirs

    def keep_half_typed(self, patient_id: PatientId, texts: Mapping[str, str]) -> None:
        """Keeps what is typed and in no draft yet; nothing throws it away.

        Raises:
            NotSaved: the disk refused.
        """
        with self._at_work, said():
            self._store.keep_scrap(patient_id, texts)

    def half_typed(self, patient_id: PatientId) -> dict[str, str]:
        """What was typed and is in no draft."""
        with self._at_work, said():
            return self._store.scrap(patient_id)

    def _forget_half_typed(self, patient_id: PatientId) -> None:
        # It is no record: a disk that refuses does not undo what was done.
        with contextlib.suppress(NotWrittenError):
            self._store.keep_scrap(patient_id, {})

    def drop_draft(self, patient_id: PatientId) -> Chart:
        """Throws the open draft away.

        Raises:
            Refused: there is none.
        """
        from clinic_tui.desk import recording

        with self._at_work:
            chart = self._change(patient_id, "dropped draft", recording.without_draft)
            self._drafts[patient_id] = None
            self._forget_half_typed(patient_id)
            return chart

    def judge(
        self,
        chart: Chart,
        assessment: Assessment | None = None,
        on: date | None = None,
        protocol: Protocol | None = None,
    ) -> Readiness:
        """Readiness of an assessment, the newest unless given, on its own day unless given.

        Raises:
            Refused: there is nothing to judge, an entry is dated later, or the protocol is not
                for the class.
        """
        from clinic_tui.desk import judging, recording

        judged = assessment or recording.newest(chart)
        if judged is None:
            raise refuse("There is no assessment to judge yet.")
        episode = chart.episode(judged.episode)
        rules = protocol or judging.protocol_of(episode, judged, self.library)
        return judging.judged(chart, judged, on or judged.on, self.library, rules)

    def readiness(self, chart: Chart, assessment: Assessment) -> Readiness | None:
        """Readiness as it was signed; judged anew where another patient's visit had gone into it.

        None where the assessment is not signed.
        """
        from clinic_tui.desk import judging

        return judging.as_it_reads(chart, assessment, self.library)

    def changes(
        self, chart: Chart, later: Assessment, earlier: Assessment | None = None
    ) -> tuple[Change, ...]:
        """What changed since the visit before, or since any other, and whether it is real."""
        from clinic_tui.judgement.change import changes

        if earlier is None:
            signed = [a for a in chart.of_episode(later.episode) if a.signed is not None]
            before = [a for a in signed if a.on < later.on and a.id != later.id]
            if not before:
                return ()
            earlier = before[-1]
        return changes(earlier, later, self.library)

    def trends(self, chart: Chart, episode: Episode) -> tuple[Trend, ...]:
        """Every measure over the signed visits of an episode, and whether its change is real."""
        from clinic_tui.judgement.trend import trends

        visits = [a for a in chart.of_episode(episode.id) if a.signed is not None]
        read = {visit.id: self.readiness(chart, visit) for visit in visits}
        judged = {name: readiness for name, readiness in read.items() if readiness is not None}
        return trends(episode, visits, judged, self.library)

    def bring_forward(
        self, patient_id: PatientId, assessment: Assessment, reading: Reading
    ) -> Assessment:
        """The draft with an older reading taken over by name; keep it to save it.

        Raises:
            Refused: not a reading of an earlier signed visit, or the cell is filled.
        """
        from clinic_tui.desk import recording

        chart = self.chart(patient_id)
        return recording.brought_forward(chart, assessment, reading, self.clinician)

    def confirm_sides(self, assessment: Assessment, measures: Sequence[MeasureId]) -> Assessment:
        """The draft with left and right of these measures confirmed by name; keep it to save it.

        Raises:
            Refused: an assistant cannot.
        """
        from clinic_tui.desk import recording

        return recording.confirmed(assessment, measures, self._signature())

    def sign_assessment(
        self, patient_id: PatientId, assessment: Assessment, protocol: Protocol | None = None
    ) -> Chart:
        """Signs a draft with readiness as judged today, by the class's protocol unless named.

        Raises:
            Refused: an assistant, signed already, or a value that cannot be.
            Conflict: another window changed the chart or the draft meanwhile.
        """
        from clinic_tui.desk import judging, recording

        by = self._signature()

        def sign(chart: Chart) -> Chart:
            self._check_draft(patient_id, chart)
            with_it = recording.with_draft(chart, assessment, self.clinician)
            judging.possible(assessment, self.library)
            episode = with_it.episode(assessment.episode)
            rules = protocol or self.library.protocol_for(episode.diagnosis)
            readiness = judging.judged(with_it, assessment, self.today(), self.library, rules)
            return recording.added(with_it, recording.signed(assessment, by, readiness))

        with self._at_work:
            signed = self._change(patient_id, "signed assessment", sign)
            self._drafts[patient_id] = None
            self._forget_half_typed(patient_id)
            return signed

    def amend_assessment(self, patient_id: PatientId, assessment: Assessment, reason: str) -> Chart:
        """Puts a signed assessment right: the corrected copy stands beside the original.

        The copy keeps the original's id when it is handed in and gets its own. It is judged for
        the day that the original was judged for.

        Raises:
            Refused: an assistant, no reason, not signed, or a value that cannot be.
        """
        return self._change(
            patient_id,
            "amended assessment",
            lambda chart: self._amended(chart, assessment, reason),
        )

    def resolve_flag(
        self, patient_id: PatientId, assessment: Assessment, flag: FlagId, found: str
    ) -> Chart:
        """Resolves a red flag by name where it was raised: in this assessment or an earlier one.

        A draft is changed, a signed assessment amended.

        Raises:
            Refused: an assistant, no such flag stands, or nothing written about what was found.
        """
        from clinic_tui.desk import recording

        by = self._signature()

        def resolve(chart: Chart) -> Chart:
            raised = recording.raised_in(chart, assessment, flag, self.library)
            clear = recording.resolved(raised, flag, found, by, self.today())
            if raised.signed is not None:
                return self._amended(chart, clear, f"red flag resolved: {found}"[:500])
            self._check_draft(patient_id, chart)
            return recording.with_draft(chart, clear, self.clinician)

        with self._at_work:
            chart = self._change(patient_id, "resolved red flag", resolve)
            self._drafts[patient_id] = recording.open_draft(chart)
            return chart

    def _check_draft(self, patient_id: PatientId, chart: Chart) -> None:
        from clinic_tui.desk import recording

        kept = recording.open_draft(chart)
        if patient_id in self._drafts and self._drafts[patient_id] != kept:
            raise Conflict(
                "Changed meanwhile",
                "Another window changed this draft. Nothing was overwritten and what you typed "
                "stays on the screen; f6 shows both versions.",
            )

    def _amended(self, chart: Chart, corrected: Assessment, reason: str) -> Chart:
        from clinic_tui.desk import judging, recording

        by = self._signature()
        new, original = recording.amendment(chart, corrected, reason, by)
        judging.possible(new, self.library)
        then = original.readiness.on if original.readiness else original.on
        rules = judging.protocol_of(chart.episode(new.episode), original, self.library)
        with_it = recording.added(chart, new)
        on = min(max(then, new.on), self.today())
        readiness = judging.judged(with_it, new, on, self.library, rules)
        return recording.added(with_it, recording.signed(new, by, readiness))
