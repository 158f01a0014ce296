"""A device's or a gateway's own account: where it will be, how it gets there, and what its hot key may do.

Whoever pays sends these; the account itself needs no balance and no transaction of its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from starknet_py.hash.address import compute_address
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.bindings import DeviceAccount
from gateway.chain.bindings import shared as structs
from gateway.chain.contract import shipped_abi
from gateway.chain.device_messages import ANY_CALLER, OutsideExecution, message_hash
from gateway.chain.keys import StarkKey
from gateway.chain.networks import UDC

__all__ = [
    "DEVICE_ACCOUNT_CLASS",
    "AccountPlan",
    "SessionTerms",
    "disputing_permissions",
    "granting",
    "proving_permissions",
    "settlement_permissions",
    "signed_by_owner",
]

DEVICE_ACCOUNT_CLASS = 0x03AEE96A32D63575EB28EFC30890763A18928EC7F9EC04BECD274C8BA180DF89
"""Class of the `DeviceAccount` that this version ships; a test holds it against ``contracts/manifest.json``."""


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """An account that is or will be: its address follows from these alone.

    Attributes:
        class_hash: of ``DeviceAccount``.
        owner: the owner's public key.
        guardian: an account that may stop and recover it; 0 for none.
        salt: another number gives another account of the same key.

    """

    class_hash: int
    owner: int
    guardian: int = 0
    salt: int = 0

    @property
    def calldata(self) -> list[int]:
        """What its constructor takes."""
        return shipped_abi("DeviceAccount").encode_constructor((self.owner, self.guardian))

    @property
    def address(self) -> int:
        """Where it is or will be."""
        return int(
            compute_address(
                class_hash=self.class_hash,
                constructor_calldata=self.calldata,
                salt=self.salt,
                deployer_address=0,
            )
        )

    def deployment(self) -> Call:
        """Return the call, for anybody to send, that puts the account there."""
        calldata = self.calldata
        return Call(
            to_addr=UDC,
            selector=get_selector_from_name("deployContract"),
            calldata=[self.class_hash, self.salt, 0, len(calldata), *calldata],
        )


@dataclass(frozen=True, slots=True)
class SessionTerms:
    """What a session key may do.

    Attributes:
        key: its public key.
        expires_at: Unix seconds; at most 90 days from now.
        calls: so many altogether.
        max_fee: most that it may bid for a transaction of its own, in fri; 0: it can only be sponsored.
        permissions: the entry points, 1 to 16.

    """

    key: int
    expires_at: int
    calls: int
    max_fee: int
    permissions: Sequence[structs.Permission]


def settlement_permissions(anchor: int) -> tuple[structs.Permission, ...]:
    """Return what a key needs that only settles a journal at the ``AuditAnchor`` at this address."""
    return tuple(
        structs.Permission(to=anchor, selector=get_selector_from_name(name)) for name in ("open_journal", "anchor")
    )


def proving_permissions(contract: int) -> tuple[structs.Permission, ...]:
    """Return what a key needs besides, that has proofs verified by the ``ProofVerifier`` at this address."""
    return (structs.Permission(to=contract, selector=get_selector_from_name("verify_and_record")),)


def disputing_permissions(pool: int, *, challenges: bool) -> tuple[structs.Permission, ...]:
    """Return what a key needs besides, that reports workers to the ``CdcPool`` there; with *challenges* also by votes.

    CIRO's ``approve`` is not among them: a session's permission does not bound what is approved, and for whom. The
    account's owner approves what challenges may deposit.
    """
    names = ["report_equivocation", *(["challenge_listing"] if challenges else [])]
    return tuple(structs.Permission(to=pool, selector=get_selector_from_name(name)) for name in names)


def granting(client: FullNodeClient, account: int, terms: SessionTerms) -> Call:
    """Return the call, for the account's owner alone, that grants a session."""
    contract = DeviceAccount(account, client)
    return contract.grant_session(terms.key, terms.expires_at, terms.calls, terms.max_fee, terms.permissions)


def signed_by_owner(
    client: FullNodeClient, account: int, owner: StarkKey, calls: Sequence[Call], *, chain_id: int, now: int
) -> Call:
    """Return the call, for anybody to send within an hour, that has the account make *calls* as its owner.

    Args:
        client: the node.
        account: the account's address; it need not be deployed yet.
        owner: its owner's key.
        calls: what it does.
        chain_id: of the chain.
        now: Unix seconds.

    """
    execution = OutsideExecution(ANY_CALLER, secrets.randbits(250), now - 3600, now + 3600, tuple(calls))
    signature = owner.sign(message_hash(execution.typed_data(chain_id), account))
    inner = [structs.InnerCall(to=call.to_addr, selector=call.selector, calldata=call.calldata) for call in calls]
    outside = structs.OutsideExecution(
        caller=execution.caller,
        nonce=execution.nonce,
        execute_after=execution.execute_after,
        execute_before=execution.execute_before,
        calls=inner,
    )
    return DeviceAccount(account, client).execute_from_outside_v2(outside, list(signature))
