"""The bytes of a backup: frames appended to one file; what is there already is not added again.

    magic, format, clinic    25 bytes
    B  content               a piece of a file as it lay in the clinic, sealed there already
    K  key pocket            the key file and the charts' sealed keys
    M  manifest              sealed: which pieces make up which file, and the history's head
    Z  wiped                 a pocket of before, overwritten: who was erased is erased here too

The last manifest counts. A frame's head carries a check of its own, so that a damaged piece is
named without losing what follows.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clinic_tui.model.digest import sha256
from clinic_tui.store.durable import FILE_MODE, sync_folder, write_all
from clinic_tui.store.errors import DamagedError, MissingError, NotWrittenError

MAGIC = b"\x93backup\n"
FORMAT = 1
START = struct.Struct(">8sB16s")
FRAME = struct.Struct(">cQ32sI")
"""Kind, length, SHA-256 of the content, CRC of these three."""
CONTENT, POCKET, MANIFEST, WIPED = b"B", b"K", b"M", b"Z"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's place in the file."""

    kind: bytes
    at: int
    """Offset of its content."""
    length: int
    digest: str


class BackupFile:
    """One backup file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def start(self) -> bytes:
        """Which clinic it is of.

        Raises:
            MissingError: there is no such file.
            DamagedError: it is no backup, or of a newer program.
        """
        try:
            with self.path.open("rb") as file:
                raw = file.read(START.size)
        except FileNotFoundError:
            raise MissingError(f"There is no backup {self.path.name}.") from None
        except OSError as error:
            raise DamagedError(
                f"The backup {self.path.name} cannot be read ({error.strerror})."
            ) from error
        if len(raw) < START.size or not raw.startswith(MAGIC):
            raise DamagedError(f"The file {self.path.name} is no backup of clinic-tui.")
        _, made_by, clinic = START.unpack(raw)
        if made_by > FORMAT:
            raise DamagedError(
                f"The backup {self.path.name} was written by a newer clinic-tui; use that one."
            )
        return bytes(clinic)

    def frames(self) -> Iterator[Frame]:
        """The whole frames in their order; what a crash left unfinished at the end is not one.

        Raises:
            DamagedError: a frame's head is not as it was written.
        """
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            at = START.size
            while at + FRAME.size <= size:
                file.seek(at)
                head = file.read(FRAME.size)
                kind, length, digest, check = FRAME.unpack(head)
                if check != zlib.crc32(head[:-4]):
                    raise self._damaged()
                at += FRAME.size
                if at + length > size:
                    return
                yield Frame(kind, at, length, digest.hex())
                at += length

    def content(self, frame: Frame) -> bytes:
        """A frame's content.

        Raises:
            DamagedError: it is not as it was written.
        """
        with self.path.open("rb") as file:
            file.seek(frame.at)
            raw = file.read(frame.length)
        if sha256(raw).hex() != frame.digest:
            raise self._damaged()
        return raw

    def _damaged(self) -> DamagedError:
        return DamagedError(
            f"The backup {self.path.name} is damaged: it is not what was written. "
            "The clinic itself was not touched; make a new backup in another file."
        )


class BackupWriter:
    """Appends to a backup file; nothing counts before `seal_off` has returned."""

    def __init__(self, file: BackupFile, clinic: bytes, end: int) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self._path = file.path
        self.added = 0
        try:
            self._handle = os.open(file.path, flags, FILE_MODE)
            os.ftruncate(self._handle, end)
            os.lseek(self._handle, 0, os.SEEK_END)
            if end == 0:
                write_all(self._handle, START.pack(MAGIC, FORMAT, clinic))
        except OSError as error:
            raise _not_written(error) from error

    def add(self, kind: bytes, content: bytes) -> str:
        """Appends a frame; returns its digest.

        Raises:
            NotWrittenError: the disk refused.
        """
        digest = sha256(content)
        head = FRAME.pack(kind, len(content), digest, 0)[:-4]
        try:
            write_all(self._handle, head + struct.pack(">I", zlib.crc32(head)) + content)
        except OSError as error:
            raise _not_written(error) from error
        self.added += len(content)
        return digest.hex()

    def seal_off(self, pockets: list[Frame]) -> None:
        """Makes what was added last, then overwrites the key pockets of before.

        Raises:
            NotWrittenError: the disk refused.
        """
        try:
            os.fsync(self._handle)
            sync_folder(self._path.parent)
            for frame in pockets:
                noise = os.urandom(frame.length)
                head = FRAME.pack(WIPED, frame.length, sha256(noise), 0)[:-4]
                os.lseek(self._handle, frame.at - FRAME.size, os.SEEK_SET)
                write_all(self._handle, head + struct.pack(">I", zlib.crc32(head)) + noise)
            os.fsync(self._handle)
        except OSError as error:
            raise _not_written(error) from error

    def close(self) -> None:
        """Lets go of the file."""
        os.close(self._handle)


def _not_written(error: OSError) -> NotWrittenError:
    return NotWrittenError(
        f"No backup: {error.strerror or error}. The backup of before still stands."
    )
