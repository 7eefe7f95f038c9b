"""Commands on a portable chart or a knowledge file, with or without a clinic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.cli.terminal import (
    CANNOT_SAY,
    DONE,
    NOT_READY,
    passphrase,
    print_json,
    print_lines,
    protection_of,
    say,
)
from clinic_tui.desk.manner import Manner

if TYPE_CHECKING:
    import argparse

    from clinic_tui.desk.portable_chart import Checked


def check(options: argparse.Namespace) -> int:
    """Readiness of a portable chart."""
    from clinic_tui import plain

    result = _checked(options)
    if options.json:
        print_json(result.readiness.model_dump(mode="json"))
    else:
        print_lines(plain.checked(result))
    codes = {"ready": DONE, "not_ready": NOT_READY, "cannot_say": CANNOT_SAY}
    return codes[result.readiness.verdict.value]


def plan(options: argparse.Namespace) -> int:
    """The plan of a portable chart, or why there is none."""
    from clinic_tui import plain
    from clinic_tui.desk.portable_paper import Asked, plan_for

    unlock = passphrase if options.out else None
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
        say(f"clinic-tui: {made.why_none}")
        return NOT_READY
    if options.json:
        # The plan alone goes to whoever reads JSON; what it lost is for the person.
        for each in plain.stale(made.stale, made.changes):
            say(f"clinic-tui: {each.strip()}")
        print_json(made.plan.model_dump(mode="json"))
    else:
        print_lines(plain.stale(made.stale, made.changes))
        print_lines(plain.plan(made.chart, made.plan, made.on))
        print_lines([f"Written: {options.out}"] if options.out else [])
    return DONE


def report(options: argparse.Namespace) -> int:
    """A paper of a portable chart."""
    from clinic_tui.desk.portable_paper import report_for

    remarks = report_for(
        options.chart,
        options.kind,
        options.out,
        options.on,
        options.clinic,
        unlock=passphrase,
        protection=protection_of(options),
        manner=Manner(options.language, options.fillable),
    )
    for remark in remarks:
        say(f"clinic-tui: {remark}")
    print_lines([f"Written: {options.out}"])
    return DONE


def lint(options: argparse.Namespace) -> int:
    """What is wrong with a knowledge file, and where."""
    from clinic_tui.desk.knowledge_file import lint as linted
    from clinic_tui.desk.portable_chart import knowledge

    print_lines([linted(options.file, knowledge(options.clinic))])
    return DONE


def schema(options: argparse.Namespace) -> int:
    """The JSON Schema of a file that comes or goes."""
    from clinic_tui.desk.knowledge_file import schema as schema_of

    print_json(schema_of(options.of))
    return DONE


def pain_rule(options: argparse.Namespace) -> int:
    """What every answer after a run leads to."""
    from clinic_tui.desk.pain_rules import tables
    from clinic_tui.desk.portable_chart import knowledge

    print_lines(tables(options.protocol, knowledge(options.clinic)))
    return DONE


def _checked(options: argparse.Namespace) -> Checked:
    from clinic_tui.desk.portable_chart import check_chart

    result = check_chart(options.chart, options.protocol, options.on, options.clinic)
    if result.refused:
        say(f"clinic-tui: {result.refused}")
    return result
