"""The diary code as it is printed; what it means stands with the rule that reads it back."""

from __future__ import annotations

from clinic_tui.judgement.diary_code import LETTERS, check_figure, row_key, row_letter

__all__ = ["LETTERS", "check_figure", "row_key", "row_letter"]
