"""The worker speaks the Open Inference Protocol, and every refusal says what is wrong."""

import contextlib
import gzip
import json
import struct
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from edge_worker import Engine, ModelStore
from edge_worker.open_inference import BadRequest, encode_response, parse_request
from edge_worker.server import ServerSettings, WorkerServer


@pytest.fixture
def worker(store, engine, brightness_package):
    store.add(brightness_package())
    return WorkerServer(engine)


@pytest.fixture
def client(worker):
    with TestClient(worker.app, raise_server_exceptions=False) as opened:
        yield opened


GREY = np.full((1, 1, 64, 64), 100, np.uint8)


def json_request(tensor=GREY, **changes):
    tensor_entry = {
        "name": "x",
        "datatype": "UINT8",
        "shape": list(tensor.shape),
        "data": tensor.reshape(-1).tolist(),
    }
    return {"inputs": [tensor_entry], **changes}


def binary_request(name, datatype, shape, raw, *, parameters=None, **changes):
    """Body and headers of a request in the binary extension."""
    entry = {"name": name, "datatype": datatype, "shape": shape, "parameters": {"binary_data_size": len(raw)}}
    header = json.dumps({"inputs": [entry], "parameters": parameters or {}, **changes}).encode()
    return header + raw, {"Inference-Header-Content-Length": str(len(header))}


def one_bytes(data):
    return struct.pack("<I", len(data)) + data


def picture_request(jpeg, **options):
    return binary_request("picture", "BYTES", [1], one_bytes(jpeg), **options)


def outputs_of(response):
    """Read a response in either form; arrays and lists by name."""
    length = response.headers.get("Inference-Header-Content-Length")
    document = json.loads(response.content if length is None else response.content[: int(length)])
    at, found = 0 if length is None else int(length), {}
    for entry in document["outputs"]:
        size = entry.get("parameters", {}).get("binary_data_size")
        if size is None:
            found[entry["name"]] = entry["data"]
            continue
        raw = response.content[at : at + size]
        at += size
        if entry["datatype"] == "BYTES":
            found[entry["name"]] = raw
        else:
            found[entry["name"]] = np.frombuffer(raw, {"FP32": "<f4"}[entry["datatype"]]).reshape(entry["shape"])
    return document, found


# -- what there is ----------------------------------------------------------------------------------------------------


def test_metadata_names_server_model_tensors_and_the_natural_input(client, store):
    server = client.get("/v2").json()
    assert (server["name"], server["extensions"]) == ("ciro-worker", ["binary_tensor_data"])
    model = client.get("/v2/models/bright").json()
    assert model["platform"] == "onnxruntime_onnx"
    assert model["versions"] == ["1"]
    assert model["inputs"] == [{"name": "x", "datatype": "UINT8", "shape": [-1, 1, 64, 64]}]
    assert model["outputs"] == [{"name": "logits", "datatype": "FP32", "shape": [-1, 2]}]
    assert model["parameters"]["sha256"] == store.get("bright").sha256
    assert model["parameters"]["provider"] == "CPUExecutionProvider"
    assert model["parameters"]["natural_input"]["name"] == "picture"
    assert client.get("/v2/models/bright/versions/1").json() == model
    assert client.get("/v2/models/bright/versions/9").status_code == 404


def test_live_and_ready_are_told_apart(client, worker):
    assert client.get("/v2/health/live").json() == {"live": True}
    assert client.get("/v2/health/ready").json() == {"ready": True}
    assert client.get("/v2/models/bright/ready").status_code == 200
    worker.stop_taking()
    assert client.get("/v2/health/live").status_code == 200
    assert client.get("/v2/health/ready").status_code == 503
    assert client.get("/v2/models/bright/ready").status_code == 503
    refused = client.post("/v2/models/bright/infer", json=json_request())
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")


