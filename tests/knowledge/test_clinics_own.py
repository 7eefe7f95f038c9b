"""A clinic's own knowledge: a published protocol works from a text file alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from clinic_tui.cli import main
from clinic_tui.exchange.portable import dump_chart
from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import KnowledgeError, built_in, kind_of, with_clinic
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import SurgeonLimits, Surgery
from clinic_tui.model.reading import Measured
from clinic_tui.model.words import Diagnosis, Outcome, Side, Unit, Verdict
from tests.builders import (
    BOTH,
    DAY,
    base_assessment,
    base_chart,
    base_episode,
    measured,
    passive_range,
    strength,
)
from tests.knowledge.spoiling import placed, replaced, text_of

FULL_SPORT = Path(__file__).parent / "examples" / "full_sport.toml"
TENDON = "protocols/tendon.toml"


def repetitions(side: Side, count: int) -> Measured:
    return measured("single_leg_squat", side, count, unit=Unit.REPETITION, pain=0, faults=0)


def operated(hop_left: int = 118) -> Chart:
    """Half a year after arthroscopy, strong; only the hop changes."""
    readings = [
        passive_range("internal_rotation", Side.LEFT, 33),
        passive_range("internal_rotation", Side.RIGHT, 36),
        strength("abduction", Side.LEFT, 199, 196, 201),
        strength("abduction", Side.RIGHT, 205, 201, 198),
    ]
    for side, reach, hop in zip(BOTH, (61, 64), (hop_left, 124), strict=True):
        readings += [
            measured("y_balance_anterior", side, reach, unit=Unit.CENTIMETRE, pain=0),
            measured("forward_hop", side, hop, hop - 4, hop - 2, unit=Unit.CENTIMETRE, pain=0),
            repetitions(side, 10),
        ]
    limits = SurgeonLimits(text="none left", by="Dr Vera Holm", on=date(2026, 9, 1))
    surgery = Surgery(kind="arthroscopy", on=date(2026, 5, 4), limits=limits)
    return base_chart(
        episode=base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY, surgery=surgery),
        assessment=base_assessment(readings=tuple(readings)),
    )


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's folder with the published protocol in it."""
    placed(tmp_path, "knowledge/protocols/full_sport.toml", FULL_SPORT.read_bytes())
    return tmp_path


def test_a_published_protocol_judges_from_its_file_alone(clinic: Path) -> None:
    library = with_clinic(clinic / "knowledge")
    chart = operated()
    asked = library.protocols["full_sport"]
    readiness = judge(chart, chart.episodes[0], chart.assessments[0], DAY, library, asked)
    assert readiness.verdict is Verdict.READY
    assert readiness.protocol is not None
    assert (readiness.protocol.id, readiness.protocol.digest) == ("full_sport", asked.digest)
    assert [f.outcome for f in readiness.findings] == [Outcome.MET] * 5


@pytest.mark.parametrize(
    ("hop_left", "code", "outcome"), [(118, 0, "met"), (112, 0, "met"), (111, 3, "not_met")]
)
def test_check_judges_by_the_clinics_protocol(
    clinic: Path, capsys: pytest.CaptureFixture[str], hop_left: int, code: int, outcome: str
) -> None:
    chart = placed(clinic, "runner.chart.json", dump_chart(operated(hop_left)))
    words = ["check", str(chart), "--clinic", str(clinic), "--protocol", "full_sport", "--json"]
    assert main(words) == code
    said = json.loads(capsys.readouterr().out)
    assert said["protocol"]["id"] == "full_sport"
    assert said["findings"][-1]["outcome"] == outcome
    assert said["findings"][-1]["criterion"] == "forward_hop"


def test_check_judges_by_a_protocols_file_without_any_clinic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = placed(tmp_path, "runner.chart.json", dump_chart(operated()))
    nowhere = str(tmp_path / "nowhere")
    words = ["check", str(chart), "--clinic", nowhere, "--protocol", str(FULL_SPORT)]
    assert main(words) == 0
    assert "Full sport after arthroscopy" in capsys.readouterr().out


def test_without_being_asked_for_the_variant_changes_nothing(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = placed(clinic, "runner.chart.json", dump_chart(operated()))
    main(["check", str(chart), "--clinic", str(clinic), "--json"])
    assert json.loads(capsys.readouterr().out)["protocol"]["id"] == "after_arthroscopy"


def test_lint_accepts_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(FULL_SPORT), "--clinic", str(tmp_path)]) == 0
    assert "protocol full_sport version 2022, 5 criteria" in capsys.readouterr().out


def test_check_names_the_clinics_spoiled_file(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = FULL_SPORT.read_bytes().replace(b'"y_balance_anterior"]', b'"y_balance_forward"]')
    placed(clinic, "knowledge/protocols/full_sport.toml", raw)
    chart = placed(clinic, "runner.chart.json", dump_chart(operated()))
    assert main(["check", str(chart), "--clinic", str(clinic)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "full_sport.toml: protocol full_sport: criteria.y_balance_anterior" in said.err


def test_a_clinics_protocol_for_a_class_comes_before_the_built_in_one(tmp_path: Path) -> None:
    raw = replaced(TENDON, 'id = "tendon"', 'id = "our_tendon"')
    placed(tmp_path, "protocols/our_tendon.toml", raw)
    own = with_clinic(tmp_path).protocol_for(Diagnosis.TENDON)
    assert own is not None
    assert own.id == "our_tendon"
    assert with_clinic(tmp_path).protocols["tendon"] == built_in().protocols["tendon"]


def test_a_file_of_the_same_id_replaces_the_built_in_protocol(tmp_path: Path) -> None:
    placed(tmp_path, TENDON, replaced(TENDON, "limit = 15", "limit = 12"))
    own = with_clinic(tmp_path).protocols["tendon"]
    assert own.criteria[0].limit == 12
    assert own.digest != built_in().protocols["tendon"].digest


def test_a_clinic_may_add_a_measure_and_judge_by_it(tmp_path: Path) -> None:
    measures = (
        '[[measures]]\nid = "balance_board"\nname = "Balance board"\ncode = "bbd"\n'
        'group = "balance"\nunit = "s"\nsided = true\nminutes = 2\nasks_pain = true\n'
        "plausible = [0, 120]\npossible = [0, 600]\n"
    )
    placed(tmp_path, "measures.toml", measures.encode())
    raw = replaced(TENDON, '["one_leg_stand_eyes_open_free"]', '["balance_board"]')
    placed(tmp_path, TENDON, raw)
    library = with_clinic(tmp_path)
    assert "balance_board" in library.measures
    assert "walk" in library.measures


def test_notepads_byte_order_mark_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + text_of(TENDON).replace("\n", "\r\n").encode()
    placed(tmp_path, TENDON, raw)
    assert with_clinic(tmp_path).protocols["tendon"] == built_in().protocols["tendon"]


def test_an_empty_folder_and_other_files_change_nothing(tmp_path: Path) -> None:
    placed(tmp_path, "protocols/notes.txt", b"not a protocol")
    assert with_clinic(tmp_path) == built_in()


def test_what_kind_a_file_is_is_seen_from_what_stands_in_it(tmp_path: Path) -> None:
    assert kind_of(FULL_SPORT) is Protocol
    with pytest.raises(KnowledgeError, match=r"other\.toml: expected a protocol with \[\[crit"):
        kind_of(placed(tmp_path, "other.toml", b"x = 1"))


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"gone\.toml: cannot be read \(No such file"):
        kind_of(tmp_path / "gone.toml")
