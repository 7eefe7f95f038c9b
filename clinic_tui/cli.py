"""The command line: the same desk without a screen, in plain text that reads aloud well.

Nothing heavy is loaded before the command is known. Exit codes: 0 done or ready, 2 bad input,
3 not ready, no plan or superseded, 4 cannot say or unknown, 5 something is damaged, 6 not
unlocked, 7 the disk refused, 1 the program's own fault.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from clinic_tui import __version__
from clinic_tui.desk.kinds import KINDS
from clinic_tui.desk.manner import Manner
from clinic_tui.desk.place import usual_folder
from clinic_tui.model.words import LANGUAGES

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.heads import Head
    from clinic_tui.desk.portable_chart import Checked
    from clinic_tui.desk.protecting import Protection
    from clinic_tui.model.person import PatientId

DONE, FAULT, BAD_INPUT, NOT_READY, CANNOT_SAY, INTERRUPTED = 0, 1, 2, 3, 4, 130
DAMAGED, NOT_UNLOCKED, NOT_WRITTEN = 5, 6, 7


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        _say(f"{self.prog}: {message}; see {self.prog} --help")
        raise SystemExit(BAD_INPUT)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: as typed after the program's name; the process's own unless given.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a name outside the terminal's letters is no reason to stop
            reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:
        return _reader_has_gone()
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    from clinic_tui.desk.errors import DeskError, NotSaved, NotUnlocked

    command: Callable[[argparse.Namespace], int] = options.run
    try:
        code = command(options)
        sys.stdout.flush()
        return code
    except DeskError as error:
        _say(f"clinic-tui: {error.sentence}")
        if isinstance(error, NotUnlocked):
            return NOT_UNLOCKED
        return NOT_WRITTEN if isinstance(error, NotSaved) else BAD_INPUT
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        # The message may hold a patient's values, so only the fault's kind is said.
        kind = type(error).__name__
        where = options.command or "the app"
        _say(f"clinic-tui: a fault of the program ({kind}) in {where}; what was saved is kept")
        return FAULT


def _reader_has_gone() -> int:
    """The other end of the pipe closed, as `head` does; nothing more can be said to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _say(line: str) -> None:
    """One line on standard error."""
    from clinic_tui.model.text import shown

    print(shown(line), file=sys.stderr)


def _print(lines: Iterable[str]) -> None:
    from clinic_tui import plain

    sys.stdout.write(plain.text(lines))


def _print_json(value: object) -> None:
    # Letters outside ASCII are escaped, so that no text of a chart acts on a terminal.
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=True) + "\n")


def _open(options: argparse.Namespace) -> int:
    gc.disable()  # what is loaded now stays; the app collects again once it has painted
    from clinic_tui.ui.app import run

    return run(options.clinic)


def _demo(options: argparse.Namespace) -> int:
    gc.disable()
    from clinic_tui.demo.visit import run

    return run()


def _checked(options: argparse.Namespace) -> Checked:
    from clinic_tui.desk.portable_chart import check_chart

    result = check_chart(options.chart, options.protocol, options.on, options.clinic)
    if result.refused:
        _say(f"clinic-tui: {result.refused}")
    return result


def _check(options: argparse.Namespace) -> int:
    from clinic_tui import plain

    result = _checked(options)
    if options.json:
        _print_json(result.readiness.model_dump(mode="json"))
    else:
        _print(plain.checked(result))
    codes = {"ready": DONE, "not_ready": NOT_READY, "cannot_say": CANNOT_SAY}
    return codes[result.readiness.verdict.value]


