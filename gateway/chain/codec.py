"""Python values to felts and back, by Cairo type.

starknet.py's own serialisers write a length before arrays of a fixed size and make a new Python class for each value
read; what is here follows the Serde traits of Cairo's core library. How types correspond:

| Cairo | Python |
|---|---|
| felt252, integers, ContractAddress, ClassHash | int |
| bool, ByteArray | bool, str |
| Array, Span, fixed-size array | list |
| Option | value or None |
| tuple | tuple |
| struct | the generated frozen dataclass (without one: a dictionary) |
| enum without values | the generated IntEnum (without one: the variant's number) |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starknet_py.cairo import data_types as cairo
from starknet_py.constants import FIELD_PRIME

from gateway.chain.python_names import python_name

__all__ = ["CodecError", "decode", "encode"]

_WORD = 31  # bytes in one felt of a ByteArray
_LIMB = 128
_U256 = 256


class CodecError(ValueError):
    """A value does not fit its Cairo type, or felts are not what a type writes."""


def encode(kind: cairo.CairoType, value: Any) -> list[int]:
    """Return the felts of *value*.

    Raises:
        CodecError: it is not of this type.

    """
    match kind:
        case cairo.BoolType():
            _expect(isinstance(value, bool), f"{value!r} is no bool")
            return [int(value)]
        case cairo.FeltType():
            _expect_integer(value, 0, FIELD_PRIME - 1)
            return [int(value)]
        case cairo.UintType(bits):
            _expect_integer(value, 0, 2**bits - 1)
            return [value % 2**_LIMB, value >> _LIMB] if bits == _U256 else [int(value)]
        case cairo.IntType(bits):
            _expect_integer(value, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
            return [value % FIELD_PRIME]
        case cairo.OptionType(inner):
            return [1] if value is None else [0, *encode(inner, value)]
        case cairo.NonZeroType(inner):
            _expect(value != 0, "zero where none is allowed")
            return encode(inner, value)
        case cairo.ArrayType(inner):
            return [len(value), *(felt for item in value for felt in encode(inner, item))]
        case cairo.FixedSizeArrayType(inner, length):
            _expect(len(value) == length, f"{length} values are needed, not {len(value)}")
            return [felt for item in value for felt in encode(inner, item)]
        case cairo.TupleType(types):
            _expect(len(value) == len(types), f"{len(types)} values are needed, not {len(value)}")
            return [felt for inner, item in zip(types, value, strict=True) for felt in encode(inner, item)]
        case cairo.StructType(name="core::byte_array::ByteArray"):
            _expect(isinstance(value, str), f"{value!r} is no text")
            return _encode_text(value)
        case cairo.StructType(_, members):
            return [felt for name, inner in members.items() for felt in encode(inner, _member(value, name))]
        case cairo.EnumType(_, variants):
            _expect_integer(value, 0, len(variants) - 1)
            return [int(value)]
        case cairo.UnitType():
            return []
    raise CodecError(f"values of the type {kind} cannot be written")


def decode(kind: cairo.CairoType, felts: Iterator[int], classes: Mapping[str, type]) -> Any:
    """Read one value off *felts*; *classes* are the Python classes of structs and enumerations by Cairo path.

    Raises:
        CodecError: the felts end too soon, or are out of range.

    """
    match kind:
        case cairo.BoolType():
            return bool(_bounded(next_felt(felts), 2))
        case cairo.FeltType():
            return next_felt(felts)
        case cairo.UintType(bits):
            if bits == _U256:
                low, high = _bounded(next_felt(felts), 2**_LIMB), _bounded(next_felt(felts), 2**_LIMB)
                return low + (high << _LIMB)
            return _bounded(next_felt(felts), 2**bits)
        case cairo.IntType(bits):
            value = next_felt(felts)
            signed = value if value < FIELD_PRIME // 2 else value - FIELD_PRIME
            _expect_integer(signed, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
            return signed
        case cairo.OptionType(inner):
            return decode(inner, felts, classes) if _bounded(next_felt(felts), 2) == 0 else None
        case cairo.NonZeroType(inner):
            return decode(inner, felts, classes)
        case cairo.ArrayType(inner):
            return [decode(inner, felts, classes) for _ in range(next_felt(felts))]
        case cairo.FixedSizeArrayType(inner, length):
            return [decode(inner, felts, classes) for _ in range(length)]
        case cairo.TupleType(types):
            return tuple(decode(inner, felts, classes) for inner in types)
        case cairo.StructType(name="core::byte_array::ByteArray"):
            return _decode_text(felts)
        case cairo.StructType(path, members):
            fields = {python_name(name): decode(inner, felts, classes) for name, inner in members.items()}
            made = classes.get(path)
            return made(**fields) if made else fields
        case cairo.EnumType(path, variants):
            number = _bounded(next_felt(felts), len(variants))
            _expect(isinstance(list(variants.values())[number], cairo.UnitType), f"{path} has values in its variants")
            made = classes.get(path)
            return made(number) if made else number
        case cairo.UnitType():
            return None
    raise CodecError(f"values of the type {kind} cannot be read")


def next_felt(felts: Iterator[int]) -> int:
    """Return the next felt.

    Raises:
        CodecError: there is none.

    """
    try:
        return next(felts)
    except StopIteration:
        raise CodecError("fewer felts than the type has") from None


def _member(value: Any, name: str) -> Any:
    try:
        return value[name] if isinstance(value, Mapping) else getattr(value, python_name(name))
    except (AttributeError, KeyError):
        raise CodecError(f"{value!r} has no {name}") from None


def _encode_text(text: str) -> list[int]:
    content = text.encode()
    words = [int.from_bytes(content[start : start + _WORD]) for start in range(0, len(content), _WORD)]
    whole, left = divmod(len(content), _WORD)
    pending = words.pop() if left else 0
    return [whole, *words, pending, left]


def _decode_text(felts: Iterator[int]) -> str:
    content = b"".join(_bounded(next_felt(felts), 2 ** (8 * _WORD)).to_bytes(_WORD) for _ in range(next_felt(felts)))
    pending, left = next_felt(felts), _bounded(next_felt(felts), _WORD)
    content += _bounded(pending, 2 ** (8 * left)).to_bytes(left)
    return content.decode("utf-8", "replace")


def _bounded(felt: int, limit: int) -> int:
    _expect(0 <= felt < limit, f"{felt:#x} is not below {limit:#x}")
    return felt


def _expect_integer(value: Any, lowest: int, highest: int) -> None:
    _expect(isinstance(value, int) and not isinstance(value, bool), f"{value!r} is no integer")
    _expect(lowest <= value <= highest, f"{value} is not in {lowest} … {highest}")


def _expect(holds: bool, message: str) -> None:
    if not holds:
        raise CodecError(message)
