"""NVIDIA's own client, unchanged, against ``ciro worker run``: the protocol is theirs as much as ours."""

import hashlib

import numpy as np
import pytest
import tritonclient.http as tritonclient
from tritonclient.utils import InferenceServerException

from edge_worker import ModelStore

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url(tmp_path_factory, build):
    """A worker that serves the brightness model and the shipped inspection."""
    directory = tmp_path_factory.mktemp("worker")
    ModelStore(directory / "models").add(build.save_brightness_package(directory))
    with build.workers_started(directory) as start:
        yield start("--model", "bright", "--model", "surface-inspection")[1]


@pytest.fixture
def triton(url):
    with tritonclient.InferenceServerClient(url.removeprefix("http://"), concurrency=8) as client:
        yield client


def tensor(level=100, batch=1, *, binary=True):
    given = tritonclient.InferInput("x", [batch, 1, 64, 64], "UINT8")
    given.set_data_from_numpy(np.full((batch, 1, 64, 64), level, np.uint8), binary_data=binary)
    return given


def test_it_finds_the_server_alive_ready_and_described(triton):
    assert triton.is_server_live()
    assert triton.is_server_ready()
    assert triton.is_model_ready("bright")
    assert triton.is_model_ready("bright", "1")
    assert not triton.is_model_ready("nobody")
    metadata = triton.get_server_metadata()
    assert metadata["name"] == "ciro-worker"
    assert "binary_tensor_data" in metadata["extensions"]
    model = triton.get_model_metadata("bright")
    assert model["inputs"] == [{"name": "x", "datatype": "UINT8", "shape": [-1, 1, 64, 64]}]
    states = {entry["name"]: entry["state"] for entry in triton.get_model_repository_index()}
    assert states["bright"] == states["surface-inspection"] == "READY"


def test_it_has_a_model_loaded_anew(triton):
    triton.load_model("bright")
    with pytest.raises(InferenceServerException, match="nobody"):
        triton.load_model("nobody")


@pytest.mark.parametrize("sent", [True, False], ids=["binary in", "json in"])
@pytest.mark.parametrize("wanted", [True, False, None], ids=["binary out", "json out", "all out"])
def test_tensors_go_and_come_in_either_form(triton, sent, wanted):
    outputs = None if wanted is None else [tritonclient.InferRequestedOutput("logits", binary_data=wanted)]
    answer = triton.infer("bright", [tensor(binary=sent)], outputs=outputs, request_id="7", model_version="1")
    np.testing.assert_array_equal(answer.as_numpy("logits"), np.array([[-28, 28]], np.float32))
    assert answer.get_response()["id"] == "7"
    assert answer.get_output("nobody") is None


@pytest.mark.parametrize("compression", ["gzip", "deflate"])
def test_a_compressed_request_and_a_batch_are_taken(triton, compression):
    answer = triton.infer("bright", [tensor(200, 3)], request_compression_algorithm=compression)
    assert answer.as_numpy("logits").tolist() == [[72, -72]] * 3


def test_a_compressed_answer_may_be_asked_for(triton):
    answer = triton.infer("bright", [tensor()], response_compression_algorithm="gzip")
    assert answer.as_numpy("logits").tolist() == [[-28, 28]]


def test_a_picture_goes_as_bytes_and_the_parameters_of_a_job_go_along(triton, build):
    picture = tritonclient.InferInput("picture", [1], "BYTES")
    picture.set_data_from_numpy(np.array([build.grey_jpeg(120)], np.object_))
    answer = triton.infer(
        "surface-inspection", [picture], parameters={"job_id": "one", "attempt": 1, "job_type": "computer_vision"}
    )
    (decision,) = answer.as_numpy("decision")
    assert decision.decode() in {"ok", "scratch", "spots", "stain"}
    assert answer.get_response()["parameters"]["job_id"] == "one"


def test_many_requests_on_the_way_at_once_get_their_own_answers(triton):
    pending = [triton.async_infer("bright", [tensor(level)]) for level in range(0, 256, 5)]
    got = [request.get_result().as_numpy("logits")[0, 0] for request in pending]
    assert got == [level - 128 for level in range(0, 256, 5)]


@pytest.mark.parametrize(
    ("model", "version", "status", "word"),
    [("nobody", "", "404", "nobody"), ("bright", "9", "404", "version 1"), ("barcode", "", "400", "picture")],
)
def test_an_error_is_an_exception_with_our_words(triton, model, version, status, word):
    with pytest.raises(InferenceServerException) as raised:
        triton.infer(model, [tensor()], model_version=version)
    assert raised.value.status() == status
    assert word in raised.value.message()


def test_shared_memory_is_refused_by_name(triton):
    given = tritonclient.InferInput("x", [1, 1, 64, 64], "UINT8")
    given.set_shared_memory("region", 4096)
    with pytest.raises(InferenceServerException, match="shared memory"):
        triton.infer("bright", [given])


def test_its_bytes_are_the_ones_that_we_would_send(triton):
    """What is digested and signed is the tensor, whoever's client packed it."""
    level = 77
    by_triton = triton.infer("bright", [tensor(level)], parameters={"job_id": "same"})
    by_json = triton.infer("bright", [tensor(level, binary=False)], parameters={"job_id": "same"})
    assert by_json.get_response()["parameters"]["repeated"] is True
    digests = [hashlib.sha256(a.as_numpy("logits").tobytes()).hexdigest() for a in (by_triton, by_json)]
    assert digests[0] == digests[1]
