"""What every tab of a chart has: the banner, the keys, and a chart fresh from the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer

from clinic_tui.desk.errors import DeskError
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import PatientId
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.screens.tabs import TABS, assess, open_tab
from clinic_tui.ui.widgets.banner import NARROW, Banner
from clinic_tui.ui.widgets.lines import Lines, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk

NUMBERS: list[BindingType] = [
    Binding(str(number), f"tab('{name}')", name, show=False) for number, name in enumerate(TABS, 1)
]


class ChartScreen(Screen[None]):
    """One tab of one patient's chart."""

    TAB: ClassVar[str] = ""
    GROUPS: ClassVar[tuple[str, ...]] = ("chart",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("chart"), *NUMBERS]

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__()
        self.desk = desk
        self.patient_id = patient_id
        self.chart: Chart | None = None

    def compose(self) -> ComposeResult:
        """Banner, the tab's own body, footer."""
        yield Banner(TABS, self.TAB)
        yield from self.body()
        yield Footer()

    def body(self) -> ComposeResult:
        """What the tab shows under the banner."""
        raise NotImplementedError

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Puts the chart into the tab."""
        raise NotImplementedError

    def key(self, name: str) -> str:
        """The key of an action, as sentences write it."""
        return keymap_of(self.app).written(name)

    @property
    def no_injury(self) -> str:
        """Said where nothing else can be."""
        return f"No injury entered yet: {self.key('chart.injury')} enters it."

    @property
    def no_visit(self) -> str:
        """Said where nothing was measured."""
        return f"No assessment yet: {self.key('chart.assess')} begins one."

    @property
    def page_width(self) -> int:
        """Columns of the tab's page, without its edges and its scroll bar."""
        width = self.app.size.width
        return width - (5 if width >= NARROW else 3)

    def on_mount(self) -> None:
        """Reads the chart once the tab has its size."""
        self.call_after_refresh(self.read)

    def on_screen_resume(self) -> None:
        """What was signed or decided meanwhile is shown."""
        if self.chart is not None:
            self.read()

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        if self.chart is not None:
            self.call_after_refresh(self.read)

    def read(self) -> None:
        """Reads the chart from the disk and shows it."""
        if not self.is_mounted or not is_whole(self):
            return
        try:
            chart = self.desk.chart(self.patient_id)
            self.chart = chart
            episode = chart.current_episode
            into = chart.merged_into
            warning = f"merged into number {into.chart}: go on there" if into else ""
            self.query_one(Banner).about(chart.patient, episode, self.desk.today(), warning)
            self.fill(chart, episode)
        except DeskError as error:
            # A toast goes after a while; what cannot be shown stays said in the page.
            said = wrap(f"× {error.title}: {error.sentence}", self.page_width, "bold $warn")
            self.query_one("#main", Lines).show(said)

    def complain(self, error: DeskError) -> None:
        """Says in one line what could not be done."""
        self.notify(error.sentence, title=error.title, severity="error", timeout=12, markup=False)

    def may_sign(self) -> bool:
        """Whether the person here may sign; says in one line why not."""
        if why := self.desk.why_not_sign:
            self.notify(why, severity="warning", markup=False)
        return not why

    def on_banner_tab_clicked(self, message: Banner.TabClicked) -> None:
        """A click on a tab opens it, unless something on this one is half typed."""
        why: str = getattr(self, "why_stay", str)()
        if why:
            self.notify(why, title="Still here", severity="warning")
        else:
            self.action_tab(message.tab)

    def action_tab(self, name: str) -> None:
        """Another tab of the same chart."""
        if name != self.TAB:
            open_tab(self.app, self.desk, self.patient_id, name)

    def action_assess(self) -> None:
        """Assessment of today."""
        assess(self.app, self.desk, self.patient_id)

    def action_decide(self) -> None:
        """The decision on clearance."""
        from clinic_tui.ui.screens.decide import DecideScreen

        try:
            screen = DecideScreen(self.desk, self.patient_id)
        except DeskError as error:
            self.complain(error)
            return
        self.app.push_screen(screen, self._decided)

    def _decided(self, decision: str | None) -> None:
        """What was given goes on to the plan; any other decision is read back."""
        if decision is not None:
            given = decision.startswith("give")
            open_tab(self.app, self.desk, self.patient_id, "Plan" if given else "Clearance")

    def action_why(self) -> None:
        """Reasons and sources of the criteria."""
        from clinic_tui.ui.screens.why import WhyModal

        if self.chart is None:
            return
        try:
            readiness = self.desk.judge(self.chart)
        except DeskError as error:
            self.complain(error)
            return
        self.app.push_screen(WhyModal(readiness))

    def action_papers(self) -> None:
        """The papers of this chart."""
        self.action_tab("Papers")

    def action_injury(self) -> None:
        """What is known of the injury."""
        from clinic_tui.ui.screens.injury_form import InjuryForm

        if self.chart is not None:
            self.app.push_screen(InjuryForm(self.desk, self.chart))

    def action_person(self) -> None:
        """The person's particulars."""
        from clinic_tui.ui.screens.patient_form import PatientForm

        if self.chart is not None:
            self.app.push_screen(PatientForm(self.desk, self.chart.patient))

    def action_another(self) -> None:
        """Another injury of the same patient."""
        from clinic_tui.ui.screens.injury_form import InjuryForm

        if self.chart is not None:
            self.app.push_screen(InjuryForm(self.desk, self.chart, another=True))

    def action_next_visit(self) -> None:
        """When the patient is due next."""
        from clinic_tui.ui.screens.ask import AskModal
        from clinic_tui.ui.typed import DAY_HINT, day

        def planned(typed: str | None) -> None:
            if typed is None:
                return
            try:
                self.desk.plan_next_visit(self.patient_id, day(typed))
            except DeskError as error:
                self.complain(error)
                return
            self.notify(f"Next visit: {typed or 'none'}. Saved.", markup=False)

        due = self.chart.next_visit if self.chart else None
        start = due.isoformat() if due else ""
        hint = f"{DAY_HINT}; empty: none"
        self.app.push_screen(AskModal("Next visit?", hint=hint, start=start, read=day), planned)

    def action_hold(self) -> None:
        """Holds the record, or lifts the hold."""
        from clinic_tui.ui.screens.hold import hold_record

        if self.chart is not None and self.may_sign():
            hold_record(self, self.chart)

    def action_resolve(self) -> None:
        """What was found behind a red flag."""
        from clinic_tui.ui.screens.resolve import resolve

        if self.chart is not None:
            resolve(self, self.desk, self.chart)

    def action_merge(self) -> None:
        """Two charts of the same person."""
        from clinic_tui.ui.screens.correction_forms import MergeForm

        if self.chart is None:
            return
        if not self.may_sign():
            return
        try:
            self.app.push_screen(MergeForm(self.desk, self.chart), self._merged)
        except DeskError as error:
            self.complain(error)

    def _merged(self, kept: PatientId | None) -> None:
        if kept is None:
            return
        self.notify(f"One chart now: number {kept}.", title="Merged", markup=False)
        if kept != self.patient_id:
            open_tab(self.app, self.desk, kept, "Assessments")

    def action_history(self) -> None:
        """What was done with this chart."""
        from clinic_tui.ui.screens.history import HistoryScreen

        name = self.chart.patient.listed if self.chart else ""
        self.app.push_screen(HistoryScreen(self.desk, self.patient_id, name))

    def action_leave(self) -> Any:
        """Back to the patients."""
        self.app.pop_screen()
