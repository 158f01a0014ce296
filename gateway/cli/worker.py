"""``ciro worker``: this machine's models, served over HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli import worker_capabilities, worker_runners
from gateway.cli._ending import ABSENT, USAGE, fail
from gateway.cli._options import LogLevel, Network, Store

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.routing import Route

    from edge_worker.result_signer import ResultSigner
    from gateway.cli._worker_announcing import Voice
    from gateway.proofs.service import SpooledProofs

app = typer.Typer(no_args_is_help=True, help="Serve this machine's models over the Open Inference Protocol.")
app.command("capabilities")(worker_capabilities.command)
app.command("runners")(worker_runners.command)

_log = logging.getLogger(__name__)


@app.callback()
def _group() -> None:
    """Serve this machine's models over the Open Inference Protocol."""


@app.command()
def run(
    host: Annotated[str, typer.Option(help="address to listen on; other than loopback needs a token and TLS")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="port to listen on; 0 takes a free one")] = 8711,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="model to load at the start, as often as you like; default: all of the store and shipped ones"
        ),
    ] = None,
    provider: Annotated[
        list[str] | None, typer.Option(help="execution providers in order of preference; default: the best present")
    ] = None,
    slots: Annotated[int | None, typer.Option(min=1, max=256, help="inferences at a time; default: cores")] = None,
    threads: Annotated[int, typer.Option(min=1, max=64, help="threads of each inference")] = 1,
    queue: Annotated[int, typer.Option(min=0, help="requests that may wait; more are refused with 503")] = 64,
    batch: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[MODEL=]ROWS[:MS]",
            help="rows that may run together, and how long a batch waits for more; default: 32, without waiting",
        ),
    ] = None,
    max_body_mb: Annotated[int, typer.Option(min=1, max=4096, help="largest request in MiB")] = 64,
    store: Store = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="configuration file: where the state directory is; [kafka] for --kafka"),
    ] = None,
    token_file: Annotated[Path | None, typer.Option(help="file with the bearer token that clients must send")] = None,
    certificate: Annotated[Path | None, typer.Option(help="PEM certificate: serve HTTPS")] = None,
    key: Annotated[Path | None, typer.Option(help="PEM key of the certificate")] = None,
    result_key: Annotated[
        Path | None, typer.Option(help="file with the Stark key that signs results; ciro worker key makes one")
    ] = None,
    account: Annotated[
        str, typer.Option(help="the worker's account on the chain, 0x…; default: results are signed for no chain")
    ] = "",
    network: Network = "",
    announce: Annotated[
        str | None,
        typer.Option(help="broker to announce the worker at, mqtt[s]://[user@]host[:port]; needs --result-key"),
    ] = None,
    zeroconf: Annotated[
        bool, typer.Option("--zeroconf", help="announce the worker on the local network too; needs --result-key")
    ] = False,
    p2p: Annotated[
        Path | None,
        typer.Option(help="socket of a peer-to-peer side-car to announce the worker by; needs --result-key"),
    ] = None,
    announce_name: Annotated[
        str, typer.Option(help="name to be known by, also with --kafka; default: the host's")
    ] = "",
    announce_url: Annotated[str, typer.Option(help="address to be called at; default: where it listens")] = "",
    announce_password: Annotated[Path | None, typer.Option(help="file with the broker's password")] = None,
    announce_ca: Annotated[Path | None, typer.Option(help="PEM certificate that vouches for the broker")] = None,
    kafka: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT[,…]",
            help="take jobs of the group at these Kafka brokers, too; needs --result-key. Group, topics and "
            "credentials: [kafka] of --config",
        ),
    ] = None,
    provers: Annotated[
        int, typer.Option(min=0, max=64, help="processes that make zkml proofs on request; 0: this worker gives none")
    ] = 0,
    attestation: Annotated[
        Path | None,
        typer.Option(
            help="file with the token that a verifier gave for this machine's platform, renewed by whatever fetches "
            "it; needs --result-key"
        ),
    ] = None,
    log_level: LogLevel = "info",
) -> None:
    """Serve until SIGINT or SIGTERM. Prints the URL once the models are loaded and the port is open.

    Exit codes: 0 stopped in order; 2 a wrong option; 3 the port is taken or the store cannot be opened.
    """
    from edge_worker import Engine, ModelStore
    from edge_worker.sdnotify import ServiceManager
    from edge_worker.server import ServerSettings, WorkerServer
    from edge_worker.serving import event_loop, serve
    from gateway.cli._worker_announcing import Voice, announced, host_name
    from gateway.cli._worker_batching import read_batching
    from gateway.config.loader import ConfigurationError, load, read_secret, state_directory
    from gateway.worker_page import WorkerPage

    if log_level not in {"debug", "info", "warning", "error"}:
        raise typer.BadParameter("choose debug, info, warning or error", param_hint="--log-level")
    logging.basicConfig(level=log_level.upper(), format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    if zeroconf:
        _need_zeroconf()
    cores = len(os.sched_getaffinity(0))
    try:
        settings = ServerSettings(
            tuple(model or ()), max_body_mb << 20, slots or cores, queue, *read_batching(batch or ())
        )
        token = None if token_file is None else read_secret(token_file, "the worker's bearer token")
        configuration = load(config)
        models = ModelStore(store or state_directory(configuration) / "models")
        signer = _signer(result_key, account, network, models.path.parent / "signed-results.sqlite")
        proofs = _proofs(provers, models.path)
        server = WorkerServer(Engine(models, provider, threads), settings, signer, proofs)
        broker = announced(announce, announce_password, announce_ca)
        voice = None
        if broker is not None or zeroconf or p2p is not None:
            _need_address(host, announce_url)
            voice = Voice(announce_name or host_name(), announce_url, server, broker=broker, local=zeroconf, p2p=p2p)
            server.add_routes(voice.routes())
        server.add_routes([_attested(attestation, signer)])
        if kafka is not None:
            from gateway.cli._worker_kafka import join_group

            join_group(kafka, configuration.kafka, announce_name or host_name(), server)
        server.add_routes(WorkerPage(server).routes())
        manager = ServiceManager(os.environ.get("NOTIFY_SOCKET"), os.environ.get("WATCHDOG_USEC"))
        serving = serve(
            server,
            host=host,
            port=port,
            manager=manager,
            token=token,
            certificate=certificate,
            key=key,
            open_paths=frozenset() if voice is None else frozenset(one.path for one in voice.routes()),
            announce=lambda url: _opened(url, voice),
        )
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(_with_provers(serving, provers, models.path.parent, log_level))
    except KeyboardInterrupt:
        return
    except (ConfigurationError, ValueError) as error:
        fail("ciro worker", USAGE, str(error))
    except OSError as error:
        fail("ciro worker", ABSENT, str(error) if error.filename else error.strerror or str(error))


def _attested(path: Path | None, signer: ResultSigner | None) -> Route:
    """Return the route of the platform's token; warn when there is none now, or it is about another key.

    Raises:
        ValueError: there is no key that a token could be about.

    """
    from edge_worker.attestation import attestation_route, is_about, nonce_of, read_token

    if path is None:
        return attestation_route(None)
    if signer is None:
        raise ValueError("--attestation needs --result-key: a token is about the machine that has the key")
    import jwt

    try:
        # Judging it is for those who rely on it.
        claims = jwt.decode(read_token(path), options={"verify_signature": False})
        if not is_about(claims, signer.public):
            wanted = nonce_of(signer.public)
            _log.warning("%s: the token is about another key: its eat_nonce must be %s", path, wanted)
    except (OSError, ValueError, jwt.PyJWTError) as error:
        _log.warning("no token of the platform is shown now: %s", error)
    return attestation_route(path)


def _need_address(host: str, url: str) -> None:
    """Raise ValueError when a worker to be announced listens on all addresses and does not say which to call."""
    if host in {"0.0.0.0", "::"} and not url:  # noqa: S104 - compared, not bound
        raise ValueError(f"--host {host} is no address to be called at: give --announce-url too, https://NAME:PORT")


def _need_zeroconf() -> None:
    try:
        import zeroconf  # noqa: F401
    except ImportError:
        fail("ciro worker", ABSENT, "--zeroconf needs the extra: pip install 'ciro-gateway[zeroconf]'")


def _opened(url: str, voice: Voice | None) -> None:
    typer.echo(f"worker listens on {url}")
    if voice is not None:
        voice.start(url)


def _proofs(provers: int, store: Path) -> SpooledProofs | None:
    """Return who has proofs made, in the folder above the model store; None: nobody.

    Raises:
        ValueError: the store's place does not do for provers.

    """
    if not provers:
        return None
    if store.name != "models":
        raise ValueError(f"--provers needs a store in a folder of the name models, not {store}: proofs go beside it")
    try:
        import numba  # noqa: F401
        import onnx  # noqa: F401
    except ImportError as error:
        fail("ciro worker", ABSENT, f"{error.name} is not installed: pip install 'ciro-gateway[zk]'")
    from gateway.proofs.service import SpooledProofs

    return SpooledProofs(store.parent)


async def _with_provers(serving: Coroutine[Any, Any, None], count: int, state: Path, log_level: str) -> None:
    """Keep the provers running for as long as the server does."""
    if not count:
        await serving
        return
    from gateway.config import ProofSettings
    from gateway.proofs.pool import ProverPool
    from gateway.supervisor import Health

    pool = ProverPool(state, ProofSettings(policy="every", processes=count), log_level=log_level)
    keeping = asyncio.create_task(pool.run(Health(pool.name, pool.critical)))
    try:
        await serving
    finally:
        keeping.cancel()
        await asyncio.wait([keeping])


def _signer(key_file: Path | None, account: str, network: str, ledger: Path) -> ResultSigner | None:
    """Return who signs results; None without a key.

    Raises:
        ValueError: key, account and network do not go together, or one of them is none.

    """
    from edge_worker.job_ledger import SignedLedger
    from edge_worker.result_signer import OFFLINE_CHAIN, ResultSigner
    from gateway.chain.keys import read_credential
    from gateway.chain.networks import network_named

    if key_file is None:
        if account or network:
            raise ValueError("--account and --network say for whom results are signed: give --result-key too")
        return None
    if bool(account) != bool(network):
        raise ValueError("--account and --network go together: an account is one on a network")
    _need_chain()
    key = read_credential(key_file)
    if not account:
        return ResultSigner(SignedLedger(ledger), key.public, OFFLINE_CHAIN, key.public, key.private)
    try:
        address = int(account, 16)
    except ValueError:
        address = 0
    if not 0 < address < 2**251:
        raise ValueError(f"--account {account!r} is no address, 0x and up to 63 hexadecimal digits")
    chain = network_named(network).chain_id
    return ResultSigner(SignedLedger(ledger), address, chain, key.public, key.private)


def _need_chain() -> None:
    try:
        import fast_stark_crypto  # noqa: F401
    except ImportError:
        fail("ciro worker", ABSENT, "result keys need the extra: pip install 'ciro-gateway[chain]'")


@app.command()
def key(
    path: Annotated[Path, typer.Argument(help="file of the key; made when it is absent")],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Make the key that signs this worker's results, or show the public half of the one that is there.

    The key signs results and cannot move funds. One key serves one worker: its record of what was signed keeps it from
    signing two results for a job, which costs the stake.

    Exit codes: 0 done; 2 the file is there and holds no key; 3 it cannot be written or the extra [chain] is absent.
    """
    from edge_worker.attestation import nonce_of
    from gateway.chain.keys import StarkKeyError, new_key, read_credential

    _need_chain()
    made = False
    try:
        if not path.exists():
            drawn = new_key()
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(f"{drawn.private:#x}\n")
                file.flush()
                os.fsync(file.fileno())
            made = True
        public = read_credential(path).public
    except StarkKeyError as error:
        fail("ciro worker key", USAGE, str(error))
    except OSError as error:
        fail("ciro worker key", ABSENT, f"{path}: {error.strerror}")
    nonce = nonce_of(public)
    if as_json:
        typer.echo(json.dumps({"path": str(path), "public_key": hex(public), "eat_nonce": nonce, "made": made}))
    else:
        typer.echo(f"{path}: {'made' if made else 'is there'}; public key {public:#x}")
        typer.echo(f"eat_nonce of a verifier's token about this machine: {nonce}")
