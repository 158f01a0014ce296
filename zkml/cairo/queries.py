"""The queries' part of the verifier: leaves, paths and folds of one draw, and the walk over the trees' tops, unrolled.

A position's bits decide slot, side and point: they come in digits of three, and each digit is one `match`. See
`zkml.commitment` and `zkml.merkle` for what is checked.
"""

from __future__ import annotations

from zkml.cairo.calldata import binding_of
from zkml.circuit import Architecture, layout
from zkml.commitment import _first_inverse, plan
from zkml.input_commitment import input_table
from zkml.parameters import FOLD_BITS, ParameterSet
from zkml.statement import COMMITTED_INPUT, PUBLIC_INPUT

__all__ = ["Queries"]


class Queries:
    """Writes the functions for one parameter set and batches of *items*."""

    def __init__(self, architecture: Architecture, parameters: ParameterSet, items: int) -> None:
        items_bits, binding = (items - 1).bit_length(), binding_of(items)
        large = layout(architecture, items_bits, binding != PUBLIC_INPUT).witness_bits
        sizes = [large, architecture.weight_bits]
        if binding == COMMITTED_INPUT:
            sizes.append(input_table(architecture, items_bits).bits)
        schedule = plan(*sizes)
        self.schedule = schedule.folds
        self.first = schedule.folds[0]
        later = all(folds in (2, FOLD_BITS) for folds in schedule.folds[1:])
        by_eights = self.first in (FOLD_BITS, FOLD_BITS + 1) and later
        in_order = sizes == sorted(sizes, reverse=True)
        if not in_order or not by_eights or any(schedule.folds[level] != FOLD_BITS for level, _ in schedule.joins):
            raise ValueError(
                f"tables of {' and '.join(f'2^{bits}' for bits in sizes)} elements do not fold by eights, as a "
                "contract is written to"
            )
        self.parameters = parameters
        self.levels = len(schedule.folds)
        self.joins = [level for level, _ in schedule.joins]
        self.bits = large
        self.depth = large + parameters.rate_bits - self.first
        self.cap = parameters.cap_bits
        self.trees = self.levels + len(self.joins)
        self.width = (parameters.queries - 1).bit_length()
        left = self.depth - self.cap - sum(schedule.folds[1:])
        if left < 0:
            raise ValueError("the trees' common top is deeper than the last oracle's leaves")
        self.digits = [*schedule.folds[1:], *[FOLD_BITS] * (left // FOLD_BITS)]
        self.digits += [left % FOLD_BITS] if left % FOLD_BITS else []

    @property
    def per_challenge(self) -> int:
        """Positions in the low 128 bits of a challenge."""
        return 128 // self.depth

    @property
    def per_hint(self) -> int:
        """Numbers in an element of the order's hint."""
        return 128 // self.width

    @property
    def folds(self) -> int:
        """Two-to-one folds of all oracles."""
        return sum(self.schedule)

    def path(self, level: int) -> int:
        """Return the siblings below the cap in a tree of this level."""
        return self.depth - sum(self.schedule[1 : level + 1]) - self.cap

    def shown(self, level: int) -> int:
        """Return the elements of a leaf that a proof gives: a later oracle's lacks the one that is folded."""
        return (1 << self.schedule[level]) - (level > 0)

    def functions(self) -> list[str]:
        """Return the lines of all functions."""
        return [*self._divisions(), "", *self._positions(), "", *self._points(), "", *self._query(), "", *self._top()]

    def _divisions(self) -> list[str]:
        """Write the bounded integers that splitting words and positions needs."""
        pairs: dict[tuple[int, int], None] = {}
        for step in (self.depth, self.width):
            for number in range(128 // step):
                pairs[128 - number * step, step] = None
        left = self.depth
        for step in self.digits:
            pairs[left, step] = None
            left -= step
        lines = []
        for size, step in pairs:
            lines += [
                f"impl Split{size}By{step} of DivRemHelper<{_bounded(size)}, UnitInt<{1 << step}>> {{",
                f"    type DivT = {_bounded(size - step)};",
                f"    type RemT = {_bounded(step)};",
                "}",
            ]
        lines += [
            f"const BY_{step}: NonZero<UnitInt<{1 << step}>> = {1 << step};" for step in sorted({s for _, s in pairs})
        ]
        return [
            *lines,
            f"type Position = {_bounded(self.depth)};",
            f"type Top = {_bounded(self.cap)};",
        ]

    def _words(self, name: str, step: int, count: int) -> list[str]:
        """Write a function that splits a word of 128 bits into *count* numbers, and tells what is left of it."""
        lines = [
            f"fn {name}(word: u128, ref numbers: Array<u32>) -> {_bounded(128 - count * step)} {{",
            f"    let rest: {_bounded(128)} = upcast(word);",
        ]
        for _ in range(count):
            lines += [f"    let (rest, number) = div_rem(rest, BY_{step});", "    numbers.append(upcast(number));"]
        return [*lines, "    rest", "}"]

    def _positions(self) -> list[str]:
        return [
            "/// Splits a challenge's low half into positions.",
            *self._words("split_positions", self.depth, self.per_challenge),
            "",
            "/// Splits an element of the order's hint; what is left must be zero.",
            *self._words("split_order", self.width, self.per_hint),
            "",
            "fn digits_of(position: Position) -> (Top, " + ", ".join(_bounded(step) for step in self.digits) + ") {",
            "    let rest = position;",
            *(f"    let (rest, d{i}) = div_rem(rest, BY_{step});" for i, step in enumerate(self.digits)),
            f"    (rest, {', '.join(f'd{i}' for i in range(len(self.digits)))})",
            "}",
        ]

    def _points(self) -> list[str]:
        """Write the parts of 1/x that the digits of a position stand for."""
        lines = []
        shift = self.first
        for name, step in [*((f"d{i}", step) for i, step in enumerate(self.digits)), ("top", self.cap)]:
            table = [_first_inverse(d << shift, self.bits, self.parameters.rate_bits) for d in range(1 << step)]
            lines += _table(f"point_of_{name}", _bounded(step), table)
            shift += step
        return lines

    def _query(self) -> list[str]:
        names: list[str] = []
        for level in range(self.levels):
            names += [f"a{level}_{i}" for i in range(self.shown(level))] + self._siblings(f"s{level}", level)
            for joining, join in enumerate(self.joins):
                if join == level:
                    names += [f"w{joining}_{i}" for i in range(8)] + self._siblings(f"sw{joining}", level)
        digits = len(self.digits)
        lines = [
            "/// One draw: its leaves, their paths up to the cap, and the folds that lead to the last message.",
            "#[inline(never)]",
            "fn query(",
            "    position: u32, ref proof: Span<felt252>, folding: Folding, last: Box<[felt252; 64]>,",
            ") -> Opened {",
            f"    let [{', '.join(names)}] = (*proof.multi_pop_front::<{len(names)}>().unwrap()).unbox();",
            "    let Folding { mut joined, mut ratios, mut scales } = folding;",
            *(
                f"    let [{', '.join(f'{name}{i}' for i in range(count))}] = "
                f"(*{span}.multi_pop_front::<{count}>().unwrap()).unbox();"
                for name, span, count in (
                    ("q", "ratios", self.folds),
                    ("k", "scales", self.levels),
                    ("r", "joined", len(self.joins)),
                )
            ),
            "    let position: Position = downcast(position).unwrap();",
            f"    let (top, {', '.join(f'd{i}' for i in range(digits))}) = digits_of(position);",
            "    let x = point_of_top(top) * " + " * ".join(f"point_of_d{i}(d{i})" for i in range(digits)) + ";",
        ]
        end = 0
        for level, folds in enumerate(self.schedule):
            values = [f"a{level}_{i}" for i in range(self.shown(level))]
            if level:
                whole = [f"c{level}_{i}" for i in range(1 << folds)]
                lines.append(
                    f"    let (root, {', '.join(whole)}) = merkle::with_folded_{1 << folds}("
                    f"d{level - 1}, k{level - 1} * value, {', '.join(values)});"
                )
                lines.append("    let x = x * root;")
                values = whole
            lines += self._climb(f"h{level}", values, f"s{level}", level)
            for joining, join in enumerate(self.joins):
                if join == level:
                    others = [f"w{joining}_{i}" for i in range(8)]
                    lines += self._climb(f"hw{joining}", others, f"sw{joining}", level)
                    lines += [
                        f"    let j{joining}_{i} = {other} + r{joining} * ({value} - {other});"
                        for i, (other, value) in enumerate(zip(others, values, strict=True))
                    ]
                    values = [f"j{joining}_{i}" for i in range(8)]
            start, end = end, end + folds
            ratios = ", ".join(f"q{i}" for i in range(start, end))
            lines.append(f"    let (value, x) = merkle::fold_{len(values)}(x, {ratios}, {', '.join(values)});")
        hashes = [*(f"h{level}" for level in range(self.levels)), *(f"hw{i}" for i in range(len(self.joins)))]
        return [
            *lines,
            f"    let ends = last_message::is_at(last, x, k{self.levels - 1} * value);",
            f"    Opened {{ top: upcast(top), nodes: array![{', '.join(hashes)}].span(), ends }}",
            "}",
        ]

    def _siblings(self, name: str, level: int) -> list[str]:
        return [f"{name}_{i}" for i in range(self.path(level))]

    def _climb(self, result: str, values: list[str], siblings: str, level: int) -> list[str]:
        lines = [f"    let {result} = merkle::leaf_{len(values)}({', '.join(values)});"]
        used = 0
        for number, step in list(enumerate(self.digits))[level:]:
            names = ", ".join(f"{siblings}_{used + i}" for i in range(step))
            lines.append(f"    let {result} = merkle::climb_{step}({result}, d{number}, {names});")
            used += step
        return lines

    def _top(self) -> list[str]:
        """Write the walk over the trees' common top, one function for each height."""
        trees = self.trees
        kind = f"Box<[felt252; {trees}]>"
        sides = [f"merkle::node(l{i}, r{i})" for i in range(trees)]
        lines = [
            "/// Nodes that no draw lies below, as the proof gives them.",
            "#[inline(never)]",
            f"fn given(ref proof: Span<felt252>) -> Option<{kind}> {{",
            f"    let nodes = *proof.multi_pop_front::<{trees}>()?;",
            "    Some(nodes)",
            "}",
        ]
        for height in range(self.cap + 1):
            lines += [
                "",
                "#[inline(never)]",
                f"fn walk_{height}(end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<{kind}> {{",
                "    let Some(next) = opened.get(0) else {",
                "        return given(ref proof);",
                "    };",
                "    let mut next = *next.unbox();",
                "    if next.top >= end {",
                "        return given(ref proof);",
                "    }",
            ]
            if height == 0:
                lines += [
                    "    let _ = opened.pop_front();",
                    f"    let nodes = *next.nodes.multi_pop_front::<{trees}>()?;",
                    "    Some(nodes)",
                    "}",
                ]
                continue
            left, right = (", ".join(f"{side}{i}" for i in range(trees)) for side in "lr")
            middle = f"end - {1 << (height - 1)}"
            lines += [
                f"    let [{left}] = walk_{height - 1}({middle}, ref opened, ref proof)?.unbox();",
                f"    let [{right}] = walk_{height - 1}(end, ref opened, ref proof)?.unbox();",
                f"    Some(BoxTrait::new([{', '.join(sides)}]))",
                "}",
            ]
        return lines


def _bounded(bits: int) -> str:
    return f"BoundedInt<0, {(1 << bits) - 1:#x}>"


def _table(name: str, kind: str, values: list[int]) -> list[str]:
    arms = [f"        {i if i + 1 < len(values) else '_'} => {value:#x}," for i, value in enumerate(values)]
    return [f"fn {name}(digit: {kind}) -> felt252 {{", "    match upcast::<_, u32>(digit) {", *arms, "    }", "}"]
