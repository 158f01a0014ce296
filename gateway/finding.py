"""What ``ciro gateway check`` says of one thing that it has looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, what was seen, and what to do about it."""

    what: str
    ok: bool
    text: str
    remedy: str = ""

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return asdict(self)
