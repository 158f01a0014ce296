"""What is written for the contract is the Python verifier's arithmetic: run as it stands, it gives the same numbers."""

import random
import re
from pathlib import Path

import pytest

from zkml import Context, Statement, load_circuit
from zkml.cairo.calldata import input_digest, output_digest, statement_calldata
from zkml.cairo.claims import Claims
from zkml.cairo.symbols import Symbol, Trace
from zkml.cairo.writer import circuit_source
from zkml.claims import NetworkPoint, SumcheckPoint
from zkml.commitment import anchor_factors, reverse_bits
from zkml.field import PRIME, inverse, root_of_unity
from zkml.hashing import hashes_of
from zkml.multilinear import dot, eq, fold, power_factors, tensor_sum
from zkml.packing import input_terms
from zkml.parameters import PARAMETER_SETS, parameter_set
from zkml.verifier import known_denominators

INSPECTION = Path("models/surface-inspection/model.onnx")


class Written:
    """The written functions for a model at a random point."""

    def __init__(self, architecture, items):
        self.claims = Claims(architecture, items)
        self.plan, self.architecture, self.items = self.claims.plan, architecture, items
        chosen = random.Random(3)
        self.values = {}
        for letter, count in {
            "b": self.plan.items_bits,
            "r": self.plan.position_bits,
            "o": self.claims.output_bits,
            "g": self.plan.terms_bits,
            "u": self.plan.witness_bits - 6,
            "j": 1 if self.claims.table is None else 2,
            "y": items * self.claims.outputs,
            "f": 64,
        }.items():
            self.values[letter] = [chosen.randrange(PRIME) for _ in range(count)]
        for name in ("eta", "gamma", "zeta", "alpha", "beta", "packing", "source_point"):
            self.values[name] = chosen.randrange(PRIME)
        self.network = NetworkPoint(
            architecture, self.plan, *(self.values[name] for name in ("b", "r", "o")), self.values["eta"]
        )
        self.sigma = SumcheckPoint(self.network, self.values["g"])
        text = "\n".join(self.claims.functions())
        self._functions = dict(re.findall(r"^fn (\w+)\(.*?\{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL))

    def run(self, name):
        """Run a function; return the numbers of its last line, by name, or the one number."""
        names = {}
        for key, value in self.values.items():
            names |= {f"{key}{i}": one for i, one in enumerate(value)} if isinstance(value, list) else {key: value}
        *lines, last = (line.strip() for line in self._functions[name].splitlines())
        for line in lines:
            if found := re.fullmatch(r"let (v\d+) = (.*);", line):
                names[found[1]] = eval(found[2], {}, names) % PRIME
        fields = re.findall(r"(\w+): ([^,{}\[\]]+?)(?:,| \})", last)
        if not fields:
            return eval(last, {}, names) % PRIME
        return {key: eval(text, {}, names) % PRIME for key, text in fields if "array" not in text}


@pytest.fixture(scope="module", params=[1, 3, 8, 16])
def written(request):
    return Written(load_circuit(INSPECTION).architecture, request.param)


def test_the_tables_denominators(written):
    network, values = written.network, written.values
    active, first = (
        sum(selector for selector, _ in network.selected) % PRIME,
        eq([0] * written.plan.items_bits, values["b"]),
    )
    fixed = known_denominators(
        written.plan, written.architecture.tables, active, first, values["r"], values["alpha"], values["beta"]
    )
    assert written.run("lookups") == dict(
        zip(("active", "on_first", "fixed_2", "fixed_1"), (active, first, *fixed), strict=True)
    )


def test_the_claimed_outputs(written):
    flat, size = written.values["y"], written.claims.outputs
    outputs = [flat[i : i + size] for i in range(0, len(flat), size)]
    expected = written.network.output_value(outputs, written.network.item_weights(written.items))
    assert written.run("outputs") == expected


def test_what_the_verifier_knows(written):
    known = written.run("known")
    assert known["value"] == written.sigma.public_value([], [])
    assert known["weights"] == written.sigma.public_weights()


def test_the_opened_tables_weights(written):
    values, plan, bits = written.values, written.plan, written.architecture.weight_bits
    powers = [pow(values["gamma"], i, PRIME) for i in range(11)]
    terms = written.network.lookup_terms(powers) + written.sigma.witness_terms(powers[4])
    if plan.input_block:
        terms += input_terms(written.network, values["packing"], powers[7:9], written.claims.binding)
    witness = tensor_sum(plan.witness_bits, [term.over(plan) for term in terms], values["u"])
    parts = written.sigma.weight_terms(powers[5])
    parts.append((0, anchor_factors(values["zeta"], bits), powers[6]))
    weights = tensor_sum(bits, parts, values["u"][plan.witness_bits - bits :])
    joined = fold(weights + witness, values["j"][0])
    if table := written.claims.table:
        points = ((values["packing"], powers[9]), (values["source_point"], powers[10]))
        parts = [(0, power_factors(x, table.bits), scale) for x, scale in points]
        joined = fold(
            tensor_sum(table.bits, parts, values["u"][plan.witness_bits - table.bits :]) + joined, values["j"][1]
        )
    assert written.run("opening") == dot(joined, values["f"])


def test_symbols_do_the_arithmetic_of_elements():
    trace = Trace()
    a, b = trace.input("a"), trace.input("b")
    total = (3 - a) * (b + 5) ** 3 - (a << 2) * b
    assert isinstance(total, Symbol)
    names = {"a": PRIME - 7, "b": 11}
    for line in trace.code([total]):
        name, text = line[4:-1].split(" = ")
        names[name] = eval(text, {}, names) % PRIME
    assert eval(trace.text(total), {}, names) % PRIME == (10 * 16**3 + 28 * 11) % PRIME
    assert a - a == 0
    assert (a * 0) == 0


@pytest.mark.parametrize(
    ("name", "items", "reason"), [("b2-8-57-16", 1, "does not hash"), ("sn-pos-16-41-20", 2, "by eights")]
)
def test_what_no_contract_can_be_written_for_is_refused(name, items, reason):
    with pytest.raises(ValueError, match=reason):
        circuit_source(load_circuit(INSPECTION).architecture, parameter_set(name), items)
    assert name in PARAMETER_SETS


def test_calldata_holds_all_of_the_statement_but_chain_and_contract():
    statement = Statement(
        5, "sn-pos-32-31-24", (bytes(range(40)),), ((-2).to_bytes(4, "little", signed=True),), Context(1, 2, 3, 4, 6)
    )
    low, high = int.from_bytes(bytes(range(31)), "little"), int.from_bytes(bytes(range(31, 40)), "little")
    span = hashes_of("poseidon").span
    assert statement_calldata(statement) == [
        4, 5, span([low, high]), span([PRIME - 2]), 3, 6, PRIME - 2, low, high
    ]  # fmt: skip
    assert (input_digest(statement), output_digest(statement)) == (span([low, high]), span([PRIME - 2]))


def test_the_roots_of_unity_in_the_contracts_folds_are_the_verifiers():
    text = Path("contracts/src/zkml/merkle.cairo").read_text(encoding="utf-8")
    pairs = {int(place): int(value, 16) for place, value in re.findall(r"PAIR_(\d): felt252 = (0x[0-9a-f]+);", text)}
    root = root_of_unity(4)
    assert pairs == {pair: inverse(pow(root, reverse_bits(pair, 3), PRIME)) for pair in range(1, 8)}
    for bits in (2, 3):
        _, _, rest = text.partition(f"pub fn with_folded_{1 << bits}(")
        slots = [int(value, 16) for value in re.findall(r"\(\s*(0x[0-9a-f]+|1),", rest.partition("\n}")[0])]
        assert slots == [pow(root_of_unity(bits), reverse_bits(slot, bits), PRIME) for slot in range(1 << bits)]
