"""Values to felts and back, as a contract's ABI says; events by the names that the sources give them.

Types are read by the product; the walk over values is another than its own, so that the two hold each other, and takes
what is handy in tests: short strings, names of variants, accounts for addresses.

=====================  ==============================================  ==========================
Cairo                  given                                           read back
=====================  ==============================================  ==========================
felt252, address       int, short string, anything with ``address``    int
u8 … u256, i8 … i128   int (checked against its range)                 int
bool                   bool                                            bool
Array, Span, [T; n]    list or tuple                                   list
struct                 mapping, or values in order                     Record (keys are attributes)
enum                   variant's name, its number, or (name, value)    name, or (name, value)
Option                 None or the value                               None or the value
ByteArray              str or bytes                                    str (bytes when not UTF-8)
=====================  ==============================================  ==========================
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from starknet_py.cairo import data_types as cairo
from starknet_py.cairo.felt import encode_shortstring
from starknet_py.constants import FIELD_PRIME
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.cairo_types import CairoTypes

_WORD = 31  # bytes in one felt of a ByteArray


class Record(dict[str, Any]):
    """A struct's or an event's fields; ``record.amount`` is ``record["amount"]``."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no field {name!r}; there are {', '.join(self)}") from None


class Event(Record):
    """A decoded event: its fields, with ``name`` (the innermost variant) and ``contract`` (the emitter) beside them."""

    name: str
    contract: int

    def __init__(self, name: str, contract: int, fields: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.name, self.contract = name, contract

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(f'{key}={value!r}' for key, value in self.items())})"


