"""Backup to one file, verified by restoring it into memory; restore into an empty folder."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from clinic_tui.model.digest import sha256
from clinic_tui.store.backup_file import (
    CONTENT,
    MANIFEST,
    POCKET,
    START,
    BackupFile,
    BackupWriter,
    Frame,
)
from clinic_tui.store.chart_file import SUFFIX, ChartFile
from clinic_tui.store.durable import make_folder, replace_file
from clinic_tui.store.errors import DamagedError, MissingError, StoreError
from clinic_tui.store.files import CHARTS, CLINIC, ChartFiles
from clinic_tui.store.history import FOLDER as HISTORY
from clinic_tui.store.history import SUFFIX as LOG
from clinic_tui.store.history import KeptHistory
from clinic_tui.store.key_file import NAME as KEYS_NAME
from clinic_tui.store.keys import FOLDER as KEYS
from clinic_tui.store.keys import SUFFIX as KEY
from clinic_tui.store.keys import Keys
from clinic_tui.store.lock import locked
from clinic_tui.store.sealed import NONCE_BYTES
from clinic_tui.store.tables import read_bytes
from clinic_tui.store.verifying import verified

PIECE = 1 << 20
"""Longer files, such as the history, are kept in pieces, so that only the last one is new."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds, or what a look at it found."""

    at: datetime
    head: str
    charts: int
    added: int
    """Bytes that were new."""
    problems: tuple[str, ...] = ()


