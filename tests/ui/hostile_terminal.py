"""Walks the screens of a hostile clinic in the terminal it was started in.

    python -m tests.ui.hostile_terminal FOLDER JOINED START ...

The clinic is made in the folder; each field takes in so many texts, and each START is the text
that a chart begins with.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.ui import clinics
from tests.ui.hostile_clinic import Said, clinic
from tests.ui.hostile_walk import done, walk

DONE = "walked to the end"


def main(folder: Path, joined: int, starts: list[int]) -> int:
    """Runs the app in this terminal; the exit code is 0 after the last screen."""
    desk, charts = clinic(folder, starts, joined=joined)
    app = clinics.app(desk)
    places: list[str] = []

    def look(place: str, said: Said) -> None:
        places.append(place)

    async def drive(pilot: Pilot[Any]) -> None:
        await done(pilot)
        for said in charts:
            await walk(pilot, said, look)
        app.exit()

    async def tell(pilot: Pilot[Any]) -> None:
        try:
            await drive(pilot)
        except BaseException as error:
            (folder / "stopped").write_text(f"{places[-1:]}: {error!r}")
            raise

    app.run(auto_pilot=tell)
    if app.fault or app.return_code:
        print(app.fault, places[-1:])
        return 1
    print(f"{DONE}: {len(places)} screens")
    return 0


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[2:]]
    raise SystemExit(main(Path(sys.argv[1]), numbers[0], numbers[1:]))
