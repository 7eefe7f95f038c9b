"""The demo's day, which is always the same, so that what it shows can be shown again."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = "Europe/London"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo(ZONE))
"""The demo's first moment, a Monday morning; its clock runs on from here."""
NOTICE = "demo: all patients invented, always Mon 23 Nov 2026, nothing is kept"
