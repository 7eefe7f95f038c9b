"""Papers: made beside the keys, listed as they were issued, opened in the viewer or read here."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.kinds import PaperKind, paper_kind
from clinic_tui.desk.protecting import OPEN
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.words import Reader
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.paper_lines import Known, issued, makeable
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from clinic_tui.ui.screens.paper_form import PaperForm, Wanted
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.viewer import open_paper
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, SOFT, Line, Lines, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId

MORE = "more"
SAID = "bold $warn"


class PapersScreen(ChartScreen, inherit_bindings=False):
    """What can be made, each with its reason where it cannot, and what was issued."""

    TAB = "Papers"
    HELP = "A letter makes the paper that stands beside it, or says why there is none."
    CSS_PATH = "tab.tcss"
    GROUPS = ("papers", "chart")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("papers"),
        *bindings("chart", "leave"),
        *NUMBERS,
        Binding("pageup", "further(-1)", show=False),
        Binding("pagedown", "further(1)", show=False),
    ]
    HELP = """A paper stays in the list as it was issued; it is superseded by a newer one of its
kind, by what changes in the clearance, plan or assessment it rests on, or by its last day. The code
in its foot and as a QR in its head is looked up in the clinic's screen, or by `verify-paper`."""
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__(desk, patient_id)
        self.made: Path | None = None
        """The paper made last."""
        self._known: Sequence[Known] = ()
        self._at = 0
        self._said: tuple[str, str] = ("", SOFT)
        self._making: deque[str] = deque()
        self._folder: Path | None = None

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(id="main")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows what can be made, what is being made, and what was issued."""
        page, width = self.query_one("#main", Lines), self.page_width
        if episode is None:
            page.show([(self.no_injury, INK)])
            return
        self._known = self.desk.papers(chart)
        self._at = max(0, min(self._at, len(self._known) - 1))
        plan = self.desk.plan(chart)
        stale = self.desk.stale(chart, plan) if plan is not None else ()
        lines: list[Line] = [*makeable(self.desk.why_no_paper(chart), stale, width), ""]
        for each in self._making:
            lines += wrap(f"… {each}: being made", width, INK)
        if self._said[0]:
            lines += wrap(self._said[0], width, self._said[1], indent=2)
        if self._making or self._said[0]:
            lines.append("")
        top = len(lines) + 1 + self._at
        lines += issued(self._known, self._at, self._files(), width)
        lines += ["", ("Folder", HEAD), *wrap(str(self.folder), width)]
        lines += wrap("f chooses another; names of files tell nothing of the patient", width, SOFT)
        page.show(lines)
        if self._known and self._at:
            self.call_after_refresh(self._keep_in_sight, top)

    def _keep_in_sight(self, top: int) -> None:
        box = self.query_one("#page", VerticalScroll)
        box.scroll_to_region(Region(0, top, 1, 5), animate=False, immediate=True)

    @property
    def folder(self) -> Path:
        """Where papers go; the clinic's own folder unless chosen."""
        return self._folder or self.desk.folder / "papers"

    def _files(self) -> dict[str, Path]:
        """Where the marked paper still lies."""
        if not self._known:
            return {}
        paper = self._known[self._at][0]
        found = self.desk.file_of(paper, self._folder)
        return {paper.code: found} if found is not None else {}

    def action_mark(self, by: int) -> None:
        """Another of the issued papers."""
        if self._known:
            self._at = max(0, min(len(self._known) - 1, self._at + by))
            self.read()

    def action_further(self, by: int) -> None:
        """Scrolls, where the papers are many."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def action_make(self, name: str) -> None:
        """Asks whom a paper goes to, then makes it."""
        if self.chart is None or self.chart.current_episode is None:
            return
        kind = paper_kind(name)
        if why := self.desk.why_no_paper(self.chart)[kind.id]:
            self._say(f"× {why}", SAID)
            return
        usual = kind.reader
        readers = (usual, *(each for each in Reader if each not in (usual, Reader.OTHER)))
        choices = [Choice(each.words, each.value) for each in readers]
        offered = "somebody else, a name, a password, a seal"
        offered += ", a diary to type into" if kind.has_diary else ""
        choices.append(Choice("more", MORE, offered))

        def chosen(answer: str | None) -> None:
            if answer == MORE:
                self.app.push_screen(PaperForm(kind), lambda wanted: self._go(kind, wanted))
            elif answer is not None:
                self._go(kind, Wanted(Reader(answer), "", OPEN))

        self.app.push_screen(ChooseModal(f"{kind.title}: for whom?", "", choices), chosen)

    def _go(self, kind: PaperKind, wanted: Wanted | None) -> None:
        if wanted is not None:
            self._making.append(f"{kind.title} for {wanted.reader}")
            self._say("", SOFT)
            # The app's own worker, for this screen may be left before the paper is made.
            app = self.app
            app.run_worker(
                lambda: self._make(app, kind, wanted),
                thread=True,
                group="papers",
                exit_on_error=False,
            )

    def action_folder(self) -> None:
        """Chooses where papers go."""

        def chosen(typed: str | None) -> None:
            if typed is not None:
                self._folder = read_folder(typed)
                self.read()

        hint = "empty: the clinic's own folder of papers"
        question = AskModal("Folder for papers?", hint=hint, read=read_folder)
        self.app.push_screen(question, chosen)

    @property
    def _marked_file(self) -> Path | None:
        """The file of the marked paper; says what is missing."""
        if not self._known:
            self._say("× no paper was made yet", SAID)
            return None
        paper = self._known[self._at][0]
        found = self.desk.file_of(paper, self._folder)
        if found is None:
            self._say("× its file is not there any more; a new one is made by its key", SAID)
        return found

    def action_view(self) -> None:
        """Opens the marked paper."""
        if (path := self._marked_file) is not None:
            why = open_paper(path)
            self._say(f"× {why}" if why else f"Opened: {path}", SAID if why else INK)

    def action_text(self) -> None:
        """Shows the marked paper's own words."""
        from clinic_tui.ui.screens.paper_text import PaperText

        if (path := self._marked_file) is None:
            return
        title = self._known[self._at][0].title
        try:
            pages = self.desk.read_paper(path)
        except DeskError as error:
            self._say(f"× {error.sentence}", SAID)
            return
        self.app.push_screen(PaperText(title, pages))

    def _say(self, sentence: str, style: str) -> None:
        self._said = (sentence, style)
        self.read()

    def _make(self, app: App[Any], kind: PaperKind, wanted: Wanted) -> None:
        """Draws the paper beside the screen, which stays awake."""
        try:
            path = self.desk.hand_out(
                self.patient_id,
                kind.id,
                folder=self._folder,
                to=wanted.to,
                to_name=wanted.to_name,
                protection=wanted.protection,
                manner=wanted.manner,
            )
        except DeskError as error:
            app.call_from_thread(self._made, None, f"× {error.sentence}")
            return
        except Exception as error:
            # Its message may hold a patient's values, so only the fault's kind is said.
            said = f"× The paper was not made: a fault of the program ({type(error).__name__})"
            app.call_from_thread(self._made, None, said)
            return
        keys = keymap_of(app)
        opens = (
            f"{keys.written('papers.view')} opens it, {keys.written('papers.text')} reads it here"
        )
        said = f"✓ {kind.title} written: {path}   {opens}"
        app.call_from_thread(self._made, path, said)

    def _made(self, path: Path | None, said: str) -> None:
        """Says what came of it, also to who has gone on to another screen."""
        if self._making:
            self._making.popleft()
        if path is not None:
            self.made, self._at = path, 0
        self._say(said, BOLD if path is not None else SAID)
        if self.app.screen is not self:
            self.app.notify(said, severity="information" if path else "error", markup=False)


def read_folder(typed: str) -> Path | None:
    """A folder that is there; none where the clinic's own is meant."""
    if not typed.strip():
        return None
    folder = Path(typed.strip()).expanduser()
    if not folder.is_dir():
        raise UnreadableError("there is no such folder")
    return folder
