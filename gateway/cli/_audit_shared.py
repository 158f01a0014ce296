"""Options and steps that the commands of ``ciro audit`` share."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Config, State, locate, troubles_said

if TYPE_CHECKING:
    from gateway.auditing import Audit, AuditBundle, Expectations, Node

T = TypeVar("T")

Rpc = Annotated[
    list[str] | None, typer.Option("--rpc", help="address of a node that you trust; several: all of them must agree")
]
Anchor = Annotated[str | None, typer.Option("--anchor", help='address of the AuditAnchor contract, "0x…"')]
Gateway = Annotated[
    str | None, typer.Option("--gateway", help="address of the gateway's account, from somebody you trust")
]
Registration = Annotated[
    Path | None, typer.Option("--registration", help="of the model, as `ciro zk register` makes it from its ONNX file")
]
ChainRegistration = Annotated[
    Path | None,
    typer.Option("--chain-registration", help="the same, with the parameters of proofs that a contract verifies"),
]
Proofs = Annotated[
    str | None, typer.Option("--proofs", help='address of the ProofVerifier contract, "0x…", from somebody you trust')
]
Confirmations = Annotated[int, typer.Option(min=1, help="so many blocks must there be since, its own counted")]
Final = Annotated[bool, typer.Option("--final", help="the block must be accepted on Ethereum, too")]
WithPicture = Annotated[bool, typer.Option("--picture/--no-picture", help="hand out the picture or reading itself")]
WithProof = Annotated[
    bool, typer.Option("--proof/--no-proof", help="hand out the proof; it has the inputs of all results that share it")
]


def needs_chain() -> None:
    """End the command when the packages that speak to a chain are not installed."""
    from importlib.util import find_spec

    if find_spec("starknet_py") is None:
        fail("ciro audit", ABSENT, "its packages are not installed; run: pip install 'ciro-gateway[chain]'")


def address(text: str, option: str) -> int:
    """Read an address as people write it."""
    try:
        value = int(text, 16)
    except ValueError:
        value = 0
    if not 0 < value < 2**251:
        raise typer.BadParameter(f'{text!r} is no address: write it as "0x…"', param_hint=option)
    return value


def of_configuration(
    rpc: list[str] | None, anchor: str | None, gateway: str | None, proofs: str | None, config: Path | None
) -> tuple[list[str] | None, str | None, str | None, str | None]:
    """Return node, contract, gateway and verifying contract: what is not given is what the configuration here says.

    For a journal that is here, whose configuration is believed anyway; who is handed a bundle has to know them himself.
    """
    from gateway.config import ConfigurationError, load

    if rpc and anchor is not None and gateway is not None:
        return rpc, anchor, gateway, proofs
    try:
        chain = load(config).chain
    except ConfigurationError as error:
        fail("ciro audit", USAGE, str(error))
    nodes = rpc or ([chain.rpc] if chain.rpc else None)
    return nodes, anchor or chain.anchor, gateway or chain.account, proofs or chain.proving.contract


def is_bundle(what: str) -> bool:
    """Tell whether *what* names a bundle's file; else it is a result's id."""
    path = Path(what)
    try:
        return path.suffix == ".zip" or (what != "" and path.exists())
    except OSError:  # no file can have such a name
        return False


def nodes_of(rpc: Sequence[str] | None, anchor: str | None) -> list[Node]:
    """Return the nodes that are asked."""
    from gateway.auditing import Node
    from gateway.chain.networks import NetworkError

    if not rpc or anchor is None:
        raise typer.BadParameter(
            "say which node to ask, and where the AuditAnchor contract is (or, at the gateway, --config with [chain])",
            param_hint="--rpc, --anchor",
        )
    try:
        return [Node(url, address(anchor, "--anchor")) for url in rpc]
    except NetworkError as error:
        fail("ciro audit", USAGE, str(error))


def expectations(
    nodes: Sequence[Node],
    gateway: str | None,
    result_id: str | None,
    registration: Path | None,
    confirmations: int,
    final: bool,
    *,
    proofs: str | None = None,
    chain_registration: Path | None = None,
) -> Expectations:
    """Return what the auditor knows from elsewhere."""
    from gateway.auditing import Expectations

    return Expectations(
        anchor=nodes[0].anchor,
        gateway=None if gateway is None else address(gateway, "--gateway"),
        result_id=result_id,
        registration=None if registration is None else _registration(registration),
        chain_registration=None if chain_registration is None else _registration(chain_registration),
        proofs=None if proofs is None else address(proofs, "--proofs"),
        confirmations=confirmations,
        final=final,
    )


def _registration(path: Path) -> Any:
    from zkml import Rejected, decode_registration

    try:
        return decode_registration(path.read_bytes())
    except OSError as error:
        fail("ciro audit", ABSENT, f"{path}: {error.strerror}")
    except Rejected as error:
        fail("ciro audit", USAGE, f"{path}: no registration of a model: {error}")


def asked(work: Coroutine[Any, Any, T]) -> T:
    """Do what asks the chain; end the command when it can't be done."""
    from gateway.auditing import NodeError, NoResultError, NotAnchoredError

    with troubles_said():
        try:
            return asyncio.run(work)
        except NodeError as error:
            fail("ciro audit", ABSENT, str(error))
        except (NotAnchoredError, NoResultError) as error:
            fail("ciro audit", FAILED, str(error))


def bundle_in(path: Path) -> AuditBundle:
    """Read a bundle; end the command when the file is none."""
    from gateway.auditing import BundleError, read

    try:
        return read(path)
    except OSError as error:
        fail("ciro audit", ABSENT, f"{path}: {error.strerror}")
    except BundleError as error:
        fail("ciro audit", FAILED, f"{path}: {error}")


def collected(
    result_id: str,
    nodes: Sequence[Node],
    gateway: str | None,
    config: Path | None,
    state: Path | None,
    *,
    proofs: str | None = None,
    with_subject: bool = True,
    with_proof: bool = True,
) -> AuditBundle:
    """Make the bundle of a result from the journal here and the chain."""
    from gateway.auditing import AuditSource, collect

    if gateway is None:
        raise typer.BadParameter(
            "say whose journal it is: the gateway's account (or --config with [chain])", param_hint="--gateway"
        )
    place = locate(config, state)
    source = AuditSource(
        place.state,
        place.frames(),
        nodes[0],
        address(gateway, "--gateway"),
        with_subject,
        with_proof,
        None if proofs is None or not with_proof else address(proofs, "--proofs"),
    )
    return asked(collect(source, result_id))


def bundle_of(
    what: str, nodes: Sequence[Node], gateway: str | None, proofs: str | None, config: Config, state: State
) -> AuditBundle:
    """Return the bundle in the file *what*, or that of the result *what* in the journal here."""
    if is_bundle(what):
        return bundle_in(Path(what))
    return collected(what, nodes, gateway, config, state, proofs=proofs)


def as_document(audit: Audit, bundle: AuditBundle) -> dict[str, Any]:
    """Return an audit as plain JSON values."""
    from gateway.auditing.result import message_of

    message = message_of(bundle)
    return {
        "result": message.get("id"),
        "device": message.get("device"),
        "decision": message.get("decision"),
        "holds": audit.holds,
        "steps": [
            {"step": step.name, "claim": step.title, "outcome": step.outcome, "found": step.detail}
            | ({"node": step.node} if step.node else {})
            for step in audit.steps
        ],
        "bundle": bundle.document.model_dump(mode="json"),
    }