def _plan(options: argparse.Namespace) -> int:
    from clinic_tui import plain
    from clinic_tui.desk.portable_paper import Asked, plan_for

    unlock = _passphrase if options.out else None
    made = plan_for(
        options.chart,
        options.programme,
        options.on,
        options.clinic,
        options.out,
        unlock=unlock,
        asked=Asked(options.start, options.days, options.step, options.reason),
        manner=Manner(options.language, options.fillable),
    )
    if made.plan is None:
        _say(f"clinic-tui: {made.why_none}")
        return NOT_READY
    if options.json:
        # The plan alone goes to whoever reads JSON; what it lost is for the person.
        for each in plain.stale(made.stale, made.changes):
            _say(f"clinic-tui: {each.strip()}")
        _print_json(made.plan.model_dump(mode="json"))
    else:
        _print(plain.stale(made.stale, made.changes))
        _print(plain.plan(made.chart, made.plan, made.on))
        _print([f"Written: {options.out}"] if options.out else [])
    return DONE


def _report(options: argparse.Namespace) -> int:
    from clinic_tui.desk.portable_paper import report_for

    remarks = report_for(
        options.chart,
        options.kind,
        options.out,
        options.on,
        options.clinic,
        unlock=_passphrase,
        protection=_protection(options),
        manner=Manner(options.language, options.fillable),
    )
    for remark in remarks:
        _say(f"clinic-tui: {remark}")
    _print([f"Written: {options.out}"])
    return DONE


def _report_batch(options: argparse.Namespace) -> int:
    from clinic_tui.desk.errors import DeskError

    if not options.folder.is_dir():
        said = f"there is no folder {options.folder}; nothing was made"
        raise DeskError("Folder", said)
    desk = _desk(options)
    day = options.day or desk.today()
    people = desk.batch_of("cleared" if options.cleared else "visits", day)
    if not people:
        whom = "whose clearance stands" if options.cleared else f"with a visit on {day}"
        _print([f"There is nobody {whom}; nothing was made."])
        return DONE

    def before(number: int, head: Head) -> bool:
        if sys.stderr.isatty():
            _say(f"{number + 1} of {len(people)}: {head.patient_id}")
        return True

    protection = _protection(options)
    batch = desk.hand_out_all(
        people,
        options.kind,
        options.folder,
        protection=protection,
        manner=Manner(options.language, options.fillable),
        before=before,
    )
    for each in batch.not_made:
        _say(f"clinic-tui: number {each.head.patient_id}, {each.head.listed}: {each.why}")
    _print([f"{batch.sentence}: {options.folder}"])
    return NOT_READY if batch.not_made or batch.stopped else DONE


def _protection(options: argparse.Namespace) -> Protection:
    """A password asked for twice at the terminal, or the next line of standard input."""
    from clinic_tui.desk.errors import DeskError
    from clinic_tui.desk.protecting import Protection

    if not options.protect:
        return Protection(seal=options.seal)
    if sys.stdin.isatty():
        import getpass

        password = getpass.getpass("Password of the paper: ")
        if getpass.getpass("The same again: ") != password:
            raise DeskError("Password", "the two passwords differ; nothing was made")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise DeskError("Password", "a password was asked for and none was given")
    return Protection(password, options.seal)


def _lint(options: argparse.Namespace) -> int:
    from clinic_tui.desk.knowledge_file import lint
    from clinic_tui.desk.portable_chart import knowledge

    _print([lint(options.file, knowledge(options.clinic))])
    return DONE


def _schema(options: argparse.Namespace) -> int:
    from clinic_tui.desk.knowledge_file import schema

    _print_json(schema(options.of))
    return DONE


def _pain_rule(options: argparse.Namespace) -> int:
    from clinic_tui.desk.pain_rules import tables
    from clinic_tui.desk.portable_chart import knowledge

    _print(tables(options.protocol, knowledge(options.clinic)))
    return DONE


def _list(options: argparse.Namespace) -> int:
    from clinic_tui import plain

    desk = _desk(options)
    _print(plain.patients(desk.clinic.name, desk.today(), desk.heads()))
    for sentence in desk.damaged:
        _say(f"clinic-tui: {sentence}")
    return BAD_INPUT if desk.damaged else DONE


