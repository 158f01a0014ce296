"""``ciro worker run`` over loopback: what a call costs beside the model itself, and how much of the machine is left.

Every figure has the same graph beside it, run by ONNX Runtime in a bare loop with as many threads: the limit that no
server passes. The clients are the gateway's own and NVIDIA's, against the same worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.appliance import BenchmarkError
from benchmarks.machine import facts
from benchmarks.processes import end, python, start
from benchmarks.report import Report
from benchmarks.worker_models import add_model, save_graph

__all__ = ["WorkerOptions", "run"]

_CIRO = "from gateway.cli import main; main()"
_START_S = 60.0
BATCH = 32
_HEAVY_MS = 5.0
_SAMPLE = 6  # convolutions, to find out how many take so long


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How the worker is measured.

    Attributes:
        calls: of each kind, one after the other, for the overhead.
        turns: the kinds take their turn so often.
        seconds: of each row of throughput.
        clients: calls on the way at once, for the throughput.

    """

    calls: int = 400
    turns: int = 5
    seconds: float = 8.0
    clients: int = 8


def run(options: WorkerOptions, directory: Path) -> Report:
    """Measure a worker with one slot: the load, on the same machine, needs the rest."""
    report = Report(
        "worker",
        "ciro worker run over loopback, one slot, beside ONNX Runtime alone",
        ["what", "p10", "p50", "p99", "rows a second", "of the bare loop"],
        facts(directory),
    )
    models = _models(directory)
    (directory / "result-key").write_text("0x1234567\n", encoding="ascii")
    (directory / "result-key").chmod(0o600)
    with _worker(directory) as url:
        overhead = asyncio.run(_overhead(url, models["bench-120k"], options))
        throughput = asyncio.run(_throughput(url, models, options))
    _show_overhead(report, overhead)
    _show_throughput(report, throughput)
    report.notes.append(
        "The client runs on the same machine and takes processor time too, in every row but the bare one."
    )
    report.raw = {"options": asdict(options), "overhead": overhead, "throughput": throughput}
    return report


def _show_overhead(report: Report, found: dict[str, list[float]]) -> None:
    bare = statistics.median(found["bare"])
    for name, text in (
        ("bare", "120 kB: ONNX Runtime alone"),
        ("echo", "120 kB: bare TCP, there and a few bytes back"),
        ("unsigned", "120 kB: the gateway's client"),
        ("signed", "120 kB: the gateway's client, a signed job"),
        ("checked", "120 kB: its signature and digests checked, afterwards"),
        ("triton", "120 kB: tritonclient"),
    ):
        times = sorted(found[name])
        report.row(text, *(f"{_percentile(times, share):.3f} ms" for share in (0.1, 0.5, 0.99)), "", "")
    for name, limit in (("unsigned", 0.5), ("signed", 1.0)):
        above = statistics.median(found[name]) - bare
        report.target(f"{name}: p50 at most {limit} ms above the model's own", f"{above:.3f} ms", met=above <= limit)


def _show_throughput(report: Report, found: dict[str, dict[str, float]]) -> None:
    for name, row in found.items():
        share = row["rows_per_s"] / row["bare_rows_per_s"]
        times = (f"{row[name_of]:.2f} ms" for name_of in ("p10_ms", "p50_ms", "p99_ms"))
        report.row(name, *times, f"{row['rows_per_s']:.0f}", f"{share:.2f}")
        if row["target"]:
            told = f"{share:.3f}, a run takes {row['model_ms']:.1f} ms"
            report.target(f"{name}: at least 0.9 of the bare loop", told, met=share >= 0.9)


def _percentile(times: list[float], share: float) -> float:
    """Return a value of sorted *times*."""
    return times[int(share * (len(times) - 1))]


# -- models -----------------------------------------------------------------------------------------------------------


def _models(directory: Path) -> dict[str, Path]:
    """Put the models of the benchmark into the worker's store; return their graphs."""
    from edge_worker import ModelStore

    store = ModelStore(directory / "models")
    graphs = {
        "bench-120k": add_model(store, directory, "bench-120k", 346, 1),
        "bench-heavy": add_model(store, directory, "bench-heavy", 128, _heavy_enough(directory)),
    }
    small = store.get("surface-inspection")
    assert small.manifest.model is not None
    graphs["surface-inspection"] = small.path(small.manifest.model.path)
    return graphs


