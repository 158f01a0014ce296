"""Proofs: CPU, wall, memory and size of each network, beside another prover in the same run if one is named.

Every row is proven in a process of its own (`zkml_row`), so that its peak memory is its own. CPU is without the
self-check, which stands in a column of its own; the middle of several proofs.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.appliance import BenchmarkError
from benchmarks.machine import facts
from benchmarks.processes import ROOT, python
from benchmarks.report import RAW, Report

__all__ = ["ZkmlOptions", "run"]

INSPECTION = ROOT / "models" / "surface-inspection" / "model.onnx"
DEFAULT, LARGE = "b2-8-57-16", "b2-4-81-20"
ROW_LIMIT_S = 1800.0


@dataclass(frozen=True, slots=True)
class ZkmlOptions:
    """How `zkml` runs.

    Attributes:
        count: proofs of each row.
        sustained_s: seconds that two provers work side by side; 0: not at all.
        large: whether the detector is proven, which takes minutes and gigabytes.
        sweep: whether sizes and batches are swept.
        peer: directory of another prover.

    """

    count: int = 9
    sustained_s: float = 600.0
    large: bool = True
    sweep: bool = True
    peer: Path | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its targets: milliseconds of CPU, of verifying, megabytes at the peak, elements, with the inputs.

    portable_cpu_ms: the CPU's target where there are only portable kernels; 0: the same.
    """

    name: str
    network: str
    parameters: str = DEFAULT
    items: int = 1
    cpu_ms: float = math.inf
    portable_cpu_ms: float = 0
    verify_ms: float = math.inf
    peak_mb: float = math.inf
    felts: float = math.inf
    felts_with_inputs: float = math.inf

    def most_cpu_ms(self, kernels: str) -> float:
        """Return the CPU's target with these kernels."""
        return self.portable_cpu_ms or self.cpu_ms if kernels == "portable" else self.cpu_ms


ROWS = (
    _Row("inspection, one image", "inspection", cpu_ms=30, portable_cpu_ms=80, verify_ms=15, peak_mb=250),
    _Row("inspection, 8 images", "inspection", items=8),
    _Row("LeNet-5", "lenet", cpu_ms=50, peak_mb=300),
    _Row("MobileNet-like 96×96×3", "mobilenet", cpu_ms=600, portable_cpu_ms=1800, peak_mb=1500),
    _Row("inspection, Poseidon", "inspection", "sn-pos-16-41-20", cpu_ms=400, felts=2950),
    _Row("inspection, Poseidon, Blake2s leaves", "inspection", "sn-mix-16-41-20", cpu_ms=180, felts=2950),
    _Row("inspection, Poseidon, rate 1/32, 8 images", "inspection", "sn-mix-32-33-20", 8, felts_with_inputs=4900),
)
DETECTOR = _Row(
    "detector 320×320×3", "detector", LARGE, cpu_ms=15_000, portable_cpu_ms=45_000, verify_ms=500, peak_mb=8000
)
SUSTAINED_AN_HOUR, PORTABLE_AN_HOUR, SUSTAINED_ITEMS = 200_000, 70_000, 8

SWEPT = ("channels-1", "channels-2", "channels-4", "channels-8", "side-1", "side-4", "side-8")
BATCHES = (1, 2, 4, 8, 16, 32, 64)