def test_a_refused_model_keeps_the_worker_unready_and_is_named_with_its_reason(store, engine, brightness_package):
    store.add(brightness_package(name="good"))
    store.add(brightness_package(name="bad", golden_shift=1.0))
    with TestClient(WorkerServer(engine).app) as client:
        ready = client.get("/v2/health/ready")
        assert ready.status_code == 503
        assert "golden output" in ready.json()["refused"]["bad"]
        index = {entry["name"]: entry for entry in client.post("/v2/repository/index").json()}
        assert index["good"] == {"name": "good", "version": "1", "state": "READY"}
        assert index["bad"]["state"] == "UNAVAILABLE"
        assert client.post("/v2/models/good/infer", json=json_request()).status_code == 200
        assert client.post("/v2/models/bad/infer", json=json_request()).status_code == 503


def test_a_package_that_never_got_its_name_does_not_keep_the_worker_unready(store, engine, brightness_package):
    store.add(brightness_package(name="good"))
    store.add(brightness_package(name="untried"), activate=False)
    with TestClient(WorkerServer(engine).app) as client:
        assert client.get("/v2/health/ready").json() == {"ready": True}


def test_a_refused_update_is_listed_once_with_the_one_that_serves_in_its_place(store, engine, brightness_package):
    store.add(brightness_package("1"))
    store.add(brightness_package("2", golden_shift=1.0))
    with TestClient(WorkerServer(engine).app) as client:
        (entry,) = (e for e in client.post("/v2/repository/index").json() if e["name"] == "bright")
        assert (entry["version"], entry["state"]) == ("1", "READY")
        assert "golden output" in entry["reason"]


def test_a_damaged_package_hides_no_other(store, engine, brightness_package):
    store.add(brightness_package(name="good"))
    other = store.add(brightness_package(name="other"))
    manifest = store.path / "packages" / other / "manifest.json"
    manifest.write_text("{")
    with TestClient(WorkerServer(engine).app) as client:
        assert client.post("/v2/models/good/infer", json=json_request()).status_code == 200


def test_health_is_the_score_of_the_specification_with_its_figures(client):
    document = client.get("/health").json()
    assert 0.1 <= document["score"] <= 1
    product = 1.0
    for factor in document["factors"].values():
        product *= factor
    assert document["score"] == pytest.approx(max(0.1, product))
    assert {"cpu_percent", "memory_percent", "disk_percent", "latency_ms", "failures", "gpu_celsius"} == set(
        document["figures"]
    )
    assert document["models"]["bright"]["provider"] == "CPUExecutionProvider"


def test_hardware_facts_tell_measured_from_declared(client):
    facts = client.get("/hardware").json()
    assert facts["cpu_cores"]["source"] == "measured"
    assert facts["cpu_cores"]["value"] >= 1
    assert facts["provider_CPUExecutionProvider"]["value"] == "used"
    assert "bright" in facts["provider_CPUExecutionProvider"]["evidence"]
    assert all({"value", "evidence", "source", "when"} == set(fact) for fact in facts.values())


def test_metrics_count_requests_by_model_and_status(client, store):
    client.post("/v2/models/bright/infer", json=json_request())
    client.post("/v2/models/bright/infer", json={"inputs": []})
    client.post("/v2/models/nobody/infer", json=json_request())
    text = client.get("/metrics").text
    assert 'ciro_worker_requests_total{model="bright",status="200"} 1.0' in text
    assert 'ciro_worker_requests_total{model="bright",status="400"} 1.0' in text
    assert 'ciro_worker_requests_total{model="unknown",status="404"} 1.0' in text
    assert 'ciro_worker_inference_seconds_count{model="bright"} 1.0' in text
    assert f'sha256="{store.get("bright").sha256}"' in text
    assert "ciro_worker_health" in text


def test_metrics_tell_completion_response_and_quality(client, engine):
    assert "ciro_worker_completion_ratio NaN" in client.get("/metrics").text
    client.post("/v2/models/bright/infer", json=json_request())
    text = client.get("/metrics").text
    assert "ciro_worker_completion_ratio 1.0" in text
    assert 'ciro_worker_response_seconds_count{model="bright"} 1.0' in text
    assert 'ciro_worker_golden_checks_total{model="bright",outcome="passed"} 1.0' in text
    assert 'ciro_worker_golden_largest_difference{model="bright"} 0.0' in text
    assert 'ciro_worker_queue_seconds_count{model="bright"} 1.0' in text
    assert 'ciro_worker_batch_rows_sum{model="bright"} 1.0' in text


