"""AuditAnchor: how far each gateway has anchored, and every batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.audit_anchor import BatchAnchored, JournalOpened
from gateway.chain.bindings.shared import AnchoredBatch, Progress
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import unknown
from gateway.chain.replay.maps import put

__all__ = ["AnchorState", "apply"]

_NOTHING = Progress(journal=0, batches=0, next_record=0, head=0, root=0)


@dataclass(frozen=True, slots=True)
class AnchorState:
    """Everything that the anchor keeps.

    Attributes:
        gateways: by address.
        batches: by gateway and number, from 1.

    """

    gateways: Mapping[int, Progress] = field(default_factory=dict)
    batches: Mapping[tuple[int, int], AnchoredBatch] = field(default_factory=dict)

    def progress(self, gateway: int) -> Progress:
        """Return where *gateway* stands."""
        return self.gateways.get(gateway, _NOTHING)


def apply(state: AnchorState, event: ChainEvent) -> AnchorState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case JournalOpened():
            before = state.progress(value.gateway)
            now = replace(before, journal=value.journal, next_record=value.first, head=value.head)
            return replace(state, gateways=put(state.gateways, value.gateway, now))
        case BatchAnchored():
            now = Progress(value.journal, value.sequence, value.first + value.count, value.head, value.root)
            batch = AnchoredBatch(value.journal, value.first, value.count, value.at, value.root)
            batches = put(state.batches, (value.gateway, value.sequence), batch)
            return replace(state, gateways=put(state.gateways, value.gateway, now), batches=batches)
    raise unknown(event)
