"""Issuing at the desk: papers that leave the clinic, what is known of them, whether they stand."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_tui.desk import protecting
from clinic_tui.desk.errors import Conflict, DeskError, refuse, said
from clinic_tui.desk.kinds import KINDS, Order, PaperKind, paper_kind
from clinic_tui.desk.manner import USUAL, Manner, check
from clinic_tui.desk.protecting import OPEN, Protection
from clinic_tui.desk.running_desk import RunningDesk
from clinic_tui.desk.window import still_kept

if TYPE_CHECKING:
    from clinic_tui.desk.deciding import Case
    from clinic_tui.judgement.paper_standing import PaperStanding
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.issued import Issued
    from clinic_tui.model.person import PatientId
    from clinic_tui.model.words import Reader
    from clinic_tui.store.repository import SealKey, StoredChart

CHANGED_MEANWHILE = (
    "The chart changed while the paper was made, so it was thrown away. Look at what changed, "
    "then make it again."
)


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper of this clinic, found by its code, and where it stands."""

    patient_id: PatientId
    paper: Issued
    standing: PaperStanding


class IssuingDesk(RunningDesk):
    """The verbs of papers."""

    def why_no_paper(self, chart: Chart) -> dict[str, str]:
        """Each kind of paper with why it cannot be made now; empty where it can."""
        case = self._case(chart)
        found: dict[str, str] = {}
        for kind in KINDS:
            try:
                kind.grounds(case)
                found[kind.id] = ""
            except DeskError as error:
                found[kind.id] = error.sentence
        return found

    def hand_out(
        self,
        patient_id: PatientId,
        kind: str,
        target: Path | None = None,
        *,
        folder: Path | None = None,
        to: Reader | None = None,
        to_name: str = "",
        protection: Protection = OPEN,
        manner: Manner = USUAL,
    ) -> Path:
        """Makes a paper, writes it where only its owner may read it, and keeps that it was issued.

        Args:
            patient_id: whose.
            kind: id of one of the kinds there are.
            target: a new file; one named by the paper's code unless given.
            folder: where such a file goes; the clinic's folder `papers` unless given.
            to: whom it goes to; the kind's usual reader unless given.
            to_name: the reader's name, where it matters.
            protection: a password, or the seal of the clinic.
            manner: its language, or a diary that can be filled in.

        Raises:
            Refused: nothing signed, no plan, no clearance stands, or not in this manner or
                protected so.
            DeskError: something would not stand on the paper whole.
            Conflict: what it rests on changed while it was made.
            NotSaved: the disk refused, or there is such a file; no paper is left behind.
        """
        from clinic_tui.desk.paper_values import language
        from clinic_tui.store.durable import make_folder, new_file

        protecting.check(protection)
        check(paper_kind(kind), manner)
        with self._at_work:
            with said():
                stored, history = self._store.load(patient_id), self._store.head()
            self._note_view(patient_id)
            still_kept(stored.chart)
            made, case = self._made(stored.chart, paper_kind(kind), to, to_name)
        seal = self.seal_of_clinic() if protection.seal else None
        order = Order(
            case, self.clinic, made.by.at, self.demo, history=history, code=made.code, manner=manner
        )
        pdf = protecting.protect(
            self._drawn(made, order),
            protection,
            seal,
            self.clinic.name,
            language(order, paper_kind(kind).id),
        )
        with said():
            if target is None and folder is None:
                folder = self.folder / "papers"
                make_folder(folder)
            path = target or (folder or Path()) / f"{made.code}.pdf"
            new_file(path, pdf)
        try:
            self._keep_issued(stored, made, case)
        except BaseException:
            # A paper that the clinic knows nothing of must not go out.
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        return path

    def papers(self, chart: Chart) -> tuple[tuple[Issued, PaperStanding], ...]:
        """What was issued from a chart and where each stands today, newest first."""
        cases: dict[str, Case] = {}
        found = []
        for paper in reversed(chart.issued):
            if paper.episode not in cases:
                cases[paper.episode] = self._case_of(chart, paper)
            found.append((paper, self._paper_standing(cases[paper.episode], paper)))
        return tuple(found)

    def file_of(self, paper: Issued, folder: Path | None = None) -> Path | None:
        """Where a paper still lies: in this folder or the clinic's own; none where it is gone."""
        places = (folder, self.folder / "papers")
        found = (place / f"{paper.code}.pdf" for place in places if place is not None)
        return next((path for path in found if path.is_file()), None)

    def read_paper(self, path: Path, password: str = "") -> tuple[tuple[str, ...], ...]:
        """A paper's own words, page by page and line by line.

        Raises:
            DeskError: it cannot be read, or is under another password.
        """
        from clinic_tui.exchange.paper_text import UnreadablePaperError, paper_text

        try:
            return paper_text(path.read_bytes(), password)
        except OSError as error:
            raise DeskError("No paper", f"The paper cannot be read ({error.strerror}).") from error
        except UnreadablePaperError as error:
            raise DeskError("No paper", f"The paper cannot be read: {error}.") from error

    def verify_paper(self, code: str) -> KnownPaper | None:
        """The paper of a code and whether it still stands; none where this clinic has none such.

        Raises:
            Refused: it is no code; says what is wrong with it.
        """
        from clinic_tui.model.issued import CodeError, read_code
        from clinic_tui.model.person import PatientId

        try:
            whole = read_code(code)
        except CodeError as error:
            raise refuse(f"{str(error).capitalize()}.") from error
        with said():
            heads = self._store.heads().heads
        for head in heads:
            known = head.line.get("papers", ())
            if not isinstance(known, list) or whole not in known:
                continue
            chart = self.read_quietly(PatientId(head.patient_id))
            paper = next(each for each in chart.issued if each.code == whole)
            self._note("verified paper", chart.patient.id, whole)
            standing = self._paper_standing(self._case_of(chart, paper), paper)
            return KnownPaper(chart.patient.id, paper, standing)
        return None

    def seal_of_clinic(self) -> SealKey:
        """What papers are sealed with; the first that is asked for makes it.

        Raises:
            Refused: there is none yet, and an assistant cannot make it.
            NotSaved: the disk refused.
        """
        from clinic_tui.exchange.seal import new_seal
        from clinic_tui.store.repository import SealKey

        with self._at_work, said():
            record = self._store.clinic()
            if record.seal is not None:
                return record.seal
            self._signature()
            seal = SealKey(*new_seal(self.clinic.name, self.now()))
            self._store.keep_clinic(
                replace(record, seal=seal), self._act("made the seal of the clinic")
            )
            return seal

    def _made(
        self, chart: Chart, kind: PaperKind, to: Reader | None, to_name: str
    ) -> tuple[Issued, Case]:
        """What is known of a paper before it is drawn."""
        from pydantic import ValidationError

        from clinic_tui.model.issued import Issued, code_of, fingerprint
        from clinic_tui.model.strict import canonical

        case, by, reader = self._case(chart), self._signature(deciding=False), to or kind.reader
        name, grounds = to_name.strip(), kind.grounds(case)
        number = len(chart.issued) + 1
        before = [p for p in chart.issued if (p.kind, p.episode) == (kind.id, case.episode.id)]
        digest = fingerprint(
            kind.id,
            by.at.isoformat(),
            canonical(chart.patient),
            canonical(grounds.rests_on),
            reader.value,
            name,
            str(number),
        )
        try:
            made = Issued(
                code=code_of(digest),
                episode=case.episode.id,
                kind=kind.id,
                title=kind.title,
                by=by,
                to=reader,
                to_name=name,
                version=grounds.version or len(before) + 1,
                rests_on=grounds.rests_on,
                until=grounds.until,
            )
        except ValidationError:
            raise refuse("The reader's name is too long or cannot be stored.") from None
        return made, case

    def _drawn(self, made: Issued, order: Order) -> bytes:
        try:
            return paper_kind(made.kind).make(order)
        except ValueError as error:
            # A paper that would lose something, such as a line off its page, is not made at all.
            why = str(error).partition("\n")[0]
            raise DeskError("No paper", f"The paper was not made: {why}.") from error

    def _keep_issued(self, stored: StoredChart, made: Issued, case: Case) -> None:
        """Adds a paper to its chart, if that still says what was drawn."""
        with self._at_work:
            try:
                self._append(stored, made)
                return
            except Conflict:
                with said():
                    now = self._store.load(stored.chart.patient.id)
            still_kept(now.chart)
            grounds = paper_kind(made.kind).grounds(self._case(now.chart))
            same = grounds.rests_on == made.rests_on and now.chart.patient == case.chart.patient
            known = {paper.code for paper in now.chart.issued}
            if not same or now.chart.episode(made.episode) != case.episode or made.code in known:
                raise Conflict("Changed meanwhile", CHANGED_MEANWHILE)
            self._append(now, made)

    def _append(self, stored: StoredChart, made: Issued) -> None:
        from clinic_tui.desk.recording import changed

        chart = stored.chart
        # What this window shows may be older; then the next verb must still notice.
        own = self._seen.get(chart.patient.id) == stored.revision
        after = changed(chart, issued=(*chart.issued, made))
        note = f"{made.title} to {made.to.words}, {made.code}"
        revision = self._save(after, stored.revision, "issued paper", note)
        if own:
            self._seen[chart.patient.id] = revision

    def _case_of(self, chart: Chart, paper: Issued) -> Case:
        from clinic_tui.desk import deciding

        episode = chart.episode(paper.episode)
        return deciding.case(chart, episode, self.clinician, self.library, self.today())

    def _paper_standing(self, case: Case, paper: Issued) -> PaperStanding:
        from clinic_tui.desk import handing_out, plan_edits
        from clinic_tui.judgement.paper_standing import paper_standing

        plan = next((p for p in case.chart.plans if p.id == paper.rests_on.plan), None)
        stale = plan_edits.stale_lines(case, plan) if plan is not None else ()
        now = handing_out.rests(case)
        return paper_standing(case.chart, paper, now, case.standing, stale, case.on)
