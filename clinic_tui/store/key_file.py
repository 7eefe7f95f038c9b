"""The clinic's key file: one random key, wrapped once for each person and once for the paper.

    {"format": 2, "clinic": "…", "slots": [{"who": "Ada Nowak", "kind": "passphrase", …}]}

A slot names its person and the cost of trying a passphrase; both are authenticated. The key itself
never changes, so a new passphrase rewrites a few hundred bytes and no chart.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clinic_tui.model.code_letters import LETTERS, as_meant, check_letter
from clinic_tui.model.digest import sha256
from clinic_tui.store.durable import replace_file
from clinic_tui.store.errors import DamagedError, MissingError, WrongPassphraseError
from clinic_tui.store.lock import locked
from clinic_tui.store.sealed import FORMAT, IDENTITY_BYTES, KEY_BYTES, NONCE_BYTES

NAME = "keys.json"
COPY = "keys-copy.json"
"""The same bytes once more: a flipped bit here would cost every chart."""
_LONGEST = 1_000_000
_CODE_LETTERS = 32
AIM = 0.8
"""Seconds that one try of a passphrase is to cost here."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs by Argon2id (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int = 1

    def check(self) -> None:
        """A damaged or hostile file must not ask for more than a laptop has.

        Raises:
            DamagedError: it does.
        """
        fits = 8 * self.lanes <= self.memory_kib <= 1 << 20
        if not (fits and 1 <= self.passes <= 10 and 1 <= self.lanes <= 8):
            raise DamagedError(
                "The key file asks for more than 1 GiB or ten passes and was not followed. "
                "Nothing was changed; restore it from a backup."
            )


def calibrated(clock: Callable[[], float] = time.perf_counter) -> Cost:
    """A cost of 0.5 to 1 second on this machine: 256 MiB where that is quick enough, else less.

    Never below 64 MiB and 3 passes, however slow the machine.
    """
    pass_of_64 = min(_one_pass(clock) for _ in range(2))
    for memory in (256, 128, 64):
        passes = int(AIM / (pass_of_64 * memory / 64)) if pass_of_64 else 10
        if passes >= 3:
            return Cost(memory * 1024, min(10, passes))
    return Cost(64 * 1024, 3)


