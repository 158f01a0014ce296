"""The architecture's part of the verifier, from the Python verifier's own code run on symbols.

Four functions, one for each time that the protocol needs it: the tables' denominators (`lookups`), the claimed output
(`outputs`), what of f(σ) and g(σ) the verifier knows (`known`), and the weights with which the opened tables are summed
(`opening`). Their names and arguments are those of the trait `Circuit` in ``contracts/src/zkml/circuit.cairo``.

A table of fewer inputs is the beginning of that of more: where the first variables are zero. So all but `outputs` are
written once, for the largest number of inputs; for others they are called with zeros before the coordinates there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zkml.cairo.binding import binding_of
from zkml.cairo.packed_sum import PackedSum
from zkml.cairo.symbols import Symbol, Trace, materialised
from zkml.circuit import Architecture, layout
from zkml.claims import NetworkPoint, SumcheckPoint, WitnessTerm, _Read
from zkml.commitment import anchor_factors
from zkml.field import PRIME
from zkml.input_commitment import InputTable, input_table
from zkml.layers import block_bits
from zkml.multilinear import binary, eq, eq_factors, fold, power_factors
from zkml.packing import image_places
from zkml.parameters import FINAL_BITS
from zkml.statement import COMMITTED_INPUT, PUBLIC_INPUT
from zkml.verifier import known_denominators

__all__ = ["Claims"]

_Values = list[Any]  # symbols where the verifier has numbers


class Claims:
    """Writes the functions for proofs of as many inputs as one of *numbers* says."""

    def __init__(self, architecture: Architecture, *numbers: int) -> None:
        bindings = {binding_of(architecture, number) for number in numbers}
        if len(numbers) > 1 and PUBLIC_INPUT in bindings:
            raise ValueError("inputs that are evaluated and inputs that are cells have no circuit in common")
        self.architecture = architecture
        self.items = max(numbers)
        self.binding = binding_of(architecture, self.items)
        self.bound = self.binding != PUBLIC_INPUT
        self.plan = layout(architecture, (self.items - 1).bit_length(), self.bound)
        self.table = input_table(architecture, self.plan.items_bits) if self.binding == COMMITTED_INPUT else None
        self.output_bits = block_bits(architecture.output.shape)
        self.outputs = architecture.output.shape[0] * architecture.output.shape[1] * architecture.output.shape[2]

    def functions(self) -> list[str]:
        """Return the lines of the functions that all numbers share."""
        committed = [] if self.table is None else ["", *self._committed(self.table)]
        return [*self._lookups(), "", *self._known(), "", *self._opening(), *committed]

    @property
    def table_variables(self) -> int:
        """Variables of the table of committed inputs that are bound when it meets the last message."""
        return 0 if self.table is None else self.table.bits - FINAL_BITS

    def _network(self, trace: Trace, items_bits: int | None = None) -> NetworkPoint:
        plan = self.plan
        image = trace.inputs("b", plan.items_bits if items_bits is None else items_bits)
        position = trace.inputs("r", plan.position_bits)
        output, eta = trace.inputs("o", self.output_bits), trace.input("eta")
        return NetworkPoint(self.architecture, plan, image, position, output, eta)  # type: ignore[arg-type]

    def _spans(self) -> list[tuple[str, str, int]]:
        """Return the arguments that are spans: name, letter of its elements, how many."""
        return [
            ("image", "b", self.plan.items_bits),
            ("position", "r", self.plan.position_bits),
            ("output_point", "o", self.output_bits),
            ("sigma", "g", self.plan.terms_bits),
            ("point", "u", self.plan.witness_bits - FINAL_BITS),
            ("joined", "j", 1),
            ("table_point", "t", self.table_variables),
            ("values", "y", self.items * self.outputs),
            ("last", "f", 1 << FINAL_BITS),
        ]

    def _function(
        self,
        trace: Trace,
        name: str,
        arguments: Sequence[str],
        result: str,
        results: Sequence[Symbol | int],
        tail: str,
        lengths: Mapping[str, int] | None = None,
    ) -> list[str]:
        code, lengths = trace.code(results), lengths or {}
        spans = {span: (letter, lengths.get(span, count)) for span, letter, count in self._spans()}
        lines = []
        heads = []
        for argument in arguments:
            if argument not in spans:
                heads.append(f"{argument if argument in trace.needed else '_' + argument}: felt252")
                continue
            letter, count = spans[argument]
            names = [f"{letter}{i}" for i in range(count)]
            if not any(one in trace.needed for one in names):
                heads.append(f"_{argument}: Span<felt252>")
                continue
            heads.append(f"mut {argument}: Span<felt252>")
            names = [one if one in trace.needed else "_" for one in names]
            lines.append(f"let [{', '.join(names)}] = (*{argument}.multi_pop_front::<{count}>().unwrap()).unbox();")
        head = f"pub fn {name}({', '.join(heads)}) -> {result} {{"
        return [head, *(f"    {line}" for line in (*lines, *code, tail)), "}"]

    def _lookups(self) -> list[str]:
        """Write `active`, `on_first` and both halves' known denominators."""
        trace = Trace()
        network, alpha, beta = self._network(trace), trace.input("alpha"), trace.input("beta")
        active: Any = sum(selector for selector, _ in network.selected)
        on_first: Any = eq([0] * self.plan.items_bits, network.image)
        tables = self.architecture.tables
        fixed = known_denominators(self.plan, tables, active, on_first, network.position, alpha, beta)  # type: ignore[arg-type]
        results = [active, on_first, *fixed]
        names = ("active", "on_first", "fixed_2", "fixed_1")
        values = zip(names, materialised(trace, results), strict=True)
        text = f"Lookups {{ {', '.join(f'{name}: {value}' for name, value in values)} }}"
        return self._function(trace, "lookups", ["image", "position", "alpha", "beta"], "Lookups", results, text)

    def outputs_of(self, number: int) -> list[str]:
        """Return the lines of the function for *number* inputs."""
        trace, bits = Trace(), (number - 1).bit_length()
        network = self._network(trace, bits)
        flat = trace.inputs("y", number * self.outputs)
        values = [flat[i : i + self.outputs] for i in range(0, len(flat), self.outputs)]
        total: Any = network.output_value(values, network.item_weights(number))  # type: ignore[arg-type]
        (text,) = materialised(trace, [total])
        lengths = {"image": bits, "values": len(flat)}
        arguments = ["image", "output_point", "values"]
        return self._function(trace, "outputs", arguments, "felt252", [total], text, lengths)

    def step(self) -> list[str]:
        """Return the lines of the function from c to c^n, n the places of an image's elements."""
        trace = Trace()
        step = trace.input("packing") ** image_places(self.architecture, self.binding)
        (text,) = materialised(trace, [step])
        return self._function(trace, "step", ["packing"], "felt252", [step], text)

    def _known(self) -> list[str]:
        """Write g's public part but the picture's, f's public part, and the picture's weights."""
        trace = Trace()
        network = self._network(trace)
        at_sigma = SumcheckPoint(network, trace.inputs("g", self.plan.terms_bits))  # type: ignore[arg-type]
        reads = [read for read in at_sigma._reads if read.source.tensor == 0]  # noqa: SLF001
        if self.bound:
            reads = [_Read(0, reads[0].source, [], [], [])]
        if len(reads) != 1:
            raise ValueError(f"the input is read by {len(reads)} layers; a contract can be written where one reads it")
        (read,) = reads
        items: _Values = [] if self.bound else network.item_weights(self.items)
        weights: _Values = [weight * read.selector for weight in items]
        vectors = [read.channels, read.rows[: read.source.shape[1]], read.columns[: read.source.shape[2]], weights]
        scalars = [at_sigma.public_value([], []), at_sigma.public_weights()]
        results = [*scalars, *(value for vector in vectors for value in vector)]
        value, weight = materialised(trace, scalars)
        spans = [f"array![{', '.join(materialised(trace, vector))}].span()" for vector in vectors]
        text = (
            f"Known {{ value: {value}, weights: {weight}, channels: {spans[0]}, rows: {spans[1]}, columns: {spans[2]}, "
            f"items: {spans[3]} }}"
        )
        arguments = ["image", "position", "output_point", "eta", "sigma"]
        return self._function(trace, "known", arguments, "Known", results, text)

    def _opening(self) -> list[str]:
        """Write Σ w f over the last message, w the folded weights of witness and model joined."""
        trace = Trace()
        plan, network = self.plan, self._network(trace)
        at_sigma = SumcheckPoint(network, trace.inputs("g", plan.terms_bits))  # type: ignore[arg-type]
        gamma, zeta, packing = trace.input("gamma"), trace.input("zeta"), trace.input("packing")
        joined = trace.inputs("j", 1)
        powers: _Values = [gamma**i for i in range(11)]
        point: _Values = list(trace.inputs("u", plan.witness_bits - FINAL_BITS))
        last = trace.inputs("f", 1 << FINAL_BITS)
        items = plan.items_bits
        spread: _Values = [eq([0] * items, point[:items]), eq(network.image, point[:items])]
        witness: Any = 0
        terms = network.lookup_terms(powers) + at_sigma.witness_terms(powers[4])
        if self.bound:
            summed, packs = self._input_terms(network, trace.input("step"), powers)
            terms.append(summed)
            image: Any = 1
            for pair, x in zip(packs.images, point, strict=False):
                image = image * (pair[0] + x * (pair[1] - pair[0]))
            scale = image * fold(packs.scales, point[items])[0]
            witness += scale * PackedSum(trace, self.architecture, packing).value(plan, point[items + 1 :], last)
        for term in terms:
            scale = spread[term.images is network.every_image] * fold(term.scales, point[items])[0]
            witness += scale * _summed(plan.position_bits, term.offset, term.factors, point[items + 1 :], last)
        bits = self.architecture.weight_bits
        rest, weights = point[plan.witness_bits - bits :], 0
        for offset, factors, part in at_sigma.weight_terms(powers[5]):
            weights += part * _summed(bits, offset, factors, rest, last)
        weights += powers[6] * _summed(bits, 0, anchor_factors(zeta, bits), rest, last)  # type: ignore[arg-type]
        total = weights + joined[0] * (witness - weights)
        (text,) = materialised(trace, [total])
        arguments = ["image", "position", "output_point", "eta", "sigma", "gamma", "zeta", "packing"]
        arguments += ["step", "point", "joined", "last"]
        return self._function(trace, "opening", arguments, "felt252", [total], text)

    def _committed(self, table: InputTable) -> list[str]:
        """Write Σ w f over the last message, w the folded weights of the table of committed inputs."""
        trace = Trace()
        points = trace.input("packing"), trace.input("source_point")
        gamma, rest = trace.input("gamma"), trace.inputs("t", self.table_variables)
        last, total = trace.inputs("f", 1 << FINAL_BITS), 0
        for x, power in zip(points, (gamma**9, gamma**10), strict=True):
            total += power * _summed(table.bits, 0, power_factors(x, table.bits), rest, last)  # type: ignore[arg-type]
        (text,) = materialised(trace, [total])
        arguments = ["gamma", "packing", "source_point", "table_point", "last"]
        return self._function(trace, "committed", arguments, "felt252", [total], text)

    def _input_terms(self, network: NetworkPoint, step: Any, powers: _Values) -> tuple[WitnessTerm, WitnessTerm]:
        """Return the terms of the inputs' sum and of their packing, the latter without its weights."""
        block, (selector, inner) = self.plan.looked_up[-1], network.selected[-1]
        summed = WitnessTerm(network.every_image, (selector * powers[7], 0), block.offset, eq_factors(inner))
        images = power_factors(step, self.plan.items_bits)
        return summed, WitnessTerm(images, (powers[8], 0), block.offset, ())


