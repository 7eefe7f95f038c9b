"""Makes the shipped demo clinic anew from its stories: `python -m clinic_tui.demo`."""

from __future__ import annotations

from pathlib import Path

from clinic_tui.demo.clinic import ARCHIVE, ship

target = Path(__file__).with_name(ARCHIVE)
print(f"{ship(target)} files in {target.name}, {target.stat().st_size // 1000} kB")
