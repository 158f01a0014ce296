"""The verifier's checks, found in its source; and the verifier without one of them.

A check is a condition under which something is raised, in any module that verifying imports: each part of an ``or``
before a ``raise``, each ``need`` of an architecture, and each kind of error that is turned into a rejection.
"""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mutants import mutant

import zkml

_SOURCE = Path(zkml.__file__).parent
_ENTRY = ("verifier", "format", "bundle")


@dataclass(frozen=True)
class Check:
    """A condition of the verifier.

    Attributes:
        module, function: where it is.
        condition: as it is written.
        when: how it is read: ``if``, ``unless``, ``on``.
        fails: what is raised: the name in `Rejected`, or the error.
        start, end: of what is replaced, in bytes of the source.
        without: what stands there in a verifier without the check.

    """

    module: str
    function: str
    condition: str
    when: str
    fails: str
    start: int
    end: int
    without: str

    @property
    def key(self) -> str:
        """Its name in the register."""
        return f"{self.module}.{self.function}: {self.condition}"


def modules() -> list[str]:
    """Return the modules that verifying imports."""
    found, left = [], list(_ENTRY)
    while left:
        name = left.pop()
        if name in found:
            continue
        found.append(name)
        tree = ast.parse((_SOURCE / f"{name}.py").read_text())
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        left += [module.removeprefix("zkml.") for module in imported if module.startswith("zkml.")]
    return sorted(found)


def code_lines(module: str) -> tuple[int, int]:
    """Return a module's lines without comments, docstrings and blank ones; and how many import or list names."""
    source = (_SOURCE / f"{module}.py").read_text()
    words = [
        token
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    ]
    lines = {line for token in words if token.string for line in range(token.start[0], token.end[0] + 1)}
    naming: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                lines -= set(range(node.lineno, node.end_lineno + 1))
            case ast.Import() | ast.ImportFrom() | ast.Assign(targets=[ast.Name(id="__all__")]):
                naming |= set(range(node.lineno, node.end_lineno + 1))
    return len(lines), len(naming)


@cache
def checks() -> tuple[Check, ...]:
    """Return all checks, by module, as they stand in the source."""
    return tuple(check for module in modules() for check in _Finder(module).checks())


class _Finder:
    def __init__(self, module: str) -> None:
        self._module = module
        self._source = (_SOURCE / f"{module}.py").read_bytes()
        lines = self._source.splitlines(keepends=True)
        self._starts = [sum(map(len, lines[:i])) for i in range(len(lines) + 1)]

    def checks(self) -> Iterator[Check]:
        tree = ast.parse(self._source)
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for node in _own(function):
                yield from self._checks_of(function.name, node)

    def _checks_of(self, function: str, node: ast.AST) -> Iterator[Check]:
        match node:
            case ast.If(test=test, body=[ast.Raise(exc=error), *_]) if function != "need":
                for part in test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]:
                    yield self._check(function, part, _raised(error), "if", "(({}) and False)")
            case ast.Call(func=ast.Name(id="need"), args=[condition, _]):
                yield self._check(function, condition, "architecture", "unless", "(({}) or True)")
            case ast.Try(handlers=[ast.ExceptHandler(type=kinds, body=[ast.Raise(exc=error)])]):
                for kind in kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]:
                    yield self._check(function, kind, _raised(error), "on", "ZeroDivisionError")

    def _check(self, function: str, node: Any, fails: str, when: str, without: str) -> Check:
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[node.end_lineno - 1] + node.end_col_offset
        text = self._source[start:end].decode()
        return Check(self._module, function, " ".join(text.split()), when, fails, start, end, without.format(text))


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield a function's nodes without those of functions in it."""
    left: list[ast.AST] = list(function.body)
    while left:
        node = left.pop(0)
        if not isinstance(node, ast.FunctionDef):
            yield node
            left[:0] = ast.iter_child_nodes(node)


def _raised(error: Any) -> str:
    """Return the check's name in a rejection, or the error's."""
    name = error.func.id
    return str(error.args[0].value) if name == "Rejected" else name


def without(check: Check, *changes: tuple[str, str, str]) -> Any:
    """Return the package without *check*, and with *changes*."""
    source = (_SOURCE / f"{check.module}.py").read_bytes()
    changed = source[: check.start] + check.without.encode() + source[check.end :]
    return mutant((check.module, source.decode(), changed.decode()), *changes)
