"""The history: every view, save, signature and export as an entry of one sealed hash chain.

An entry is a frame in an append-only file: its length, a check of that, a nonce, and the entry
sealed by AES-256-GCM with the hash of all entries before it as authenticated data. So an entry
that was changed, removed, put in or moved does not open, and neither does any after it. Files are
numbered; a damaged one is left as it is and the next one begun.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clinic_tui.model.digest import sha256
from clinic_tui.store.durable import FILE_MODE, make_folder, sync_folder, write_all
from clinic_tui.store.errors import DamagedError, NotWrittenError
from clinic_tui.store.keys import Keys
from clinic_tui.store.lock import locked
from clinic_tui.store.sealed import NONCE_BYTES, TAG_BYTES

FOLDER = "history"
SUFFIX = ".log"
FRAME = struct.Struct(">II12s")
"""Length of what is sealed, CRC of that length and the chain so far, nonce."""
_LONGEST = 1 << 20
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the history: after so many entries, with the hash of them all."""

    file: int
    offset: int
    size: int
    hash: bytes

    @property
    def words(self) -> str:
        """The head as papers and backups carry it, such as `1284-9f3a77c2d01b`."""
        return f"{self.size}-{self.hash.hex()[:12]}"


@dataclass(frozen=True, slots=True)
class Read:
    """One entry and the place after it."""

    entry: Entry
    after: Spot


class DamagedHistoryError(DamagedError):
    """An entry is not as it was written, or cannot be read now; all before it stand."""

    def __init__(self, spot: Spot, why: str, *, unread: bool = False) -> None:
        where = f"after entry {spot.size} ({why} in {spot.file:08d}{SUFFIX})"
        super().__init__(
            f"The history cannot be read {where}. The charts are not touched by this."
            if unread
            else f"The history is damaged {where}. "
            "The charts are not touched by this; what is done from now on is written down again."
        )
        self.spot = spot
        self.unread = unread


