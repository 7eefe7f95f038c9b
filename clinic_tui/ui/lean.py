"""What others would load and this program never uses is left out of its start and its memory."""

from __future__ import annotations

import importlib
import sys
from collections.abc import MutableMapping
from types import ModuleType


def load_leanly(environment: MutableMapping[str, str]) -> None:
    """Leaves out what comes along with other imports; what is loaded already stays as it is.

    Textual's event loop goes without TLS, for nothing here talks to a network. Pydantic looks for
    no plug-ins of other packages, which would see every chart, and needs no list of packages then.
    Its comparison of secrets, whose module brings a second OpenSSL, waits until somebody asks.
    """
    sys.modules.setdefault("secrets", _Later("secrets"))
    environment["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _load("asyncio", without="ssl", instead=None)
    no_packages = ModuleType("importlib.metadata")
    no_packages.entry_points = tuple  # type: ignore[attr-defined]
    _load("pydantic.plugin._loader", without="importlib.metadata", instead=no_packages)


def _load(name: str, *, without: str, instead: ModuleType | None) -> None:
    """Imports a module as if another one were not there; whoever needs that later finds it."""
    if name in sys.modules or without in sys.modules:
        return
    sys.modules[without] = instead  # type: ignore[assignment]
    try:
        importlib.import_module(name)
    except ImportError:  # another release may need more of it; it is loaded as ever then
        sys.modules.pop(name, None)
    finally:
        del sys.modules[without]


class _Later(ModuleType):
    """Stands for a module until something of it is asked for, and then asks that one."""

    def __getattr__(self, asked: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), asked)
