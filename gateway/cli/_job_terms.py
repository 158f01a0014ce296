"""What the options of ``ciro job`` name: contract, account, place, model."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli import _sponsors
from gateway.cli._account import AccountOptions, NodeOptions, needs_chain
from gateway.cli._ending import ABSENT, USAGE, fail

if TYPE_CHECKING:
    from edge_worker.runners import RunnerRegistry
    from gateway.chain.account import ChainAccount
    from gateway.chain.bindings import JobManager
    from gateway.chain.bindings.shared import ProofType
    from gateway.chain.keys import StarkKey
    from gateway.chain.sponsored import SponsoredAccount
    from gateway.config import PaymasterSettings
    from gateway.jobs.content import Place as ContentPlace
    from gateway.jobs.quoting import JobDesk

JobId = Annotated[str, typer.Argument(metavar="JOB", help='the job\'s id, "0x…"')]
Contract = Annotated[
    str,
    typer.Option("--contract", envvar="CIRO_JOBS", help='address of JobManager, "0x…"; `ciro chain status` shows it'),
]
Yes = Annotated[bool, typer.Option("--yes", help="do not ask before signing")]


def desk_of(command: str, contract: str, acting: AccountOptions, payers: Sequence[PaymasterSettings] = ()) -> JobDesk:
    """Return the desk of the account that acts; ends the command when they are not enough.

    With *payers* they pay the fees, and the account needs no STRK.
    """
    needs_chain(command)
    from gateway.chain.bindings import JobManager
    from gateway.chain.keys import StarkKeyError
    from gateway.chain.networks import NetworkError
    from gateway.jobs.quoting import JobDesk

    address = felt(command, contract, "--contract")
    try:
        sender: ChainAccount = asyncio.run(acting.actor(command))
    except StarkKeyError as error:
        fail(command, USAGE, str(error))
    except NetworkError as error:
        fail(command, ABSENT, str(error))
    return JobDesk(sponsored(command, sender, payers) if payers else sender, JobManager(address, sender.client))


def sponsored(command: str, account: ChainAccount, payers: Sequence[PaymasterSettings]) -> SponsoredAccount:
    """Return *account* as one whose fees *payers* pay."""
    from gateway.chain.signer import KeySigner
    from gateway.chain.sponsored import SponsoredAccount

    chain_id = account.network.chain_id
    services = _sponsors.paymasters(command, payers, chain_id)
    signer = KeySigner(account.key, chain_id)
    return SponsoredAccount(account.client, account.network, account.address, signer, services)


def reader_of(command: str, contract: str, node: NodeOptions) -> JobManager:
    """Return the contract, to look at; ends the command when there is no node."""
    from gateway.chain.bindings import JobManager
    from gateway.chain.deployment.connection import connect
    from gateway.chain.networks import NetworkError

    address = felt(command, contract, "--contract")
    try:
        network, url = node.node(command)
        return JobManager(address, asyncio.run(connect(url, network)))
    except NetworkError as error:
        fail(command, ABSENT, str(error))


def place_of(command: str, text: str | None) -> ContentPlace | None:
    """Return the place that the option names; None without one."""
    from gateway.jobs.content import ContentError, Place

    try:
        return None if text is None else Place.at(text)
    except ContentError as error:
        fail(command, USAGE, f"--place: {error}")


def felt(command: str, text: str, option: str) -> int:
    """Return the number that an option gives as ``0x…``; ends the command when it is none."""
    try:
        number = int(text, 16) if text.startswith("0x") else -1
    except ValueError:
        number = -1
    if not 0 < number < 2**251 + 17 * 2**192 + 1:
        fail(command, USAGE, f'{option} {text}: write it as "0x…"')
    return number


def model_of(command: str, text: str, store: Path | None) -> int:
    """Return the number of a model, by its SHA-256 or a name that is known here; or of a runner."""
    import re

    from edge_worker import ModelStore
    from edge_worker.store import ModelNotFound
    from gateway.config import Configuration, state_directory
    from gateway.jobs.by_runner import digest_named, is_runner
    from gateway.jobs.specification import model_felt

    if is_runner(text):
        try:
            return model_felt(digest_named(text, _runners(store)))
        except (LookupError, OSError) as error:
            fail(command, USAGE, f"--model {text}: {error}")
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return model_felt(text)
    try:
        return model_felt(ModelStore(store or state_directory(Configuration()) / "models").get(text).sha256)
    except (ModelNotFound, ValueError) as error:
        fail(command, USAGE, f"--model {text}: {error}; or give the SHA-256 of its package")
    except OSError as error:
        fail(command, USAGE, f"--models: {error}; or give the SHA-256 of the package with --model")


def type_of(command: str, kind: str, model: str, store: Path | None) -> str:
    """Return the job type in a client's words: as given, or the runner's own, or computer-vision."""
    from gateway.jobs.by_runner import is_runner, job_type_of

    if kind or not is_runner(model):
        return kind or "computer-vision"
    try:
        return job_type_of(model, _runners(store))
    except (LookupError, OSError) as error:
        fail(command, USAGE, f"--model {model}: {error}; or say its job type with --type")


def _runners(store: Path | None) -> RunnerRegistry:
    from edge_worker import ModelStore
    from edge_worker.runners import Place, RunnerRegistry
    from gateway.config import Configuration, state_directory

    return RunnerRegistry(Place(ModelStore(store or state_directory(Configuration()) / "models")))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a job is about, and how it is verified.

    Attributes:
        model: its number on the chain.
        content: what is laid down.
        digest_of: gives the digest by which the job names it.
        proof_type, parameters: of the proof.

    """

    model: int
    content: bytes
    digest_of: Callable[[bytes], int]
    proof_type: ProofType
    parameters: int


