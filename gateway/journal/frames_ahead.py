"""Pictures made durable beside the writer, while it commits the group before theirs.

The writer needs the pictures of a group synced before it may commit the rows that name them: two syncs one after the
other. A thread of its own begins the first of them as soon as a picture arrives; when the writer's turn comes it finds
the picture synced, or waits for the rest of that sync. It is a head start and nothing else: the writer asks the frame
store for every picture all the same, and what went wrong here it meets, says and handles itself.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence

__all__ = ["FramesAhead"]

_log = logging.getLogger(__name__)

MOST_AT_ONCE = 64

Append = Callable[[Sequence[tuple[bytes, bytes]]], None]


class FramesAhead:
    """Gives pictures a head start. `begin` may be called by any thread, `start` and `stop` by the writer.

    Args:
        append: makes pairs of SHA-256 and bytes durable; thread-safe; passes over those that are durable already.

    """

    def __init__(self, append: Append) -> None:
        self._append = append
        self._queue: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._work, name="frames-ahead", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is begun and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def begin(self, sha256: bytes, image: bytes) -> None:
        """Begin to make a picture durable; return at once."""
        if self._thread is not None:
            self._queue.put((sha256, image))

    def _work(self) -> None:
        while (first := self._queue.get()) is not None:
            pictures = [first]
            last = False
            while len(pictures) < MOST_AT_ONCE and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    last = True
                    break
                pictures.append(following)
            try:
                self._append(pictures)
            except Exception as error:  # noqa: BLE001 - only the head start is lost; the writer meets the same trouble
                _log.debug("no head start for %d pictures: %s", len(pictures), error)
            if last:
                return
