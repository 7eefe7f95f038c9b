"""How hard a text is to read, as the year of school that it asks for.

English by Flesch and Kincaid (1975), German by the first of the Vienna formulas of Bamberger and
Vanecek (1984). Figures are not counted: they read alike in every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
END = re.compile(r"[.!?…·\n]+")
PLACE = re.compile(r"\{\w+\}")
FEWEST = 3
"""A label of fewer words is no sentence."""
Sentence = Sequence[str]


def sentences(texts: Iterable[str]) -> list[Sentence]:
    """The words of each sentence; places of a text are left out."""
    pieces = (piece for text in texts for piece in END.split(PLACE.sub(" ", text)))
    return [found for piece in pieces if len(found := WORD.findall(piece)) >= FEWEST]


def english(said: Sequence[Sentence]) -> float:
    """The grade of Flesch and Kincaid."""
    words = [word for sentence in said for word in sentence]
    syllables = sum(map(english_syllables, words))
    return 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59


def english_syllables(word: str) -> int:
    """Groups of vowels; an e that is not heard is none."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouy]e$|[^aeiouytd]ed$", word) and not word.endswith("le")
    return max(1, count - bool(silent))


def german(said: Sequence[Sentence]) -> float:
    """The first Vienna formula."""
    words = [word for sentence in said for word in sentence]
    syllables = [german_syllables(word) for word in words]
    many = _share(sum(each >= 3 for each in syllables), len(words))
    one = _share(sum(each == 1 for each in syllables), len(words))
    long = _share(sum(len(word) > 6 for word in words), len(words))
    return 0.1935 * many + 0.1672 * len(words) / len(said) + 0.1297 * long - 0.0327 * one - 0.875


def german_syllables(word: str) -> int:
    """Vowels, two that are one sound counted once."""
    return max(1, len(re.findall(r"ei|ai|au|äu|eu|ie|aa|ee|oo|[aeiouyäöü]", word.lower())))


def _share(part: int, whole: int) -> float:
    return 100 * part / whole


GRADES: dict[str, Callable[[Sequence[Sentence]], float]] = {"en": english, "de": german}
