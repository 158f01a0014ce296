"""Jobs and answers as messages: the Open Inference Protocol's very bytes, and headers that say whose they are.

The value of a job is a request of the protocol with its binary extension, that of an answer an answer of it; of a
refusal, ``{"error": …}``. The key is the device's address: a device's jobs are in one partition, in order.

Headers of both: ``job-id``, ``gateway`` (who waits for the answer), ``header-length`` (of the protocol's JSON; absent:
the value is JSON alone). Of a job: ``model``. Of an answer: ``status`` (as over HTTP), ``worker`` (a name, for people).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["MOST_ID", "BadMessage", "QueuedAnswer", "QueuedJob"]

MOST_ID = 128
Headers = list[tuple[str, bytes]]


class BadMessage(ValueError):  # noqa: N818 - reads as what it is
    """A message is none of ours; it says in what."""


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job on its way.

    Attributes:
        model: that is asked.
        job_id: the idempotency key.
        gateway: who waits.
        body: the request; *header_length* of its JSON part, None: all of it.

    """

    model: str
    job_id: str
    gateway: str
    body: bytes = field(repr=False)
    header_length: int | None

    def headers(self) -> Headers:
        """Return the message's headers."""
        return [
            ("model", self.model.encode()),
            ("job-id", self.job_id.encode()),
            ("gateway", self.gateway.encode()),
            *_length(self.header_length),
        ]

    @classmethod
    def read(cls, headers: Iterable[tuple[str, bytes]], value: bytes | None) -> QueuedJob:
        """Read a message; raises `BadMessage`."""
        found = dict(headers)
        model, job_id, gateway = (_text(found, name) for name in ("model", "job-id", "gateway"))
        return cls(model, job_id, gateway, value or b"", _read_length(found))


@dataclass(frozen=True, slots=True)
class QueuedAnswer:
    """An answer on its way back.

    Attributes:
        job_id, gateway: as the job's.
        status: as over HTTP; other than 200 is a refusal.
        worker: the name of who answers; nothing is believed for it.
        body, header_length: as the job's.

    """

    job_id: str
    gateway: str
    status: int
    worker: str
    body: bytes = field(repr=False)
    header_length: int | None

    @classmethod
    def refusal(cls, job: QueuedJob, status: int, worker: str, reason: str) -> QueuedAnswer:
        """Return the answer that says why there is none."""
        return cls(job.job_id, job.gateway, status, worker, json.dumps({"error": reason}).encode(), None)

    def headers(self) -> Headers:
        """Return the message's headers."""
        return [
            ("job-id", self.job_id.encode()),
            ("gateway", self.gateway.encode()),
            ("status", str(self.status).encode()),
            ("worker", self.worker.encode()),
            *_length(self.header_length),
        ]

    @classmethod
    def read(cls, headers: Iterable[tuple[str, bytes]], value: bytes | None) -> QueuedAnswer:
        """Read a message; raises `BadMessage`."""
        found = dict(headers)
        job_id, gateway, worker = (_text(found, name) for name in ("job-id", "gateway", "worker"))
        status = _number(found, "status")
        if status is None:
            raise BadMessage("header status is absent")
        return cls(job_id, gateway, status, worker, value or b"", _read_length(found))


def _length(header_length: int | None) -> Headers:
    return [] if header_length is None else [("header-length", str(header_length).encode())]


def _read_length(found: dict[str, bytes]) -> int | None:
    return _number(found, "header-length")


def _number(found: dict[str, bytes], name: str) -> int | None:
    value = found.get(name)
    if value is None:
        return None
    if not (len(value) <= 9 and value.isdigit()):
        raise BadMessage(f"header {name} is no number")
    return int(value)


def _text(found: dict[str, bytes], name: str) -> str:
    value = found.get(name)
    if not value:
        raise BadMessage(f"header {name} is absent")
    try:
        text = value.decode()
    except UnicodeDecodeError as error:
        raise BadMessage(f"header {name} is no text") from error
    if len(text) > MOST_ID or not text.isprintable():
        raise BadMessage(f"header {name} is not at most {MOST_ID} printable characters")
    return text
