"""The processes that check signatures: started when first needed, started again when they end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from gateway.chain.reading_checker import CheckerEndedError, ReadingChecker
from gateway.chain.signed_reading import Claim

__all__ = ["Checkers"]

_log = logging.getLogger(__name__)

RETRY_S = 1.0
AT_ONCE = 3  # times in a row that an ended process is replaced without a pause


class Checkers:
    """Some `ReadingChecker`, used by one thread.

    Attributes:
        trouble: why nothing is checked at present; empty: all is well.

    """

    def __init__(self, count: int) -> None:
        self._checkers: list[ReadingChecker | None] = [None] * count
        self._abandoned = threading.Event()
        self._failed = 0
        self.trouble = ""

    def pids(self) -> list[int]:
        """Return the numbers of the processes that were started."""
        return [checker.pid for checker in self._checkers if checker is not None]

    def check(self, claims: Sequence[Claim]) -> list[bool] | None:
        """Return which claims hold, however often a process ends meanwhile; None after `abandon`."""
        each = -(-len(claims) // len(self._checkers))
        parts = [claims[i * each : (i + 1) * each] for i in range(len(self._checkers))]
        answers: list[list[bool] | None] = [None if part else [] for part in parts]
        while not self._abandoned.is_set():
            asked = [place for place, answer in enumerate(answers) if answer is None and self._ask(place, parts[place])]
            for place in asked:
                answers[place] = self._answer(place, len(parts[place]))
            if all(answer is not None for answer in answers):
                self._failed, self.trouble = 0, ""
                return [verdict for answer in answers for verdict in answer or ()]
            self._failed += 1
            if self._failed > AT_ONCE:
                self._abandoned.wait(RETRY_S)
        return None

    def abandon(self) -> None:
        """Let `check` return without an answer. Any thread."""
        self._abandoned.set()
        for checker in self._checkers:
            if checker is not None:
                checker.kill()

    def stop(self) -> None:
        """End the processes; another `check` starts new ones."""
        for place in range(len(self._checkers)):
            self._drop(place)
        self._abandoned.clear()

    def _ask(self, place: int, part: Sequence[Claim]) -> bool:
        try:
            checker = self._checkers[place]
            if checker is None:
                checker = self._checkers[place] = ReadingChecker()
            checker.ask(part)
        except (CheckerEndedError, OSError) as error:
            self._fail(place, error)
            return False
        return True

    def _answer(self, place: int, count: int) -> list[bool] | None:
        checker = self._checkers[place]
        assert checker is not None
        try:
            return checker.answer(count)
        except CheckerEndedError as error:
            self._fail(place, error)
            return None

    def _fail(self, place: int, error: Exception) -> None:
        if not self._abandoned.is_set():
            self.trouble = f"a process that checks signatures is started again: {error}"
            _log.warning("%s", self.trouble)
        self._drop(place)

    def _drop(self, place: int) -> None:
        checker, self._checkers[place] = self._checkers[place], None
        if checker is not None:
            checker.close()
