"""ONNX Runtime reports to nobody."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MODEL = Path(__file__).parents[2] / "models" / "surface-inspection" / "model.onnx"
PROGRAM = f"""
import time
from edge_worker.runtime import onnx_runtime
onnx_runtime().InferenceSession({str(MODEL)!r}, providers=["CPUExecutionProvider"])
time.sleep(1)
"""


def test_no_identifier_is_left_and_no_host_is_asked(tmp_path):
    home, trace = tmp_path / "home", tmp_path / "trace"
    home.mkdir()
    watched = [shutil.which("strace"), "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", trace]
    if watched[0] is None or subprocess.run([*watched, "true"], check=False, capture_output=True).returncode != 0:
        watched = []  # then only what it leaves behind is seen
    environment = {key: value for key, value in os.environ.items() if key not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    done = subprocess.run(
        [*watched, sys.executable, "-c", PROGRAM],
        check=False,
        capture_output=True,
        text=True,
        env=environment | {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home)},
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert not watched or "AF_INET" not in trace.read_text()
    assert list(home.rglob("*")) == []
