"""The queue of the group of workers behind Kafka, as the page shows it."""

from __future__ import annotations

import time

from gateway.offloading.queue_worker import QueueWorker
from gateway.page.formats import plural
from gateway.page.view import Level, QueueMemberView, QueueView
from gateway.routing import Router

__all__ = ["queue_view"]


def queue_view(queue: QueueWorker, router: Router) -> QueueView:
    """Return how the queue is; called from the source's threads."""
    client, state = queue.client, queue.client.state
    level, text = Level.OK, f"{plural(state.lag, 'job')} wait for {plural(state.members, 'worker')}."
    if client.trouble:
        level, text = Level.WARNING, f"Kafka is away: {client.trouble}"
    elif queue.full is not None:
        level, text = Level.WARNING, f"Nothing more is put there: {queue.full}."
    elif not state.members:
        level, text = Level.WARNING, "No worker is in the group."
    counts = client.counts
    return QueueView(
        text=text,
        level=level,
        lag=state.lag,
        most_lag=queue.settings.most_lag,
        members=state.members,
        dead_letters=state.dead,
        sent=counts["sent"],
        late=counts["late"],
        refused=counts["refused"],
        workers=tuple(
            _member(name, slots, distrusted=router.is_distrusted(name, time.monotonic()))
            for name, slots in queue.heard().items()
        ),
    )


def _member(name: str, slots: int | None, *, distrusted: bool) -> QueueMemberView:
    if distrusted:
        return QueueMemberView(
            name=name, level=Level.PROBLEM, state="was caught with a wrong result; its answers don't count", slots=slots
        )
    if slots is None:
        return QueueMemberView(name=name, level=Level.OFF, state="not heard lately")
    return QueueMemberView(name=name, level=Level.OK, state="its answers count", slots=slots)
