"""``ciro model``: the packages that this machine can run."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli import model_options
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import JsonDocument as Json
from gateway.cli._options import StateConfig as Config
from gateway.cli._options import Store

if TYPE_CHECKING:
    from edge_worker import LoadedModel, ModelPackage, ModelStore, OnnxFlags
    from edge_worker.trial import Trial

app = typer.Typer(no_args_is_help=True, help="Add, list, show, test and remove models.")


ModelRef = Annotated[str, typer.Argument(help="name, SHA-256 or prefix")]


def _open(store: Path | None, config: Path | None) -> ModelStore:
    from edge_worker import ModelStore
    from gateway.config.loader import ConfigurationError, load, state_directory

    try:
        return ModelStore(store or state_directory(load(config)) / "models")
    except ConfigurationError as error:
        fail("ciro model", USAGE, str(error))
    except OSError as error:
        fail(
            "ciro model",
            ABSENT,
            f"the model store cannot be opened: {error}; say where it is with --config FILE or --store DIR",
        )


def _print_json(document: object) -> None:
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))


@app.command()
def add(
    source: Annotated[
        Path | None,
        typer.Argument(help="package directory, .zip of one, or a bare .onnx file; none with --task"),
    ] = None,
    task: Annotated[
        str | None, typer.Option(help="barcode or lot_code: make a package that needs no file (with --name)")
    ] = None,
    name: Annotated[str | None, typer.Option(help="the model's name; default: the file's")] = None,
    version: Annotated[str, typer.Option(help="the model's version")] = "1",
    layout: Annotated[
        str | None,
        typer.Option(
            help="how the outputs are read: classes, yolov5, yolov8, yolox, yolo-nms, ssd, grid, score-map, "
            "window-score, window-classes; default: what the shapes speak for"
        ),
    ] = None,
    labels: Annotated[str | None, typer.Option(help="A,B,… by class index, or @FILE with one label a line")] = None,
    ok_label: Annotated[str | None, typer.Option(help="label of a good part; default: ok, if it is a label")] = None,
    size: Annotated[str | None, typer.Option(help="WIDTHxHEIGHT, when the graph leaves it free")] = None,
    channels: Annotated[str | None, typer.Option(help="grey, bgr or rgb")] = None,
    scale: Annotated[float | None, typer.Option(help="f32 inputs: (byte × scale − mean) / std; default 1/255")] = None,
    mean: Annotated[str | None, typer.Option(help="one number, or one a channel, separated by commas")] = None,
    std: Annotated[str | None, typer.Option(help="likewise")] = None,
    fit: Annotated[str | None, typer.Option(help="stretch, letterbox or letterbox-top-left")] = None,
    hz: Annotated[float | None, typer.Option(help="signals: sampling rate that the model takes")] = None,
    threshold: Annotated[list[str] | None, typer.Option(help="LABEL=SCORE, as often as you like")] = None,
    cost: Annotated[
        list[str] | None,
        typer.Option(help="LABEL=MISSED:FALSE_ALARM: costs of wrong decisions, from which thresholds follow"),
    ] = None,
    decode: Annotated[
        list[str] | None, typer.Option(help="KEY=VALUE: further keys of the manifest's decode block")
    ] = None,
    test: Annotated[bool, typer.Option(help="run the golden check before the name points at the package")] = True,
    config: Config = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Add a model and let its name point at it; the package it pointed at before is kept as the previous one.

    Exit codes: 0 added; 1 refused (nothing changed for the name); 2 a wrong option; 3 no such file, or ONNX Runtime is
    not installed.
    """
    from edge_worker import Engine, ManifestError, ModelRefused, OnnxFlags, PackageRefused, RuntimeAbsent

    flags = OnnxFlags(
        name=name,
        version=version,
        layout=layout,
        labels=model_options.labels(labels),
        ok_label=ok_label,
        size=model_options.size(size),
        channels=channels,
        scale=scale,
        mean=model_options.numbers(mean, "--mean"),
        std=model_options.numbers(std, "--std"),
        fit=fit,
        hz=hz,
        decode=model_options.decode(decode),
        thresholds={
            label: model_options.number(text, "--threshold")
            for label, text in model_options.pairs(threshold, "--threshold").items()
        },
        costs=model_options.costs(cost),
    )
    if (source is None) == (task is None):
        raise typer.BadParameter("give either a file or folder, or --task barcode or --task lot_code")
    models = _open(store, config)
    held = _own(models)
    sha256 = None
    try:
        sha256 = _add(models, source, task, flags)
        loaded = Engine(models).load(sha256) if test else None
        models.activate(models.get(sha256).name, sha256)
    except (RuntimeAbsent, ManifestError, PackageRefused, ModelRefused) as error:
        if sha256 is not None and sha256 not in held:
            models.remove(sha256)  # what never served would be listed as if it had
        if isinstance(error, RuntimeAbsent):
            fail("ciro model", ABSENT, f"{error}; --no-test adds a package without trying it")
        fail("ciro model", FAILED, str(error))
    except OSError as error:  # no such file, no room, no permission
        fail("ciro model", ABSENT, str(error))
    package = models.get(sha256)
    if package.manifest.task == "classification" and package.manifest.ok_label is None:
        typer.echo(
            f"ciro model: none of its labels ({', '.join(package.manifest.labels)}) is said to be the good part's, so "
            "every decision counts as ok; if one is, add the model again with --ok-label",
            err=True,
        )
    if as_json:
        _print_json(_describe(package, loaded))
        return
    checked = "" if loaded is None else f", {_golden_text(loaded)} on {loaded.provider}"
    typer.echo(f"{package.name} {package.manifest.version} is sha256 {sha256}{checked}")


