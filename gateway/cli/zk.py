"""``ciro zk``: prove what a model said, and verify what others proved."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli import _zk_look
from gateway.cli._account import AccountOptions
from gateway.cli._ending import ABSENT, FAILED, USAGE
from gateway.cli._options import JsonDocument as Json
from gateway.cli._options import StateConfig as Config
from gateway.cli._options import Store
from gateway.cli._zk_chain import Proofs, print_on_chain, print_registered, registered_on_chain, verify_on_chain
from gateway.cli._zk_shared import (
    DEFAULT,
    Golden,
    Input,
    Model,
    Record,
    Set,
    Where,
    check_set,
    context_of,
    described,
    fail,
    find_model,
    plain,
    print_json,
    print_table,
    prover_of,
    read_registration,
    steps,
    tensors_of,
    troubles_said,
    write_file,
)
from gateway.cli._zk_verify import checked, print_verified, verified
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from zkml import Compilation

app = typer.Typer(no_args_is_help=True, help="Prove what a model said, and verify what others proved.")

# -- compile ---------------------------------------------------------------------------------------------------------


@app.command("compile")
def compile_(
    source: Annotated[Path, typer.Argument(help="ONNX file: float, quantised, or in the profile already")],
    calibration: Annotated[
        list[Path] | None,
        typer.Option(help="inputs like those of the task: .npy of u8 [n, c, h, w], pictures, or folders of pictures"),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="file to write; default: NAME.provable.onnx")] = None,
    labels: Annotated[Path | None, typer.Option(help=".npy with the class of each input: reports the accuracy")] = None,
    scale: Annotated[float, typer.Option(help="what the model takes a byte for: scale · byte + offset")] = 1 / 255,
    offset: Annotated[str, typer.Option(help="likewise: one number, or one a channel, separated by commas")] = "0",
    as_json: Json = False,
) -> None:
    """Turn a model into the provable profile: an ONNX file that ONNX Runtime runs and whose results can be proven.

    Exit codes: 0 written; 1 the model cannot be proven (the node and the remedy are named); 2 a wrong option; 3 a file
    is absent, or the extra [zk] is not installed.
    """
    from gateway.provable import InputRefused

    with troubles_said():
        import numpy as np
        import onnx

        import zkml
        from gateway import provable
        from zkml.compiling import input_shape

        try:
            offsets = tuple(float(part) for part in offset.split(","))
        except ValueError:
            raise typer.BadParameter(f"{offset!r} is no number or list of numbers", param_hint="--offset") from None
        if not source.is_file():
            fail(ABSENT, f"{source} does not exist")
        try:
            model = onnx.load(source)
        except Exception as error:  # noqa: BLE001 - protobuf's own errors have no common type
            fail(FAILED, f"{source} is not an ONNX file: {error}")
        shape = input_shape(model)
        try:
            pictures = provable.calibration(calibration, shape) if calibration else np.zeros((0, *shape), np.uint8)
        except InputRefused as error:
            fail(USAGE, str(error))
        try:
            answers = None if labels is None else np.load(labels, allow_pickle=False).astype(np.int64)
        except ValueError as error:
            fail(USAGE, f"{labels}: {error}")
        if answers is not None and answers.shape != (len(pictures),):
            fail(USAGE, f"{labels} has the shape {list(answers.shape)}, and there are {len(pictures)} inputs")
        with steps("compiling", not as_json):
            scaling = zkml.InputScaling(scale, offsets if len(offsets) > 1 else offsets[0])
            found = zkml.compile(model, pictures, answers, scaling)
        target = out or source.with_suffix(".provable.onnx")
        write_file(target, found.model.SerializeToString())
    if as_json:
        print_json(_compilation(found, target))
        return
    _print_compilation(found, target)


def _compilation(found: Compilation, target: Path) -> dict[str, Any]:
    return {
        "file": str(target),
        "output_scale": found.output_scale,
        "accuracy": None if found.accuracy is None else {"before": found.accuracy[0], "after": found.accuracy[1]},
        "layers": [{"name": item.name, "error": item.error, "clamped": item.clamped} for item in found.layers],
        "notes": list(found.notes),
        "warnings": list(found.warnings),
    }


def _print_compilation(found: Compilation, target: Path) -> None:
    if found.layers:
        rows = [[item.name, f"{item.error:.2%}", f"{item.clamped:.2%}"] for item in found.layers]
        print_table(["layer", "error", "clamped"], rows)
    for note in found.notes:
        typer.echo(note)
    if found.accuracy is not None:
        typer.echo(f"accuracy on the calibration set: {found.accuracy[0]:.2%} before, {found.accuracy[1]:.2%} after")
    for warning in found.warnings:
        typer.echo(f"ciro zk: warning: {warning}", err=True)
    typer.echo(f"{target}: an output times {found.output_scale:.6g} is what the float model gives")


# -- register --------------------------------------------------------------------------------------------------------


@app.command()
@grouped
def register(
    acting: AccountOptions,
    model: Model = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="file to write; default: NAME.zkr")] = None,
    name: Set = DEFAULT,
    store: Store = None,
    config: Config = None,
    on_chain: Annotated[
        bool, typer.Option("--on-chain", help="have the network's contract verify it, and record the model")
    ] = False,
    contract: Proofs = None,
    as_json: Json = False,
) -> None:
    """Write a model's registration: what a verifier has to hold, and all it needs besides a proof.

    The same model and set give the same identity on every machine. With --on-chain the registration is then sent to the
    network, whose contract verifies it: anybody may, and whoever has sent it is not asked for. Exit codes: 0 written;
    1 the model cannot be proven, or the contract refuses it; 2 a wrong option; 3 no such model, the extra [zk] is not
    installed, or there is no node or contract to ask.
    """
    check_set(name)
    if on_chain:
        _can_be_on_chain(name, contract)
    if model is None:
        raise typer.BadParameter("say which model", param_hint="--model")
    with troubles_said():
        from zkml import encode_registration

        found = find_model(model, store, config)
        registration = prover_of(found.circuit(), name, None, 1, as_json).registration
        data = encode_registration(registration)
        target = out or Path(f"{found.name}.zkr")
        write_file(target, data)
    document = described(registration) | {"file": str(target), "bytes": len(data)}
    if contract is not None and on_chain:
        document["on_chain"] = registered_on_chain(registration, contract, acting)
    if as_json:
        print_json(document)
        return
    typer.echo(f"{target}: {found.name} is model {registration.model_id:064x} with {name} ({len(data):,} bytes)")
    if on_chain:
        print_registered(document["on_chain"])


def _can_be_on_chain(name: str, contract: str | None) -> None:
    from zkml.cairo.description import GENERAL_SET

    if name != GENERAL_SET:
        raise typer.BadParameter(f"a contract verifies registrations under {GENERAL_SET}", param_hint="--set")
    if contract is None:
        raise typer.BadParameter(
            "name the network's ProofVerifier, which `ciro chain status` shows", param_hint="--contract"
        )


BINDINGS = {"public": 0, "witness": 1, "commitment": 2}

# -- prove -----------------------------------------------------------------------------------------------------------


@app.command()
def prove(
    out: Annotated[Path, typer.Option("--out", "-o", help="bundle to write: statement, inputs and proof")],
    model: Model = None,
    files: Input = None,
    golden: Golden = False,
    name: Set = DEFAULT,
    registration: Record = None,
    context: Where = None,
    binding: Annotated[
        str | None,
        typer.Option(
            help="how inputs are bound: public, witness or commitment; default: as the contract of --context has so "
            "many, else public"
        ),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, max=64, help="threads for the code words")] = 1,
    store: Store = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Prove what a model says about one input, or about several in one proof, and verify the proof before it is kept.

    Exit codes: 0 proven; 1 it cannot be proven, or does not fit into memory; 2 a wrong option or input; 3 no such model
    or file, or the extra [zk] is not installed.
    """
    check_set(name)
    if model is None:
        raise typer.BadParameter("say which model", param_hint="--model")
    if golden == bool(files):
        raise typer.BadParameter("give either --input FILE, as often as you like, or --golden", param_hint="--input")
    where = context_of(context)
    if binding is not None and binding not in BINDINGS:
        raise typer.BadParameter(f"{binding!r} is not one of {', '.join(BINDINGS)}", param_hint="--binding")
    with troubles_said():
        from zkml import PARAMETER_SETS
        from zkml.bundle import Bundle, encode_bundle
        from zkml.cairo.binding import binding_for
        from zkml.estimate import estimate

        found = find_model(model, store, config)
        circuit = found.circuit()
        tensors = tensors_of(found, circuit.architecture.input, files, golden)
        architecture = circuit.architecture
        bound = binding_for(architecture, len(tensors), where) if binding is None else BINDINGS[binding]
        estimate(architecture, PARAMETER_SETS[name], len(tensors), bound).require()
        record = None if registration is None else read_registration(registration)
        prover = prover_of(circuit, name, record, threads, as_json)
        started, cpu = time.monotonic(), time.process_time()
        with steps("proving", not as_json) as tell:
            proof = prover.prove(tensors, where, tell, binding=bound)
        passed, cpu = time.monotonic() - started, time.process_time() - cpu
        data = encode_bundle(Bundle(proof.statement, proof.data, {"model": found.name}))
        write_file(out, data)
    if as_json:
        figures = {"seconds": round(passed, 4), "cpu_seconds": round(cpu, 4), "proof_bytes": len(proof.data)}
        print_json(described(prover.registration) | {"file": str(out), "items": len(tensors)} | figures)
        return
    typer.echo(
        f"{out}: proven and verified, {len(tensors)} input(s), {len(proof.data):,} bytes of proof, "
        f"{1000 * passed:.0f} ms ({1000 * cpu:.0f} ms of CPU)"
    )


