"""The market for proofs: bounded rewards, strict order, one payment, and refunds that anybody can bring about."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import BATCH, CIRO, DAY, ONE_CENT, PARAMETERS, PRIORITIES, ChainBatch
from poseidon_py.poseidon_hash import poseidon_hash_many

BASE = 100  # US cents, for type 0
BOUNDS = {"Standard": (100, 200), "High": (150, 400), "Critical": (250, 800), "Emergency": (500, 2_000)}
MOST = 2**128 - 1
GRACE = 600


@pytest.fixture(scope="module")
def network(module_chain, network):
    for prover in (module_chain.worker, module_chain.other_worker):
        network.fund(prover, 1_000 * CIRO)
    return network


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself, and leaves the contracts able to pay all that they owe."""
    network.refresh()
    yield
    network.assert_covered()


def order(priority="Standard", batch=BATCH, **changed):
    return {
        "proof_type": "StarknetBatch",
        "parameters": PARAMETERS,
        "model": 0,
        "statement_hash": poseidon_hash_many(batch.statement()),
        "priority": priority,
        "reward_cents": BOUNDS[priority][0],
        "max_amount": MOST,
        "within": 3_600,
    } | changed


def ask(network, priority="Standard", **changed):
    receipt = network.proofs.request_proof(order(priority, **changed), by=network.chain.client)
    return receipt.event("ProofRequested").request_id


def fulfil(network, request, batch=BATCH, by=None, proof=None):
    proof = batch.proof if proof is None else proof
    return network.proofs.fulfil(request, batch.statement(), proof, by=by or network.chain.worker)


class TestRequest:
    @pytest.mark.parametrize("priority", PRIORITIES)
    def test_takes_the_reward_in_ciro_at_the_price_of_now(self, chain, network, priority):
        before = network.balance(chain.client)
        request = network.proofs.request(ask(network, priority))
        cents = BOUNDS[priority][0]
        assert request.reward == cents * CIRO  # a CIRO is worth a cent
        assert network.balance(chain.client) == before - request.reward
        assert network.proofs.held() == request.reward
        network.pool.set_price(2 * ONE_CENT, by=chain.oracle)
        assert network.proofs.request(ask(network, priority)).reward == cents * CIRO // 2

    @pytest.mark.parametrize("priority", PRIORITIES)
    def test_pays_within_the_bounds_of_its_priority(self, network, priority):
        least, most = BOUNDS[priority]
        ask(network, priority, reward_cents=most)
        for cents in (least - 1, most + 1):
            with reverts_with("MARKET: reward out of bounds"):
                ask(network, priority, reward_cents=cents)

    def test_says_how_much_it_takes_at_most_and_until_when(self, network):
        with reverts_with("MARKET: above the most"):
            ask(network, max_amount=BASE * CIRO - 1)
        for within in (59, DAY + 1):
            with reverts_with("MARKET: deadline out of bounds"):
                ask(network, within=within)

    def test_is_not_taken_when_nobody_could_verify_it_or_the_market_is_closed(self, chain, network):
        with reverts_with("NO_VERIFIER"):
            ask(network, proof_type="ZKMLInference")
        with reverts_with("PROOF: unknown parameters"):
            ask(network, parameters=5)
        network.proofs.set_base_price("StarknetBatch", 0, by=network.governor)
        with reverts_with("MARKET: no base price"):
            ask(network)

    def test_is_not_taken_at_a_stale_price_or_without_an_allowance(self, chain, network):
        with reverts_with("ERC20: insufficient allowance"):
            network.proofs.request_proof(order(), by=chain.stranger)
        chain.increase_time(DAY + 1)
        with reverts_with("PRICE: stale"):
            ask(network)

    def test_stops_while_paused_and_what_is_under_way_does_not(self, chain, network):
        request, late = ask(network), ask(network)
        network.proofs.claim(request, by=chain.worker)
        network.proofs.pause(by=chain.guardian)
        with reverts_with("PAUSE: paused"):
            ask(network)
        with reverts_with("PAUSE: paused"):
            network.proofs.claim(late, by=chain.worker)
        fulfil(network, request)
        chain.increase_time(3_601)
        network.proofs.expire(late, by=chain.stranger)
        assert network.proofs.held() == 0


