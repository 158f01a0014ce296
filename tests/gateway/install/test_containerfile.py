"""The worker's Containerfile: no engine is here to build it, so what can be held without one is."""

import json
import re
import shlex
from pathlib import Path

import pytest
import typer.main

from gateway.cli.worker import app

ROOT = Path(__file__).parents[3]
FILE = ROOT / "containers" / "worker.Containerfile"


@pytest.fixture(scope="module")
def steps():
    """(instruction, rest) of each line, continued ones joined."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


def of(steps, instruction):
    return [rest for name, rest in steps if name == instruction]


def test_images_are_named_without_a_host(steps):
    assert {image.split()[0] for image in of(steps, "FROM")} == {"${BASE}"}
    (base,) = [value.partition("=")[2] for value in of(steps, "ARG") if value.startswith("BASE")]
    assert "." not in base.split("/")[0]


def test_what_is_copied_is_there_and_is_what_the_package_is_made_of(steps):
    copied = {source for rest in of(steps, "COPY") if "--from" not in rest for source in shlex.split(rest)[:-1]}
    assert all((ROOT / source).exists() for source in copied)
    project = (ROOT / "pyproject.toml").read_text()
    shipped = set(re.findall(r'^"share/ciro/[^"]*" = \["([\w]+)/', project, flags=re.MULTILINE))
    assert shipped | {"gateway", "edge_worker", "zkml", "README.md", "LICENSE", "pyproject.toml"} <= copied


def test_the_extras_are_there(steps):
    (extras,) = [value.partition("=")[2] for value in of(steps, "ARG") if value.startswith("EXTRAS")]
    project = (ROOT / "pyproject.toml").read_text()
    assert all(re.search(rf"^{extra} = \[", project, flags=re.MULTILINE) for extra in extras.split(","))


def test_it_does_not_run_as_root_and_writes_into_one_volume(steps):
    assert of(steps, "USER") == ["10001:10001"]
    assert [name for name, _ in steps][-3:] == ["HEALTHCHECK", "ENTRYPOINT", "CMD"]
    (volume,) = of(steps, "VOLUME")
    caches = re.findall(r"(?:NUMBA_CACHE_DIR|CUDA_CACHE_PATH)=(\S+)", " ".join(of(steps, "ENV")))
    assert len(caches) == 2
    assert all(path.startswith(volume) for path in caches)


def test_its_command_is_one_that_the_worker_knows(steps):
    command = json.loads(of(steps, "ENTRYPOINT")[0]) + json.loads(of(steps, "CMD")[0])
    assert command[:3] == ["/opt/ciro/bin/ciro", "worker", "run"]
    run = typer.main.get_command(app).commands["run"]
    run.make_context("run", command[3:])  # raises on an option that there is not
