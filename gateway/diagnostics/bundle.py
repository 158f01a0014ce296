"""The bundle for support: a zip of text files that says how this appliance is, and holds no secrets and no pictures.

Nothing is changed by making one, and nothing that is broken keeps it from being made: a part that cannot be looked at
holds the reason instead. It works beside a gateway that runs, and without one.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import platform
import shutil
import sqlite3
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from gateway import __version__
from gateway.config import Configuration, ConfigurationError, is_loopback, read_secret
from gateway.diagnostics.redaction import Redactor, known_secrets
from gateway.journal import connect_read_only

__all__ = ["bundle"]

ANSWER_LIMIT_S = 3.0
LOG_LINES = 5000
LONGEST_TEXT = 2 * 2**20
COUNTING_LIMIT_S = 5.0
_STEPS_BETWEEN_LOOKS = 20_000

_README = """\
Diagnostics of Ciro Gateway {version}, made {moment} on {host}.

It holds no passwords, tokens, keys or password hashes: what is known or looks like one was replaced by "(removed)".
It holds no pictures and no readings. It does name devices, sites, addresses and files of this plant: look through it
before you pass it on. Every file is text.

versions.json        this product, Python, every package beside it, the operating system
host.json            processor, memory, disk, temperature, clock, GPU; each hardware fact with where it was seen
configuration.json   the configuration in force, with all defaults
journal.json         size and length of the journal, what is owed, refused and given up; whether its file is sound
alarms.json          alarms that are raised, and the last hundred that were
models.json          models that can run, with their SHA-256, and what is wrong with their files
status.json          the gateway's own figures, where it made this bundle itself
page-health.json     what the running gateway answers on /health
page-metrics.txt     what it answers on /metrics
log.txt              its last lines, where it made this bundle itself
service-log.txt      the last {lines} lines that the service manager keeps (journalctl)
problems.txt         what could not be looked at, and why
"""


def bundle(
    configuration: Configuration,
    state: Path,
    *,
    log_lines: Sequence[str] = (),
    health: Mapping[str, Any] | None = None,
    problems: Sequence[str] = (),
) -> bytes:
    """Return the bundle as the bytes of a zip file. Takes a few seconds; call it in a thread.

    Args:
        configuration: in force; where it could not be read, the defaults, with the reason in *problems*.
        state: the state directory; it may be absent.
        log_lines: the gateway's last lines, oldest first.
        health: the gateway's own figures.
        problems: what went wrong before, one sentence each.

    """
    redactor = Redactor(known_secrets(configuration))
    notes = list(problems)
    documents: dict[str, Callable[[], Any]] = {
        "versions.json": _versions,
        "host.json": lambda: _host(state),
        "configuration.json": lambda: configuration.model_dump(mode="json"),
        "journal.json": lambda: _journal(state),
        "alarms.json": lambda: _alarms(state / "journal.db"),
        "models.json": lambda: _models(state / "models"),
        "status.json": lambda: None if health is None else dict(health),
        "page-health.json": lambda: _answer(configuration, "/health", as_json=True),
        "page-metrics.txt": lambda: _answer(configuration, "/metrics"),
        "log.txt": lambda: "\n".join(log_lines) or None,
        "service-log.txt": _service_log,
    }
    readme = _README.format(
        version=__version__, moment=datetime.now(UTC).isoformat("T", "seconds"), host=platform.node(), lines=LOG_LINES
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme)
        for name, make in documents.items():
            try:
                content = make()
            except Exception as error:  # noqa: BLE001 - whatever is broken is what the bundle is made for
                notes.append(f"{name}: {type(error).__name__}: {error}")
                continue
            if content is None:
                continue
            archive.writestr(name, _text(redactor, content))
        archive.writestr("problems.txt", _text(redactor, "\n".join(notes) or "none"))
    return buffer.getvalue()


def _text(redactor: Redactor, content: Any) -> str:
    """Return *content* as text without secrets; of a very long one the end."""
    if isinstance(content, str):
        if len(content) > LONGEST_TEXT:
            content = content[-LONGEST_TEXT:].partition("\n")[2]  # whole lines: half a secret would not be recognised
        return redactor.text(content) + "\n"
    document = json.dumps(redactor.document(content), indent=2, ensure_ascii=False, default=str)
    return redactor.known(document) + "\n"  # every text in it was looked through already; patterns could cut its quotes


def _versions() -> dict[str, Any]:
    release: dict[str, str] = {}
    with contextlib.suppress(OSError):
        release = platform.freedesktop_os_release()
    return {
        "ciro": __version__,
        "python": sys.version,
        "executable": sys.executable,
        "kernel": platform.platform(),
        "operating_system": release.get("PRETTY_NAME"),
        "sqlite": sqlite3.sqlite_version,
        "openssl": ssl.OPENSSL_VERSION,
        "systemd": _first_line("systemctl", "--version"),
        "mosquitto": _first_line("dpkg-query", "--show", "--showformat=${Version}", "mosquitto"),
        "packages": dict(sorted((found.name, found.version) for found in distributions() if found.name)),
    }


_OF_THIS_MOMENT = {"cpu_share", "process_bytes", "process_cpu_share", "uptime_s"}
"""Figures of the process that makes the bundle, which need not be the gateway."""


def _host(state: Path) -> dict[str, Any]:
    from edge_worker.hardware import hardware_facts
    from gateway.page.machine import Machine

    existing = next(place for place in (state, *state.parents) if place.exists())
    disks = {}
    for place in {existing, Path("/"), Path("/tmp")}:  # noqa: S108 - its file system is asked, nothing is put there
        usage = os.statvfs(place)
        disks[str(place)] = {
            "total_bytes": usage.f_blocks * usage.f_frsize,
            "free_bytes": usage.f_bavail * usage.f_frsize,
            "free_files": usage.f_favail,
            "read_only": bool(usage.f_flag & os.ST_RDONLY),
        }
    return {
        "time": datetime.now(UTC).isoformat(),
        "time_zone": time.strftime("%Z %z"),
        "load": os.getloadavg(),
        "machine": Machine(existing).look().model_dump(mode="json", exclude=_OF_THIS_MOMENT),
        "hardware": hardware_facts(existing),
        "file_systems": disks,
    }


def _journal(state: Path) -> dict[str, Any]:
    """Say how the journal is, without writing anything; what cannot be counted in five seconds is left uncounted."""
    path = state / "journal.db"
    document: dict[str, Any] = {
        "state_directory": str(state),
        "files": _files(state),
        "in_use": _in_use(state / "lock"),
    }
    if not path.exists():
        return document | {"condition": "absent: no gateway has run with this state directory"}
    try:
        with contextlib.closing(_bounded(path)) as journal:
            document["condition"] = journal.execute("PRAGMA quick_check(5)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
            return document | {"condition": str(error)}
        document["condition"] = "not checked: it is too large to be read whole; ciro journal verify does so"
    except sqlite3.Error as error:
        return document | {"condition": f"damaged: {error}"}
    for name, sql in _COUNTS.items():
        try:
            with contextlib.closing(_bounded(path)) as journal:
                rows = [dict(row) for row in journal.execute(sql)]
            document[name] = rows[0] if len(rows) == 1 and "by" not in rows[0] else rows
        except sqlite3.Error as error:
            document[name] = f"not counted: {error}"
    return document


_COUNTS = {
    "schema": "SELECT (SELECT user_version FROM pragma_user_version) AS version, "
    "(SELECT page_count FROM pragma_page_count) AS pages, "
    "(SELECT freelist_count FROM pragma_freelist_count) AS free_pages",
    "records": "SELECT min(id) AS first, max(id) AS last FROM record",
    "last_record": "SELECT id, kind, received_us, lower(hex(chain)) AS chain_head FROM record ORDER BY id DESC LIMIT 1",
    "jobs": "SELECT state AS by, count(*) AS count, sum(evidence) AS evidence FROM job "
    "WHERE state IN ('queued', 'processing') GROUP BY state",
    "last_job_errors": "SELECT id AS by, state, attempt, error FROM job WHERE error IS NOT NULL "
    "ORDER BY id DESC LIMIT 20",
    "results": "SELECT max(record_id) AS last, max(created_us) AS last_us FROM result",
    "unpublished": "SELECT count(*) AS count, min(record_id) AS oldest FROM result WHERE published_us IS NULL",
    "frames_held": "SELECT count(*) AS count, total(bytes) AS bytes, total(evidence) AS evidence FROM frame "
    "WHERE held = 1",
    "quarantine": "SELECT reason AS by, count(*) AS count, total(bytes) AS bytes, max(received_us) AS last_us "
    "FROM quarantine GROUP BY reason",
    "devices": "SELECT address AS by, first_seen_us FROM device ORDER BY id LIMIT 2000",
    "gaps": "SELECT count(*) AS count, max(last_id) AS last FROM gap",
    "erasures": "SELECT count(*) AS count, max(erased_us) AS last_us FROM erasure",
}


def _bounded(path: Path) -> sqlite3.Connection:
    """Open the journal for reading; what takes longer than five seconds is interrupted."""
    journal = connect_read_only(path)
    until = time.monotonic() + COUNTING_LIMIT_S
    journal.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
    return journal


def _files(state: Path) -> dict[str, Any]:
    """List the state directory's top level: size, mode, owner, age."""
    if not state.is_dir():
        return {}
    listed: dict[str, dict[str, Any]] = {}
    for path in sorted(state.iterdir()):
        try:
            status = path.lstat()
        except OSError as error:
            listed[path.name] = {"error": str(error.strerror)}
            continue
        listed[path.name] = {
            "bytes": status.st_size,
            "mode": oct(status.st_mode),
            "owner": status.st_uid,
            "changed": datetime.fromtimestamp(status.st_mtime, UTC).isoformat("T", "seconds"),
        }
    return listed


