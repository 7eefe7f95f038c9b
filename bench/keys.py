"""Keys: from a key to the screen with its findings, over what one field of Textual takes.

    python -m bench.keys [ROUNDS]

Both programs sit in a pseudo-terminal of 120 by 40 and take their keys by turns. A key's time ends
when the sheet and the findings beside it are as they then stay; the banner, which says later that
the draft is on the disk, is left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.seat import Seat, seat

OVER = 16.0
"""Milliseconds that a key may take beyond the floor."""
WHO = "lindq"
CELLS = ("30p0", "1p0", "0", "0", "1", "1", "1", "127", "129", "15", "16", "45", "47", "29", "30")
"""Values of the sheet's first cells; each ends with enter, and findings move."""
STRENGTHS = ("35", "37", "44", "46", "218 221 219p0", "226 224 225p0", "258 262 260p0")
BANNER = 3


def opened(clinic: Seat) -> None:
    """Goes to the sheet of an assessment whose questions are answered."""
    clinic.wait_for("Asante, Kwame")
    for key in (*WHO, "\r"):
        clinic.press(key)
    clinic.wait_for("decide")
    clinic.press("a")
    clinic.wait_for("asked at every visit")
    for key in "n" * 15:
        clinic.press(key)
    clinic.press("\r")
    clinic.wait_for("whole row")


def main(rounds: int) -> None:
    """Types the same cells in each round, one key here and one there."""
    python = sys.executable
    floor: list[float] = []
    found: dict[str, list[float]] = {"letters": [], "values": []}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds):
            one_input = [python, str(Path(__file__).with_name("one_input.py"))]
            demo = [python, "-m", "clinic_tui", "demo"]
            with seat(one_input, home) as field, seat(demo, home, top=BANNER) as clinic:
                field.wait_for("one field")
                opened(clinic)
                for text in (*CELLS, *STRENGTHS):
                    for key in f"{text}\r":
                        answer = clinic.press(key)
                        kind = "values" if key in " \r" else "letters"
                        found[kind].append(1000 * answer.seconds)
                        floor.append(1000 * field.press("7").seconds)
    least = statistics.median(floor)
    print(f"one field: {least:.1f} ms, median of {len(floor)} keys")
    for kind, times in (*found.items(), ("all", [*found["letters"], *found["values"]])):
        middle, slow = statistics.median(times), statistics.quantiles(times, n=10)[-1]
        over = f"{middle - least:5.1f} over the field (at most {OVER:.0f})"
        print(f"{kind:<8} {middle:5.1f} ms, {over}, slowest tenth {slow:.1f}, n {len(times)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
