"""The decision on clearance: what speaks against it first, and the sentence that is signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Footer

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.clearance import (
    PROPOSED,
    REASON_LENGTH,
    STOP_AT_ANY,
    STOP_AT_FOUR,
    Option,
)
from clinic_tui.model.words import Outcome
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.typed import DAY_HINT, day
from clinic_tui.ui.widgets.banner import NARROW, Banner
from clinic_tui.ui.widgets.choices import Choice, Choices
from clinic_tui.ui.widgets.form import Field, Form, Section
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    line,
    long_day,
    wrap,
)
from clinic_tui.ui.widgets.scorecard import sign

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId
    from clinic_tui.model.readiness import Readiness

NAMES = {
    "give": "Given",
    "give_with_limits": "Given with limits",
    "ask": "Ask somebody first",
    "refuse": "Refused",
    "withdraw": "Withdrawn",
}
EVIDENCE = 50
"""Columns of what speaks for and against, padding included."""


class DecideScreen(Screen[str | None]):
    """Returns which decision was signed."""

    CSS_PATH = "decide.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("decide",)
    BINDINGS = bindings("decide")
    HELP = """Arrows choose a decision; what is not offered says why. The sentence at the foot is
what you sign. Criteria met is not clearance, and an override carries its reason."""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__()
        self.desk = desk
        self.patient_id = patient_id
        self.chart = desk.chart(patient_id)
        self.options: dict[str, Option] = {o.action: o for o in desk.options(self.chart)}
        self.readiness: Readiness | None = None
        with suppress(DeskError):  # nothing was assessed yet; the options say so
            self.readiness = desk.judge(self.chart, on=desk.today())
        self.action = ""

    def compose(self) -> ComposeResult:
        """Evidence, decision, the sentence that is signed."""
        yield Banner(doing="Decision on clearance")
        with VerticalScroll(id="page", can_focus=False), Horizontal(id="pair"):
            yield Lines(id="evidence")
            with Vertical(id="decision"):
                yield Lines(id="yours")
                yield Choices([self._choice(option) for option in self.options.values()])
                yield Form(*self._sections(), starts=self._starts())
        yield Rule()
        yield Lines(id="signing")
        yield Footer()

    def _choice(self, option: Option) -> Choice:
        why = option.why if option.offered else f"not offered: {option.why}"
        return Choice(option.action, NAMES[option.action], why, option.offered)

    def _sections(self) -> tuple[Section, ...]:
        give = (
            Field("allowed", "Allowed", "what may be done, in words", needed=True),
            Field("conditions", "Conditions", "with a semicolon between two"),
            Field("until", "Until", f"the last day: {DAY_HINT}", day, needed=True),
        )
        why = f"why in spite of them; {REASON_LENGTH} characters or more, printed on the letter"
        return (
            Section("What is allowed", give, lambda v: self.action.startswith("give")),
            Section(
                "Override",
                (Field("override", "Reason", why, needed=True),),
                lambda v: self.action.startswith("give") and self._overrides,
            ),
            Section(
                "Asked",
                (Field("of", "Of whom", "a doctor's name, or your own", needed=True),),
                lambda v: self.action == "ask",
            ),
            Section(
                "Why",
                (Field("reason", "Reason", "kept with the decision", needed=True),),
                lambda v: self.action in ("refuse", "withdraw"),
            ),
        )

    @property
    def _overrides(self) -> bool:
        return self.action in self.options and self.options[self.action].needs_reason

    def _starts(self) -> dict[str, str]:
        rules = self.readiness.protocol if self.readiness else None
        protocol = self.desk.library.protocols.get(rules.id) if rules else None
        if protocol is None:
            return {}
        last = self.desk.today() + timedelta(days=protocol.clearance_days)
        bone = protocol.unloaded_until_released
        return {
            "allowed": PROPOSED,
            "conditions": STOP_AT_ANY if bone else STOP_AT_FOUR,
            "until": last.isoformat(),
        }

    def on_mount(self) -> None:
        """Shows who it is about; nothing is chosen yet."""
        episode = self.chart.current_episode
        self.query_one(Banner).about(self.chart.patient, episode, self.desk.today())
        self.query_one("#yours", Lines).show([("Your decision", HEAD)])
        self.query_one(Choices).focus()
        self._write()

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self._write()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Other fields are asked for another decision."""
        self.action = event.key
        self.query_one(Form).apply()
        self._sign_line()
        self.call_after_refresh(self._into_sight)

    def _into_sight(self) -> None:
        """The choice may stand below the fold."""
        choices, page = self.query_one(Choices), self.query_one("#page", VerticalScroll)
        below = choices.region.y - page.content_region.y + page.scroll_offset.y
        region = Region(0, below + choices.line_of_chosen, 1, 3)
        page.scroll_to_region(region, animate=False, immediate=True)

    def on_form_said(self, message: Form.Said) -> None:
        """What is expected, or what is wrong, over the sentence."""
        self._sign_line(message.sentence, wrong=message.wrong)

    def _write(self) -> None:
        narrow = self.app.size.width < NARROW
        width = self.app.size.width - 4 if narrow else EVIDENCE - 5
        lines = list(_evidence(self.readiness, width))
        if narrow and len(lines) > 7:
            rest = len(lines) - 6
            key = keymap_of(self.app).written
            lines = [
                *lines[:6],
                (f"… {rest} more lines: {key('decide.why')} shows every criterion", SOFT),
            ]
        self.query_one("#evidence", Lines).show(lines)
        self._sign_line()

    def _sign_line(self, said: str = "", *, wrong: bool = False) -> None:
        width = self.app.size.width - (4 if self.app.size.width >= NARROW else 2)
        who = self.desk.clinician
        number = f", {who.registration}" if who.registration else ""
        at = f"{long_day(self.desk.today())} {self.desk.now():%H:%M}"
        lines: list[Line] = [
            *wrap(f"You sign: {self._sentence()}", width, BOLD),
            (f"{who.name}, {who.role}{number}, {at}", SOFT),
        ]
        if said:
            lines += wrap(("! " if wrong else "") + said, width, WARN if wrong else SOFT)[:2]
        self.query_one("#signing", Lines).show(lines)

    def _sentence(self) -> str:
        episode, patient = self.chart.current_episode, self.chart.patient
        side = episode.injured.value.upper() if episode else "not entered"
        whom = f"{patient.name}, injured hip {side}"
        values = self.query_one(Form).values
        until = values.get("until")
        last = long_day(until) if isinstance(until, date) else "…"
        match self.action:
            case "give" | "give_with_limits":
                limits = " with limits" if self.action == "give_with_limits" else ""
                against = self._against()
                reason = ", for the reason given" if self._overrides else ""
                although = f", although {against}{reason}" if against else ""
                return (
                    f"I clear {whom}{limits}: {values.get('allowed') or '…'}, until {last}"
                    f"{although}."
                )
            case "ask":
                return f"I ask {values.get('of') or '…'} for clearance of {whom}."
            case "refuse":
                return f"I refuse clearance of {whom}: {values.get('reason') or '…'}"
            case "withdraw":
                return f"I withdraw the clearance of {whom}: {values.get('reason') or '…'}"
            case _:
                return "nothing yet; arrows choose a decision."

    def _against(self) -> str:
        """What the clearance is given against; a yes to a red-flag row too, if it only warns."""
        if self.readiness is None:
            return "nothing was judged"
        counts = ((o, self.readiness.count(o)) for o in (Outcome.NOT_MET, Outcome.UNKNOWN))
        against = [f"{count} {o.words}" for o, count in counts if count]
        raised = (flag for flag in self.readiness.flags if not flag.resolved)
        return " and ".join([*against, *(f"“{flag.name}” answered yes" for flag in raised)])

    def action_sign(self) -> None:
        """Signs what is chosen; a refusal of the desk is said in one line."""
        if not self.action:
            self._sign_line("Choose a decision first.", wrong=True)
            return
        values = self.query_one(Form).complete()
        if values is None:
            return
        try:
            self._decide(values)
        except DeskError as error:
            self._sign_line(error.sentence, wrong=True)
        else:
            self.dismiss(self.action)

    def _decide(self, values: dict[str, object]) -> None:
        patient = self.patient_id
        texts = {key: str(value or "") for key, value in values.items()}
        match self.action:
            case "ask":
                self.desk.ask_clearance(patient, texts["of"])
            case "refuse":
                self.desk.refuse_clearance(patient, texts["reason"])
            case "withdraw":
                self.desk.withdraw_clearance(patient, texts["reason"])
            case _:
                until = values["until"]
                conditions = [part.strip() for part in texts["conditions"].split(";")]
                self.desk.give_clearance(
                    patient,
                    texts["allowed"],
                    [condition for condition in conditions if condition],
                    until if isinstance(until, date) else None,
                    with_limits=self.action == "give_with_limits",
                    reason=texts.get("override", ""),
                )

    def action_until(self) -> None:
        """To the last day."""
        self._to("until")

    def action_reason(self) -> None:
        """To the reason."""
        self._to("override", "reason")

    def _to(self, *keys: str) -> None:
        for row in self.query_one(Form).rows:
            if row.entry.field.key in keys:
                row.entry.focus()

    def action_why(self) -> None:
        """Reasons and sources of the criteria."""
        from clinic_tui.ui.screens.why import WhyModal

        if self.readiness is not None:
            self.app.push_screen(WhyModal(self.readiness))

    def why_stay(self) -> str:
        """Whether something was typed for a decision that is not signed."""
        if self.query_one(Form).touched:
            key = keymap_of(self.app).written
            signs, leaves = f"{key('decide.sign')} signs it", f"{key('decide.leave')} leaves it"
            return f"This decision is not signed yet: {signs}, {leaves} undecided."
        return ""

    def action_leave(self) -> None:
        """Nothing is decided."""
        self.dismiss(None)


def _evidence(readiness: Readiness | None, width: int) -> Iterator[Line]:
    """What speaks against, larger and first; then what speaks for."""
    if readiness is None:
        yield ("Nothing was judged yet.", BOLD)
        return
    verdict = readiness.verdict.words.capitalize()
    counts = ", ".join(f"{readiness.count(o)} {o.words}" for o in Outcome)
    yield from wrap(f"{verdict} today: {counts}", width, BOLD)
    yield ""
    yield ("Speaks against", HEAD)
    if not readiness.against:
        yield ("nothing found", SOFT)
    for sentence in readiness.against:
        what, _, why = sentence.partition(": ")
        yield from wrap(what, width, BOLD)
        if why:
            yield from (line("  ", row) for row in wrap(why, width - 2, SOFT))
    yield ""
    yield ("Speaks for", HEAD)
    for finding in readiness.findings:
        if finding.outcome is Outcome.MET:
            rows = wrap(finding.name, width - 10, INK)
            yield line(sign(finding.outcome), rows[0])
            yield from (line(" " * 10, row) for row in rows[1:])