def _in_use(lock: Path) -> bool | None:
    """Whether a process holds the state directory's lock; looked up, not tried, so that no gateway is disturbed."""
    try:
        inode = lock.stat().st_ino
        held = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    # The device is not compared: some file systems show another one here than stat does.
    return any("FLOCK" in line and f":{inode} " in line for line in held)


def _alarms(path: Path) -> list[dict[str, Any]] | None:
    if not path.exists():
        return None
    from gateway.alarms import Alarm

    with contextlib.closing(_bounded(path)) as journal:
        rows = journal.execute(
            "SELECT * FROM (SELECT * FROM alarm WHERE cleared_us IS NULL LIMIT 1000) UNION "
            "SELECT * FROM (SELECT * FROM alarm ORDER BY raised_us DESC LIMIT 100) ORDER BY raised_us DESC"
        ).fetchall()
    return [Alarm.from_row(dict(row)).message() for row in rows]


def _models(store: Path) -> dict[str, Any]:
    """List the models; a store that is not there is not made."""
    from edge_worker import ModelStore
    from edge_worker.shipped import shipped_models

    if not store.is_dir():
        return {"store": "absent", "models": [_model(package) for package in shipped_models().values()]}
    models = ModelStore(store)
    return {
        "store": str(store),
        "models": [_model(package) for package in models.list()],
        "names": {name: str(entry) for name, entry in models.names().items()},
        "problems": list(models.verify()),
    }


