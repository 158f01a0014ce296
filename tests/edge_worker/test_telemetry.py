"""ONNX Runtime reports to nobody."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MODEL = Path(__file__).parents[2] / "models" / "surface-inspection" / "model.onnx"
PROGRAM = f"""
import time
from edge_worker.runtime import onnx_runtime
onnx_runtime().InferenceSession({str(MODEL)!r}, providers=["CPUExecutionProvider"])
time.sleep(1)
"""


def test_no_identifier_is_left_and_no_host_is_asked(tmp_path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed; what the library asks the network for cannot be seen")
    trace = tmp_path / "trace"
    home = tmp_path / "home"
    home.mkdir()
    environment = {key: value for key, value in os.environ.items() if key not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    done = subprocess.run(
        [
            strace,
            "-f",
            "-qq",
            "-e",
            "trace=connect,sendto,sendmsg,sendmmsg",
            "-o",
            trace,
            sys.executable,
            "-c",
            PROGRAM,
        ],
        check=False,
        capture_output=True,
        text=True,
        env=environment | {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home)},
        cwd=Path(__file__).parents[2],
    )
    if "ptrace" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("strace may not look here")
    assert done.returncode == 0, done.stderr
    assert "AF_INET" not in trace.read_text()
    assert list(home.rglob("*")) == []
