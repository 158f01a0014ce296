"""Whether a gateway would run with a configuration: what ``ciro gateway check`` looks at. Changes nothing."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from edge_worker import Engine, ModelRefused, ModelStore, RuntimeAbsent, available_providers
from gateway.config import Configuration, ConfigurationError, read_secret, state_directory
from gateway.credentials import broker_endpoint, frame_cipher
from gateway.endpoint import EndpointError
from gateway.finding import Finding
from gateway.journal import FrameKeyError, StateLock
from gateway.page.accounts import UsersFileError, parse_users
from gateway.pipeline import NO_MODEL, Assignment
from gateway.queue_check import check_queue

__all__ = ["Finding", "check"]

CONNECT_LIMIT_S = 3.0


def check(configuration: Configuration, *, offline: bool = False) -> list[Finding]:
    """Look at everything that *configuration* needs; with *offline* no broker is tried."""
    findings = [_state(configuration), *_secrets(configuration), _broker(configuration, offline=offline)]
    return [
        *findings,
        *check_queue(configuration.kafka, offline=offline),
        *_models(configuration),
        *_proofs(configuration),
        *_signatures(configuration),
        _page(configuration),
    ]


def _state(configuration: Configuration) -> Finding:
    directory = state_directory(configuration)
    existing = directory
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    try:
        with tempfile.NamedTemporaryFile(dir=existing, prefix=".ciro-check-"):
            pass
    except OSError as error:
        return Finding(
            "state directory",
            ok=False,
            text=f"{directory} can't be written: {error.strerror}",
            remedy="set [journal] directory or $STATE_DIRECTORY to a directory of the gateway's user",
        )
    free = os.statvfs(existing)
    return Finding(
        "state directory", ok=True, text=f"{directory}, {free.f_bavail * free.f_frsize / 2**30:.1f} GiB free"
    )


def _secrets(configuration: Configuration) -> Iterator[Finding]:
    """Try every secret that is named; the content is never shown."""
    sources: list[tuple[str, Path | None, Callable[[], object]]] = [
        ("broker password", configuration.broker.password_file, lambda: broker_endpoint(configuration)),
        ("picture key", configuration.privacy.frame_key_file, lambda: frame_cipher(configuration)),
        ("page token", (page := configuration.page).token_file, lambda: read_secret(_given(page.token_file), "token")),
        (
            "page users",
            page.users_file,
            lambda: parse_users(read_secret(_given(page.users_file), "[page] users_file")),
        ),
    ]
    for what, path, read in sources:
        if path is None:
            continue
        try:
            read()
        except (ConfigurationError, FrameKeyError, UsersFileError) as error:
            yield Finding(what, ok=False, text=str(error), remedy="correct the file or the path in the configuration")
        else:
            yield Finding(what, ok=True, text=f"{path} can be read")


def _given(path: Path | None) -> Path:
    assert path is not None
    return path


def _broker(configuration: Configuration, *, offline: bool) -> Finding:
    try:
        endpoint = broker_endpoint(configuration)
        endpoint.check()
    except (ConfigurationError, EndpointError) as error:
        return Finding("broker", ok=False, text=str(error), remedy="correct [broker] and [broker.tls]")
    if offline:
        return Finding("broker", ok=True, text=f"{endpoint}, not tried")
    try:
        with socket.create_connection((endpoint.host, endpoint.port), CONNECT_LIMIT_S) as plain:
            if endpoint.tls:
                endpoint.tls_context().wrap_socket(plain, server_hostname=endpoint.host).close()
    except OSError as error:
        return Finding(
            "broker",
            ok=False,
            text=f"no connection to {endpoint}: {error}",
            remedy="start the broker, or correct [broker] host, port and tls; a gateway that runs keeps trying",
        )
    return Finding("broker", ok=True, text=f"{endpoint} answers")


def _proofs(configuration: Configuration) -> Iterator[Finding]:
    """See whether what proving needs is installed, where it is asked for."""
    if configuration.proofs.policy == "off":
        return
    missing = [name for name in ("numba", "onnx") if importlib.util.find_spec(name) is None]
    if missing:
        yield Finding(
            "proofs",
            ok=False,
            text=f"{' and '.join(missing)} not installed: results would wait for a proof that nobody makes",
            remedy="pip install 'ciro-gateway[zk]', or set [proofs] policy = \"off\"",
        )
    else:
        yield Finding("proofs", ok=True, text=f"policy {configuration.proofs.policy}; what proving needs is installed")


def _signatures(configuration: Configuration) -> Iterator[Finding]:
    """See whether what checking signatures needs is installed, where it is asked for."""
    settings = configuration.signatures
    if not settings.checked:
        return
    missing = [name for name in ("fast_stark_crypto", "poseidon_py") if importlib.util.find_spec(name) is None]
    if missing:
        yield Finding(
            "signatures",
            ok=False,
            text=f"{' and '.join(missing)} not installed: the gateway would not start",
            remedy="pip install 'ciro-gateway[chain]', or take [signatures] out",
        )
        return
    policies = Counter(entry.policy for entry in settings.signer.values())
    entries = ", ".join(f"{count} {policy}" for policy, count in sorted(policies.items())) or "no device has a key"
    yield Finding("signatures", ok=True, text=f"{entries}; other devices: {settings.unlisted}")


def _models(configuration: Configuration) -> Iterator[Finding]:
    """Load every model that the configuration names, and hold thresholds and costs against its labels."""
    store = ModelStore(state_directory(configuration) / "models")
    engine = Engine(store, configuration.inference.providers)
    assignment = Assignment(configuration)
    for name in assignment.models():
        try:
            model = engine.load(name)
        except (ModelRefused, RuntimeAbsent) as error:
            yield Finding(
                f"model {name}", ok=False, text=str(error), remedy="see: ciro model list; ciro model add FILE"
            )
        else:
            golden = "golden check passed" if model.golden else "no golden check"
            yield Finding(f"model {name}", ok=True, text=f"{model.sha256[:12]}… on {model.provider}, {golden}")
    for entry in configuration.devices:
        name = entry.model or configuration.inference.frame_model or NO_MODEL
        if name == NO_MODEL or not (entry.thresholds or entry.costs):
            continue
        with contextlib.suppress(ModelRefused, RuntimeAbsent):
            try:
                engine.thresholds_for(name, entry.thresholds, entry.costs)
            except ValueError as error:
                yield Finding(
                    f"device {entry.match}",
                    ok=False,
                    text=str(error),
                    remedy=f"labels are shown by: ciro model show {name}",
                )
    if configuration.inference.providers:
        absent = [p for p in configuration.inference.providers if p not in available_providers()]
        if absent:
            yield Finding(
                "providers",
                ok=False,
                text=f"not in this build of ONNX Runtime: {', '.join(absent)}",
                remedy=f"there are: {', '.join(available_providers())}",
            )


def _page(configuration: Configuration) -> Finding:
    page = configuration.page
    if not page.enabled:
        return Finding("page", ok=True, text="turned off")
    try:
        family, _, _, _, address = socket.getaddrinfo(page.host, page.port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE and _runs(state_directory(configuration)):
            return Finding(
                "page", ok=True, text=f"{page.host} port {page.port}, in use: a gateway runs with this state"
            )
        return Finding(
            "page",
            ok=False,
            text=f"can't listen on {page.host} port {page.port}: {error.strerror or error}",
            remedy="choose another [page] host or port",
        )
    return Finding("page", ok=True, text=f"{page.host} port {page.port} is free")


def _runs(directory: Path) -> bool:
    """Whether a gateway holds the state directory; a lock file that is not there is not made."""
    return (directory / "lock").exists() and StateLock(directory).is_held()
