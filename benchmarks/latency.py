"""How long after a picture leaves its camera its result is with a subscriber.

640×480 JPEG over a real mosquitto, QoS 1 both ways, every picture with bytes of its own. The clock runs from the
moment the camera's socket takes the picture to the moment the result is read. ``fdatasync`` alone is measured
between the loads on the same file system: the bare figures that the targets refer to.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from benchmarks.appliance import Broker, Gateway, wait_until
from benchmarks.line_load import LineLoad, ResultCollector, camera_streams, pictures
from benchmarks.machine import facts, fdatasync_ms
from benchmarks.measures import Spread, spread
from benchmarks.processes import ROOT, cpu_s, end, python, start
from benchmarks.report import Report

__all__ = ["LatencyOptions", "run"]

RATES = (25, 200)
CAMERAS = {25: 1, 200: 8}
WARM_UP_S = 2.0
BARE_S = 3.0
RESULTS_LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class LatencyOptions:
    """How `latency` runs: seconds of load at each rate, in so many turns, with bare syncs between them."""

    seconds: float = 30.0
    turns: int = 3


@dataclass(slots=True)
class _Load:
    """What one program showed at one rate."""

    latencies_ms: list[float]
    sent: int
    missing: int
    cpu_ms: float

    @property
    def spread(self) -> Spread:
        return spread(self.latencies_ms)


def run(options: LatencyOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "latency",
        "From camera to result (640×480 JPEG, QoS 1), milliseconds",
        ["", "pictures", "p50", "p95", "p99", "most", "no result", "CPU ms each"],
        facts(directory),
    )
    jpegs = pictures()
    gateway, bare = _of_gateway(options, directory / "gateway", jpegs)
    plain = _of_plain(options, directory / "plain", jpegs)
    for name, loads in (("gateway", gateway), ("plain: paho, OpenCV, ONNX Runtime, SQLite", plain)):
        for rate, load in loads.items():
            s = load.spread
            report.row(
                f"{name}, {rate} fps",
                f"{load.sent:,}",
                f"{s.p50:.1f}",
                f"{s.p95:.1f}",
                f"{s.p99:.1f}",
                f"{s.most:.1f}",
                load.missing,
                f"{load.cpu_ms:.2f}",
            )
    b = spread(bare)
    report.row(
        "fdatasync alone", f"{b.count:,}", f"{b.p50:.1f}", f"{b.p95:.1f}", f"{b.p99:.1f}", f"{b.most:.1f}", "", ""
    )
    decode_ms, infer_ms = _bare_inference(jpegs)
    report.row("decoding alone", "", f"{decode_ms:.2f}", "", "", "", "", "")
    report.row("the model alone", "", f"{infer_ms:.2f}", "", "", "", "", "")
    fast = gateway[max(RATES)].spread
    for text, measured, allowed in (
        ("p50 at 200 fps ≤ 3 × bare p50 + 3 ms", fast.p50, 3 * b.p50 + 3),
        ("p99 at 200 fps ≤ 3 × bare p99 + 8 ms", fast.p99, 3 * b.p99 + 8),
    ):
        report.target(text, f"{measured:.1f} ms, allowed {allowed:.1f} ms", met=measured <= allowed)
    missing = sum(load.missing for load in gateway.values())
    report.target("a result for every picture", f"{missing} without", met=missing == 0)
    late = plain[max(RATES)].spread.p50 / fast.p50
    report.notes += [
        f"At 200 fps the plain program's middle is {late:,.1f} × the gateway's: it syncs for every picture.",
        (
            f"The pictures take {statistics.mean(map(len, jpegs)) / 1000:.0f} kB each. A result needs two syncs one "
            "after the other: the picture's, and that of the commit with its record; three when the model is slow."
        ),
    ]
    report.raw = {
        "gateway": {rate: asdict(load) for rate, load in gateway.items()},
        "plain": {rate: asdict(load) for rate, load in plain.items()},
        "fdatasync_ms": bare,
        "decode_ms": decode_ms,
        "model_ms": infer_ms,
    }
    return report


def _of_gateway(options: LatencyOptions, directory: Path, jpegs: list[bytes]) -> tuple[dict[int, _Load], list[float]]:
    with Broker(directory / "broker") as broker, Gateway(directory / "gateway", broker.port) as gateway:
        bare: list[float] = []
        loads = _measure(broker.port, lambda: gateway.cpu_s, directory, options, jpegs, bare)
    return loads, bare


def _of_plain(options: LatencyOptions, directory: Path, jpegs: list[bytes]) -> dict[int, _Load]:
    directory.mkdir(parents=True)
    database = directory / "plain.db"
    with Broker(directory / "broker") as broker:
        command = python("-m", "benchmarks.plain", "frames", "--port", str(broker.port), "--database", str(database))
        process = start(command, log=directory / "plain.log")
        try:
            wait_until(database.exists, 30, f"the plain program to start; its log is {directory}/plain.log")
            time.sleep(2)
            short = LatencyOptions(options.seconds / options.turns, 1)
            return _measure(broker.port, lambda: cpu_s(process.pid), directory, short, jpegs, [])
        finally:
            end(process)


def _measure(
    port: int,
    cpu: Callable[[], float],
    directory: Path,
    options: LatencyOptions,
    jpegs: list[bytes],
    bare: list[float],
) -> dict[int, _Load]:
    collector = ResultCollector(port)
    collector.start()
    _take_turn(port, collector, 10, WARM_UP_S, jpegs, 1, cpu)
    loads: dict[int, _Load] = {}
    for turn in range(options.turns):
        for rate in RATES:
            bare += fdatasync_ms(directory, BARE_S)
            load = _take_turn(port, collector, rate, options.seconds / options.turns, jpegs, 100 * turn + rate, cpu)
            known = loads.setdefault(rate, _Load([], 0, 0, 0.0))
            known.cpu_ms = (known.cpu_ms * known.sent + load.cpu_ms * load.sent) / (known.sent + load.sent)
            known.latencies_ms += load.latencies_ms
            known.sent += load.sent
            known.missing += load.missing
    bare += fdatasync_ms(directory, BARE_S)
    collector.stop()
    return loads


def _take_turn(
    port: int,
    collector: ResultCollector,
    rate: int,
    seconds: float,
    jpegs: list[bytes],
    salt: int,
    cpu: Callable[[], float],
) -> _Load:
    before = cpu()
    load = LineLoad(port, camera_streams(CAMERAS.get(rate, 1), rate, jpegs, salt=salt))
    load.start()
    time.sleep(seconds)
    load.stop()
    owed = load.acknowledged()
    end_at = time.monotonic() + RESULTS_LIMIT_S
    while time.monotonic() < end_at and any(sent.sha256 not in collector.arrived_ns for sent in owed):
        time.sleep(0.05)
    latencies = [
        (collector.arrived_ns[sent.sha256] - sent.at_ns) / 1e6 for sent in owed if sent.sha256 in collector.arrived_ns
    ]
    missing = len(owed) - len(latencies)
    return _Load(latencies, len(owed), missing, (cpu() - before) / max(1, len(owed)) * 1000)


def _bare_inference(jpegs: list[bytes]) -> tuple[float, float]:
    """Return the median milliseconds of decoding a picture, and of the model on one thread."""
    package = ROOT / "models" / "surface-inspection"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(package / "model.onnx"), options)
    name = session.get_inputs()[0].name
    decode: list[float] = []
    infer: list[float] = []
    for jpeg in jpegs * 4:
        started = time.perf_counter()
        image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
        decode.append((time.perf_counter() - started) * 1000)
        assert image is not None
        small = cv2.resize(image, (64, 64), interpolation=cv2.INTER_AREA)[None, None, :, :, 0]
        started = time.perf_counter()
        session.run(None, {name: np.ascontiguousarray(small)})
        infer.append((time.perf_counter() - started) * 1000)
    return statistics.median(decode), statistics.median(infer)
