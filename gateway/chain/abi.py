"""A contract's ABI at work: calls out, results and events in, as Python values; `codec` says how types correspond."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.cairo_types import CairoTypes
from gateway.chain.codec import CodecError, decode, encode
from gateway.chain.python_names import python_name

__all__ = ["ContractAbi", "EventShape", "UnknownEventError"]


class UnknownEventError(ValueError):
    """An event that this ABI does not know: another contract, or a newer version of this one."""


@dataclass(frozen=True, slots=True)
class EventShape:
    """An event struct and how it is found.

    Attributes:
        path: its full Cairo path, for instance ``ciro::ciro_token::CiroToken::FeePaid``.
        selectors: the leading keys, one a nested level; a flat variant adds none.
        keys: name and type of the members that follow among the keys, in order.
        data: name and type of the members in the data, in order.

    """

    path: str
    selectors: tuple[int, ...]
    keys: tuple[tuple[str, str], ...]
    data: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("::", 1)[-1]


class ContractAbi:
    """One contract's ABI.

    *source* is the ABI as the compiler writes it, *classes* the Python class of each struct, enum and event by Cairo
    path.
    """

    def __init__(self, source: Sequence[Mapping[str, Any]], classes: Mapping[str, type] | None = None) -> None:
        self.source = source
        self._classes = classes or {}
        self._types = CairoTypes(source)

    @classmethod
    def from_json(cls, text: str, classes: Mapping[str, type] | None = None) -> ContractAbi:
        """Read an ABI from its JSON."""
        return cls(json.loads(text), classes)

    @cached_property
    def functions(self) -> dict[str, Mapping[str, Any]]:
        """Every entry point's ABI entry by name, those of embedded interfaces included."""
        found = {entry["name"]: entry for entry in self.source if entry["type"] == "function"}
        for interface in self.source:
            if interface["type"] == "interface":
                found |= {entry["name"]: entry for entry in interface["items"]}
        return found

    @cached_property
    def events(self) -> list[EventShape]:
        """Every event that the contract can emit."""
        entries = {entry["name"]: entry for entry in self.source if entry["type"] == "event"}
        parts = {variant["type"] for entry in entries.values() for variant in entry.get("variants", ())}
        roots = [name for name, entry in entries.items() if entry["kind"] == "enum" and name not in parts]
        return [shape for root in roots for shape in _shapes(entries, root, ())]

    def encode(self, function: str, arguments: Sequence[Any]) -> list[int]:
        """Return the calldata of *function*.

        Raises:
            CodecError: the arguments do not fit the ABI; the message names the one at fault.

        """
        return self._encode(function, self.functions[function]["inputs"], arguments)

    def encode_constructor(self, arguments: Sequence[Any]) -> list[int]:
        """Return the constructor's calldata.

        Raises:
            CodecError: as `encode`.

        """
        inputs = next((entry["inputs"] for entry in self.source if entry["type"] == "constructor"), ())
        return self._encode("constructor", inputs, arguments)

    def decode(self, function: str, felts: Sequence[int]) -> Any:
        """Return the result of *function*: nothing, a value, or a tuple.

        Raises:
            CodecError: the felts are not what the ABI says.

        """
        rest = iter(felts)
        outputs = self.functions[function]["outputs"]
        values = tuple(decode(self._types[output["type"]], rest, self._classes) for output in outputs)
        _expect_end(function, rest)
        return values[0] if len(values) == 1 else values or None

    def decode_event(self, keys: Sequence[int], data: Sequence[int]) -> tuple[EventShape, Any]:
        """Return which event it is, and its Python value (a dictionary when the event has no generated class).

        Raises:
            UnknownEventError: the ABI has no such event, or its data do not fit.

        """
        for shape in self.events:
            depth = len(shape.selectors)
            if tuple(keys[:depth]) != shape.selectors:
                continue
            try:
                fields = self._fields(shape.name, shape.keys, keys[depth:])
                fields |= self._fields(shape.name, shape.data, data)
            except CodecError as error:
                raise UnknownEventError(f"event {shape.name} whose data do not fit its ABI: {error}") from error
            made = self._classes.get(shape.path)
            return shape, made(**fields) if made else fields
        raise UnknownEventError(f"no event of this contract begins with the keys {[hex(key) for key in keys[:2]]}")

    def _encode(self, function: str, inputs: Sequence[Mapping[str, Any]], arguments: Sequence[Any]) -> list[int]:
        if len(arguments) != len(inputs):
            names = ", ".join(entry["name"] for entry in inputs)
            raise CodecError(f"{function} takes {len(inputs)} arguments ({names}), not {len(arguments)}")
        felts: list[int] = []
        for entry, value in zip(inputs, arguments, strict=True):
            try:
                felts += encode(self._types[entry["type"]], value)
            except (CodecError, TypeError) as error:
                raise CodecError(f"{function}: argument {entry['name']}: {error}") from error
        return felts

    def _fields(self, event: str, members: Sequence[tuple[str, str]], felts: Sequence[int]) -> dict[str, Any]:
        rest = iter(felts)
        values = {python_name(name): decode(self._types[kind], rest, self._classes) for name, kind in members}
        _expect_end(event, rest)
        return values


def _shapes(entries: Mapping[str, Mapping[str, Any]], name: str, selectors: tuple[int, ...]) -> Iterator[EventShape]:
    entry = entries[name]
    if entry["kind"] == "struct":
        members = [(member["kind"], member["name"], member["type"]) for member in entry["members"]]
        keys, data = (tuple((n, t) for k, n, t in members if k == kind) for kind in ("key", "data"))
        yield EventShape(name, selectors, keys, data)
        return
    for variant in entry["variants"]:
        nested = variant["kind"] == "nested"
        deeper = (*selectors, get_selector_from_name(variant["name"])) if nested else selectors
        yield from _shapes(entries, variant["type"], deeper)


def _expect_end(what: str, felts: Iterator[int]) -> None:
    if left := len(list(felts)):
        raise CodecError(f"{what}: {left} felts more than its type has")
