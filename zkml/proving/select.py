"""Chooses the arithmetic that is fastest on this machine."""

from __future__ import annotations

from zkml.proving.backend import Backend
from zkml.proving.compiled import CompiledBackend

__all__ = ["fastest"]


def fastest() -> Backend:
    """Return the fastest backend."""
    return CompiledBackend()
