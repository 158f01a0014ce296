"""Writes `gateway.chain.bindings` and the contracts' reference: ``python -m gateway.chain.generate``.

Typed clients, structs, enumerations and events come from the ABIs in ``contracts/build``, constants and comments from
the Cairo sources; so nothing is written by hand twice. A test holds what is committed against the sources.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.chain.cairo_types import split_parts
from gateway.chain.python_names import python_name
from gateway.chain.reference import Sources, reference

__all__ = ["BindingError", "Names", "bindings", "main", "present", "written"]

_ROOT = Path(__file__).resolve().parents[2]
_REFERENCE = "docs/contracts-reference.md"
_PLAIN = {
    "core::felt252": "int",
    "core::bool": "bool",
    "core::byte_array::ByteArray": "str",
    "core::starknet::contract_address::ContractAddress": "int",
    "core::starknet::class_hash::ClassHash": "int",
    "core::starknet::eth_address::EthAddress": "int",
    "()": "None",
}
_RENAMED = {"core::starknet::account::Call": "InnerCall"}  # starknet.py has a Call of its own
_NOTE = "Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."


class BindingError(ValueError):
    """An ABI has something that cannot become Python as it stands; the message names it and the remedy."""


@dataclass(slots=True)
class Names:
    """Cairo paths and the Python names that they got; one flat namespace for what several contracts share.

    Attributes:
        modules: the Python module of a Cairo path.
        names: its name there.
        imports: names of ``shared`` that a module uses.

    """

    modules: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    imports: dict[str, set[str]] = field(default_factory=dict)

    def use(self, path: str, module: str) -> str:
        """Return the name of *path* for use in *module*, which then imports it when it is another's."""
        if self.modules[path] != module:
            self.imports.setdefault(module, set()).add(self.names[path])
        return self.names[path]

    def add(self, path: str, contract_modules: Mapping[str, str]) -> None:
        """Give *path* a module and a name.

        Raises:
            BindingError: another path has the same name in the same module.

        """
        owner, _, name = path.rpartition("::")
        name = _RENAMED.get(path, name)
        module = contract_modules.get(owner, "shared")
        taken = {self.names[other]: other for other, where in self.modules.items() if where == module}
        if taken.get(name, path) != path:
            raise BindingError(f"{path} and {taken[name]} would both be {module}.{name}; rename one in Cairo")
        self.modules[path], self.names[path] = module, name


def bindings(
    abis: Mapping[str, Sequence[Mapping[str, Any]]], paths: Mapping[str, str], constants: str
) -> dict[str, str]:
    """Return the files of the package by name.

    *abis* maps a contract's name to its ABI, *paths* to its Cairo module (``ciro::cdc_pool::CdcPool``);
    *constants* is the text of ``constants.cairo``.

    Raises:
        BindingError: see there.

    """
    contract_modules = {path: _snake(name) for name, path in paths.items()}
    names = Names()
    entries: dict[str, Mapping[str, Any]] = {}
    for abi in abis.values():
        for entry in abi:
            if entry["type"] in {"struct", "enum", "event"} and _is_made(entry):
                names.add(entry["name"], contract_modules)
                entries[entry["name"]] = entry
    written = {
        "constants.py": _constants(constants),
        "shared.py": _module(
            "What several contracts share.", _declarations(entries, names, "shared"), names, "shared", client=None
        ),
    }
    for name, abi in sorted(abis.items()):
        module = _snake(name)
        client = _client(name, abi, names, module)
        written[f"{module}.py"] = _module(
            f"The contract {name}.", _declarations(entries, names, module), names, module, client=client
        )
        written[f"abi/{name}.json"] = json.dumps(abi, indent=1) + "\n"
    written["__init__.py"] = _package(sorted(abis), names)
    return written


