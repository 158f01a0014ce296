"""``ciro chain verifiers``: what the network takes proofs of; its governor registers what is missing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._account import address_of, strk
from gateway.cli._chain_deploy import SiteOptions
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import Unasked
from gateway.cli._place import Json
from gateway.cli._zk_shared import find_model, prover_of, read_registration, troubles_said
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from gateway.chain.admission import Admission, KindState, ModelState, Registry
    from gateway.chain.deployment import Site
    from zkml import Registration

COMMAND = "ciro chain verifiers"
SHIPPED = ("surface-inspection",)
"""The models that come with the gateway and that `InspectionVerifier` verifies."""
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class _Found:
    """What is registered, and by whom."""

    governor: int
    kinds: Sequence[KindState]
    models: Sequence[ModelState]


@grouped
def verifiers(
    options: SiteOptions,
    contract: Annotated[
        str | None, typer.Option(help='address of ProofVerifier, "0x…"; default: that of this deployment')
    ] = None,
    register: Annotated[
        bool, typer.Option("--register", help="as the governor, register verifiers, parameter sets and models")
    ] = False,
    model: Annotated[
        list[str] | None, typer.Option("--model", "-m", help=f"model to admit; default: {', '.join(SHIPPED)}")
    ] = None,
    registration: Annotated[
        list[Path] | None,
        typer.Option("--registration", help="or its registration, as `ciro zk register --set …` wrote it"),
    ] = None,
    store: Annotated[Path | None, typer.Option("--store", help="model store in which its name is known")] = None,
    yes: Unasked = False,
    as_json: Json = False,
) -> None:
    """Show which proofs the network takes: verifiers by type, parameter sets, models. Its governor registers them.

    A model's registration is verified here, and by the network's ModelRegistry, if it has not been. A type that has a
    verifier keeps it.
    Exit codes: 0 both types have a verifier, and a model; 1 something is missing, or the account is not the governor;
    2 wrong option, key or settings; 3 no node, model or file.
    """
    if (model or registration) and not register:
        fail(COMMAND, USAGE, "--model and --registration say what --register admits")
    deployment = options.deployment(COMMAND)
    named = None if contract is None else address_of(COMMAND, contract, "--contract")
    shipped = SHIPPED if "InspectionVerifier" in deployment.site.placements else ()
    models = model or (() if registration else shipped)
    admitted = _registrations(models, registration or (), store, as_json=as_json) if register else []
    asyncio.run(_verifiers(deployment.site, named, admitted, register=register, ask=not yes, as_json=as_json))


async def _verifiers(
    site: Site,
    contract: int | None,
    registrations: Sequence[Registration],
    *,
    register: bool,
    ask: bool,
    as_json: bool,
) -> None:
    from gateway.chain.admission import AdmissionError, Registry
    from gateway.chain.asking import NodeError

    registry = Registry(site.client, contract or site.address("ProofVerifier"))
    try:
        sent = await _register(site, registry, registrations, ask=ask) if register else None
        found = _Found(await registry.governor(), await registry.kinds(), await registry.models())
    except AdmissionError as error:
        fail(COMMAND, FAILED, str(error))
    except NodeError as error:
        fail(COMMAND, ABSENT, str(error))
    document = _document(site, registry.contract, found) | ({"transaction": sent} if register else {})
    if as_json:
        typer.echo(json.dumps(document))
    else:
        _say(site, registry.contract, found)
    if not document["complete"]:
        raise typer.Exit(FAILED)


async def _register(site: Site, registry: Registry, registrations: Sequence[Registration], *, ask: bool) -> str | None:
    """Register what is missing, as the governor; return the transaction's hash."""
    from gateway.chain.account import RevertedError

    governor = await registry.governor()
    wanted = await registry.outstanding(site.addresses, registrations)
    for one in wanted:
        typer.echo(f"{COMMAND}: to register: {one.name}", err=True)
    if not wanted:
        typer.echo(f"{COMMAND}: nothing is missing", err=True)
        return None
    if governor != site.account.address and any(one.governed for one in wanted):
        _not_the_governor(site, governor, wanted)
    try:
        cost = await site.account.price([one.call for one in wanted])
        typer.echo(f"{COMMAND}: costs about {strk(cost)} of {site.account.address:#x}", err=True)
        if ask and site.account.network.name != "devnet":
            typer.confirm("Register?", abort=True, err=True)
        sent = await registry.admit(site.account, wanted)
    except RevertedError as error:
        fail(COMMAND, FAILED, str(error))
    return None if sent is None else f"{sent:#x}"


