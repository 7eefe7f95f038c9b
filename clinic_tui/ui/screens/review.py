"""Review: what was entered, what really changed, what is odd or missing; then the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer

from clinic_tui.desk.errors import DeskError, Refused
from clinic_tui.judgement.values import day
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.words import Side
from clinic_tui.ui import review_lines
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.latest import Latest
from clinic_tui.ui.own_turn import LeavesInTurn, is_whole
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from clinic_tui.ui.widgets.banner import NARROW, Banner
from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, Lines, Rule, line, wrap
from clinic_tui.ui.wording import full_name, text_of

if TYPE_CHECKING:
    from clinic_tui.ui.screens.assessment import AssessmentScreen


ROOM_FOR_BOTH = 120
"""Columns from which the verdict stands beside what was entered, and no word of it is cut."""


class ReviewScreen(LeavesInTurn[bool]):
    """Answers true once the assessment is signed."""

    CSS_PATH = "review.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("review",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("review"),
        Binding("up", "scroll_by(-1)", show=False),
        Binding("down", "scroll_by(1)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
        Binding("pagedown", "scroll_by(10)", show=False),
    ]
    HELP = (
        "“Real” is more than the test's measurement error; the error's source is in the catalogue."
    )

    def __init__(self, assessment: AssessmentScreen) -> None:
        super().__init__()
        self._assessment = assessment
        self.visit = assessment.visit
        self._against = 0
        self._said = ""
        self._signing: Latest[Assessment, Chart] = Latest(
            self, self._sign, self._signed, self._refused
        )

    def compose(self) -> ComposeResult:
        """Banner, what was entered, the verdict beside it, the signature under both."""
        yield Banner(doing="Review · not signed")
        with Horizontal(id="two"):
            with VerticalScroll(id="left", can_focus=False):
                yield Lines(id="entered")
            with VerticalScroll(id="right", can_focus=False):
                yield Lines(id="verdict")
        yield Rule()
        yield Lines(id="signing")
        yield Footer()

    def on_mount(self) -> None:
        """Shows all once the width is known."""
        visit = self.visit
        self._assessment.listener = self.show
        self.query_one(Banner).about(visit.chart.patient, visit.episode, visit.record.today)
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Lines are wrapped to the width; without room for both the verdict goes on top."""
        self.set_class(NARROW <= self.size.width < ROOM_FOR_BOTH, "-tight")
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draws all that is to be looked at before the signature."""
        left = self.query_one_optional("#entered", Lines)
        right = self.query_one_optional("#verdict", Lines)
        if left is None or right is None or not is_whole(self):
            return
        readiness = self._assessment.readiness
        width = left.content_size.width or self.size.width - 6
        earlier = self.visit.earlier
        then = earlier[self._against] if earlier else None
        found = self._assessment.desk.changes(self.visit.chart, self.visit.draft, then)
        settle = review_lines.to_settle(self.visit, readiness, width)
        entered = review_lines.entered(self.visit, then, found, width)
        if self.size.width < ROOM_FOR_BOTH:
            head = review_lines.verdict_lines(readiness, width)
            against = review_lines.against_lines(readiness, width)
            left.show([*head, *settle, *against, *entered])
        else:
            left.show([*settle, *entered])
            width = right.content_size.width or 34
            head = review_lines.verdict_lines(readiness, width)
            right.show([*head, *review_lines.against_lines(readiness, width)])
        self._sign_here()

    def _sign_here(self) -> None:
        pane = self.query_one("#signing", Lines)
        width = pane.content_size.width or self.size.width - 4
        if self._said:
            pane.show(wrap(f"! {self._said}", width, "bold $warn")[:2])
            return
        if self._signing.busy:
            pane.show([("signing …", BOLD)])
            return
        who = self._assessment.desk.clinician
        sides = " and ".join(side.value.upper() for side in self.visit.episode.injured.sides)
        if not who.may_sign:
            said = "An assistant records and cannot sign; the draft is kept for who signs it."
            pane.show([(said, "bold $warn")])
            return
        role = f"{who.role}{', ' + who.registration if who.registration else ''}"
        on = day(self.visit.record.today)
        pane.show(
            [
                line((f" INJURED: {sides} ", "bold reverse $lead"), (f"  assessment of {on}", INK)),
                line(("to be signed by ", SOFT), (who.name, BOLD), (f", {role}", SOFT)),
            ]
        )

    def action_scroll_by(self, lines: int) -> None:
        """Moves through what was entered."""
        self.query_one("#left", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_other(self, by: int) -> None:
        """Compares with another earlier visit."""
        if self.visit.earlier:
            self._against = (self._against + by) % len(self.visit.earlier)
            self.show()

    def action_confirm(self) -> None:
        """Asks whether LEFT and RIGHT of what was asked back stand where they were measured."""
        if why := self._assessment.desk.why_not_sign:
            self._said = why
            self.show()
            return
        readiness = self._assessment.readiness
        doubtful = review_lines.sides_in_doubt(readiness) if readiness else ()
        measures = [self.visit.library.measures[name] for name in doubtful]
        if not measures:
            self._said = "No sides are in doubt."
            self.show()
            return
        lines = []
        for measure in measures:
            for side in (Side.LEFT, Side.RIGHT):
                reading = self.visit.draft.reading(measure.id, side)
                said = text_of(reading, measure) if reading is not None else "not read"
                lines.append(f"{full_name(measure)} {side.value.upper()} {said}")
        choices = [
            Choice("look again", False, "nothing is confirmed"),
            Choice(
                "the sides are right", True, f"by your name, {self._assessment.desk.clinician.name}"
            ),
        ]
        modal = ChooseModal("Are LEFT and RIGHT as measured?", "; ".join(lines), choices)

        def chosen(sure: bool | None) -> None:
            if sure:
                try:
                    desk = self._assessment.desk
                    self.visit.record.take(desk.confirm_sides(self.visit.draft, doubtful))
                    self._said = ""
                except DeskError as error:
                    self._said = error.sentence
                self._assessment.changed()
            self.show()

        self.app.push_screen(modal, chosen)

    def action_sign(self) -> None:
        """Signs what is on the screen; what could not be read stands in the way."""
        unread = self.visit.unread
        if self._signing.busy:
            return
        if self.visit.record.empty:
            self._said = "Nothing was entered at this visit; there is nothing to sign."
        elif unread:
            self._said = (
                f"Not read, so not signed: {unread[0]}. Go back and put it right or clear it."
            )
        else:
            self._said = ""
            self._signing.ask(self.visit.draft)
        self.show()

    def _sign(self, draft: Assessment) -> Chart:
        screen = self._assessment
        return screen.desk.sign_assessment(screen.patient_id, draft, self.visit.chosen_protocol)

    def _signed(self, draft: Assessment, chart: Chart) -> None:
        self._assessment.keeper.forget()
        self.notify("Signed and on the disk.", title="Assessment", markup=False)
        self.dismiss(True)

    def _refused(self, draft: Assessment, error: DeskError) -> None:
        kept = "" if isinstance(error, Refused) else f"{error.title}: "
        self._said = f"{kept}{error.sentence}"
        self.show()

    def action_leave(self) -> None:
        """Back to the sheet; nothing is signed."""
        if not self._signing.busy:
            self.dismiss(False)
