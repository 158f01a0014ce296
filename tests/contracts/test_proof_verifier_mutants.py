"""Each check that keeps false statements out, taken out: they go in."""

from chain_testing.reverts import reverts_with
from network_testing import BATCH, CIRO, PARAMETERS, deploy_network
from poseidon_py.poseidon_hash import poseidon_hash_many

ORDER = {
    "proof_type": "StarknetBatch",
    "parameters": PARAMETERS,
    "model": 0,
    "statement_hash": poseidon_hash_many(BATCH.statement()),
    "priority": "Standard",
    "reward_cents": 100,
    "max_amount": 2**128 - 1,
    "within": 3_600,
}


def false_statement():
    statement = BATCH.statement()
    statement[3] += 1
    return statement


def test_statement_recorded_although_the_verifier_said_no(chain, mutant):
    network = deploy_network(chain, proofs=mutant("proof-recorded-without-yes"))
    statement = false_statement()
    network.proofs.verify_and_record("StarknetBatch", PARAMETERS, 0, statement, [], by=chain.stranger)
    assert network.proofs.is_verified(network.proofs.statement_digest("StarknetBatch", PARAMETERS, 0, statement))


def test_mismatch_branch_that_is_empty(chain, mutant):
    network = deploy_network(chain)
    arguments = (PARAMETERS, 0, false_statement(), BATCH.proof)
    assert network.verifier.verify(*arguments) == int.from_bytes(b"CHAIN: head")
    assert chain.deploy(mutant("proof-mismatch-branch-empty")).verify(*arguments) == 0


def test_request_paid_twice(chain, mutant):
    network = deploy_network(chain, proofs=mutant("proof-request-paid-twice"))
    network.fund(chain.worker, 100 * CIRO)
    for _ in range(3):
        network.proofs.request_proof(ORDER, by=chain.client)
    before = network.balance(chain.worker)
    network.proofs.claim(1, by=chain.worker)
    for _ in range(2):
        network.proofs.fulfil(1, BATCH.statement(), BATCH.proof, by=chain.worker)
    assert network.balance(chain.worker) > before + 180 * CIRO
    with reverts_with("ESCROW: not held"):
        for _ in range(3):
            network.proofs.fulfil(1, BATCH.statement(), BATCH.proof, by=chain.worker)
