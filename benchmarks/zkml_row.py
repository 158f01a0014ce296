"""One row of the table, in a process of its own: ``python -m benchmarks.zkml_row …``; prints JSON.

compile NETWORK FILE                         a float network into the provable profile
prove FILE --set NAME --items N --count K    prove K times: CPU, wall, self-check, elements, peak memory
sustain FILE --items N --seconds S           prove for S seconds, one proof after the other
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np

import zkml
from benchmarks.zkml_networks import NETWORKS, calibration
from zkml.anatomy import anatomy
from zkml.estimate import estimate
from zkml.parameters import parameter_set
from zkml.proving.memory import keep_freed_memory
from zkml.proving.select import chosen, fastest, warm_up
from zkml.timing import SELF_CHECK, time_proofs


def peak_bytes() -> int:
    """Return the most memory that this process had resident."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def compiled(name: str, path: Path) -> dict[str, Any]:
    """Compile a network and keep it."""
    net = NETWORKS[name]()
    started = time.process_time()
    found = zkml.compile(net.model(), calibration(net.input))
    path.write_bytes(found.model.SerializeToString())
    return {"cpu_s": time.process_time() - started, "largest_error": max(item.error for item in found.layers)}


def inputs_for(circuit: zkml.Circuit, items: int) -> np.ndarray:
    """Return inputs that differ."""
    return calibration(circuit.architecture.input, items)


def proved(path: Path, name: str, items: int, count: int, threads: int) -> dict[str, Any]:
    """Prove again and again."""
    circuit = zkml.load_circuit(path)
    parameters = parameter_set(name)
    expected = estimate(circuit.architecture, parameters, items)
    warm_up()
    before = peak_bytes()
    started = time.process_time()
    prover = zkml.Prover(circuit, name, fastest(threads))
    registered = time.process_time() - started
    timings = time_proofs(prover, inputs_for(circuit, items), count)
    middle = sorted(timings, key=lambda timing: timing.cpu_ms)[len(timings) // 2]
    shares = anatomy(circuit.architecture, parameters, items)
    statement = prover.prove(inputs_for(circuit, items)).statement
    return {
        "kernels": chosen(),
        "cpu_ms": [timing.cpu_ms for timing in timings],
        "wall_ms": [timing.wall_ms for timing in timings],
        "steps_ms": middle.steps,
        "verify_ms": statistics.median(timing.steps[SELF_CHECK] for timing in timings),
        "felts": (len(middle.proof) - 8) // 32,
        "statement_felts": len(statement.felts()),
        "peak_bytes": peak_bytes(),
        "loaded_bytes": before,
        "register_cpu_s": registered,
        "witness_bits": shares.witness_bits,
        "weight_bits": shares.weight_bits,
        "products": sum(layer.products for layer in shares.layers),
        "activations": sum(layer.activations for layer in shares.layers),
        "parameters": sum(int(w.size) + int(b.size) for w, b in zip(circuit.weights, circuit.biases, strict=True)),
        "estimated_bytes": expected.memory_bytes,
        "estimated_cpu_ms": 1000 * expected.cpu_s,
    }


def sustained(path: Path, name: str, items: int, seconds: float) -> dict[str, Any]:
    """Prove for *seconds* after the first proof, each proof verified as always."""
    circuit = zkml.load_circuit(path)
    warm_up()
    prover = zkml.Prover(circuit, name)
    inputs = inputs_for(circuit, items)
    prover.prove(inputs)
    started, cpu, proofs = time.monotonic(), time.process_time(), 0
    while time.monotonic() - started < seconds:
        prover.prove(inputs, zkml.Context(job=proofs))
        proofs += 1
    return {
        "kernels": chosen(),
        "items": proofs * items,
        "wall_s": time.monotonic() - started,
        "cpu_s": time.process_time() - cpu,
        "peak_bytes": peak_bytes(),
    }


def main() -> None:
    """Run what the options name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["compile", "prove", "sustain"])
    parser.add_argument("source")
    parser.add_argument("target", type=Path, nargs="?")
    parser.add_argument("--set", default=zkml.DEFAULT_SET)
    parser.add_argument("--items", type=int, default=1)
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    keep_freed_memory()  # as `ciro prover run` does
    try:
        if options.what == "compile":
            found = compiled(options.source, options.target)
        elif options.what == "prove":
            found = proved(Path(options.source), options.set, options.items, options.count, options.threads)
        else:
            found = sustained(Path(options.source), options.set, options.items, options.seconds)
    except (zkml.Unprovable, zkml.Rejected, MemoryError) as error:
        found = {"refused": str(error) or type(error).__name__}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
