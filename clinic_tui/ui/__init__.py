"""The screens: what a clinician sees and types; they ask the desk and nothing else."""

import os

from clinic_tui.ui.lean import load_leanly
from clinic_tui.ui.quiet import quieten

quieten(os.environ)
load_leanly(os.environ)