def _model(package: Any) -> dict[str, Any]:
    manifest = package.manifest
    return {"name": package.name, "version": manifest.version, "task": manifest.task, "sha256": package.sha256}


def _answer(configuration: Configuration, path: str, *, as_json: bool = False) -> Any:
    """Ask the page that runs on the configured address; an answer other than 200 raises.

    The token is sent where nobody else can listen: to this machine's loopback, or under a certificate that holds.
    """
    page = configuration.page
    if not page.enabled or page.port == 0:
        return None
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(page.host, page.host)  # noqa: S104 - compared, not listened on
    name = f"[{host}]" if ":" in host else host
    request = urllib.request.Request(f"{'https' if page.cert_file else 'http'}://{name}:{page.port}{path}")  # noqa: S310
    trusting = ssl.create_default_context()
    if is_loopback(host):
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
    elif page.cert_file is not None:
        trusting.load_verify_locations(page.cert_file)
    if page.token_file is not None:
        with contextlib.suppress(ConfigurationError):  # the page then answers 401, which is told
            request.add_header("Authorization", f"Bearer {read_secret(page.token_file, '[page] token_file')}")
    opener = urllib.request.build_opener(  # no proxy: it is this machine
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting)
    )
    try:
        with opener.open(request, timeout=ANSWER_LIMIT_S) as answer:
            text = answer.read(LONGEST_TEXT).decode(errors="replace")
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        text = error.read(LONGEST_TEXT).decode(errors="replace")
    return json.loads(text) if as_json else text


def _service_log() -> str | None:
    if shutil.which("journalctl") is None:
        return None
    command = ["journalctl", "--no-pager", "--output=short-iso-precise", "--quiet", f"--lines={LOG_LINES}"]
    found = subprocess.run(
        [*command, "--unit=ciro-gateway", "--unit=ciro-worker"],
        check=False,
        capture_output=True,
        timeout=20,
        text=True,
        errors="replace",
    )
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip() or f"journalctl ended with {found.returncode}")
    return found.stdout or None


def _first_line(*command: str) -> str | None:
    if shutil.which(command[0]) is None:
        return None
    found = subprocess.run(command, check=False, capture_output=True, timeout=10, text=True, errors="replace")
    return found.stdout.strip().partition("\n")[0] or None
