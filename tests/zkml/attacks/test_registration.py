"""Class 4 and 5: cells beyond their width, bounds that do not hold, one root for two models."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from forged_models import Wide
from forgery import Forger
from mutants import moved, mutant, mutated_prover, part, verdict
from networks import Builder

import zkml
from zkml.circuit import TAG, layout
from zkml.commitment import anchor_factors
from zkml.errors import Rejected, Unprovable
from zkml.format import decode_registration, encode_registration
from zkml.hashing import felt_bytes, hashes_of
from zkml.parameters import PARAMETER_SETS, ParameterSet
from zkml.proving.onnx_profile import read_profile
from zkml.proving.prover import Prover
from zkml.proving.reference import ReferenceBackend
from zkml.proving.select import fastest
from zkml.proving.witness import table_rows
from zkml.registration import anchor_point, verify_registration

UNPROVEN_WIDTHS = (
    "registration",
    "    architecture.check()\n    model_id, bits",
    "    architecture.check()\n    return registration.model_id\n    model_id, bits",
)


def bias_cell(circuit, layer, channel=0):
    return layout(circuit.architecture, 0).biases[layer] + 4 * channel


@pytest.mark.parametrize("value", [64, -64, 127, 1 << 20, TAG + 3])
def test_a_cell_beyond_its_width_is_not_registered(circuit, value):
    cells = circuit.cells.copy()
    cells[bias_cell(circuit, 1)] = value
    with pytest.raises(Rejected) as error:
        Prover(Wide(circuit, cells), backend=fastest())
    assert error.value.check == "lookup layer"


def test_a_false_count_of_values_is_not_registered(prover):
    data = bytearray(prover.registration.proof)
    data[32 * 63] ^= 1
    with pytest.raises(Rejected):
        verify_registration(replace(prover.registration, proof=bytes(data)))


def test_every_region_of_a_registration_rejects_flipped_bits(prover):
    rng, data = random.Random(5), encode_registration(prover.registration)
    for place in [rng.randrange(len(data)) for _ in range(200)] + list(range(0, 400, 3)):
        changed = bytearray(data)
        changed[place] ^= 1 << rng.randrange(8)
        try:
            verify_registration(decode_registration(bytes(changed)))
        except Rejected:
            continue
        raise AssertionError(f"a flip in byte {place} was accepted")


def test_a_bias_beyond_its_width_would_give_one_input_several_outputs(circuit, inputs):
    """The channel's sum is moved to the next tag: an even and an odd output both find their rows."""
    lenient = mutant(UNPROVEN_WIDTHS)
    weights = [w.copy() for w in circuit.weights]
    weights[2][0] = 0
    biases = [b.copy() for b in circuit.biases]
    biases[2][0] = 0
    quiet = replace(circuit, weights=tuple(weights), biases=tuple(biases))
    scale, tables = quiet.architecture.scale(quiet.architecture.layers[2]), quiet.architecture.tables
    assert TAG % scale == 0
    sum_ = TAG + 4 * (1 << tables.shift)
    cells = quiet.cells.copy()
    cells[bias_cell(quiet, 2)] = sum_ // scale
    kind = part(lenient, "proving.prover").Prover
    made = object.__new__(kind)
    wide = Wide(moved(quiet, lenient), cells)
    kind.__init__(made, wide, backend=fastest())

    forger = Forger(Prover(quiet), inputs, None)
    places, accepted = table_rows(forger.plan, tables), set()
    base = Prover(quiet).prove(inputs).statement
    for y, error_tag in ((4, 1), (3, 2)):

        def claimed(values, y=y):
            values[:, 0] = y
            return values

        results = forger.evaluated(2, claimed)
        witness = forger.witness(results)
        cells_, rows, sums = witness.cells.copy(), witness.rows.copy(), witness.sums.copy()
        _, height, width = quiet.architecture.layers[2].shape
        for v in range(height):
            for u in range(width):
                at = forger.cell(2, v * width + u)
                error = sum_ - (y << tables.shift) - TAG
                sums[0, at] = sum_
                if error_tag == 1:
                    cells_[0, 1, at], rows[0, 1, at] = error + TAG, places["odd"][error + tables.half]
                else:
                    cells_[0, 1, at], rows[0, 1, at] = error + 2 * TAG, places["clamped"][error]
                rows[0, 0, at] = places["base"][y]
        from test_witness import recounted

        witness = replace(witness, cells=recounted(forger, cells_, rows), rows=rows, sums=sums)
        outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
        statement = replace(base, model_id=made.registration.model_id, outputs=outputs)
        data = made.prove_witness(moved(statement, lenient), inputs, moved(witness, lenient))
        assert verdict(lenient, made.registration, statement, data) == "accepted"
        assert verdict(zkml, moved(made.registration, zkml), statement, data) == "lookup layer"
        accepted.add(outputs)
    assert len(accepted) == 2, "two outputs for one input"


def test_weights_beyond_their_width_are_refused_by_name(circuit):
    weights = tuple(w.copy() for w in circuit.weights)
    weights[1][0, 0, 0] = 64
    with pytest.raises(Unprovable, match="±63"):
        replace(circuit, weights=weights)


