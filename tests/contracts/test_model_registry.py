"""The contract verifies registrations: whose weights hold, and whose don't, it says as the Python verifier does."""

import random
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from chain_testing.reverts import reverts_with
from inspection_testing import MODEL, SET, inspection_prover
from proof_mutations import registration_mutations

from zkml import load_circuit, verify_registration
from zkml.cairo.calldata import registration_calldata
from zkml.circuit import layout
from zkml.errors import Rejected
from zkml.field import BYTES, PRIME
from zkml.hashing import Hashes
from zkml.parameters import FOLD_BITS, parameter_set
from zkml.proving import Prover
from zkml.proving.select import fastest

sys.path.append(str(Path(__file__).parents[1] / "zkml" / "attacks"))
sys.path.append(str(Path(__file__).parents[1] / "zkml"))

from forged_models import Wide
from forged_openings import Cheating
from test_registration import HalfTree, bias_cell, tiny

MUTATIONS = 40
PARAMETERS = parameter_set(SET)


def made(circuit, backend=None, tree=None):
    """Return the registration that a prover makes, true or not: it is not verified."""
    prover, backend = object.__new__(Prover), backend or fastest()
    prover.circuit, prover.parameters, prover._backend = circuit, PARAMETERS, backend
    prover._cells = backend.from_integers(circuit.cells)
    prover._tree = tree or commit(prover._cells)
    return prover._register()


def commit(cells):
    return fastest().commit(cells, PARAMETERS, FOLD_BITS, witness=False)


@pytest.fixture(scope="module")
def registry(module_chain):
    return module_chain.deploy("ModelRegistry")


@pytest.fixture(scope="module")
def registration():
    return inspection_prover().registration


@pytest.fixture(scope="module")
def small():
    """A circuit of two layers, whose weights are one oracle alone."""
    return tiny(1)


def verdicts(registry, registration):
    """What the Python verifier and the contract say of a registration: empty for yes."""
    try:
        verify_registration(registration)
        python = ""
    except Rejected as rejected:
        python = rejected.check
    said = registry.verify_registration(*registration_calldata(registration))
    return python, int(said).to_bytes(31, "big").lstrip(b"\0").decode()


def with_proof(registration, felts):
    return replace(registration, proof=b"".join(felt.to_bytes(BYTES, "little") for felt in felts))


class TestYes:
    def test_anybody_registers_a_model_in_one_transaction(self, chain, registry, registration):
        model = registration.model_id
        assert not registry.is_registered(model)
        call = registry.register_model.build(*registration_calldata(registration))
        receipt = chain.invoke(chain.stranger, call)
        assert len(call.calldata) + 4 < 2_100
        assert receipt.l2_gas < 30_000_000
        event = receipt.event("RegistrationVerified")
        assert (event.model, event.root, event.anchor) == (model, registration.root, registration.anchor)
        assert registry.is_registered(model)
        found = registry.registered_model(model)
        assert found.weight_bits == event.weight_bits == registration.architecture.weight_bits
        assert (found.registration.root, found.registration.anchor) == (registration.root, registration.anchor)
        with reverts_with("REGISTRY: already registered"):
            registry.register_model(*registration_calldata(registration), by=chain.client)

    def test_a_model_of_the_smallest_size(self, chain, registry, small):
        registration = made(small)
        assert registration.architecture.weight_bits == 9
        assert verdicts(registry, registration) == ("", "")


