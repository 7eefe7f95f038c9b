"""Spoiled programmes, catalogues and red-flag screens are answered as protocols are."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.cli import main
from tests.knowledge.spoiling import placed, refusal, replaced, text_of

TABLE = "programmes/article_run_walk.toml"
MEASURES = "measures.toml"
TRIAGE = "triage.toml"


@pytest.mark.parametrize(
    ("name", "find", "put", "spot", "expected"),
    [
        (TABLE, 'gait = "jog"', 'gait = "sprint"', "gait", "'walk'"),
        (TABLE, "sessions_a_week = 3", "sessions_a_week = 8", "sessions_a_week", "7"),
        (TABLE, "[growth]", "[growht]", "growth", "missing"),
        (TABLE, "minutes = 2\n", "minutes = 1\n", "the file as a whole", "own rule allows 1"),
        (TABLE, "percent = 10", 'percent = "10 %"', "growth.percent", "a number is expected"),
        (TABLE, "classes = [", 'classes = [\n"elbow",', "classes.#1", "'tendon'"),
        (MEASURES, 'unit = "deg"', 'unit = "degrees"', "passive_hip_flexion.unit", "'deg'"),
        (
            MEASURES,
            "plausible = [60, 140]",
            "plausible = [60]",
            "passive_hip_flexion.plausible.#2",
            "missing",
        ),
        (
            MEASURES,
            "plausible = [60, 140]",
            "plausible = [60, 190]",
            "passive_hip_flexion",
            "inside the possible one",
        ),
        (MEASURES, 'code = "ex"', 'code = "fl"', "the file as a whole", "the code 'fl'"),
        (
            MEASURES,
            'id = "passive_hip_extension"',
            'id = "passive_hip_flexion"',
            "the file as a whole",
            "the id 'passive_hip_flexion'",
        ),
        (MEASURES, "minutes = 0.5", "minutes = -1", "passive_hip_flexion.minutes", "0"),
        (MEASURES, "absolute = 15", "absolute = 0", "passive_hip_flexion.change.absolute", "0"),
        (
            MEASURES,
            "absolute = 15",
            "absolute = 15, percent = 10",
            "passive_hip_flexion.change",
            "either percent or absolute",
        ),
        (MEASURES, "absolute = 15", "absolut = 15", "change.absolut", "expected absolute"),
        (MEASURES, 'unit = "deg"\n', "", "passive_hip_flexion", "either a unit or answers"),
        (
            MEASURES,
            "possible = [-20, 180]\n",
            "",
            "passive_hip_flexion",
            "plausible and possible range",
        ),
        (MEASURES, 'raises = { yes = "limp" }', 'raises = { yes = "lmip" }', "limp", "lmip"),
        (MEASURES, 'raises = { yes = "limp" }', 'raises = { maybe = "limp" }', "limp", "maybe"),
        (MEASURES, 'over = "limb_length"', 'over = "leg"', "y_balance_composite", "leg"),
        (TRIAGE, "number = 2", "number = 3", "the file as a whole", "1, 2, 3"),
        (TRIAGE, 'urgency = "emergency"', 'urgency = "soon"', "cauda_equina.urgency", "'same_day'"),
        (TRIAGE, "suspends = true", "suspends = false", "the file as a whole", "cauda_equina"),
        (
            TRIAGE,
            'id = "infection"',
            'id = "cauda_equina"',
            "the file as a whole",
            "'cauda_equina'",
        ),
        (
            TRIAGE,
            'do = "emergency department now; MRI within hours"\n',
            "",
            "cauda_equina.do",
            "missing",
        ),
        (TRIAGE, 'id = "limp"', 'id = "gait"', "measure limp", "'limp'"),
    ],
)
def test_a_spoiled_file_is_answered_with_the_spot(
    tmp_path: Path, name: str, find: str, put: str, spot: str, expected: str
) -> None:
    placed(tmp_path, name, replaced(name, find, put))
    said = refusal(tmp_path)
    assert said.startswith(f"{Path(name).name}: ")
    assert spot in said
    assert expected in said.split(spot, 1)[1]


def test_two_programmes_with_one_id_are_refused_by_both_names(tmp_path: Path) -> None:
    placed(tmp_path, "programmes/a.toml", text_of(TABLE).encode())
    placed(tmp_path, "programmes/b.toml", text_of(TABLE).encode())
    said = refusal(tmp_path)
    assert said.startswith("b.toml: id: ")
    assert "a.toml" in said


@pytest.mark.parametrize(
    ("jog", "code", "said"),
    [(4, 0, "no mistake found"), (4.2, 2, "jogs 2.2 min more than 'Week 1'")],
)
def test_lint_checks_a_programmes_growth_step_by_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], jog: float, code: int, said: str
) -> None:
    steps = "".join(
        f'[[steps]]\nname = "Week {week}"\nsessions_a_week = 3\nsessions = 3\n'
        f'intervals = [{{ gait = "jog", minutes = {minutes} }}]\n'
        for week, minutes in ((1, 2), (2, jog))
    )
    raw = (
        'id = "own"\nname = "Own"\nversion = "1"\nclasses = ["tendon"]\n'
        'rest_days_between_runs = 1\nsource = "own"\ngrade = "own choice"\n'
        f'[growth]\npercent = 10\nminutes = 2\nsource = "article"\n{steps}'
    )
    path = placed(tmp_path, "own.toml", raw.encode())
    assert main(["lint", str(path), "--clinic", str(tmp_path)]) == code
    caught = capsys.readouterr()
    assert said in (caught.err if code else caught.out)
    assert (caught.err if code else caught.out).count("\n") == 1
