"""Runs the command line: `python -m clinic_tui`."""

from clinic_tui.cli import main

raise SystemExit(main())