def _summed(bits: int, offset: int, factors: Sequence[Sequence[Any]], point: Sequence[Any], last: Sequence[Any]) -> Any:
    """Return what a term of `tensor_sum`, first variables bound to *point*, gives when summed with *last*.

    The table is never made: its factors are contracted with *last* one after another, from the least significant.
    """
    size_bits = sum(len(factor).bit_length() - 1 for factor in factors)
    address = binary(offset >> size_bits, bits - size_bits)
    bound = min(len(address), len(point))
    scalar, left = eq(address[:bound], point[:bound]), []
    for factor in (*([1 - b, b] for b in address[bound:]), *factors):
        rest: Sequence[Any] = factor
        while len(rest) > 1 and bound < len(point):
            rest = fold(rest, point[bound])
            bound += 1
        if len(rest) == 1:
            scalar = scalar * rest[0] % PRIME
        else:
            left.append(rest)
    table = list(last)
    for factor in reversed(left):
        size = len(factor)
        table = [_dot(factor, table[i : i + size]) for i in range(0, len(table), size)]
    (value,) = table
    return scalar * value


def _dot(factor: Sequence[Any], values: Sequence[Any]) -> Any:
    if len(factor) == 2 and isinstance(total := factor[0] + factor[1], int) and total == 1:
        return values[0] + factor[1] * (values[1] - values[0])
    return sum(a * b for a, b in zip(factor, values, strict=True))