def test_sums_that_could_reach_the_tags_are_rejected(circuit):
    first, second, *rest = circuit.architecture.layers
    wide, small = replace(first, kernel=(100, 100), shift=0), replace(second, shift=20)
    with pytest.raises(Rejected) as error:
        replace(circuit.architecture, layers=(wide, small, *rest)).check()
    assert error.value.check == "static bound"


def hostile(circuit):
    """Architectures with sizes that would cost a verifier dearly."""
    architecture = circuit.architecture
    first, *rest = architecture.layers
    for changes in (
        {"shape": (1 << 40, 1, 1)},
        {"shape": (0, 6, 5)},
        {"shape": (-3, 6, 5)},
        {"shape": (1 << 16, 1 << 16, 1)},
        {"kernel": (1 << 16, 1 << 16)},
        {"kernel": (0, 3)},
        {"kernel": (1 << 12, 1 << 12), "padding": ((1 << 12) - 1, (1 << 12) - 1), "shape": (3, 3000, 3000)},
        {"shift": 1000},
        {"shift": -1},
        {"shift": None},
        {"operator": "transposed"},
        {"sources": ()},
        {"sources": first.sources * 300},
        {"sources": (replace(first.sources[0], tensor=1),)},
        {"sources": (replace(first.sources[0], tensor=-1),)},
        {"sources": (replace(first.sources[0], shape=(2, 6, 6)),)},
    ):
        yield replace(architecture, layers=(replace(first, **changes), *rest))
    yield replace(architecture, layers=())
    yield replace(architecture, layers=architecture.layers * 100)
    yield replace(architecture, layers=(replace(first, sources=first.sources * 250),) * 200 + tuple(rest))
    yield replace(architecture, input=(1 << 16, 1 << 16, 1 << 16))
    yield replace(architecture, least=-(1 << 50))
    yield replace(architecture, most=1 << 62)


def test_hostile_architectures_are_rejected_before_any_work(circuit, prover):
    for architecture in hostile(circuit):
        registration = replace(prover.registration, architecture=architecture)
        with pytest.raises(Rejected):
            verify_registration(registration)


def test_texts_that_are_no_registration_are_rejected(prover):
    data = encode_registration(prover.registration)
    length = int.from_bytes(data[8:12], "little")
    text = data[12 : 12 + length]
    texts = [b"", b"{}", b"[" * 5000, b"null", text + b" ", b" " + text, text.replace(b'"bounds":[', b'"bounds":[0,')]
    texts += [text.replace(b'"shift":6', b'"shift":6.0'), text.replace(b'"shift":6', b'"shift":true')]
    texts += [text.replace(b'"operator":"convolution"', b'"operator":["a"]', 1), b"9" * 5000]
    texts += [text.replace(b'"stride":[1,1]', b'"stride":' + stride) for stride in (b"[1,1,9]", b"[1]", b"{}", b"7")]
    texts += [text.replace(b'"parameters":"b2-8-57-16"', b'"parameters":["b2-8-57-16"]')]
    texts += [text.replace(b'"layers":[{', b'"layers":[[],{'), text.replace(b'"name":', b'"nome":')]
    for changed in texts:
        assert changed != text
        with pytest.raises(Rejected):
            decode_registration(b"zkmlRG01" + len(changed).to_bytes(4, "little") + changed + data[12 + length :])
    for cut in (0, 7, 11, 12, 50):
        with pytest.raises(Rejected):
            decode_registration(data[:cut])


def test_a_text_that_goes_on_is_refused_before_it_is_read(prover, monkeypatch):
    data = encode_registration(prover.registration)
    text = b"[" + b"[]," * (1 << 20) + b"[]]"
    monkeypatch.setattr(json, "loads", lambda _: pytest.fail("it was read"))
    with pytest.raises(Rejected, match="longer than 1 MiB"):
        decode_registration(data[:8] + len(text).to_bytes(4, "little") + text)


def test_a_layers_name_cannot_write_over_what_the_verifier_says(circuit, prover):
    first, *rest = circuit.architecture.layers
    layer = replace(first, name="\x1b[2Jaccepted\ud800", operator="transposed")
    registration = replace(prover.registration, architecture=replace(circuit.architecture, layers=(layer, *rest)))
    with pytest.raises(Rejected) as error:
        verify_registration(registration)
    assert str(error.value).isprintable()
    assert str(error.value).isascii()


def test_an_identity_is_the_same_whatever_python_takes_for_printable(circuit):
    """New letters become printable with new versions of Python; a model's identity may not change with them."""
    first, *rest = circuit.architecture.layers
    digests = [
        replace(circuit.architecture, layers=(replace(first, name=name), *rest)).digest().hex()[:16]
        for name in ("conv", "gr\xfc\xdfe", "\U0001fae9")
    ]
    assert digests == ["d010c228e4fa9c8a", "04abc691b6760920", "b8de1002c8515b6a"]


# One root, two models: half of the leaves of each.

