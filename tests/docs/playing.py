"""Runs a page's commands, in order, in one shell, in a scratch directory, on a network of its own.

The network is a namespace with nothing but loopback: the ports that the documentation names are free, and a command
that wants to reach anything else fails.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pages import Block

PROGRAMS = Path(sys.executable).parent
PORTS = 1883, 8480, 5050
READY_LIMIT_S = 60
PAGE_LIMIT_S = 240
CHAIN_LIMIT_S = 900
ROOT = Path(__file__).resolve().parents[2]

_LOOPBACK_UP = """
import fcntl, socket, struct
with socket.socket() as any_socket:
    up = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP | IFF_RUNNING
    fcntl.ioctl(any_socket, 0x8914, up)  # SIOCSIFFLAGS; the addresses come with it
"""

_UNTIL_ANSWERED = """
import socket, sys, time, urllib.request
PORTS = {"mqtt": 1883, "chain": 5050}
kind, end = sys.argv[1], time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    try:
        if kind in PORTS:
            socket.create_connection(("127.0.0.1", PORTS[kind]), 1).close()
        else:
            urllib.request.urlopen("http://127.0.0.1:8480/readyz", timeout=1).read()
        sys.exit(0)
    except OSError:
        time.sleep(0.05)
sys.exit(f"{kind} did not answer")
"""


@dataclass(frozen=True)
class Played:
    """What became of the page: the block that failed, if one did, and what each block printed."""

    failed: Block | None
    code: int
    outputs: dict[int, str]
    errors: str


def own_network() -> list[str] | None:
    """Return the command that gives a program a network of its own; None where that is not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    command = [unshare, "--map-root-user", "--net"]
    tried = subprocess.run([*command, "true"], check=False, capture_output=True)
    return command if tried.returncode == 0 else None


def ports_are_free() -> bool:
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


@functools.cache
def devnet_program() -> Path:
    """Return the chain's program; built, with the contracts, by whoever comes first."""
    script = ROOT / "scripts" / "contracts"
    tools = subprocess.run([script, "--tools"], check=True, stdout=subprocess.PIPE, text=True)
    subprocess.run([script], check=True, stdout=subprocess.DEVNULL)
    return Path(tools.stdout.splitlines()[1])


def play(page_blocks: list[Block], scratch: Path, needs: set[str], network: list[str]) -> Played:
    """Run the shell blocks; a block marked ``background`` goes on while the next ones run, once the page is ready."""
    private = scratch / ".played"
    private.mkdir()
    if "chain" in needs:
        (scratch / "contracts").symlink_to(ROOT / "contracts")
    script = private / "page.sh"
    script.write_text(_script(page_blocks, private, needs, own_network=bool(network)), encoding="utf-8")
    environment = {
        "PATH": f"{PROGRAMS}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(scratch),
        "PYTHONPATH": str(ROOT),  # this checkout's code, whichever one is installed
        "XDG_STATE_HOME": str(scratch / "state"),
        "LANG": "C.UTF-8",
        "TMPDIR": str(private),
        # compiled once for all tests: half a minute of CPU (the directory's name has the kernels' digest)
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(Path.home() / ".cache" / "zkml")),
    }
    errors = private / "errors"
    with errors.open("wb") as log:
        shell = subprocess.Popen(
            [*network, "bash", str(script)],
            cwd=scratch,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            code = shell.wait(CHAIN_LIMIT_S if "chain" in needs else PAGE_LIMIT_S)
        except subprocess.TimeoutExpired:
            code = 124
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)
            shell.wait()
    started = private / "started"
    last = int(started.read_text()) if started.exists() else None
    outputs = {
        index: (private / f"out-{index}").read_text(encoding="utf-8", errors="replace")
        for index in range(len(page_blocks))
        if (private / f"out-{index}").exists()
    }
    failed = None if code == 0 or last is None else page_blocks[last]
    return Played(failed, code, outputs, errors.read_text(encoding="utf-8", errors="replace")[-4000:])


def _script(page_blocks: list[Block], private: Path, needs: set[str], *, own_network: bool) -> str:
    python = shlex.quote(sys.executable)
    wait = f"{python} {shlex.quote(str(private / 'wait.py'))}"
    (private / "wait.py").write_text(_UNTIL_ANSWERED)
    lines = [
        "set -euo pipefail",
        "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT",
    ]
    if own_network:
        (private / "loopback.py").write_text(_LOOPBACK_UP)
        lines.append(f"{python} {shlex.quote(str(private / 'loopback.py'))}")
    if "mosquitto" in needs:
        (private / "mosquitto.conf").write_text(
            "user root\nlistener 1883 127.0.0.1\nallow_anonymous true\n"
            f"persistence true\npersistence_location {private}/\nset_tcp_nodelay true\n"
        )
        lines += [f"mosquitto -c {shlex.quote(str(private / 'mosquitto.conf'))} >&2 &", f"{wait} mqtt {READY_LIMIT_S}"]
    if "chain" in needs:
        account = ROOT / "contracts" / "build" / "classes" / "DeviceAccount.sierra.json"
        devnet = f"--accounts 3 --account-class-custom {shlex.quote(str(account))}"
        lines += [f"{shlex.quote(str(devnet_program()))} {devnet} >&2 &", f"{wait} chain {READY_LIMIT_S}"]
    if "gateway" in needs:
        topic = "ciro/v1/plant/hall-1/line-1"
        lines += [
            "ciro config example > gateway.toml",
            "ciro gateway run --config gateway.toml >&2 &",
            f"{wait} page {READY_LIMIT_S}",
            f"mosquitto_pub -q 1 -t {topic}/camera-1/frame -f picture.jpg",
            f"mosquitto_sub -t {topic}/camera-1/result/latest -C 1 -W {READY_LIMIT_S} >&2",
            f"""mosquitto_pub -q 1 -t {topic}/oven/telemetry -m '{{"seq":0,"boot":"a","v":{{"temperature":181.5}}}}'""",
            f"mosquitto_pub -q 1 -t {topic}/oven/telemetry -m 'not JSON'",
        ]
    for index, block in enumerate(page_blocks):
        if block.info[:1] != ("sh",) or "no-test" in block.info:
            continue
        part = private / f"part-{index}.sh"
        part.write_text(block.text, encoding="utf-8")
        source = f". {shlex.quote(str(part))} >{shlex.quote(str(private / f'out-{index}'))}"
        lines.append(f"echo {index} >{shlex.quote(str(private / 'started'))}")
        lines.append(f"echo '--- line {block.line}' >&2")
        if "background" in block.info:
            lines += [f"{{ {source}; }} &", f"{wait} page {READY_LIMIT_S}"]
        else:
            lines.append(source)
    return "\n".join(lines) + "\n"


def agrees(shown: str, printed: str) -> bool:
    """Whether what a page shows is what was printed: in order, ``…`` standing for anything."""
    pattern = r"\s+".join(
        ".*?".join(re.escape(part) for part in word.split("…")) for word in shown.split() if word != ""
    )
    return re.search(pattern, printed, re.DOTALL) is not None
