"""Every spoiled protocol is answered with its file, the spot in it and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.spoiling import placed, refusal, replaced, text_of

TENDON = "protocols/tendon.toml"
BONE = "protocols/bone_stress_injury.toml"
ABDUCTION = 'measures = ["hip_abduction_strength"]\n'
FLEXION = 'measures = ["passive_hip_flexion"]\nlimit = 15\n'
SWELLING = 'accept = ["none"]\n'
PAIN = 'name = "Soft tissue"\nclasses = ["tendon", "bursitis"]\n'
WALK = 'measures = ["walk"]\nlimit = 30\n'


@pytest.mark.parametrize(
    ("find", "put", "spot", "expected"),
    [
        (ABDUCTION + "limit", ABDUCTION + "limt", "criteria.strength_abduction.limt", "limit"),
        ('name = "Tendon', 'nmae = "Tendon', "name", "missing"),
        ("[comparison]", "[comparision]", "comparison", "missing"),
        (FLEXION, FLEXION + "mood = 1\n", "criteria.range_flexion.mood", "one of id, name"),
        (
            "range_error = 5",
            "range_eror = 5\nrange_error = 5",
            "comparison.range_eror",
            "range_error",
        ),
        (
            "suffices = false }",
            "sufices = false }",
            "criteria.strength_flexion.hand_grade.suffices",
            "missing",
        ),
        ("age_days = 14", 'age_days = "14"', "criteria.range_flexion.age_days", "integer"),
        ("age_days = 14", "age_days = 14.5", "criteria.range_flexion.age_days", "integer"),
        ("age_days = 14", "age_days = -14", "criteria.range_flexion.age_days", "0"),
        ("limit = 15", 'limit = "15"', "criteria.range_flexion.limit", "a number is expected"),
        ("limit = 15", "limit = 15.12345", "criteria.range_flexion.limit", "decimal"),
        ("limit = 15", "limit = nan", "criteria.range_flexion.limit", "number"),
        ("limit = 15", "limit = inf", "criteria.range_flexion.limit", "number"),
        ("limit = 15", "limit = 2026-11-20", "criteria.range_flexion.limit", "a number"),
        ("limit = 15", "limit = -15", "criteria.range_flexion", "expected 0 to 90"),
        ("limit = 90", "limit = 0.9", "criteria.strength_flexion", "per cent"),
        ("lowest = 4", "lowest = 14", "pain_rules.soft_tissue.rows.four_or_sharp.scores", "10"),
        ('"night_pain", ', "", "pain_rules.soft_tissue", "stops and calls at 'night_pain'"),
        ('advice = "hold"', 'advice = "stop_and_call"', "pain_rules.soft_tissue", "is stricter"),
        ('advice = "hold"', 'advice = "advance"', "pain_rules.soft_tissue.rows.slow", "no row adv"),
        (
            'highest = 3 }]\nadvice = "repeat"',
            'highest = 2 }]\nadvice = "repeat"',
            "pain_rules.soft_tissue",
            "more pain",
        ),
        (PAIN, PAIN.replace('"bursitis"', '"joint"'), "as a whole", "own classes, not joint"),
        (PAIN, PAIN.replace(', "bursitis"', ""), "tendon", "pain_rules: none for bursitis"),
        (
            PAIN,
            PAIN.replace('"bursitis"', '"bursitis", "tendon"'),
            "as a whole",
            "pain_rules: two are for tendon",
        ),
        ("limit = 90", "limit = 900", "criteria.strength_flexion", "expected 50 to 100"),
        (WALK, WALK.replace("30", "1800"), "criteria.walk.limit", "0 to 600 min"),
        ("passive_hip_flexion", "hip_tail", "criteria.range_flexion", "of the catalogue"),
        (ABDUCTION, "measures = []\n", "criteria.strength_abduction.measures", "at least 1"),
        (ABDUCTION, 'measures = ["walk"]\n', "criteria.strength_abduction", "no sides"),
        (
            'kind = "range"',
            'kind = "symmetry"',
            "criteria.range_flexion",
            "expected 50 to 100",
        ),
        ('kind = "range"', 'kind = "rnage"', "criteria.range_flexion.kind", "'range', 'symmetry'"),
        ("limit = 15", 'limit = 15\naccept = ["full"]', "criteria.range_flexion", "no accept"),
        ("limit = 15\n", "", "criteria.range_flexion", "needs a limit"),
        (SWELLING, SWELLING + "limit = 0\n", "criteria.swelling", "accept and no limit"),
        ('accept = ["none"]', 'accept = ["nothing"]', "criteria.swelling.accept", "none"),
        ('id = "range_extension"', 'id = "range_flexion"', "the file as a whole", "range_flexion"),
        ('id = "range_flexion"', 'id = "Range flexion"', "criteria.Range flexion.id", "pattern"),
        ('classes = ["tendon", ', 'classes = ["tennis elbow", ', "classes.#1", "'tendon'"),
        ('classes = ["tendon", ', 'classes = ["not_yet_diagnosed", ', "classes", "nobody has"),
        (
            'classes = ["tendon", ',
            'classes = ["bone_stress_injury", ',
            "classes",
            "shares no protocol",
        ),
        ('operated = "never"', 'operated = "sometimes"', "operated", "'never'"),
        ("age_from = 18", "age_from = -1", "age_from", "0"),
        ("pain_at_most = 0", "pain_at_most = 11", "pain_at_most", "10"),
        ("trials = 3", "trials = 0", "criteria.strength_flexion.trials", "1"),
        ("trials = 3", "trials = true", "criteria.strength_flexion.trials", "integer"),
        (
            'source = "Clinical convention for goniometry; the limit is this project\'s own"\n',
            "",
            "criteria.range_flexion.source",
            "missing",
        ),
        ('grade = "own choice"', 'grade = "gold"', "criteria.range_flexion.grade", "'trial'"),
        ('"article_on_ramp"', '"article_off_ramp"', "programmes", "article_off_ramp"),
        ("programmes = [", 'shows = ["mood"]\nprogrammes = [', "shows", "mood"),
        (
            "limit = 15",
            "limit = 15\nlimit_for = { joint = 7 }",
            "criteria.range_flexion.limit_for",
            "one of the protocol's classes",
        ),
        (
            "limit = 15",
            "limit = 15\npain_at_most = 0",
            "criteria.range_flexion.pain_at_most",
            "not asked",
        ),
        (
            "limit = 15",
            "limit = 15\nfaults_at_most = 1",
            "criteria.range_flexion.faults_at_most",
            "not counted",
        ),
        (
            'measure = "hip_flexion_grade"',
            'measure = "walk"',
            "criteria.strength_flexion.hand_grade",
            "grade",
        ),
    ],
)
def test_a_spoiled_protocol_is_answered_with_the_spot(
    tmp_path: Path, find: str, put: str, spot: str, expected: str
) -> None:
    placed(tmp_path, TENDON, replaced(TENDON, find, put))
    said = refusal(tmp_path)
    assert said.startswith("tendon.toml: ")
    assert spot in said
    assert expected in said.split(spot, 1)[1]


@pytest.mark.parametrize(
    ("find", "put", "spot", "expected"),
    [
        ('"release",\n', "", "entry", "release"),
        ("unloaded_until_released = true", "", "unloaded_until_released", "true"),
        ("release_before_clearance = true", "", "release_before_clearance", "true"),
        (
            'measures = ["one_leg_stand_eyes_open_free"]',
            'measures = ["forward_hop"]',
            "criteria.one_leg_stand.measures",
            "no hop",
        ),
    ],
)
def test_a_bone_stress_injury_cannot_be_given_the_rules_of_soft_tissue(
    tmp_path: Path, find: str, put: str, spot: str, expected: str
) -> None:
    placed(tmp_path, BONE, replaced(BONE, find, put))
    said = refusal(tmp_path)
    assert said.startswith("bone_stress_injury.toml: ")
    assert spot in said
    assert expected in said


@pytest.mark.parametrize(
    ("raw", "spot", "expected"),
    [
        (b"", "id", "missing"),
        (b"# nothing yet\n", "id", "missing"),
        (b"criteria = 1\n", "id", "missing"),
        (replaced(TENDON, "[comparison]", "[comparison"), "line 24", "TOML"),
        (replaced(TENDON, 'name = "Tendon and', "name = Tendon and"), "line 5", "TOML"),
        (replaced(TENDON, "limit = 15", "limit = 15\nlimit = 20"), "line 41", "TOML"),
        (replaced(TENDON, "limit = 15", "limit = 1,5"), "line 40", "TOML"),
        (replaced(TENDON, "limit = 15", "limit = 2026-13-40"), "line 40", "TOML"),
        (text_of(TENDON).encode("utf-16"), "line 1", "UTF-8"),
        (b'id = "tendon"\nname = "S\xe4ge"\n', "line 2", "UTF-8"),
        (b"\x00\x01\x02", "line 1", "TOML"),
        (b"a = " + b"[" * 20_000, "", "TOML"),
        (b"a = " + b"9" * 10_000, "", "TOML"),
        (text_of(TENDON).encode() + b"#" * 1_000_000, "larger", "1000000 bytes"),
    ],
    ids=lambda value: None if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_toml_of_a_protocol_is_answered_with_the_line(
    tmp_path: Path, raw: bytes, spot: str, expected: str
) -> None:
    placed(tmp_path, TENDON, raw)
    said = refusal(tmp_path)
    assert said.startswith("tendon.toml: ")
    assert spot in said
    assert expected in said


def test_how_many_more_mistakes_there_are_is_said(tmp_path: Path) -> None:
    placed(tmp_path, TENDON, text_of(TENDON).replace("limit = ", "limt = ").encode())
    assert "more)" in refusal(tmp_path)


def test_two_files_with_one_id_are_refused_by_both_names(tmp_path: Path) -> None:
    placed(tmp_path, "protocols/a.toml", text_of(TENDON).encode())
    placed(tmp_path, "protocols/b.toml", text_of(TENDON).encode())
    said = refusal(tmp_path)
    assert said.startswith("b.toml: id: ")
    assert "a.toml" in said
