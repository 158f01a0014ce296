"""One occurrence of an alarm, from its raising to its clearing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gateway.alarms.kind import Severity
from gateway.moments import iso

__all__ = ["Alarm"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One occurrence of an alarm. The attributes are the columns of the journal's table ``alarm``.

    Attributes:
        id: UUIDv7 as text, new at each occurrence; the last level of its MQTT topic.
        kind: id in the catalogue.
        subject: device address, or a part of the gateway.
        detail: what was seen this time, with figures.
        raised_us, last_us: first and latest sight, Unix microseconds.
        count: how often it was seen since it was raised, at least 1.
        cleared_us: None while it is raised.
        acknowledged_us, acknowledged_by: when and by whom it was acknowledged, or None.

    """

    id: str
    kind: str
    subject: str
    severity: Severity
    title: str
    detail: str
    remedy: str
    raised_us: int
    last_us: int
    count: int = 1
    cleared_us: int | None = None
    acknowledged_us: int | None = None
    acknowledged_by: str | None = None

    @property
    def raised(self) -> bool:
        """Whether it still holds."""
        return self.cleared_us is None

    def row(self) -> dict[str, Any]:
        """Return it as a row of the journal's table ``alarm``: column name to value."""
        row = asdict(self)
        row["severity"] = str(self.severity)
        return row

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Alarm:
        """Read it from a row of the journal's table ``alarm``."""
        values = {name: row[name] for name in cls.__dataclass_fields__}
        values["severity"] = Severity(values["severity"])
        return cls(**values)

    def message(self) -> dict[str, Any]:
        """Return it as the JSON object that ``alarm/{id}`` carries; times are ISO 8601 in UTC or null."""
        return {
            "id": self.id,
            "kind": self.kind,
            "subject": self.subject,
            "severity": str(self.severity),
            "title": self.title,
            "detail": self.detail,
            "remedy": self.remedy,
            "raised_at": iso(self.raised_us),
            "last_at": iso(self.last_us),
            "count": self.count,
            "cleared_at": _iso_or_null(self.cleared_us),
            "acknowledged_at": _iso_or_null(self.acknowledged_us),
            "acknowledged_by": self.acknowledged_by,
        }


def _iso_or_null(unix_us: int | None) -> str | None:
    return None if unix_us is None else iso(unix_us)