def terms_of(
    command: str,
    verify: str,
    input_file: Path,
    model: str,
    store: Path | None,
    registration: Path | None,
    proof_type: str,
    parameters: str,
) -> Terms:
    """Return the terms that the options name; with ``--verify proof`` the input is what the proof begins with."""
    from gateway.chain.bindings.shared import ProofType
    from gateway.jobs.content import digest_of
    from gateway.jobs.specification import named

    if (verify == "proof") != (registration is not None):
        fail(
            command, USAGE, "--verify proof wants the model's --registration, and nothing else does: `ciro zk register`"
        )
    if registration is not None:
        return _proven_terms(command, input_file, model, store, registration)
    try:
        content = input_file.read_bytes()
    except OSError as error:
        fail(command, USAGE, f"--input {input_file}: {error.strerror}")
    if not content:
        fail(command, USAGE, f"--input {input_file}: is empty")
    number = felt(command, parameters, "--parameters") if parameters else 0
    return Terms(
        model_of(command, model, store), content, digest_of, named(ProofType, proof_type, "--proof-type"), number
    )


def _proven_terms(command: str, input_file: Path, model: str, store: Path | None, registration: Path) -> Terms:
    from gateway.chain.bindings.shared import ProofType
    from gateway.cli._zk_shared import find_model, tensors_of
    from gateway.jobs.by_proof import PARAMETER_SET, PARAMETERS, input_digest_of
    from zkml import Rejected, decode_registration, verify_registration

    try:
        record = decode_registration(registration.read_bytes())
        number = verify_registration(record)
    except OSError as error:
        fail(command, USAGE, f"--registration {registration}: {error.strerror}")
    except Rejected as error:
        fail(command, USAGE, f"--registration {registration}: {error}")
    if record.parameter_set != PARAMETER_SET:
        remedy = f"ciro zk register --model {model} --set {PARAMETER_SET}"
        fail(
            command,
            USAGE,
            f"--registration {registration}: is of the set {record.parameter_set}; make one with: {remedy}",
        )
    (tensor,) = tensors_of(find_model(model, store, None), record.architecture.input, [input_file], golden=False)
    return Terms(number, tensor.tobytes(), input_digest_of, ProofType.ZKML_INFERENCE, PARAMETERS)


def enrolment_of(command: str, config: Path) -> tuple[JobDesk, StarkKey]:
    """Return the worker that ``[jobs]`` of a configuration file describes, and its result key."""
    from gateway.chain.account import ChainAccount
    from gateway.chain.bindings import JobManager
    from gateway.chain.deployment.connection import connect
    from gateway.chain.keys import StarkKeyError, read_credential
    from gateway.chain.networks import NetworkError, network_named
    from gateway.config import ConfigurationError, load, secret_path
    from gateway.jobs.quoting import JobDesk

    try:
        whole = load(config)
        settings = whole.jobs
        if not (settings.contract and settings.account and settings.key_file and settings.result_key_file):
            fail(command, USAGE, f"{config}: [jobs] needs contract, account, key_file and result_key_file")
        own, key = (read_credential(secret_path(path)) for path in (settings.key_file, settings.result_key_file))
        network = network_named(settings.network)
        client = asyncio.run(connect(settings.rpc, network))
    except (ConfigurationError, StarkKeyError) as error:
        fail(command, USAGE, str(error))
    except NetworkError as error:
        fail(command, ABSENT, str(error))
    sender = ChainAccount(client, network, int(settings.account, 16), own)
    acting = sponsored(command, sender, whole.chain.paymasters) if settings.sponsored else sender
    return JobDesk(acting, JobManager(int(settings.contract, 16), client)), key
