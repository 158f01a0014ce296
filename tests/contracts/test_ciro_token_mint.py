"""New tokens: only by governance or for security, and never more in a year than its ceiling."""

import pytest
from chain_testing.reverts import reverts_with
from token_testing import CIRCULATING, CIRO, DAY, QUARTER, SUPPLY, YEAR, Governance, deploy_token

CEILING = SUPPLY * 8 // 100
SETTLED = 9 * DAY  # what a proposal takes, and more than that


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(scope="module")
def governance(module_chain, token):
    return Governance(module_chain, token)


@pytest.fixture(autouse=True)
def _undone(chain, governance):
    """Each test has the chain to itself."""


def test_governance_mints_up_to_the_ceiling_and_not_one_more(chain, token, governance):
    event = governance.enact([token.mint.build(chain.relayer, CEILING)], "Mint").event("Minted")
    assert event == {"to": chain.relayer.address, "amount": CEILING, "year": 0}
    assert token.total_supply() == SUPPLY + CEILING
    assert token.mint_ceiling() == (0, CEILING, CEILING)
    one_more = [token.mint.build(chain.relayer, 1)]
    proposal = governance.queued(one_more, "Mint")
    with reverts_with("CIRO: above mint ceiling"):
        governance.execute(proposal, one_more)


def test_without_the_ceiling_any_amount_is_minted(chain, mutant):
    token = deploy_token(chain, mutant("token-mint-ceiling-not-asked-for"))
    governance = Governance(chain, token)
    governance.enact([token.mint.build(chain.relayer, CEILING + 1)], "Mint")
    assert token.total_supply() == SUPPLY + CEILING + 1