def _not_the_governor(site: Site, governor: int, wanted: Sequence[Admission]) -> None:
    if governor != site.address("CiroToken"):
        fail(COMMAND, FAILED, f"only {governor:#x} registers; name it with --account, and --contract with it")
    calls = [
        {
            "to": hex(one.call.to_addr),
            "selector": hex(one.call.selector),
            "calldata": [hex(x) for x in one.call.calldata],
        }
        for one in wanted
        if one.governed
    ]
    typer.echo(json.dumps({"proposal": calls}))
    fail(
        COMMAND,
        FAILED,
        "the holders of CIRO register here: put the calls above to the vote with `propose` of CiroToken "
        f"{governor:#x}; for a network of your own, proofs_governor in --settings names who does",
    )


def _registrations(
    models: Sequence[str], files: Sequence[Path], store: Path | None, *, as_json: bool
) -> list[Registration]:
    """Return what is to be admitted, each verified; making one takes seconds of a processor."""
    from gateway.chain.admission import INFERENCE_SET
    from zkml import verify_registration

    found = []
    with troubles_said():
        for path in files:
            found.append(read_registration(path))
            if found[-1].parameter_set != INFERENCE_SET:
                fail(COMMAND, USAGE, f"{path} is for {found[-1].parameter_set}; make it with --set {INFERENCE_SET}")
            verify_registration(found[-1])
        for name in models:
            circuit = find_model(name, store, None).circuit()
            found.append(prover_of(circuit, INFERENCE_SET, None, 1, as_json).registration)
    return found


def _document(site: Site, contract: int, found: _Found) -> dict[str, Any]:
    kinds = [
        {
            "type": int(one.kind.proof_type),
            "name": one.kind.proof_type.name,
            "verifier": f"{one.verifier:#x}" if one.verifier else None,
            "version": one.version,
            "ours": _is_ours(site, one),
            "registry": f"{one.registry:#x}" if one.registry else None,
            "registry_ours": _has_our_registry(site, one),
            "general_class": f"{one.general_class:#x}" if one.general_class else None,
            "general_ours": _has_our_general_code(site, one),
            "parameter_set": one.kind.set_name,
            "valid_days": one.valid_s / _DAY_S,
        }
        for one in found.kinds
    ]
    models = [{"model": f"{one.model:#x}", "admitted": one.admitted, "recorded": one.recorded} for one in found.models]
    complete = all(one.verifier and one.valid_s for one in found.kinds) and any(
        one.admitted and one.recorded for one in found.models
    )
    return {
        "contract": f"{contract:#x}",
        "governor": f"{found.governor:#x}",
        "verifiers": kinds,
        "models": models,
        "complete": complete,
    }


def _is_ours(site: Site, one: KindState) -> bool:
    """Whether the verifier runs the code of the manifest."""
    return bool(one.verifier) and one.class_hash == site.classes.class_hash(one.kind.contract)


def _has_our_registry(site: Site, one: KindState) -> bool:
    """Whether the models that the verifier takes were registered by the code of the manifest."""
    return bool(one.registry) and one.registry_class == site.classes.class_hash("ModelRegistry")


def _has_our_general_code(site: Site, one: KindState) -> bool:
    """Whether models that the verifier has no class for are verified by the code of the manifest."""
    return bool(one.general_class) and one.general_class == site.classes.class_hash("GeneralVerifier")


def _say(site: Site, contract: int, found: _Found) -> None:
    who = {site.account.address: "this account", site.address("CiroToken"): "CiroToken: the holders of CIRO, by a vote"}
    typer.echo(
        f"ProofVerifier {contract:#x}\ngoverned by   {found.governor:#x}, {who.get(found.governor, 'an account')}"
    )
    for one in found.kinds:
        typer.echo(f"type {int(one.kind.proof_type)}        {one.kind.contract}: {_verifier(site, one)}")
        if one.registry:
            code = _code(one.registry_class, ours=_has_our_registry(site, one))
            typer.echo(f"              models registered by ModelRegistry {one.registry:#x}, {code}")
        if one.general_class:
            code = _code(one.general_class, ours=_has_our_general_code(site, one))
            typer.echo(f"              other architectures by GeneralVerifier's class, {code}")
        valid = f"a statement counts {one.valid_s / _DAY_S:g} days" if one.valid_s else "not registered"
        typer.echo(f"              parameter set {one.kind.set_name}: {valid}")
    for model in found.models:
        state = "admitted" if model.admitted else "retired"
        typer.echo(f"model         {model.model:#x}: {state}, {'recorded' if model.recorded else 'NOT recorded'}")
    if not found.models:
        typer.echo("model         none is admitted; the governor does, with --register")


def _verifier(site: Site, one: KindState) -> str:
    if not one.verifier:
        return "no verifier is registered"
    return f"{one.verifier:#x}, version {one.version}, {_code(one.class_hash, ours=_is_ours(site, one))}"


def _code(class_hash: int, *, ours: bool) -> str:
    return "the manifest's code" if ours else f"OTHER code than the manifest's, {class_hash:#x}"