def _show(options: argparse.Namespace) -> int:
    from clinic_tui import plain, plain_chart

    desk = _desk(options)
    chart = desk.chart(_patient(desk, options.patient))
    standing = desk.standing(chart) if chart.current_episode else None
    _print((*plain.chart(chart, desk.today(), standing), *plain_chart.record(desk, chart)))
    return DONE


def _export(options: argparse.Namespace) -> int:
    desk = _desk(options)
    written = desk.export_chart(_patient(desk, options.patient), options.out)
    _print([f"Written: {written}. It holds the whole chart in the clear."])
    return DONE


def _import(options: argparse.Namespace) -> int:
    desk = _desk(options)
    chart = desk.import_chart(options.chart)
    _print([f"Imported as number {chart.patient.id}: {chart.patient.name}."])
    return DONE


def _try_protocol(options: argparse.Namespace) -> int:
    from clinic_tui import plain

    desk = _desk(options)
    protocol = desk.protocol_to_try(options.protocol)
    tried = desk.try_protocol(protocol, lambda looked, charts: True)
    _print(plain.tried(tried))
    return _problems(tried.wrong)


def _verify(options: argparse.Namespace) -> int:
    desk = _desk(options)
    found = desk.verify(options.head)
    _print([f"{found.charts} charts, {found.events} entries of history, head {found.head}"])
    return _problems(found.problems)


def _verify_paper(options: argparse.Namespace) -> int:
    from clinic_tui import plain

    desk = _desk(options)
    found = desk.verify_paper(options.code)
    _print([plain.known_paper(options.code, found)])
    if found is None:
        return CANNOT_SAY
    return DONE if found.standing.current else NOT_READY


def _backup(options: argparse.Namespace) -> int:
    desk = _desk(options)
    made = desk.prove_backup(options.file) if options.verify else desk.back_up(options.file)
    _print(
        [
            f"{options.file}: {made.charts} charts as of {made.at:%Y-%m-%d %H:%M}, "
            f"history {made.head}",
            "Restored into memory and compared with the clinic."
            if not made.problems
            else f"{len(made.problems)} problems.",
        ]
    )
    return _problems(made.problems)


def _restore(options: argparse.Namespace) -> int:
    from clinic_tui.desk.desk import Desk

    desk = Desk.restore(options.file, options.folder, _passphrase(()), options.person)
    _print([f"Restored into {options.folder}: {len(desk.heads())} charts."])
    return _problems(desk.problems)


def _erase(options: argparse.Namespace) -> int:
    desk = _desk(options)
    patient = _patient(desk, options.patient)
    desk.erase_patient(patient, options.reason)
    _print([f"Erased: number {patient}. No backup that is added to from now on holds the chart."])
    return DONE


def _retention(options: argparse.Namespace) -> int:
    desk = _desk(options)
    if options.rule:
        desk.choose_retention(options.rule)
    rule = desk.keeps_by
    if rule is None:
        known = "; ".join(f"{each.id}: {each.name}" for each in desk.retention.keep)
        _print([f"No rule was chosen. Choose one of {known}"])
        return DONE
    lines = [f"Records are kept by: {rule.name} ({rule.source}; {rule.grade})"]
    for head in desk.heads():
        kept = desk.kept(desk.read_quietly(head.patient_id))
        said = "held" if kept.held else "may be erased" if kept.may_be_erased else "kept"
        until = f" to {kept.until}" if kept.until else ", nothing was entered"
        lines.append(f"{kept.patient_id}  {kept.name}: {said}{until}")
    _print(lines)
    return DONE


def _hold(options: argparse.Namespace) -> int:
    desk = _desk(options)
    patient = _patient(desk, options.patient)
    if options.lift:
        desk.lift_hold(patient)
        _print([f"The hold on number {patient} is lifted."])
    else:
        desk.hold(patient, options.reason)
        _print([f"Number {patient} is held and cannot be erased."])
    return DONE


def _problems(problems: Sequence[str]) -> int:
    for sentence in problems:
        _say(f"clinic-tui: {sentence}")
    return DAMAGED if problems else DONE