def _one_pass(clock: Callable[[], float]) -> float:
    begun = clock()
    _derive("calibration", bytes(16), Cost(64 * 1024, 1))
    return clock() - begun


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What a key file gave: which clinic, its key, and who opened it; nobody for the paper."""

    clinic: bytes
    key: bytes
    who: str


class KeyFile:
    """The key file of a clinic's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def exists(self) -> bool:
        """Whether there is one, or its copy."""
        return any((self._folder / name).exists() for name in (NAME, COPY))

    def people(self) -> tuple[str, ...]:
        """Who can open the clinic by a passphrase, in the order they came."""
        return tuple(s["who"] for s in self._read()["slots"] if s["kind"] == "passphrase")

    def open_to_all(self) -> Unwrapped | None:
        """The key of a clinic of invented people, which lies open; none for any other."""
        kept = self._read()
        if "open" not in kept:
            return None
        return Unwrapped(bytes.fromhex(kept["clinic"]), _bytes(kept["open"]), "")

    def create(self, who: str, passphrase: str, cost: Cost) -> tuple[Unwrapped, str]:
        """Makes the clinic's key; returns it with the recovery code that is shown once.

        Raises:
            NotWrittenError: the disk refused.
        """
        made = Unwrapped(os.urandom(IDENTITY_BYTES), os.urandom(KEY_BYTES), who)
        code = new_code()
        slots = [_by_passphrase(made, who, passphrase, cost), _by_code(made, code)]
        self._write({"format": FORMAT, "clinic": made.clinic.hex(), "slots": slots})
        return made, code

    def create_open(self, seed: bytes | None = None) -> Unwrapped:
        """Makes a key that anybody may read, for a clinic of invented people only."""
        clinic = seed[:IDENTITY_BYTES] if seed else os.urandom(IDENTITY_BYTES)
        key = seed[IDENTITY_BYTES:] if seed else os.urandom(KEY_BYTES)
        self._write({"format": FORMAT, "clinic": clinic.hex(), "slots": [], "open": _text(key)})
        return Unwrapped(clinic, key, "")

    def unlock(self, who: str, passphrase: str) -> Unwrapped:
        """The key, by somebody's passphrase.

        Raises:
            WrongPassphraseError: it is not, or nobody of that name is here: said alike.
            DamagedError: the file cannot be read.
        """
        # The copy is asked too where it differs: a flipped bit looks like a wrong passphrase.
        hostile: DamagedError | None = None
        tried: list[dict[str, Any]] = []
        for kept in self._readable():
            for slot in kept["slots"]:
                if slot["kind"] == "passphrase" and slot["who"] == who and slot not in tried:
                    tried.append(slot)
                    cost = Cost(slot["memory_kib"], slot["passes"], slot["lanes"])
                    try:
                        cost.check()
                    except DamagedError as error:
                        hostile = error
                        continue
                    found = _unwrapped(kept, slot, _derive(passphrase, _bytes(slot["salt"]), cost))
                    if found is not None:
                        return Unwrapped(bytes.fromhex(kept["clinic"]), found, who)
        if hostile is not None:
            raise hostile
        raise WrongPassphraseError("That passphrase does not open the clinic. Nothing was changed.")

    def recover(self, code: str) -> Unwrapped:
        """The key, by the recovery code.

        Raises:
            WrongPassphraseError: it is not the code, or was typed wrong.
            DamagedError: the file cannot be read.
        """
        secret = read_code(code)
        for kept in self._readable():
            for slot in kept["slots"]:
                if slot["kind"] == "code":
                    found = _unwrapped(kept, slot, _from_code(secret, _bytes(slot["salt"])))
                    if found is not None:
                        return Unwrapped(bytes.fromhex(kept["clinic"]), found, "")
        raise WrongPassphraseError("This is not the clinic's recovery code. Nothing was changed.")

    def change_passphrase(self, opened: Unwrapped, who: str, old: str, new: str) -> None:
        """Gives somebody another passphrase if the old one is right; both are tried at once.

        Raises:
            WrongPassphraseError: the old one is wrong; it stays.
        """
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as beside:
            made = beside.submit(_by_passphrase, opened, who, new, self.cost_of(who))
            self.unlock(who, old)
            mine = made.result()
        self._put_slot(who, mine)

    def set_passphrase(self, opened: Unwrapped, who: str, passphrase: str, cost: Cost) -> None:
        """Gives somebody a passphrase, the first or a new one; the one before opens no more."""
        self._put_slot(who, _by_passphrase(opened, who, passphrase, cost))

    def _put_slot(self, who: str, mine: dict[str, Any]) -> None:
        with locked(self._folder / NAME):
            kept = self._read()
            slots: list[dict[str, Any]] = kept["slots"]
            before = [(slot["kind"], slot["who"]) for slot in slots]
            # In the place of the one before, so that the people stay in the order they came.
            if ("passphrase", who) in before:
                slots[before.index(("passphrase", who))] = mine
            else:
                slots.append(mine)
            kept.pop("open", None)
            self._write(kept)

    def set_code(self, opened: Unwrapped) -> str:
        """A new recovery code; the one before opens no more."""
        code = new_code()
        with locked(self._folder / NAME):
            kept = self._read()
            others = [slot for slot in kept["slots"] if slot["kind"] != "code"]
            self._write({**kept, "slots": [*others, _by_code(opened, code)]})
        return code

    def remove(self, who: str) -> None:
        """Takes somebody's passphrase away."""
        with locked(self._folder / NAME):
            kept = self._read()
            others = [s for s in kept["slots"] if (s["kind"], s["who"]) != ("passphrase", who)]
            self._write({**kept, "slots": others})

    def cost_of(self, who: str) -> Cost:
        """What trying this person's passphrase costs, to be kept for the next one."""
        for slot in self._read()["slots"]:
            if slot["kind"] == "passphrase" and slot["who"] == who:
                return Cost(slot["memory_kib"], slot["passes"], slot["lanes"])
        raise MissingError(f"Nobody named {who} has a passphrase here.")

    def _write(self, kept: dict[str, Any]) -> None:
        whole = {**kept, "sum": _sum(kept)}
        raw = json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
        for name in (NAME, COPY):
            replace_file(self._folder / name, raw)

    def _read(self) -> dict[str, Any]:
        return self._readable()[0]

    def _readable(self) -> list[dict[str, Any]]:
        found = [kept for name in (NAME, COPY) if (kept := _kept(self._folder / name)) is not None]
        if not found:
            if not self.exists:
                raise MissingError(f"No clinic was set up in the folder {self._folder.name}.")
            raise DamagedError(
                f"The key file {NAME} is damaged, and so is its copy. Nothing was changed; "
                "restore one of them from a backup."
            )
        known = [kept for kept in found if kept["format"] <= FORMAT]
        if not known:
            raise DamagedError(
                f"The key file {NAME} was written by a newer clinic-tui; open it with that one."
            )
        # Whoever changes a slot writes the others again: they are taken from a copy that is whole.
        return sorted(known, key=lambda kept: kept.get("sum") != _sum(kept))


