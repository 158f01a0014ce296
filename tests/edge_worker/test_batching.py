"""Requests that wait are run together, in order, within bounds, and each gets the bits that it gets alone."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import helper
from starlette.testclient import TestClient

from edge_worker import Engine, ModelStore
from edge_worker.batch_check import largest_exact_batch
from edge_worker.dispatcher import Batching, Dispatcher, QueueFull, Work
from edge_worker.open_inference import encode_request, parse_response
from edge_worker.server import ServerSettings, WorkerServer
from gateway.cli._worker_batching import read_batching


def work(payload, group="g", *, most=8, budget_s=0.0, rows=1, run=None, in_time=lambda: None):
    return Work(
        group, Batching(most, budget_s), rows, run or (lambda works: [w.payload for w in works]), in_time, payload
    )


class Gate:
    """Runs that note who ran together, and wait until they may go on."""

    def __init__(self, *, opened=False):
        self.runs, self.go_on = [], threading.Event()
        if opened:
            self.go_on.set()

    def __call__(self, works):
        self.runs.append([w.payload for w in works])
        assert self.go_on.wait(30)
        return [w.payload for w in works]


async def all_of(dispatcher, works):
    tasks = [asyncio.ensure_future(dispatcher.do(each)) for each in works]
    await asyncio.sleep(0)
    return tasks


# -- the dispatcher ---------------------------------------------------------------------------------------------------


async def test_what_finds_a_free_slot_runs_at_once_and_what_waits_runs_together():
    gate = Gate()
    dispatcher = Dispatcher(1, 64)
    tasks = await all_of(dispatcher, [work(n, most=4, run=gate) for n in range(8)])
    assert (dispatcher.running, dispatcher.waiting) == (1, 7)
    gate.go_on.set()
    assert await asyncio.gather(*tasks) == list(range(8))
    assert gate.runs == [[0], [1, 2, 3, 4], [5, 6, 7]]


async def test_groups_do_not_mix_and_the_oldest_goes_first():
    gate = Gate()
    dispatcher = Dispatcher(1, 64)
    tasks = await all_of(dispatcher, [work(f"{group}{n}", group, run=gate) for n, group in enumerate("abbaab")])
    gate.go_on.set()
    await asyncio.gather(*tasks)
    assert gate.runs == [["a0"], ["b1", "b2", "b5"], ["a3", "a4"]]


async def test_beyond_the_queue_requests_are_refused():
    gate = Gate()
    dispatcher = Dispatcher(1, 2)
    tasks = await all_of(dispatcher, [work(n, run=gate) for n in range(3)])
    with pytest.raises(QueueFull, match="2 requests wait"):
        await dispatcher.do(work(9))
    gate.go_on.set()
    assert await asyncio.gather(*tasks) == [0, 1, 2]


async def test_a_budget_waits_for_company_until_the_batch_is_full():
    gate = Gate(opened=True)
    dispatcher = Dispatcher(1, 64)
    lonely = asyncio.ensure_future(dispatcher.do(work(0, most=3, budget_s=1000, run=gate)))
    await asyncio.sleep(0.01)
    assert (gate.runs, dispatcher.running) == ([], 0)
    tasks = await all_of(dispatcher, [work(n, most=3, budget_s=1000, run=gate) for n in (1, 2)])
    assert await asyncio.gather(lonely, *tasks) == [0, 1, 2]
    assert gate.runs == [[0, 1, 2]]


async def test_a_budget_ends_and_lets_other_models_pass_meanwhile():
    gate = Gate(opened=True)
    dispatcher = Dispatcher(1, 64)
    patient = asyncio.ensure_future(dispatcher.do(work("slow", "a", budget_s=0.2, run=gate)))
    await asyncio.sleep(0)
    assert await dispatcher.do(work("quick", "b", run=gate)) == "quick"
    assert await patient == "slow"
    assert gate.runs == [["quick"], ["slow"]]


async def test_one_that_comes_too_late_is_told_and_the_rest_runs():
    def too_late():
        raise TimeoutError("late")

    gate = Gate()
    dispatcher = Dispatcher(1, 64)
    tasks = await all_of(dispatcher, [work(0, run=gate), work(1, run=gate, in_time=too_late), work(2, run=gate)])
    gate.go_on.set()
    first, late, last = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, str(late), last) == (0, "late", 2)
    assert gate.runs == [[0], [2]]


async def test_a_run_that_crashes_frees_its_slot_and_a_client_that_leaves_its_place():
    def crash(_):
        raise ZeroDivisionError

    gate = Gate()
    dispatcher = Dispatcher(1, 1)
    with pytest.raises(ZeroDivisionError):
        await dispatcher.do(work(0, run=crash))
    (held,) = await all_of(dispatcher, [work(1, run=gate)])
    (leaving,) = await all_of(dispatcher, [work(2, run=gate)])
    leaving.cancel()
    await asyncio.sleep(0)
    (staying,) = await all_of(dispatcher, [work(3, run=gate)])
    gate.go_on.set()
    assert await asyncio.gather(held, staying) == [1, 3]
    assert gate.runs == [[1], [3]]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.booleans()), max_size=30),
    st.integers(1, 3),
    st.integers(1, 6),
)
def test_every_work_runs_once_and_no_batch_is_larger_than_allowed(asked, slots, most):
    ran = []

    def run(works):
        ran.append([w.payload for w in works])
        return [-w.payload[0] for w in works]

    async def play():
        dispatcher = Dispatcher(slots, 64)
        works = [
            work((n, rows), group if batched else n, most=most if batched else 1, rows=rows, run=run)
            for n, (group, rows, batched) in enumerate(asked)
        ]
        tasks = await all_of(dispatcher, works)
        found = await asyncio.gather(*tasks)
        dispatcher.close()
        return found

    assert asyncio.run(play()) == [-n for n in range(len(asked))]
    assert sorted(payload[0] for batch in ran for payload in batch) == list(range(len(asked)))
    assert all(len(batch) == 1 or sum(rows for _, rows in batch) <= most for batch in ran)


# -- bit for bit ------------------------------------------------------------------------------------------------------


def save_dense(path, build, width=67, *, mixing=False):
    """A float matrix product; *mixing* subtracts the mean over the batch, so that rows depend on their company."""
    draw = np.random.default_rng(3)
    nodes = [helper.make_node("MatMul", ["x", "w"], ["z" if mixing else "y"])]
    if mixing:
        nodes += [
            helper.make_node("ReduceMean", ["z"], ["mean"], axes=[0], keepdims=1),
            helper.make_node("Sub", ["z", "mean"], ["y"]),
        ]
    weights = draw.standard_normal((width, 5)).astype(np.float32)
    return build.save_graph(
        path, nodes, [("x", np.float32, ["N", width])], [("y", np.float32, ["N", 5])], [("w", weights)]
    )


class Loaded:
    name, sha256 = "dense", "00"

    def __init__(self, path):
        from edge_worker.runtime import OnnxSession

        self.session = OnnxSession(path)


def test_a_model_whose_rows_depend_on_their_company_is_never_batched(tmp_path, build):
    assert largest_exact_batch(Loaded(save_dense(tmp_path / "mixed.onnx", build, mixing=True)), 8) == 1


def test_a_model_with_a_fixed_batch_is_never_batched(tmp_path, build):
    path = build.save_constant_model(tmp_path / "c.onnx", {"y": np.zeros((1, 2), np.float32)})
    assert largest_exact_batch(Loaded(path), 8) == 1


@pytest.mark.parametrize("name", ["surface-inspection", "part-counter", "vibration-anomaly"])
def test_the_shipped_models_are_exact_in_any_batch(tmp_path, name):
    model = Engine(ModelStore(tmp_path / "models")).load(name)
    assert largest_exact_batch(model, 16, budget_s=60) == 16


def test_the_check_ends_with_its_budget(tmp_path):
    model = Engine(ModelStore(tmp_path / "models")).load("surface-inspection")
    assert 1 <= largest_exact_batch(model, 10_000, budget_s=0.0) < 10_000


# -- over HTTP --------------------------------------------------------------------------------------------------------


def ask(client, tensor, **parameters):
    body, length = encode_request("", {"x": tensor}, parameters)
    headers = {"Inference-Header-Content-Length": str(length)}
    answer = client.post("/v2/models/surface-inspection/infer", content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return parse_response(answer.content, int(answer.headers["Inference-Header-Content-Length"]))


@pytest.fixture
def gated(tmp_path, monkeypatch):
    """A worker with one slot, whose runs wait until they may go on."""
    worker = WorkerServer(
        Engine(ModelStore(tmp_path / "models")), ServerSettings(("surface-inspection",), slots=1, queue=64)
    )
    go_on, infer = threading.Event(), worker._inference._infer_now

    def slow(works):
        assert go_on.wait(60)
        return infer(works)

    monkeypatch.setattr(worker._inference, "_infer_now", slow)
    with TestClient(worker.app) as client:
        client.worker = worker
        yield client, go_on


def test_answers_out_of_a_batch_are_the_ones_given_alone(gated, build):
    client, go_on = gated
    draw = np.random.default_rng(0)
    tensors = [draw.integers(0, 256, (1 + n % 3, 1, 64, 64)).astype(np.uint8) for n in range(12)]
    with ThreadPoolExecutor(len(tensors)) as pool:
        asked = [pool.submit(ask, client, tensor) for tensor in tensors]
        while client.get("/health").json()["waiting"] < len(tensors) - 1:
            pass
        go_on.set()
        together = [future.result() for future in asked]
    assert max(answer.parameters.get("batch_rows", 1) for answer in together) > 3
    for tensor, answer in zip(tensors, together, strict=True):
        alone = ask(client, tensor)
        assert "batch_rows" not in alone.parameters
        assert alone.outputs["logits"].tobytes() == answer.outputs["logits"].tobytes()


def test_what_waits_when_the_worker_stops_is_answered_and_nothing_new_is_taken(gated):
    client, go_on = gated
    tensor = np.zeros((1, 1, 64, 64), np.uint8)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, client, tensor) for _ in range(4)]
        while client.get("/health").json()["waiting"] < 3:
            pass
        client.worker.stop_taking()
        body, length = encode_request("", {"x": tensor}, {})
        headers = {"Inference-Header-Content-Length": str(length)}
        late = client.post("/v2/models/surface-inspection/infer", content=body, headers=headers)
        assert (late.status_code, "stopping" in late.json()["error"]) == (503, True)
        go_on.set()
        assert [future.result().outputs["logits"].shape for future in asked] == [(1, 4, 1, 1)] * 4


def test_a_poison_picture_in_a_batch_is_refused_alone(gated, build):
    client, go_on = gated

    def post(data):
        body, length = encode_request("", {"picture": np.array([data], object)}, {})
        return client.post(
            "/v2/models/surface-inspection/infer",
            content=body,
            headers={"Inference-Header-Content-Length": str(length)},
        ).status_code

    pictures = [build.grey_jpeg(100 + n) for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(post, data) for data in [*pictures, b"no picture", *pictures[:2]]]
        while client.get("/health").json()["waiting"] < 6:
            pass
        go_on.set()
        assert [future.result() for future in asked] == [200, 200, 200, 200, 400, 200, 200]


@pytest.mark.parametrize(
    ("wishes", "found"),
    [
        ([], Batching(32)),
        (["1"], Batching(1)),
        (["16:2.5"], Batching(16, 0.0025)),
        (["bright=8:1", "4"], Batching(4)),
    ],
)
def test_the_option_says_how_batches_are_made(wishes, found):
    otherwise, by_model = read_batching(wishes)
    assert otherwise == found
    assert by_model == ({"bright": Batching(8, 0.001)} if "bright=8:1" in wishes else {})


@pytest.mark.parametrize("wish", ["", "0", "x", "8:", "8:-1", "8:inf", "8:nan", "=8", "8:99999", "a=b=3", "1000000"])
def test_an_option_that_makes_no_sense_is_named(wish):
    with pytest.raises(ValueError, match="--batch"):
        read_batching([wish])
