"""Commands on the clinic's charts: list, show, hand out, try a rule."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from clinic_tui.cli.terminal import (
    BAD_INPUT,
    CANNOT_SAY,
    DONE,
    NOT_READY,
    opened,
    patient_of,
    print_lines,
    problems_code,
    protection_of,
    say,
)
from clinic_tui.desk.manner import Manner

if TYPE_CHECKING:
    import argparse

    from clinic_tui.desk.heads import Head


def open_clinic(options: argparse.Namespace) -> int:
    """The app on the clinic of this computer."""
    gc.disable()  # what is loaded now stays; the app collects again once it has painted
    from clinic_tui.ui.app import run

    return run(options.clinic)


def open_demo(options: argparse.Namespace) -> int:
    """The app on an invented clinic."""
    gc.disable()
    from clinic_tui.demo.visit import run

    return run()


def list_patients(options: argparse.Namespace) -> int:
    """Every patient, a line each."""
    from clinic_tui import plain

    desk = opened(options)
    print_lines(plain.patients(desk.clinic.name, desk.today(), desk.heads()))
    for sentence in desk.damaged:
        say(f"clinic-tui: {sentence}")
    return BAD_INPUT if desk.damaged else DONE


def show(options: argparse.Namespace) -> int:
    """One chart, one thing a line."""
    from clinic_tui import plain, plain_chart

    desk = opened(options)
    chart = desk.chart(patient_of(desk, options.patient))
    standing = desk.standing(chart) if chart.current_episode else None
    print_lines((*plain.chart(chart, desk.today(), standing), *plain_chart.record(desk, chart)))
    return DONE


def export_chart(options: argparse.Namespace) -> int:
    """Writes a chart to a portable file."""
    desk = opened(options)
    written = desk.export_chart(patient_of(desk, options.patient), options.out)
    print_lines([f"Written: {written}. It holds the whole chart in the clear."])
    return DONE


def import_chart(options: argparse.Namespace) -> int:
    """Takes a portable chart in."""
    desk = opened(options)
    chart = desk.import_chart(options.chart)
    print_lines([f"Imported as number {chart.patient.id}: {chart.patient.name}."])
    return DONE


def report_batch(options: argparse.Namespace) -> int:
    """A paper for everyone of a day; who gets none is named."""
    from clinic_tui.desk.errors import DeskError

    if not options.folder.is_dir():
        said = f"there is no folder {options.folder}; nothing was made"
        raise DeskError("Folder", said)
    desk = opened(options)
    day = options.day or desk.today()
    people = desk.batch_of("cleared" if options.cleared else "visits", day)
    if not people:
        whom = "whose clearance stands" if options.cleared else f"with a visit on {day}"
        print_lines([f"There is nobody {whom}; nothing was made."])
        return DONE

    def before(number: int, head: Head) -> bool:
        if sys.stderr.isatty():
            say(f"{number + 1} of {len(people)}: {head.patient_id}")
        return True

    protection = protection_of(options)
    batch = desk.hand_out_all(
        people,
        options.kind,
        options.folder,
        protection=protection,
        manner=Manner(options.language, options.fillable),
        before=before,
    )
    for each in batch.not_made:
        say(f"clinic-tui: number {each.head.patient_id}, {each.head.listed}: {each.why}")
    print_lines([f"{batch.sentence}: {options.folder}"])
    return NOT_READY if batch.not_made or batch.stopped else DONE


def try_protocol(options: argparse.Namespace) -> int:
    """Whose signed verdict a changed protocol would change."""
    from clinic_tui import plain

    desk = opened(options)
    protocol = desk.protocol_to_try(options.protocol)
    tried = desk.try_protocol(protocol, lambda looked, charts: True)
    print_lines(plain.tried(tried))
    return problems_code(tried.wrong)


def verify_paper(options: argparse.Namespace) -> int:
    """Whether an issued paper still stands."""
    from clinic_tui import plain

    desk = opened(options)
    found = desk.verify_paper(options.code)
    print_lines([plain.known_paper(options.code, found)])
    if found is None:
        return CANNOT_SAY
    return DONE if found.standing.current else NOT_READY
