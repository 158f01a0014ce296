"""Bit for bit: random networks in ONNX Runtime, in the integer reference and in proofs, all equal.

Each seed gives a network of one to four layers of any geometry in the profile, and inputs (noise, extremes, constants).
ONNX Runtime runs with its graph optimisations on and off, on one thread and on two. The tests do the same for fewer.
"""

from __future__ import annotations

import collections
import multiprocessing
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.appliance import BenchmarkError
from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.report import Report

__all__ = ["ExactnessOptions", "run"]

INPUTS = 2
CHUNK = 50


@dataclass(frozen=True, slots=True)
class ExactnessOptions:
    """How `exactness` runs: networks to be compared, every how many of them is proven, the first seed, processes."""

    graphs: int = 10_000
    prove_every: int = 20
    seed: int = 0
    processes: int = 2


@dataclass(slots=True)
class _Found:
    """What some seeds gave."""

    compared: int = 0
    sessions: int = 0
    proven: int = 0
    refused: collections.Counter[str] = field(default_factory=collections.Counter)
    different: list[str] = field(default_factory=list)
    cpu_s: float = 0.0

    def add(self, other: _Found) -> None:
        self.compared += other.compared
        self.sessions += other.sessions
        self.proven += other.proven
        self.refused += other.refused
        self.different += other.different
        self.cpu_s += other.cpu_s


def run(options: ExactnessOptions, directory: Path) -> Report:
    """Compare until so many networks were in the profile."""
    report = Report(
        "exactness",
        f"{options.graphs:,} random networks: ONNX Runtime, the integer reference and proofs",
        ["", "networks", "runs"],
        facts(directory),
    )
    try:
        import onnxruntime

        from zkml.proving.select import warm_up
    except ImportError as error:
        raise BenchmarkError(f"{error.name} is not installed: install the extras cpu and zk") from error
    warm_up()
    found, started = _Found(), time.monotonic()
    context = multiprocessing.get_context("spawn")  # kernels and sessions have threads, which a fork would lose
    with context.Pool(options.processes) as pool:
        for part in pool.imap_unordered(_compare, _chunks(options)):
            found.add(part)
            if found.compared >= options.graphs or len(found.different) > 20:
                break
        pool.terminate()
    reported = onnxruntime.__version__
    report.row("in the profile, equal in all runs of ONNX Runtime", f"{found.compared:,}", f"{found.sessions:,}")
    report.row("proven, with ONNX Runtime's output in the verified statement", f"{found.proven:,}", f"{found.proven:,}")
    for reason, count in found.refused.most_common():
        report.row(f"refused: {reason}", f"{count:,}", "")
    report.target("every output is equal, bit for bit", f"{len(found.different)} differ", met=not found.different)
    report.target(f"at least {options.graphs:,} networks", f"{found.compared:,}", met=found.compared >= options.graphs)
    report.notes += [
        f"ONNX Runtime {reported}: graph optimisations off and all, 1 and 2 threads; {INPUTS} inputs each.",
        f"{time.monotonic() - started:.0f} s, {found.cpu_s:.0f} s of CPU.",
        *(f"Differs: {text}" for text in found.different[:20]),
    ]
    report.raw = {"refused": dict(found.refused), "different": found.different, "first_seed": options.seed}
    return report


def _chunks(options: ExactnessOptions) -> Any:
    """Return seeds in groups; more than are wanted, since some networks are outside the profile."""
    for first in range(options.seed, options.seed + 20 * options.graphs + CHUNK, CHUNK):
        yield first, options.prove_every


def _compare(chunk: tuple[int, int]) -> _Found:
    first, prove_every = chunk
    found, cpu = _Found(), time.process_time()
    for seed in range(first, first + CHUNK):
        _compare_one(seed, found, prove=seed % prove_every == 0)
    found.cpu_s = time.process_time() - cpu
    return found


def _compare_one(seed: int, found: _Found, *, prove: bool) -> None:
    import onnxruntime

    from zkml import Prover, Rejected, Unprovable
    from zkml.proving.onnx_profile import read_profile

    networks = _networks()
    model = networks.random_model(seed)
    try:
        circuit = read_profile(model)
    except (Unprovable, Rejected) as error:
        found.refused[_reason(str(error))] += 1
        return
    x = networks.random_inputs(circuit, INPUTS, seed)
    expected = circuit.run(x)[-1].sums.ravel()
    data = model.SerializeToString()
    levels = onnxruntime.GraphOptimizationLevel
    for level in (levels.ORT_DISABLE_ALL, levels.ORT_ENABLE_ALL):
        for threads in (1, 2):
            options = onnxruntime.SessionOptions()
            options.graph_optimization_level, options.intra_op_num_threads = level, threads
            options.log_severity_level = 4
            session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            found.sessions += 1
            if not np.array_equal(session.run(None, {"x": x})[0].ravel(), expected):
                found.different.append(f"seed {seed}, {level}, {threads} threads")
    if prove:
        proof = Prover(circuit).prove(x)
        if b"".join(proof.statement.outputs) != expected.astype("<i4").tobytes():
            found.different.append(f"seed {seed}: the proven output")
        found.proven += 1
    found.compared += 1


def _networks() -> Any:
    """Return the generator of random networks, which the tests use too."""
    place = str(ROOT / "tests" / "zkml")
    if place not in sys.path:
        sys.path.insert(0, place)
    import networks

    return networks


def _reason(text: str) -> str:
    """Return a refusal without the node's name."""
    return text.partition(": ")[2].partition(";")[0].split(" can reach ")[0] or text
