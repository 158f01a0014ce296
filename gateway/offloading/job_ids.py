"""The id of a job: the same for the same job, however often it is placed, so that it is done once and counted once."""

from __future__ import annotations

import hashlib
import json
import uuid

from gateway.records import Job

__all__ = ["stable_job_id"]


def stable_job_id(gateway: str, job: Job, model_sha256: str) -> str:
    """Return a UUIDv7 that follows from what the journal has of the job: its moment is that of the input.

    A gateway that was killed places what it still owes under the same ids, and a worker that has answered one does not
    run it again. The model is part of it, since one id stands for one question.
    """
    told = [gateway, job.device, int(job.kind), job.received_us, job.boot, job.seq, job.sha256.hex(), model_sha256]
    chance = int.from_bytes(hashlib.sha256(b"ciro-job-id/1 " + json.dumps(told).encode()).digest()[:10])
    moment_ms = (job.received_us // 1000) & (2**48 - 1)
    number = moment_ms << 80 | chance  # of *chance* version and variant take 6 bits
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=number))
