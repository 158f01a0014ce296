"""Who does a job type, and what is said when nobody does; packages that are broken or greedy."""

import sys
from contextlib import ExitStack
from importlib.metadata import EntryPoint
from types import ModuleType

import numpy as np
import pytest
from starlette.testclient import TestClient

from edge_worker.job_types import JobType
from edge_worker.runners import BY_MODELS, MATCHED_ONLY, NoRunner, Place, Runner, RunnerRegistry
from edge_worker.server import WorkerServer


class Echo(Runner):
    name = "echo"
    version = "1"
    summary = "gives back"
    job_types = (JobType.CUSTOM,)

    def run(self, job):
        return dict(job.inputs)


def declared(name, kind=Echo):
    module = ModuleType(f"runner_{name.replace('-', '_')}")
    module.Kind = type("Kind", (kind,), {"name": name})
    sys.modules[module.__name__] = module
    return EntryPoint(name, f"{module.__name__}:Kind", "ciro.runners")


@pytest.fixture
def registry(store):
    return lambda *entries: RunnerRegistry(Place(store), entries)


def test_every_job_type_is_done_or_says_what_is_missing(registry):
    found = registry()
    for kind in JobType:
        if kind in BY_MODELS or kind in MATCHED_ONLY:
            with pytest.raises(NoRunner) as told:
                found.find(f"runner.{kind.label}")
            assert told.value.known
            assert ("models" in str(told.value)) is (kind in BY_MODELS)
            assert ("install a package" in str(told.value)) is (kind in MATCHED_ONLY)
        else:
            assert kind in found.find(f"runner.{kind.label}").job_types


def test_what_is_no_job_type_and_no_runner_is_unknown(registry):
    with pytest.raises(NoRunner, match="no runner 'cooking'") as told:
        registry().find("runner.cooking")
    assert not told.value.known


def test_a_runner_of_a_package_does_its_job_type(registry):
    found = registry(declared("echo"))
    assert found.find("runner.custom").name == "runner.echo"
    assert JobType.CUSTOM in found.job_types


def test_a_package_takes_neither_a_shipped_name_nor_first_place(registry):
    greedy = type("Greedy", (Echo,), {"job_types": (JobType.DATA_PROCESSING,)})
    found = registry(declared("data-processing", greedy), declared("a-first", greedy))
    assert found.find("runner.data_processing").name == "runner.data-processing"
    assert type(found.find("runner.data-processing").runner).__module__.startswith("edge_worker")
    assert found.find("runner.a-first").name == "runner.a-first"
    assert any("another runner has this name" in one.trouble for one in found.listed())


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"requires": ("never-installed>=2",)}, "pip install 'never-installed>=2'"),
        ({"requires": ("numpy<1",)}, "numpy is"),
        ({"requires": ("not a requirement",)}, "PEP 508"),
        ({"job_types": ()}, "none of the thirteen"),
        ({"__init__": lambda self, place: 1 / 0}, "ZeroDivisionError"),
    ],
)
def test_a_runner_that_cannot_serve_says_why_and_harms_nobody(registry, changed, says):
    found = registry(declared("odd", type("Odd", (Echo,), changed)))
    assert says in next(one.trouble for one in found.listed() if one.name == "odd")
    with pytest.raises(NoRunner) as told:
        found.find("runner.odd")
    assert says in str(told.value)
    assert found.find("runner.audio_processing")


@pytest.mark.parametrize(
    "entry",
    [
        EntryPoint("gone", "no_such_module:Kind", "ciro.runners"),
        EntryPoint("gone", "json:Kind", "ciro.runners"),
        EntryPoint("gone", "json:loads", "ciro.runners"),
        EntryPoint("Wrong Name", "json:JSONDecoder", "ciro.runners"),
    ],
)
def test_an_entry_point_that_leads_nowhere_is_listed(registry, entry):
    found = registry(entry)
    assert any(one.name == entry.name and "cannot be used" in one.trouble for one in found.listed())


def request(client, name, **parameters):
    tensor = {"name": "values", "datatype": "FP64", "shape": [2], "data": [1.0, 2.0]}
    return client.post(f"/v2/models/{name}/infer", json={"inputs": [tensor], "parameters": parameters})


@pytest.fixture
def served(engine):
    """A client of a worker that has the shipped runners and those of *entries*."""
    with ExitStack() as stack:

        def serve(*entries):
            server = WorkerServer(engine, runners=RunnerRegistry(Place(engine.store), entries))
            return stack.enter_context(TestClient(server.app, raise_server_exceptions=False))

        yield serve


@pytest.fixture
def client(served):
    return served()


def test_over_http_a_missing_runner_is_501_with_what_to_install(client):
    refused = request(client, "runner.ai_training")
    assert refused.status_code == 501
    assert "ciro.runners" in refused.json()["error"]
    assert request(client, "runner.cooking").status_code == 404


def test_over_http_a_runner_goes_through_the_same_door_as_a_model(client):
    answer = request(client, "runner.data-processing", job_id="one", job_type="data_processing")
    assert answer.status_code == 200
    runner = client.get("/v2/models/runner.data_processing").json()
    assert answer.json()["parameters"]["model_sha256"] == runner["parameters"]["sha256"]
    assert request(client, "runner.data-processing", job_type="nlp").status_code == 501
    assert request(client, "runner.data-processing", deadline_ms=1).status_code == 504
    assert request(client, "runner.data-processing", frameworks="numpy<1").status_code == 501
    assert request(client, "runner.data-processing", model_sha256="0" * 64).status_code == 409
    assert request(client, "runner.data-processing", operation="guess").status_code == 400
    assert request(client, "runner.data-processing", proof="zkml").status_code == 501


@pytest.mark.parametrize(
    "outputs", [None, {}, {"x": [1]}, {"x": np.array([1j])}, {"x": np.array([{}, 1], object)}, {1: np.zeros(1)}]
)
def test_a_runner_that_answers_nonsense_is_500(served, outputs):
    kind = type("Mad", (Echo,), {"run": lambda self, job: outputs})
    refused = request(served(declared("mad", kind)), "runner.mad")
    assert refused.status_code == 500
    assert "runner mad" in refused.json()["error"]


def test_a_runner_sees_only_what_is_signed(served):
    seen = []
    kind = type("Spy", (Echo,), {"run": lambda self, job: seen.append(dict(job.parameters)) or dict(job.inputs)})
    client = served(declared("spy", kind))
    assert request(client, "runner.spy", job_id="1", hz=5, operation="x", attempt=3, mood="good").status_code == 200
    assert seen == [{"hz": 5, "operation": "x"}]
