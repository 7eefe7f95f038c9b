"""A stopwatch for balance and holds: the time, what ended it, the pain, and back to the cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from clinic_tui.judgement.values import plain, stop_shown
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.words import Side, StopReason
from clinic_tui.ui.grammar import STOP_LETTERS, STOPS
from clinic_tui.ui.widgets.late_keys import passed_on
from clinic_tui.ui.widgets.watch import Face, Offered, Timed, Watch
from clinic_tui.ui.wording import short_of, stop_mark

TICK = 0.1
"""Seconds between two drawings; the time itself is taken from the clock."""
SCALE = Decimal("1.5")
"""How far the scale goes beyond the line."""
WITHOUT_LINE = Decimal(60)
"""Seconds on the scale of a test that has no line."""


@dataclass(frozen=True, slots=True)
class Held:
    """One side: seconds rounded down to a tenth, pain and what ended it where they were said."""

    seconds: Decimal | None = None
    pain: int | None = None
    stopped: StopReason | None = None

    @property
    def typed(self) -> str:
        """As it would be typed on the command line."""
        pain = "" if self.pain is None else f"p{self.pain}"
        value = "" if self.seconds is None else str(self.seconds)
        return " ".join(filter(None, (value, pain, stop_mark(self.stopped))))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is timed."""

    measure: Measure
    sides: Sequence[Side]
    """The sides in the sheet's order; the first one is timed first."""
    injured: Sequence[Side]
    how: str
    last: Mapping[Side, str]
    limit: Decimal | None
    """Seconds of the line that the protocol draws."""