class History:
    """The chain of one clinic."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._folder = folder / FOLDER
        self._keys = keys
        self._start = sha256(b"clinic_tui history" + keys.clinic)

    @property
    def beginning(self) -> Spot:
        """The place before the first entry."""
        return Spot(1, 0, 0, self._start)

    def read(self, after: Spot, damage: list[DamagedHistoryError]) -> Iterator[Read]:
        """The entries after a place, each opened and its link proved.

        Damage is added to the list; reading goes on with the next file, where there is one.
        """
        spot = after
        while True:
            try:
                raw, start = self._bytes_after(spot), 0
                while found := self._entry(spot, raw, start):
                    start += found.after.offset - spot.offset
                    spot = found.after
                    yield found
            except DamagedHistoryError as error:
                damage.append(error)
            if not self._exists(spot.file + 1):
                return
            try:
                spot = self._next_file(spot)
            except DamagedHistoryError as error:
                damage.append(error)
                return

    def append(self, entries: Sequence[Entry], end: Spot, *, durable: bool = True) -> list[Read]:
        """Adds entries after all that are there; returns what others and this added since `end`.

        A damaged file is left as it is; the next one is begun and says so.

        Raises:
            NotWrittenError: the disk refused; none of these entries is kept.
        """
        make_folder(self._folder)
        with locked(self._folder / "append"):
            damage: list[DamagedHistoryError] = []
            new = list(self.read(end, damage))
            spot = new[-1].after if new else end
            notes: list[Entry] = []
            for each in damage:
                if each.unread:
                    # It may be whole: going on beside it would call it damaged for ever.
                    raise NotWrittenError(f"Not saved: {each} What was saved before is kept.")
            last = self._last(spot)
            if spot.file < last or (damage and damage[-1].spot.file == last):
                # In the first case a save that was cut short has begun the next file.
                before = damage[-1].spot if damage else spot
                try:
                    spot = self._next_file(replace(before, file=max(before.file, last - 1)))
                except DamagedHistoryError as error:
                    raise NotWrittenError(f"Not saved: {error}") from error
                self._remove_torn(spot)
                notes = [{"what": "damaged", "note": str(each)} for each in damage[-1:]]
            elif torn := self._remove_torn(spot):
                notes = [{"what": "repaired", "note": torn}]
            return new + self._put(spot, [*notes, *entries], durable=durable)

    def _last(self, spot: Spot) -> int:
        return max((number for number, _ in self.files()), default=spot.file)

    def _put(self, spot: Spot, entries: Sequence[Entry], *, durable: bool) -> list[Read]:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        cipher = AESGCM(self._keys.for_("history"))
        frames, made, at = [], [], spot
        for entry in entries:
            numbered = {"n": at.size + 1, **entry}
            plain = json.dumps(numbered, ensure_ascii=False, separators=(",", ":")).encode()
            nonce = os.urandom(NONCE_BYTES)
            start = _frame(len(plain) + TAG_BYTES, nonce, at.hash)
            frame = start + cipher.encrypt(nonce, plain, at.hash + start)
            after = Spot(
                at.file,
                at.offset + len(frame),
                at.size + 1,
                sha256(at.hash + frame),
            )
            frames.append(frame)
            made.append(Read(numbered, after))
            at = after
        self._write(spot, b"".join(frames), durable=durable)
        return made

    def _write(self, spot: Spot, raw: bytes, *, durable: bool) -> None:
        path = self._path(spot.file)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            handle = os.open(path, flags, FILE_MODE)
            try:
                write_all(handle, raw)
                if durable:
                    os.fsync(handle)
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(handle, spot.offset)
                raise
            finally:
                os.close(handle)
            if spot.offset == 0:
                sync_folder(self._folder)
        except OSError as error:
            raise NotWrittenError(
                f"Not saved: the history could not be written ({error.strerror or error}). "
                "What was saved before is kept; free the disk, then save again."
            ) from error

    def _entry(self, spot: Spot, raw: bytes, start: int) -> Read | None:
        """The entry that begins here; none where the file ends, or an entry is being written."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        head = raw[start : start + FRAME.size]
        if len(head) < FRAME.size:
            return None
        length, _, nonce = FRAME.unpack(head)
        if head != _frame(length, nonce, spot.hash) or length > _LONGEST:
            raise DamagedHistoryError(spot, "an entry was changed, removed or put in")
        frame = raw[start : start + FRAME.size + length]
        if len(frame) < FRAME.size + length:
            return None
        cipher = AESGCM(self._keys.for_("history"))
        try:
            plain = cipher.decrypt(nonce, frame[FRAME.size :], spot.hash + head)
        except InvalidTag:
            raise DamagedHistoryError(spot, "an entry was changed") from None
        after = Spot(
            spot.file,
            spot.offset + len(frame),
            spot.size + 1,
            sha256(spot.hash + frame),
        )
        return Read(json.loads(plain), after)

    def _exists(self, number: int) -> bool:
        return self._path(number).exists()

    def _bytes(self, number: int, offset: int) -> bytes | None:
        """A file's bytes from a place on; none where it is shorter."""
        with self._path(number).open("rb") as file:
            if file.seek(0, os.SEEK_END) < offset:
                return None
            file.seek(offset)
            return file.read()

    def _bytes_after(self, spot: Spot) -> bytes:
        try:
            raw = self._bytes(spot.file, spot.offset)
            if raw is None:
                raise DamagedHistoryError(spot, "its end was cut off")
            return raw
        except FileNotFoundError:
            if spot.offset:
                raise DamagedHistoryError(spot, "the file is gone") from None
            return b""
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DamagedHistoryError(spot, why, unread=True) from error

    def _next_file(self, spot: Spot) -> Spot:
        """The place at the beginning of the file after a damaged or finished one."""
        return Spot(spot.file + 1, 0, spot.size, self._link(spot.file))

    def _link(self, file: int) -> bytes:
        """What ties a file to the one before it: that one's bytes, damaged or not."""
        try:
            raw = self._bytes(file, 0) or b""
        except FileNotFoundError:
            raw = b""
        except OSError as error:
            spot = Spot(file, 0, 0, self._start)
            raise DamagedHistoryError(spot, error.strerror or "", unread=True) from error
        return sha256(b"file before" + self._start + raw)

    def _remove_torn(self, spot: Spot) -> str:
        """Cuts off an entry that a crash left unfinished; says so."""
        path = self._path(spot.file)
        with contextlib.suppress(FileNotFoundError):
            rest = path.stat().st_size - spot.offset
            if rest > 0:
                try:
                    os.truncate(path, spot.offset)
                except OSError as error:
                    raise NotWrittenError(
                        f"Not saved: the history cannot be mended ({error.strerror})."
                    ) from error
                return f"an unfinished entry of {rest} bytes was removed"
        return ""

    def files(self) -> list[tuple[int, Path]]:
        """The files by number."""
        found = self._folder.glob(f"*{SUFFIX}") if self._folder.is_dir() else ()
        return sorted((int(path.stem), path) for path in found if path.stem.isdigit())

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08d}{SUFFIX}"


class KeptHistory(History):
    """A chain whose files are held in memory, such as those of a backup."""

    def __init__(self, files: Mapping[int, bytes], keys: Keys) -> None:
        super().__init__(Path(), keys)
        self._kept = files

    def _exists(self, number: int) -> bool:
        return number in self._kept

    def _bytes(self, number: int, offset: int) -> bytes | None:
        raw = self._kept.get(number, b"")
        return raw[offset:] if len(raw) >= offset else None


def _frame(length: int, nonce: bytes, chain: bytes) -> bytes:
    check = zlib.crc32(struct.pack(">I", length) + nonce + chain)
    return FRAME.pack(length, check, nonce)
