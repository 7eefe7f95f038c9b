"""Papers: made in a moment, the path said, opened in the viewer; or why not."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.planning import rests_on
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.viewer import open_paper
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, LEAD, SOFT, Line, Lines, line, wrap

Kind = Literal["progress", "plan"]
TITLES: dict[Kind, str] = {"progress": "Progress report", "plan": "Patient's plan"}
KEYS: tuple[tuple[str, Kind], ...] = (("p", "progress"), ("l", "plan"))


class PapersScreen(ChartScreen, inherit_bindings=False):
    """Two papers, each with its reason where it cannot be made."""

    TAB = "Papers"
    HELP = "A letter makes the paper that stands beside it, or says why there is none."
    CSS_PATH = "tab.tcss"
    GROUPS = ("papers", "chart")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("papers"),
        *bindings("chart", "leave"),
        *NUMBERS,
    ]
    made: Path | None = None
    """The paper made last."""
    _said: tuple[str, str] = ("", SOFT)
    _folder: Path | None = None

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page"):
            yield Lines(id="main")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows what can be made, where it goes, and what was made."""
        page = self.query_one("#main", Lines)
        if episode is None:
            page.show([(self.no_injury, INK)])
            return
        width = self.page_width
        lines: list[Line] = [("Papers", HEAD)]
        for key, kind in KEYS:
            why = self._why_not(chart, episode, kind)
            mark = line(("× ", "bold $warn")) if why else line(("✓ ", LEAD))
            lines.append(line((f"{key}  ", "bold $lead"), mark, (TITLES[kind], BOLD)))
            lines += [
                line("     ", row)
                for row in wrap(why or "can be made", width - 5, INK if why else SOFT)
            ]
        lines += ["", ("Folder", HEAD), *wrap(str(self.folder), width)]
        lines += wrap("f chooses another; names of files tell nothing of the patient", width, SOFT)
        if self._said[0]:
            lines += ["", *wrap(self._said[0], width, self._said[1], indent=2)]
        page.show(lines)

    @property
    def folder(self) -> Path:
        """Where papers go; the clinic's own folder unless chosen."""
        return self._folder or self.desk.folder / "papers"

    def _why_not(self, chart: Chart, episode: Episode, kind: Kind) -> str:
        """Why a paper cannot be made now; empty where it can."""
        if kind == "progress":
            signed = any(a.signed is not None for a in chart.of_episode(episode.id))
            return "" if signed else "no assessment is signed yet"
        standing = self.desk.standing(chart)
        if not standing.allows or standing.given is None:
            return f"may not be handed out: clearance is {standing.sentence}"
        made = self.desk.plan(chart)
        if made is None:
            return "no plan was made yet: 3, then m"
        if not rests_on(made, standing.given):
            return "the plan rests on an earlier clearance; make it anew: 3, then m"
        return ""

    def action_progress(self) -> None:
        """Makes the progress report."""
        self._say(f"{TITLES['progress']}: being made …", SOFT)
        self._make("progress")

    def action_plan(self) -> None:
        """Makes the patient's plan."""
        self._say(f"{TITLES['plan']}: being made …", SOFT)
        self._make("plan")

    def action_folder(self) -> None:
        """Chooses where papers go."""

        def chosen(typed: str | None) -> None:
            if typed is not None:
                self._folder = _folder(typed)
                self.read()

        hint = "empty: the clinic's own folder of papers"
        question = AskModal("Folder for papers?", hint=hint, read=_folder)
        self.app.push_screen(question, chosen)

    def action_view(self) -> None:
        """Opens the paper made last."""
        why = "no paper was made yet" if self.made is None else open_paper(self.made)
        self._say(f"× {why}" if why else f"Opened: {self.made}", "bold $warn" if why else INK)

    def _say(self, sentence: str, style: str) -> None:
        self._said = (sentence, style)
        self.read()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _make(self, kind: Kind) -> None:
        """Draws the paper beside the screen, which stays awake."""
        target = self._folder and self._folder / f"{kind}-{secrets.token_hex(4)}.pdf"
        try:
            path = self.desk.hand_out(self.patient_id, kind, target)
        except DeskError as error:
            self.app.call_from_thread(self._say, f"× {error.sentence}", "bold $warn")
            return
        except Exception as error:
            # Its message may hold a patient's values, so only the fault's kind is said.
            said = f"× The paper was not made: a fault of the program ({type(error).__name__})"
            self.app.call_from_thread(self._say, said, "bold $warn")
            return
        self.made = path
        said = f"✓ {TITLES[kind]} written: {path}   v opens it"
        self.app.call_from_thread(self._say, said, BOLD)


def _folder(typed: str) -> Path | None:
    """A folder that is there; none where the clinic's own is meant."""
    if not typed.strip():
        return None
    folder = Path(typed.strip()).expanduser()
    if not folder.is_dir():
        raise UnreadableError("there is no such folder")
    return folder