def test_a_model_that_goes_wrong_while_it_serves_makes_the_worker_unready_until_it_is_right_again(
    client, worker, monkeypatch
):
    session = type(worker.engine.model("bright").session)
    run = session.run
    monkeypatch.setattr(session, "run", lambda *args: {name: found + 1 for name, found in run(*args).items()})
    worker.golden.look(worker.engine.models().values())
    ready = client.get("/v2/health/ready")
    assert (ready.status_code, "golden output" in ready.json()["wrong"]["bright"]) == (503, True)
    assert client.get("/v2/models/bright/ready").status_code == 503
    assert 'golden_checks_total{model="bright",outcome="failed"} 1.0' in client.get("/metrics").text
    monkeypatch.setattr(session, "run", run)
    worker.golden.look(worker.engine.models().values())
    assert client.get("/v2/health/ready").status_code == 200


def test_golden_checks_go_on_while_it_serves(store, engine, brightness_package):
    store.add(brightness_package())
    with TestClient(WorkerServer(engine, ServerSettings(golden_every_s=0.01)).app) as client:
        while 'outcome="passed"} 3.0' not in client.get("/metrics").text:
            pass


def test_a_new_version_is_swapped_in_on_request_and_a_bad_one_is_not(client, store, brightness_package):
    second = store.add(brightness_package("2", gain=2.0))
    assert client.get("/v2/models/bright").json()["versions"] == ["1"]
    swapped = client.post("/v2/repository/models/bright/load")
    assert swapped.json() == {"name": "bright", "version": "2", "sha256": second}
    assert outputs_of(client.post("/v2/models/bright/infer", json=json_request()))[1] == {"logits": [72.0, -72.0]}
    store.add(brightness_package("3", golden_shift=1.0))
    refused = client.post("/v2/repository/models/bright/load")
    assert refused.status_code == 409
    assert "version 2 goes on" in refused.json()["error"]
    assert client.get("/v2/models/bright").json()["versions"] == ["2"]
    assert client.post("/v2/repository/models/nobody/load").status_code == 404


# -- inference --------------------------------------------------------------------------------------------------------


def test_tensors_as_json(client, store):
    response = client.post(
        "/v2/models/bright/infer", json=json_request(id="7", parameters={"job_id": "j", "attempt": 2})
    )
    document, outputs = outputs_of(response)
    assert outputs == {"logits": [-28.0, 28.0]}
    assert (document["id"], document["model_name"], document["model_version"]) == ("7", "bright", "1")
    parameters = document["parameters"]
    assert (parameters["job_id"], parameters["attempt"]) == ("j", 2)
    assert parameters["model_sha256"] == store.get("bright").sha256
    assert parameters["infer_ms"] > 0


def test_tensors_in_the_binary_extension_both_ways(client):
    body, headers = binary_request(
        "x", "UINT8", [1, 1, 64, 64], GREY.tobytes(), parameters={"binary_data_output": True}
    )
    response = client.post("/v2/models/bright/infer", content=body, headers=headers)
    assert response.headers["content-type"] == "application/octet-stream"
    _, outputs = outputs_of(response)
    assert outputs["logits"].tolist() == [[-28.0, 28.0]]


def test_a_batch_goes_through_a_graph_with_a_free_batch_axis(client):
    batch = np.stack([np.full((1, 64, 64), level, np.uint8) for level in (100, 200)])
    body, headers = binary_request("x", "UINT8", [2, 1, 64, 64], batch.tobytes())
    _, outputs = outputs_of(client.post("/v2/models/bright/infer", content=body, headers=headers))
    assert outputs["logits"] == [-28.0, 28.0, 72.0, -72.0]


