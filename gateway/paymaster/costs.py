"""What a transaction costs: found by simulating it, with all that belongs to it.

When a transaction is built there is no signature yet, so the account's own calls are simulated as if it sent them
itself, without its signature being looked at, and what the Paymaster's part costs is added. When it is carried out,
exactly what is about to be sent is simulated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starknet_py.net.client_models import Call, EstimatedFee, ResourceBounds, ResourceBoundsMapping
from starknet_py.net.models.transaction import InvokeV3

from gateway.chain.account import WIDE_BOUNDS
from gateway.chain.snip29.wire import UserTransaction
from gateway.paymaster.invoke import unsigned
from gateway.paymaster.node import Node, NodeAwayError, NonceMovedError
from gateway.paymaster.relayer import Relayer

__all__ = ["Cost", "Costs"]

_FORWARDING_L2_GAS = 3_500_000
"""What the Paymaster's checks, its counting and the account's outside execution take beside the calls themselves,
about; only the estimate before the signature uses it."""
_REMEMBERED = 4096
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What one transaction costs.

    Attributes:
        expected: in fri.
        bounds: what the transaction will bid, with the margin.

    """

    expected: int
    bounds: ResourceBoundsMapping

    @property
    def most(self) -> int:
        """The most that it can cost by its bounds, in fri."""
        parts = (self.bounds.l1_gas, self.bounds.l2_gas, self.bounds.l1_data_gas)
        return sum(part.max_amount * part.max_price_per_unit for part in parts)


@dataclass
class Costs:
    """Estimates at *node*.

    Attributes:
        margin: amounts and prices may grow by this factor together until the transaction is in a block.
        estimate_s: how long an estimate counts for calls of the same shape.

    """

    node: Node
    margin: float
    estimate_s: float
    clock: Callable[[], float] = time.monotonic
    _known: dict[object, tuple[float, Cost]] = field(default_factory=dict, init=False)

    async def before_signing(
        self, request: UserTransaction, deploy: Sequence[Call], relayer: Relayer
    ) -> tuple[Cost, bool]:
        """Return about what *request* costs, and whether it was simulated for that (or the same calls just before).

        *deploy* is the deployment's call, if there is one.

        Raises:
            Undone: its calls would be undone.
            NodeAwayError, NodeRefusedError.

        """
        shape = _shape(request)
        known = self.known(request)
        if known is not None:
            return known, False
        for _ in range(_TRIES):
            own = [await self._own(request, first=bool(deploy))] if request.calls else []
            try:
                found = await (
                    relayer.simulate(deploy, *own, validate=False)
                    if deploy
                    else self.node.estimate(*own, validate=False)
                )
                break
            except NonceMovedError:
                continue  # the account itself sends meanwhile
        else:
            raise NodeAwayError(f"the nonce of {request.account:#x} moves faster than the node simulates")
        cost = self._cost(_sum(found, _FORWARDING_L2_GAS if request.calls else 0))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[shape] = (self.clock(), cost)
        return cost, True

    def known(self, request: UserTransaction) -> Cost | None:
        """Return the estimate for calls of the same shape, while it counts."""
        known = self._known.get(_shape(request))
        return known[1] if known is not None and self.clock() - known[0] < self.estimate_s else None

    async def of(self, relayer: Relayer, calls: Sequence[Call]) -> Cost:
        """Return what *calls* cost when *relayer* sends them now.

        Raises:
            Undone: they would be undone.
            NodeAwayError, NodeRefusedError.

        """
        return self._cost((await relayer.simulate(calls))[0])

    async def _own(self, request: UserTransaction, *, first: bool) -> InvokeV3:
        """Return the calls as the account's own transaction, whose signature nobody looks at."""
        nonce = 0 if first else await self.node.nonce(request.account)
        return unsigned(request.account, request.calls, nonce, WIDE_BOUNDS)

    def _cost(self, estimate: EstimatedFee) -> Cost:
        bounds = estimate.to_resource_bounds(self.margin, self.margin)
        # A block may suddenly need a little of what the estimate had none of.
        data, one = bounds.l1_data_gas, bounds.l1_gas
        bounds = ResourceBoundsMapping(
            l1_gas=one, l2_gas=bounds.l2_gas, l1_data_gas=ResourceBounds(data.max_amount + 256, data.max_price_per_unit)
        )
        return Cost(estimate.overall_fee, bounds)


def _shape(request: UserTransaction) -> object:
    calls = tuple((call.to_addr, call.selector, len(call.calldata)) for call in request.calls)
    return request.account, request.deployment is not None, calls


def _sum(found: Sequence[EstimatedFee], extra_l2_gas: int) -> EstimatedFee:
    total = EstimatedFee(
        l1_gas_consumed=sum(one.l1_gas_consumed for one in found),
        l1_gas_price=found[0].l1_gas_price,
        l2_gas_consumed=sum(one.l2_gas_consumed for one in found) + extra_l2_gas,
        l2_gas_price=found[0].l2_gas_price,
        l1_data_gas_consumed=sum(one.l1_data_gas_consumed for one in found),
        l1_data_gas_price=found[0].l1_data_gas_price,
        overall_fee=0,
        unit=found[0].unit,
    )
    total.overall_fee = total.calculate_overall_fee()  # type: ignore[no-untyped-call]
    return total
