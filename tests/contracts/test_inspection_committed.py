"""Thirty-two pictures, or sixteen, in one transaction: their source has committed to them and vouches for that."""

import random
from dataclasses import replace
from itertools import islice

import pytest
from chain_testing.device_account import deploy_device
from chain_testing.reverts import Reverted
from inspection_testing import KIND, PARAMETERS, Inspections, inspection_prover, route
from proof_mutations import committed_mutations

from gateway.chain.input_vouching import digest_to_sign
from zkml.cairo.calldata import (
    input_digest,
    proof_calldata,
    proof_of_calldata,
    statement_calldata,
    statement_of_calldata,
)
from zkml.circuit import layout
from zkml.field import PRIME
from zkml.proving.inputs import commit_inputs
from zkml.proving.select import fastest
from zkml.proving.witness import build_witness
from zkml.statement import COMMITTED_INPUT, InputCommitment

pytestmark = pytest.mark.slow
ITEMS = 32
MOST_GAS_EACH = 6_000_000
MOST_CALLDATA = 5_000


@pytest.fixture(scope="module")
def inspections(module_chain):
    return Inspections.deploy(module_chain, inspection_prover())


@pytest.fixture(scope="module")
def honest(inspections):
    return inspections.prove(items=ITEMS)


@pytest.fixture(scope="module")
def sixteen(inspections):
    return inspections.prove(items=16)


@pytest.mark.parametrize("batch", ["honest", "sixteen"])
def test_a_batch_is_verified_within_the_networks_limits(chain, inspections, request, batch):
    proof = request.getfixturevalue(batch)
    assert proof.statement.binding == COMMITTED_INPUT
    assert inspections.verdict(*inspections.elements(proof)) == ""
    call = inspections.verify_call(proof)
    assert len(call.calldata) + 4 <= MOST_CALLDATA
    assert chain.invoke(chain.stranger, call).l2_gas < proof.statement.count * MOST_GAS_EACH


def test_the_statement_is_read_back_from_the_calldata_and_no_picture_is_in_it(inspections, honest):
    said, proof = inspections.elements(honest)
    context, registration = honest.statement.context, inspections.prover.registration
    found = statement_of_calldata(
        said, registration.architecture, registration.parameter_set, context.chain, context.contract
    )
    assert found == honest.statement
    assert found.inputs == ()
    assert proof_of_calldata(proof, found) == honest.data
    assert said[2] == input_digest(found, inspections.source.address)


def test_every_changed_proof_is_refused_by_the_check_that_python_names(inspections, honest):
    seen = set()
    for mutation in islice(committed_mutations(random.Random(4), honest), 24):
        python, contract = inspections.verdicts(mutation.proof, mutation.statement)
        assert python == contract != "", mutation.kind
        seen.add(python)
    assert {"lookup layer", "network", "opening sum", "final polynomial", "merkle", "length"} <= seen