def test_a_picture_goes_in_as_the_camera_sent_it(client, engine, build):
    jpeg = build.grey_jpeg(200)
    body, headers = picture_request(jpeg, parameters={"thresholds": {"bright": 0.4}})
    document, outputs = outputs_of(client.post("/v2/models/bright/infer", content=body, headers=headers))
    assert outputs["decision"] == ["bright"]
    result = json.loads(outputs["result"][0])
    assert result["frame"] == {"width": 640, "height": 480}
    expected = engine.infer_image("bright", jpeg)
    assert document["parameters"]["input_sha256"] == expected.input_sha256
    assert result["scores"] == pytest.approx(dict(expected.scores))


def test_boxes_come_in_pixels_of_the_original_picture(tmp_path, build):
    import cv2

    from gateway.simulator.scenes import parts

    scene = parts.render(np.random.default_rng(12), count=3)
    body, headers = picture_request(cv2.imencode(".png", scene.image)[1].tobytes())
    worker = WorkerServer(Engine(ModelStore(tmp_path / "shipped")), ServerSettings(("part-counter",)))
    with TestClient(worker.app) as client:
        response = client.post("/v2/models/part-counter/infer", content=body, headers=headers)
    document, outputs = outputs_of(response)
    shapes = {entry["name"]: entry["shape"] for entry in document["outputs"]}
    assert (shapes["boxes"], shapes["labels"], shapes["scores"]) == ([3, 4], [3], [3])
    found = np.array(outputs["boxes"]).reshape(-1, 4)
    for box in scene.boxes:
        assert np.abs(found - np.array(box[1:])).max(axis=1).min() < 14


def test_a_window_goes_in_with_its_rate(tmp_path):
    from gateway.simulator.scenes import vibration

    samples = vibration.window(np.random.default_rng(1), fault="outer_race").samples
    worker = WorkerServer(Engine(ModelStore(tmp_path / "shipped")), ServerSettings(("vibration-anomaly",)))
    with TestClient(worker.app) as client:

        def send(**parameters):
            body, headers = binary_request(
                "window", "FP64", [len(samples)], samples.astype("<f8").tobytes(), parameters=parameters
            )
            return client.post("/v2/models/vibration-anomaly/infer", content=body, headers=headers)

        assert outputs_of(send(hz=1000))[1]["decision"] == ["anomaly"]
        assert "hz" in send().json()["error"]
        assert "the model takes 1000 Hz" in send(hz=500).json()["error"]


def test_a_code_is_read_over_http_without_any_graph(tmp_path, build):
    worker = WorkerServer(Engine(ModelStore(tmp_path / "shipped")), ServerSettings(("barcode",)))
    body, headers = picture_request(build.grey_jpeg(120))
    with TestClient(worker.app) as client:
        metadata = client.get("/v2/models/barcode").json()
        assert (metadata["platform"], metadata["inputs"][0]["name"]) == ("ciro", "picture")
        _, outputs = outputs_of(client.post("/v2/models/barcode/infer", content=body, headers=headers))
        assert outputs["decision"] == ["missing"]
        refused = client.post("/v2/models/barcode/infer", json=json_request())
        assert (refused.status_code, "takes the input 'picture'" in refused.json()["error"]) == (400, True)


