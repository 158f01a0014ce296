"""The same networks proven by ezkl, for whoever has installed it: ``python -m benchmarks.ezkl_peer lenet``.

Nothing of the product needs ezkl, and no extra installs it: its licence is not stated on its package. In an environment
of its own: ``pip install ezkl onnx numpy``. LeNet took 11 GB and three minutes of CPU; ``side-1`` is smaller.

The structured reference string is made on the spot, by ``gen_srs``: its secret is then known to this process, which is
right for timing and for nothing else. What ezkl proves is its own fixed-point version of the float network.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx

from benchmarks.zkml_networks import NETWORKS, calibration

__all__ = ["main"]


def _timed(name: str, step: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    found = step()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:12} wall {wall:8.2f} s  cpu {cpu:8.2f} s  peak {peak:8,.0f} MB")
    return found


def prove(name: str, directory: Path) -> None:
    """Set up, prove and verify one network, and print what each step cost."""
    import ezkl  # type: ignore[import-not-found]

    def at(file: str) -> str:
        return str(directory / file)

    network = NETWORKS[name]()
    model = network.model()
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 1
    onnx.save(model, at("network.onnx"))
    pixels = calibration(network.input, 1).astype(float) / 255
    (directory / "input.json").write_text(json.dumps({"input_data": [pixels.reshape(-1).tolist()]}))

    ezkl.gen_settings(at("network.onnx"), at("settings.json"))
    _timed(
        "calibrate",
        lambda: ezkl.calibrate_settings(at("input.json"), at("network.onnx"), at("settings.json"), "resources"),
    )
    ezkl.compile_circuit(at("network.onnx"), at("compiled.ezkl"), at("settings.json"))
    rows = json.loads(Path(at("settings.json")).read_text())["run_args"]["logrows"]
    _timed("srs", lambda: ezkl.gen_srs(at("srs"), rows))
    _timed("set-up", lambda: ezkl.setup(at("compiled.ezkl"), at("vk"), at("pk"), at("srs")))
    _timed("witness", lambda: ezkl.gen_witness(at("input.json"), at("compiled.ezkl"), at("witness.json")))
    _timed("prove", lambda: ezkl.prove(at("witness.json"), at("compiled.ezkl"), at("pk"), at("proof.json"), at("srs")))
    accepted = _timed("verify", lambda: ezkl.verify(at("proof.json"), at("settings.json"), at("vk"), at("srs")))
    sizes = ", ".join(f"{file} {Path(at(file)).stat().st_size / 1e6:,.1f} MB" for file in ("pk", "vk", "proof.json"))
    print(f"2^{rows} rows, {sizes}; {'accepted' if accepted else 'REJECTED'}")


def main() -> None:
    """Run what the options name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=sorted(NETWORKS))
    with tempfile.TemporaryDirectory(prefix="ezkl-peer-") as directory:
        prove(parser.parse_args().network, Path(directory))


if __name__ == "__main__":
    main()
