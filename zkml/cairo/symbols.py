"""Symbols that stand for field elements: arithmetic on them is written down instead of being done.

A `Symbol` is a linear form over atoms (inputs and products). Adding is free; a product becomes a line of the trace.
What is computed twice is written once, and what nobody needs is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zkml.field import PRIME

__all__ = ["Symbol", "Trace"]

_Key = tuple[tuple[tuple[int, int], ...], int]


class Trace:
    """The lines of one function."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._lines: list[tuple[str, tuple[int, ...]] | None] = []
        self._known: dict[object, int] = {}

    def inputs(self, name: str, count: int) -> list[Symbol]:
        """Return *count* symbols that are called name0, name1 and so on."""
        return [self.input(f"{name}{i}") for i in range(count)]

    def input(self, name: str) -> Symbol:
        """Return a symbol with a name of its own."""
        return Symbol(self, {self._atom(name, None): 1}, 0)

    def _atom(self, name: str, line: tuple[str, tuple[int, ...]] | None) -> int:
        self.names.append(name)
        self._lines.append(line)
        return len(self.names) - 1

    def _new(self, key: object, text: str, uses: tuple[int, ...]) -> int:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._atom(f"v{len(self.names)}", (text, uses))
        return found

    def product(self, a: int, b: int) -> int:
        """Return the atom of a product of atoms."""
        a, b = min(a, b), max(a, b)
        return self._new(("*", a, b), f"{self.names[a]} * {self.names[b]}", (a, b))

    def atom_of(self, symbol: Symbol) -> int:
        """Return the atom that a form is, or is given."""
        terms = symbol.terms
        if symbol.constant == 0 and len(terms) == 1 and next(iter(terms.values())) == 1:
            return next(iter(terms))
        return self._new(symbol.key(), self.text(symbol), tuple(terms))

    def text(self, symbol: Symbol) -> str:
        """Return a form as an expression."""
        text = ""
        for atom, factor in sorted(symbol.terms.items(), key=lambda item: item[1] > PRIME // 2):
            text += self._term(factor, self.names[atom], first=not text)
        if symbol.constant or not text:
            text += self._term(symbol.constant, "", first=not text)
        return text

    @staticmethod
    def _term(factor: int, name: str, *, first: bool) -> str:
        negative = factor > PRIME // 2
        factor = PRIME - factor if negative else factor
        body = f"{factor:#x}" if factor >= 1 << 64 else str(factor)
        if name:
            body = name if factor == 1 else f"{body} * {name}"
        if first:
            return f"0 - {body}" if negative else body
        return f" {'-' if negative else '+'} {body}"

    def code(self, results: Iterable[Symbol | int]) -> list[str]:
        """Return the lines that are needed for *results*, in order."""
        needed: set[int] = set()
        waiting = [atom for result in results if isinstance(result, Symbol) for atom in result.terms]
        while waiting:
            atom = waiting.pop()
            if atom not in needed:
                needed.add(atom)
                line = self._lines[atom]
                waiting += line[1] if line else ()
        self.needed = {self.names[atom] for atom in needed}
        return [
            f"let {self.names[atom]} = {line[0]};" for atom in sorted(needed) if (line := self._lines[atom]) is not None
        ]


class Symbol:
    """A linear form over a trace's atoms, modulo p."""

    __slots__ = ("constant", "terms", "trace")

    def __init__(self, trace: Trace, terms: dict[int, int], constant: int) -> None:
        self.trace = trace
        self.terms = terms
        self.constant = constant

    def key(self) -> _Key:
        """Return what is equal for equal forms."""
        return tuple(sorted(self.terms.items())), self.constant

    def _scaled(self, factor: int) -> Symbol | int:
        factor %= PRIME
        if factor == 0:
            return 0
        terms = {atom: value * factor % PRIME for atom, value in self.terms.items()}
        return Symbol(self.trace, terms, self.constant * factor % PRIME)

    def __add__(self, other: Symbol | int) -> Symbol | int:
        if isinstance(other, int):
            return Symbol(self.trace, self.terms, (self.constant + other) % PRIME)
        terms = dict(self.terms)
        for atom, value in other.terms.items():
            total = (terms.pop(atom, 0) + value) % PRIME
            if total:
                terms[atom] = total
        constant = (self.constant + other.constant) % PRIME
        return Symbol(self.trace, terms, constant) if terms else constant

    __radd__ = __add__

    def __neg__(self) -> Symbol | int:
        return self._scaled(-1)

    def __sub__(self, other: Symbol | int) -> Symbol | int:
        return self + -other

    def __rsub__(self, other: int) -> Symbol | int:
        return -self + other

    def __mul__(self, other: Symbol | int) -> Symbol | int:
        if isinstance(other, int):
            return self._scaled(other)
        a, b = self._unit(), other._unit()
        atom = self.trace.product(self.trace.atom_of(a[0]), self.trace.atom_of(b[0]))
        return Symbol(self.trace, {atom: a[1] * b[1] % PRIME}, 0)

    __rmul__ = __mul__

    def _unit(self) -> tuple[Symbol, int]:
        """Return a form and the number that it is multiplied with, which a product can wait for."""
        if len(self.terms) == 1 and self.constant == 0:
            ((atom, factor),) = self.terms.items()
            return Symbol(self.trace, {atom: 1}, 0), factor
        return self, 1

    def __lshift__(self, bits: int) -> Symbol | int:
        return self._scaled(1 << bits)

    def __mod__(self, modulus: int) -> Symbol:
        assert modulus == PRIME
        return self

    def __pow__(self, exponent: int, modulus: int | None = None) -> Symbol | int:
        assert modulus in (None, PRIME)
        if exponent == 0:
            return 1
        half = self ** (exponent // 2)
        squared = half * half
        return squared * self if exponent & 1 else squared

    def __bool__(self) -> bool:
        return True


def materialised(trace: Trace, values: Sequence[Symbol | int]) -> list[str]:
    """Return expressions of *values*."""
    return [trace.text(value) if isinstance(value, Symbol) else str(value) for value in values]