def _is_made(entry: Mapping[str, Any]) -> bool:
    """Whether the entry becomes a Python class: our structs and enumerations, and every event struct."""
    name = str(entry["name"])
    if name.startswith("core::") and name not in _RENAMED:
        return False
    if entry["type"] == "event":
        return bool(entry["kind"] == "struct")
    return True


def _declarations(entries: Mapping[str, Mapping[str, Any]], names: Names, module: str) -> str:
    """Declare in order of dependence, enumerations first."""
    own = [entry for path, entry in sorted(entries.items()) if names.modules[path] == module]
    enums = [entry for entry in own if entry["type"] == "enum"]
    structs = _in_order([entry for entry in own if entry["type"] == "struct"])
    events = [entry for entry in own if entry["type"] == "event"]
    parts = [_enumeration(entry) for entry in enums]
    parts += [_dataclass(entry, names, module) for entry in structs + events]
    return "\n\n\n".join(parts)


def _in_order(structs: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    placed: list[Mapping[str, Any]] = []
    left = {str(entry["name"]): entry for entry in structs}
    while left:
        for name, entry in list(left.items()):
            needs = {
                inner for member in entry["members"] for inner in left if inner in member["type"] and inner != name
            }
            if not needs:
                placed.append(left.pop(name))
    return placed


def _enumeration(entry: Mapping[str, Any]) -> str:
    name = entry["name"].rsplit("::", 1)[-1]
    for variant in entry["variants"]:
        if variant["type"] != "()":
            raise BindingError(
                f"{entry['name']}: variant {variant['name']} has a value; use a struct beside a plain enum"
            )
    lines = [f"class {name}(IntEnum):", f'    """``{entry["name"]}``; the number is the on-chain variant."""', ""]
    lines += [f"    {_upper(variant['name'])} = {at}" for at, variant in enumerate(entry["variants"])]
    return "\n".join(lines)


def _dataclass(entry: Mapping[str, Any], names: Names, module: str) -> str:
    name = names.names[entry["name"]]
    what = "event " if entry["type"] == "event" else ""
    lines = [
        "@dataclass(frozen=True, slots=True)",
        f"class {name}:",
        f'    """The {what or "struct "}``{entry["name"]}``."""',
        "",
    ]
    ordered = entry["members"]
    if entry["type"] == "event":  # as they are decoded: keys, then data
        ordered = sorted(ordered, key=lambda member: member["kind"] != "key")
    lines += [f"    {python_name(member['name'])}: {_python_type(member['type'], names, module)}" for member in ordered]
    return "\n".join(lines if ordered else lines[:-1])


def _client(name: str, abi: Sequence[Mapping[str, Any]], names: Names, module: str) -> str:
    functions = [entry for entry in abi if entry["type"] == "function"]
    functions += [item for entry in abi if entry["type"] == "interface" for item in entry["items"]]
    lines = [
        "@dataclass(frozen=True, slots=True)",
        f"class {name}(ContractClient):",
        f'    """A client of the contract ``{name}``."""',
        "",
        f'    contract: ClassVar[str] = "{name}"',
    ]
    for function in functions:
        if str(function["name"]).startswith("__"):
            continue  # the protocol's own entry points of an account
        lines += ["", *_method(function, names, module)]
    return "\n".join(lines)


def _method(function: Mapping[str, Any], names: Names, module: str) -> Iterator[str]:
    name = str(function["name"])
    arguments = [(python_name(i["name"]), _python_type(i["type"], names, module)) for i in function["inputs"]]
    signature = ", ".join(["self", *(f"{argument}: {kind}" for argument, kind in arguments)])
    passed = ", ".join([f'"{name}"', *(argument for argument, _ in arguments)])
    if function["state_mutability"] == "external":
        yield f"    def {python_name(name)}({signature}) -> Call:"
        yield f'        """Return the call of ``{name}``."""'
        yield f"        return self._call({passed})"
        return
    outputs = [_python_type(output["type"], names, module) for output in function["outputs"]]
    result = outputs[0] if len(outputs) == 1 else f"tuple[{', '.join(outputs)}]" if outputs else "None"
    yield f"    async def {python_name(name)}({signature}) -> {result}:"
    yield f'        """Ask the view ``{name}``."""'
    yield f"        return cast({result!r}, await self._view({passed}))"


def _python_type(cairo: str, names: Names, module: str) -> str:
    cairo = cairo.strip().removeprefix("@")
    if cairo in _PLAIN:
        return _PLAIN[cairo]
    if re.fullmatch(r"core::integer::[ui]\d+", cairo) or cairo.startswith("core::bytes_31"):
        return "int"
    if cairo.startswith("("):
        return f"tuple[{', '.join(_python_type(part, names, module) for part in split_parts(cairo[1:-1]))}]"
    generic = re.fullmatch(r"core::(array::Array|array::Span|option::Option)::<(.*)>", cairo)
    if generic:
        inner = _python_type(generic[2], names, module)
        return f"{inner} | None" if generic[1].startswith("option") else f"Sequence[{inner}]"
    if fixed := re.fullmatch(r"\[(.*); \d+\]", cairo):
        return f"Sequence[{_python_type(fixed[1], names, module)}]"
    if cairo in names.names:
        return names.use(cairo, module)
    raise BindingError(f"{cairo}: no Python type for it; add it to gateway/chain/generate.py")


def _module(title: str, declarations: str, names: Names, module: str, *, client: str | None) -> str:
    body = "\n\n\n".join(part for part in (declarations, client) if part)
    shared = sorted(names.imports.get(module, ()))
    own = {name for path, name in names.names.items() if names.modules[path] == module}
    exported = sorted(own | set(re.findall(r"^class (\w+)\(ContractClient\)", body, re.MULTILINE)))
    standard = {"Sequence": "collections.abc", "dataclass": "dataclasses", "IntEnum": "enum"}
    imports = [f"from {where} import {what}" for what, where in standard.items() if re.search(rf"\b{what}\b", body)]
    typing_names = [what for what in ("ClassVar", "cast") if re.search(rf"\b{what}\b", body)]
    imports += [f"from typing import {', '.join(typing_names)}"] if typing_names else []
    if re.search(r"-> Call:", body):
        imports += ["", "from starknet_py.net.client_models import Call"]
    ours = [f"from gateway.chain.bindings.shared import {', '.join(shared)}"] if shared else []
    ours += ["from gateway.chain.contract import ContractClient"] if client else []
    imports += ["", *ours] if ours else []
    listing = ", ".join(f'"{name}"' for name in exported)
    head = [
        f'"""{title} {_NOTE}"""',
        "",
        "from __future__ import annotations",
        "",
        *imports,
        "",
        f"__all__ = [{listing}]",
    ]
    return "\n".join(head) + f"\n\n\n{body}\n"


def _package(contracts: Sequence[str], names: Names) -> str:
    modules = sorted(set(names.modules.values()) - {"shared"})
    lines = [f'"""Our contracts as typed Python. {_NOTE}"""', "", "from __future__ import annotations", ""]
    lines += [f"from gateway.chain.bindings import {', '.join([*modules, 'constants', 'shared'])}"]
    lines += [f"from gateway.chain.bindings.{_snake(name)} import {name}" for name in contracts]
    listing = ", ".join(f'"{name}"' for name in sorted([*contracts, "CLASSES", "CONTRACTS", "constants", "shared"]))
    lines += ["", f"__all__ = [{listing}]", ""]
    lines += [f"CONTRACTS = ({', '.join(contracts)},)", '"""Every client class."""', ""]
    lines += ["CLASSES: dict[str, type] = {"]
    lines += [f'    "{path}": {names.modules[path]}.{name},' for path, name in sorted(names.names.items())]
    lines += ["}", '"""The Python class of each struct, enumeration and event, by its Cairo path."""', ""]
    return "\n".join(lines)


def _constants(source: str) -> str:
    lines = [
        f'"""Numbers of the protocol, from ``constants.cairo``. {_NOTE}"""',
        "",
        "from __future__ import annotations",
        "",
    ]
    known: dict[str, int] = {}
    for name, expression in re.findall(r"^pub const (\w+): \w+ = ([^;]+);", source, re.MULTILINE):
        terms = re.fullmatch(r"[\w\s*]+", expression)
        if terms is None:
            raise BindingError(f"constants.cairo: {name}: write it as a product of numbers and earlier constants")
        value = 1
        for factor in expression.split("*"):
            word = factor.strip()
            value *= known[word] if word in known else int(word.replace("_", ""))
        known[name] = value
        lines.append(f"{name} = {value:_}")
    lines.insert(4, f"__all__ = [{', '.join(repr(name) for name in sorted(known))}]\n")
    return "\n".join(lines) + "\n"


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _upper(name: str) -> str:
    return _snake(name).upper()


def _formatted(files: Mapping[str, str]) -> dict[str, str]:
    """Pass the modules through ruff, as everything else in the repository."""
    import subprocess

    done = {}
    for name, text in files.items():
        if name.endswith(".py"):
            ruff = [sys.executable, "-m", "ruff"]
            named = ["--stdin-filename", f"gateway/chain/bindings/{name}", "-"]
            for command in (
                ["check", "--quiet", "--fix-only", "--select", "I,RUF022", *named],
                ["format", "--quiet", *named],
            ):
                text = subprocess.run(  # noqa: PLW2901 - one text, passed through both
                    [*ruff, *command], input=text, capture_output=True, text=True, check=True, cwd=_ROOT
                ).stdout
        done[name] = text
    return done


def written(abis: Mapping[str, Sequence[Mapping[str, Any]]], paths: Mapping[str, str]) -> dict[str, str]:
    """Return every file that is written, by its path in the checkout.

    Raises:
        BindingError: an ABI has something that cannot become Python as it stands.

    """
    sources = _ROOT / "contracts" / "src"
    constants = (sources / "constants.cairo").read_text(encoding="utf-8")
    package = _formatted(bindings(abis, paths, constants))
    files = {f"gateway/chain/bindings/{name}": text for name, text in package.items()}
    return files | {_REFERENCE: reference(abis, paths, Sources(sources))}


def present() -> dict[str, str]:
    """Return the files that are there now, likewise."""
    there = [path for path in (_ROOT / "gateway/chain/bindings").rglob("*") if path.suffix in {".py", ".json"}]
    page = _ROOT / _REFERENCE
    return {
        path.relative_to(_ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in [*there, *([page] if page.exists() else [])]
    }


def main() -> int:
    """Write what has changed; return the exit code."""
    try:
        files = written(*_built())
    except BindingError as error:
        print(f"generate: {error}", file=sys.stderr)  # noqa: T201 - a command
        return 1
    before = present()
    for name in sorted(files.keys() | before.keys()):
        path = _ROOT / name
        if name not in files:
            path.unlink()
        elif files[name] != before.get(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
    return 0


def _built() -> tuple[dict[str, Any], dict[str, str]]:
    """Return ABI and Cairo path of each contract that ``scripts/contracts`` has built, examples left out."""
    manifest = json.loads((_ROOT / "contracts" / "manifest.json").read_text(encoding="utf-8"))
    every = {name: entry["path"] for name, entry in manifest["contracts"].items()}
    paths = {name: path for name, path in every.items() if "::examples::" not in path}
    abis = {}
    for name in paths:
        artefact = _ROOT / "contracts" / "build" / "classes" / f"{name}.abi.json"
        if not artefact.exists():
            raise BindingError(f"{artefact.relative_to(_ROOT)} is absent; build the contracts: ./scripts/contracts")
        abis[name] = json.loads(artefact.read_text(encoding="utf-8"))
    return abis, paths


if __name__ == "__main__":
    sys.exit(main())
