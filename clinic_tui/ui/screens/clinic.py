"""The clinic: its people and their passphrases, its history, and whether every byte is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Footer

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.typed import spoken
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    between,
    fit,
    line,
    week_day,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.keeping import Verified
    from clinic_tui.desk.people import Member


class ClinicScreen(Screen[None]):
    """Who works here, and the record as a whole."""

    CSS_PATH = "clinic.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("clinic",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("clinic"),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    HELP = """Arrows choose a person; the keys below act on the one under the mark.
What was signed keeps its author, whatever becomes of the passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._members: tuple[Member, ...] = ()
        self._at = 0
        self._wrong = ""
        self._head = ""
        self._verified: Verified | None = None
        self._verifying = False
        self._paper: tuple[str, str] = ("", INK)
        """What was found out about a paper's code."""

    def compose(self) -> ComposeResult:
        """Masthead, one page, footer."""
        yield Lines(id="masthead")
        yield Rule()
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(id="main")
        yield Footer()

    def on_mount(self) -> None:
        """Reads once the width is known."""
        self.call_after_refresh(self.read)

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        """A form may have changed something."""
        if self._members:
            self.read()

    def read(self) -> None:
        """Takes people and head from the desk."""
        try:
            self._members = self.desk.members()
            self._head = self.desk.history_head()
            self._wrong = ""
        except DeskError as error:
            self._wrong = f"× {error.title}: {error.sentence}"
        self._at = min(self._at, max(0, len(self._members) - 1))
        self._show()

    @property
    def _width(self) -> int:
        return self.query_one("#main", Lines).size.width or self.app.size.width - 5

    def _show(self) -> None:
        if not self.is_mounted:
            return
        desk, width = self.desk, self._width
        who = line((f"{desk.clinician.name} · {week_day(desk.today())}", SOFT))
        clinic = desk.clinic
        self.query_one("#masthead", Lines).show(
            [
                between(line(("Clinic", BOLD)), who, width),
                line(fit(f"{clinic.name} · {clinic.telephone} · {clinic.time_zone}", width, SOFT)),
            ]
        )
        self.query_one("#main", Lines).show(
            [
                *(wrap(self._wrong, width, "bold $warn") if self._wrong else ()),
                *self._people(width),
                "",
                *self._record(width),
            ]
        )
        page = self.query_one("#page", VerticalScroll)
        page.scroll_to_region(Region(0, 2 + self._at, 1, 1), animate=False, immediate=True)

    def _people(self, width: int) -> Iterator[Line]:
        name = max(18, min(30, width - 54))
        register = max(10, min(30, width - name - 35))
        yield ("People", HEAD)
        yield line(
            fit("", 2),
            fit("name", name, SOFT),
            fit("role", 17, SOFT),
            fit("registration", register, SOFT),
            ("passphrase", SOFT),
        )
        for index, member in enumerate(self._members):
            chosen, who = index == self._at, member.clinician
            has = "has one" if member.passphrase else "none"
            yield line(
                ("› " if chosen else "  ", "bold $lead"),
                fit(who.name, name - 1, BOLD if chosen else INK),
                " ",
                fit(spoken(who.role), 17, INK),
                fit(who.registration or "–", register - 1, INK),
                " ",
                (f"{has} · you" if member.here else has, LEAD if member.here else SOFT),
            )
        why = self.desk.why_not_sign
        if why:
            yield ""
            yield from wrap(f"{why} So the people stay as they are.", width, SOFT)
        elif self.desk.demo:
            yield ""
            yield from wrap("The demo's key lies open, so nobody has a passphrase.", width, SOFT)

    def _record(self, width: int) -> Iterator[Line]:
        yield ("The record", HEAD)
        entries = self._head.partition("-")[0]
        yield from wrap(f"The history has {entries or 0} entries; its head is {self._head}.", width)
        yield from wrap("The head stands on every paper and in every backup.", width, SOFT)
        rule = self.desk.keeps_by
        kept = f"{rule.name}, {rule.adult_years} years after the last entry" if rule else ""
        key = keymap_of(self.app).written
        asks = f"{key('clinic.keep')} chooses how long records are kept."
        said = f"Records are kept by: {kept}." if rule else asks
        yield from wrap(said, width, INK if rule else WARN)
        paper, style = self._paper
        hint = "t says whether the paper of a code still stands."
        yield from wrap(paper or hint, width, style if paper else SOFT, indent=2)
        yield ""
        if self._verifying:
            yield ("Looking at every byte …", SOFT)
            return
        found = self._verified
        if found is None:
            yield from wrap(
                f"{key('clinic.verify')} looks at every byte of every chart and of the history.",
                width,
                SOFT,
            )
            return
        looked = f"Verified: {found.charts} charts, {found.events} entries, head {found.head}."
        yield from wrap(looked, width)
        if not found.problems:
            yield ("✓ Every byte is as it was saved.", LEAD)
            return
        count = len(found.problems)
        yield (f"× {count} {'problem' if count == 1 else 'problems'}:", "bold $warn")
        for problem in found.problems:
            yield from wrap(f"× {problem}", width, WARN, indent=2)

    def action_mark(self, by: int) -> None:
        """Another person."""
        if self._members:
            self._at = (self._at + by) % len(self._members)
            self._show()

    def action_page(self, by: int) -> None:
        """Scrolls, where the problems are many."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    @property
    def _marked(self) -> Member | None:
        return self._members[self._at] if self._members else None

    def _may(self) -> bool:
        """Whether the person here may change the clinic's people; says why not."""
        if why := self.desk.why_not_sign:
            self.notify(why, severity="warning", markup=False)
        return not why

    def action_add(self) -> None:
        """Somebody new."""
        from clinic_tui.ui.screens.people_forms import AddPersonForm

        if self._may():
            self.app.push_screen(AddPersonForm(self.desk), self._done("can open the clinic now"))

    def action_revise(self) -> None:
        """Role or registration."""
        from clinic_tui.ui.screens.people_forms import RevisePersonForm

        if self._may() and (member := self._marked) is not None:
            form = RevisePersonForm(self.desk, member.clinician)
            self.app.push_screen(form, self._done("is put right"))

    def action_particulars(self) -> None:
        """Name, address and numbers on every paper."""
        from clinic_tui.ui.screens.people_forms import ParticularsForm

        if self._may():
            self.app.push_screen(ParticularsForm(self.desk), self._done("is kept as it reads now"))

    def action_give(self) -> None:
        """A passphrase for somebody who has none."""
        from clinic_tui.ui.screens.people_forms import GivePassphraseForm

        if not self._may() or (member := self._marked) is None:
            return
        if member.passphrase:
            name = member.clinician.name
            self.notify(f"{name} has a passphrase; only {name} changes it.", markup=False)
            return
        form = GivePassphraseForm(self.desk, member.clinician.name)
        self.app.push_screen(form, self._done("can open the clinic now"))

    def action_change(self) -> None:
        """The own passphrase."""
        from clinic_tui.ui.screens.keys_forms import PassphraseForm

        def changed(done: bool | None) -> None:
            if done:
                self.notify("Your new passphrase is kept; the one before opens no more.")

        if self.desk.demo:
            self.notify("The demo's key lies open, so nobody has a passphrase here.")
            return
        self.app.push_screen(PassphraseForm(self.desk), changed)

    def action_remove(self) -> None:
        """Asks, then takes the passphrase away."""
        from clinic_tui.ui.screens.choose import Choice, ChooseModal

        if not self._may() or (member := self._marked) is None:
            return
        name = member.clinician.name

        def answered(remove: bool | None) -> None:
            if not remove:
                return
            try:
                self.desk.remove_passphrase(name)
            except DeskError as error:
                self._complain(error)
            else:
                self.notify(f"{name} opens the clinic no more.", markup=False)
            self.read()

        why = (
            "What was entered keeps its author. Backups and copies made until now still open by "
            "the passphrase that is taken away."
        )
        choices = (
            Choice("Leave it", False),
            Choice("Remove the passphrase", True, "It can be given anew at any time."),
        )
        self.app.push_screen(ChooseModal(f"{name}'s passphrase", why, choices), answered)

    def action_code(self) -> None:
        """A new recovery code, shown once."""
        from clinic_tui.ui.screens.choose import Choice, ChooseModal
        from clinic_tui.ui.screens.code import CodeScreen

        def answered(make: bool | None) -> None:
            if not make:
                return
            try:
                self.desk.new_recovery_code()
            except DeskError as error:
                self._complain(error)
            else:
                self.app.push_screen(CodeScreen(self.desk))

        if self._may():
            choices = (
                Choice("Leave the code as it is", False),
                Choice("Make a new code", True, "The printed one opens nothing any more."),
            )
            self.app.push_screen(ChooseModal("The recovery code", "", choices), answered)

    def action_keep(self) -> None:
        """Chooses how long records are kept."""
        from clinic_tui.ui.screens.choose import Choice, ChooseModal

        def answered(rule: str | None) -> None:
            if not rule:
                return
            try:
                self.desk.choose_retention(rule)
            except DeskError as error:
                self._complain(error)
            self.read()

        if self._may():
            rules = (
                Choice(each.name, each.id, f"adults {each.adult_years} years; {each.grade}")
                for each in self.desk.retention.keep
            )
            why = "Nothing is ever erased by itself; before its day a record cannot be."
            choices = (Choice("Leave it", ""), *rules)
            self.app.push_screen(ChooseModal("How long are records kept?", why, choices), answered)

    def action_paper(self) -> None:
        """Asks for a paper's code, and says whether it still stands."""
        from clinic_tui.ui.screens.ask import AskModal
        from clinic_tui.ui.typed import paper_code

        hint = "from the paper's foot, such as CT1-7K2M-90QR-XC4B; case and dashes do not matter"
        self.app.push_screen(AskModal("Code of the paper?", hint=hint, read=paper_code), self._told)

    def _told(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            found = self.desk.verify_paper(typed)
        except DeskError as error:
            self._complain(error)
            return
        if found is None:
            self._paper = (f"× {typed}: unknown; no paper of this clinic has this code.", WARN)
        else:
            paper, now = found.paper, found.standing
            self._paper = (
                f"{'✓' if now.current else '×'} {paper.code}: {now.sentence}. {paper.title}, "
                f"issued {week_day(paper.by.at.date())} to {paper.reader}; "
                f"number {found.patient_id}.",
                LEAD if now.current else WARN,
            )
        self._show()

    def action_settings(self) -> None:
        """Theme, symbols and keys."""
        from clinic_tui.ui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_history(self) -> None:
        """What was done in the whole clinic."""
        from clinic_tui.ui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.desk))

    def action_try_rule(self) -> None:
        """A changed protocol on all that was signed."""
        from clinic_tui.ui.screens.try_rule import TryRuleScreen

        self.app.push_screen(TryRuleScreen(self.desk))

    def action_verify(self) -> None:
        """Looks at every byte beside the keys."""
        if self._verifying:
            return
        self._verifying = True
        self._show()
        self.run_worker(self._verify, thread=True)

    def _verify(self) -> None:
        try:
            found = self.desk.verify()
        except DeskError as error:
            self.call_later(self._looked, None, error)
        else:
            self.call_later(self._looked, found, None)

    def _looked(self, found: Verified | None, error: DeskError | None) -> None:
        self._verifying = False
        self._verified = found
        if found is not None:
            self.desk.problems = found.problems
        if error is not None:
            self._complain(error)
        self._show()

    def _done(self, what: str) -> Any:
        def kept(name: str | None) -> None:
            self.read()
            if name is not None:
                self.notify(f"{name} {what}.", markup=False)

        return kept

    def _complain(self, error: DeskError) -> None:
        self.notify(error.sentence, title=error.title, severity="error", timeout=12, markup=False)

    def action_leave(self) -> None:
        """Back to the patients."""
        self.dismiss()