class TestOrder:
    def test_the_highest_priority_is_next_and_the_oldest_in_it(self, chain, network):
        asked = ["Standard", "High", "Emergency", "Critical", "Emergency", "High", "Standard", "Critical"]
        requests = [ask(network, priority) for priority in asked]
        expected = sorted(requests, key=lambda one: (-PRIORITIES.index(asked[requests.index(one)]), one))
        served = []
        for _ in requests:
            request = network.proofs.next("StarknetBatch", 0)
            for other in requests:
                if other != request and other not in served:
                    with reverts_with("MARKET: not the next"):
                        network.proofs.claim(other, by=chain.worker)
                    break
            network.proofs.claim(request, by=chain.worker)
            served.append(request)
        assert served == expected
        assert network.proofs.next("StarknetBatch", 0) == 0

    def test_a_request_leaves_from_the_middle_and_the_order_stays(self, chain, network):
        first, second, third = (ask(network, within=within) for within in (7_200, 60, 7_200))
        chain.increase_time(61)
        network.proofs.expire(second, by=chain.stranger)
        for request in (first, third):
            assert network.proofs.next("StarknetBatch", 0) == request
            network.proofs.claim(request, by=chain.worker)
        assert network.proofs.next("StarknetBatch", 0) == 0

    def test_a_head_that_nobody_wants_is_set_aside_and_can_still_be_claimed(self, chain, network):
        unwanted, waiting = ask(network, "Emergency"), ask(network)
        with reverts_with("MARKET: too early"):
            network.proofs.set_aside(unwanted, by=chain.stranger)
        with reverts_with("MARKET: not the next"):
            network.proofs.set_aside(waiting, by=chain.stranger)
        chain.increase_time(GRACE + 1)
        network.proofs.set_aside(unwanted, by=chain.stranger)
        with reverts_with("MARKET: not pending"):
            network.proofs.set_aside(unwanted, by=chain.stranger)
        assert network.proofs.next("StarknetBatch", 0) == waiting
        network.proofs.claim(unwanted, by=chain.worker)
        network.proofs.claim(waiting, by=chain.worker)

    def test_a_head_that_was_set_aside_is_refunded_as_any_other(self, chain, network):
        before = network.balance(chain.client)
        request = ask(network)
        chain.increase_time(GRACE + 1)
        network.proofs.set_aside(request, by=chain.stranger)
        chain.increase_time(3_600)
        network.proofs.expire(request, by=chain.stranger)
        assert network.balance(chain.client) == before


class TestService:
    def test_a_proof_that_holds_is_paid_once_less_the_fee_and_recorded(self, chain, network):
        request = ask(network)
        reward, bond = network.proofs.request(request).reward, network.proofs.prover_bond(request)
        before = network.balance(chain.worker)
        network.proofs.claim(request, by=chain.worker)
        assert network.balance(chain.worker) == before - bond == before - reward // 10
        verified = fulfil(network, request).event("ProofVerified")
        assert (verified.paid, verified.fee) == (reward - reward // 40, reward // 40)
        assert network.balance(chain.worker) == before + reward - reward // 40
        assert network.proofs.request(request).state == "Verified"
        assert network.proofs.is_verified(network.digest())
        assert network.proofs.held() == network.balance(network.proofs) == 0
        with reverts_with("MARKET: not in progress"):
            fulfil(network, request)
        with reverts_with("MARKET: not in progress"):
            network.proofs.expire(request, by=chain.client)

    def test_a_proof_that_does_not_hold_costs_the_bond_and_records_nothing(self, chain, network):
        before = network.balance(chain.client)
        request = ask(network)
        bond = network.proofs.prover_bond(request)
        network.proofs.claim(request, by=chain.worker)
        failed = fulfil(network, request, proof=[1, 2, 3]).event("ProofFailed")
        assert failed.check == int.from_bytes(b"CHAIN: root")
        assert network.balance(chain.client) == before + bond
        assert network.proofs.request(request).state == "Failed"
        assert not network.proofs.is_verified(network.digest())
        with reverts_with("MARKET: not in progress"):
            fulfil(network, request)

    def test_it_is_the_claimers_alone_and_about_what_was_asked_for(self, chain, network):
        request = ask(network)
        with reverts_with("MARKET: not in progress"):
            fulfil(network, request)
        network.proofs.claim(request, by=chain.worker)
        with reverts_with("MARKET: not pending"):
            network.proofs.claim(request, by=chain.other_worker)
        with reverts_with("MARKET: not the prover"):
            fulfil(network, request, by=chain.other_worker)
        with reverts_with("MARKET: another statement"):
            fulfil(network, request, batch=ChainBatch((1, 2)))

    def test_somebody_else_who_records_the_statement_first_takes_nothing(self, chain, network):
        request = ask(network)
        network.proofs.claim(request, by=chain.worker)
        network.prove(by=chain.stranger)
        before = network.balance(chain.worker)
        fulfil(network, request)
        assert network.balance(chain.worker) > before

    def test_a_dispute_of_the_statement_does_not_cost_the_prover_its_reward(self, chain, network):
        request = ask(network)
        network.proofs.claim(request, by=chain.worker)
        network.prove(by=chain.stranger)
        network.proofs.dispute_statement(network.digest(), by=chain.client)
        fulfil(network, request)
        assert not network.proofs.is_verified(network.digest())
        assert network.proofs.request(request).state == "Disputed"

    def test_after_the_deadline_the_requester_has_everything_back_and_the_bond(self, chain, network):
        before = network.balance(chain.client)
        request = ask(network)
        bond = network.proofs.prover_bond(request)
        network.proofs.claim(request, by=chain.worker)
        with reverts_with("MARKET: before the deadline"):
            network.proofs.expire(request, by=chain.client)
        chain.increase_time(3_601)
        with reverts_with("MARKET: past the deadline"):
            fulfil(network, request)
        network.proofs.expire(request, by=chain.stranger)
        assert network.balance(chain.client) == before + bond
        assert network.proofs.request(request).state == "Expired"
        with reverts_with("MARKET: not in progress"):
            network.proofs.expire(request, by=chain.client)

    def test_nobody_claims_what_is_past_its_deadline(self, chain, network):
        request = ask(network)
        chain.increase_time(3_601)
        with reverts_with("MARKET: past the deadline"):
            network.proofs.claim(request, by=chain.worker)


def test_of_a_request_that_is_not_there_nothing_moves(chain, network):
    with reverts_with("MARKET: not pending"):
        network.proofs.claim(9, by=chain.worker)
    with reverts_with("MARKET: not in progress"):
        network.proofs.expire(9, by=chain.worker)