# -- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"inputs": []}, "1 to 64 tensors"),
        ({"inputs": "x"}, "1 to 64 tensors"),
        ({"id": 7}, "id must be a string"),
        ({"outputs": [{"name": "nobody"}]}, "gives no output nobody"),
        ({"parameters": {"deadline_ms": "soon"}}, "Unix milliseconds"),
        ({"parameters": []}, "parameters must be an object"),
    ],
)
def test_requests_that_make_no_sense_are_refused_by_name(client, changes, reason):
    response = client.post("/v2/models/bright/infer", json=json_request() | changes)
    assert response.status_code == 400
    assert reason in response.json()["error"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "y"}, "takes x, the request has y"),
        ({"datatype": "FP32"}, "the model takes UINT8"),
        ({"datatype": "UINT9"}, "datatype 'UINT9'"),
        ({"shape": [1, 1, 32, 128]}, r"the model takes UINT8 [-1, 1, 64, 64]"),
        ({"shape": [1, 1, 64, 65]}, "4096 elements of data"),
        ({"shape": [1, -1]}, "whole numbers"),
        ({"shape": [1] * 40}, "at most 16"),
        ({"data": [256] * 4096}, "outside UINT8"),
        ({"data": [1.5] * 4096}, "is no UINT8"),
        ({"data": "AAAA"}, "data must be a list"),
        ({"parameters": {"binary_data_size": 99}}, "goes beyond"),
        ({"parameters": {"shared_memory_region": "r"}}, "shared memory is not supported"),
    ],
)
def test_tensors_that_do_not_fit_are_refused_by_name(client, changes, reason):
    request = json_request()
    request["inputs"][0] |= changes
    response = client.post("/v2/models/bright/infer", json=request)
    assert response.status_code == 400
    assert reason in response.json()["error"]


def test_bodies_that_are_no_requests(client):
    def post(content, **headers):
        response = client.post("/v2/models/bright/infer", content=content, headers=headers)
        return response.status_code, response.json()["error"]

    assert post(b"{")[0] == 400
    assert "is no number" in post(b"{}", **{"Inference-Header-Content-Length": "x"})[1]
    assert "the body has 2 bytes" in post(b"{}", **{"Inference-Header-Content-Length": "99"})[1]
    assert post(b"x", **{"Content-Encoding": "br"})[0] == 415
    assert "not gzip" in post(b"no gzip at all", **{"Content-Encoding": "gzip"})[1]
    body, headers = binary_request("x", "UINT8", [1, 1, 64, 64], GREY.tobytes())
    assert "follow the last tensor" in post(body + b"\0", **headers)[1]
    assert post(b"[" * 100_000)[0] == 400


def test_a_poison_picture_is_the_callers_fault_not_the_workers(client):
    for data in (b"", b"not a picture", b"\xff\xd8\xff\xe0"):
        body, headers = picture_request(data)
        assert client.post("/v2/models/bright/infer", content=body, headers=headers).status_code == 400
    assert client.get("/health").json()["figures"]["failures"] == 0


def test_an_unknown_label_in_the_thresholds_is_refused(client, build):
    body, headers = picture_request(build.grey_jpeg(100), parameters={"thresholds": {"rust": 0.5}})
    response = client.post("/v2/models/bright/infer", content=body, headers=headers)
    assert (response.status_code, "no such label" in response.json()["error"]) == (400, True)


def test_another_package_than_the_wanted_one_is_a_conflict(client, store):
    right = json_request(parameters={"model_sha256": store.get("bright").sha256})
    assert client.post("/v2/models/bright/infer", json=right).status_code == 200
    wrong = json_request(parameters={"model_sha256": "0" * 64})
    assert client.post("/v2/models/bright/infer", json=wrong).status_code == 409


def test_a_job_whose_deadline_has_passed_is_not_begun(store, engine, brightness_package):
    store.add(brightness_package())
    with TestClient(WorkerServer(engine, wall=lambda: 1000.0).app) as client:
        late = client.post("/v2/models/bright/infer", json=json_request(parameters={"deadline_ms": 999_000}))
        assert (late.status_code, "1000 ms ago" in late.json()["error"]) == (504, True)
        in_time = client.post("/v2/models/bright/infer", json=json_request(parameters={"deadline_ms": 1_001_000}))
        assert in_time.status_code == 200


def test_a_request_may_be_compressed_but_not_a_bomb(store, engine, brightness_package):
    store.add(brightness_package())
    with TestClient(WorkerServer(engine, ServerSettings(max_body_bytes=100_000)).app) as client:

        def post(content, **headers):
            return client.post("/v2/models/bright/infer", content=content, headers=headers).status_code

        small = json.dumps(json_request()).encode()
        assert post(gzip.compress(small), **{"Content-Encoding": "gzip"}) == 200
        assert post(gzip.compress(bytes(10_000_000)), **{"Content-Encoding": "gzip"}) == 413
        assert post(gzip.compress(small)[:-20], **{"Content-Encoding": "gzip"}) == 400
        assert post(bytes(100_001)) == 413


