"""A CIRO token as it is after a launch, and a short way through its governance."""

from collections.abc import Sequence
from typing import Any

from chain_testing.chain import Actor, Chain
from chain_testing.contract import Contract, Receipt
from starknet_py.net.client_models import Call

CIRO = 10**18
SUPPLY = 1_000_000_000 * CIRO
CIRCULATING = 50_000_000 * CIRO
LOCKED = SUPPLY - CIRCULATING
DAY = 86_400
MONTH = 2_629_746
YEAR = 12 * MONTH
QUARTER = YEAR // 4


def deploy_token(chain: Chain, artifact: Any = "CiroToken", **changed: Any) -> Contract:
    """A token of which ``client`` holds what circulates.

    ``worker`` has 600 million over four years with a cliff of one, ``other_worker`` 350 million after three months.
    """
    allocations = [
        {"beneficiary": chain.worker, "amount": 600_000_000 * CIRO, "cliff": YEAR, "duration": 4 * YEAR},
        {"beneficiary": chain.other_worker, "amount": 350_000_000 * CIRO, "cliff": QUARTER, "duration": QUARTER},
    ]
    arguments = {
        "admin": chain.admin,
        "launch_recipient": chain.client,
        "treasury": chain.treasury,
        "allocations": allocations,
    }
    return chain.deploy(artifact, **(arguments | changed))


class Governance:
    """Three holders, each their own delegate: ``client`` with 35 million, ``worker`` with 9, ``stranger`` with 6."""

    def __init__(self, chain: Chain, token: Contract) -> None:
        self.chain, self.token = chain, token
        token.transfer(chain.worker, 9_000_000 * CIRO, by=chain.client)
        token.transfer(chain.stranger, 6_000_000 * CIRO, by=chain.client)
        for holder in (chain.client, chain.worker, chain.stranger):
            token.delegate(holder, by=holder)
        chain.increase_time(10)

    def propose(self, calls: Sequence[Call], kind: str, by: Actor | None = None) -> int:
        """Put calls to the vote and wait until voting is open; return the proposal's number."""
        receipt = self.token.propose(as_calls(calls), kind, 0x7E87, by=by or self.chain.client)
        self.chain.increase_time(10)
        return int(receipt.event("ProposalCreated").proposal)

    def vote(self, proposal: int, votes: dict[Actor, str]) -> None:
        for voter, choice in votes.items():
            self.token.cast_vote(proposal, choice, by=voter)

    def end_voting(self) -> None:
        self.chain.increase_time(7 * DAY)

    def queue(self, proposal: int) -> None:
        """Queue, and wait until the timelock is over."""
        self.token.queue(proposal, by=self.chain.relayer)
        self.chain.increase_time(DAY)

    def queued(self, calls: Sequence[Call], kind: str) -> int:
        """A proposal that the largest holder has decided and that may be executed now."""
        proposal = self.propose(calls, kind)
        self.vote(proposal, {self.chain.client: "For"})
        self.end_voting()
        self.queue(proposal)
        return proposal

    def enact(self, calls: Sequence[Call], kind: str) -> Receipt:
        """All the way from the proposal to what it does."""
        return self.execute(self.queued(calls, kind), calls)

    def execute(self, proposal: int, calls: Sequence[Call]) -> Receipt:
        return self.token.execute(proposal, as_calls(calls), by=self.chain.relayer)


def as_calls(calls: Sequence[Call]) -> list[dict[str, Any]]:
    return [{"to": call.to_addr, "selector": call.selector, "calldata": call.calldata} for call in calls]
