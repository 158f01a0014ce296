"""A paymaster in use: a sponsor with a deposit, a relayer, a registered device and what it may call."""

from dataclasses import dataclass
from typing import Any

from starknet_py.net.client_models import Call

from chain_testing.build import Artifact
from chain_testing.chain import Actor, Chain
from chain_testing.contract import Contract, Receipt
from chain_testing.device_account import Device, as_argument, deploy_device, outside, sign
from gateway.chain.device_messages import OutsideExecution

DEPOSIT = 10**21
FEE_PER_SUBMISSION = 10**20
FEE_PER_EPOCH = 10**22
ALLOWANCE = {"calls_per_day": 1_000, "fee_per_day": 10**21}
FEE = 5_000  # what a relayer asks for where the amount does not matter


@dataclass
class Sponsored:
    """The parts, and the one action: have the relayer submit what the device signed."""

    chain: Chain
    paymaster: Contract
    token: Contract
    counter: Contract
    device: Device
    sponsor: Actor
    relayer: Actor
    policy: Actor
    nonce: int = 0

    def execution(self, *calls: Call, **changed: Any) -> OutsideExecution:
        """An outside execution for the paymaster with a nonce of its own."""
        self.nonce += 1
        arguments = {"caller": self.paymaster, "nonce": self.nonce} | changed
        return outside(self.chain, *(calls or (self.counter.add.build(1),)), **arguments)

    def build(self, execution: OutsideExecution, fee: int = FEE, signer: Any = None) -> Call:
        signature = sign(signer or self.device.owner.signer, execution, self.device)
        return self.paymaster.execute_sponsored.build(self.device, as_argument(execution), signature, fee)

    def submit(self, *calls: Call, fee: int = FEE, signer: Any = None, **changed: Any) -> Receipt:
        return self.chain.invoke(self.relayer, self.build(self.execution(*calls, **changed), fee, signer))

    def add(self, times: int) -> Receipt:
        """One submission of so many calls of ``counter.add``."""
        return self.submit(*[self.counter.add.build(1)] * times)

    def refusal(self, *calls: Call, account: Any = None, fee: int = FEE) -> str:
        """What the view says, as text; empty when it would sponsor."""
        given = calls or (self.counter.add.build(1),)
        arguments = [{"to": one.to_addr, "selector": one.selector, "calldata": one.calldata} for one in given]
        reason = self.paymaster.refusal(account or self.device, arguments, fee)
        return reason.to_bytes(31).lstrip(b"\0").decode()

    def usage(self) -> Any:
        return self.paymaster.sponsorship(self.device)


def set_up(
    chain: Chain, paymaster: str | Artifact = "Paymaster", device: str | Artifact = "DeviceAccount"
) -> Sponsored:
    token = chain.deploy("FeeToken")
    contract = chain.deploy(paymaster, admin=chain.admin, governor=chain.treasury, fee_token=token)
    owner = deploy_device(chain, device)
    counter = chain.deploy("Counter", owner=owner, start=0)
    parts = Sponsored(chain, contract, token, counter, owner, chain.client, chain.relayer, chain.oracle)
    chain.invoke(
        chain.admin,
        contract.grant_role.build("SPONSOR", parts.sponsor),
        contract.grant_role.build("RELAYER", parts.relayer),
        contract.grant_role.build("POLICY", parts.policy),
        contract.grant_role.build("GUARDIAN", chain.guardian),
        token.mint.build(parts.sponsor, 2 * DEPOSIT),
    )
    chain.invoke(
        parts.policy,
        contract.set_caps.build(FEE_PER_SUBMISSION, FEE_PER_EPOCH),
        contract.set_allowed.build(counter, chain.selector("add"), True),
    )
    chain.invoke(
        parts.sponsor,
        token.approve.build(contract, 2 * DEPOSIT),
        contract.deposit.build(DEPOSIT),
        contract.register.build(owner, ALLOWANCE),
    )
    return parts
