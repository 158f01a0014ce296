"""All relayers: each transaction goes to the fittest one, so that several go out at a time."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

from starknet_py.net.client_models import Call, ResourceBoundsMapping

from gateway.paymaster.node import NodeAwayError, NodeRefusedError
from gateway.paymaster.relayer import Relayer, RelayerUnfitError, Signed

__all__ = ["RelayerPool"]

_log = logging.getLogger(__name__)


class RelayerPool:
    """Relayers of one service.

    Args:
        relayers: at least one.

    """

    def __init__(self, relayers: Sequence[Relayer]) -> None:
        self.relayers = tuple(relayers)
        self._turn = 0

    def at(self, address: int) -> Relayer | None:
        """Return the relayer with this address, if it is one of ours."""
        return next((one for one in self.relayers if one.address == address), None)

    def pick(self, *, but: frozenset[int] = frozenset()) -> Relayer:
        """Return the relayer with the least to do; those that are as idle take turns.

        Raises:
            RelayerUnfitError: none is fit; the message says why.

        """
        fit = [one for one in self.relayers if one.fit and one.address not in but]
        if not fit:
            reasons = "; ".join(f"{one.address:#x} {one.reason}" for one in self.relayers if one.reason)
            raise RelayerUnfitError(f"no relayer can send now: {reasons or 'all were tried'}")
        self._turn += 1
        turned = fit[self._turn % len(fit) :] + fit[: self._turn % len(fit)]
        return min(turned, key=lambda one: one.waiting)

    async def send(
        self,
        calls: Sequence[Call],
        bounds: ResourceBoundsMapping,
        note: Callable[[Signed], Awaitable[None]],
        *,
        only: Relayer | None = None,
    ) -> Signed:
        """Send *calls* from the first relayer that can; with *only*, from that one.

        Raises:
            NodeAwayError, NodeRefusedError: as `Relayer.send`.
            RelayerUnfitError: none can.

        """
        tried: set[int] = set()
        while True:
            relayer = only or self.pick(but=frozenset(tried))
            try:
                return await relayer.send(calls, bounds, note)
            except RelayerUnfitError:
                if only is not None:
                    raise
                tried.add(relayer.address)

    async def look(self) -> None:
        """Learn every relayer's balance."""
        for relayer in self.relayers:
            try:
                relayer.balance = await relayer.node.balance(relayer.address)
            except (NodeAwayError, NodeRefusedError) as error:
                _log.warning("relayer %#x: its balance is not known: %s", relayer.address, error)
