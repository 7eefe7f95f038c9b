"""Reads a sealed chart by `docs/format.md` alone: nothing of the program is imported here.

python independent_reader.py FOLDER PASSPHRASE ID
"""

from __future__ import annotations

import base64
import json
import sys
import unicodedata
import zlib
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LISTS = ("episodes", "assessments", "clearances", "plans", "run_logs")


def clinic_key(key_file: dict[str, Any], who: str, passphrase: str) -> bytes:
    (slot,) = (s for s in key_file["slots"] if s["kind"] == "passphrase" and s["who"] == who)
    assert slot["memory_kib"] <= 1 << 20
    derived = Argon2id(
        salt=base64.b64decode(slot["salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory_kib"],
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    return unwrapped(key_file, slot, derived)


def clinic_key_by_code(key_file: dict[str, Any], code: str) -> bytes:
    (slot,) = (s for s in key_file["slots"] if s["kind"] == "code")
    letters = code.upper().replace("-", "").encode()
    salt = base64.b64decode(slot["salt"])
    return unwrapped(
        key_file, slot, HKDF(SHA256(), 32, salt, b"clinic_tui recovery").derive(letters)
    )


def unwrapped(key_file: dict[str, Any], slot: dict[str, Any], derived: bytes) -> bytes:
    said = {name: slot[name] for name in sorted(slot) if name not in ("nonce", "wrapped")}
    bound = json.dumps([key_file["clinic"], said], separators=(",", ":")).encode()
    nonce, wrapped = base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"])
    return AESGCM(derived).decrypt(nonce, wrapped, bound)


def parts(raw: bytes, kind: int, identity: bytes, key: bytes) -> tuple[bytes, bytes]:
    header = raw[:68]
    if header[:12] != b"\x93clinic\n" + bytes([2, kind, 0, 0]) or header[12:28] != identity:
        raise ValueError("not this file")
    head = int.from_bytes(header[36:40], "big")
    body = int.from_bytes(header[40:44], "big")
    if len(raw) != 68 + head + body:
        raise ValueError("wrong length")
    cipher = AESGCM(key)
    return (
        cipher.decrypt(header[44:56], raw[68 : 68 + head], header + b"head"),
        cipher.decrypt(header[56:68], raw[68 + head :], header + b"body"),
    )


def chart(raw_key: bytes, raw_chart: bytes, identity: bytes, clinics: bytes) -> dict[str, Any]:
    """The portable chart in a sealed file, given its sealed key and the clinic's key."""
    _, key = parts(raw_key, 3, identity, clinics)
    _, body = parts(raw_chart, 1, identity, key)
    tables = json.loads(zlib.decompress(body))
    rows = {name: [t[n] for n in sorted(t, key=int)] for name, t in tables.items()}
    lists = {name: rows.get(name, []) for name in LISTS}
    return {**rows["rest"][0], "patient": rows["patient"][0], **lists}


def main(folder: Path, passphrase: str, name: str) -> None:
    key_file = json.loads((folder / "keys.json").read_text())
    who = next(s["who"] for s in key_file["slots"] if s["kind"] == "passphrase")
    read = chart(
        (folder / "keys" / f"{name}.key").read_bytes(),
        (folder / "charts" / f"{name}.sealed").read_bytes(),
        bytes.fromhex(name),
        clinic_key(key_file, who, passphrase),
    )
    print(json.dumps(read))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