def new_code() -> str:
    """A recovery code: 153 random bits and a letter that notices a slip, in groups of four."""
    import secrets

    letters = "".join(secrets.choice(LETTERS) for _ in range(_CODE_LETTERS - 1))
    whole = letters + check_letter(letters)
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def read_code(typed: str) -> str:
    """A recovery code as it was meant, without dashes, case and letters taken for figures.

    Raises:
        WrongPassphraseError: letters are missing or wrong.
    """
    plain = as_meant(typed)
    if len(plain) != _CODE_LETTERS or not set(plain) <= set(LETTERS):
        raise WrongPassphraseError(
            f"A recovery code has {_CODE_LETTERS} letters and figures; this has {len(plain)}."
        )
    if check_letter(plain[:-1]) != plain[-1]:
        raise WrongPassphraseError("A letter of this recovery code is wrong; compare it again.")
    return plain


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    import unicodedata

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # The same letters typed on another keyboard may come composed in another way.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    function = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return function.derive(typed)


def _from_code(secret: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    # The code is random, so one pass is enough; a passphrase is not.
    return HKDF(SHA256(), KEY_BYTES, salt, b"clinic_tui recovery").derive(secret.encode())


def _by_passphrase(made: Unwrapped, who: str, passphrase: str, cost: Cost) -> dict[str, Any]:
    salt = os.urandom(16)
    slot = {
        "who": who,
        "kind": "passphrase",
        "salt": _text(salt),
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
    }
    return _wrapped(made, slot, _derive(passphrase, salt, cost))


def _by_code(made: Unwrapped, code: str) -> dict[str, Any]:
    salt = os.urandom(16)
    slot = {"who": "", "kind": "code", "salt": _text(salt)}
    return _wrapped(made, slot, _from_code(read_code(code), salt))


def _wrapped(made: Unwrapped, slot: dict[str, Any], key: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    wrapped = AESGCM(key).encrypt(nonce, made.key, _bound(made.clinic.hex(), slot))
    return {**slot, "nonce": _text(nonce), "wrapped": _text(wrapped)}


def _unwrapped(kept: dict[str, Any], slot: dict[str, Any], key: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    bound = _bound(kept["clinic"], slot)
    try:
        return AESGCM(key).decrypt(_bytes(slot["nonce"]), _bytes(slot["wrapped"]), bound)
    except InvalidTag:
        return None


def _bound(clinic: str, slot: dict[str, Any]) -> bytes:
    """What is authenticated with a wrapped key: the clinic, the person, the cost."""
    said = {name: slot[name] for name in sorted(slot) if name not in ("nonce", "wrapped")}
    return json.dumps([clinic, said], ensure_ascii=True, separators=(",", ":")).encode()


def _kept(path: Path) -> dict[str, Any] | None:
    """The file's content where it has the shape of a key file."""
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_LONGEST))
        newer = kept["format"] > FORMAT
        return kept if newer or _shaped(kept) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _sum(kept: dict[str, Any]) -> str:
    """SHA-256 of what a key file says: against slips of the disk, not against people."""
    said = {name: kept[name] for name in sorted(kept) if name != "sum"}
    return sha256(json.dumps(said, sort_keys=True).encode()).hex()


def _shaped(kept: dict[str, Any]) -> bool:
    bytes.fromhex(kept["clinic"])
    for slot in kept["slots"]:
        for name in ("salt", "nonce", "wrapped"):
            _bytes(slot[name])
        if slot["kind"] == "passphrase":
            numbers = slot["memory_kib"], slot["passes"], slot["lanes"]
            if not all(type(number) is int for number in numbers):
                return False
        if not (isinstance(slot["who"], str) and slot["kind"] in ("passphrase", "code")):
            return False
    return "open" not in kept or len(_bytes(kept["open"])) == KEY_BYTES


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