class Backup:
    """One backup file as it stands."""

    def __init__(self, path: Path) -> None:
        self._file = BackupFile(path)
        self.clinic = self._file.start()
        self.pieces: dict[str, Frame] = {}
        self.pockets: list[Frame] = []
        self.manifest: Frame | None = None
        self.end = START.size
        for frame in self._file.frames():
            if frame.kind == CONTENT:
                self.pieces[frame.digest] = frame
            elif frame.kind == POCKET:
                self.pockets.append(frame)
            elif frame.kind == MANIFEST:
                # Whatever stands after the last manifest was never finished.
                self.manifest, self.end = frame, frame.at + frame.length
        self.pieces = {key: frame for key, frame in self.pieces.items() if frame.at < self.end}
        self.pockets = [frame for frame in self.pockets if frame.at < self.end]

    def pocket(self) -> dict[str, Any]:
        """The key file and the charts' keys.

        Raises:
            DamagedError: it is not as it was written.
        """
        if not self.pockets:
            raise DamagedError(
                f"The backup {self._file.path.name} was never finished; make it again."
            )
        kept: dict[str, Any] = json.loads(self._file.content(self.pockets[-1]))
        return kept

    def opened(self, keys: Keys) -> dict[str, Any]:
        """The manifest.

        Raises:
            DamagedError: it is not as it was written, or another clinic's.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self.manifest is None:
            raise DamagedError(
                f"The backup {self._file.path.name} was never finished; make it again."
            )
        raw = self._file.content(self.manifest)
        cipher = AESGCM(keys.for_("backup"))
        try:
            plain = cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], self.clinic)
        except InvalidTag:
            raise DamagedError(
                f"The backup {self._file.path.name} is of another clinic, or damaged."
            ) from None
        kept: dict[str, Any] = json.loads(plain)
        return kept

    def file(self, pieces: list[str]) -> bytes:
        """A file put together.

        Raises:
            DamagedError: a piece is missing or not as it was written.
        """
        try:
            return b"".join(self._file.content(self.pieces[piece]) for piece in pieces)
        except KeyError:
            raise DamagedError(
                f"The backup {self._file.path.name} lacks a piece; make a new one."
            ) from None


def back_up(store: ChartFiles, path: Path, at: datetime) -> BackedUp:
    """Adds what changed since to a backup file, or begins one.

    A chart that is damaged is not taken in: the one of before stays, and it is named.

    Raises:
        DamagedError: the file is no backup, another clinic's, or damaged.
        NotWrittenError: the disk refused; the backup of before stands.
    """
    if path.resolve().is_relative_to(store.folder.resolve()):
        raise DamagedError("A backup inside the clinic's folder dies with it; name another place.")
    with locked(path):
        before = Backup(path) if path.exists() and path.stat().st_size else None
        old: dict[str, list[str]] = {}
        if before is not None:
            if before.clinic != store.keys.clinic:
                raise DamagedError(f"The backup {path.name} is of another clinic; name another.")
            old = before.opened(store.keys)["files"] if before.manifest else {}
        # The head is taken first: what is written down meanwhile belongs to the next backup.
        head = store.head()
        end = before.end if before else 0
        writer = BackupWriter(BackupFile(path), store.keys.clinic, end)
        try:
            there = set(before.pieces) if before else set()
            files, problems = _collected(store, old, there, writer)
            writer.add(POCKET, json.dumps(_pocket(store.folder)).encode())
            manifest = {"at": at.isoformat(), "head": head, "files": files}
            writer.add(MANIFEST, _sealed(store.keys, manifest))
            writer.seal_off(before.pockets if before else [])
        finally:
            writer.close()
        charts = sum(name.startswith(f"{CHARTS}/") for name in files)
        return BackedUp(at, head, charts, writer.added, tuple(problems))


def _collected(
    store: ChartFiles, old: dict[str, list[str]], there: set[str], writer: BackupWriter
) -> tuple[dict[str, list[str]], list[str]]:
    """The pieces of every file; new ones are added on the way."""
    files: dict[str, list[str]] = {}
    problems: list[str] = []
    for name, digest in _names(store):
        if digest in there:
            files[name] = [digest]
            continue
        try:
            raw = read_bytes(store.folder / name)
            if name.startswith(f"{CHARTS}/"):
                identity = bytes.fromhex(Path(name).stem)
                file = ChartFile(store.folder / CHARTS, identity)
                file.check_bytes(raw, store.keys.of_chart(identity))
        except (StoreError, ValueError) as error:
            problems.append(str(error))
            if name in old:
                files[name] = old[name]
            continue
        files[name] = []
        for start in range(0, max(1, len(raw)), PIECE if name.endswith(LOG) else max(1, len(raw))):
            piece = raw[start : start + PIECE] if name.endswith(LOG) else raw
            sum_ = _digest(piece)
            if sum_ not in there:
                writer.add(CONTENT, piece)
                there.add(sum_)
            files[name].append(sum_)
    return files, problems


def _names(store: ChartFiles) -> Iterator[tuple[str, str]]:
    """What belongs into a backup, with the digest where it is known without reading."""
    yield CLINIC, ""
    known = store.digests()
    for path in sorted((store.folder / CHARTS).glob(f"*{SUFFIX}")):
        yield f"{CHARTS}/{path.name}", known.get(path.stem, "")
    for path in sorted((store.folder / HISTORY).glob(f"*{LOG}")):
        yield f"{HISTORY}/{path.name}", ""
    for path in sorted((store.folder / "knowledge").rglob("*.toml")):
        yield path.relative_to(store.folder).as_posix(), ""


def look_at(store: ChartFiles, path: Path) -> BackedUp:
    """Restores a backup into memory and compares everything: seals, history, and the clinic.

    Raises:
        MissingError: there is no such file.
        DamagedError: it is no backup of this clinic, or cannot be read.
    """
    backup = Backup(path)
    kept = backup.opened(store.keys)
    problems: list[str] = []
    keys = Keys(store.folder, store.keys.opened)
    pocket = backup.pocket()
    for identity, sealed in pocket["charts"].items():
        keys.hold(bytes.fromhex(identity), base64.b64decode(sealed))
    logs: dict[int, bytes] = {}
    charts = _KeptCharts(backup, kept["files"])
    for name, pieces in kept["files"].items():
        if name.startswith(f"{HISTORY}/"):
            _check_whole(backup, name, pieces, problems)
            if not problems:
                logs[int(Path(name).stem)] = backup.file(pieces)
        elif not name.startswith(f"{CHARTS}/"):
            _check_whole(backup, name, pieces, problems)
    history = KeptHistory(logs, keys)
    found = verified(charts, keys, history, history.beginning, [kept["head"]])
    problems.extend(found.problems)
    since = store.changed_since(int(kept["head"].partition("-")[0]))
    for name, digest in sorted(store.digests().items()):
        if name not in since and (name not in charts.names() or charts.digest(name) != digest):
            problems.append(f"The chart {name} is not in the backup as it is in the clinic.")
    at = datetime.fromisoformat(kept["at"])
    return BackedUp(at, kept["head"], found.charts, 0, tuple(problems))


def _check_whole(backup: Backup, name: str, pieces: list[str], problems: list[str]) -> None:
    try:
        backup.file(pieces)
    except DamagedError as error:
        problems.append(f"{name}: {error}")


class _KeptCharts:
    """The charts of a backup."""

    def __init__(self, backup: Backup, files: dict[str, list[str]]) -> None:
        self._backup = backup
        self._files = {
            Path(name).stem: pieces
            for name, pieces in files.items()
            if name.startswith(f"{CHARTS}/")
        }

    def names(self) -> set[str]:
        """Their identities."""
        return set(self._files)

    def digest(self, name: str) -> str:
        """The digest of a chart, which is kept in one piece."""
        return self._files[name][0]

    def bytes_of(self, name: str) -> bytes:
        """A chart's file."""
        if name not in self._files:
            raise MissingError(f"The chart {name} is not in the backup.")
        return self._backup.file(self._files[name])


