"""A device's account comes into being, and somebody else pays; held against what was meant, before and after.

Its address follows from class, owner's key, guardian and salt, so nobody can put another account there. What can be
there already is the same account, from an earlier run or by somebody else's transaction, or one whose owner has
changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starknet_py.net.client_models import Call

from gateway.chain.asking import CONTRACT_NOT_FOUND, ask, ask_unless
from gateway.chain.bindings import CiroToken, DeviceAccount
from gateway.chain.device_account import AccountPlan
from gateway.chain.networks import STRK
from gateway.chain.snip29 import Deployment
from gateway.chain.sponsored import NotCarriedOutError, SponsoredAccount

__all__ = ["AccountThereError", "Deployed", "deploy_account", "deployment_of"]


class AccountThereError(RuntimeError):
    """Something is at the address already that is not what was asked for; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """An account that is there.

    Attributes:
        transaction: that put it there; None: it was there already, as planned.
        fee: that the sponsor's relayer paid for it, in fri.
        account_paid: by how much the account's own balance fell, in fri; 0.
        balance: what it has now, in fri.
        nonce: of its own transactions: 0, until it sends one itself.

    """

    transaction: int | None
    fee: int
    account_paid: int
    balance: int
    nonce: int


def deployment_of(plan: AccountPlan) -> Deployment:
    """Return *plan* as SNIP-29 has it."""
    return Deployment(plan.address, plan.class_hash, plan.salt, tuple(plan.calldata))


async def deploy_account(plan: AccountPlan, account: SponsoredAccount, calls: Sequence[Call] = ()) -> Deployed:
    """Deploy the account of *plan*, and have it make *calls* in the same transaction.

    Without calls nothing is signed, so the owner's key is not needed. An account that is there already is left alone;
    with calls that is an error, since they could have been made then.

    Raises:
        AccountThereError: see there.
        NodeError: the node does not answer.
        PaymasterError, RevertedError: as `SponsoredAccount.send`.

    """
    before = await _balance(account)
    if await _is_there(plan, account):
        if calls:
            raise AccountThereError(
                f"account {plan.address:#x} is deployed already, so nothing was sent: its calls may have been made then"
            )
        return Deployed(None, 0, 0, before, await _nonce(account))
    receipt = await account.send(calls, deployment=deployment_of(plan))
    if not await _is_there(plan, account):
        raise NotCarriedOutError(f"transaction {receipt.transaction_hash:#x} did not deploy {plan.address:#x}")
    after = await _balance(account)
    paid = max(0, before - after)
    return Deployed(receipt.transaction_hash, receipt.actual_fee.amount, paid, after, await _nonce(account))


async def _is_there(plan: AccountPlan, account: SponsoredAccount) -> bool:
    """Whether the account is there; raise `AccountThereError` when it is another than planned."""
    client, url = account.client, account.client.url
    found = await ask_unless(url, client.get_class_hash_at(plan.address, block_number="latest"), CONTRACT_NOT_FOUND)
    if found is None:
        return False
    if found != plan.class_hash:  # only its own code can have changed that
        raise AccountThereError(f"account {plan.address:#x} is deployed, and has been given another class, {found:#x}")
    there = DeviceAccount(plan.address, client)
    for what, wanted, asked in (
        ("owner's key", plan.owner, there.public_key()),
        ("guardian", plan.guardian, there.guardian()),
    ):
        if (now := await ask(url, asked)) != wanted:
            raise AccountThereError(f"account {plan.address:#x} is deployed, and its {what} has since become {now:#x}")
    return True


async def _balance(account: SponsoredAccount) -> int:
    return int(await ask(account.client.url, CiroToken(STRK, account.client).balance_of(account.address)))


async def _nonce(account: SponsoredAccount) -> int:
    return int(await ask(account.client.url, account.client.get_contract_nonce(account.address, block_number="latest")))
