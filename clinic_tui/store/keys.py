"""The keys while a clinic is open: the clinic's, and one for each chart.

A chart's key lies in a file of its own, sealed under the clinic's key. Backups keep these keys
apart from the charts, so that destroying one erases a patient from every backup too.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from clinic_tui.store.durable import make_folder, replace_file
from clinic_tui.store.errors import DamagedError, LockedError, MissingError, NotWrittenError
from clinic_tui.store.key_file import Unwrapped
from clinic_tui.store.sealed import KEY_BYTES, Kind, Place, seal, unseal

FOLDER = "keys"
SUFFIX = ".key"


class Keys:
    """An opened clinic. Python cannot wipe memory for certain; `drop` does what it can."""

    def __init__(self, folder: Path, opened: Unwrapped) -> None:
        self._folder = folder / FOLDER
        self._opened: Unwrapped | None = opened
        self._charts: dict[bytes, bytes] = {}
        self._purposes: dict[str, bytes] = {}
        self.clinic = opened.clinic
        self.who = opened.who
        """Whose passphrase opened it; empty after a recovery code, and for invented people."""

    @property
    def opened(self) -> Unwrapped:
        """The clinic's key.

        Raises:
            LockedError: it was dropped.
        """
        if self._opened is None:
            raise LockedError
        return self._opened

    def drop(self) -> None:
        """Forgets every key; whatever is asked of them from now on is refused."""
        self._opened = None
        self._charts.clear()
        self._purposes.clear()

    def again(self, opened: Unwrapped) -> None:
        """Takes the keys up again after a lock."""
        self._opened = opened
        self.who = opened.who

    def for_(self, purpose: str) -> bytes:
        """A key of its own for one purpose, derived from the clinic's (HKDF, RFC 5869)."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

        known = self._purposes.get(purpose)
        if known is None:
            info = f"clinic_tui {purpose}".encode()
            known = HKDFExpand(SHA256(), KEY_BYTES, info).derive(self.opened.key)
            self._purposes[purpose] = known
        return known

    def of_chart(self, identity: bytes) -> bytes:
        """A chart's key.

        Raises:
            MissingError: it is not there, as after an erasure.
            DamagedError: its file cannot be read.
        """
        known = self._charts.get(identity)
        if known is None:
            self.opened  # noqa: B018  # a locked clinic says so before any file is looked for
            path = self._path(identity)
            try:
                raw = path.read_bytes()
            except FileNotFoundError:
                raise MissingError(
                    f"The key of the chart {identity.hex()} is not there: it was erased, or the "
                    "file is lost. Nothing was changed."
                ) from None
            except OSError as error:
                raise DamagedError(
                    f"The key of the chart {identity.hex()} cannot be read ({error.strerror}). "
                    "Nothing was changed."
                ) from error
            known = unseal(_place(identity), raw, self.opened.key).body
            self._charts[identity] = known
        return known

    def new_chart(self, identity: bytes) -> bytes:
        """Makes a chart's key, durably, before anything is sealed under it.

        Raises:
            NotWrittenError: the disk refused.
        """
        key = os.urandom(KEY_BYTES)
        self.put(identity, key)
        return key

    def put(self, identity: bytes, key: bytes) -> None:
        """Keeps a chart's key, as a restored backup does."""
        make_folder(self._folder)
        replace_file(self._path(identity), seal(_place(identity), 1, b"", key, self.opened.key))
        self._charts[identity] = key

    def hold(self, identity: bytes, sealed: bytes) -> None:
        """Takes a chart's sealed key up without a file, as a backup that is looked at does.

        Raises:
            DamagedError: it is not as it was written.
        """
        self._charts[identity] = unseal(_place(identity), sealed, self.opened.key).body

    def erase(self, identity: bytes) -> None:
        """Destroys a chart's key: whatever was sealed under it can never be read again.

        Raises:
            NotWrittenError: the disk refused; the key stands.
        """
        path = self._path(identity)
        self._charts.pop(identity, None)
        try:
            with contextlib.suppress(FileNotFoundError):
                # Where the disk writes in place, the bytes go as well as the name.
                with path.open("r+b") as file:
                    file.write(os.urandom(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
        except OSError as error:
            raise NotWrittenError(f"Not erased: {error.strerror or error}. Try again.") from error

    def _path(self, identity: bytes) -> Path:
        return self._folder / f"{identity.hex()}{SUFFIX}"


def _place(identity: bytes) -> Place:
    return Place(Kind.CHART_KEY, identity, f"{identity.hex()}{SUFFIX}")
