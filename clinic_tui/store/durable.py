"""Puts bytes on the disk whole or not at all: a crash leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from clinic_tui.store.errors import NotWrittenError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
TEMPORARY = ".tmp"
_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def make_folder(folder: Path) -> None:
    """Makes a folder that only its owner may enter; one that exists stays as it is.

    Raises:
        NotWrittenError: it cannot be made.
    """
    try:
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=FOLDER_MODE)
            folder.chmod(FOLDER_MODE)
            sync_folder(folder.parent)
    except OSError as error:
        raise NotWrittenError(f"The folder {folder} cannot be made ({error.strerror}).") from error


def replace_file(path: Path, content: bytes) -> None:
    """Replaces a file by these bytes; returns only when they are on the disk and read back equal.

    An fsync that failed is never tried again on the same file: the system may have dropped the
    pages and would report success. Whoever wants another try calls again, on a fresh file.

    Raises:
        NotWrittenError: the disk refused; the old file stands, or in the last two steps the new.
    """
    temporary = path.with_name(f".{path.stem}.{os.urandom(8).hex()}{TEMPORARY}")
    try:
        try:
            _write_new(temporary, content)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        sync_folder(path.parent)
        if path.read_bytes() != content:
            raise OSError(errno.EIO, "read back different from what was written")
    except OSError as error:
        raise NotWrittenError(
            f"Not saved: {error.strerror or error}. What was saved before is kept; "
            "free the disk or choose another one, then save again."
        ) from error


def new_file(path: Path, content: bytes) -> None:
    """Puts bytes where nothing is yet; no file or link that is there is followed or replaced.

    Raises:
        NotWrittenError: something is there already, or the disk refused; nothing is left behind.
    """
    made = False
    try:
        handle = os.open(path, _NEW, FILE_MODE)
        made = True
        with os.fdopen(handle, "wb", closefd=True) as file:
            if os.name == "posix":
                os.fchmod(file.fileno(), FILE_MODE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except FileExistsError as error:
        raise NotWrittenError(
            f"Not written: there is a file {path.name} already; nothing was overwritten."
        ) from error
    except OSError as error:
        if made:
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise NotWrittenError(
            f"Not written: {error.strerror or error}. Choose another folder or free the disk."
        ) from error


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, _NEW, FILE_MODE)
    try:
        if os.name == "posix":
            os.fchmod(handle, FILE_MODE)
        write_all(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Writes every byte: a full disk may take fewer without an error, so what it took is counted.

    Raises:
        OSError: the disk refused.
    """
    rest = memoryview(content)
    while rest:
        taken = os.write(handle, rest)
        if taken <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[taken:]


def sync_folder(folder: Path) -> None:
    """Makes names that were added to a folder, or changed in it, last."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
