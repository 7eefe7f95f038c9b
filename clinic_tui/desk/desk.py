"""The desk: all that a clinician does in the clinic, one verb each; the only door to the store.

Nothing heavy is loaded until a verb needs it, so that the patient list paints first.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.errors import Conflict, DeskError, NotSaved, refuse, said
from clinic_tui.desk.heads import Head, fold, head_of, line_of
from clinic_tui.model.person import Clinic, Clinician, Patient, PatientId, Signature
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.repository import ClinicRecord, Repository

if TYPE_CHECKING:
    from clinic_tui.desk.deciding import Case
    from clinic_tui.judgement.change import Change
    from clinic_tui.judgement.clearance import Option, Standing
    from clinic_tui.knowledge.library import Library
    from clinic_tui.knowledge.protocol import Protocol
    from clinic_tui.model.assessment import Assessment, FlagId
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.episode import Episode
    from clinic_tui.model.plan import Plan
    from clinic_tui.model.readiness import Readiness
    from clinic_tui.model.reading import MeasureId, Reading

NOTICE = "not sealed: for invented patients only"


class Desk:
    """One clinician at work in one clinic."""

    notice = NOTICE

    def __init__(
        self,
        repository: Repository,
        folder: Path,
        *,
        clock: Clock = system_clock,
        clinician: str | None = None,
    ) -> None:
        with said():
            record = repository.clinic()
        self.folder = folder
        self.clinic: Clinic = record.clinic
        self.clinician: Clinician = _one_of(record, clinician)
        self.demo = record.demo
        self.damaged: tuple[str, ...] = ()
        """One sentence for each file that the last listing could not read."""
        self._store = repository
        self._clock = clock
        self._zone = ZoneInfo(record.clinic.time_zone)
        self._seen: dict[PatientId, int] = {}
        self._drafts: dict[PatientId, Assessment | None] = {}
        self._at_work = threading.RLock()

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether a clinic was set up in this folder."""
        return ChartFiles.is_clinic(folder)

    @classmethod
    def first_start(
        cls,
        folder: Path,
        clinic: Clinic,
        clinician: Clinician,
        *,
        clock: Clock = system_clock,
        demo: bool = False,
    ) -> Desk:
        """Sets up a clinic with its first clinician and opens it.

        Raises:
            Refused: the time zone is not known.
            Conflict: there is a clinic in this folder already.
            NotSaved: the disk refused.
        """
        try:
            ZoneInfo(clinic.time_zone)
        except (KeyError, ValueError, OSError):
            raise refuse("Unknown time zone; expected one such as Europe/Berlin.") from None
        with said():
            repository = ChartFiles(folder)
            repository.set_up(ClinicRecord(clinic, (clinician,), demo))
        return cls(repository, folder, clock=clock)

    @classmethod
    def open(
        cls, folder: Path, *, clock: Clock = system_clock, clinician: str | None = None
    ) -> Desk:
        """Opens a clinic as one of its clinicians, the first one unless named.

        Raises:
            DeskError: no clinic here, or its file is damaged.
        """
        with said():
            repository = ChartFiles(folder)
        return cls(repository, folder, clock=clock, clinician=clinician)

    @cached_property
    def library(self) -> Library:
        """What the clinic knows: the built-in knowledge, and its own from the folder `knowledge`.

        Raises:
            DeskError: a file of the clinic's own has a mistake.
        """
        from clinic_tui.knowledge.loader import KnowledgeError, built_in, with_clinic

        own = self.folder / "knowledge"
        try:
            return with_clinic(own) if own.is_dir() else built_in()
        except KnowledgeError as error:
            raise DeskError("Knowledge file", str(error)) from error

    def now(self) -> datetime:
        """The moment in the clinic's zone, to the second."""
        return self._clock().astimezone(self._zone).replace(microsecond=0)

    def today(self) -> date:
        """The day in the clinic's zone."""
        return self.now().date()

    # Patients

    def heads(self) -> tuple[Head, ...]:
        """The patient list by name. Files that cannot be read are named in `damaged`."""
        with said():
            listing = self._store.heads()
        self.damaged = listing.damaged
        today = self.today()
        found = [head_of(stored, today) for stored in listing.heads]
        return tuple(sorted(found, key=lambda head: (fold(head.listed), head.patient_id)))

    def chart(self, patient_id: PatientId) -> Chart:
        """A chart, fresh from the disk.

        Raises:
            DeskError: not there, or its file is damaged.
        """
        with self._at_work, said():
            stored = self._store.load(patient_id)
            self._seen[patient_id] = stored.revision
            return stored.chart

    def next_patient_id(self) -> PatientId:
        """A patient number that is free, such as 0042."""
        taken = [head.patient_id for head in self.heads()]
        number = max((int(i) for i in taken if i.isascii() and i.isdigit()), default=0) + 1
        return PatientId(f"{number:04d}")

    def namesakes(self, patient: Patient) -> tuple[Head, ...]:
        """Patients who could be taken for this one: same name, or same birthday and family name."""
        family, given = fold(patient.family_name), fold(patient.listed)
        return tuple(
            head
            for head in self.heads()
            if head.patient_id != patient.id
            and (
                fold(head.listed) == given
                or (head.born == patient.born and fold(head.listed).partition(",")[0] == family)
            )
        )

    def new_patient(self, patient: Patient) -> Chart:
        """Opens a chart for a patient.

        Raises:
            Refused: the number is taken, or born in the future.
        """
        from clinic_tui.model.chart import Chart

        return self.add_chart(Chart(patient=patient))

    def add_chart(self, chart: Chart) -> Chart:
        """Takes a whole chart into the clinic, as an import or a demo does.

        Raises:
            Refused: there is a chart with this patient number.
        """
        patient = chart.patient
        if patient.born > self.today():
            raise refuse("The date of birth lies in the future.")
        with self._at_work:
            if patient.id in {head.patient_id for head in self.heads()}:
                raise refuse(
                    f"There is a chart with the number {patient.id} already; it was not changed."
                )
            return self._keep(chart, 0)

    def new_episode(self, patient_id: PatientId, episode: Episode) -> Chart:
        """Adds an injury to a chart.

        Raises:
            Refused: the id is taken, or the onset lies in the future or before birth.
        """
        from clinic_tui.desk import injury

        return self._change(
            patient_id, lambda chart: injury.added(chart, episode, self.clinician, self.today())
        )

    def revise_episode(self, patient_id: PatientId, episode: Episode) -> Chart:
        """Replaces what is known of an injury; a clearance on it may be suspended by this.

        Raises:
            Refused: no such episode, or an assistant lifts a block.
        """
        from clinic_tui.desk import injury

        return self._change(
            patient_id, lambda chart: injury.revised(chart, episode, self.clinician, self.today())
        )

    def plan_next_visit(self, patient_id: PatientId, on: date | None) -> Chart:
        """Notes when the patient is due next."""
        from clinic_tui.desk.recording import changed

        return self._change(patient_id, lambda chart: changed(chart, next_visit=on))

    # Assessment

    def draft(self, patient_id: PatientId) -> Assessment:
        """The open draft of the episode under care, else a new empty one of today, not yet kept.

        Raises:
            Refused: the patient has no episode yet.
        """
        from clinic_tui.desk import recording

        with self._at_work:
            chart = self.chart(patient_id)
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
            self._check_draft(patient_id, stored.chart)
            chart = recording.with_draft(stored.chart, assessment, self.clinician)
            own = self._seen.get(patient_id) == stored.revision
            revision = self._save(chart, stored.revision)
            if own:
                self._seen[patient_id] = revision
            self._drafts[patient_id] = assessment
            return self.now()

    def drop_draft(self, patient_id: PatientId) -> Chart:
        """Throws the open draft away.

        Raises:
            Refused: there is none.
        """
        from clinic_tui.desk import recording

        with self._at_work:
            chart = self._change(patient_id, recording.without_draft)
            self._drafts[patient_id] = None
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
            signed = self._change(patient_id, sign)
            self._drafts[patient_id] = None
            return signed

    def amend_assessment(self, patient_id: PatientId, assessment: Assessment, reason: str) -> Chart:
        """Puts a signed assessment right: the corrected copy stands beside the original.

        The copy keeps the original's id when it is handed in and gets its own. It is judged for
        the day that the original was judged for.

        Raises:
            Refused: an assistant, no reason, not signed, or a value that cannot be.
        """
        return self._change(patient_id, lambda chart: self._amended(chart, assessment, reason))

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
            chart = self._change(patient_id, resolve)
            self._drafts[patient_id] = recording.open_draft(chart)
            return chart

    # Deciding

    def standing(self, chart: Chart, on: date | None = None) -> Standing:
        """Where the clearance of the episode under care stands, today unless said."""
        from clinic_tui.desk.recording import current
        from clinic_tui.judgement.clearance import standing

        return standing(chart, current(chart), on or self.today(), self.library)

    def options(self, chart: Chart) -> tuple[Option, ...]:
        """The decisions that may be taken now, each offered or with the reason why not."""
        return self._case(chart).options

    def ask_clearance(self, patient_id: PatientId, of: str) -> Chart:
        """Asks someone for clearance.

        Raises:
            Refused: asked or given already, or nobody named.
        """
        from clinic_tui.desk import deciding

        by = self._signature(deciding=False)
        return self._change(patient_id, lambda chart: deciding.ask(self._case(chart), by, of))

    def give_clearance(
        self,
        patient_id: PatientId,
        allowed: str,
        conditions: Sequence[str] = (),
        until: date | None = None,
        with_limits: bool = False,
        reason: str = "",
    ) -> Chart:
        """Gives clearance on readiness as judged at this moment.

        Args:
            patient_id: whose.
            allowed: what is allowed, in words.
            conditions: under which it is.
            until: the last day; the protocol's number of days from today unless given.
            with_limits: whether less than running as planned is allowed.
            reason: why criteria are overridden, where they are.

        Raises:
            Refused: red flag, block, scope, role, reason or last day stand against it.
        """
        from clinic_tui.desk import deciding

        by = self._signature()

        def give(chart: Chart) -> Chart:
            return deciding.give(
                self._case(chart),
                by,
                allowed=allowed,
                conditions=conditions,
                until=until,
                with_limits=with_limits,
                reason=reason,
            )

        return self._change(patient_id, give)

    def refuse_clearance(self, patient_id: PatientId, reason: str) -> Chart:
        """Says no, with the reason.

        Raises:
            Refused: an assistant, or no reason.
        """
        from clinic_tui.desk import deciding

        by = self._signature()
        return self._change(
            patient_id, lambda chart: deciding.say_no(self._case(chart), by, reason)
        )

    def withdraw_clearance(self, patient_id: PatientId, reason: str) -> Chart:
        """Takes a clearance back, with the reason.

        Raises:
            Refused: an assistant, none stands, or no reason.
        """
        from clinic_tui.desk import deciding

        by = self._signature()
        return self._change(
            patient_id, lambda chart: deciding.withdraw(self._case(chart), by, reason)
        )

    # Plan and paper

    def plan(self, chart: Chart) -> Plan | None:
        """The newest plan of the episode under care; whether it still stands is the clearance's."""
        from clinic_tui.desk.recording import current

        mine = [plan for plan in chart.plans if plan.episode == current(chart).id]
        return mine[-1] if mine else None

    def hand_out(
        self,
        patient_id: PatientId,
        kind: Literal["progress", "plan"],
        target: Path | None = None,
    ) -> Path:
        """Makes a paper and writes it where only its owner may read it.

        Without a target it gets a name that tells nothing, in the clinic's folder `papers`.

        Raises:
            Refused: nothing signed, no plan, or no clearance stands.
            NotSaved: the disk refused.
        """
        from clinic_tui.desk import handing_out
        from clinic_tui.store.durable import make_folder, replace_file

        case = self._case(self.chart(patient_id))
        make = handing_out.plan if kind == "plan" else handing_out.progress
        pdf = make(case, self.clinic, self.now(), watermark=self.demo)
        with said():
            if target is None:
                make_folder(self.folder / "papers")
                target = self.folder / "papers" / f"{secrets.token_hex(16)}.pdf"
            replace_file(target, pdf)
        return target

    # In and out

    def import_chart(self, path: Path) -> Chart:
        """Takes a portable chart into the clinic.

        Raises:
            Refused: not a chart, values that cannot be, or the patient is here already.
        """
        from clinic_tui.exchange.portable import ChartError, load_chart
        from clinic_tui.judgement.entry import chart_problems

        try:
            chart = load_chart(path)
        except ChartError as error:
            raise refuse(str(error)) from error
        if problems := chart_problems(chart, self.library):
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            raise refuse(f"{path.name}: {problems[0]}{more}")
        return self.add_chart(chart)

    def export_chart(self, patient_id: PatientId, path: Path) -> Path:
        """Writes a chart to a portable file that only its owner may read.

        Raises:
            NotSaved: the disk refused.
        """
        from clinic_tui.exchange.portable import dump_chart
        from clinic_tui.store.durable import replace_file

        with said():
            replace_file(path, dump_chart(self.chart(patient_id)))
        return path

    # Within

    def _change(self, patient_id: PatientId, change: Callable[[Chart], Chart]) -> Chart:
        """Loads, applies and saves; refuses when another window saved since this one looked."""
        with self._at_work, said():
            stored = self._store.load(patient_id)
            if self._seen.get(patient_id, stored.revision) != stored.revision:
                raise Conflict(
                    "Changed meanwhile",
                    "Another window saved this chart meanwhile. Nothing was overwritten; "
                    "open the chart again and look at what changed.",
                )
            return self._keep(change(stored.chart), stored.revision)

    def _keep(self, chart: Chart, revision: int) -> Chart:
        self._seen[chart.patient.id] = self._save(chart, revision)
        return chart

    def _save(self, chart: Chart, revision: int) -> int:
        try:
            with said():
                return self._store.save(chart, self._line(chart), revision)
        except NotSaved:
            # The disk may hold the new chart all the same; look again before the next try.
            self._seen.pop(chart.patient.id, None)
            self._drafts.pop(chart.patient.id, None)
            raise

    def _line(self, chart: Chart) -> dict[str, object]:
        return dict(line_of(chart, self.today(), lambda: self.library))

    def _check_draft(self, patient_id: PatientId, chart: Chart) -> None:
        from clinic_tui.desk import recording

        kept = recording.open_draft(chart)
        if patient_id in self._drafts and self._drafts[patient_id] != kept:
            raise Conflict(
                "Changed meanwhile",
                "Another window changed this draft. Nothing was overwritten and what you typed "
                "stays on the screen; open the draft again and compare.",
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

    def _case(self, chart: Chart) -> Case:
        from clinic_tui.desk import deciding, recording

        episode = recording.current(chart)
        return deciding.case(chart, episode, self.clinician, self.library, self.today())

    def _signature(self, *, deciding: bool = True) -> Signature:
        if deciding and not self.clinician.may_sign:
            raise refuse("An assistant records and cannot sign, resolve or decide.")
        who = self.clinician
        return Signature(name=who.name, role=who.role, registration=who.registration, at=self.now())


def _one_of(record: ClinicRecord, name: str | None) -> Clinician:
    for clinician in record.clinicians:
        if name is None or clinician.name == name:
            return clinician
    raise refuse("No clinician of that name works here.")
