"""Running at the desk: diary, advice and decisions, the course, hand edits, calendar, run files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_tui.desk.clearing import ClearingDesk
from clinic_tui.desk.errors import refuse, said

if TYPE_CHECKING:
    from clinic_tui.desk.running import Course, Row
    from clinic_tui.judgement.diary_code import Misread
    from clinic_tui.judgement.overrides import Override
    from clinic_tui.judgement.plan_edit import Edited
    from clinic_tui.judgement.plan_lint import Broken
    from clinic_tui.knowledge.pain_rule import PainRule
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import Patient, PatientId
    from clinic_tui.model.plan import Plan, Session
    from clinic_tui.model.runlog import Advice, RunLog, RunLogId


class RunningDesk(ClearingDesk):
    """The verbs from clearance to running."""

    def read_row(self, chart: Chart, typed: str, plan: Plan | None = None) -> Row | Misread:
        """A diary code in words, with what is to be asked; nothing is kept yet.

        Without a plan it is read as a row of the newest plan's paper.

        Raises:
            Refused: there is no plan.
        """
        from clinic_tui.desk import running

        return running.row(self._case(chart), typed, self.now(), plan)

    def read_run_file(self, chart: Chart, path: Path) -> RunLog:
        """A watch's FIT, GPX or TCX file as a run to be filled in; nothing is kept yet.

        Raises:
            Refused: broken, not on foot, or without times; says which.
        """
        from clinic_tui.desk import running
        from clinic_tui.exchange.run_file import RunFileError, read_run

        try:
            found = read_run(path)
        except RunFileError as error:
            raise refuse(str(error)) from error
        return running.proposed(self._case(chart), found, self._zone, self.now())

    def blank_run(self, chart: Chart, on: date) -> RunLog:
        """A run of a day for the full form, nothing answered; nothing is kept yet."""
        from clinic_tui.desk import running

        return running.blank(self._case(chart), on, self.now())

    def keep_run(self, patient_id: PatientId, log: RunLog) -> Chart:
        """Keeps a run, of a row or of the full form, with the pain rule's advice on it.

        Raises:
            Refused: kept already, or in the future.
            NotSaved: the disk refused.
        """
        from clinic_tui.desk import running

        return self._change(
            patient_id, "kept run", lambda chart: running.with_log(self._case(chart), log)
        )

    def revise_run(self, patient_id: PatientId, log: RunLog) -> Chart:
        """Puts a run right that nobody decided on. A stop that was said stays said.

        Raises:
            Refused: no such run, or decided on.
        """
        from clinic_tui.desk import running

        return self._change(
            patient_id, "revised run", lambda chart: running.revised_log(self._case(chart), log)
        )

    def decide_advice(
        self, patient_id: PatientId, log_id: RunLogId, advice: Advice, reason: str = ""
    ) -> Chart:
        """Accepts an advice, or decides otherwise with a reason.

        Raises:
            Refused: an assistant, no such run, decided already, or no reason.
        """
        from clinic_tui.desk import running

        by = self._signature()
        return self._change(
            patient_id,
            "decided on advice",
            lambda chart: running.decided(self._case(chart), log_id, advice, by, reason),
            "against the advice, with a reason" if reason else "",
        )

    def pain_rule(self, chart: Chart) -> PainRule | None:
        """What the runner's answers mean; none for an injury that nobody has diagnosed."""
        return self._case(chart).pain_rule

    def course(self, chart: Chart) -> Course | None:
        """The runs with advice and decisions, and where they led; none without a plan."""
        from clinic_tui.desk import running

        return running.course_of(self._case(chart))

    def stale(self, chart: Chart, plan: Plan) -> tuple[str, ...]:
        """What of a plan's grounds has changed since it was made; empty where it stands."""
        from clinic_tui.desk import plan_edits

        return plan_edits.stale_lines(self._case(chart), plan)

    def would_change(self, chart: Chart, plan: Plan) -> tuple[str, ...]:
        """What a plan made anew today would have otherwise; nothing is kept."""
        from clinic_tui.desk import plan_edits

        return plan_edits.would_change(self._case(chart), plan, self.now())

    def lint_plan(self, chart: Chart, plan: Plan) -> tuple[Broken, ...]:
        """The rules that a plan's sessions break, line by line.

        Raises:
            Refused: its programme or clearance is not there any more.
        """
        from clinic_tui.desk import plan_edits
        from clinic_tui.judgement.plan import lint_plan

        return lint_plan(plan, plan_edits.rules(self._case(chart), plan))

    def plan_weeks(self, chart: Chart, plan: Plan) -> Mapping[date, str]:
        """The linter's answer to each week of a plan, by its Monday.

        Raises:
            Refused: its programme or clearance is not there any more.
        """
        from clinic_tui.desk import plan_edits
        from clinic_tui.judgement.plan_weeks import week_answers

        return week_answers(plan.sessions, plan_edits.rules(self._case(chart), plan))

    def try_edit(
        self, chart: Chart, plan: Plan, on: date, session: Session, reason: str = ""
    ) -> Edited:
        """What a plan would be with one day changed, and what that breaks; nothing is kept.

        Raises:
            Refused: the day is not to come, or none of the plan's.
        """
        from clinic_tui.desk import plan_edits

        return plan_edits.edited(self._case(chart), plan, on, session, reason, self.now())

    def keep_edit(
        self, patient_id: PatientId, on: date, session: Session, reason: str = ""
    ) -> Chart:
        """Keeps a hand edit of the newest plan as its next version.

        Raises:
            Refused: an assistant, no plan, no clearance, or it breaks a rule without a reason.
        """
        from clinic_tui.desk import plan_edits, planning

        self._signature()

        def change(chart: Chart) -> Chart:
            case = self._case(chart)
            plan = planning.newest(chart, case.episode.id)
            if plan is None:
                raise refuse("No plan was made yet.")
            if why := planning.forbidden(case):
                raise refuse(f"No plan: {why}.")
            made = plan_edits.edited(case, plan, on, session, reason, self.now())
            return planning.with_plan(chart, plan_edits.kept(case, made, reason))

        note = "against a rule, with a reason" if reason else ""
        return self._change(patient_id, "edited plan", change, note)

    def write_calendar(self, patient_id: PatientId, target: Path) -> Path:
        """Writes the newest plan as a calendar file that only its owner may read.

        Raises:
            Refused: no plan, or none may be handed out.
            NotSaved: the disk refused.
        """
        from clinic_tui.desk import planning
        from clinic_tui.desk.calendars import calendar_file
        from clinic_tui.store.durable import replace_file

        chart = self.chart(patient_id)
        case = self._case(chart)
        plan = planning.newest(chart, case.episode.id)
        if plan is None or (why := planning.forbidden(case)):
            raise refuse("No plan was made yet." if plan is None else f"No plan: {why}.")
        with said():
            replace_file(target, calendar_file(plan, self.clinic, chart.patient))
        self._note("exported calendar", patient_id)
        return target

    def own_counts(self, charts: Sequence[Chart]) -> tuple[str, ...]:
        """Where this clinic went against criteria or advice, counted; no statistics."""
        from clinic_tui.judgement.overrides import counted

        return counted(each for _, each in self.own_overrides(charts))

    def own_overrides(self, charts: Sequence[Chart]) -> tuple[tuple[Patient, Override], ...]:
        """Whom each of them was about, newest first: who decided, why, and what came of it."""
        from clinic_tui.judgement.overrides import overrides

        # What was taken over into another chart is remembered there.
        mine = (chart for chart in charts if chart.merged_into is None)
        found = [(chart.patient, each) for chart in mine for each in overrides(chart)]
        return tuple(sorted(found, key=lambda pair: (-pair[1].on.toordinal(), pair[0].listed)))
