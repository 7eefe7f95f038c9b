"""Settings: a plain file that is read before anything else, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.desk.errors import Refused
from clinic_tui.desk.settings import FILE, Settings, read_settings, write_settings


def read(folder: Path, text: str | bytes) -> tuple[Settings, tuple[str, ...]]:
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(folder)


def test_without_a_file_they_are_the_usual_ones(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), ())
    assert read_settings(tmp_path / "nowhere") == (Settings(), ())


def test_what_was_written_is_read(tmp_path: Path) -> None:
    keys = {"chart.decide": "D", "plan.choose(-1)": "h", "diary.rows": "\\"}
    settings = Settings("light", "plain", keys)
    write_settings(tmp_path, settings)
    assert read_settings(tmp_path) == (settings, ())
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_an_action_may_be_written_with_quotes_or_as_a_table(tmp_path: Path) -> None:
    quoted, _ = read(tmp_path, '[keys]\n"chart.decide" = "D"\n')
    dotted, _ = read(tmp_path, '[keys]\nchart.decide = "D"\n')
    assert quoted.keys == dotted.keys == {"chart.decide": "D"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'theme = "dark"\nsymbols = \n',
            "settings.toml, line 2: Invalid value; the usual settings are used.",
        ),
        (b"theme = '\xff'", "settings.toml: expected UTF-8 text; the usual settings are used."),
        (
            "x = 1\n" * 50_000,
            "settings.toml: longer than 100000 bytes; the usual settings are used.",
        ),
        (
            'theme = "pink"',
            "settings.toml, theme: expected auto, dark, light, contrast, ansi; auto is used.",
        ),
        (
            "theme = 3",
            "settings.toml, theme: expected auto, dark, light, contrast, ansi; auto is used.",
        ),
        ('symbols = "few"', "settings.toml, symbols: expected full, plain; full is used."),
        ("keys = 3", "settings.toml, keys: expected a table; the usual keys are used."),
        (
            "[keys]\nchart.decide = 3",
            'settings.toml, keys.chart.decide: expected a key in quotes, such as "f7".',
        ),
        ("colour = 1", "settings.toml, colour: expected theme, symbols or keys; left out."),
    ],
)
def test_a_mistake_is_named_and_the_usual_stands(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    settings, wrong = read(tmp_path, text)
    assert settings == Settings()
    assert wrong == (said,)


def test_a_wrong_value_leaves_the_others(tmp_path: Path) -> None:
    settings, wrong = read(tmp_path, 'theme = "pink"\nsymbols = "plain"\n')
    assert (settings.theme, settings.symbols, len(wrong)) == ("auto", "plain", 1)


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    read(tmp_path, "theme = [")
    with pytest.raises(Refused, match=r"Nothing was written; put the file right"):
        write_settings(tmp_path, Settings("light"))
    assert (tmp_path / FILE).read_text() == "theme = ["
