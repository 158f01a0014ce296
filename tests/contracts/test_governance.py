"""Propose, vote, queue, execute: what is decided is done, by rules that nobody can bend."""

import pytest
from chain_testing.reverts import reverts_with
from starknet_py.hash.selector import get_selector_from_name
from token_testing import CIRO, DAY, Governance, as_calls, deploy_token


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(scope="module")
def governance(module_chain, token):
    return Governance(module_chain, token)


@pytest.fixture(autouse=True)
def _undone(chain, governance):
    """Each test has the chain to itself."""


@pytest.fixture
def other(chain, token):
    """A contract of the network that obeys the governance: it is owner and ``ADMIN`` there."""
    return chain.deploy("Counter", owner=token, start=0)


def test_a_decision_changes_the_parameter(chain, token, governance):
    receipt = governance.enact([token.set_treasury.build(chain.relayer)], "Governance")
    assert token.treasury() == chain.relayer.address
    assert [event.name for event in receipt.events] == ["ProposalExecuted", "TreasurySet"]


def test_governance_acts_on_other_contracts_as_their_owner(chain, governance, other):
    governance.enact([other.add.build(7)], "Ordinary")
    assert other.value() == 7


def test_a_proposal_makes_all_its_calls_or_none(chain, token, governance, other):
    calls = [other.add.build(7), other.add.build(0)]
    proposal = governance.queued(calls, "Ordinary")
    with reverts_with("COUNTER: zero amount"):
        governance.execute(proposal, calls)
    assert other.value() == 0
    assert token.state(proposal) == "Queued"


def test_a_proposal_goes_through_its_states(chain, token, governance, other):
    calls = [other.add.build(7)]
    token.propose(as_calls(calls), "Ordinary", 1, by=chain.client)
    chain.increase_time(10)
    assert (token.state(0), token.state(1), token.state(2)) == ("Absent", "Active", "Absent")
    governance.vote(1, {chain.client: "For"})
    governance.end_voting()
    assert token.state(1) == "Succeeded"
    token.queue(1, by=chain.relayer)
    assert token.state(1) == "Queued"
    chain.increase_time(DAY)
    governance.execute(1, calls)
    assert token.state(1) == "Executed"


def test_in_the_second_of_its_snapshot_a_proposal_is_pending(chain, token):
    """Proposing and voting in one transaction is in one second."""
    with reverts_with("GOV: voting not open"):
        chain.invoke(chain.client, token.propose.build([], "Ordinary", 1), token.cast_vote.build(1, "For"))
    token.propose([], "Ordinary", 1, by=chain.client)
    assert token.state(1) in ("Pending", "Active")
    chain.set_time(token.proposal(1).snapshot + 1)
    assert token.state(1) == "Active"


def test_voting_is_open_for_seven_days_to_the_second(chain, token, governance):
    proposal = governance.propose([], "Ordinary")
    stored = token.proposal(proposal)
    assert stored.deadline - stored.snapshot == 7 * DAY
    chain.set_time(stored.deadline)
    assert token.state(proposal) == "Active"
    chain.set_time(stored.deadline + 1)
    assert token.state(proposal) == "Defeated"
    with reverts_with("GOV: voting not open"):
        token.cast_vote(proposal, "For", by=chain.client)