def _desk(options: argparse.Namespace) -> Desk:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.errors import DeskError

    folder: Path = options.clinic
    if not Desk.exists(folder):
        raise DeskError("No clinic", f"no clinic in {folder}; start clinic-tui once to set it up")
    if Desk.needs_sealing(folder):
        raise DeskError("Not sealed", "this clinic is not sealed yet; start clinic-tui to seal it")
    people = Desk.people_of(folder)
    desk = Desk.open(folder, _passphrase(people) if people else "", clinician=options.person)
    if desk.notice:
        _say(f"clinic-tui: {desk.notice}")
    return desk


def _passphrase(people: Sequence[str]) -> str:
    """Asked at the terminal, or the first line of standard input; never a part of the command."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass("Passphrase: ")
    from clinic_tui.desk.errors import NotUnlocked

    typed = sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise NotUnlocked("Locked", "the clinic is sealed; give its passphrase on standard input")
    return typed


def _patient(desk: Desk, typed: str) -> PatientId:
    """The one patient whose number this is, or who alone answers to it."""
    from clinic_tui.desk.errors import DeskError

    found = desk.heads().numbered(typed)
    if len(found) == 1:
        return found[0].patient_id
    numbers = ", ".join(head.patient_id for head in found[:5])
    said = f"{len(found)} patients answer to that: {numbers}" if found else "no such patient"
    raise DeskError("Patient", f"{said}; give a number of clinic-tui list")


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


def _parser() -> argparse.ArgumentParser:

    parser = _Parser(
        prog="clinic-tui",
        description="Return to running after a hip injury. Without a command it opens the clinic.",
    )
    parser.add_argument("--version", action="version", version=f"clinic-tui {__version__}")
    clinic_help = "folder of the clinic"
    parser.add_argument(
        "--clinic", type=Path, default=usual_folder(), metavar="DIR", help=clinic_help
    )
    parser.set_defaults(run=_open)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], help_: str
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_)
        made.add_argument(
            "--clinic",
            type=Path,
            default=argparse.SUPPRESS,
            metavar="DIR",
            help="folder of the clinic",
        )
        made.add_argument(
            "--as", dest="person", metavar="NAME", help="whose passphrase it is; the first's"
        )
        made.set_defaults(run=run)
        return made

    def of_chart(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "chart", type=Path, metavar="CHART", help="a portable chart, *.chart.json"
        )
        made.add_argument(
            "--on", type=_day, metavar="DATE", help="day of the judgement, 2026-11-20"
        )

    def protecting(made: argparse.ArgumentParser) -> None:
        made.add_argument("--protect", action="store_true", help="under a password, asked for")
        made.add_argument("--seal", action="store_true", help="with the seal of the clinic")

    def in_manner(made: argparse.ArgumentParser) -> None:
        help_ = "of a patient's paper; the patient's, else the clinic's"
        made.add_argument("--language", choices=LANGUAGES, default="", help=help_)
        help_ = "a plan whose diary can be filled in on a screen"
        made.add_argument("--fillable", action="store_true", help=help_)

    command("demo", _demo, "open an invented clinic in a folder that is thrown away")
    check = command("check", _check, "readiness of a portable chart: 0 ready, 3 not, 4 cannot say")
    of_chart(check)
    check.add_argument("--protocol", metavar="NAME|FILE", help="a protocol asked for by name")
    check.add_argument("--json", action="store_true", help="the judgement as JSON")
    plan = command("plan", _plan, "the plan of a portable chart, or why there is none")
    of_chart(plan)
    plan.add_argument("--programme", metavar="NAME|FILE", help="a programme asked for by name")
    plan.add_argument("--start", type=_day, metavar="DATE", help="its first day")
    plan.add_argument("--days", type=_days, metavar="DAYS", help="running days: mon,wed,fri")
    plan.add_argument("--step", type=int, metavar="N", help="begin at a later step, with --reason")
    plan.add_argument("--reason", default="", metavar="WHY", help="why later; it is printed")
    plan.add_argument("--json", action="store_true", help="the plan as JSON")
    plan.add_argument(
        "-o",
        dest="out",
        type=Path,
        metavar="OUT.pdf|OUT.ics",
        help="the patient's paper, or a calendar",
    )
    in_manner(plan)
    report = command("report", _report, "a paper of a portable chart")
    of_chart(report)
    report.add_argument("--kind", choices=[kind.id for kind in KINDS], default="progress")
    report.add_argument("-o", dest="out", type=Path, metavar="OUT.pdf", required=True)
    in_manner(report)
    protecting(report)
    batch = command("report-batch", _report_batch, "a paper for everyone with a visit on a day")
    batch.add_argument("folder", type=Path, metavar="FOLDER", help="one that is there")
    batch.add_argument("--kind", choices=[kind.id for kind in KINDS], default="progress")
    batch.add_argument("--day", type=_day, metavar="DATE", help="of the visits; today unless given")
    batch.add_argument("--cleared", action="store_true", help="everyone whose clearance stands")
    in_manner(batch)
    protecting(batch)
    lint = command("lint", _lint, "check a protocol, programme, measures or red-flag file")
    lint.add_argument("file", type=Path, metavar="FILE.toml")
    schema = command("schema", _schema, "JSON Schema of a file that comes or goes")
    kinds = (
        "chart",
        "protocol",
        "programme",
        "measures",
        "triage",
        "running",
        "exercises",
        "retention",
    )
    schema.add_argument("of", nargs="?", choices=kinds, default="chart")
    pain_rule = command("pain-rule", _pain_rule, "the table of the pain rule, every combination")
    pain_rule.add_argument("protocol", nargs="?", metavar="PROTOCOL", help="such as tendon")
    command("list", _list, "the clinic's patients as plain text")
    show = command("show", _show, "one patient as plain text")
    show.add_argument("patient", metavar="PATIENT", help="a number, or a name that only one has")
    export = command("export", _export, "write a patient's chart to a portable file")
    export.add_argument("patient", metavar="PATIENT")
    export.add_argument("out", type=Path, metavar="OUT")
    verify = command("verify", _verify, "look at every byte of the charts and of the history")
    verify.add_argument(
        "--head", action="append", default=[], metavar="SIZE-HASH", help="one from a paper's foot"
    )
    verify_paper = command(
        "verify-paper", _verify_paper, "a paper's code: 0 current, 3 superseded, 4 unknown"
    )
    verify_paper.add_argument("code", metavar="CODE", help="from a paper's foot, CT1-...")
    try_ = command("try-protocol", _try_protocol, "whose signed verdict a rule would change")
    try_.add_argument("protocol", metavar="FILE|NAME", help="a changed protocol, or the clinic's")
    backup = command("backup", _backup, "add to a sealed backup file, and prove it")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--verify", action="store_true", help="only prove the one that is there")
    restore = command("restore", _restore, "restore a backup into an empty folder")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("folder", type=Path, metavar="FOLDER")
    erase = command("erase", _erase, "destroy a patient's chart for good, in backups too")
    erase.add_argument("patient", metavar="PATIENT")
    erase.add_argument("--reason", required=True, metavar="WHY", help="20 letters or more")
    retention = command("retention", _retention, "how long records are kept, and by which rule")
    retention.add_argument("rule", nargs="?", metavar="RULE", help="choose one, such as england")
    hold = command("hold", _hold, "keep a record from being erased, such as for a claim")
    hold.add_argument("patient", metavar="PATIENT")
    hold.add_argument("--reason", default="", metavar="WHY", help="20 letters or more")
    hold.add_argument("--lift", action="store_true", help="lift the hold")
    import_ = command("import", _import, "take a portable chart into the clinic")
    import_.add_argument("chart", type=Path, metavar="CHART")
    return parser
