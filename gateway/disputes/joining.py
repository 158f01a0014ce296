"""Disputes on the chain as the configuration wants them: the same account, key and payers as settlement's."""

from __future__ import annotations

from gateway.config import ChainSettings
from gateway.disputes.pool import DisputedPool
from gateway.paymaster.node import Node
from gateway.settlement.joining import joined as settlement_joined
from gateway.transactions.submitting import Submitter

__all__ = ["joined"]


def joined(settings: ChainSettings) -> tuple[Node, DisputedPool, Submitter]:
    """Return the node, the pool and the way to it; a submitter of its own, since each holds what it has signed.

    Raises:
        ConfigurationError: a secret can't be read, or an address is none.

    """
    assert settings.pool is not None
    assert settings.account is not None
    node, _, submitter = settlement_joined(settings)
    return node, DisputedPool(node, int(settings.pool, 16), int(settings.account, 16)), submitter
