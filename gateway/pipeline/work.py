"""A job in hand: what it is about, where its outcome goes, and why it may have none."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.journal import JobPlan, Ticket
from gateway.records import Frame, Job, Kind, Reading

__all__ = ["UnfitError", "UnwantedError", "Work", "claimed_work"]


class UnwantedError(Exception):
    """The configuration asks for no result of this device any more."""


class UnfitError(ValueError):
    """The configuration gives a device something that its model cannot use."""


@dataclass(frozen=True, slots=True)
class Work:
    """A job in hand.

    Attributes:
        job: leased from the journal; for a claimed ticket, the job as it will be, but for its numbers.
        target: the ticket or the leased job, for the journal.
        image: the picture's bytes when they are in memory.

    """

    job: Job
    target: Ticket | Job
    image: bytes | None = None


def claimed_work(ticket: Ticket, plan: JobPlan) -> Work:
    """Describe a claimed ticket's job before the journal has numbered it; ``ticket.sha256`` is filled."""
    item = ticket.item
    assert isinstance(item, Frame | Reading)
    picture = item if isinstance(item, Frame) else None
    job = Job(
        id=0,
        record_id=0,
        kind=Kind.FRAME if picture else Kind.READING,
        device=item.device,
        job_type=plan.job_type,
        received_us=item.received_us,
        captured_us=picture.captured_us if picture else None,
        deadline_us=item.received_us + plan.deadline_us,
        evidence=picture is not None and picture.evidence,
        attempt=1,
        lease_us=0,
        sha256=ticket.sha256,
        boot=item.boot,
        seq=item.seq,
        payload=item.payload if isinstance(item, Reading) else None,
    )
    return Work(job, ticket, picture.image if picture else None)
