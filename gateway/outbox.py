"""Results on their way to the broker: published after their commit, repeated until the broker has them.

The journal is the truth: a result without ``published_us`` is owed. What the writer has just committed is published
from memory; after a start or an interruption the owed ones are read from the journal first.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

import orjson

from gateway.ingest.session import Session
from gateway.journal import Journal, JournalClosedError, Ledger
from gateway.records import Inference
from gateway.topics import Channel, device_topic

__all__ = ["Outbox"]

PAGE = 500
MOST_IN_MEMORY = 2000
LATEST_INTERVAL_S = 0.2


class Outbox:
    """Publishes results and their retained copies. `on_results` is called by the writer, the rest by the session."""

    def __init__(self, journal: Journal, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self._journal, self._session, self._clock = journal, session, clock
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._live = False  # whether everything owed is under way, so that new results can go out directly
        self._latest: dict[str, float] = {}
        self._waiting: dict[str, bytes] = {}

    def on_results(self, results: list[Inference]) -> None:
        """Publish what was just committed."""
        for inference in results:
            if inference.snapshot is not None:
                topic = device_topic(inference.job.device, Channel.SNAPSHOT)
                self._session.publish(topic, inference.snapshot, qos=0, retain=True)
        with self._lock:
            if not self._live:
                return
            if len(self._under_way) > MOST_IN_MEMORY:
                self._live = False  # the broker is slower than we are: go on from the journal when it has caught up
                return
            self._under_way.update(inference.id for inference in results)
        for inference in results:
            self._publish(inference.id, inference.job.device, orjson.dumps(inference.message))

    def on_connected(self) -> None:
        """Read what is owed from the journal. What is under way is repeated by the MQTT client itself."""
        with self._lock:
            self._live = False
        self._read_page()

    def on_published(self, ids: list[str]) -> None:
        """Note that the broker has these results."""
        now_us = time.time_ns() // 1000
        self._journal.execute_lazily(lambda ledger, _: ledger.mark_published(ids, now_us))
        with self._lock:
            self._under_way.difference_update(ids)
            idle = not self._live and not self._under_way
        if idle:
            self._read_page()

    def flush_latest(self) -> None:
        """Publish retained copies that were held back by the bounded rate. Called about twice a second."""
        with self._lock:
            due, self._waiting = self._waiting, {}
            for device, payload in due.items():
                self._send_latest(device, payload)

    def _read_page(self) -> None:
        self._journal.execute(self._read_owed).add_done_callback(self._on_page)

    def _read_owed(self, ledger: Ledger, _connection: object) -> list[tuple[str, str, bytes]]:
        """Run by the writer: what is committed after this moment reaches `on_results` with `_live` already set."""
        page = ledger.unpublished(PAGE)
        with self._lock:
            self._live = len(page) < PAGE
        return page

    def _on_page(self, future: Future[list[tuple[str, str, bytes]]]) -> None:
        try:
            page = future.result()
        except JournalClosedError:
            return
        with self._lock:
            fresh = [row for row in page if row[0] not in self._under_way]
            self._under_way.update(row[0] for row in fresh)
        for identifier, device, payload in fresh:
            self._publish(identifier, device, payload)

    def _publish(self, identifier: str, device: str, payload: bytes) -> None:
        self._session.publish(device_topic(device, Channel.RESULT), payload, tag=identifier)
        with self._lock:  # also while it is queued: a copy that was held back must not follow a newer one
            if self._clock() - self._latest.get(device, -LATEST_INTERVAL_S) >= LATEST_INTERVAL_S:
                self._waiting.pop(device, None)
                self._send_latest(device, payload)
            else:
                self._waiting[device] = payload

    def _send_latest(self, device: str, payload: bytes) -> None:
        self._latest[device] = self._clock()
        self._session.publish(device_topic(device, Channel.LATEST), payload, qos=0, retain=True)
