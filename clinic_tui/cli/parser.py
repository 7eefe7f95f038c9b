"""The commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from clinic_tui import __version__
from clinic_tui.cli import portable, records, upkeep
from clinic_tui.cli.terminal import BAD_INPUT, say
from clinic_tui.desk.kinds import KINDS
from clinic_tui.desk.place import usual_folder
from clinic_tui.model.words import LANGUAGES

Run = Callable[[argparse.Namespace], int]
SCHEMAS = (
    "chart",
    "protocol",
    "programme",
    "measures",
    "triage",
    "running",
    "exercises",
    "retention",
)
PAPERS = [kind.id for kind in KINDS]
CLINIC = "folder of the clinic"


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        say(f"{self.prog}: {message}; see {self.prog} --help")
        raise SystemExit(BAD_INPUT)


def parser() -> Parser:
    """Every command, each with what runs it."""
    made = Parser(
        prog="clinic-tui",
        description="Return to running after a hip injury. Without a command it opens the clinic.",
    )
    made.add_argument("--version", action="version", version=f"clinic-tui {__version__}")
    made.add_argument("--clinic", type=Path, default=usual_folder(), metavar="DIR", help=CLINIC)
    made.set_defaults(run=records.open_clinic)
    commands = made.add_subparsers(metavar="COMMAND", dest="command")

    def command(name: str, run: Run, help_: str) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_)
        one.add_argument(
            "--clinic", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=CLINIC
        )
        one.add_argument(
            "--as", dest="person", metavar="NAME", help="whose passphrase it is; the first's"
        )
        one.set_defaults(run=run)
        return one

    command("demo", records.open_demo, "open an invented clinic in a folder that is thrown away")
    _portable(command)
    _records(command)
    _upkeep(command)
    return made


def _portable(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    check = command(
        "check", portable.check, "readiness of a portable chart: 0 ready, 3 not, 4 cannot say"
    )
    _of_chart(check)
    check.add_argument("--protocol", metavar="NAME|FILE", help="a protocol asked for by name")
    check.add_argument("--json", action="store_true", help="the judgement as JSON")
    plan = command("plan", portable.plan, "the plan of a portable chart, or why there is none")
    _of_chart(plan)
    plan.add_argument("--programme", metavar="NAME|FILE", help="a programme asked for by name")
    plan.add_argument("--start", type=_day, metavar="DATE", help="its first day")
    plan.add_argument("--days", type=_days, metavar="DAYS", help="running days: mon,wed,fri")
    plan.add_argument("--step", type=int, metavar="N", help="begin at a later step, with --reason")
    plan.add_argument("--reason", default="", metavar="WHY", help="why later; it is printed")
    plan.add_argument("--json", action="store_true", help="the plan as JSON")
    help_ = "the patient's paper, or a calendar"
    plan.add_argument("-o", dest="out", type=Path, metavar="OUT.pdf|OUT.ics", help=help_)
    _in_manner(plan)
    report = command("report", portable.report, "a paper of a portable chart")
    _of_chart(report)
    report.add_argument("--kind", choices=PAPERS, default="progress")
    report.add_argument("-o", dest="out", type=Path, metavar="OUT.pdf", required=True)
    _in_manner(report)
    _protecting(report)
    lint = command("lint", portable.lint, "check a protocol, programme, measures or red-flag file")
    lint.add_argument("file", type=Path, metavar="FILE.toml")
    schema = command("schema", portable.schema, "JSON Schema of a file that comes or goes")
    schema.add_argument("of", nargs="?", choices=SCHEMAS, default="chart")
    table = command(
        "pain-rule", portable.pain_rule, "the table of the pain rule, every combination"
    )
    table.add_argument("protocol", nargs="?", metavar="PROTOCOL", help="such as tendon")


def _records(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    command("list", records.list_patients, "the clinic's patients as plain text")
    show = command("show", records.show, "one patient as plain text")
    show.add_argument("patient", metavar="PATIENT", help="a number, or a name that only one has")
    export = command("export", records.export_chart, "write a patient's chart to a portable file")
    export.add_argument("patient", metavar="PATIENT")
    export.add_argument("out", type=Path, metavar="OUT")
    taken = command("import", records.import_chart, "take a portable chart into the clinic")
    taken.add_argument("chart", type=Path, metavar="CHART")
    batch = command(
        "report-batch", records.report_batch, "a paper for everyone with a visit on a day"
    )
    batch.add_argument("folder", type=Path, metavar="FOLDER", help="one that is there")
    batch.add_argument("--kind", choices=PAPERS, default="progress")
    batch.add_argument("--day", type=_day, metavar="DATE", help="of the visits; today unless given")
    batch.add_argument("--cleared", action="store_true", help="everyone whose clearance stands")
    _in_manner(batch)
    _protecting(batch)
    paper = command(
        "verify-paper", records.verify_paper, "a paper's code: 0 current, 3 superseded, 4 unknown"
    )
    paper.add_argument("code", metavar="CODE", help="from a paper's foot, CT1-...")
    tried = command(
        "try-protocol", records.try_protocol, "whose signed verdict a rule would change"
    )
    tried.add_argument("protocol", metavar="FILE|NAME", help="a changed protocol, or the clinic's")


def _upkeep(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    verify = command("verify", upkeep.verify, "look at every byte of the charts and of the history")
    verify.add_argument(
        "--head", action="append", default=[], metavar="SIZE-HASH", help="one from a paper's foot"
    )
    backup = command("backup", upkeep.back_up, "add to a sealed backup file, and prove it")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--verify", action="store_true", help="only prove the one that is there")
    restore = command("restore", upkeep.restore, "restore a backup into an empty folder")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("folder", type=Path, metavar="FOLDER")
    erase = command("erase", upkeep.erase, "destroy a patient's chart for good, in backups too")
    erase.add_argument("patient", metavar="PATIENT")
    erase.add_argument("--reason", required=True, metavar="WHY", help="20 letters or more")
    retention = command(
        "retention", upkeep.retention, "how long records are kept, and by which rule"
    )
    retention.add_argument("rule", nargs="?", metavar="RULE", help="choose one, such as england")
    hold = command("hold", upkeep.hold, "keep a record from being erased, such as for a claim")
    hold.add_argument("patient", metavar="PATIENT")
    hold.add_argument("--reason", default="", metavar="WHY", help="20 letters or more")
    hold.add_argument("--lift", action="store_true", help="lift the hold")


def _of_chart(made: argparse.ArgumentParser) -> None:
    made.add_argument("chart", type=Path, metavar="CHART", help="a portable chart, *.chart.json")
    made.add_argument("--on", type=_day, metavar="DATE", help="day of the judgement, 2026-11-20")


def _protecting(made: argparse.ArgumentParser) -> None:
    made.add_argument("--protect", action="store_true", help="under a password, asked for")
    made.add_argument("--seal", action="store_true", help="with the seal of the clinic")


def _in_manner(made: argparse.ArgumentParser) -> None:
    help_ = "of a patient's paper; the patient's, else the clinic's"
    made.add_argument("--language", choices=LANGUAGES, default="", help=help_)
    help_ = "a plan whose diary can be filled in on a screen"
    made.add_argument("--fillable", action="store_true", help=help_)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("expected a day such as 2026-11-20") from None


def _days(text: str) -> tuple[int, ...]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    try:
        return tuple(sorted({names.index(each.strip()[:3].lower()) for each in text.split(",")}))
    except ValueError:
        raise argparse.ArgumentTypeError("expected days such as mon,wed,fri") from None