def run(options: ZkmlOptions, directory: Path) -> Report:
    """Measure; *directory* takes compiled networks."""
    report = Report(
        "zkml",
        "Proofs: one thread; CPU without the self-check; verify: the self-check in plain Python",
        ["", "cells", "CPU ms", "wall ms", "verify ms", "peak MB", "felts", "+ inputs"],
        facts(directory),
    )
    first = _row_process(["prove", str(INSPECTION), "--count", "1"])  # compiles the kernels, if they have not been
    for row in (*ROWS, *([DETECTOR] if options.large else [])):
        count = options.count if row.cpu_ms < 10_000 else 1
        _measure(report, row, _model(row.network, directory, report), count)
    if options.sustained_s:
        _sustain(report, options.sustained_s)
    if options.peer is not None:
        _peer(report, options.peer, options.count)
    if options.sweep:
        _sweep(report, directory, max(3, options.count // 2))
    report.notes += [
        f"Kernels: {first.get('kernels')}; ZKML_KERNELS=portable for those of any processor.",
        f"Parameter set {DEFAULT} where none is named; cells: of the witness and of the weights table;",
        "felts: the proof's elements of 32 bytes; + inputs: with the statement's.",
        "Not here: kernels of a GPU, and ezkl, which has no part in this; --peer times another prover.",
    ]
    return report


def _model(name: str, directory: Path, report: Report) -> Path:
    """Return a network's file in the profile, compiled if it has not been."""
    if name == "inspection":
        return INSPECTION
    path = directory / f"{name}.onnx"
    if not path.exists():
        report.raw.setdefault("compiled", {})[name] = _row_process(["compile", name, str(path)])
    return path


def _row_process(arguments: list[str]) -> dict[str, Any]:
    """Run a row to its end and return what it says."""
    # the arithmetic of arrays must not take threads of its own, or CPU would be theirs too
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            python("-m", "benchmarks.zkml_row", *arguments),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=ROW_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": f"took longer than {ROW_LIMIT_S:.0f} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        if "ModuleNotFoundError" in last:
            raise BenchmarkError(f"{last}: install the extra zk")
        return {"refused": f"ended with {done.returncode}: {last}"}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _measure(report: Report, row: _Row, model: Path, count: int) -> None:
    found = _row_process(
        ["prove", str(model), "--set", row.parameters, "--items", str(row.items), "--count", str(count)]
    )
    report.raw.setdefault("rows", {})[row.name] = found
    if "refused" in found:
        report.row(row.name, *[""] * 7)
        report.target(f"{row.name}: is proven", found["refused"], met=False)
        return
    cpu, felts = _middle(found["cpu_ms"]), found["felts"]
    with_inputs = felts + found["statement_felts"]
    report.row(
        row.name if row.parameters == DEFAULT else f"{row.name} ({row.parameters})",
        f"2^{found['witness_bits']}+2^{found['weight_bits']}",
        f"{cpu:,.0f}",
        f"{_middle(found['wall_ms']):,.0f}",
        f"{found['verify_ms']:,.1f}",
        f"{found['peak_bytes'] / 1e6:,.0f}",
        f"{felts:,}",
        f"{with_inputs:,}",
    )
    for most, value, what, unit in (
        (row.most_cpu_ms(found["kernels"]), cpu, "CPU", "ms"),
        (row.verify_ms, found["verify_ms"], "verify", "ms"),
        (row.peak_mb, found["peak_bytes"] / 1e6, "peak", "MB"),
        (row.felts, felts, "proof", "elements"),
        (row.felts_with_inputs, with_inputs, "proof and statement", "elements"),
    ):
        if most < math.inf:
            report.target(f"{row.name}: {what} at most {most:,.0f} {unit}", f"{value:,.1f} {unit}", met=value <= most)


def _sustain(report: Report, seconds: float) -> None:
    """Let two provers work side by side."""
    command = python(
        "-m",
        "benchmarks.zkml_row",
        "sustain",
        str(INSPECTION),
        "--items",
        str(SUSTAINED_ITEMS),
        "--seconds",
        str(seconds),
    )
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    provers = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    try:
        said = [prover.communicate(timeout=seconds + 300)[0] for prover in provers]
    finally:
        for prover in provers:
            prover.kill()
    found = [json.loads(text.splitlines()[-1]) for text in said]
    report.raw["sustained"] = found
    an_hour = sum(part["items"] / part["wall_s"] for part in found) * 3600
    cpu = sum(part["cpu_s"] for part in found) / sum(part["items"] for part in found) * 1000
    peak = sum(part["peak_bytes"] for part in found) / 1e6
    name = f"two provers, {seconds:.0f} s, proofs of {SUSTAINED_ITEMS}, with self-check"
    report.row(name, "", f"{cpu:.0f} an image", "", "", f"{peak:,.0f}", "", "")
    least = PORTABLE_AN_HOUR if found[0]["kernels"] == "portable" else SUSTAINED_AN_HOUR
    text = f"at least {least:,} proven inspections an hour on two cores"
    report.target(text, f"{an_hour:,.0f}", met=an_hour >= least)


def _peer(report: Report, directory: Path, count: int) -> None:
    """Time another prover of the inspection network: ``run.py reps=N`` prints ``best wall … cpu … ms``.

    ``runf.py``, if there is one, is the same with the widest instructions. Our own row is proven again in between.
    """
    scripts = [directory / name for name in ("run.py", "runf.py") if (directory / name).is_file()]
    if not scripts:
        raise BenchmarkError(f"{directory} holds no run.py: name the directory of a prover with --peer")
    for script in scripts:
        own = _row_process(["prove", str(INSPECTION), "--count", str(count)])
        try:
            done = subprocess.run(
                [sys.executable, script.name, f"reps={count}"],
                cwd=directory,
                capture_output=True,
                text=True,
                timeout=ROW_LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            report.notes.append(f"Peer {script.name}: took longer than {ROW_LIMIT_S:.0f} s.")
            continue
        said = re.search(r"best wall (\d+) cpu (\d+) ms", done.stdout)
        if said is None:
            last = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            report.notes.append(f"Peer {script.name}: no figures ({last}).")
            continue
        theirs, ours = float(said[2]), min(own["cpu_ms"])
        report.raw.setdefault("peer", {})[script.name] = {"stdout": done.stdout, "ours": own}
        report.row(f"peer: {script.name}, best of {count}", "", f"{theirs:.0f}", said[1], "", "", "", "")
        report.row(f"  ours beside it, best of {count}", "", f"{ours:.0f}", f"{min(own['wall_ms']):.0f}", *[""] * 4)
        report.target(
            f"at most 0.85 of the peer's CPU ({script.name})", f"{ours / theirs:.2f}", met=ours <= 0.85 * theirs
        )


def _sweep(report: Report, directory: Path, count: int) -> None:
    """Prove networks of growing size and batches of growing number; a table, and plots beside the raw numbers."""
    from zkml.drawing import lines_svg

    lines: dict[str, list[tuple[float, float]]] = {"more channels": [], "larger picture": []}
    by_products: dict[str, list[tuple[float, float]]] = {"more channels": [], "larger picture": []}
    swept: dict[str, Any] = {}
    for name in SWEPT:
        found = _row_process(["prove", str(_model(name, directory, report)), "--count", str(count)])
        swept[name] = found
        if "refused" in found:
            report.notes.append(f"Sweep {name}: {found['refused']}")
            continue
        cpu = _middle(found["cpu_ms"])
        report.row(
            f"sweep: {name}: {found['products'] / 1e6:.2f} MMAC, {found['activations']:,} activations",
            f"2^{found['witness_bits']}+2^{found['weight_bits']}",
            f"{cpu:,.0f}",
            f"{_middle(found['wall_ms']):,.0f}",
            f"{found['verify_ms']:,.1f}",
            f"{found['peak_bytes'] / 1e6:,.0f}",
            f"{found['felts']:,}",
            f"{found['felts'] + found['statement_felts']:,}",
        )
        kinds = ["larger picture"] if name.startswith("side") else ["more channels"]
        for kind in ["more channels", "larger picture"] if name == "channels-2" else kinds:
            lines[kind].append((found["activations"], cpu))
            by_products[kind].append((found["products"] / 1e6, cpu))
    batch: list[tuple[float, float]] = []
    for items in BATCHES:
        found = _row_process(
            ["prove", str(INSPECTION), "--items", str(items), "--count", str(count if items < 16 else 1)]
        )
        swept[f"batch-{items}"] = found
        if "refused" in found:
            report.notes.append(f"Batch of {items}: {found['refused']}")
            continue
        cpu = _middle(found["cpu_ms"])
        batch.append((items, cpu / items))
        report.row(
            f"batch of {items}: {cpu / items:.1f} CPU ms an image",
            f"2^{found['witness_bits']}+2^{found['weight_bits']}",
            f"{cpu:,.0f}",
            f"{_middle(found['wall_ms']):,.0f}",
            f"{found['verify_ms']:,.1f}",
            f"{found['peak_bytes'] / 1e6:,.0f}",
            f"{found['felts']:,}",
            f"{found['felts'] + found['statement_felts']:,}",
        )
    report.raw["sweep"] = swept
    RAW.mkdir(parents=True, exist_ok=True)
    for name, title, axis, data in (
        ("activations", "CPU time against activations", "activations", lines),
        ("products", "CPU time against products", "million products", by_products),
        ("batch", "CPU time of an image against the batch", "images in a proof", {"inspection": batch}),
    ):
        if any(data.values()):
            unit = "CPU ms an image" if name == "batch" else "CPU ms"
            kept = {kind: line for kind, line in data.items() if line}
            (RAW / f"zkml-{name}.svg").write_text(lines_svg(title, (axis, unit), kept), encoding="utf-8")
    report.notes.append(f"Plots: {RAW.relative_to(ROOT)}/zkml-activations.svg, zkml-products.svg, zkml-batch.svg.")
