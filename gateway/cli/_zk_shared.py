"""What the commands of ``ciro zk`` share: options, models and inputs, and how troubles are said."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from gateway.cli import _ending as ending
from gateway.cli._ending import ABSENT, FAILED, USAGE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gateway.provable import Provable
    from zkml import Context, Prover, Registration

Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="name, SHA-256 or prefix of a model; or an .onnx file in the profile"),
]
Input = Annotated[
    list[Path] | None,
    typer.Option("--input", "-i", help="picture, signal (.npy) or u8 tensor (.npy); several make one proof"),
]
Golden = Annotated[bool, typer.Option("--golden", help="the input of the model's golden pair")]
Set = Annotated[str, typer.Option("--set", help="parameter set; docs/security-of-proofs.md lists them")]
Record = Annotated[
    Path | None, typer.Option("--registration", help="the model's registration, as `ciro zk register` wrote it")
]
Where = Annotated[
    list[str] | None,
    typer.Option("--context", help="KEY=NUMBER, as often as you like: chain, contract, account, job, nonce"),
]

DEFAULT = "b2-8-57-16"
MOST_BYTES = 1 << 28
CONTEXT_KEYS = ("chain", "contract", "account", "job", "nonce")


def fail(code: int, message: str) -> NoReturn:
    """Say why on standard error and end with *code*."""
    ending.fail("ciro zk", code, message)


@contextmanager
def troubles_said(*, rejections: bool = True) -> Iterator[None]:
    """Turn what can go wrong into one line and an exit code; *rejections* too, or leave those to the caller."""
    from zkml.errors import Rejected, Unprovable

    try:
        yield
    except Rejected as error:
        if not rejections:
            raise
        fail(FAILED, f"rejected: {error}")
    except Unprovable as error:
        fail(FAILED, str(error))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in {"numba", "llvmlite", "onnx"}:
            fail(ABSENT, f"{package} is not installed, which proving needs: pip install 'ciro-gateway[zk]'")
        raise
    except FileNotFoundError as error:
        fail(ABSENT, f"{error.filename} does not exist" if error.filename else str(error))
    except OSError as error:
        fail(ABSENT, str(error))


def print_json(document: object) -> None:
    """Print one JSON document; half of a surrogate pair, which is no text, as its escape."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    typer.echo(text.encode("utf-8", "backslashreplace").decode())


def plain(text: str) -> str:
    """Return a stranger's text so that it can only be read: what would move a terminal's cursor as its escape."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


@contextmanager
def steps(what: str, wanted: bool) -> Iterator[Callable[[str], None]]:
    """Show a bar that moves with each step on a terminal; nothing elsewhere."""
    if not wanted or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda step: bar.update(task, description=f"{what}: {step}")


def find_model(ref: str, store: Path | None, config: Path | None) -> Provable:
    """Return the model that *ref* names; end with 3 when there is none."""
    from edge_worker import ModelNotFound, ModelStore, PackageRefused
    from gateway.config.loader import ConfigurationError, load, state_directory
    from gateway.provable import find

    try:
        # a bare file needs no store, and must not make one
        models = None if ref.endswith(".onnx") else ModelStore(store or state_directory(load(config)) / "models")
        return find(ref, models)
    except ConfigurationError as error:
        fail(USAGE, str(error))
    except ModelNotFound as error:
        fail(ABSENT, str(error))
    except PackageRefused as error:
        fail(FAILED, str(error))


def tensors_of(
    model: Provable, shape: tuple[int, int, int], files: list[Path] | None, golden: bool
) -> NDArray[np.uint8]:
    """Return the inputs that the options name; end with 2, or 3 for an absent file, when there are none."""
    from gateway.provable import InputRefused, golden_input, inputs

    try:
        return golden_input(model, shape) if golden else inputs(model, shape, files or [])
    except InputRefused as error:
        fail(ABSENT if any(not file.exists() for file in files or []) else USAGE, str(error))


def context_of(pairs: list[str] | None) -> Context:
    """Return the context that the options say."""
    from zkml import Context
    from zkml.field import PRIME

    found: dict[str, int] = {}
    for pair in pairs or []:
        key, _, text = pair.partition("=")
        if key not in CONTEXT_KEYS:
            raise typer.BadParameter(
                f"{pair!r}: the key is chain, contract, account, job or nonce", param_hint="--context"
            )
        try:
            found[key] = int(text, 0)
        except ValueError:
            raise typer.BadParameter(f"{pair!r}: {text!r} is no number", param_hint="--context") from None
        if not 0 <= found[key] < PRIME:
            raise typer.BadParameter(f"{pair!r}: numbers are from 0 to below 2^251", param_hint="--context")
    return Context(**found)


def check_set(name: str) -> None:
    """End with 2 if there is no such parameter set."""
    from zkml import PARAMETER_SETS

    if name not in PARAMETER_SETS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(PARAMETER_SETS)}", param_hint="--set")


def read_registration(path: Path) -> Registration:
    """Return a file's registration; its proof is checked with the first proof that it is used for."""
    from zkml import decode_registration

    return decode_registration(read_bounded(path))


def read_bounded(path: Path) -> bytes:
    """Return a file's bytes, unless it is too long to be a bundle or a registration."""
    from zkml.errors import Rejected

    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Rejected("format", f"{path} is longer than {MOST_BYTES >> 20} MiB")
    return data


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def prover_of(circuit: Any, name: str, registration: Registration | None, threads: int, as_json: bool) -> Prover:
    """Return a prover; kernels are compiled first, if they have not been, which takes half a minute once."""
    from zkml import Prover
    from zkml.proving.select import fastest, warm_up

    with steps("loading the kernels (compiled at the first start)", not as_json) as tell:
        warm_up(tell)
    with steps("registering", not as_json):
        return Prover(circuit, name, fastest(threads), registration)


def print_table(columns: list[str], rows: list[list[str]]) -> None:
    """Print a table for people."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 10_000).print(table, markup=False)  # into a pipe a line stays a line


def described(registration: Registration) -> dict[str, Any]:
    """Return what names a registered model."""
    return {"model_id": f"{registration.model_id:064x}", "parameter_set": registration.parameter_set}


def kept_registration(model: Provable, name: str, config: Path | None) -> Registration | None:
    """Return the registration that a prover of this machine has made of a package, or None."""
    from gateway.config.loader import ConfigurationError, load, state_directory
    from zkml.errors import Rejected

    if model.package is None:
        return None
    try:
        path = state_directory(load(config)) / "proofs" / "registrations" / f"{model.package.sha256}.zkr"
        found = read_registration(path)
    except (ConfigurationError, OSError, Rejected):
        return None  # it is made anew
    return found if found.parameter_set == name else None


def registration_of(model: Provable, name: str, model_id: int, config: Path | None, as_json: bool) -> Registration:
    """Return a model's registration under a parameter set: the kept one, if it is *model_id*, else a new one."""
    from zkml.errors import Rejected
    from zkml.parameters import PARAMETER_SETS

    if name not in PARAMETER_SETS:
        raise Rejected("parameter set", f"{name!r} is none")
    kept = kept_registration(model, name, config)
    if kept is not None and kept.model_id == model_id:
        return kept
    return prover_of(model.circuit(), name, None, 1, as_json).registration  # the kept one may be an older version's
