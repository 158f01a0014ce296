"""The page "Write a runner" as it stands: its package is built, installed, listed, and asked."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

PAGE = Path("docs/runners.md").read_text(encoding="utf-8")
SCRIPT = "from gateway.cli import main; main()"


def block(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A directory with the page's package installed by pip, and the environment in which a worker finds it."""
    place = tmp_path_factory.mktemp("runner")
    project, target = place / "word-count-runner", place / "installed"
    project.mkdir()
    (project / "pyproject.toml").write_text(block("ini"))
    (project / "word_count.py").write_text(block("python"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(project)], check=True, timeout=120)
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(target), str(Path.cwd())])}


@pytest.fixture(scope="module")
def worker(installed, tmp_path_factory):
    store = tmp_path_factory.mktemp("store")
    command = [
        sys.executable,
        "-c",
        SCRIPT,
        "worker",
        "run",
        "--port",
        "0",
        "--store",
        str(store),
        "--model",
        "barcode",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=installed
    ) as process:
        yield process.stdout.readline().split()[-1]
        process.terminate()


def ask(worker, name, text, **parameters):
    tensor = {"name": "text", "datatype": "BYTES", "shape": [1], "data": [text]}
    body = {"inputs": [tensor], "parameters": parameters}
    return httpx.post(f"{worker}/v2/models/{name}/infer", json=body, timeout=60)


def test_the_command_lists_it_with_its_package(installed):
    command = [sys.executable, "-c", SCRIPT, "worker", "runners", "--json"]
    found = json.loads(subprocess.run(command, env=installed, capture_output=True, check=True, timeout=60).stdout)
    row = next(one for one in found["runners"] if one["name"] == "word-count")
    assert row["source"] == "word-count-runner"
    assert row["serves"]
    assert {one["name"]: one["by"] for one in found["job_types"]}["nlp"] == "runner.word-count"


@pytest.mark.parametrize("name", ["runner.word-count", "runner.nlp"])
def test_it_answers_by_its_name_and_by_its_job_type(worker, name):
    answer = ask(worker, name, "three short words", job_type="nlp", job_id=f"job-{name}").json()
    assert answer["outputs"][0]["data"] == [3]
    again = ask(worker, name, "three short words", job_type="nlp", job_id=f"job-{name}").json()
    assert again["parameters"]["repeated"] is True


def test_its_refusal_is_the_callers_fault(worker):
    refused = ask(worker, "runner.word-count", "  ")
    assert refused.status_code == 400
    assert "no words" in refused.json()["error"]
