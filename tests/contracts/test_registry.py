"""The curated registry: candidates, challenges, votes by stake, and where the deposits go."""

import pytest
from chain_testing.reverts import reverts_with
from pool_testing import CIRO, DAY, UNSTAKE_DELAY, deploy_pool

DEPOSIT = 1_000 * CIRO
WINDOW = 3 * DAY
VOTERS = {"other_worker": 40_000 * CIRO, "third_worker": 60_000 * CIRO}


@pytest.fixture(scope="module")
def pool(module_chain):
    """``worker`` would be listed, ``stranger`` doubts it; two others have all of the stake."""
    return deploy_electorate(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def deploy_electorate(chain, artifact="CdcPool"):
    pool = deploy_pool(chain, artifact)
    for name, stake in VOTERS.items():
        pool.staked(getattr(chain, name), stake)
    pool.register(chain.worker)
    for party in (chain.worker, chain.stranger):
        pool.fund(party, 2 * DEPOSIT)
    chain.increase_time(10)
    return pool


def apply(chain, pool):
    return pool.apply_for_listing(by=chain.worker)


def listed(chain, pool):
    apply(chain, pool)
    chain.increase_time(WINDOW)
    pool.confirm_listing(chain.worker, by=chain.relayer)


def challenged(chain, pool):
    """A candidate that is challenged; the challenge's number."""
    apply(chain, pool)
    return pool.challenge_listing(chain.worker, by=chain.stranger).event("ListingChallenged").challenge


def resolve(chain, pool, challenge, **votes):
    """Let the voters vote, wait, resolve; what the challenge came to."""
    for name, keep in votes.items():
        pool.vote(challenge, keep, by=getattr(chain, name))
    chain.increase_time(WINDOW)
    return pool.resolve_challenge(challenge, by=chain.relayer).event("ChallengeResolved").verdict


class TestACandidate:
    def test_deposits_a_thousand_and_is_listed_when_nobody_objects(self, chain, pool):
        apply(chain, pool)
        assert pool.listing(chain.worker).state == "Candidate"
        assert not pool.is_listed(chain.worker)
        assert pool.registry_deposits() == DEPOSIT
        assert pool.balance(chain.worker) == DEPOSIT
        chain.set_time(pool.listing(chain.worker).since + WINDOW - 60)
        with reverts_with("REGISTRY: window still open"):
            pool.confirm_listing(chain.worker, by=chain.relayer)
        chain.set_time(pool.listing(chain.worker).since + WINDOW)
        pool.confirm_listing(chain.worker, by=chain.relayer)
        assert pool.is_listed(chain.worker)
        with reverts_with("REGISTRY: not a candidate"):
            pool.confirm_listing(chain.worker, by=chain.relayer)
        pool.assert_covered()

    def test_is_a_worker_that_has_not_applied(self, chain, pool):
        with reverts_with("REGISTRY: not a worker"):
            pool.apply_for_listing(by=chain.stranger)
        apply(chain, pool)
        with reverts_with("REGISTRY: applied already"):
            apply(chain, pool)

    def test_without_the_deposit_is_none(self, chain, pool):
        pool.register(chain.client)
        with reverts_with("ERC20: insufficient allowance"):
            pool.apply_for_listing(by=chain.client)
        assert pool.listing(chain.client).state == "Absent"

    def test_may_think_better_of_it(self, chain, pool):
        apply(chain, pool)
        pool.leave_registry(by=chain.worker)
        assert pool.balance(chain.worker) == 2 * DEPOSIT
        with reverts_with("REGISTRY: not listed"):
            pool.leave_registry(by=chain.worker)
        apply(chain, pool)

    def test_needs_no_listing_to_take_jobs(self, chain, pool):
        pool.set_price()
        assert pool.is_available(chain.other_worker)
        assert not pool.is_listed(chain.other_worker)


class TestAListedWorker:
    def test_leaves_with_its_deposit_even_when_all_is_paused(self, chain, pool):
        listed(chain, pool)
        pool.pause(by=chain.guardian)
        pool.leave_registry(by=chain.worker)
        assert not pool.is_listed(chain.worker)
        assert pool.balance(chain.worker) == 2 * DEPOSIT
        assert pool.registry_deposits() == 0

    def test_can_be_challenged_at_any_time_and_stays_listed_meanwhile(self, chain, pool):
        listed(chain, pool)
        chain.increase_time(100 * DAY)
        challenge = pool.challenge_listing(chain.worker, by=chain.stranger).event("ListingChallenged").challenge
        assert pool.is_listed(chain.worker)
        with reverts_with("REGISTRY: under challenge"):
            pool.leave_registry(by=chain.worker)
        assert resolve(chain, pool, challenge, third_worker=False) == "Removed"
        assert not pool.is_listed(chain.worker)

    def test_leaves_after_a_vote_whoever_is_first(self, chain, pool):
        """A challenge in the transaction that resolves the last one, for a deposit that comes back each time."""
        listed(chain, pool)
        challenge = pool.challenge_listing(chain.worker, by=chain.stranger).event("ListingChallenged").challenge
        chain.increase_time(WINDOW)
        resolve_it = pool.contract.resolve_challenge.build(challenge)
        with reverts_with("REGISTRY: voted on of late"):
            chain.invoke(chain.stranger, resolve_it, pool.contract.challenge_listing.build(chain.worker))
        assert chain.invoke(chain.stranger, resolve_it).event("ChallengeResolved").verdict == "NoQuorum"
        with chain.snapshot():
            pool.leave_registry(by=chain.worker)
            assert pool.balance(chain.worker) == 2 * DEPOSIT
        chain.increase_time(DAY)
        pool.challenge_listing(chain.worker, by=chain.stranger)

    def test_that_was_kept_has_been_listed_since_it_was(self, chain, pool):
        listed(chain, pool)
        since = pool.listing(chain.worker).since
        challenge = pool.challenge_listing(chain.worker, by=chain.stranger).event("ListingChallenged").challenge
        assert resolve(chain, pool, challenge, third_worker=True) == "Kept"
        assert pool.listing(chain.worker) == {"state": "Listed", "since": since, "challenge": challenge}


class TestAChallenge:
    def test_matches_the_deposit_and_comes_in_time(self, chain, pool):
        challenge = challenged(chain, pool)
        assert pool.registry_deposits() == 2 * DEPOSIT
        assert pool.balance(chain.stranger) == DEPOSIT
        put = pool.challenge(challenge)
        assert (put.worker, put.challenger, put.was_listed) == (chain.worker.address, chain.stranger.address, False)
        assert put.total == sum(VOTERS.values())
        with reverts_with("REGISTRY: not challengeable"):
            pool.challenge_listing(chain.worker, by=chain.client)
        pool.assert_covered()

    def test_comes_too_late_after_the_window(self, chain, pool):
        apply(chain, pool)
        chain.increase_time(WINDOW)
        with reverts_with("REGISTRY: window closed"):
            pool.challenge_listing(chain.worker, by=chain.stranger)

    def test_is_against_somebody_else_who_applied(self, chain, pool):
        with reverts_with("REGISTRY: not challengeable"):
            pool.challenge_listing(chain.worker, by=chain.stranger)
        apply(chain, pool)
        with reverts_with("REGISTRY: own listing"):
            pool.challenge_listing(chain.worker, by=chain.worker)

    def test_that_wins_has_half_of_the_candidates_deposit(self, chain, pool):
        supply, treasury = pool.token.total_supply(), pool.balance(chain.treasury)
        challenge = challenged(chain, pool)
        assert resolve(chain, pool, challenge, third_worker=False, other_worker=True) == "Removed"
        assert pool.listing(chain.worker).state == "Absent"
        assert pool.balance(chain.stranger) == 2 * DEPOSIT + DEPOSIT // 2
        assert pool.balance(chain.worker) == DEPOSIT
        assert pool.token.total_supply() == supply - DEPOSIT * 3 // 10
        assert pool.balance(chain.treasury) == treasury + DEPOSIT * 2 // 10
        assert pool.registry_deposits() == 0
        pool.assert_covered()

    def test_that_loses_pays_the_candidate_half_of_its_deposit(self, chain, pool):
        supply, treasury = pool.token.total_supply(), pool.balance(chain.treasury)
        challenge = challenged(chain, pool)
        assert resolve(chain, pool, challenge, third_worker=True, other_worker=False) == "Kept"
        assert pool.is_listed(chain.worker)
        assert pool.balance(chain.worker) == DEPOSIT + DEPOSIT // 2
        assert pool.balance(chain.stranger) == DEPOSIT
        assert pool.token.total_supply() == supply - DEPOSIT * 3 // 10
        assert pool.balance(chain.treasury) == treasury + DEPOSIT * 2 // 10
        assert pool.registry_deposits() == DEPOSIT
        pool.assert_covered()

    def test_that_nobody_votes_on_is_dismissed(self, chain, pool):
        challenge = challenged(chain, pool)
        assert resolve(chain, pool, challenge) == "NoQuorum"
        assert pool.is_listed(chain.worker)
        assert pool.balance(chain.stranger) == 2 * DEPOSIT
        assert pool.registry_deposits() == DEPOSIT

    def test_needs_a_tenth_of_the_stake(self, chain, pool):
        """A stake of 11,000 beside 100,000 is under a tenth of all, of 12,500 over it."""
        for name, stake, verdict in (("client", 11_000, "NoQuorum"), ("admin", 12_500, "Removed")):
            with chain.snapshot():
                voter = getattr(chain, name)
                pool.staked(voter, stake * CIRO)
                chain.increase_time(10)
                challenge = challenged(chain, pool)
                assert resolve(chain, pool, challenge, **{name: False}) == verdict

    def test_is_decided_once_and_after_the_vote(self, chain, pool):
        challenge = challenged(chain, pool)
        with reverts_with("REGISTRY: voting still open"):
            pool.resolve_challenge(challenge, by=chain.relayer)
        assert resolve(chain, pool, challenge, third_worker=False) == "Removed"
        with reverts_with("REGISTRY: decided already"):
            pool.resolve_challenge(challenge, by=chain.relayer)
        with reverts_with("REGISTRY: no such challenge"):
            pool.resolve_challenge(challenge + 1, by=chain.relayer)
        apply(chain, pool)
        with reverts_with("REGISTRY: decided already"):
            pool.resolve_challenge(challenge, by=chain.relayer)


class TestAVote:
    def test_weighs_what_was_staked_before_the_challenge(self, chain, pool):
        challenge = challenged(chain, pool)
        event = pool.vote(challenge, True, by=chain.third_worker).event("Voted")
        assert event.weight == pool.vote_weight(challenge, chain.third_worker) == VOTERS["third_worker"]
        assert pool.challenge(challenge).keep == VOTERS["third_worker"]
        assert pool.has_voted(challenge, chain.third_worker)

    def test_is_not_bought_after_the_question(self, chain, pool):
        challenge = challenged(chain, pool)
        pool.staked(chain.client, 1_000_000 * CIRO)
        with reverts_with("REGISTRY: no stake then"):
            pool.vote(challenge, True, by=chain.client)
        pool.fund(chain.third_worker, CIRO)
        pool.stake(CIRO, by=chain.third_worker)
        assert pool.vote_weight(challenge, chain.third_worker) == VOTERS["third_worker"]

    def test_is_not_bought_in_the_same_block(self, chain, pool):
        """Stake and question in one transaction, as with a loan for a moment."""
        apply(chain, pool)
        pool.register(chain.client)
        amount = 1_000_000 * CIRO
        receipt = chain.invoke(
            chain.client,
            pool.token.approve.build(pool.contract, 2 * amount),
            pool.contract.stake.build(amount),
            pool.contract.challenge_listing.build(chain.worker),
        )
        challenge = receipt.event("ListingChallenged").challenge
        assert pool.vote_weight(challenge, chain.client) == 0
        assert pool.challenge(challenge).total == sum(VOTERS.values())

    def test_and_a_registry_that_weighs_what_is_staked_now_sells_it(self, chain, mutant):
        broken = deploy_electorate(chain, mutant("registry-votes-with-stake-of-now"))
        challenge = challenged(chain, broken)
        broken.staked(chain.client, 1_000_000 * CIRO)
        chain.increase_time(10)
        broken.vote(challenge, False, by=chain.client)
        assert resolve(chain, broken, challenge, third_worker=True, other_worker=True) == "Removed"

    def test_is_not_cast_again_with_stake_that_moved_on(self, chain, pool):
        """What is unstaking has no vote, and votes again only for challenges after it is staked anew."""
        pool.request_unstake(VOTERS["other_worker"], by=chain.other_worker)
        chain.increase_time(UNSTAKE_DELAY)
        challenge = challenged(chain, pool)
        with reverts_with("REGISTRY: no stake then"):
            pool.vote(challenge, False, by=chain.other_worker)
        pool.withdraw(by=chain.other_worker)
        pool.token.transfer(chain.client, VOTERS["other_worker"], by=chain.other_worker)
        pool.staked(chain.client)
        with reverts_with("REGISTRY: no stake then"):
            pool.vote(challenge, False, by=chain.client)

    def test_still_counts_when_its_stake_is_on_the_way_out(self, chain, pool):
        challenge = challenged(chain, pool)
        pool.request_unstake(VOTERS["third_worker"], by=chain.third_worker)
        pool.vote(challenge, False, by=chain.third_worker)
        assert pool.challenge(challenge).remove == VOTERS["third_worker"]

    def test_is_cast_once(self, chain, pool):
        challenge = challenged(chain, pool)
        pool.vote(challenge, True, by=chain.third_worker)
        with reverts_with("REGISTRY: voted already"):
            pool.vote(challenge, False, by=chain.third_worker)

    def test_and_a_registry_that_forgets_who_voted_lets_the_few_decide(self, chain, mutant):
        broken = deploy_electorate(chain, mutant("registry-votes-repeat"))
        challenge = challenged(chain, broken)
        for _ in range(2):
            broken.vote(challenge, False, by=chain.other_worker)
        assert resolve(chain, broken, challenge, third_worker=True) == "Removed"

    def test_is_of_neither_party(self, chain, pool):
        pool.fund(chain.worker, 2 * CIRO)
        pool.stake(CIRO, by=chain.worker)
        chain.increase_time(10)
        challenge = challenged(chain, pool)
        for party in (chain.worker, chain.stranger):
            with reverts_with("REGISTRY: party to it"):
                pool.vote(challenge, True, by=party)

    def test_is_cast_in_time_on_a_challenge_that_exists(self, chain, pool):
        with reverts_with("REGISTRY: no such challenge"):
            pool.vote(1, True, by=chain.third_worker)
        challenge = challenged(chain, pool)
        chain.increase_time(WINDOW)
        with reverts_with("REGISTRY: voting is over"):
            pool.vote(challenge, True, by=chain.third_worker)