def test_unknown_models_paths_and_methods_have_their_own_answers(client):
    assert client.post("/v2/models/nobody/infer", json=json_request()).status_code == 404
    assert client.get("/nothing").json() == {"error": "/nothing: no such path"}
    assert client.get("/v2/models/bright/infer").status_code == 405


def test_more_requests_than_may_wait_are_refused_and_those_that_wait_are_answered(
    store, engine, brightness_package, monkeypatch
):
    store.add(brightness_package())
    worker = WorkerServer(engine, ServerSettings(slots=1, queue=1))
    entered, go_on = threading.Semaphore(0), threading.Event()
    infer = worker._inference._infer_now

    def slow(*args):
        entered.release()
        assert go_on.wait(60)
        return infer(*args)

    monkeypatch.setattr(worker._inference, "_infer_now", slow)
    answers = []
    with TestClient(worker.app) as client:

        def post():
            answers.append(client.post("/v2/models/bright/infer", json=json_request()).status_code)

        threads = [threading.Thread(target=post) for _ in range(2)]
        threads[0].start()
        assert entered.acquire(timeout=60)
        threads[1].start()
        while not client.get("/health").json()["waiting"]:
            pass
        refused = client.post("/v2/models/bright/infer", json=json_request())
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
        go_on.set()
        for thread in threads:
            thread.join(60)
    assert answers == [200, 200]


def test_without_a_queue_a_free_slot_still_takes_a_request(store, engine, brightness_package):
    store.add(brightness_package())
    with TestClient(WorkerServer(engine, ServerSettings(slots=1, queue=0)).app) as client:
        assert [client.post("/v2/models/bright/infer", json=json_request()).status_code for _ in range(3)] == [200] * 3


def test_a_crash_inside_is_told_without_its_details(client, worker, monkeypatch):
    def crash(*_):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(worker._inference, "_infer_now", crash)
    response = client.post("/v2/models/bright/infer", json=json_request())
    assert response.status_code == 500
    assert "secret" not in response.text
    assert client.get("/health").json()["figures"]["failures"] == 1


# -- the wire ---------------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.one_of(st.none(), st.integers(0, 250)))
def test_any_bytes_are_a_request_or_a_bad_request(body, length):
    with contextlib.suppress(BadRequest):
        parse_request(body, length)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["name", "datatype", "shape", "data", "parameters", "inputs", "outputs", "id"]),
    JSON,
)
def test_any_value_of_any_key_is_a_request_or_a_bad_request(key, value):
    entry = {"name": "x", "datatype": "FP32", "shape": [2], "data": [1.0, 2.0]}
    document = {"inputs": [entry]}
    (entry if key in {"name", "datatype", "shape", "data"} else document)[key] = value
    with contextlib.suppress(BadRequest):
        parse_request(json.dumps(document).encode(), None)


@pytest.mark.parametrize("dtype", ["u1", "<i4", "<f4", "<f8", "<f2", "?", "<u8", ">f4"])
def test_every_datatype_survives_the_binary_extension(dtype):
    array = np.arange(6).astype(dtype).reshape(2, 3)
    content, length = encode_response({}, {"y": array}, None)
    described = json.loads(content[:length])["outputs"][0]
    entry = {"name": "y", "datatype": described["datatype"], "shape": [2, 3], "parameters": described["parameters"]}
    header = json.dumps({"inputs": [entry]}).encode()
    back = parse_request(header + content[length:], len(header)).inputs["y"]
    np.testing.assert_array_equal(back, array)


def test_another_machine_can_measure_its_way_here(engine):
    with TestClient(WorkerServer(engine).app) as client, client.stream("GET", "/probe") as answer:
        assert int(answer.headers["content-length"]) == 64 << 20
        assert len(next(answer.iter_bytes())) > 0
