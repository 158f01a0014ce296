"""The gateway's session key: what it is granted by its account's owner, bounded before anybody signs it.

The account's contract bounds a session as well (90 days, 16 entry points); what it takes is still more than a gateway
needs. So a grant is held against these bounds first, and its contracts are asked whether they are what they should be:
an entry point of a token by mistake would be a hot key with somebody's money.
"""

from __future__ import annotations

from dataclasses import dataclass

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.asking import CONTRACT_ERROR, CONTRACT_NOT_FOUND, NO_ENTRY_POINT, ask, ask_unless
from gateway.chain.bindings import AuditAnchor, CdcPool, CiroToken, DeviceAccount, ProofVerifier
from gateway.chain.bindings.constants import REGISTRY_DEPOSIT
from gateway.chain.bindings.shared import Permission, ProofType, SessionStatus
from gateway.chain.device_account import (
    SessionTerms,
    disputing_permissions,
    proving_permissions,
    settlement_permissions,
)

__all__ = [
    "CALLS_AN_HOUR",
    "DAYS",
    "DAY_S",
    "MOST_CALLS_AN_HOUR",
    "MOST_CHALLENGES",
    "MOST_DAYS",
    "MOST_FEE_FRI",
    "NoAccountError",
    "OtherOwnerError",
    "Scope",
    "SessionState",
    "Stakes",
    "TooWideError",
    "check_contracts",
    "check_owner",
    "check_terms",
    "read_session",
    "token_of",
]

DAY_S = 86_400
DAYS, MOST_DAYS = 30, 90
CALLS_AN_HOUR, MOST_CALLS_AN_HOUR = 100, 1_000
"""So many a Paymaster contract takes of an account; and ten times that, for a plant that pays for itself."""
MOST_FEE_FRI = 10 * 10**18
MOST_CHALLENGES = 10
"""Deposits of 1,000 CIRO that a stolen key could lose by votes, at most."""

_NOT_THERE = (CONTRACT_NOT_FOUND, NO_ENTRY_POINT, CONTRACT_ERROR)


class TooWideError(ValueError):
    """A session would reach further than a gateway needs; the message says how far it may."""


class NoAccountError(RuntimeError):
    """At the account's address is no account of ours.

    Attributes:
        empty: nothing at all is there.

    """

    def __init__(self, message: str, *, empty: bool) -> None:
        super().__init__(message)
        self.empty = empty


class OtherOwnerError(RuntimeError):
    """The account is another owner's; the message names both public keys."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a session is for.

    Attributes:
        anchor: address of the ``AuditAnchor`` that the gateway settles at.
        proofs: address of the ``ProofVerifier`` that it has proofs verified by; None: no proofs.
        pool: address of the ``CdcPool`` that it reports workers to; None: no reports.
        challenges: so many listings may be challenged: what that deposits the owner approves for the pool.

    """

    anchor: int
    proofs: int | None = None
    pool: int | None = None
    challenges: int = 0

    @property
    def deposits(self) -> int:
        """What the pool may take of the account for challenges, in 10^-18 CIRO."""
        return self.challenges * REGISTRY_DEPOSIT

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """The entry points that it takes."""
        proving = () if self.proofs is None else proving_permissions(self.proofs)
        disputing = () if self.pool is None else disputing_permissions(self.pool, challenges=self.challenges > 0)
        return settlement_permissions(self.anchor) + proving + disputing

    @property
    def entry_points(self) -> list[tuple[str, str, int]]:
        """The same for people: contract, entry point, address."""
        found = [("AuditAnchor", name, self.anchor) for name in ("open_journal", "anchor")]
        if self.proofs is not None:
            found.append(("ProofVerifier", "verify_and_record", self.proofs))
        if self.pool is not None:
            found.append(("CdcPool", "report_equivocation", self.pool))
            if self.challenges:
                found.append(("CdcPool", "challenge_listing", self.pool))
        return found