class TestSource:
    """Who vouches for the pictures."""

    def said(self, inspections, honest, signature, source=None):
        """What the contract says with another signature, or another account named as the source."""
        statement = statement_calldata(honest.statement, inspections.source.address if source is None else source)
        return inspections.verdict(statement, [*signature, *proof_calldata(honest.data)])

    def refused(self, inspections, honest, signature, source=None):
        """Whether the contract names the source, or the account undoes the transaction itself."""
        try:
            return self.said(inspections, honest, signature, source) == "source"
        except Reverted:
            return True

    def signature(self, inspections, statement, by=None, source=None):
        by = by or inspections.source
        source = inspections.source.address if source is None else source
        signature = by.signer.sign_hash(digest_to_sign(statement, source))
        return [len(signature), *signature]

    def test_its_own_signature_is_taken(self, inspections, honest):
        assert self.said(inspections, honest, self.signature(inspections, honest.statement)) == ""

    def test_a_device_s_account_vouches_with_its_owners_key_only(self, chain, inspections, honest):
        device = deploy_device(chain)
        for key, said in ((device.owner, ""), (device.session, "source")):
            signature = self.signature(inspections, honest.statement, key, device.address)
            assert self.said(inspections, honest, signature, device.address) == said

    def test_another_accounts_signature_is_none(self, chain, inspections, honest):
        for signer, source in ((chain.worker, inspections.source), (inspections.source, chain.worker)):
            signature = self.signature(inspections, honest.statement, signer, source.address)
            assert self.refused(inspections, honest, signature, source.address)

    @pytest.mark.parametrize(
        "changed", [{"job": 8}, {"contract": 5}, {"chain": 1}], ids=lambda changed: next(iter(changed))
    )
    def test_a_signature_for_another_job_contract_or_chain_is_none(self, inspections, honest, changed):
        other = replace(honest.statement, context=replace(honest.statement.context, **changed))
        assert self.refused(inspections, honest, self.signature(inspections, other))

    @pytest.mark.parametrize("changed", [{"root": 1}, {"anchor": 1}])
    def test_a_signature_of_another_commitment_is_none(self, inspections, honest, changed):
        other = replace(honest.statement, commitment=replace(honest.statement.commitment, **changed))
        assert self.refused(inspections, honest, self.signature(inspections, other))

    @pytest.mark.parametrize("signature", [[], [0], [17, *range(17)], [PRIME - 1], [5000, 1]], ids=len)
    def test_without_a_signature_of_some_length_there_is_none(self, inspections, honest, signature):
        assert self.refused(inspections, honest, signature)

    @pytest.mark.parametrize("source", [0, 5, PRIME - 1])
    def test_a_source_is_an_account(self, inspections, honest, source):
        signature = self.signature(inspections, honest.statement, source=source)
        assert self.refused(inspections, honest, signature, source)

    def test_the_input_digest_names_the_source(self, chain, inspections, honest):
        statement, proof = inspections.elements(honest)
        place = statement.index(inspections.source.address)
        statement[place] = chain.worker.address
        assert inspections.verdict(statement, proof) == "statement"


def test_other_pictures_than_those_committed_to_are_refused(inspections, sixteen):
    prover = inspections.prover
    architecture, inputs = prover.circuit.architecture, inspections.inputs(1, 16)
    committed = commit_inputs(fastest(), architecture, prover.parameters, [one.tobytes() for one in inputs])
    assert committed.commitment == sixteen.statement.commitment
    inputs[5, 0, 63, 63] ^= 1
    results = prover.circuit.run(inputs)
    outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
    statement = replace(sixteen.statement, outputs=outputs)
    witness = build_witness(architecture, layout(architecture, 4, with_input=True), results, inputs)
    data = prover.prove_witness(statement, inputs, witness, committed=committed)
    assert inspections.verdicts(proof_calldata(data), statement) == ("opening sum", "opening sum")


def test_a_commitment_to_other_pictures_with_its_own_signature_is_not_what_was_proven(inspections, honest, sixteen):
    root, anchor = honest.statement.commitment.root, honest.statement.commitment.anchor
    for commitment in (sixteen.statement.commitment, InputCommitment(root, 1), InputCommitment(1, anchor)):
        other = replace(honest.statement, commitment=commitment)
        assert inspections.verdicts(proof_calldata(honest.data), other) == ("lookup layer", "lookup layer")


def test_a_proof_of_thirty_two_is_none_of_sixteen(inspections, honest, sixteen):
    for proof, other in ((honest, sixteen), (sixteen, honest)):
        python, contract = inspections.verdicts(proof_calldata(proof.data), other.statement)
        assert python == contract != ""


def test_a_statement_is_recorded_once_whatever_signature_is_shown(chain, inspections, honest, network):
    route(network, inspections)
    statement, proof = inspections.elements(honest)
    kind = (KIND, PARAMETERS, inspections.model)
    digest = network.proofs.statement_digest.call(*kind, statement)
    order = 0x800000000000010FFFFFFFFFFFFFFFFB781126DCAE7B2321E66A241ADC64D2F
    for s in (proof[2], order - proof[2]):  # both of ECDSA's forms
        call = network.proofs.verify_and_record.build(*kind, statement, [*proof[:2], s, *proof[3:]])
        receipt = chain.invoke(chain.stranger, call)
        assert receipt.l2_gas < ITEMS * MOST_GAS_EACH
        assert network.proofs.is_verified(digest)
