"""Inputs that are committed to: what a proof is about is what the commitment was made of, whatever a prover does."""

from dataclasses import replace

import numpy as np
import pytest
from mutants import mutant, mutated_prover, part, verdict

import zkml
from zkml import Context, verify
from zkml.bundle import Bundle, decode_bundle, encode_bundle
from zkml.committing import commit_inputs
from zkml.errors import Rejected
from zkml.estimate import estimate
from zkml.field import PRIME
from zkml.input_commitment import commitment_point, input_table
from zkml.parameters import PARAMETER_SETS
from zkml.proving.prover import Prover
from zkml.proving.select import fastest
from zkml.security import security, sizes_of
from zkml.statement import COMMITTED_INPUT, PUBLIC_INPUT, WITNESS_INPUT, InputCommitment

CELLS_UNBOUND = (
    ("verifier", "powers[8] * packed", "0"),
    ("verifier", "c, powers[7:9], ", "c, (powers[7], 0), "),
    ("proving/prover", "c, powers[7:9], ", "c, (powers[7], 0), "),
)
TABLE_UNBOUND = (
    ("verifier", "powers[9] * packed", "0"),
    ("verifier", "((c, powers[9]), (z, powers[10]))", "((c, 0), (z, powers[10]))"),
    ("proving/prover", "powers[9:]", "(0, powers[10])"),
)
ANCHOR_UNBOUND = (
    ("verifier", "powers[10] * commitment.anchor", "0"),
    ("verifier", "(z, powers[10])", "(z, 0)"),
    ("proving/prover", "powers[9:]", "(powers[9], 0)"),
)


class Liar:
    """A prover that commits to some inputs and proves about others, by the protocol of a package."""

    def __init__(self, circuit, package=zkml):
        self.package = package
        self.prover = Prover(circuit) if package is zkml else mutated_prover(circuit, package)
        self.circuit = self.prover.circuit

    def part(self, name):
        return part(self.package, name)

    def committed(self, inputs, change=lambda table: table):
        """Return the commitment to *inputs*, or to a table that is changed."""
        made = self.part("proving.inputs")
        elements = change(made.table_of(made.input_table(self.circuit.architecture, 0), [inputs[0].tobytes()]))
        keep, made.table_of = made.table_of, lambda *_: elements
        try:
            arguments = (self.circuit.architecture, self.prover.parameters, [b""])
            return made.commit_inputs(fastest(), *arguments)
        finally:
            made.table_of = keep

    def said(self, used, committed, commitment=None):
        """Return what is said of the proof about *used* with this commitment; else its own."""
        statements, architecture = self.part("statement"), self.circuit.architecture
        plan, results = self.part("circuit").layout(architecture, 0, True), self.circuit.run(used)
        statement = statements.Statement(
            self.prover.registration.model_id,
            self.prover.parameters.name,
            (),
            tuple(item.astype("<i4").tobytes() for item in results[-1].sums),
            statements.Context(),
            COMMITTED_INPUT,
            committed.commitment if commitment is None else commitment,
        )
        witness = self.part("proving.witness").build_witness(architecture, plan, results, used)
        data = self.prover.prove_witness(statement, used, witness, committed=committed)
        return verdict(self.package, self.prover.registration, statement, data)


class _Lying:
    """A commitment whose value is said to be another's."""

    def __init__(self, named, used):
        self.commitment, self.opened, self.value = named.commitment, named.opened, used.value


def pictures(circuit, seed, count=1):
    return np.random.default_rng(seed).integers(0, 256, (count, *circuit.architecture.input)).astype(np.uint8)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_batches_are_proven_and_the_commitment_is_the_one_that_anybody_makes_of_them(prover, count):
    x = pictures(prover.circuit, count, count)
    proof = prover.prove(x, Context(job=3), binding=COMMITTED_INPUT)
    assert proof.statement.inputs == ()
    assert verify(prover.registration, proof.statement, proof.data).digest == proof.statement.digest()
    architecture, parameters = prover.circuit.architecture, prover.parameters
    assert commit_inputs(architecture, parameters, [one.tobytes() for one in x]) == proof.statement.commitment
    expected = estimate(architecture, parameters, count, COMMITTED_INPUT).proof_bytes / 32
    assert abs(len(proof.data) / 32 - expected) < 0.03 * expected


def test_a_table_that_is_larger_than_the_weights_joins_before_them():
    from networks import Builder, weights_of

    rng, builder = np.random.default_rng(2), Builder((1, 128, 128))
    first = builder.convolution("x", weights_of(rng, (1, 1, 2, 2)), [0], 6, (2, 2))
    builder.sums(first, weights_of(rng, (1, 1, 1, 1)), [0])
    circuit = part(zkml, "proving.onnx_profile").read_profile(builder.model())
    prover = Prover(circuit)
    proof = prover.prove(pictures(circuit, 1), binding=COMMITTED_INPUT)
    assert input_table(circuit.architecture, 0).bits > circuit.architecture.weight_bits
    assert verify(prover.registration, proof.statement, proof.data)


