"""Drivers made for a test: a C compiler builds libraries that the real pynvml and the real child processes load."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("fake_driver.c")


@pytest.fixture(scope="session")
def drivers(tmp_path_factory):
    """A directory with ``libnvidia-ml.so.1`` and ``libcuda.so.1``."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler")
    directory = tmp_path_factory.mktemp("drivers")
    for name, macro in (("libnvidia-ml.so.1", "NVML"), ("libcuda.so.1", "CUDA")):
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", f"-D{macro}", str(_SOURCE), "-o", str(directory / name)], check=True
        )
    return directory


@pytest.fixture
def measured(drivers):
    """Return a function: what a process of its own finds on a machine with these GPUs, as a JSON object."""

    def run(gpus="", cuda="", *, visible=None, child_s=15.0):
        environment = os.environ | {"LD_LIBRARY_PATH": str(drivers), "FAKE_GPUS": gpus, "FAKE_CUDA": cuda}
        environment.pop("CUDA_VISIBLE_DEVICES", None)
        if visible is not None:
            environment["CUDA_VISIBLE_DEVICES"] = visible
        script = (
            "import json\nfrom edge_worker.capabilities import Machine, detect, resources\n"
            "resources.FRAMEWORKS.clear()\n"  # they take a second to import, and have their own test
            f"print(json.dumps(detect(Machine(child_s={child_s})).document()))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run