def _add(models: ModelStore, source: Path | None, task: str | None, flags: OnnxFlags) -> str:
    from edge_worker import write_manifest
    from edge_worker.manifest import Manifest, canonical_json, parse_manifest

    if source is not None:
        return models.add(source, activate=False, flags=flags)
    if task not in {"barcode", "lot_code"}:
        raise typer.BadParameter(f"{task!r}: only barcode and lot_code need no file", param_hint="--task")
    document = {
        "format": "ciro-model/1",
        "name": flags.name or task.replace("_", "-"),
        "version": flags.version,
        "task": task,
        "decode": {"layout": task.replace("_", "-"), **(flags.decode or {})},
    }
    parse_manifest(canonical_json(document))
    with tempfile.TemporaryDirectory() as directory:
        write_manifest(Path(directory), Manifest.model_validate(document))
        return models.add(Path(directory), activate=False)


def _describe(package: ModelPackage, loaded: LoadedModel | None = None) -> dict[str, Any]:
    manifest = package.manifest
    document: dict[str, Any] = {
        "name": manifest.name,
        "version": manifest.version,
        "task": manifest.task,
        "sha256": package.sha256,
        "labels": list(manifest.labels),
    }
    if loaded is not None:
        golden = loaded.golden
        document["test"] = {
            "golden": None
            if golden is None
            else {"elements": golden.elements, "largest_difference": golden.largest_difference},
            "provider": loaded.provider,
            "load_ms": round(loaded.load_ms, 1),
        }
    return document


def _golden_text(loaded: LoadedModel) -> str:
    if loaded.golden is None:
        return "started (it has no golden pair to hold it against)"
    return f"golden check passed ({loaded.golden.elements} values)"


@app.command("list")
def list_models(config: Config = None, store: Store = None, as_json: Json = False) -> None:
    """List the models, with those that ship with the product and the tasks that need no training."""
    from edge_worker import PackageRefused

    models = _open(store, config)
    try:
        names = models.names()
    except PackageRefused as error:
        fail("ciro model", FAILED, str(error))
    damaged = models.damaged()
    rows = []
    for package in models.list():
        entry = names.get(package.name)
        state = "shipped" if package.sha256 not in _own(models) else "kept"
        if entry is not None and package.sha256 in {entry.current, entry.previous}:
            state = "current" if package.sha256 == entry.current else "previous"
        elif entry is not None and state == "shipped":
            state = "shipped, replaced"
        rows.append({**_describe(package), "state": state})
    for problem in damaged:
        typer.echo(f"ciro model: {problem}", err=True)
    if as_json:
        _print_json(rows)
        raise typer.Exit(FAILED if damaged else 0)
    from rich.console import Console
    from rich.table import Table

    table = Table("name", "version", "task", "sha256", "state", "labels", box=None)
    for column in table.columns[:5]:
        column.no_wrap = True  # they are there to be copied
    for row in rows:
        labels = ", ".join(row["labels"])
        table.add_row(row["name"], row["version"], row["task"], row["sha256"][:12], row["state"], labels)
    Console().print(table)
    if damaged:
        raise typer.Exit(FAILED)


def _own(models: ModelStore) -> set[str]:
    return {path.name for path in (models.path / "packages").iterdir()}


def _find(models: ModelStore, ref: str) -> ModelPackage:
    from edge_worker import ModelNotFound

    try:
        return models.get(ref)
    except ModelNotFound as error:
        fail("ciro model", ABSENT, str(error))
    except ValueError as error:
        fail("ciro model", FAILED, str(error))


@app.command()
def show(ref: ModelRef, config: Config = None, store: Store = None) -> None:
    """Print a model's manifest as JSON, with its SHA-256, where it lies, and whether its files are whole."""
    models = _open(store, config)
    package = _find(models, ref)
    problems = models.verify(ref)
    entry = models.names().get(package.name)
    _print_json(
        {
            "sha256": package.sha256,
            "current": entry is None or entry.current == package.sha256,
            "previous": None if entry is None else entry.previous,
            "directory": str(package.directory) if package.manifest.all_files() else None,
            "problems": list(problems),
            "manifest": package.manifest.document(),
        }
    )
    if problems:
        raise typer.Exit(FAILED)


