"""Commands that look after the record: verify, back up, restore, keep, hold, erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.cli.terminal import DONE, opened, passphrase, patient_of, print_lines, problems_code

if TYPE_CHECKING:
    import argparse


def verify(options: argparse.Namespace) -> int:
    """Looks at every byte, and whether a head lies on this history."""
    desk = opened(options)
    found = desk.verify(options.head)
    print_lines([f"{found.charts} charts, {found.events} entries of history, head {found.head}"])
    return problems_code(found.problems)


def back_up(options: argparse.Namespace) -> int:
    """Adds to a backup file and proves it, or only proves it."""
    desk = opened(options)
    made = desk.prove_backup(options.file) if options.verify else desk.back_up(options.file)
    print_lines(
        [
            f"{options.file}: {made.charts} charts as of {made.at:%Y-%m-%d %H:%M}, "
            f"history {made.head}",
            "Restored into memory and compared with the clinic."
            if not made.problems
            else f"{len(made.problems)} problems.",
        ]
    )
    return problems_code(made.problems)


def restore(options: argparse.Namespace) -> int:
    """Restores a backup into an empty folder."""
    from clinic_tui.desk.desk import Desk

    desk = Desk.restore(options.file, options.folder, passphrase(()), options.person)
    print_lines([f"Restored into {options.folder}: {len(desk.heads())} charts."])
    return problems_code(desk.problems)


def erase(options: argparse.Namespace) -> int:
    """Destroys a patient's chart for good."""
    desk = opened(options)
    patient = patient_of(desk, options.patient)
    desk.erase_patient(patient, options.reason)
    print_lines(
        [f"Erased: number {patient}. No backup that is added to from now on holds the chart."]
    )
    return DONE


def retention(options: argparse.Namespace) -> int:
    """How long each record is kept, and by which rule."""
    desk = opened(options)
    if options.rule:
        desk.choose_retention(options.rule)
    rule = desk.keeps_by
    if rule is None:
        known = "; ".join(f"{each.id}: {each.name}" for each in desk.retention.keep)
        print_lines([f"No rule was chosen. Choose one of {known}"])
        return DONE
    lines = [f"Records are kept by: {rule.name} ({rule.source}; {rule.grade})"]
    for head in desk.heads():
        kept = desk.kept(desk.read_quietly(head.patient_id))
        said = "held" if kept.held else "may be erased" if kept.may_be_erased else "kept"
        until = f" to {kept.until}" if kept.until else ", nothing was entered"
        lines.append(f"{kept.patient_id}  {kept.name}: {said}{until}")
    print_lines(lines)
    return DONE


def hold(options: argparse.Namespace) -> int:
    """Holds a record, or lifts the hold."""
    desk = opened(options)
    patient = patient_of(desk, options.patient)
    if options.lift:
        desk.lift_hold(patient)
        print_lines([f"The hold on number {patient} is lifted."])
    else:
        desk.hold(patient, options.reason)
        print_lines([f"Number {patient} is held and cannot be erased."])
    return DONE
