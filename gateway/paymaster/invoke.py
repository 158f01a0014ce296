"""An account's transaction, as Starknet takes it (version 3), before it is signed."""

from __future__ import annotations

from collections.abc import Sequence

from starknet_py.net.client_models import Call, ResourceBoundsMapping
from starknet_py.net.models.transaction import InvokeV3

__all__ = ["unsigned"]


def unsigned(account: int, calls: Sequence[Call], nonce: int, bounds: ResourceBoundsMapping) -> InvokeV3:
    """Return *calls* of *account* as one transaction without a signature.

    Its calldata is that of ``__execute__``: how many calls; of each contract, selector, and calldata with length.
    """
    calldata = [len(calls)]
    for call in calls:
        calldata += [call.to_addr, call.selector, len(call.calldata), *call.calldata]
    return InvokeV3(
        version=3,
        signature=[],
        nonce=nonce,
        resource_bounds=bounds,
        calldata=calldata,
        sender_address=account,
        tip=0,
    )
