"""One record per action: key, footer, palette and help are all made from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from clinic_tui.desk.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Command:
    """Something a clinician can do on a screen."""

    id: str
    """Name of the screen's action, and of the binding in a user's keymap."""
    key: str
    label: str
    tooltip: str
    footer: bool = True
    """Whether the footer names it; the palette and the help always do."""
    shown_as: str | None = None
    """How the key is written where its name is not how keyboards write it."""


GROUPS: dict[str, tuple[Command, ...]] = {
    "app": (
        Command("dark", "f9", "dark theme", "Light letters on a dark ground", footer=False),
        Command("light", "f10", "light theme", "Dark letters on a light ground", footer=False),
        Command("help", "f1", "keys and help", "Explain this screen and its keys", footer=False),
        Command("lock", "f12", "lock", "Blank the screen and drop the keys", footer=False),
        Command("jump", "ctrl+g", "go to", "Any screen by one more key", footer=False),
        Command("guide", "ctrl+o", "guided visit", "Show or hide the demo's hints", footer=False),
    ),
    "unlock": (Command("recover", "ctrl+r", "recovery code", "Open by the printed code instead"),),
    "code": (Command("leave", "escape", "later", "Go on without typing it back", shown_as="esc"),),
    "patients": (
        Command(
            "open", "enter", "open chart", "Open the chart of the chosen patient", shown_as="enter"
        ),
        Command("assess", "f2", "assess now", "Start or go on with an assessment"),
        Command("new", "ctrl+n", "new patient", "Enter a patient and the injury"),
        Command("counts", "f8", "against criteria", "Count what was overridden", footer=False),
        Command("clinic", "f4", "clinic", "People, passphrases, history, looking it all over"),
        Command("papers", "f5", "day's papers", "One for everyone with a visit that day", False),
        Command("try_rule", "f3", "try a rule", "A changed protocol on the past", footer=False),
        Command("back_up", "f6", "backup", "Add to the backup file, and prove it", footer=False),
        Command("settings", "f7", "settings", "Theme, symbols and keys", footer=False),
    ),
    "try": (
        Command("choose", "c", "other rule", "A protocol of the clinic, or a TOML file"),
        Command("open", "enter", "open chart", "The chart of the marked patient", True, "enter"),
        Command("mark(-1)", "up", "line above", "The patient above", False),
        Command("mark(1)", "down", "line below", "The patient below", False),
        Command("leave", "escape", "stop or back", "Stops what runs; else back", True, "esc"),
    ),
    "counts": (Command("leave", "escape", "patients", "Back to the list", shown_as="esc"),),
    "clinic": (
        Command("add", "n", "new person", "A clinician or assistant, with a passphrase"),
        Command("revise", "e", "put right", "Role or registration of the marked person"),
        Command("remove", "x", "remove passphrase", "The marked person opens the clinic no more"),
        Command("verify", "v", "verify", "Look at every byte of every chart and the history"),
        Command("history", "H", "history", "What was done in the whole clinic"),
        Command("paper", "t", "paper's code", "Whether a paper with this code still stands", False),
        Command("try_rule", "r", "try a rule", "A changed protocol on the past", False),
        Command("keep", "k", "keeping", "How long records are kept", False),
        Command("give", "g", "give a passphrase", "To the marked person, who has none", False),
        Command("particulars", "a", "particulars", "Name, address, numbers on papers", False),
        Command("change", "p", "own passphrase", "Change the passphrase you come in by", False),
        Command("code", "c", "new recovery code", "The printed one opens no more", False),
        Command("settings", "s", "settings", "Theme, symbols and keys", False),
        Command("leave", "escape", "back", "Back to the patient list", shown_as="esc"),
    ),
    "day": (
        Command("day(-1)", "left", "day before", "The day before", False),
        Command("day(1)", "right", "next day", "The day after", False),
        Command("kind", "k", "other paper", "Another kind of paper"),
        Command("who", "c", "visits or cleared", "The day's visits, or all who are cleared"),
        Command("seal", "s", "seal", "With the seal of the clinic, or without", False),
        Command("folder", "f", "folder", "Choose where papers go"),
        Command("make", "ctrl+s", "make them", "One after the other; esc stops"),
        Command("leave", "escape", "back", "Stop, then back to the patients", shown_as="esc"),
    ),
    "settings": (
        Command("turn", "enter", "change", "The next choice, or another key", shown_as="enter"),
        Command("own", "x", "usual key", "Back to the program's own key"),
        Command("mark(-1)", "up", "line above", "The line above", False),
        Command("mark(1)", "down", "line below", "The line below", False),
        Command("mark(-12)", "pageup", "page up", "Twelve lines up", False),
        Command("mark(12)", "pagedown", "page down", "Twelve lines down"),
        Command("leave", "escape", "back", "Back; what was changed is kept", shown_as="esc"),
    ),
    "history": (
        Command("newer", "up", "newer", "The entry above", False),
        Command("older", "down", "older", "The entry below", False),
        Command("further(-1)", "pageup", "page up", "A screenful of newer entries", False),
        Command("further(1)", "pagedown", "page down", "A screenful of older entries"),
        Command("first", "ctrl+home", "newest", "The newest entry", False),
        Command("last", "ctrl+end", "oldest", "The oldest entry"),
        Command("leave", "escape", "back", "Back; the first time it shows all again", True, "esc"),
    ),
    "form": (
        Command("save", "ctrl+s", "save", "Check the form and keep it"),
        Command("leave", "escape", "back", "Leave without saving", shown_as="esc"),
    ),
    "chart": (
        Command("assess", "a", "assess", "Start or go on with an assessment"),
        Command("decide", "d", "decide clearance", "Give, limit, ask for, refuse, withdraw"),
        Command("why", "w", "why and source", "Reason, limit, error and source of a criterion"),
        Command("papers", "o", "papers", "Make a report, plan, letter or card"),
        Command("injury", "i", "injury", "Change what is known of the injury", footer=False),
        Command("person", "E", "person", "Put name, birth date or address right", footer=False),
        Command("another", "I", "another injury", "Enter a second injury", footer=False),
        Command("next_visit", "n", "next visit", "When the patient is due next", footer=False),
        Command("resolve", "r", "resolve red flag", "Write what was found", footer=False),
        Command("history", "H", "history", "What was done with this chart", footer=False),
        Command("hold", "L", "legal hold", "Keep this record from being erased", footer=False),
        Command(
            "merge", "f6", "merge with another patient", "Two charts of one person", footer=False
        ),
        Command("leave", "escape", "patients", "Back to the patient list", shown_as="esc"),
    ),
    "assessments": (
        Command("choose", "c", "choose two", "Any two visits side by side"),
        Command("left(1)", "left", "next on the left", "The next visit on the left", False),
        Command("right(1)", "right", "next on the right", "The next visit on the right", False),
        Command("left(-1)", "shift+left", "before on the left", "The visit before it", False),
        Command("right(-1)", "shift+right", "before on the right", "The visit before it", False),
        Command(
            "amend", "e", "put right", "Correct a value of the right-hand visit, with a reason"
        ),
        Command("originals", "h", "originals", "What was put right, by whom, when and why", False),
        Command(
            "move", "f7", "move this assessment", "The right-hand visit is another patient's", False
        ),
    ),
    "trends": (
        Command("table", "t", "as a table", "The same numbers, every visit; again: the pictures"),
        Command("measures", "m", "choose measures", "All, not met, really changed, or a group"),
        Command("visits", "v", "two visits", "Any two assessments side by side"),
        Command("further(1)", "right", "more", "The next pictures, or newer visits", False, "→"),
        Command("further(-1)", "left", "back", "The pictures before, or older visits", False, "←"),
    ),
    "plan": (
        Command("make", "m", "make plan", "Make the plan on the clearance that stands"),
        Command("programme", "p", "programme", "Choose another programme"),
        Command("days", "y", "running days", "Choose the days of the week"),
        Command("begin", "b", "first day", "Choose the first day of the plan", False),
        Command("step", "s", "start step", "Begin further on, with a reason", False),
        Command("edit", "e", "change day", "Change the chosen day, under the linter"),
        Command("calendar", "k", "calendar", "Write the plan as a calendar file", False),
        Command("choose(-1)", "left", "day before", "Choose the day before", False),
        Command("choose(1)", "right", "next day", "Choose the next day", False),
        Command("choose(-7)", "up", "week before", "Choose the same day a week before", False),
        Command("choose(7)", "down", "next week", "Choose the same day a week on", False),
    ),
    "diary": (
        Command("rows", "slash", "type rows", "Type the rows of the paper diary", shown_as="/"),
        Command("form", "f", "full form", "Enter a run with every answer, or as many as known"),
        Command("right", "e", "put right", "Complete or correct the chosen run"),
        Command("accept", "y", "accept", "Accept the advice on the chosen run"),
        Command("otherwise", "x", "otherwise", "Decide otherwise, with a reason"),
        Command("file", "l", "run file", "Take minutes and hours from a watch's file", False),
        Command("newer", "up", "newer run", "Choose a newer run", False),
        Command("older", "down", "older run", "Choose an older run", False),
        Command("further(-1)", "pageup", "page up", "Scroll the course up", False),
        Command("further(1)", "pagedown", "page down", "Scroll the course down", False),
    ),
    "flags": (
        Command("yes", "y", "yes", "The sign is present"),
        Command("no", "n", "no", "Asked, and not present"),
        Command("sheet", "enter", "to the sheet", "Go on to the measurements", shown_as="enter"),
        Command("leave", "escape", "chart", "Back; the draft is kept", shown_as="esc"),
    ),
    "assessment": (
        Command("on", "enter", "next", "Go on to the next cell that matters", shown_as="enter"),
        Command("row", "slash", "whole row", "Type a whole row in one line", shown_as="/"),
        Command("not_done", "x", "not done", "Say why a test was not done"),
        Command("conditions", "c", "conditions", "Position, device, make or break, lever"),
        Command("stopwatch", "b", "stopwatch", "Time a balance or a hold"),
        Command("review", "ctrl+s", "review", "What changed, then sign"),
        Command("undo", "u", "undo", "Take the last entry back", False),
        Command("older", "o", "take over older reading", "Keep its date; by your name", False),
        Command("flags", "f3", "red flags", "Back to the red-flag screen", False),
        Command("protocol", "f4", "other protocol", "Judge by a variant, chosen by name", False),
        Command("note", "f5", "note", "Write a note to this visit", False),
        Command("both", "f6", "both versions", "Where another window changed it too", False),
        Command("drop", "f8", "drop the draft", "Throw this unsigned draft away", False),
        Command("leave", "escape", "chart", "Back; the draft is kept", False, "esc"),
    ),
    "review": (
        Command("sign", "ctrl+s", "sign", "Sign the assessment"),
        Command("confirm", "f6", "confirm sides", "Confirm LEFT and RIGHT by your name"),
        Command("other(1)", "right", "older visit", "Compare with the visit before"),
        Command("other(-1)", "left", "newer visit", "Compare with a newer visit", False),
        Command("leave", "escape", "back to the sheet", "Nothing is signed", shown_as="esc"),
    ),
    "decide": (
        Command("sign", "ctrl+s", "sign", "Sign the decision"),
        Command("reason", "f6", "reason", "Write the reason"),
        Command("until", "f7", "until", "Change the last day"),
        Command("why", "f8", "why and source", "Reason, limit, error and source of a criterion"),
        Command("leave", "escape", "not now", "Nothing is decided", shown_as="esc"),
    ),
    "papers": (
        # Each stands on the page with its key, so the footer has room for the rest.
        *(
            Command(f"make('{kind.id}')", kind.key, kind.title.lower(), kind.tells, False)
            for kind in KINDS
        ),
        Command("view", "v", "view", "Open the marked paper in the system's viewer"),
        Command("text", "enter", "read here", "The marked paper's own words", shown_as="enter"),
        Command("folder", "f", "folder", "Choose where papers go"),
        Command("mark(-1)", "up", "newer paper", "Mark a newer paper", False),
        Command("mark(1)", "down", "older paper", "Mark an older paper", False),
    ),
}

TOGETHER = (
    ("assessments", "chart"),
    ("trends", "chart"),
    ("plan", "chart"),
    ("diary", "chart"),
    ("papers", "chart"),
)
"""Groups whose keys are on one screen."""
TYPED_ON = frozenset({"unlock", "code", "patients", "history", "form", "decide"})
"""Groups of screens on which letters are typed."""
FIXED: dict[str, dict[str, str]] = {
    "chart": {str(number): "a tab" for number in range(1, 10)},
    "assessment": {
        **dict.fromkeys((*"0123456789pfl", "comma", "full_stop", "minus"), "part of a value"),
        **dict.fromkeys(("up", "down", "left", "right", "tab"), "the way through the sheet"),
        **dict.fromkeys(("pageup", "pagedown", "home", "end"), "the way through the sheet"),
        **{"space": "the end of a trial", "backspace": "taking back what was typed"},
    },
    "clinic": dict.fromkeys(("up", "down", "pageup", "pagedown"), "the way through the list"),
    "patients": dict.fromkeys(("up", "down", "pageup", "pagedown"), "the way through the list"),
    "flags": dict.fromkeys(("up", "down"), "the way through the rows"),
    "review": dict.fromkeys(("up", "down", "pageup", "pagedown"), "the way through the page"),
    "form": dict.fromkeys(("up", "down", "enter", "tab"), "the way through the fields"),
    "decide": dict.fromkeys(("up", "down", "enter", "tab"), "the way through the fields"),
}
"""Keys that belong to a screen itself, and what they are."""
EVERYWHERE = frozenset({"help", "lock", "jump"})
"""Actions of the app that no box or field in front may take the key of."""


def bindings(group: str, *footer: str) -> list[BindingType]:
    """The keys of a group, in the footer's order.

    Args:
        group: which.
        footer: ids of those the footer names, where not as they themselves say.
    """
    return [
        Binding(
            command.key,
            command.id,
            command.label,
            show=command.id in footer if footer else command.footer,
            key_display=command.shown_as,
            tooltip=command.tooltip,
            id=f"{group}.{command.id}",
            priority=group == "app" and command.id in EVERYWHERE,
        )
        for command in GROUPS[group]
    ]
