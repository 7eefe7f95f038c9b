"""`clinic-tui plan` and `lint` on files."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from clinic_tui.demo.charts import charts
from clinic_tui.exchange.portable import dump_chart
from clinic_tui.model.chart import Chart
from tests.cases.charts import path_of

Run = Callable[..., tuple[int, str, str]]
DATA = files("clinic_tui.knowledge") / "data"


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portable chart of someone who was cleared on 20 November and has a plan."""
    path = tmp_path_factory.mktemp("plan") / "cleared.chart.json"
    path.write_bytes(dump_chart(charts(1)[0]))
    return path


def without_plan(path: Path, folder: Path) -> Path:
    chart = Chart.model_validate_json(path.read_bytes())
    bare = folder / "bare.chart.json"
    bare.write_bytes(dump_chart(chart.model_copy(update={"plans": ()})))
    return bare


def test_the_charts_own_plan_is_shown(run: Run, cleared: Path) -> None:
    code, out, err = run("plan", cleared, "--on", "2026-11-23", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["id"] == "p1"
    code, out, _ = run("plan", cleared, "--on", "2026-11-23")
    assert code == 0
    assert out.startswith("Plan: ")
    assert "walk" in out


def test_a_plan_is_made_where_there_is_none(run: Run, cleared: Path, tmp_path: Path) -> None:
    bare = without_plan(cleared, tmp_path)
    before = bare.read_bytes()
    code, out, _ = run("plan", bare, "--on", "2026-11-23", "--programme", "article_run_walk")
    assert code == 0
    assert "step 1" in out
    assert bare.read_bytes() == before


def test_a_programme_of_ones_own_is_read_from_its_file(
    run: Run, cleared: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    text = (DATA / "programmes" / "article_run_walk.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('id = "article_run_walk"', 'id = "own"'), encoding="utf-8")
    code, out, _ = run("plan", cleared, "--on", "2026-11-23", "--programme", own, "--json")
    assert code == 0
    assert json.loads(out)["programme"] == "own"


def test_a_stale_plan_says_what_changed_and_what_a_new_one_would_have(
    run: Run, cleared: Path, tmp_path: Path
) -> None:
    plan = Chart.model_validate_json(cleared.read_bytes()).plans[-1]
    text = (DATA / "programmes" / f"{plan.programme}.toml").read_text(encoding="utf-8")
    own = tmp_path / "knowledge" / "programmes" / "newer.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace('version = "1.0"', 'version = "2"'), encoding="utf-8")
    asked = ("plan", cleared, "--on", str(plan.start), "--clinic", tmp_path)
    code, out, err = run(*asked)
    assert (code, err) == (0, "")
    assert out.startswith(f"Stale: programme '{plan.programme_name}' changed: version 1.0 then")
    assert "\nMade anew it would be the same.\nPlan: " in out
    own.write_text(
        text.replace('version = "1.0"', 'version = "2"').replace("minutes = 10 }", "minutes = 9 }"),
        encoding="utf-8",
    )
    code, out, _ = run(*asked)
    assert "\nMade anew it would say:\n  " in out
    assert " min, before " in out
    code, out, err = run(*asked, "--json")
    assert json.loads(out)["id"] == plan.id
    assert err.startswith("clinic-tui: Stale: programme")


def test_an_expired_clearance_gives_no_plan(run: Run, cleared: Path) -> None:
    code, out, err = run("plan", cleared, "--on", "2026-12-19")
    assert (code, out) == (3, "")
    assert "expired" in err


def test_without_clearance_there_is_no_plan(run: Run) -> None:
    code, out, err = run("plan", path_of("01-all-met"))
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert "not asked" in err


def test_a_red_flag_gives_no_plan(run: Run) -> None:
    code, out, err = run("plan", path_of("08-numb-leg"))
    assert (code, out) == (3, "")
    assert "red flag" in err


def test_a_patients_paper_needs_the_clinics_numbers(
    run: Run, cleared: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "plan.pdf"
    code, _, err = run("plan", cleared, "--on", "2026-11-23", "-o", paper)
    assert code == 2
    assert "numbers" in err
    assert not paper.exists()


BUILT_IN = [
    "measures.toml",
    "triage.toml",
    "protocols/tendon.toml",
    "protocols/general.toml",
    "protocols/after_arthroscopy.toml",
    "protocols/bone_stress_injury.toml",
    "protocols/no_dynamometer.toml",
    "programmes/article_run_walk.toml",
]


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_is_built_in_has_no_mistake(run: Run, name: str, tmp_path: Path) -> None:
    copy = tmp_path / Path(name).name
    copy.write_bytes((DATA / name).read_bytes())
    code, out, err = run("lint", copy)
    assert (code, err) == (0, "")
    assert "no mistake found" in out
    assert out.count("\n") == 1


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ('kind = "range"', 'kind = "rnage"', "kind"),
        ('measures = ["passive_hip_flexion"]', 'measures = ["tail"]', "tail"),
        ("age_days = 14", 'age_days = "soon"', "age_days"),
        ('version = "1.0"', "", "version"),
        ("limit = 15", "limit = 15\nmood = 1", "mood"),
        ("[comparison]", "[comparison", "TOML"),
    ],
)
def test_a_spoiled_protocol_is_answered_with_the_spot(
    run: Run, tmp_path: Path, find: str, put: str, said: str
) -> None:
    text = (DATA / "protocols" / "tendon.toml").read_text(encoding="utf-8")
    assert find in text
    spoiled = tmp_path / "spoiled.toml"
    spoiled.write_text(text.replace(find, put, 1), encoding="utf-8")
    code, out, err = run("lint", spoiled)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "spoiled.toml" in err or "protocol tendon" in err
    assert said in err
