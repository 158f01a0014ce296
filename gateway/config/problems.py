"""What is wrong with a configuration, said for the person at the keyboard: line, section, key, value, remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from gateway.config.shape import literal, model_of

__all__ = ["describe", "line_of"]

Location = tuple[int | str, ...]
"""Where a value stands: keys by name, entries of a list by number from 0."""

_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\s]+?)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+|\"[^\"]+\")\s*(?:\.|=)")
_SECRET = {"password_hash"}
_LONGEST_VALUE = 60


def describe(problems: Iterable[ErrorDetails], root: type[BaseModel], data: dict[str, Any], text: str) -> list[str]:
    """Return one line a problem: ``line 7: [broker] port = 99999: must be at most 65535 (…)``.

    Args:
        problems: what pydantic found.
        root: the model of the whole file.
        data: the file as parsed.
        text: the file as written, to find lines in.

    """
    return [_describe(problem, root, data, text) for problem in problems]


def line_of(text: str, location: Location) -> int | None:
    """Return the number of the line that says *location*, or of its section's head; None when neither is written."""
    best: int | None = None
    best_depth = 0
    for number, path in _lines(text):
        depth = _common(path, location)
        if depth > best_depth and depth == len(path):
            best, best_depth = number, depth
    return best


def _describe(problem: ErrorDetails, root: type[BaseModel], data: dict[str, Any], text: str) -> str:
    location = problem["loc"]
    number = line_of(text, location)
    where = _where(location, data)
    field_model = _model_at(root, location[:-1])
    if problem["type"] == "extra_forbidden":
        said = _unknown(str(location[-1]), field_model, nested=len(location) > 1)
    elif problem["type"] == "list_type" and _is_section(field_model, location):
        said = f"a section that may come several times: write [[{'.'.join(map(str, location))}]]"
    else:
        said = _message(problem)
        if not isinstance(problem["input"], dict | list) and problem["type"] != "missing" and location:
            shown = "…" if location[-1] in _SECRET else literal(problem["input"])
            where += f" = {shown if len(shown) <= _LONGEST_VALUE else shown[:_LONGEST_VALUE] + '…'}"
        said += _meaning(field_model, location)
    return f"{f'line {number}: ' if number else ''}{where}: {said}"


def _where(location: Location, data: dict[str, Any]) -> str:
    """Return ``[journal.retention] max_bytes``, or ``[[devices]] number 2 (match "a/b/c/d") mode``."""
    if not location:
        return "the file"
    sections: list[str] = []
    value: Any = data
    for position, part in enumerate(location):
        value = value[part] if _has(value, part) else None
        rest = ".".join(str(p) for p in location[position + 1 :])
        if isinstance(part, int):
            name = value.get("match", value.get("name")) if isinstance(value, dict) else None
            named = f" ({literal(name)})" if isinstance(name, str) else ""
            return f"[[{'.'.join(sections)}]] number {part + 1}{named}" + (f" {rest}" if rest else "")
        if not isinstance(value, dict) and not _holds_sections(value):
            key = f"{part}.{rest}" if rest else str(part)
            return f"[{'.'.join(sections)}] {key}" if sections else key
        sections.append(str(part))
    return f"[{'.'.join(sections)}]"


def _holds_sections(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _has(value: Any, part: int | str) -> bool:
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value)


def _unknown(name: str, model: type[BaseModel] | None, *, nested: bool) -> str:
    what = "key" if nested else "section"
    known = list(model.model_fields) if model is not None else []
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"known are: {', '.join(known)}"
    return f"no such {what}; {hint}"


def _message(problem: ErrorDetails) -> str:
    message = problem["msg"].removeprefix("Value error, ").removeprefix("Input ")
    message = message.replace("greater than or equal to", "at least").replace("less than or equal to", "at most")
    message = message.replace("greater than", "above").replace("less than", "below")
    message = message.replace("should be", "must be").replace("should have", "must have")
    message = message.replace("valid dictionary or instance of", "table of").replace("valid string", "text in quotes")
    message = message.replace("valid boolean, unable to interpret input", "true or false, without quotes")
    if problem["type"] == "missing":
        return "this key must be given"
    if problem["type"] in {"model_type", "dict_type"}:
        name = ".".join(str(part) for part in problem["loc"] if isinstance(part, str))
        return f"must be a section of its own, that comes once: write [{name}]"
    return message


def _meaning(model: type[BaseModel] | None, location: Location) -> str:
    """Return what the key is for: what to write instead follows from it."""
    field = model.model_fields.get(str(location[-1])) if model is not None and location else None
    if field is None or not field.description or _is_section(model, location):
        return ""
    return f" ({field.description})"


def _is_section(model: type[BaseModel] | None, location: Location) -> bool:
    field = model.model_fields.get(str(location[-1])) if model is not None else None
    return field is not None and model_of(field.annotation) is not None


def _model_at(root: type[BaseModel], location: Location) -> type[BaseModel] | None:
    model: type[BaseModel] | None = root
    for part in location:
        if model is None or isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        if field is not None:
            model = model_of(field.annotation)
    return model


def _lines(text: str) -> Iterator[tuple[int, Location]]:
    """Yield line numbers with the location that each begins: section heads and keys. Good enough to point at."""
    section: Location = ()
    counts: dict[Location, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if table := _TABLE.match(line):
            section = _section(table[1] == "[[", tuple(p.strip() for p in table[2].split(".")), counts)
            yield number, section
        elif key := _KEY.match(line):
            yield number, (*section, key[1].strip('"'))


def _section(listed: bool, names: tuple[str, ...], counts: dict[Location, int]) -> Location:
    """Return the location of a section's head; a name that stands for a list goes on with its newest entry."""
    path: Location = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if listed and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _common(left: Location, right: Location) -> int:
    depth = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        depth += 1
    return depth
