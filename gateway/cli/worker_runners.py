"""``ciro worker runners``: which job types this installation carries out, and by what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._ending import USAGE, fail
from gateway.cli._place import print_table

if TYPE_CHECKING:
    from edge_worker.job_types import JobType
    from edge_worker.runners import RunnerRegistry


def command(
    store: Annotated[Path | None, typer.Option(help="directory of the model store")] = None,
    config: Annotated[Path | None, typer.Option("--config", "-c", help="configuration file")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """List the thirteen job types with what carries each out here, and every installed runner with what it lacks.

    Listing loads the packages that declare runners. Exit codes: 0 printed; 2 a wrong configuration.
    """
    from edge_worker import ModelStore
    from edge_worker.job_types import JobType
    from edge_worker.runners import Place, RunnerRegistry
    from gateway.config.loader import ConfigurationError, load, state_directory

    try:
        registry = RunnerRegistry(Place(ModelStore(store or state_directory(load(config)) / "models")))
    except ConfigurationError as error:
        fail("ciro worker runners", USAGE, str(error))
    kinds = [(kind, *_by(registry, kind)) for kind in JobType]
    if as_json:
        document: dict[str, Any] = {
            "job_types": [{"number": int(kind), "name": kind.label, "by": by, "remedy": no} for kind, by, no in kinds],
            "runners": [one.document() for one in registry.listed()],
        }
        typer.echo(json.dumps(document, ensure_ascii=False))
        return
    rows = [[str(int(kind)), kind.label, by or f"matched only: {no}"] for kind, by, no in kinds]
    print_table("", ["", "job type", "carried out by"], rows)
    typer.echo()
    listed = [
        [one.name, one.version, one.source, ", ".join(one.requires), one.trouble or one.summary]
        for one in registry.listed()
    ]
    print_table("", ["runner", "version", "from", "requires", "what it does, or why it does not serve"], listed)


def _by(registry: RunnerRegistry, kind: JobType) -> tuple[str, str]:
    """Return who carries a job type out here, or nothing and what would be needed."""
    from edge_worker.runners import BY_MODELS, NoRunner

    try:
        return registry.find(kind.label).name, ""
    except NoRunner as error:
        return ("models of the store", "") if kind in BY_MODELS else ("", str(error))
