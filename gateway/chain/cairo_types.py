"""The types of an ABI, from the way the compiler writes them.

starknet.py has classes for Cairo's types, and a parser for their names; but it builds the parser's tables anew for each
name (80 ms, half a minute for one of our ABIs), so the names are read here.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from starknet_py.cairo import data_types as cairo

__all__ = ["CairoTypeError", "CairoTypes", "split_parts"]

_FELTS = {
    "core::felt252",
    "core::starknet::contract_address::ContractAddress",
    "core::starknet::class_hash::ClassHash",
    "core::starknet::storage_access::StorageAddress",
    "core::starknet::eth_address::EthAddress",
}
_INTEGER = re.compile(r"core::integer::([ui])(\d+)")
_GENERIC = re.compile(r"core::(array::Array|array::Span|option::Option|zeroable::NonZero)::<(.*)>")
_BYTE_ARRAY = "core::byte_array::ByteArray"
_BYTES_31_BITS = 248


class CairoTypeError(ValueError):
    """A name that is no type of this ABI."""


class CairoTypes:
    """The types of one ABI by name."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._entries = {str(entry["name"]): entry for entry in entries if entry["type"] in {"struct", "enum"}}
        self._known: dict[str, cairo.CairoType] = {}

    def __getitem__(self, name: str) -> cairo.CairoType:
        """Return the type called *name*.

        Raises:
            CairoTypeError: the ABI has no such type.

        """
        if name not in self._known:
            self._known[name] = self._read(name.strip().removeprefix("@"))
        return self._known[name]

    def _read(self, name: str) -> cairo.CairoType:
        if name in _FELTS:
            return cairo.FeltType()
        if name == "core::bool":
            return cairo.BoolType()
        if name == "core::bytes_31::bytes31":
            return cairo.UintType(_BYTES_31_BITS)
        if integer := _INTEGER.fullmatch(name):
            bits = int(integer[2])
            return cairo.UintType(bits) if integer[1] == "u" else cairo.IntType(bits)
        if generic := _GENERIC.fullmatch(name):
            inner = self[generic[2]]
            if generic[1].startswith("array"):
                return cairo.ArrayType(inner)
            return cairo.OptionType(inner) if generic[1].startswith("option") else cairo.NonZeroType(inner)
        if name.startswith("(") and name.endswith(")"):
            parts = split_parts(name[1:-1])
            return cairo.TupleType([self[part] for part in parts]) if parts else cairo.UnitType()
        if fixed := re.fullmatch(r"\[(.*); (\d+)\]", name):
            return cairo.FixedSizeArrayType(self[fixed[1]], int(fixed[2]))
        if name == _BYTE_ARRAY:
            return cairo.StructType(name, OrderedDict())
        return self._declared(name)

    def _declared(self, name: str) -> cairo.CairoType:
        try:
            entry = self._entries[name]
        except KeyError:
            raise CairoTypeError(f"{name!r} is no type of this ABI") from None
        if entry["type"] == "struct":
            return cairo.StructType(name, OrderedDict((one["name"], self[one["type"]]) for one in entry["members"]))
        return cairo.EnumType(name, OrderedDict((one["name"], self[one["type"]]) for one in entry["variants"]))


def split_parts(inside: str) -> list[str]:
    """Split at the commas that stand in no inner bracket: ``a, (b, c)`` gives two parts."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(inside):
        depth += (character in "(<[") - (character in ")>]")
        if character == "," and depth == 0:
            parts.append(inside[start:at].strip())
            start = at + 1
    last = inside[start:].strip()
    return [*parts, last] if last else parts
