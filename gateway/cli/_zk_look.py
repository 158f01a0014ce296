"""``ciro zk inspect`` and ``estimate``: where a proof's time, bytes and queries go; what it will take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._ending import FAILED
from gateway.cli._options import JsonDocument as Json
from gateway.cli._options import StateConfig as Config
from gateway.cli._options import Store
from gateway.cli._zk_shared import (
    DEFAULT,
    Model,
    Record,
    Set,
    check_set,
    fail,
    find_model,
    print_json,
    print_table,
    prover_of,
    read_bounded,
    read_registration,
    steps,
    troubles_said,
    write_file,
)

if TYPE_CHECKING:
    from gateway.provable import Provable
    from zkml.anatomy import Anatomy

__all__ = ["estimate", "inspect"]


def inspect(
    bundle: Annotated[
        Path | None, typer.Argument(help="bundle to look into; none: a proof that the model would have")
    ] = None,
    model: Model = None,
    name: Set = DEFAULT,
    items: Annotated[int, typer.Option(min=1, max=256, help="inputs in the proof; only with --model")] = 1,
    time_it: Annotated[
        bool, typer.Option("--time", help="prove the golden input, or zeros, five times: the fastest is shown")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="SVG file for the picture")] = None,
    registration: Record = None,
    store: Store = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Show where a proof's time, bytes and queries go, as tables and as a picture.

    Exit codes: 0 shown; 1 the bundle or model is not one that can be proven; 2 a wrong option; 3 something is absent.
    """
    check_set(name)
    if model is None and registration is None:
        raise typer.BadParameter("say which model: with --model, or with --registration", param_hint="--model")
    if time_it and (model is None or bundle is not None):
        raise typer.BadParameter("--time proves: it needs --model, and no bundle", param_hint="--time")
    from zkml.anatomy import anatomy
    from zkml.errors import Rejected
    from zkml.parameters import parameter_set

    times: dict[str, float] | None = None
    with troubles_said():
        circuit = None
        if registration is None:
            assert model is not None, "one of the two is given"
            provable = find_model(model, store, config)
            circuit, title = provable.circuit(), provable.name
            architecture = circuit.architecture
        else:
            architecture, title = read_registration(registration).architecture, registration.stem
        felts = None
        if bundle is not None:
            from zkml.bundle import decode_bundle

            whole = decode_bundle(read_bounded(bundle))
            name, items, title = whole.statement.parameter_set, whole.statement.count, bundle.name
            felts = (len(whole.proof) - 8) // 32
        elif time_it and circuit is not None:
            times, felts = _measured(provable, circuit, name, items, as_json)
        try:
            found = anatomy(architecture, parameter_set(name), items, felts)
        except ValueError as error:
            raise Rejected("length", str(error)) from error
        title = f"{title}: {items} input(s), {name}"
        if out is not None:
            from zkml.drawing import draw

            write_file(out, draw(found, title, times).encode())
    if as_json:
        print_json(_anatomy(found, times) | {"parameter_set": name, "items": items})
        return
    _print_anatomy(found, title, times)
    if out is not None:
        typer.echo(f"picture: {out}")


def _measured(model: Provable, circuit: Any, name: str, items: int, as_json: bool) -> tuple[dict[str, float], int]:
    """Return CPU milliseconds of each step of the fastest of five proofs, and the proof's elements."""
    import numpy as np

    from gateway.provable import InputRefused, golden_input
    from zkml import PARAMETER_SETS
    from zkml.estimate import estimate
    from zkml.timing import time_proofs

    estimate(circuit.architecture, PARAMETER_SETS[name], items).require()
    try:
        one = golden_input(model, circuit.architecture.input)
    except InputRefused:
        one = np.zeros((1, *circuit.architecture.input), np.uint8)
    prover = prover_of(circuit, name, None, 1, as_json)
    with steps("proving five times", not as_json):
        best = min(time_proofs(prover, np.repeat(one, items, axis=0), 5), key=lambda timing: timing.cpu_ms)
    return best.steps, (len(best.proof) - 8) // 32


def _anatomy(found: Anatomy, times: dict[str, float] | None) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(found) | {"felts": found.felts, "cpu_ms": times}


def _print_anatomy(found: Anatomy, title: str, times: dict[str, float] | None) -> None:
    typer.echo(f"{title}: {found.felts:,} elements, {32 * found.felts + 8:,} bytes")
    if times is not None:
        whole = sum(times.values())
        print_table(
            ["time", "CPU ms", "share"], [[step, f"{ms:.1f}", f"{ms / whole:.0%}"] for step, ms in times.items()]
        )
        typer.echo("")
    parts = [part for part in found.parts if part.felts]
    print_table(
        ["bytes", "elements", "bytes", "share"],
        [
            [f"{part.step}: {part.name}", f"{part.felts:,}", f"{32 * part.felts:,}", f"{part.felts / found.felts:.0%}"]
            for part in parts
        ],
    )
    typer.echo("")
    print_table(
        [f"{found.queries} queries", "cells", "levels", "leaf", "path"],
        [[o.name, f"2^{o.bits}", str(o.depth), str(o.leaf), str(o.path)] for o in found.oracles],
    )
    typer.echo("")
    print_table(
        ["layer", "outputs", "witness cells", "weight cells", "products"],
        [
            [layer.name, f"{layer.activations:,}", f"{layer.cells:,}", f"{layer.weights:,}", f"{layer.products:,}"]
            for layer in found.layers
        ]
        + [["lookup tables", "", f"{found.table_cells:,}", "", ""]],
    )


def estimate(
    model: Model = None,
    items: Annotated[int, typer.Option(min=1, max=256, help="inputs in the proof")] = 1,
    name: Set = DEFAULT,
    registration: Record = None,
    store: Store = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Say what a proof would take, before it is begun: memory, CPU time, size.

    Exit codes: 0 it fits into this machine's free memory; 1 it does not, or the model cannot be proven; 2 a wrong
    option; 3 no such model.
    """
    check_set(name)
    if (model is None) == (registration is None):
        raise typer.BadParameter("give either --model or --registration", param_hint="--model")
    with troubles_said():
        from zkml import PARAMETER_SETS, Unprovable
        from zkml.estimate import available_memory
        from zkml.estimate import estimate as estimated

        if registration is not None:
            architecture = read_registration(registration).architecture
        else:
            assert model is not None
            architecture = find_model(model, store, config).circuit().architecture
        found = estimated(architecture, PARAMETER_SETS[name], items)
        free = available_memory()
        try:
            found.require(free)
            refused = ""
        except Unprovable as error:
            refused = str(error)
    if as_json:
        figures: dict[str, Any] = {"witness_bits": found.witness_bits, "weight_bits": found.weight_bits, "items": items}
        figures |= {"memory_bytes": found.memory_bytes, "available_bytes": free, "fits": not refused}
        print_json(figures | {"cpu_s": found.cpu_s, "proof_bytes": found.proof_bytes, "parameter_set": name})
    else:
        print_table(
            [f"{items} input(s), {name}", ""],
            [
                ["witness table", f"2^{found.witness_bits} cells"],
                ["weights table", f"2^{found.weight_bits} cells"],
                ["memory", f"{found.memory_bytes / 1e6:,.0f} MB"],
                ["free here", "unknown" if free is None else f"{free / 1e6:,.0f} MB"],
                ["CPU time", f"about {found.cpu_s:.2g} s on a core of 3 GHz"],
                ["proof", f"{found.proof_bytes:,} bytes"],
            ],
        )
    if refused:
        fail(FAILED, refused)
