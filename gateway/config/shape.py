"""How the model's fields look to a person who writes TOML: types, ranges, values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

__all__ = ["is_table_of", "literal", "model_of", "range_of", "type_of"]

_NAMES = {
    "str": "text",
    "Path": "path",
    "int": "integer",
    "float": "number",
    "bool": "true or false",
    "Felt": "0x-text",
    "Selector": "name",
}


def model_of(annotation: Any) -> type[BaseModel] | None:
    """Return the model of a section, also of a list or table of sections; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {list, dict, Union, UnionType}:
        for part in get_args(annotation):
            found = model_of(part)
            if found is not None:
                return found
    return None


def is_table_of(annotation: Any) -> bool:
    """Whether a key holds sections by a name that the user chooses."""
    return get_origin(annotation) is dict and model_of(annotation) is not None


def type_of(annotation: Any) -> str:
    """Return the type in words, for instance ``list of text``."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return " or ".join(type_of(part) for part in parts if part is not type(None))
    if origin is list:
        return f"list of {type_of(parts[0])}"
    if origin is tuple:
        return f"{len(parts)} {type_of(parts[0])}s"
    if origin is dict:
        return f"table of {type_of(parts[1])}"
    if parts and isinstance(parts[0], str):
        return " or ".join(f'`"{part}"`' for part in parts)
    if parts:
        return type_of(parts[0])
    return _NAMES.get(getattr(annotation, "__name__", str(annotation)), str(annotation))


def range_of(field: FieldInfo) -> str:
    """Return the bounds in words, for instance ``1 to 65535``, ``above 0``; empty when there are none."""
    low: str | None = None
    high: str | None = None
    words: list[str] = []
    for bound in _bounds(field):
        match bound:
            case Ge(ge=value):
                low = str(value)
            case Le(le=value):
                high = str(value)
            case Gt(gt=value):
                words.append(f"above {value}")
            case Lt(lt=value):
                words.append(f"below {value}")
            case MaxLen(max_length=value):
                words.append(f"at most {value} characters")
            case MinLen(min_length=value) if value > 1:
                words.append(f"at least {value} characters")
    if low is not None and high is not None:
        words.insert(0, f"{low} to {high}")
    else:
        words += [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
    return ", ".join(words)


def literal(value: Any) -> str:
    """Return *value* as TOML has it; ``–`` for an absent one."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | Path):
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {literal(item)}" for key, item in value.items()) + "}"
    return str(value)


def _bounds(field: FieldInfo) -> Iterator[Any]:
    for item in field.metadata:
        yield from getattr(item, "__metadata__", (item,))