FEW = ParameterSet("test-8-7-0", 250, "blake2s", 3, 7, 0)
"""So few queries that a prover can wait for draws that meet one half only."""


def tiny(sign):
    builder = Builder((1, 4, 4))
    weights = sign * np.arange(-8, 10).reshape(2, 1, 3, 3)
    first = builder.convolution("x", weights, [300, 500], 3)
    builder.sums(first, np.full((2, 2, 2, 2), 5 * sign), [1, 2])
    return read_profile(builder.model())


def elements(data):
    return [int.from_bytes(data[i : i + 32], "little") for i in range(0, len(data), 32)]


class HalfTree:
    """A tree whose leaves come from two code words."""

    def __init__(self, a, b, from_b, hashes):
        self._leaves = [(b if from_b[i] else a).leaves([i])[0] for i in range(1 << a.depth)]
        self._levels = [[hashes.leaf(elements(leaf), witness=False) for leaf in self._leaves]]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            self._levels.append([hashes.node(below[i], below[i + 1]) for i in range(0, len(below), 2)])
        self.depth, self.root = a.depth, self._levels[-1][0]

    def leaves(self, positions):
        return [self._leaves[position] for position in positions]

    def nodes(self, depth, indices):
        return [felt_bytes([self._levels[self.depth - depth][index]]) for index in indices]


def grind_until_accepted(attempt):
    """Try nonces until the verifier accepts; return the tries, or None."""
    for nonce in range(3000):
        if attempt(nonce):
            return nonce
    return None


def test_one_root_cannot_serve_two_models(monkeypatch):
    monkeypatch.setitem(PARAMETER_SETS, FEW.name, FEW)
    no_anchor = mutant(
        ("verifier", "powers[5] * learnt + powers[6] * registration.anchor", "powers[5] * learnt"),
        ("verifier", "on_weights.append((0, anchor_factors(zeta, architecture.weight_bits), powers[6]))", "pass"),
        ("proving/prover", "backend.add(weights, 0, powers[6], self._prover._anchor_weights)", "pass"),
        (
            "parameters",
            'ParameterSet("b2-8-57-16", 1,',
            'ParameterSet("test-8-7-0", 250, "blake2s", 3, 7, 0), ParameterSet("b2-8-57-16", 1,',
        ),
    )
    circuits = [tiny(1), tiny(-1)]
    least = min(circuit.architecture.least for circuit in circuits)
    most = max(circuit.architecture.most for circuit in circuits)
    circuits = [
        replace(circuit, architecture=replace(circuits[0].architecture, least=least, most=most)) for circuit in circuits
    ]
    trees = [
        ReferenceBackend().commit([v % zkml.field.PRIME for v in circuit.cells.tolist()], FEW, 3, witness=False)
        for circuit in circuits
    ]
    rng = random.Random(3)
    from_b = [rng.random() < 0.5 for _ in range(1 << trees[0].depth)]
    tree = HalfTree(*trees, from_b, hashes_of("blake2s"))
    x = np.random.default_rng(2).integers(0, 256, (1, 1, 4, 4)).astype(np.uint8)

    def prover_of(package, circuit, nonce, registration=None):
        class Grinding:
            def __getattr__(self, name):
                return {"grind": lambda *_: nonce}.get(name) or getattr(fastest(), name)

        kind = part(package, "proving.prover").Prover
        made = object.__new__(kind)
        made.circuit, made.parameters = moved(circuit, package), FEW
        made._backend, made._tree = Grinding(), tree
        made._cells = fastest().from_integers(circuit.cells)
        made.registration = registration or made._register()
        made._model_id, made._rows, made._places = made.registration.model_id, {}, {}
        zeta = anchor_point(circuits[0].architecture, FEW.name, tree.root)
        made._anchor_weights = fastest().tensor(anchor_factors(zeta, circuits[0].architecture.weight_bits))
        return made

    def register(nonce):
        found = prover_of(zkml, circuits[0], nonce).registration
        try:
            verify_registration(found)
        except Rejected:
            return False
        registrations.append(found)
        return True

    registrations = []
    assert grind_until_accepted(register) is not None
    registration = registrations[0]

    def proves(package, circuit):
        results = circuit.run(x)
        outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
        statement = zkml.Statement(registration.model_id, FEW.name, (x.tobytes(),), outputs)
        forger = Forger(prover_of(zkml, circuit, 0, registration), x, None)
        witness = forger.witness(results)
        checks = set()

        def attempt(nonce):
            made = prover_of(package, circuit, nonce, moved(registration, package))
            data = made.prove_witness(moved(statement, package), x, moved(witness, package))
            checks.add(verdict(package, registration, statement, data))
            return "accepted" in checks or "opening sum" in checks

        grind_until_accepted(attempt)
        return checks

    assert circuits[0].run(x)[-1].sums.tolist() != circuits[1].run(x)[-1].sums.tolist()
    assert "accepted" in proves(zkml, circuits[0]), "the registered model"
    assert proves(zkml, circuits[1]) == {"opening sum"}, "the hidden one"
    assert "accepted" in proves(no_anchor, circuits[1]), "without the anchor"
    assert mutated_prover is not None