def _heavy_enough(directory: Path) -> int:
    """Return how many convolutions this machine, when nothing disturbs it, takes `_HEAVY_MS` and half as much for."""
    graph = save_graph(directory / "sample.onnx", 128, _SAMPLE)
    session, tensor = _session(graph), _tensor(graph, 1)
    quickest = min(_timed(lambda: session.run({"x": tensor}), 30))
    return ceil(1.5 * _HEAVY_MS / quickest * _SAMPLE)


def _session(graph: Path) -> Any:
    from edge_worker.runtime import OnnxSession

    return OnnxSession(graph)


def _tensor(graph: Path, rows: int) -> np.ndarray:
    shape = _session(graph).inputs[0].shape
    return np.random.default_rng(0).integers(0, 256, (rows, *shape[1:])).astype(np.uint8)


# -- the worker -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _worker(directory: Path) -> Iterator[str]:
    command = python("-c", _CIRO, "worker", "run", "--port", "0", "--slots", "1", "--queue", "256")
    for model in ("bench-120k", "bench-heavy", "surface-inspection"):
        command += ["--model", model]
    command += ["--store", str(directory / "models"), "--result-key", str(directory / "result-key")]
    process = start(command, log=directory / "worker.log", stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        giving_up = threading.Timer(_START_S, process.kill)
        giving_up.start()
        line = process.stdout.readline().decode()
        giving_up.cancel()
        if not line.startswith("worker listens on "):
            raise BenchmarkError(f"the worker did not start: see {directory / 'worker.log'} (--keep)")
        yield line.split()[-1]
    finally:
        end(process)


@contextlib.asynccontextmanager
async def _client(url: str) -> AsyncIterator[Any]:
    from gateway.offloading.worker_client import WorkerClient

    client = WorkerClient(url)
    try:
        yield client
    finally:
        await client.close()


# -- overhead ---------------------------------------------------------------------------------------------------------


async def _overhead(url: str, graph: Path, options: WorkerOptions) -> dict[str, list[float]]:
    """Return the milliseconds of every call by kind; the kinds take turns, so that all see the same machine."""
    tensor, session = _tensor(graph, 1), _session(graph)
    times: dict[str, list[float]] = {name: [] for name in ("bare", "echo", "unsigned", "signed", "checked", "triton")}
    port = int(url.rpartition(":")[2])
    triton = _triton_call(port, tensor)
    async with _client(url) as client, _echo(tensor.nbytes) as echo:
        for turn in range(-1, options.turns):
            count = 30 if turn < 0 else max(1, options.calls // options.turns)
            kept = times if turn >= 0 else {name: [] for name in times}  # the first turn warms up
            kept["bare"] += _timed(lambda: session.run({"x": tensor}), count)
            kept["triton"] += _timed(triton, count)
            kept["echo"] += await _timed_here(lambda _: echo(tensor), count)
            kept["unsigned"] += await _timed_here(lambda _: client.infer("bench-120k", "", {"x": tensor}, {}), count)

            async def signed(number: int, turn: int = turn) -> Callable[[], object]:
                # Each job has its own id and input: a question asked twice would be answered from memory.
                tensor[0, 0, 0, 0] = number % 256
                sent = {"job_id": f"{turn}-{number}", "sign": True}
                return _check(await client.infer("bench-120k", sent["job_id"], {"x": tensor}, sent), tensor)

            kept["signed"] += await _timed_here(signed, count)
            for number in range(count, count + 20):
                kept["checked"] += _timed(await signed(number), 1)
    return times


def _check(answer: Any, tensor: np.ndarray) -> Callable[[], object]:
    """Return the check of a signed answer: digests, Poseidon and the signature, as the gateway does it."""
    from edge_worker.conventions import check_answer

    said = answer.response.parameters
    if "signature_r" not in said:
        raise BenchmarkError("the worker did not sign")
    return partial(
        check_answer,
        job_id=answer.sent["job_id"],
        model_sha256=said["model_sha256"],
        inputs={"x": tensor},
        sent=answer.sent,
        outputs=answer.response.outputs,
        received=said,
        signer=int(said["signer"], 16),
        result_key=int(said["result_key"], 16),
        chain_id=int(said["chain_id"], 16),
    )


def _timed(call: Callable[[], object], count: int) -> list[float]:
    found = []
    for _ in range(count):
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1e3)
    return found


async def _timed_here(call: Callable[[int], Awaitable[object]], count: int) -> list[float]:
    """Return the milliseconds of *count* calls on this event loop, one after the other; each is told its number."""
    found = []
    for number in range(count):
        began = time.perf_counter()
        await call(number)
        found.append((time.perf_counter() - began) * 1e3)
    return found


def _triton_call(port: int, tensor: np.ndarray) -> Callable[[], object]:
    try:
        import tritonclient.http as triton
    except ImportError as error:
        raise BenchmarkError("tritonclient is not installed: pip install 'tritonclient[http]'") from error
    client = triton.InferenceServerClient(f"127.0.0.1:{port}")

    def call() -> object:
        given = triton.InferInput("x", list(tensor.shape), "UINT8")
        given.set_data_from_numpy(tensor)
        return client.infer("bench-120k", [given]).as_numpy("logits")

    return call


@contextlib.asynccontextmanager
async def _echo(size: int) -> AsyncIterator[Callable[[np.ndarray], Any]]:
    """Give a call to a server that takes *size* bytes and answers eight: what loopback itself costs."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await reader.readexactly(size)
                writer.write(b"01234567")

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 20)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])

    async def call(tensor: np.ndarray) -> None:
        writer.write(tensor.tobytes())
        await reader.readexactly(8)

    try:
        yield call
    finally:
        writer.close()
        server.close()


# -- throughput -------------------------------------------------------------------------------------------------------


async def _throughput(url: str, models: dict[str, Path], options: WorkerOptions) -> dict[str, dict[str, float]]:
    rows = {
        "a model of at least 5 ms": ("bench-heavy", 1, options.clients, True),
        f"the small CNN, requests of {BATCH} rows": ("surface-inspection", BATCH, options.clients, False),
        "the small CNN, requests of one row, put together": ("surface-inspection", 1, 4 * options.clients, False),
    }
    found = {}
    async with _client(url) as client:
        for text, (model, count, clients, target) in rows.items():
            tensor = _tensor(models[model], count)
            bare = _bare_rows_per_s(models[model], tensor, options.seconds / 2)
            times, took = await _load(client, model, tensor, clients, options.seconds)
            bare = (bare + _bare_rows_per_s(models[model], tensor, options.seconds / 2)) / 2
            times.sort()
            found[text] = {
                "rows_per_s": len(times) * count / took,
                "requests_per_s": len(times) / took,
                "bare_rows_per_s": bare,
                "model_ms": 1e3 * count / bare,
                "p10_ms": _percentile(times, 0.1),
                "p50_ms": _percentile(times, 0.5),
                "p99_ms": _percentile(times, 0.99),
                "target": target,
            }
    return found


def _bare_rows_per_s(graph: Path, tensor: np.ndarray, seconds: float) -> float:
    session = _session(graph)
    session.run({"x": tensor})
    began, runs = time.perf_counter(), 0
    while (took := time.perf_counter() - began) < seconds:
        session.run({"x": tensor})
        runs += 1
    return runs * len(tensor) / took


async def _load(client: Any, model: str, tensor: np.ndarray, clients: int, seconds: float) -> tuple[list[float], float]:
    times: list[float] = []
    began = time.perf_counter()

    async def one() -> None:
        while time.perf_counter() - began < seconds:
            sent = time.perf_counter()
            await client.infer(model, "", {"x": tensor}, {})
            times.append((time.perf_counter() - sent) * 1e3)

    await asyncio.gather(*[one() for _ in range(clients)])
    return times, time.perf_counter() - began
