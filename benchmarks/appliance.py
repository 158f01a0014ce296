"""The parts under test as a plant runs them: mosquitto, and ``ciro gateway run`` in a process of its own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from benchmarks.processes import cpu_s, end, free_port, python, rss_bytes, start
from benchmarks.report import RAW

__all__ = ["BenchmarkError", "Broker", "Gateway", "directory_bytes", "room", "wait_until"]

READY_LIMIT_S = 90.0
_SEARCH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class BenchmarkError(RuntimeError):
    """A benchmark could not be carried out; the message says what failed and what to do."""


def wait_until(condition: Callable[[], bool], limit_s: float, what: str, *, pause_s: float = 0.05) -> None:
    """Wait until *condition* holds.

    Raises:
        BenchmarkError: it did not within *limit_s* seconds; *what* says what was waited for.

    """
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise BenchmarkError(f"waited {limit_s:.0f} s in vain: {what}")
        time.sleep(pause_s)


@contextlib.contextmanager
def room(parent: Path | None = None, *, keep: bool = False) -> Iterator[Path]:
    """Yield a fresh directory for all state of a run; it is removed afterwards, unless it is to be kept.

    It lies in the checkout by default, since /tmp is often memory, where a sync costs nothing.
    """
    parent = parent or RAW
    parent.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix="state-", dir=parent))
    try:
        yield path
    finally:
        if not keep:
            shutil.rmtree(path, ignore_errors=True)


def directory_bytes(path: Path) -> int:
    """Return the bytes of the files under *path*; a file that vanishes meanwhile counts nothing."""
    total = 0
    for folder, _, files in os.walk(path):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.stat(os.path.join(folder, name)).st_size  # noqa: PTH116, PTH118 - there are tens of thousands
    return total


@dataclass
class Broker:
    """A mosquitto as firmware_configs/mosquitto sets it up, but for its queue, which has no bound.

    A bound would let mosquitto drop silently what it has acknowledged, and the loss would be booked on the gateway.
    """

    directory: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        binary = shutil.which("mosquitto", path=_SEARCH)
        if binary is None:
            raise BenchmarkError("mosquitto is not installed: apt-get install mosquitto")
        self.directory.mkdir(parents=True, exist_ok=True)
        configuration = self.directory / "mosquitto.conf"
        lines = (
            "user root",  # read only when started as root; otherwise mosquitto keeps the caller's user
            f"listener {self.port} 127.0.0.1",
            "allow_anonymous true",
            "persistence true",
            f"persistence_location {self.directory}/",
            "autosave_interval 10",
            "max_queued_messages 0",
            "max_inflight_messages 4096",
            "set_tcp_nodelay true",
            "log_dest stderr",
            "log_type error",
            "log_type warning",
        )
        configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.process = start([binary, "-c", str(configuration)], log=self.directory / "mosquitto.log")
        wait_until(self._listens, 10, f"mosquitto on port {self.port}; its log is {self.directory}/mosquitto.log")
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process is not None
        end(self.process)

    @property
    def cpu_s(self) -> float:
        """CPU seconds it has used."""
        assert self.process is not None
        return cpu_s(self.process.pid)

    def _listens(self) -> bool:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        return False


class Gateway:
    """``ciro gateway run`` with its defaults, on a directory of its own.

    Args:
        directory: keeps its state, configuration and log.
        broker_port: of the broker on 127.0.0.1.
        extra: further TOML, appended to the configuration.
        journal: further lines of ``[journal]``.
        name: of the gateway.

    """

    def __init__(
        self, directory: Path, broker_port: int, *, extra: str = "", journal: str = "", name: str = "bench"
    ) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.state = directory / "state"
        self.log = directory / "gateway.log"
        self.page_port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._file = directory / "gateway.toml"
        self._file.write_text(
            f'[gateway]\nname = "{name}"\n\n[broker]\nhost = "127.0.0.1"\nport = {broker_port}\n\n'
            f"[journal]\ndirectory = {json.dumps(str(self.state))}\n{journal}\n"
            f'[page]\nhost = "127.0.0.1"\nport = {self.page_port}\n\n{extra}',
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        self.start()
        try:
            self.wait_ready()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process; return at once."""
        command = python("-c", "from gateway.cli import main; main()", "gateway", "run", "--config", str(self._file))
        self.process = start(command, log=self.log)

    def wait_ready(self) -> None:
        """Wait until ``/readyz`` says yes.

        Raises:
            BenchmarkError: the process ended, or it was not ready in time.

        """
        wait_until(self._ready_or_ended, READY_LIMIT_S, f"the gateway to be ready; {self._last_words()}")
        if self.process is None or self.process.poll() is not None:
            code = None if self.process is None else self.process.returncode
            raise BenchmarkError(f"the gateway did not start (exit code {code}); {self._last_words()}")

    def stop(self) -> int:
        """End it in order; return its exit code."""
        assert self.process is not None
        return end(self.process)

    def kill(self) -> None:
        """End it as a power cut does: ``kill -9``."""
        if self.process is not None:
            end(self.process, signal.SIGKILL)

    @property
    def cpu_s(self) -> float:
        """CPU seconds that the process has used."""
        assert self.process is not None
        return cpu_s(self.process.pid)

    @property
    def rss_bytes(self) -> int:
        """Resident memory of the process."""
        assert self.process is not None
        return rss_bytes(self.process.pid)

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.state / "journal.db"

    def records(self) -> int:
        """Return how many records have been accepted so far; cheap."""
        with contextlib.suppress(sqlite3.Error):
            db = sqlite3.connect(f"{self.journal.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
            try:
                return int(db.execute("SELECT ifnull(max(id), 0) FROM record").fetchone()[0])
            finally:
                db.close()
        return 0

    def ready(self) -> bool:
        """Whether ``/readyz`` says yes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.page_port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _ready_or_ended(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None or self.ready()

    def _last_words(self) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace")[-2000:] if self.log.exists() else ""
        return f"the end of its log:\n{text}"