class TestWhoMayPropose:
    def test_needs_votes_of_the_second_before(self, chain, token):
        assert token.governance_parameters().proposal_threshold == 100_000 * CIRO
        for actor in (chain.admin, chain.guardian):
            with reverts_with("GOV: below proposal threshold"):
                token.propose([], "Ordinary", 1, by=actor)

    def test_tokens_without_a_delegate_do_not_propose(self, chain, token):
        token.transfer(chain.oracle, 1_000_000 * CIRO, by=chain.client)
        chain.increase_time(10)
        with reverts_with("GOV: below proposal threshold"):
            token.propose([], "Ordinary", 1, by=chain.oracle)

    def test_the_threshold_itself_is_enough(self, chain, token):
        token.delegate(chain.oracle, by=chain.oracle)
        token.transfer(chain.oracle, 100_000 * CIRO - 1, by=chain.client)
        chain.increase_time(10)
        with reverts_with("GOV: below proposal threshold"):
            token.propose([], "Ordinary", 1, by=chain.oracle)
        token.transfer(chain.oracle, 1, by=chain.client)
        chain.increase_time(10)
        token.propose([], "Ordinary", 1, by=chain.oracle)

    def test_a_flash_loan_proposes_nothing(self, chain, token):
        token.delegate(chain.oracle, by=chain.oracle)
        token.approve(chain.oracle, 2**256 - 1, by=chain.client)
        chain.increase_time(10)
        with reverts_with("GOV: below proposal threshold"):
            chain.invoke(
                chain.oracle,
                token.transfer_from.build(chain.client, chain.oracle, 20_000_000 * CIRO),
                token.propose.build([], "Ordinary", 1),
                token.transfer.build(chain.client, 20_000_000 * CIRO),
            )


