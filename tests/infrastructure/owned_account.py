"""A gateway's account whose owner's key a test holds: it can be sponsored, granted a session, and act beside it."""

import time

from gateway.chain.bindings import AuditAnchor, DeviceAccount, Paymaster
from gateway.chain.bindings.shared import Allowance
from gateway.chain.device_account import (
    DEVICE_ACCOUNT_CLASS,
    AccountPlan,
    SessionTerms,
    granting,
    proving_permissions,
    settlement_permissions,
    signed_by_owner,
)
from gateway.chain.keys import new_key
from gateway.demo.network import CALLS_PER_DAY, FEE_PER_DAY

SESSION_S = 30 * 86_400


class OwnedAccount:
    """An account on *network*. Everything here is sent by the deployer, so that neither nonce moves."""

    def __init__(self, network):
        self.network, self.owner, self.session = network, new_key(), new_key()
        self._plan = AccountPlan(DEVICE_ACCOUNT_CLASS, self.owner.public)
        self.address = self._plan.address

    async def deploy(self):
        await self.network.deployer.send([self._plan.deployment(), self._grant()])
        await self.sponsor()
        return self

    async def sponsor(self, calls=CALLS_PER_DAY):
        contract = Paymaster(self.network.paymaster, self.network.client)
        allowance = Allowance(calls_per_day=calls, fee_per_day=FEE_PER_DAY)
        await self.network.sponsor.send([contract.register(self.address, allowance)])

    async def grant(self):
        await self.network.deployer.send([self._grant()])

    async def revoke(self):
        await self.act(DeviceAccount(self.address, self.network.client).revoke_session(self.session.public))

    async def block(self, blocked=True):
        contract = Paymaster(self.network.paymaster, self.network.client)
        await self.network.deployer.send([contract.set_blocked(self.address, blocked)])

    async def act(self, *calls):
        """Have the account make calls, signed by its owner."""
        await self.network.deployer.send([self._signed(*calls)])

    async def anchor_another(self):
        """Anchor a batch of another journal, as a second gateway with this account would."""
        contract = AuditAnchor(self.network.anchor, self.network.client)
        before = await contract.progress(self.address)
        root = 7 + 3 * before.batches
        opened = contract.open_journal(1, root + 1)
        await self.act(opened, contract.anchor(before.batches + 1, 1, 3, before.root, root, root + 2))

    def _grant(self):
        permissions = settlement_permissions(self.network.anchor) + proving_permissions(self.network.proofs)
        terms = SessionTerms(self.session.public, int(time.time()) + SESSION_S, 100_000, 0, permissions)
        return self._signed(granting(self.network.client, self.address, terms))

    def _signed(self, *calls):
        chain, client = self.network.network.chain_id, self.network.client
        return signed_by_owner(client, self.address, self.owner, calls, chain_id=chain, now=int(time.time()))
