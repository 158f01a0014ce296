"""Verifiers with one check taken out, as packages of their own: a forgery they accept shows what a check is for."""

import importlib
import re
import sys
import tempfile
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import zkml
from zkml.proving.select import fastest

_SOURCE = Path(zkml.__file__).parent
_NUMBER = count()
_DIRECTORY = Path(tempfile.mkdtemp(prefix="zkml-mutants-"))
sys.path.insert(0, str(_DIRECTORY))


@cache
def mutant(*changes: tuple[str, str, str]) -> Any:
    """Return the package with texts replaced: (module, old, new); each old text must occur."""
    name = f"zkml_mutant_{next(_NUMBER)}"
    for path in _SOURCE.rglob("*.py"):
        relative = path.relative_to(_SOURCE)
        if relative.name in {"kernels.py", "compiled.py"}:
            continue
        text = path.read_text()
        for module, old, new in changes:
            if relative.with_suffix("").as_posix() == module:
                assert old in text, f"{module} does not contain {old!r}"
                text = text.replace(old, new)
        text = re.sub(r"^(\s*)(from|import) zkml\b", rf"\1\2 {name}", text, flags=re.MULTILINE)
        target = _DIRECTORY / name / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    importlib.invalidate_caches()
    return importlib.import_module(name)


def part(package: Any, name: str) -> Any:
    """Return a module of a package."""
    return importlib.import_module(f"{package.__name__}.{name}")


def mutated_prover(circuit: Any, package: Any) -> Any:
    """Return a prover that follows a mutant's protocol."""
    return part(package, "proving.prover").Prover(moved(circuit, package), backend=fastest())


def moved(value: Any, package: Any) -> Any:
    """Return a dataclass of another package's as one of *package*'s."""
    if isinstance(value, tuple):
        return tuple(moved(item, package) for item in value)
    if not is_dataclass(value) or not type(value).__module__.startswith("zkml"):
        return value
    kind = getattr(part(package, type(value).__module__.split(".", 1)[1]), type(value).__name__)
    return kind(**{item.name: moved(getattr(value, item.name), package) for item in fields(value)})


def verdict(package: Any, registration: Any, statement: Any, proof: bytes) -> str:
    """Return ``accepted``, or the name of the check that rejected."""
    rejected = part(package, "errors").Rejected
    try:
        package.verify(moved(registration, package), moved(statement, package), proof)
    except rejected as error:
        return error.check
    return "accepted"