@pytest.mark.parametrize(
    ("years", "seconds", "year", "percent"),
    [
        (0, 1, 0, 8),
        (1, 0, 0, 8),
        (1, 1, 1, 8),
        (2, 0, 1, 8),
        (2, 1, 2, 5),
        (3, 0, 2, 5),
        (3, 1, 3, 3),
        (4, 0, 3, 3),
        (4, 1, 4, 1),
        (9, 1, 9, 1),
    ],
)
def test_the_ceiling_falls_with_the_years(chain, token, years, seconds, year, percent):
    chain.set_time(token.launch_time() + years * YEAR + seconds)
    assert token.mint_ceiling() == (year, SUPPLY * percent // 100, 0)


def test_what_one_year_leaves_over_is_not_the_next_ones(chain, token, governance):
    """Nothing was minted in the first year; the second has its own 8 % and no more."""
    chain.set_time(token.launch_time() + YEAR + 60)
    too_much = [token.mint.build(chain.relayer, CEILING + 1)]
    proposal = governance.queued(too_much, "Mint")
    with reverts_with("CIRO: above mint ceiling"):
        governance.execute(proposal, too_much)


def test_the_ceiling_of_a_year_is_of_the_supply_at_its_start(chain, token, governance):
    """Minting in a year does not lift the ceiling of that year; the next one starts from all that is there then."""
    governance.enact([token.mint.build(chain.relayer, CEILING)], "Mint")
    chain.set_time(token.launch_time() + YEAR - 60)
    assert token.mint_ceiling() == (0, CEILING, CEILING)
    chain.set_time(token.launch_time() + YEAR + 60)
    token.burn(CIRO, by=chain.client)
    assert token.mint_ceiling() == (1, (SUPPLY + CEILING) * 8 // 100, 0)


def test_two_years_ceilings_are_not_minted_at_their_boundary_from_one_year(chain, token, governance):
    """Two proposals, one executed just before the new year and one just after it: each counts against its own year."""
    chain.set_time(token.launch_time() + YEAR - SETTLED)
    first = [token.mint.build(chain.relayer, CEILING)]
    second = [token.mint.build(chain.relayer, CEILING), token.set_treasury.build(chain.treasury)]
    one, two = governance.propose(first, "Mint"), governance.propose(second, "Governance")
    for proposal in (one, two):
        governance.vote(proposal, {chain.client: "For"})
    governance.end_voting()
    for proposal in (one, two):
        token.queue(proposal, by=chain.relayer)
    chain.set_time(token.launch_time() + YEAR - 60)
    governance.execute(one, first)
    with reverts_with("CIRO: above mint ceiling"):
        governance.execute(two, second)
    chain.set_time(token.launch_time() + YEAR + 60)
    governance.execute(two, second)
    assert token.mint_ceiling() == (1, (SUPPLY + CEILING) * 8 // 100, CEILING)


class TestSecurityBudget:
    @pytest.fixture
    def pool(self, chain, token):
        """A pool that tells a price of one dollar."""
        pool = chain.deploy("RewardPool", admin=chain.admin, oracle=chain.oracle, token=token)
        token.set_reward_pool(pool, by=chain.admin)
        return pool

    @pytest.fixture
    def fund(self, chain, token, governance, pool):
        governance.enact([token.set_security_fund.build(chain.relayer)], "Governance")
        assert token.security_fund() == chain.relayer.address
        return chain.relayer

    @staticmethod
    def price(chain, pool, cents):
        pool.set_price(cents * 10**6, by=chain.oracle)

    def test_is_topped_up_to_the_full_when_there_were_no_fees(self, chain, token, pool, fund):
        chain.set_time(token.launch_time() + QUARTER + 60)
        self.price(chain, pool, 100)
        event = token.top_up_security(by=chain.stranger).event("SecurityToppedUp")
        assert event == {"quarter": 0, "fees_cents": 0, "cents": 50_000_000, "amount": 500_000 * CIRO}
        assert token.balance_of(fund) == 500_000 * CIRO
        assert token.mint_ceiling()[2] == 500_000 * CIRO
        assert token.security_topped_up_cents(0) == 50_000_000

    def test_a_year_without_fees_gets_two_million_dollars(self, chain, token, pool, fund):
        for quarter in (1, 2, 3, 4):
            chain.set_time(token.launch_time() + quarter * QUARTER + 60)
            self.price(chain, pool, 100)
            token.top_up_security(by=chain.stranger)
        assert token.balance_of(fund) == 2_000_000 * CIRO
        assert token.security_topped_up_cents(0) == 200_000_000

    def test_is_topped_up_once_a_quarter(self, chain, token, pool, fund):
        chain.set_time(token.launch_time() + QUARTER + 60)
        self.price(chain, pool, 100)
        token.top_up_security(by=chain.stranger)
        with reverts_with("CIRO: quarter already topped up"):
            token.top_up_security(by=chain.stranger)

    def test_is_not_topped_up_when_fees_cover_sixty_per_cent(self, chain, token, pool, fund):
        token.pay_protocol_fee(300_000 * CIRO, by=chain.client)
        chain.set_time(token.launch_time() + QUARTER + 60)
        self.price(chain, pool, 100)
        with reverts_with("CIRO: budget is covered"):
            token.top_up_security(by=chain.stranger)

    def test_below_sixty_per_cent_only_what_is_missing_is_minted(self, chain, token, pool, fund):
        token.pay_protocol_fee(299_999 * CIRO, by=chain.client)
        chain.set_time(token.launch_time() + QUARTER + 60)
        self.price(chain, pool, 100)
        token.top_up_security(by=chain.stranger)
        assert token.balance_of(fund) == 200_001 * CIRO

    def test_never_lifts_the_mint_ceiling(self, chain, token, governance, pool, fund):
        governance.enact([token.mint.build(chain.worker, CEILING - CIRO)], "Mint")
        chain.set_time(token.launch_time() + QUARTER + 60)
        self.price(chain, pool, 100)
        event = token.top_up_security(by=chain.stranger).event("SecurityToppedUp")
        assert (event.amount, event.cents) == (CIRO, 100)
        assert token.mint_ceiling() == (0, CEILING, CEILING)
        chain.set_time(token.launch_time() + 2 * QUARTER + 60)
        self.price(chain, pool, 100)
        with reverts_with("CIRO: above mint ceiling"):
            token.top_up_security(by=chain.stranger)

    def test_needs_a_fresh_price(self, chain, token, pool, fund):
        chain.set_time(token.launch_time() + QUARTER + 60)
        with reverts_with("PRICE: none yet"):
            token.top_up_security(by=chain.stranger)
        self.price(chain, pool, 100)
        chain.increase_time(2 * DAY)
        with reverts_with("PRICE: stale"):
            token.top_up_security(by=chain.stranger)

    def test_needs_a_fund_a_pool_and_a_quarter_that_has_ended(self, chain, token, governance):
        with reverts_with("CIRO: no security fund"):
            token.top_up_security(by=chain.stranger)
        governance.enact([token.set_security_fund.build(chain.relayer)], "Governance")
        with reverts_with("CIRO: no pool"):
            token.top_up_security(by=chain.stranger)
        token.set_reward_pool(chain.relayer, by=chain.admin)
        with reverts_with("CIRO: no quarter has ended"):
            token.top_up_security(by=chain.stranger)

    def test_the_fund_is_somebody(self, chain, token, governance):
        calls = [token.set_security_fund.build(0)]
        proposal = governance.queued(calls, "Governance")
        with reverts_with("CIRO: zero address"):
            governance.execute(proposal, calls)


def test_minted_tokens_circulate(chain, token, governance):
    governance.enact([token.mint.build(chain.relayer, 5)], "Mint")
    assert token.circulating_supply() == CIRCULATING + 5