@dataclass(frozen=True, slots=True)
class Stakes:
    """What an account can deposit for challenges, in 10^-18 CIRO: as its owner has approved, and what it has."""

    approved: int
    held: int


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as the account has it.

    Attributes:
        status: its bounds.
        frozen: whether owner or guardian has stopped all sessions.
        missing: what of the scope it does not cover, for people.
        stakes: for challenges; None: the scope has none.

    """

    status: SessionStatus
    frozen: bool
    missing: tuple[str, ...]
    stakes: Stakes | None = None

    @property
    def covers(self) -> bool:
        """Whether the key can do now all that the scope needs."""
        return self.status.live and not self.missing


def check_terms(terms: SessionTerms, account: int, owner: int, now: int) -> None:
    """Hold a grant of the account's *owner* (a public key) against what a gateway needs.

    Raises:
        TooWideError: it is more, or nothing at all.

    """
    if terms.key == owner:
        raise TooWideError(
            "the session's key is the owner's own, which may do everything: draw another for the gateway"
        )
    life = terms.expires_at - now
    if not 0 < life <= MOST_DAYS * DAY_S:
        raise TooWideError(f"a session ends after 1 to {MOST_DAYS} days: grant it anew before it does")
    most = -(-life // 3600) * MOST_CALLS_AN_HOUR
    if not 0 < terms.calls <= min(most, 2**32 - 1):
        raise TooWideError(
            f"{terms.calls:,} calls in {life / DAY_S:g} days: 1 to {most:,} are allowed, {MOST_CALLS_AN_HOUR:,} an hour"
        )
    if not 0 <= terms.max_fee <= MOST_FEE_FRI:
        raise TooWideError(
            f"{terms.max_fee / 10**18:g} STRK for one transaction: 0 to {MOST_FEE_FRI // 10**18} are allowed"
        )
    if any(one.to == account for one in terms.permissions):
        raise TooWideError("a session never reaches its own account: it could widen itself")


async def check_contracts(client: FullNodeClient, scope: Scope, account: int) -> None:
    """Ask the scope's contracts whether they are what they should be.

    Raises:
        TooWideError: one is not, so that its entry points may do anything.
        NodeError: the node does not answer.

    """
    asked = AuditAnchor(scope.anchor, client).progress(account)
    if await ask_unless(client.url, asked, *_NOT_THERE) is None:
        raise TooWideError(f"{scope.anchor:#x} is no AuditAnchor; `ciro chain status` shows where it is")
    if scope.proofs is not None:
        routed = ProofVerifier(scope.proofs, client).verifier_of(ProofType.ZKML_INFERENCE)
        if await ask_unless(client.url, routed, *_NOT_THERE) is None:
            raise TooWideError(f"{scope.proofs:#x} is no ProofVerifier; `ciro chain status` shows where it is")
    if not 0 <= scope.challenges <= MOST_CHALLENGES:
        raise TooWideError(f"{scope.challenges} challenges: at most {MOST_CHALLENGES} of 1,000 CIRO each are allowed")
    if scope.pool is not None:
        await token_of(client, scope.pool)


async def token_of(client: FullNodeClient, pool: int) -> int:
    """Return the address of the CIRO of the ``CdcPool`` at *pool*.

    Raises:
        TooWideError: there is none.
        NodeError: the node does not answer.

    """
    listing = await ask_unless(client.url, CdcPool(pool, client).listing(pool), *_NOT_THERE)
    token = None if listing is None else await ask_unless(client.url, CdcPool(pool, client).token(), *_NOT_THERE)
    if token is None:
        raise TooWideError(f"{pool:#x} is no CdcPool; `ciro chain status` shows where it is")
    return token


async def check_owner(client: FullNodeClient, account: int, owner: int) -> None:
    """See that the account at *account* is there, ours, and *owner*'s (a public key).

    Raises:
        NoAccountError: there is none of ours.
        OtherOwnerError: it is another's.
        NodeError: the node does not answer.

    """
    if (found := await _owner(client, account)) != owner:
        raise OtherOwnerError(
            f"account {account:#x} belongs to the key {found:#x}, and the one that was given is {owner:#x}"
        )


async def read_session(client: FullNodeClient, account: int, key: int, scope: Scope | None) -> SessionState:
    """Return the session of a key, and what it lacks for *scope*.

    Raises:
        NoAccountError: there is no account of ours.
        NodeError: the node does not answer.

    """
    await _owner(client, account)
    there = DeviceAccount(account, client)
    status = await ask(client.url, there.session(key))
    frozen = await ask(client.url, there.sessions_frozen())
    missing = []
    for contract, name, address in () if scope is None else scope.entry_points:
        if not await ask(client.url, there.is_permitted(key, address, get_selector_from_name(name))):
            missing.append(f"{name} of {contract} {address:#x}")
    if scope is None or scope.pool is None or not scope.challenges:
        return SessionState(status, frozen, tuple(missing))
    token = CiroToken(await token_of(client, scope.pool), client)
    approved = await ask(client.url, token.allowance(account, scope.pool))
    stakes = Stakes(approved, await ask(client.url, token.balance_of(account)))
    if stakes.approved < REGISTRY_DEPOSIT:
        missing.append("deposit of 1,000 CIRO: its owner has not approved that much for CdcPool")
    return SessionState(status, frozen, tuple(missing), stakes)


async def _owner(client: FullNodeClient, account: int) -> int:
    """Return the public key of an account's owner."""
    there = DeviceAccount(account, client)
    if await ask_unless(client.url, client.get_class_hash_at(account), CONTRACT_NOT_FOUND) is None:
        raise NoAccountError(f"there is no account at {account:#x} on this network", empty=True)
    if await ask_unless(client.url, there.sessions_frozen(), *_NOT_THERE) is None:
        raise NoAccountError(f"what is at {account:#x} is no DeviceAccount: it has no session keys", empty=False)
    return await ask(client.url, there.public_key())