class TestCounting:
    """35 million of client, 9 of worker, 6 of stranger circulate; the quorum is 10."""

    @pytest.mark.parametrize(
        ("kind", "votes", "outcome"),
        [
            ("Ordinary", {"client": "For"}, "Succeeded"),
            ("Ordinary", {"worker": "For"}, "Defeated"),
            ("Ordinary", {"worker": "For", "stranger": "Abstain"}, "Succeeded"),
            ("Ordinary", {"worker": "For", "stranger": "Against"}, "Defeated"),
            ("Ordinary", {"client": "Abstain"}, "Defeated"),
            ("Ordinary", {"client": "For", "worker": "Against", "stranger": "Against"}, "Succeeded"),
            ("Ordinary", {"client": "Against", "worker": "For", "stranger": "For"}, "Defeated"),
            ("Governance", {"client": "For", "worker": "Against"}, "Succeeded"),
            ("Governance", {"client": "For", "worker": "Against", "stranger": "Against"}, "Succeeded"),
        ],
    )
    def test_what_votes_make_of_a_proposal(self, chain, token, governance, kind, votes, outcome):
        calls = [token.set_treasury.build(chain.relayer)] if kind == "Governance" else []
        proposal = governance.propose(calls, kind)
        assert token.quorum(proposal) == 10_000_000 * CIRO
        governance.vote(proposal, {getattr(chain, name): choice for name, choice in votes.items()})
        governance.end_voting()
        assert token.state(proposal) == outcome
        if outcome == "Defeated":
            with reverts_with("GOV: not succeeded"):
                token.queue(proposal, by=chain.relayer)

    @pytest.mark.parametrize(("kind", "outcome"), [("Ordinary", "Succeeded"), ("Governance", "Defeated")])
    def test_a_bare_majority_decides_what_is_ordinary_and_nothing_critical(
        self, chain, token, governance, kind, outcome
    ):
        token.transfer(chain.worker, 8_000_000 * CIRO, by=chain.client)
        chain.increase_time(10)
        calls = [token.set_treasury.build(chain.relayer)] if kind == "Governance" else []
        proposal = governance.propose(calls, kind)
        governance.vote(proposal, {chain.client: "For", chain.worker: "Against"})
        governance.end_voting()
        assert token.proposal(proposal).votes_for == 27_000_000 * CIRO
        assert token.proposal(proposal).votes_against == 17_000_000 * CIRO
        assert token.state(proposal) == outcome

    def test_quorum_is_of_what_circulated_at_the_snapshot(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary")
        token.burn(25_000_000 * CIRO, by=chain.client)
        assert token.quorum(proposal) == 10_000_000 * CIRO
        assert token.circulating_supply() == 25_000_000 * CIRO

    def test_nobody_votes_twice(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary")
        event = token.cast_vote(proposal, "For", by=chain.worker).event("VoteCast")
        assert event == {
            "proposal": proposal,
            "voter": chain.worker.address,
            "choice": "For",
            "votes": 9_000_000 * CIRO,
        }
        assert token.has_voted(proposal, chain.worker)
        with reverts_with("GOV: already voted"):
            token.cast_vote(proposal, "Against", by=chain.worker)

    def test_tokens_that_are_handed_on_do_not_vote_twice(self, chain, token, governance):
        token.delegate(chain.oracle, by=chain.oracle)
        proposal = governance.propose([], "Ordinary")
        token.cast_vote(proposal, "For", by=chain.worker)
        token.transfer(chain.oracle, 9_000_000 * CIRO, by=chain.worker)
        chain.increase_time(60)
        with reverts_with("GOV: no votes at snapshot"):
            token.cast_vote(proposal, "For", by=chain.oracle)
        assert token.proposal(proposal).votes_for == 9_000_000 * CIRO

    def test_tokens_bought_after_the_snapshot_do_not_vote(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary")
        token.transfer(chain.stranger, 20_000_000 * CIRO, by=chain.client)
        chain.increase_time(60)
        token.cast_vote(proposal, "For", by=chain.stranger)
        assert token.proposal(proposal).votes_for == 6_000_000 * CIRO

    def test_with_votes_of_now_the_same_tokens_vote_twice(self, chain, mutant):
        token = deploy_token(chain, mutant("governor-votes-of-now"))
        governance = Governance(chain, token)
        token.delegate(chain.oracle, by=chain.oracle)
        proposal = governance.propose([], "Ordinary")
        token.cast_vote(proposal, "For", by=chain.worker)
        token.transfer(chain.oracle, 9_000_000 * CIRO, by=chain.worker)
        chain.increase_time(60)
        token.cast_vote(proposal, "For", by=chain.oracle)
        assert token.proposal(proposal).votes_for == 18_000_000 * CIRO


class TestExecution:
    def test_waits_for_the_timelock_to_the_second(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        proposal = governance.propose(calls, "Ordinary")
        governance.vote(proposal, {chain.client: "For"})
        with reverts_with("GOV: not queued"):
            governance.execute(proposal, calls)
        governance.end_voting()
        with reverts_with("GOV: not queued"):
            governance.execute(proposal, calls)
        queued_at = token.queue(proposal, by=chain.relayer).event("ProposalQueued").eta - DAY
        assert queued_at <= chain.now
        with reverts_with("GOV: timelock not over"):
            governance.execute(proposal, calls)
        chain.set_time(queued_at + DAY - 60)
        with reverts_with("GOV: timelock not over"):
            governance.execute(proposal, calls)
        chain.set_time(queued_at + DAY)
        governance.execute(proposal, calls)

    def test_without_the_timelock_it_does_not_wait(self, chain, mutant):
        token = deploy_token(chain, mutant("governor-timelock-not-waited-for"))
        governance = Governance(chain, token)
        calls = [token.set_treasury.build(chain.relayer)]
        proposal = governance.propose(calls, "Governance")
        governance.vote(proposal, {chain.client: "For"})
        governance.end_voting()
        token.queue(proposal, by=chain.relayer)
        governance.execute(proposal, calls)
        assert token.treasury() == chain.relayer.address

    def test_happens_once(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        proposal = governance.queued(calls, "Ordinary")
        governance.execute(proposal, calls)
        with reverts_with("GOV: not queued"):
            governance.execute(proposal, calls)
        with reverts_with("GOV: not succeeded"):
            token.queue(proposal, by=chain.relayer)
        assert other.value() == 7

    def test_when_it_is_not_written_down_it_happens_again(self, chain, mutant):
        token = deploy_token(chain, mutant("governor-execution-not-written-down"))
        governance = Governance(chain, token)
        calls = [token.mint.build(chain.relayer, 5)]
        proposal = governance.queued(calls, "Mint")
        for _ in range(2):
            governance.execute(proposal, calls)
        assert token.balance_of(chain.relayer) == 10

    def test_is_of_the_calls_that_were_voted_on(self, chain, governance, other):
        proposal = governance.queued([other.add.build(7)], "Ordinary")
        for calls in ([other.add.build(8)], [], [other.add.build(7)] * 2):
            with reverts_with("GOV: not the proposed calls"):
                governance.execute(proposal, calls)

    def test_does_not_come_too_late(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        proposal = governance.queued(calls, "Ordinary")
        chain.set_time(token.proposal(proposal).eta + 14 * DAY + 1)
        assert token.state(proposal) == "Expired"
        with reverts_with("GOV: not queued"):
            governance.execute(proposal, calls)

    def test_a_success_that_nobody_queues_expires_as_well(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary")
        governance.vote(proposal, {chain.client: "For"})
        chain.set_time(token.proposal(proposal).deadline + 14 * DAY)
        assert token.state(proposal) == "Succeeded"
        chain.set_time(token.proposal(proposal).deadline + 14 * DAY + 1)
        assert token.state(proposal) == "Expired"
        with reverts_with("GOV: not succeeded"):
            token.queue(proposal, by=chain.relayer)

    def test_has_no_other_within_it(self, chain, token, governance, other):
        inner_calls = [other.add.build(7)]
        inner = governance.propose(inner_calls, "Ordinary")
        outer_calls = [token.execute.build(inner, as_calls(inner_calls))]
        outer = governance.propose(outer_calls, "Governance")
        for proposal in (inner, outer):
            governance.vote(proposal, {chain.client: "For"})
        governance.end_voting()
        for proposal in (inner, outer):
            token.queue(proposal, by=chain.relayer)
        chain.increase_time(DAY)
        with reverts_with("GOV: already executing"):
            governance.execute(outer, outer_calls)
        governance.execute(inner, inner_calls)

    def test_of_what_does_not_exist_is_refused(self, chain, token):
        for call in (
            token.execute.build(9, []),
            token.queue.build(9),
            token.cast_vote.build(9, "For"),
            token.cancel.build(9),
        ):
            with reverts_with("GOV: no such proposal"):
                chain.invoke(chain.client, call)


class TestTypes:
    def test_every_call_has_the_type_of_what_it_does(self, chain, token, other):
        role = token.grant_role.build("GUARDIAN", chain.stranger)
        upgrade = token.upgrade.build(1)
        cases = [
            ([], "Ordinary"),
            ([other.add.build(1)], "Ordinary"),
            ([other.grant_role.build("ADMIN", chain.stranger)], "RoleChange"),
            ([role], "RoleChange"),
            ([token.mint.build(chain.stranger, 1)], "Mint"),
            ([token.transfer.build(chain.stranger, 1)], "Governance"),
            ([upgrade], "Upgrade"),
            ([other.add.build(1), role, upgrade, token.mint.build(chain.stranger, 1)], "Upgrade"),
            ([other.add.build(1), token.mint.build(chain.stranger, 1), role], "Mint"),
        ]
        for calls, kind in cases:
            assert token.type_of(as_calls(calls)) == kind

    @pytest.mark.parametrize("pretended", ["Ordinary", "RoleChange", "Mint", "Governance"])
    def test_an_upgrade_cannot_be_proposed_as_something_else(self, chain, token, other, pretended):
        calls = as_calls([other.add.build(1), token.upgrade.build(1)])
        with reverts_with("GOV: type not of these calls"):
            token.propose(calls, pretended, 1, by=chain.client)

    def test_nor_something_else_as_an_upgrade(self, chain, token, other):
        with reverts_with("GOV: type not of these calls"):
            token.propose(as_calls([other.add.build(1)]), "Upgrade", 1, by=chain.client)

    def test_without_the_check_a_bare_majority_upgrades(self, chain, mutant, classes):
        token = deploy_token(chain, mutant("governor-type-not-held-against-calls"))
        governance = Governance(chain, token)
        token.transfer(chain.worker, 8_000_000 * CIRO, by=chain.client)
        chain.increase_time(10)
        calls = [token.upgrade.build(chain.declare("Counter"))]
        proposal = governance.propose(calls, "Ordinary")
        governance.vote(proposal, {chain.client: "For", chain.worker: "Against"})
        governance.end_voting()
        governance.queue(proposal)
        receipt = governance.execute(proposal, calls)
        assert receipt.event("Upgraded").class_hash == classes["Counter"].class_hash

    def test_governance_declares_what_else_is_critical(self, chain, token, governance, other):
        selector = get_selector_from_name("add")
        event = governance.enact([token.set_critical.build(selector, True)], "Governance").event("CriticalSet")
        assert event == {"selector": selector, "critical": True}
        assert token.is_critical(selector)
        assert token.is_critical(get_selector_from_name("upgrade"))
        with reverts_with("GOV: type not of these calls"):
            token.propose(as_calls([other.add.build(1)]), "Ordinary", 1, by=chain.client)
        governance.enact([token.set_critical.build(selector, False)], "Governance")
        assert not token.is_critical(selector)
        governance.enact([other.add.build(1)], "Ordinary")


class TestBounds:
    def test_too_many_calls_are_refused(self, chain, token, other):
        token.propose(as_calls([other.add.build(1)] * 10), "Ordinary", 1, by=chain.client)
        with reverts_with("GOV: too many calls"):
            token.propose(as_calls([other.add.build(1)] * 11), "Ordinary", 1, by=chain.client)

    def test_a_call_is_as_long_as_its_event_may_be(self, chain, token, other):
        call = as_calls([other.add.build(1)])[0]
        token.propose([call | {"calldata": [7] * 250}], "Ordinary", 1, by=chain.client)
        with reverts_with("GOV: call too long"):
            token.propose([call | {"calldata": [7] * 251}], "Ordinary", 1, by=chain.client)

    def test_rewards_are_not_announced_by_proposal(self, chain, token):
        """The pool believes the token; a proposal must not make it believe in what was never paid."""
        call = {"to": chain.relayer.address, "selector": get_selector_from_name("reward_received"), "calldata": [1, 0]}
        with reverts_with("GOV: forbidden call"):
            token.propose([call], "Ordinary", 1, by=chain.client)


class TestRules:
    def test_governance_makes_itself_stricter(self, chain, token, governance):
        rules = dict(token.governance_parameters()) | {"timelock": 2 * DAY, "quorum_bps": 3_000}
        before = governance.propose([], "Ordinary")
        governance.enact([token.set_governance_parameters.build(rules)], "Governance")
        assert token.governance_parameters() == rules
        after = governance.propose([], "Ordinary")
        assert token.quorum(after) == 15_000_000 * CIRO
        assert (token.proposal(before).quorum_bps, token.proposal(before).timelock) == (2_000, DAY)

    @pytest.mark.parametrize(
        "changed",
        [
            {"timelock": 0},
            {"voting_period": DAY},
            {"quorum_bps": 1},
            {"supermajority_bps": 5_000},
            {"proposal_threshold": 0},
            {"quorum_bps": 10_000},
        ],
    )
    def test_and_not_laxer_than_the_spec(self, chain, token, governance, changed):
        rules = dict(token.governance_parameters()) | changed
        calls = [token.set_governance_parameters.build(rules)]
        proposal = governance.queued(calls, "Governance")
        with reverts_with("GOV: parameter out of bounds"):
            governance.execute(proposal, calls)

    def test_nobody_else_changes_them(self, chain, token):
        rules = token.governance_parameters()
        for call in (token.set_governance_parameters.build(rules), token.set_critical.build(1, True)):
            for actor in (chain.admin, chain.client):
                with reverts_with("GOV: only governance itself"):
                    chain.invoke(actor, call)

    def test_the_token_upgrades_itself_and_keeps_its_state(self, chain, token, governance, mutant):
        """To the class of a mutant, which is another class with the same storage."""
        other = mutant("token-mint-ceiling-not-asked-for")
        supply, proposal = token.total_supply(), token.proposal_count() + 1
        receipt = governance.enact([token.upgrade.build(chain.declare(other))], "Upgrade")
        assert receipt.event("Upgraded").class_hash == other.class_hash
        assert token.total_supply() == supply
        assert token.state(proposal) == "Executed"


class TestCancelling:
    def test_a_proposer_withdraws_while_voting_is_open(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary", by=chain.worker)
        token.cancel(proposal, by=chain.worker)
        assert token.state(proposal) == "Cancelled"
        with reverts_with("GOV: voting not open"):
            token.cast_vote(proposal, "For", by=chain.client)
        with reverts_with("GOV: too late"):
            token.cancel(proposal, by=chain.worker)

    def test_nobody_else_withdraws_it(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary", by=chain.worker)
        for actor in (chain.client, chain.admin, chain.guardian):
            with reverts_with("GOV: not the proposer"):
                token.cancel(proposal, by=actor)

    def test_nor_the_proposer_once_it_is_decided(self, chain, token, governance):
        proposal = governance.propose([], "Ordinary", by=chain.worker)
        governance.vote(proposal, {chain.client: "For"})
        governance.end_voting()
        with reverts_with("GOV: too late"):
            token.cancel(proposal, by=chain.worker)


class TestVeto:
    """The guardian buys time: the same calls once, and never again."""

    @pytest.fixture(autouse=True)
    def _guarded(self, chain, token):
        token.grant_role("GUARDIAN", chain.guardian, by=chain.admin)

    def test_stops_even_what_is_queued(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        proposal = governance.queued(calls, "Ordinary")
        event = token.veto(proposal, by=chain.guardian).event("CallsVetoed")
        assert (event.proposal, event.by) == (proposal, chain.guardian.address)
        assert token.state(proposal) == "Cancelled"
        with reverts_with("GOV: not queued"):
            governance.execute(proposal, calls)

    def test_stops_all_twins_at_once(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        twins = [governance.propose(calls, "Ordinary") for _ in range(2)]
        token.veto(twins[0], by=chain.guardian)
        assert [token.state(twin) for twin in twins] == ["Cancelled", "Cancelled"]

    def test_holders_who_insist_prevail(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        token.veto(governance.propose(calls, "Ordinary"), by=chain.guardian)
        chain.increase_time(10)
        again = governance.queued(calls, "Ordinary")
        with reverts_with("GOV: vetoed once before"):
            token.veto(again, by=chain.guardian)
        governance.execute(again, calls)
        assert other.value() == 7

    def test_holders_remove_a_guardian_who_resists(self, chain, token, governance):
        token.grant_role("ADMIN", token, by=chain.admin)
        calls = [token.revoke_role.build("GUARDIAN", chain.guardian)]
        token.veto(governance.propose(calls, "RoleChange"), by=chain.guardian)
        chain.increase_time(10)
        governance.enact(calls, "RoleChange")
        assert not token.has_role("GUARDIAN", chain.guardian)

    def test_is_the_guardians_only_and_not_of_what_is_over(self, chain, token, governance, other):
        calls = [other.add.build(7)]
        proposal = governance.queued(calls, "Ordinary")
        for actor in (chain.admin, chain.client):
            with reverts_with("ACCESS: missing role"):
                token.veto(proposal, by=actor)
        with reverts_with("GOV: no such proposal"):
            token.veto(9, by=chain.guardian)
        governance.execute(proposal, calls)
        with reverts_with("GOV: too late"):
            token.veto(proposal, by=chain.guardian)
        assert token.state(proposal) == "Executed"
