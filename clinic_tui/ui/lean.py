"""Textual's event loop without TLS, which a program that talks to no network never needs."""

from __future__ import annotations

import sys


def load_asyncio() -> None:
    """Loads asyncio without `ssl`: four MiB and a twentieth of the start.

    asyncio goes on without it, as on a Python that was built so; whatever imports `ssl` later on
    finds it as ever.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
