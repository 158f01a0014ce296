"""The last lines of the log, for the page."""

from __future__ import annotations

import logging
from collections import deque
from datetime import UTC, datetime

from gateway.page.view import Level, LogLine

__all__ = ["LogTail"]

MOST_LINES = 200
LONGEST_LINE = 500


class LogTail(logging.Handler):
    """Keeps the last 200 lines in memory. Add it to the root logger: ``logging.getLogger().addHandler(LogTail())``."""

    def __init__(self, level: int = logging.INFO) -> None:
        super().__init__(level)
        self._records: deque[tuple[float, int, str, str]] = deque(maxlen=MOST_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record's text; never raises."""
        try:
            text = record.getMessage()
            if record.exc_info and record.exc_info[1] is not None:
                error = record.exc_info[1]
                text = f"{text} ({type(error).__name__}: {error})"
        except Exception:  # noqa: BLE001 - a log line must never harm the one who writes it
            self.handleError(record)
            return
        self._records.append((record.created, record.levelno, record.name, text[:LONGEST_LINE]))

    def lines(self, count: int = 40) -> tuple[LogLine, ...]:
        """Return the last *count* lines, oldest first."""
        return tuple(
            LogLine(at=datetime.fromtimestamp(created, UTC), level=_level(number), source=name, text=text)
            for created, number, name, text in list(self._records)[-count:]
        )


def _level(number: int) -> Level:
    if number >= logging.ERROR:
        return Level.PROBLEM
    return Level.WARNING if number >= logging.WARNING else Level.INFO