# -- verify ----------------------------------------------------------------------------------------------------------


@app.command()
@grouped
def verify(
    bundle: Annotated[Path, typer.Argument(help="bundle of `ciro zk prove`, or directory of `ciro zk export`")],
    acting: AccountOptions,
    registration: Record = None,
    model: Model = None,
    files: Input = None,
    golden: Golden = False,
    context: Where = None,
    store: Store = None,
    config: Config = None,
    on_chain: Annotated[bool, typer.Option("--on-chain", help="have the network's contract verify it, too")] = False,
    contract: Proofs = None,
    repeat: Annotated[int, typer.Option(min=1, max=1000, help="on chain: send it so often, and show p50, p95")] = 1,
    as_json: Json = False,
) -> None:
    """Verify a proof. A bundle with --registration FILE alone needs neither NumPy nor Numba.

    With --model the registration is that of this machine's own model, made anew unless it is there. Of an exported
    result, the published decision is read anew from the proven output, too. With --on-chain the proof is then sent to
    the network, where a contract verifies and records it; the transaction's calldata are read back from the node and
    verified here again. Exit codes: 0 accepted; 1 rejected, here or by the contract, with the name of the check; 2 a
    wrong option; 3 no such file or model, or no node or contract to ask.
    """
    from zkml.errors import Rejected

    exported = bundle.is_dir()
    if registration is None and model is None and not exported:
        raise typer.BadParameter(
            "say which model is meant: a bundle does not bring that; or --model NAME for one that this machine has",
            param_hint="--registration",
        )
    if (files or golden) and model is None:
        raise typer.BadParameter("--input and --golden need the model that takes them", param_hint="--model")
    if golden and files:
        raise typer.BadParameter("give either --input or --golden", param_hint="--input")
    if on_chain and contract is None:
        raise typer.BadParameter(
            "name the network's ProofVerifier, which `ciro chain status` shows", param_hint="--contract"
        )
    wanted = None if context is None else context_of(context)
    for path in (*([] if exported else [bundle]), *([] if registration is None else [registration])):
        if not path.is_file():
            fail(ABSENT, f"{path} is not a file" if path.exists() else f"{path} does not exist")
    try:
        with troubles_said(rejections=False):
            place = bundle / "proof.zkb" if exported else bundle
            beside = bundle / "registration.zkr" if exported and registration is None and model is None else None
            record = registration or beside
            trusted, document = verified(place, record, model, files, golden, wanted, store, config, as_json)
            if exported:
                document |= checked(bundle, trusted)
            document["registration"] = "beside the proof" if beside else str(registration or model)
    except Rejected as error:
        if as_json:
            print_json({"accepted": False, "check": error.check, "detail": error.detail})
        else:
            typer.echo(plain(f"rejected: {error}"), err=True)
        raise typer.Exit(FAILED) from None
    if on_chain:
        assert contract is not None, "it was asked for above"
        document["on_chain"] = verify_on_chain(place, trusted, contract, acting, repeat)
    if as_json:
        print_json(document)
        return
    print_verified(document)
    if on_chain:
        print_on_chain(document["on_chain"])


# -- export ----------------------------------------------------------------------------------------------------------


@app.command()
def export(
    result: Annotated[str, typer.Argument(help="the result's id, as its message has it")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="directory to make; default: proof-RESULT here")
    ] = None,
    config: Config = None,
    state: Annotated[Path | None, typer.Option("--state", help="state directory; goes before --config")] = None,
) -> None:
    """Write what another machine needs to check a result's proof; the gateway may be running.

    Exit codes: 0 written; 1 there is no proof of that result; 2 a wrong option; 3 there is no journal.
    """
    from gateway.cli._place import locate
    from gateway.cli._place import troubles_said as journal_troubles_said

    place = locate(config, state)
    from gateway.proofs import ExportError, export_bundle

    with journal_troubles_said():
        try:
            typer.echo(f"{export_bundle(place.state, result, out)}: check it with `ciro zk verify` on any machine")
        except ExportError as error:
            fail(FAILED, str(error))


app.command()(_zk_look.inspect)
app.command()(_zk_look.estimate)