def put_keys(path: Path, folder: Path) -> None:
    """The first step of a restore: the key file of a backup into an empty folder.

    Raises:
        DamagedError: the folder is not empty, or the file is no whole backup.
    """
    pocket = Backup(path).pocket()
    if folder.exists() and any(folder.iterdir()):
        raise DamagedError(f"The folder {folder} is not empty; nothing was restored.")
    make_folder(folder)
    replace_file(folder / KEYS_NAME, base64.b64decode(pocket[KEYS_NAME]))


def restore(path: Path, folder: Path, keys: Keys) -> BackedUp:
    """Writes everything of a backup into the folder that has its key file already.

    Raises:
        DamagedError: a piece is not as it was written; what was restored before it stands.
        NotWrittenError: the disk refused.
    """
    backup = Backup(path)
    kept, pocket = backup.opened(keys), backup.pocket()
    for identity, sealed in pocket["charts"].items():
        make_folder(folder / KEYS)
        replace_file(folder / KEYS / f"{identity}{KEY}", base64.b64decode(sealed))
    # The clinic's own file comes last: without it the folder is no clinic yet.
    for name in sorted(kept["files"], key=lambda each: each == CLINIC):
        target = folder / name
        make_folder(target.parent)
        replace_file(target, backup.file(kept["files"][name]))
    charts = sum(name.startswith(f"{CHARTS}/") for name in kept["files"])
    return BackedUp(datetime.fromisoformat(kept["at"]), kept["head"], charts, 0)


def _pocket(folder: Path) -> dict[str, Any]:
    charts = {
        file.stem: base64.b64encode(file.read_bytes()).decode()
        for file in sorted((folder / KEYS).glob(f"*{KEY}"))
    }
    return {
        KEYS_NAME: base64.b64encode((folder / KEYS_NAME).read_bytes()).decode(),
        "charts": charts,
    }


def _sealed(keys: Keys, manifest: dict[str, Any]) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(manifest, separators=(",", ":")).encode()
    return nonce + AESGCM(keys.for_("backup")).encrypt(nonce, plain, keys.clinic)


def _digest(raw: bytes) -> str:
    return sha256(raw).hex()
