"""The contracts' reference for people, docs/contracts-reference.md: from their ABIs and the sources' doc comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gateway.chain.cairo_types import split_parts

__all__ = ["Sources", "reference"]

_HEAD = """# Contracts: reference

Written by `python -m gateway.chain.generate` from the ABIs and the doc comments of `contracts/src`; change those, not
this page. What the contracts are for and how they work together is in [contracts](contracts.md).
"""


class Sources:
    """The doc comments of a Cairo package by path of the item.

    *folder* is the package's ``src``.
    """

    def __init__(self, folder: Path) -> None:
        self._texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.cairo"))}
        self._folder = folder

    def of_module(self, path: str) -> str:
        """Return the text that heads the file of the module ``ciro::a::b`` (or of an item in it)."""
        return _joined(re.match(r"((?://![^\n]*\n)*)", self._text(path)), "//!")

    def of_function(self, path: str, function: str) -> str:
        """Return the comment of a function of a trait, or else of whatever implements it."""
        for text in [self._text(path), *self._texts.values()]:
            found = re.search(rf"((?:[ \t]*///[^\n]*\n)+)(?:[ \t]*#\[[^\n]*\n)*[ \t]*fn {function}\b", text)
            if found:
                return _joined(found, "///")
        return ""

    def of_struct(self, path: str) -> str:
        """Return the comment of a struct or an event."""
        name = path.rsplit("::", 1)[-1]
        found = re.search(
            rf"((?:[ \t]*///[^\n]*\n)+)(?:[ \t]*#\[[^\n]*\n)*[ \t]*pub (?:struct|enum) {name}\b", self._text(path)
        )
        return _joined(found, "///")

    def errors(self, path: str) -> list[tuple[str, str]]:
        """Return name and text of each error that the module's ``mod Errors`` has, or takes from another's."""
        block = re.search(r"pub mod Errors \{(.*?)\n\}", self._text(path), re.DOTALL)
        if block is None:
            return []
        found = re.findall(r"pub const (\w+): felt252\s*=\s*'([^']*)'", block[1])
        for module, names in re.findall(r"pub use crate::([\w:]+)::Errors::\{([\w, ]+)\}", block[1]):
            shared = dict(self.errors(f"ciro::{module}"))
            found += [(name, shared[name]) for name in names.split(", ")]
        return found

    def _text(self, path: str) -> str:
        """Return the text of the deepest file on the way to *path*; empty for the core library."""
        parts = path.split("::")[1:]
        for depth in range(len(parts), 0, -1):
            file = self._folder.joinpath(*parts[:depth]).with_suffix(".cairo")
            if file in self._texts:
                return self._texts[file]
        return ""


def reference(abis: Mapping[str, Sequence[Mapping[str, Any]]], paths: Mapping[str, str], sources: Sources) -> str:
    """Return the page: a section a contract, with its entry points by interface, its events, its errors."""
    sections = [_HEAD]
    for name, abi in sorted(abis.items()):
        sections.append("\n".join(_contract(name, paths[name], abi, sources)))
    return "\n".join(sections)


def _contract(name: str, path: str, abi: Sequence[Mapping[str, Any]], sources: Sources) -> Iterator[str]:
    yield f"## {name}\n"
    if summary := sources.of_module(path):
        yield f"{summary.split(chr(10) + chr(10))[0]}\n"
    constructor = next((entry for entry in abi if entry["type"] == "constructor"), None)
    if constructor:
        yield f"Constructor: `{_signature('constructor', constructor['inputs'], ())}`\n"
    for interface in abi:
        if interface["type"] == "interface":
            yield f"### `{name}` · {interface['name'].rsplit('::', 1)[-1]}\n"
            for function in interface["items"]:
                yield _function(function, sources.of_function(interface["name"], function["name"]))
            yield ""
    events = [entry for entry in abi if entry["type"] == "event" and entry["kind"] == "struct"]
    if events:
        yield f"### `{name}` · events\n"
        for event in events:
            members = ", ".join(
                f"{member['name']}{'*' if member['kind'] == 'key' else ''}: {_short(member['type'])}"
                for member in event["members"]
            )
            comment = " ".join(sources.of_struct(event["name"]).split())
            yield f"- `{event['name'].rsplit('::', 1)[-1]}` ({members}). {comment}".rstrip()
        yield "\nA key is marked with *: events can be looked up by it.\n"
    modules = {path, *(event["name"].rsplit("::", 2)[0] for event in events)}
    errors = sorted({error for module in modules for error in sources.errors(module)})
    if errors:
        yield f"### `{name}` · errors\n"
        yield ", ".join(f"`{text}`" for _, text in errors) + "\n"


def _function(function: Mapping[str, Any], comment: str) -> str:
    kind = "" if function["state_mutability"] == "external" else " (view)"
    signature = _signature(function["name"], function["inputs"], function["outputs"])
    return f"- `{signature}`{kind}. {' '.join(comment.split())}".rstrip()


def _signature(name: str, inputs: Sequence[Mapping[str, Any]], outputs: Sequence[Mapping[str, Any]]) -> str:
    arguments = ", ".join(f"{one['name']}: {_short(one['type'])}" for one in inputs)
    results = ", ".join(_short(one["type"]) for one in outputs)
    return f"{name}({arguments})" + (f" → {results}" if results else "")


def _short(kind: str) -> str:
    """Return a type without the path before its name."""
    if generic := re.fullmatch(r"@?([\w:]+)::<(.*)>", kind):
        return f"{generic[1].rsplit('::', 1)[-1]}<{', '.join(_short(part) for part in split_parts(generic[2]))}>"
    if kind.startswith("("):
        return f"({', '.join(_short(part) for part in split_parts(kind[1:-1]))})"
    return kind.rsplit("::", 1)[-1]


def _joined(found: re.Match[str] | None, mark: str) -> str:
    if found is None:
        return ""
    lines = [line.strip().removeprefix(mark).strip() for line in found[1].splitlines()]
    return "\n".join(lines).strip()
