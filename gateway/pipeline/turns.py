"""Whose turn it is: devices share the time of the threads, so that one with a slow model does not stop the others.

Of the devices with a job in hand, the one whose jobs have taken least time so far is next; among its own jobs, the one
that came first. A device that had nothing to do has saved no time up: it begins where the one served last stands. What
runs is not interrupted, so a device waits for one foreign job and no more, as long as it takes less than its share.

This is start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996) with the measured time of a job as its length.
"""

from __future__ import annotations

import queue
import threading
from collections import deque

from gateway.pipeline.work import Work

__all__ = ["Turns"]

MOST_REMEMBERED = 1000


class Turns:
    """Jobs on their way to the threads. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: queue.SimpleQueue[bool] = queue.SimpleQueue()  # True for each job, False for each thread that ends
        self._waiting: dict[str, deque[Work]] = {}
        self._taken_s: dict[str, float] = {}
        self._now_s = 0.0  # the time taken by the device served last

    def put(self, work: Work) -> None:
        """Add a job behind the others of its device."""
        device = work.job.device
        with self._lock:
            jobs = self._waiting.get(device)
            if jobs is None:
                jobs = self._waiting[device] = deque()
                self._taken_s[device] = max(self._taken_s.get(device, 0.0), self._now_s)
            jobs.append(work)
        self._calls.put(True)

    def get(self) -> Work | None:
        """Wait for a job and return it; None when the thread that asks is to end."""
        if not self._calls.get():
            return None
        with self._lock:
            device = min(self._waiting, key=self._taken_s.__getitem__)
            self._now_s = self._taken_s[device]
            jobs = self._waiting[device]
            work = jobs.popleft()
            if not jobs:
                del self._waiting[device]
        return work

    def note(self, device: str, seconds: float) -> None:
        """Note that a job of *device* took a thread for so long."""
        with self._lock:
            self._taken_s[device] = self._taken_s.get(device, self._now_s) + seconds
            if len(self._taken_s) > MOST_REMEMBERED:
                self._taken_s = {
                    name: taken for name, taken in self._taken_s.items() if name in self._waiting or taken > self._now_s
                }

    def end(self) -> None:
        """Have one thread end, once it has seen to what came before."""
        self._calls.put(False)
