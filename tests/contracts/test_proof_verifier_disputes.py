"""Disputes of recorded statements: out of force at once, and decided by better code or by the governor."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import BATCH, CIRO, DECISION, PARAMETERS

BOND = 1_000 * CIRO


@pytest.fixture(scope="module")
def network(module_chain, network):
    network.fund(module_chain.stranger, 5 * BOND)
    return network


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself, and leaves the contracts able to pay all that they owe."""
    network.refresh()
    yield
    network.assert_covered()


@pytest.fixture
def digest(chain, network):
    """A statement in dispute by ``stranger``."""
    network.prove()
    network.proofs.dispute_statement(network.digest(), by=chain.stranger)
    return network.digest()


def reverify(network, by, proof=None):
    proof = BATCH.proof if proof is None else proof
    return network.proofs.reverify("StarknetBatch", PARAMETERS, 0, BATCH.statement(), proof, by=by)


def test_a_dispute_stakes_a_bond_and_takes_the_statement_out_at_once(chain, network, digest):
    assert not network.proofs.is_verified(digest)
    assert network.proofs.held() == BOND
    assert network.proofs.statement_dispute(digest)[0] == chain.stranger.address
    with reverts_with("PROOF: disputed"):
        network.proofs.dispute_statement(digest, by=chain.stranger)


def test_showing_the_same_proof_again_does_not_bring_it_back(chain, network, digest):
    with reverts_with("PROOF: disputed"):
        network.prove()
    with reverts_with("PROOF: same verifier"):
        reverify(network, chain.client)
    assert not network.proofs.is_verified(digest)


def test_a_later_verifiers_yes_dismisses_it_and_the_bond_is_a_fee(chain, network, digest):
    network.proofs.register_verifier("StarknetBatch", chain.deploy("HashChainBatch"), by=network.governor)
    with reverts_with("CHAIN: root"):
        reverify(network, chain.client, proof=[1, 2, 3])
    treasury, supply = network.balance(chain.treasury), network.token.total_supply()
    assert reverify(network, chain.client).event("StatementDisputeDismissed").cleared_version == 2
    assert network.proofs.is_verified(digest)
    assert network.proofs.held() == network.balance(network.proofs) == 0
    assert network.balance(chain.treasury) > treasury
    assert network.token.total_supply() < supply


def test_the_governor_upholds_it_and_the_bond_goes_back(chain, network, digest):
    before = network.balance(chain.stranger)
    network.proofs.rule_on_statement(digest, True, by=network.governor)
    assert network.balance(chain.stranger) == before + BOND
    assert not network.proofs.is_verified(digest)
    for call in (
        network.proofs.rule_on_statement.build(digest, False),
        network.proofs.lapse_statement_dispute.build(digest),
    ):
        with reverts_with("PROOF: not disputed"):
            chain.invoke(network.governor, call)
    with reverts_with("PROOF: disputed"):
        network.prove()


def test_the_governor_dismisses_it_and_the_same_version_is_not_doubted_again(chain, network, digest):
    network.proofs.rule_on_statement(digest, False, by=network.governor)
    assert network.proofs.is_verified(digest)
    with reverts_with("PROOF: already cleared"):
        network.proofs.dispute_statement(digest, by=chain.stranger)
    network.proofs.register_verifier("StarknetBatch", chain.deploy("HashChainBatch"), by=network.governor)
    network.prove()
    network.proofs.dispute_statement(digest, by=chain.stranger)


def test_what_nobody_decides_lapses(chain, network, digest):
    with reverts_with("PROOF: too early"):
        network.proofs.lapse_statement_dispute(digest, by=chain.client)
    chain.increase_time(DECISION + 1)
    network.proofs.lapse_statement_dispute(digest, by=chain.client)
    assert network.proofs.is_verified(digest)
    assert network.proofs.held() == 0


def test_only_what_is_recorded_is_disputed_and_only_what_is_disputed_decided(chain, network):
    with reverts_with("PROOF: not recorded"):
        network.proofs.dispute_statement(5, by=chain.stranger)
    network.prove()
    with reverts_with("PROOF: not disputed"):
        network.proofs.rule_on_statement(network.digest(), True, by=network.governor)
    with reverts_with("ERC20: insufficient allowance"):
        network.proofs.dispute_statement(network.digest(), by=chain.guardian)
