"""``ciro install``: units, directories and an example configuration, put in place or taken away."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from gateway.cli._ending import ABSENT, FAILED, fail

if TYPE_CHECKING:
    from gateway.install import Step


_BOOT = Path("/")


def command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show what would be done; change nothing")] = False,
    uninstall: Annotated[
        bool, typer.Option("--uninstall", help="take the units away; configuration, secrets and journal stay")
    ] = False,
    purge: Annotated[
        bool, typer.Option("--purge", help="with --uninstall: configuration, secrets, journal and pictures go too")
    ] = False,
    root: Annotated[
        Path, typer.Option(help="root directory of the system to install into, for instance of an image")
    ] = _BOOT,
    gpu: Annotated[
        bool | None, typer.Option("--gpu/--no-gpu", help="give services what CUDA needs; default: as it is")
    ] = None,
    program: Annotated[
        Path | None, typer.Option(help="path of ciro as services will find it; default: this environment's")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask before --purge")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the steps as one JSON object")] = False,
) -> None:
    """Put systemd units, directories and an example configuration in place. What you changed is never overwritten.

    Exit codes: 0 done; 1 not allowed, or done but services cannot run this environment; 2 a wrong option; 3 a file of
    the product is absent.
    """
    from gateway.install import ProgramMissingError, carry_out, hindrances, own_program, plan_install, plan_uninstall
    from gateway.shipped_files import ShippedFilesMissing

    if purge and not uninstall:
        raise typer.BadParameter("it goes with --uninstall", param_hint="--purge")
    if program is not None and not program.is_absolute():
        raise typer.BadParameter("give the whole path, beginning with /", param_hint="--program")
    if not root.is_dir():
        fail("ciro install", ABSENT, f"{root} is no directory")
    root = root.resolve()
    try:
        ciro = program or own_program()
        steps = plan_uninstall(root, purge=purge) if uninstall else plan_install(root, ciro, gpu=gpu)
    except (ProgramMissingError, ShippedFilesMissing) as error:
        fail("ciro install", ABSENT, str(error))
    except PermissionError as error:
        fail("ciro install", FAILED, f"{error.filename}: permission denied; run it with sudo")
    if not dry_run:
        _only_where_allowed(root, ciro, uninstall=uninstall)
        if purge and not yes:
            _confirm(steps)
        try:
            carry_out(steps)
        except OSError as error:
            fail(
                "ciro install",
                FAILED,
                f"{error.filename or root}: {error.strerror}; what was done before stays, run it again",
            )

    problems = [] if uninstall else hindrances(ciro)
    if as_json:
        document = {"done": not dry_run, "steps": [step.document() for step in steps], "problems": problems}
        typer.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    else:
        _show(steps, dry_run=dry_run)
        if not dry_run:
            _say_what_next(root, ciro, uninstall=uninstall)
    for problem in problems:
        typer.echo(f"ciro install: services cannot run this: {problem}", err=True)
    if problems:
        typer.echo(
            "ciro install: move it where they can, for instance:\n"
            "  sudo /usr/bin/python3 -m venv /opt/ciro && sudo /opt/ciro/bin/pip install 'WHEEL[cpu]'\n"
            "  sudo /opt/ciro/bin/ciro install",
            err=True,
        )
    if problems and not dry_run and root == _BOOT:
        raise typer.Exit(FAILED)


def _only_where_allowed(root: Path, ciro: Path, *, uninstall: bool) -> None:
    """Refuse what cannot succeed before anything is changed."""
    if root != _BOOT:
        return
    if os.geteuid() != 0:
        again = f"sudo {ciro} install{' --uninstall' if uninstall else ''}"
        fail(
            "ciro install",
            FAILED,
            f"only root may change the system's units: {again}\n(--dry-run shows what it would do)",
        )
    running = _running() if uninstall else []
    if running:
        fail(
            "ciro install",
            FAILED,
            f"still running: {', '.join(running)}; end it first: systemctl disable --now {' '.join(running)}",
        )


def _running() -> list[str]:
    from gateway.install import SERVICES

    if shutil.which("systemctl") is None:
        return []
    return [
        service
        for service in SERVICES
        if subprocess.run(
            ["systemctl", "is-active", "--quiet", service], check=False, stderr=subprocess.DEVNULL
        ).returncode
        == 0
    ]


def _confirm(steps: list[Step]) -> None:
    from gateway.install import Action

    for step in steps:
        if step.action is Action.REMOVE:
            typer.echo(f"  {step.path}  ({step.why})", err=True)
    typer.confirm("Remove all of this for good?", abort=True, err=True)


def _show(steps: list[Step], *, dry_run: bool) -> None:
    width = max((len(step.action) for step in steps), default=0)
    if dry_run:
        typer.echo("Nothing is changed; this would be done:")
    for step in steps:
        typer.echo(f"{step.action:{width}} {step.path}  ({step.why})")
    if not steps:
        typer.echo("Nothing of this product is in place here.")


def _say_what_next(root: Path, ciro: Path, *, uninstall: bool) -> None:
    if root != _BOOT:
        typer.echo("\nIn the image, the gateway starts with the machine after:")
        typer.echo(f"  systemctl --root={root} {'disable' if uninstall else 'enable'} ciro-gateway.service")
        return
    if uninstall:
        typer.echo("\nNow: systemctl daemon-reload")
        return
    typer.echo(
        "\nNow:\n"
        "  edit /etc/ciro/gateway.toml\n"
        f"  {ciro} gateway check --config /etc/ciro/gateway.toml\n"
        "  systemctl daemon-reload\n"
        "  systemctl enable --now ciro-gateway      (and where only models are served: ciro-worker)\n"
        '  systemctl enable --now ciro-prover       (where results are proven: [proofs] prover = "service")\n'
        "  systemctl enable --now ciro-paymaster    (where this machine pays for the plant's transactions)\n"
        "  systemctl enable --now ciro-p2p    (where workers are found by gossip; see docs/routing.md)\n"
        "  systemctl status ciro-gateway            (after later changes: systemctl reload ciro-gateway)"
    )
