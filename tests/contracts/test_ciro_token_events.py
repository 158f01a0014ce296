"""Everything the token knows can be rebuilt from its events alone."""

from collections import defaultdict
from typing import Any

import pytest
from test_ciro_token_signatures import permit
from token_testing import CIRO, DAY, QUARTER, YEAR, Governance, deploy_token


class Replica:
    """What a reader of events knows of a token."""

    def __init__(self) -> None:
        self.balances: dict[int, int] = defaultdict(int)
        self.allowances: dict[tuple[int, int], int] = defaultdict(int)
        self.roles: set[tuple[int, int]] = set()
        self.delegates: dict[int, int] = defaultdict(int)
        self.votes: dict[int, int] = defaultdict(int)
        self.nonces: dict[int, int] = defaultdict(int)
        self.allocations: dict[int, dict[str, int]] = {}
        self.claimed: dict[int, int] = defaultdict(int)
        self.fees_of_quarter: dict[int, int] = defaultdict(int)
        self.minted_in_year: dict[int, int] = defaultdict(int)
        self.topped_up_cents: dict[int, int] = defaultdict(int)
        self.critical: dict[int, bool] = {}
        self.proposals: dict[int, dict[str, Any]] = {}
        self.calls: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self.voted: set[tuple[int, int]] = set()
        self.vetoed_at: dict[int, int] = {}
        self.launch = self.burnt = self.treasury = self.pool = self.fund = 0
        self.parameters: dict[str, int] = {}

    def read(self, events) -> "Replica":
        for event in events:
            getattr(self, f"on_{event.name}")(event)
        return self

    def on_Transfer(self, event):  # noqa: N802 - the events' names
        self.balances[event["from"]] -= event.value
        self.balances[event.to] += event.value

    def on_Approval(self, event):  # noqa: N802
        self.allowances[event.owner, event.spender] = event.value

    def on_RoleGranted(self, event):  # noqa: N802
        self.roles.add((event.role, event.account))

    def on_RoleRevoked(self, event):  # noqa: N802
        self.roles.remove((event.role, event.account))

    def on_DelegateChanged(self, event):  # noqa: N802
        assert self.delegates[event.delegator] == event.from_delegate
        self.delegates[event.delegator] = event.to_delegate

    def on_DelegateVotesChanged(self, event):  # noqa: N802
        assert self.votes[event.delegate] == event.previous
        self.votes[event.delegate] = event.votes

    def on_NonceUsed(self, event):  # noqa: N802
        assert self.nonces[event.owner] == event.nonce
        self.nonces[event.owner] += 1

    def on_Launched(self, event):  # noqa: N802
        self.launch = event.at

    def on_AllocationLocked(self, event):  # noqa: N802
        self.allocations[event.id] = {key: value for key, value in event.items() if key != "id"}

    def on_AllocationClaimed(self, event):  # noqa: N802
        self.claimed[event.id] += event.amount

    def on_FeePaid(self, event):  # noqa: N802
        self.fees_of_quarter[event.quarter] += event.burnt + event.rewards + event.treasury
        self.burnt += event.burnt

    def on_Burnt(self, event):  # noqa: N802
        self.burnt += event.amount

    def on_RewardPoolSet(self, event):  # noqa: N802
        self.pool = event.pool

    def on_TreasurySet(self, event):  # noqa: N802
        self.treasury = event.treasury

    def on_SecurityFundSet(self, event):  # noqa: N802
        self.fund = event.fund

    def on_Minted(self, event):  # noqa: N802
        self.minted_in_year[event.year] += event.amount

    def on_SecurityToppedUp(self, event):  # noqa: N802
        self.topped_up_cents[event.quarter // 4] += event.cents

    def on_GovernanceParametersSet(self, event):  # noqa: N802
        self.parameters = dict(event.parameters)

    def on_CriticalSet(self, event):  # noqa: N802
        self.critical[event.selector] = event.critical

    def on_ProposalCreated(self, event):  # noqa: N802
        fields = {key: value for key, value in event.items() if key not in ("proposal", "description_hash")}
        counts = dict.fromkeys(("eta", "votes_for", "votes_against", "votes_abstain"), 0)
        self.proposals[event.proposal] = fields | counts | {"executed": False, "cancelled": False}

    def on_ProposalCall(self, event):  # noqa: N802
        assert event.index == len(self.calls[event.proposal])
        self.calls[event.proposal].append({key: event[key] for key in ("to", "selector", "calldata")})

    def on_VoteCast(self, event):  # noqa: N802
        self.voted.add((event.proposal, event.voter))
        self.proposals[event.proposal][f"votes_{event.choice.lower()}"] += event.votes

    def on_ProposalQueued(self, event):  # noqa: N802
        self.proposals[event.proposal]["eta"] = event.eta

    def on_ProposalExecuted(self, event):  # noqa: N802
        self.proposals[event.proposal]["executed"] = True

    def on_ProposalCancelled(self, event):  # noqa: N802
        self.proposals[event.proposal]["cancelled"] = True

    def on_CallsVetoed(self, event):  # noqa: N802
        self.vetoed_at[event.calls_digest] = event.at

    def cancelled(self) -> set[int]:
        return {
            number
            for number, one in self.proposals.items()
            if not one["executed"]
            and (one["cancelled"] or one["snapshot"] <= self.vetoed_at.get(one["calls_digest"], 0))
        }


@pytest.fixture
def lived(chain):
    """A token to which everything has happened that can."""
    token = deploy_token(chain)
    pool = chain.deploy("RewardPool", admin=chain.admin, oracle=chain.oracle, token=token)
    token.set_reward_pool(pool, by=chain.admin)
    for role, holder in (("GUARDIAN", chain.guardian), ("GUARDIAN", chain.stranger), ("ADMIN", token)):
        token.grant_role(role, holder, by=chain.admin)
    token.revoke_role("GUARDIAN", chain.stranger, by=chain.admin)
    token.renounce_role("ADMIN", by=chain.admin)
    governance = Governance(chain, token)
    token.approve(chain.worker, 10, by=chain.client)
    token.transfer_from(chain.client, chain.relayer, 6, by=chain.worker)
    deadline = chain.now + DAY
    signature = permit(token, chain.client, chain.oracle, 77, deadline)
    token.permit(chain.client, chain.oracle, 77, deadline, signature, by=chain.relayer)
    token.pay_protocol_fee(1_001, by=chain.client)
    token.burn(13, by=chain.worker)
    changes = [
        token.set_security_fund.build(chain.relayer),
        token.set_treasury.build(chain.admin),
        token.mint.build(chain.stranger, 5 * CIRO),
        token.set_critical.build(1234, True),
        token.set_governance_parameters.build(dict(token.governance_parameters()) | {"timelock": 2 * DAY}),
    ]
    governance.enact(changes, "Governance")
    token.cancel(governance.propose([], "Ordinary", by=chain.worker), by=chain.worker)
    split = governance.propose(changes[:1], "Governance")
    governance.vote(split, {chain.client: "For", chain.worker: "Against", chain.stranger: "Abstain"})
    token.veto(split, by=chain.guardian)
    token.delegate(chain.oracle, by=chain.worker)
    chain.set_time(token.launch_time() + QUARTER + 60)
    token.claim(1, by=chain.other_worker)
    pool.set_price(100 * 10**6, by=chain.oracle)
    token.top_up_security(by=chain.stranger)
    token.pay_protocol_fee(500, by=chain.client)
    chain.set_time(token.launch_time() + 2 * YEAR)
    token.claim(0, by=chain.worker)
    return token


def test_the_events_tell_everything(chain, lived):
    token, known = lived, Replica().read(chain.events(lived))
    accounts = [actor.address for actor in chain.actors] + [token.address, token.reward_pool()]

    # The token
    minted, burnt = sum(known.minted_in_year.values()), known.burnt
    assert token.total_supply() == 10**9 * CIRO + minted - burnt == sum(known.balances.values()) - known.balances[0]
    for account in accounts:
        assert token.balance_of(account) == known.balances[account]
        assert token.nonces(account) == known.nonces[account]
        assert token.delegates(account) == known.delegates[account]
        assert token.get_votes(account) == known.votes[account]
        for role in ("ADMIN", "GUARDIAN"):
            assert token.has_role(role, account) == ((int.from_bytes(role.encode()), account) in known.roles)
    assert len(known.allowances) == 2
    for (owner, spender), allowance in known.allowances.items():
        assert token.allowance(owner, spender) == allowance

    # Allocations, fees, minting
    assert token.launch_time() == known.launch
    assert token.allocation_count() == len(known.allocations)
    for number, allocation in known.allocations.items():
        assert token.allocation(number) == allocation
        assert token.claimed(number) == known.claimed[number] > 0
    assert token.locked() == sum(one["amount"] for one in known.allocations.values()) - sum(known.claimed.values())
    assert (token.total_fees(), token.total_burnt()) == (sum(known.fees_of_quarter.values()), known.burnt)
    for quarter in range(9):
        assert token.fees_of_quarter(quarter) == known.fees_of_quarter[quarter]
    for year in range(3):
        assert token.security_topped_up_cents(year) == known.topped_up_cents[year]
    year, _, minted_in_year = token.mint_ceiling()
    assert minted_in_year == known.minted_in_year[year]
    assert (token.treasury(), token.reward_pool(), token.security_fund()) == (known.treasury, known.pool, known.fund)

    # Governance
    assert token.governance_parameters() == known.parameters
    assert all(token.is_critical(selector) == critical for selector, critical in known.critical.items())
    assert token.proposal_count() == len(known.proposals) == 3
    for number, proposal in known.proposals.items():
        assert token.proposal(number) == proposal
        assert (token.state(number) == "Cancelled") == (number in known.cancelled())
        for account in accounts:
            assert token.has_voted(number, account) == ((number, account) in known.voted)
        assert token.type_of(known.calls[number]) == proposal["proposal_type"]
