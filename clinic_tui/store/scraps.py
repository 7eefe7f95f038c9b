"""What is half typed: sealed beside its chart, no part of it, thrown away once it is entered."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from clinic_tui.store.durable import make_folder, replace_file
from clinic_tui.store.errors import DamagedError, MissingError, NotWrittenError
from clinic_tui.store.keys import Keys
from clinic_tui.store.sealed import Kind, Place, seal, unseal
from clinic_tui.store.tables import read_bytes

FOLDER = "scraps"
SUFFIX = ".scrap"


class Scraps:
    """The scraps of a clinic's folder, one for a chart at most."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._folder = folder / FOLDER
        self._keys = keys

    def keep(self, identity: bytes, texts: Mapping[str, str]) -> None:
        """Keeps what is half typed; nothing typed removes the file.

        Raises:
            NotWrittenError: the disk refused.
        """
        path, place = self._at(identity)
        if not texts:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise NotWrittenError(f"Not removed: {error.strerror or error}.") from error
            return
        make_folder(self._folder)
        body = json.dumps(dict(texts), ensure_ascii=False).encode()
        replace_file(path, seal(place, 1, b"", body, self._keys.of_chart(identity)))

    def read(self, identity: bytes) -> dict[str, str]:
        """What was half typed; nothing where it is gone or damaged, for it is no record."""
        path, place = self._at(identity)
        with contextlib.suppress(MissingError, DamagedError, ValueError):
            raw = unseal(place, read_bytes(path), self._keys.of_chart(identity)).body
            return {str(name): str(text) for name, text in json.loads(raw).items()}
        return {}

    def _at(self, identity: bytes) -> tuple[Path, Place]:
        name = f"{identity.hex()}{SUFFIX}"
        return self._folder / name, Place(Kind.SCRAP, identity, name)