class TestNo:
    def test_to_every_changed_proof_by_the_check_that_python_names(self, registry, registration):
        assert verdicts(registry, registration) == ("", "")
        *_, felts = registration_calldata(registration)
        *_, theirs = registration_calldata(made(replace(load_circuit(MODEL), architecture=renamed(registration))))
        seen = set()
        for kind, changed in islice(registration_mutations(random.Random(70), felts, theirs), MUTATIONS):
            python, contract = verdicts(registry, with_proof(registration, changed))
            assert python == contract != "", kind
            seen.add(python)
        assert {"lookup layer", "opening sum", "final polynomial", "merkle", "length"} <= seen

    @pytest.mark.parametrize(
        ("place", "check"),
        [
            (127, "lookup layer"),
            (398, "opening sum"),
            (420, "opening sum"),
            (482, "proof of work"),
            (483, "query order"),
            (486, "final polynomial"),
            (-1, "merkle"),
        ],
    )
    def test_to_a_change_of_one_element_by_its_own_check(self, registry, registration, place, check):
        *_, changed = registration_calldata(registration)
        changed[place] += 1
        assert verdicts(registry, with_proof(registration, changed)) == (check, check)

    def test_to_no_denominator(self, registry, registration):
        *_, changed = registration_calldata(registration)
        changed[127] = 0
        assert verdicts(registry, with_proof(registration, changed)) == ("lookup root", "lookup root")

    def test_to_a_transaction_with_a_changed_proof_which_registers_nothing(self, chain, registry, registration):
        *known, felts = registration_calldata(registration)
        with reverts_with("merkle"):
            registry.register_model(*known, [*felts[:-1], felts[-1] + 1], by=chain.stranger)
        assert not registry.is_registered(registration.model_id)

    @pytest.mark.parametrize(
        ("bits", "check"), [(8, "architecture"), (25, "architecture"), (14, "lookup numerators"), (16, "length")]
    )
    def test_to_another_size_than_the_tables(self, registry, registration, bits, check):
        words, _, *rest = registration_calldata(registration)
        said = registry.verify_registration(words, bits, *rest)
        assert int(said).to_bytes(31, "big").lstrip(b"\0").decode() == check


def renamed(registration):
    """The same architecture with another digest."""
    architecture = registration.architecture
    first, *rest = architecture.layers
    return replace(architecture, layers=(replace(first, name="another"), *rest))


class TestAttacks:
    """Registrations that would let a false output be proven."""

    @pytest.mark.parametrize("value", [64, -64, 1 << 20])
    def test_a_bias_beyond_its_width(self, registry, small, value):
        cells = small.cells.copy()
        cells[bias_cell(small, 1)] = value
        assert verdicts(registry, made(Wide(small, cells))) == ("lookup layer", "lookup layer")

    def test_a_cell_that_is_left_out_of_the_lookups(self, registry, small):
        at = layout(small.architecture, 0).biases[1]
        cells = small.cells.copy()
        cells[at] = 1 << 40

        def fractions(p, q):
            p = p.copy()
            fastest().put(p, at, fastest().from_felts([0]))
            return fastest().fractions(p, q)

        forged = made(Wide(small, cells), Cheating(fractions=fractions))
        assert verdicts(registry, forged) == ("lookup numerators", "lookup numerators")

    def test_an_anchor_that_is_not_the_tables(self, registry, small):
        def dot(*vectors):
            return (fastest().dot(*vectors) + 1) % PRIME

        assert verdicts(registry, made(small, Cheating(dot=dot))) == ("opening sum", "opening sum")

    def test_the_proof_of_another_anchor(self, registry, registration):
        other = replace(registration, anchor=(registration.anchor + 1) % PRIME)
        assert verdicts(registry, other) == ("lookup layer", "lookup layer")

    def test_a_root_that_hides_two_models(self, registry, small):
        """Half of its leaves are of other weights: neither model's registration holds under it."""
        other = replace(small, weights=tuple(-w for w in small.weights))
        trees = [commit(fastest().from_integers(circuit.cells)) for circuit in (small, other)]
        chosen = random.Random(3)
        from_other = [chosen.random() < 0.5 for _ in range(1 << trees[0].depth)]
        tree = HalfTree(*trees, from_other, Hashes(PARAMETERS.profile, fastest().permutation))
        for circuit in (small, other):
            assert verdicts(registry, made(circuit, tree=tree)) == ("final polynomial", "final polynomial")

    def test_a_second_model_under_a_registered_root(self, registry, small):
        """The root's own leaves are shown, but other weights are looked up and have the anchor."""
        other = replace(small, weights=tuple(-w for w in small.weights))
        tree = commit(fastest().from_integers(small.cells))
        assert verdicts(registry, made(other, tree=tree)) == ("final polynomial", "final polynomial")