class StopwatchModal(ModalScreen[dict[Side, Held] | None]):
    """Space starts and stops; enter keeps what was timed, escape drops it."""

    HELP = """`space` starts and stops, `tab` goes to the other side, `r` times again.
When it has stopped, 0 to 9 and `+` for 10 is the pain, a letter what ended the hold. `enter`
keeps what was timed, `esc` drops it; seconds are rounded down to a tenth."""

    CSS_PATH = "stopwatch.tcss"

    @property
    def keeps_awake(self) -> bool:
        """Whoever times a hold touches no key; the window is not to lock meanwhile."""
        return self._started is not None

    def __init__(self, setting: Setting, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._setting = setting
        self._clock = clock
        self._at = 0
        self._started: float | None = None
        self._held = {side: Held() for side in setting.sides}
        self._trouble = ""
        self._asked = ""
        """What was said to be missing when enter was pressed last."""

    def compose(self) -> ComposeResult:
        """One face."""
        yield Watch(self._face(), id="watch")

    def on_mount(self) -> None:
        """The face is drawn ten times a second."""
        self.set_interval(TICK, self._draw)

    @property
    def _side(self) -> Side:
        return self._setting.sides[self._at]

    def why_stay(self) -> str:
        """Whether something was timed that is not in its cell."""
        if self._started is not None:
            return "The watch runs: space stops it."
        if any(held != Held() for held in self._held.values()):
            return "This time is not kept yet: enter keeps it, esc drops it."
        return ""

    def on_key(self, event: events.Key) -> None:
        """Does what a key means at once; the time of a key is the time it is handled."""
        if passed_on(self, event):
            return
        event.stop()
        self._trouble = ""
        match event.key:
            case "space":
                self._start_or_stop()
            case "tab" | "shift+tab" if len(self._setting.sides) > 1:
                self._other_side()
            case "r":
                self._started = None
                self._held[self._side] = Held()
            case "enter":
                self._keep()
                return
            case "escape":
                self.dismiss(None)
                return
            case "plus":
                self._pain(10)
            case digit if digit.isdecimal() and len(digit) == 1:
                self._pain(int(digit))
            case letter if letter in STOPS:
                self._stopped(STOPS[letter])
        self._draw()

    def _start_or_stop(self) -> None:
        if self._started is None:
            self._held[self._side] = Held()
            self._started = self._clock()
        else:
            self._held[self._side] = Held(self._elapsed())
            self._started = None

    def _other_side(self) -> None:
        if self._started is not None:
            self._trouble = "the watch runs: space stops it first"
        else:
            self._at = 1 - self._at

    def _pain(self, value: int) -> None:
        held = self._held[self._side]
        if not self._asks_pain(held):
            return
        if self._started is not None or held.seconds is None:
            self._trouble = "pain is asked when the watch has stopped"
        else:
            self._held[self._side] = replace(held, pain=value)

    def _stopped(self, reason: StopReason) -> None:
        """Takes what ended the hold; the same letter again takes it back."""
        held, limit = self._held[self._side], self._setting.limit
        if self._started is not None or held.seconds is None:
            self._trouble = "what stopped it is asked when the watch has stopped"
        elif reason is StopReason.TIME_REACHED and limit is not None and held.seconds < limit:
            self._trouble = short_of(held.seconds, limit)
        else:
            again = held.stopped is reason
            self._held[self._side] = replace(held, stopped=None if again else reason)

    def _asks_pain(self, held: Held) -> bool:
        """Whether pain is asked: by the test, or because pain ended the hold."""
        return self._setting.measure.asks_pain or held.stopped is StopReason.PAIN

    def _keep(self) -> None:
        if self._started is not None:
            self._trouble = "the watch runs: space stops it first"
            self._draw()
            return
        timed = {side: held for side, held in self._held.items() if held.seconds is not None}
        if (unsaid := self._unsaid(timed)) and unsaid != self._asked:
            # Else the next answers would be typed into the sheet, as values of other tests.
            self._asked = unsaid
            self._trouble = f"{unsaid} not said: enter again keeps it so"
            self._draw()
            return
        self.dismiss(timed)

    def _unsaid(self, timed: Mapping[Side, Held]) -> str:
        """What was not said of the first hold that lacks something."""
        for side, held in timed.items():
            pain = self._asks_pain(held) and held.pain is None
            lacks = [*(["pain"] if pain else []), *([] if held.stopped else ["what stopped it"])]
            if lacks:
                whose = "" if side is Side.NONE else f"{side.value.upper()}: "
                return whose + " and ".join(lacks)
        return ""

    def _elapsed(self) -> Decimal:
        """Seconds so far, rounded down: a line that was not reached is never shown as reached."""
        if self._started is None:
            return self._held[self._side].seconds or Decimal("0.0")
        gone = Decimal(str(self._clock() - self._started))
        return gone.quantize(Decimal("0.1"), ROUND_FLOOR)

    def _draw(self) -> None:
        watch = self.query_one_optional("#watch", Watch)
        if watch is not None:
            watch.show(self._face())

    def _face(self) -> Face:
        setting, seconds = self._setting, self._elapsed()
        end = setting.limit * SCALE if setting.limit else WITHOUT_LINE
        injured = self._side in setting.injured
        role = ", injured" if injured else ", other"
        return Face(
            title=setting.measure.name,
            how=setting.how,
            side="" if self._side is Side.NONE else f"{self._side.value.upper()}{role}",
            seconds=str(seconds),
            share=float(min(seconds / end, Decimal(1))),
            line=None if setting.limit is None else float(setting.limit / end),
            limit="" if setting.limit is None else f"{plain(setting.limit)} s",
            end=f"{plain(end)} s",
            state=self._state(seconds),
            pain=self._held[self._side].pain,
            asks_pain=self._asks_pain(self._held[self._side]),
            stops=self._stops(),
            asked=self._stop_asked(),
            sides=[self._timed(side) for side in setting.sides],
            trouble=self._trouble,
        )

    def _state(self, seconds: Decimal) -> str:
        if self._started is None and self._held[self._side].seconds is None:
            return "ready"
        state = "running" if self._started is not None else "stopped"
        limit = self._setting.limit
        if limit is None:
            return state
        if seconds >= limit:
            return f"{state} · the {plain(limit)} s line is reached"
        return f"{state} · {plain(limit - seconds)} s short of the line"

    def _stops(self) -> list[Offered]:
        """What may have ended the hold, with its key; time reached is only proposed, never said."""
        said, proposed = self._held[self._side].stopped, self._proposed
        return [
            Offered(STOP_LETTERS[each], each.words, each is said, each is proposed)
            for each in StopReason
        ]

    @property
    def _proposed(self) -> StopReason | None:
        """Time reached, once the hold lasted to the line and nobody said what ended it."""
        held, limit = self._held[self._side], self._setting.limit
        reached = limit is not None and held.seconds is not None and held.seconds >= limit
        return StopReason.TIME_REACHED if reached and held.stopped is None else None

    def _stop_asked(self) -> str:
        held = self._held[self._side]
        if held.seconds is None or held.stopped is not None:
            return ""
        return "t, time reached?" if self._proposed else "not said yet"

    def _timed(self, side: Side) -> Timed:
        held, setting = self._held[side], self._setting
        name = setting.measure.name if side is Side.NONE else side.value.upper()
        if side in setting.injured:
            name += ", injured"
        asked = "pain not asked" if held.pain is None else f"pain {held.pain}"
        if held.stopped is StopReason.PAIN and held.pain is None:
            asked = "how much pain?"
        pain = asked if held.seconds is not None and self._asks_pain(held) else ""
        last = setting.last.get(side, "")
        return Timed(
            name=name,
            value="" if held.seconds is None else f"{held.seconds} s",
            pain=pain,
            stopped="" if held.seconds is None else stop_shown(held.stopped),
            last=f"last {last}" if last else "",
            here=side is self._side,
        )
