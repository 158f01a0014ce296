"""Options that several commands share, declared once: a dataclass whose fields are the options.

    @dataclass(frozen=True)
    class Output:
        as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False

    @app.command()
    @grouped
    def show(path: Path, output: Output) -> None: ...

To typer the command has an option ``--json``; its body gets an `Output`.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_type_hints

__all__ = ["grouped"]


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* as typer is to see it: each parameter whose type is a dataclass stands for its fields.

    They come last in ``--help``, after the command's own options.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {}
    own: list[inspect.Parameter] = []
    shared: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        kind = hints[name]
        if not is_dataclass(kind):
            own.append(parameter.replace(annotation=kind, kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        groups[name] = kind
        types = get_type_hints(kind, include_extras=True)
        for one in fields(kind):
            default = inspect.Parameter.empty if one.default is MISSING else one.default
            kind_of = inspect.Parameter.KEYWORD_ONLY
            shared.append(inspect.Parameter(one.name, kind_of, default=default, annotation=types[one.name]))
    shown = [*own, *shared]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        for name, kind in groups.items():
            given[name] = kind(**{one.name: given.pop(one.name) for one in fields(kind)})
        command(**given)

    run.__signature__ = inspect.Signature(shown, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in shown}
    return run