def test_other_inputs_than_those_committed_to_are_caught_by_the_cells_claim_alone(circuit):
    for package, said in ((zkml, "opening sum"), (mutant(*CELLS_UNBOUND), "accepted")):
        liar = Liar(circuit, package)
        assert liar.said(pictures(circuit, 2), liar.committed(pictures(circuit, 1))) == said


def test_other_inputs_than_those_committed_to_are_caught_by_the_tables_claim_alone(circuit):
    for package, said in ((zkml, "opening sum"), (mutant(*TABLE_UNBOUND), "accepted")):
        liar = Liar(circuit, package)
        named, used = liar.committed(pictures(circuit, 1)), liar.committed(pictures(circuit, 2))
        assert liar.said(pictures(circuit, 2), _Lying(named, used)) == said


def test_an_anchor_that_is_not_the_roots_is_caught_by_its_claim_alone(circuit):
    """So a root under which a word near two tables lies cannot be shown as either."""
    for package, said in ((zkml, "opening sum"), (mutant(*ANCHOR_UNBOUND), "accepted")):
        liar, inputs = Liar(circuit, package), pictures(circuit, 1)
        committed = liar.committed(inputs)
        false = replace(committed.commitment, anchor=(committed.commitment.anchor + 1) % PRIME)
        assert liar.said(inputs, committed, false) == said
        assert liar.said(inputs, committed) == "accepted"


@pytest.mark.parametrize("place", [2, 5, 127])
def test_what_stands_beside_the_elements_is_zero(circuit, place):
    liar, inputs = Liar(circuit), pictures(circuit, 1)
    assert len(inputs.tobytes()) == 60  # two elements

    def beside(table):
        return [*table[:place], 1, *table[place + 1 :]]

    assert liar.said(inputs, liar.committed(inputs, beside)) == "opening sum"
    assert liar.said(inputs, liar.committed(inputs)) == "accepted"


def test_a_proof_counts_for_its_commitment_and_its_way_of_binding(prover):
    x = pictures(prover.circuit, 1)
    proof = prover.prove(x, binding=COMMITTED_INPUT)
    said, made = proof.statement, proof.statement.commitment
    for changed in (replace(made, root=made.root ^ 1), replace(made, anchor=made.anchor ^ 1)):
        other = replace(said, commitment=changed)
        assert verdict(zkml, prover.registration, other, proof.data) == "lookup layer"
    for binding in (PUBLIC_INPUT, WITNESS_INPUT):
        shown = replace(said, binding=binding, commitment=None, inputs=(x[0].tobytes(),))
        assert verdict(zkml, prover.registration, shown, proof.data) == "lookup layer"


@pytest.mark.parametrize(
    "changed",
    [
        {"commitment": None},
        {"binding": WITNESS_INPUT},
        {"commitment": InputCommitment(PRIME, 1)},
        {"commitment": InputCommitment(1, -1)},
        {"commitment": InputCommitment(True, 1)},
        {"inputs": (bytes(60),)},
        {"outputs": ()},
    ],
    ids=str,
)
def test_a_statement_of_another_form_is_refused(prover, changed):
    proof = prover.prove(pictures(prover.circuit, 1), binding=COMMITTED_INPUT)
    assert verdict(zkml, prover.registration, replace(proof.statement, **changed), proof.data) == "statement"


def test_the_anchors_point_follows_from_root_size_and_set():
    sets = PARAMETER_SETS["b2-8-57-16"], PARAMETER_SETS["b2-4-81-20"]
    points = {commitment_point(one, bits, root) for one in sets for bits in (7, 8) for root in (1, 2)}
    assert len(points) == 8


def test_a_bundle_keeps_the_commitment_and_no_inputs(prover):
    proof = prover.prove(pictures(prover.circuit, 1, 3), binding=COMMITTED_INPUT)
    bundle = Bundle(proof.statement, proof.data)
    assert decode_bundle(encode_bundle(bundle)) == bundle
    tampered = encode_bundle(bundle).replace(b'"commitment":["', b'"commitment":["0', 1)
    with pytest.raises(Rejected):
        decode_bundle(tampered)


def test_the_set_keeps_its_bits(prover):
    architecture, bindings = prover.circuit.architecture, (PUBLIC_INPUT, COMMITTED_INPUT)
    for name in ("sn-pos-32-31-24", "b2-8-57-16"):
        for count in (1, 16, 256):
            shown, committed = (
                security(PARAMETER_SETS[name], sizes_of(architecture, count, binding)) for binding in bindings
            )
            assert committed.bits > 100
            assert abs(shown.bits - committed.bits) < 0.01
            assert all(value < -112 for term, value in committed.terms if term != "queries")
