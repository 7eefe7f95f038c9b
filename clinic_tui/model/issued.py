"""Papers as they were issued: what, when, by whom, to whom, and on what each rested."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.code_letters import LETTERS, as_meant, check_letter
from clinic_tui.model.digest import sha256
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.person import Signature
from clinic_tui.model.plan import PlanId
from clinic_tui.model.strict import Name, Strict, Text
from clinic_tui.model.words import Reader

PREFIX: Final = "CT1"
LASTS: Final = timedelta(days=14)
"""How long a paper counts that states no clearance: as long as the tests behind it."""
COUNTED: Final = 11
"""Letters of a code that count; one more checks them."""


class CodeError(ValueError):
    """Something typed is no code of a paper; says why in one line."""


def code_of(digest: str) -> str:
    """The short code of a SHA-256 in hexadecimal figures, such as CT1-7K2M-90QR-XC4B."""
    rest, letters = int(digest, 16), ""
    for _ in range(COUNTED):
        rest, place = divmod(rest, len(LETTERS))
        letters += LETTERS[place]
    letters += check_letter(letters)
    return "-".join((PREFIX, *(letters[at : at + 4] for at in range(0, COUNTED + 1, 4))))


def read_code(typed: str) -> str:
    """A code as it was meant, with or without prefix, dashes and capitals.

    Raises:
        CodeError: letters are missing, or the last one does not check the others.
    """
    plain, whole = as_meant(typed), COUNTED + 1
    if len(plain) == len(PREFIX) + whole:
        plain = plain.removeprefix(PREFIX)
    if len(plain) != whole or not set(plain) <= set(LETTERS):
        raise CodeError(f"a code has {whole} letters and figures after {PREFIX}")
    if check_letter(plain[:-1]) != plain[-1]:
        raise CodeError("mistyped: the check character is wrong; compare letter by letter")
    return "-".join((PREFIX, *(plain[at : at + 4] for at in range(0, whole, 4))))


def _whole(code: str) -> str:
    if read_code(code) != code:
        raise ValueError("expected a code such as CT1-7K2M-90QR-XC4B")
    return code


Code = Annotated[str, AfterValidator(_whole), Field(max_length=18)]


class Rests(Strict):
    """What a paper rests on, part by part, so that it can be said which of them changed."""

    assessment: AssessmentId | None = None
    readiness: Text = ""
    """Digest of the readiness it shows; empty where it shows none."""
    status: ClearanceStatus = ClearanceStatus.NOT_ASKED
    clearance: Text = ""
    """Digest of the clearance that was given; empty where none was."""
    plan: PlanId | None = None
    plan_digest: Text = ""


class Issued(Strict):
    """One paper that left the clinic; nothing of it is ever changed."""

    code: Code
    episode: EpisodeId
    kind: Name
    title: Name
    by: Signature
    """Who made it, and when."""
    to: Reader
    to_name: Annotated[Text, Field(max_length=200)] = ""
    version: Annotated[int, Field(ge=1)] = 1
    """Of the plan where it shows one, else how many of its kind there were with it."""
    rests_on: Rests
    until: date | None = None
    """Its last valid day, where it has one."""

    @property
    def reader(self) -> str:
        """Whom it went to, in words."""
        if self.to is Reader.OTHER and self.to_name:
            return self.to_name
        return f"{self.to.words}, {self.to_name}" if self.to_name else self.to.words


def fingerprint(*parts: str) -> str:
    """SHA-256 over the parts that a paper rests on."""
    return sha256("\n".join(parts).encode()).hex()