@app.command("test")
def try_out(
    ref: ModelRef,
    files: Annotated[
        list[Path] | None, typer.Argument(help="pictures or folders of them; .npy signals for a model of signals")
    ] = None,
    threshold: Annotated[list[str] | None, typer.Option(help="LABEL=SCORE, in place of the model's own")] = None,
    provider: Annotated[
        list[str] | None, typer.Option(help="execution provider to try, for instance CUDAExecutionProvider")
    ] = None,
    config: Config = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Load a model, run its golden check, and judge files with it: decision and time of each.

    Exit codes: 0 the model is fine; 1 it is refused, or a file could not be judged; 2 a wrong option; 3 no such model
    or file, or ONNX Runtime is not installed.
    """
    from edge_worker import Engine, ModelRefused, RuntimeAbsent
    from edge_worker.trial import input_files, try_files

    models = _open(store, config)
    package = _find(models, ref)
    thresholds = {
        label: model_options.number(text, "--threshold")
        for label, text in model_options.pairs(threshold, "--threshold").items()
    }
    engine = Engine(models, provider)
    try:
        loaded = engine.model(package.sha256)
        paths = input_files(files or [], signals=package.manifest.task == "timeseries")
        trials = []
        if not as_json:
            typer.echo(f"{loaded.name} {loaded.sha256[:12]}: {_golden_text(loaded)} on {loaded.provider}")
        for trial in try_files(engine, loaded, paths, thresholds):
            trials.append(trial)
            if not as_json:
                _print_trial(trial)
    except ModelRefused as error:
        fail("ciro model", FAILED, error.reason)
    except (RuntimeAbsent, FileNotFoundError) as error:
        fail("ciro model", ABSENT, str(error))
    except ValueError as error:
        fail("ciro model", USAGE, str(error))
    _summarise(package, loaded, trials, as_json=as_json)
    if any(trial.error for trial in trials):
        raise typer.Exit(FAILED)


def _print_trial(trial: Trial) -> None:
    if trial.result is None:
        typer.echo(f"{trial.path}: not judged: {trial.error}")
        return
    found = trial.result
    parts = [f"{label} {score:.3f}" for label, score in sorted(found.scores.items(), key=lambda item: -item[1])[:4]]
    parts += [
        f"[{item.label} {item.text!r}]" if item.text is not None else f"[{item.label} {item.score:.2f} {item.box}]"
        for item in found.detections[:8]
    ]
    times = f"decode {found.decode_ms:.2f} + prepare {found.preprocess_ms:.2f} + infer {found.infer_ms:.2f} ms"
    typer.echo(f"{trial.path}: {found.decision}  ({', '.join(parts)})  {times}")


def _summarise(package: ModelPackage, loaded: LoadedModel, trials: list[Trial], *, as_json: bool) -> None:
    from statistics import median

    from edge_worker.questions import result_document

    judged = [trial.result for trial in trials if trial.result is not None]
    decisions = Counter(result.decision for result in judged)
    times = [result.decode_ms + result.preprocess_ms + result.infer_ms for result in judged]
    if as_json:
        document = _describe(package, loaded)
        document["files"] = [
            {"path": str(trial.path), "error": trial.error}
            if trial.result is None
            else {"path": str(trial.path), **result_document(trial.result)}
            for trial in trials
        ]
        document["decisions"] = dict(decisions)
        document["median_ms"] = round(median(times), 3) if times else None
        _print_json(document)
    elif len(trials) > 1:
        counts = ", ".join(f"{decision} {count}" for decision, count in decisions.most_common())
        typer.echo(
            f"{len(trials)} files: {counts or 'none judged'}; median {median(times):.2f} ms" if times else counts
        )


@app.command()
def remove(
    ref: ModelRef,
    config: Config = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Remove a package; a name that pointed at it goes back to the previous one."""
    from edge_worker import ModelNotFound

    models = _open(store, config)
    try:
        sha256 = models.remove(ref)
    except (ModelNotFound, OSError) as error:
        fail("ciro model", ABSENT, str(error))
    except ValueError as error:
        fail("ciro model", FAILED, str(error))
    if as_json:
        _print_json({"removed": sha256})
    else:
        typer.echo(f"removed {sha256}")


@app.command()
def rollback(
    name: Annotated[str, typer.Argument(help="name")], config: Config = None, store: Store = None, as_json: Json = False
) -> None:
    """Let a name point at its previous package again; the two change places."""
    from edge_worker import ModelNotFound

    models = _open(store, config)
    try:
        sha256 = models.rollback(name)
    except (ModelNotFound, OSError) as error:
        fail("ciro model", ABSENT, str(error))
    except ValueError as error:
        fail("ciro model", FAILED, str(error))
    if as_json:
        _print_json({"name": name, "sha256": sha256})
    else:
        typer.echo(f"{name} is {sha256}")
