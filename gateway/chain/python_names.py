"""What Cairo names are called in Python."""

from __future__ import annotations

import keyword

__all__ = ["python_name"]


def python_name(name: str) -> str:
    """Return *name* as Python can have it: ``from`` becomes ``from_``."""
    return f"{name}_" if keyword.iskeyword(name) else name
