"""What of a changed configuration counts at once, and what waits for a restart. Pure."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from gateway.config import Configuration

__all__ = ["effective", "needing_restart"]

_AT_ONCE: dict[str, frozenset[str] | None] = {
    "devices": None,
    "control": None,
    "inference": frozenset({"frame_model", "waveform_model", "deadline_ms"}),
    "journal": frozenset({"retention"}),
}
"""By section: the keys that are taken over while running; None: all of them."""


def effective(old: Configuration, new: Configuration) -> Configuration:
    """Return *old* with what of *new* can be taken over while running."""
    changes: dict[str, Any] = {}
    for section, keys in _AT_ONCE.items():
        fresh = getattr(new, section)
        if keys is not None:
            fresh = getattr(old, section).model_copy(update={key: getattr(fresh, key) for key in keys})
        changes[section] = fresh
    return old.model_copy(update=changes)


def needing_restart(old: Configuration, new: Configuration) -> list[str]:
    """Return the keys, as ``section.key``, that differ and are not taken over while running."""
    waiting = []
    for section in Configuration.model_fields:
        keys = _AT_ONCE.get(section, frozenset())
        before, after = getattr(old, section), getattr(new, section)
        if keys is None or not isinstance(before, BaseModel):
            continue
        waiting += [
            f"{section}.{key}"
            for key in type(before).model_fields
            if key not in keys and getattr(before, key) != getattr(after, key)
        ]
    return waiting