class Abi:
    """The ABI of one class: encodes calls, decodes results and events."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.entries = entries
        self._types = CairoTypes(entries)
        self.functions: dict[str, dict[str, Any]] = {}
        for entry in entries:
            items = entry["items"] if entry["type"] == "interface" else [entry] if entry["type"] == "function" else []
            self.functions |= {item["name"]: item for item in items}
        self._constructor = next((entry for entry in entries if entry["type"] == "constructor"), {"inputs": []})
        self._events = {entry["name"]: entry for entry in entries if entry["type"] == "event"}
        # The contract's own event enumeration is listed after all that it is made of.
        roots = [entry for entry in self._events.values() if entry["kind"] == "enum"]
        self._root_event = roots[-1] if roots else None

    def is_view(self, function: str) -> bool:
        return bool(self.functions[function]["state_mutability"] == "view")

    def encode_constructor(self, arguments: Mapping[str, Any]) -> list[int]:
        return self._encode_inputs("the constructor", self._constructor["inputs"], (), arguments)

    def encode_call(self, function: str, positional: Sequence[Any], named: Mapping[str, Any]) -> list[int]:
        return self._encode_inputs(function, self.functions[function]["inputs"], positional, named)

    def decode_result(self, function: str, felts: Sequence[int]) -> Any:
        rest = iter(felts)
        values = [decode(self._type(output["type"]), rest) for output in self.functions[function]["outputs"]]
        _assert_used(function, rest)
        return None if not values else values[0] if len(values) == 1 else tuple(values)

    def decode_event(self, contract: int, keys: Sequence[int], data: Sequence[int]) -> Event | None:
        """The event, or None when no variant of this ABI has these keys."""
        if self._root_event is None:
            return None
        found = self._find_event(self._root_event, list(keys))
        if found is None:
            return None
        struct, rest_of_keys, name = found
        sources = {"key": iter(rest_of_keys), "data": iter(data)}
        fields = {
            member["name"]: decode(self._type(member["type"]), sources[member["kind"]]) for member in struct["members"]
        }
        for source in sources.values():
            _assert_used(name, source)
        return Event(name, contract, fields)

    def _find_event(self, enum: dict[str, Any], keys: list[int]) -> tuple[dict[str, Any], list[int], str] | None:
        for variant in enum["variants"]:
            inner = self._events[variant["type"]]
            rest = keys
            if variant["kind"] == "nested":
                if not keys or keys[0] != get_selector_from_name(variant["name"]):
                    continue
                rest = keys[1:]
            if inner["kind"] == "struct":
                return inner, rest, variant["name"]
            if (found := self._find_event(inner, rest)) is not None:
                return found
        return None

    def _encode_inputs(
        self, what: str, inputs: list[dict[str, Any]], positional: Sequence[Any], named: Mapping[str, Any]
    ) -> list[int]:
        names = [entry["name"] for entry in inputs]
        given = dict(zip(names, positional, strict=False)) | dict(named)
        if len(positional) > len(names) or set(given) != set(names) or set(names[: len(positional)]) & set(named):
            raise TypeError(f"{what} takes ({', '.join(names)}), not {len(positional)} in order and {list(named)}")
        felts: list[int] = []
        for entry in inputs:
            try:
                felts += encode(self._type(entry["type"]), given[entry["name"]])
            except (TypeError, ValueError) as error:
                raise type(error)(f"{what}, argument {entry['name']}: {error}") from error
        return felts

    def _type(self, name: str) -> cairo.CairoType:
        return self._types[name]


def felt(value: Any) -> int:
    """An int as it is, a short string by its bytes, an account or a contract by its address."""
    value = getattr(value, "address", value)
    if isinstance(value, str):
        value = encode_shortstring(value)
    if isinstance(value, Enum):
        value = value.value
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no felt")
    if not 0 <= value < FIELD_PRIME:
        raise ValueError(f"{value} is not in the field")
    return int(value)


def encode(kind: cairo.CairoType, value: Any) -> list[int]:
    """The felts of ``value``. Raises TypeError or ValueError when it is not of this type."""
    match kind:
        case cairo.BoolType():
            if not isinstance(value, bool):
                raise TypeError(f"{value!r} is no bool")
            return [int(value)]
        case cairo.FeltType():
            return [felt(value)]
        case cairo.UintType(bits):
            _assert_in_range(value, 0, 2**bits - 1)
            return [value % 2**128, value >> 128] if bits == 256 else [int(value)]
        case cairo.IntType(bits):
            _assert_in_range(value, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
            return [value % FIELD_PRIME]
        case cairo.OptionType(inner):
            return [1] if value is None else [0, *encode(inner, value)]
        case cairo.NonZeroType(inner):
            return encode(inner, value)
        case cairo.ArrayType(inner):
            return [len(value), *(one for item in value for one in encode(inner, item))]
        case cairo.FixedSizeArrayType(inner, length):
            if len(value) != length:
                raise ValueError(f"{length} values are needed, not {len(value)}")
            return [one for item in value for one in encode(inner, item)]
        case cairo.TupleType(types):
            return [one for inner, item in zip(types, value, strict=True) for one in encode(inner, item)]
        case cairo.StructType(name="core::byte_array::ByteArray"):
            return _encode_bytes(value.encode() if isinstance(value, str) else bytes(value))
        case cairo.StructType(_, fields) | cairo.NamedTupleType(fields):
            if isinstance(value, Mapping):
                if set(value) != set(fields):
                    raise TypeError(f"the fields are {', '.join(fields)}, not {', '.join(value)}")
                value = [value[name] for name in fields]
            return [one for inner, item in zip(fields.values(), value, strict=True) for one in encode(inner, item)]
        case cairo.EnumType(_, variants):
            return _encode_variant(variants, value)
        case cairo.UnitType():
            return []
    raise TypeError(f"values of the type {kind} cannot be given")


def decode(kind: cairo.CairoType, felts: Iterator[int]) -> Any:
    """Read one value off ``felts``."""
    match kind:
        case cairo.BoolType():
            return bool(next(felts))
        case cairo.FeltType():
            return next(felts)
        case cairo.UintType(bits):
            return next(felts) + (next(felts) << 128 if bits == 256 else 0)
        case cairo.IntType():
            value = next(felts)
            return value if value < FIELD_PRIME // 2 else value - FIELD_PRIME
        case cairo.OptionType(inner):
            return decode(inner, felts) if next(felts) == 0 else None
        case cairo.NonZeroType(inner):
            return decode(inner, felts)
        case cairo.ArrayType(inner):
            return [decode(inner, felts) for _ in range(next(felts))]
        case cairo.FixedSizeArrayType(inner, length):
            return [decode(inner, felts) for _ in range(length)]
        case cairo.TupleType(types):
            return tuple(decode(inner, felts) for inner in types)
        case cairo.StructType(name="core::byte_array::ByteArray"):
            return _decode_bytes(felts)
        case cairo.StructType(_, fields) | cairo.NamedTupleType(fields):
            return Record({name: decode(inner, felts) for name, inner in fields.items()})
        case cairo.EnumType(_, variants):
            name, inner = list(variants.items())[next(felts)]
            return name if _is_unit(inner) else (name, decode(inner, felts))
        case cairo.UnitType():
            return None
    raise TypeError(f"values of the type {kind} cannot be read")


def _encode_variant(variants: Mapping[str, cairo.CairoType], value: Any) -> list[int]:
    name, payload = value if isinstance(value, tuple) else (value, None)
    if isinstance(name, Enum):
        name = name.value
    if isinstance(name, int):
        return [name, *([] if payload is None else encode(list(variants.values())[name], payload))]
    if name not in variants:
        raise ValueError(f"the variants are {', '.join(variants)}, not {name!r}")
    return [list(variants).index(name), *encode(variants[name], payload)]


def _encode_bytes(text: bytes) -> list[int]:
    words = [int.from_bytes(text[start : start + _WORD]) for start in range(0, len(text), _WORD)]
    whole, left = divmod(len(text), _WORD)
    pending = words.pop() if left else 0
    return [whole, *words, pending, left]


def _decode_bytes(felts: Iterator[int]) -> str | bytes:
    text = b"".join(next(felts).to_bytes(_WORD) for _ in range(next(felts)))
    pending, left = next(felts), next(felts)
    text += pending.to_bytes(left)
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text


def _is_unit(kind: cairo.CairoType) -> bool:
    return isinstance(kind, cairo.UnitType) or (isinstance(kind, cairo.TupleType) and not kind.types)


def _assert_in_range(value: Any, lowest: int, highest: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no integer")
    if not lowest <= value <= highest:
        raise ValueError(f"{value} is not in {lowest} … {highest}")


def _assert_used(what: str, felts: Iterator[int]) -> None:
    if left := list(felts):
        raise ValueError(f"{what}: {len(left)} felts more than its type has")
