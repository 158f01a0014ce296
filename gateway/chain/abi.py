"""A contract's ABI at work: calls out, results and events in, as Python values.

starknet.py parses types and moves felts; here its dictionaries become the generated dataclasses and enumerations of
`gateway.chain.bindings`, and its results become plain values. How types correspond:

| Cairo | Python |
|---|---|
| felt252, integers, ContractAddress, ClassHash | int |
| bool, ByteArray | bool, str |
| Array, Span, fixed-size array | list |
| Option | value or None |
| tuple | tuple |
| struct | the generated frozen dataclass |
| enum without values | the generated IntEnum |
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

from starknet_py.abi.v2.model import Abi
from starknet_py.abi.v2.parser import AbiParser
from starknet_py.cairo import data_types as cairo
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.serialization.errors import CairoSerializerException
from starknet_py.serialization.factory import serializer_for_payload, serializer_for_type

__all__ = ["ContractAbi", "EventShape", "UnknownEventError", "python_name"]


def python_name(name: str) -> str:
    """Return a Cairo name as Python can have it: ``from`` becomes ``from_``."""
    return f"{name}_" if keyword.iskeyword(name) else name


class UnknownEventError(ValueError):
    """An event that this ABI does not know: another contract, or a newer version of this one."""


@dataclass(frozen=True, slots=True)
class EventShape:
    """An event struct and how it is found.

    Attributes:
        path: its full Cairo path, for instance ``ciro::ciro_token::CiroToken::FeePaid``.
        selectors: the leading keys, one a nested level; a flat variant adds none.
        keys: members that follow among the keys, in order.
        data: members in the data, in order.

    """

    path: str
    selectors: tuple[int, ...]
    keys: Mapping[str, cairo.CairoType]
    data: Mapping[str, cairo.CairoType]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("::", 1)[-1]


class ContractAbi:
    """One contract's ABI.

    *source* is the ABI as the compiler writes it, *classes* the Python class of each struct,
    enum and event by Cairo path.
    """

    def __init__(self, source: Sequence[Mapping[str, Any]], classes: Mapping[str, type] | None = None) -> None:
        self.source = source
        self._classes = classes or {}
        self._parsed: Abi = AbiParser([dict(entry) for entry in source]).parse()

    @classmethod
    def from_json(cls, text: str, classes: Mapping[str, type] | None = None) -> ContractAbi:
        """Read an ABI from its JSON."""
        return cls(json.loads(text), classes)

    @cached_property
    def functions(self) -> dict[str, Abi.Function]:
        """Every entry point by name, those of embedded interfaces included."""
        found = dict(self._parsed.functions)
        for interface in self._parsed.interfaces.values():
            found.update(interface.items)
        return found

    @cached_property
    def events(self) -> list[EventShape]:
        """Every event that the contract can emit."""
        entries = {entry["name"]: entry for entry in self.source if entry["type"] == "event"}
        own = [
            name
            for name, entry in entries.items()
            if entry["kind"] == "enum" and not any(name in _variant_types(other) for other in entries.values())
        ]
        return [shape for root in own for shape in self._shapes(entries, root, ())]

    def encode(self, function: str, arguments: Sequence[Any]) -> list[int]:
        """Return the calldata of *function*.

        Raises:
            ValueError: the arguments do not fit the ABI; the message names the one at fault.

        """
        return self._encode(function, self.functions[function].inputs, arguments)

    def encode_constructor(self, arguments: Sequence[Any]) -> list[int]:
        """Return the constructor's calldata.

        Raises:
            ValueError: as `encode`.

        """
        constructor = self._parsed.constructor
        return self._encode("constructor", constructor.inputs if constructor else {}, arguments)

    def decode(self, function: str, felts: Sequence[int]) -> Any:
        """Return the result of *function*: nothing, a value, or a tuple."""
        types = self.functions[function].outputs
        payload = serializer_for_payload({str(at): kind for at, kind in enumerate(types)}).deserialize(list(felts))
        values = tuple(
            self._to_python(kind, value) for kind, value in zip(types, payload.as_dict().values(), strict=True)
        )
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
                fields = self._fields(shape.keys, keys[depth:]) | self._fields(shape.data, data)
            except (CairoSerializerException, ValueError) as error:
                raise UnknownEventError(f"event {shape.name} whose data do not fit its ABI: {error}") from error
            made = self._classes.get(shape.path)
            return shape, made(**fields) if made else fields
        raise UnknownEventError(f"no event of this contract begins with the keys {[hex(key) for key in keys[:2]]}")

    def _shapes(
        self, entries: Mapping[str, Mapping[str, Any]], name: str, selectors: tuple[int, ...]
    ) -> list[EventShape]:
        entry = entries[name]
        if entry["kind"] == "struct":
            parsed = self._parsed.events[name]
            return [
                EventShape(
                    name,
                    selectors,
                    {member: kind for member, kind in parsed.types.items() if member in parsed.keys},
                    {member: kind for member, kind in parsed.types.items() if member not in parsed.keys},
                )
            ]
        return [
            shape
            for variant in entry["variants"]
            for shape in self._shapes(
                entries,
                variant["type"],
                selectors if variant["kind"] == "flat" else (*selectors, get_selector_from_name(variant["name"])),
            )
        ]

    def _encode(self, function: str, inputs: Mapping[str, cairo.CairoType], arguments: Sequence[Any]) -> list[int]:
        if len(arguments) != len(inputs):
            raise ValueError(f"{function} takes {len(inputs)} arguments ({', '.join(inputs)}), not {len(arguments)}")
        felts: list[int] = []
        for (name, kind), value in zip(inputs.items(), arguments, strict=True):
            try:
                felts += serializer_for_type(kind).serialize(self._from_python(kind, value))
            except (CairoSerializerException, ValueError, TypeError, AttributeError) as error:
                raise ValueError(f"{function}: argument {name}: {error}") from error
        return felts

    def _fields(self, members: Mapping[str, cairo.CairoType], felts: Sequence[int]) -> dict[str, Any]:
        values = serializer_for_payload(dict(members)).deserialize(list(felts)).as_dict()
        return {python_name(name): self._to_python(members[name], value) for name, value in values.items()}

    def _from_python(self, kind: cairo.CairoType, value: Any) -> Any:
        if isinstance(kind, cairo.StructType) and not isinstance(value, str):
            return {
                name: self._from_python(member, getattr(value, python_name(name)))
                for name, member in kind.types.items()
            }
        if isinstance(kind, cairo.EnumType) and isinstance(value, IntEnum):
            return {list(kind.variants)[value]: None}
        if isinstance(kind, cairo.ArrayType | cairo.FixedSizeArrayType):
            return [self._from_python(kind.inner_type, item) for item in value]
        if isinstance(kind, cairo.TupleType):
            return tuple(self._from_python(item, part) for item, part in zip(kind.types, value, strict=True))
        if isinstance(kind, cairo.OptionType) and value is not None:
            return self._from_python(kind.type, value)
        return value

    def _to_python(self, kind: cairo.CairoType, value: Any) -> Any:
        if isinstance(kind, cairo.StructType) and not isinstance(value, str):
            fields = {python_name(name): self._to_python(member, value[name]) for name, member in kind.types.items()}
            made = self._classes.get(kind.name)
            return made(**fields) if made else fields
        if isinstance(kind, cairo.EnumType):
            made = self._classes.get(kind.name)
            return made(list(kind.variants).index(value.variant)) if made else value.variant
        if isinstance(kind, cairo.ArrayType | cairo.FixedSizeArrayType):
            return [self._to_python(kind.inner_type, item) for item in value]
        if isinstance(kind, cairo.TupleType):
            return tuple(self._to_python(item, part) for item, part in zip(kind.types, value, strict=True))
        if isinstance(kind, cairo.OptionType) and value is not None:
            return self._to_python(kind.type, value)
        return value


def _variant_types(entry: Mapping[str, Any]) -> set[str]:
    return {variant["type"] for variant in entry.get("variants", ())}
