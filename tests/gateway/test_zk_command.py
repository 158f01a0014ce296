"""``ciro zk``: proofs from the shell, and their exit codes; what it draws; what verifying loads."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from typer.testing import CliRunner

from gateway.cli import app
from gateway.cli._zk_shared import plain
from zkml import PARAMETER_SETS, Context, Statement, Unprovable, decode_registration, encode_registration
from zkml.anatomy import anatomy, by_step
from zkml.bundle import Bundle, decode_bundle, encode_bundle
from zkml.errors import Rejected
from zkml.estimate import available_memory, estimate

MODEL = "vibration-anomaly"
"""The shipped model with the smallest proofs."""


@pytest.fixture(scope="module", autouse=True)
def _own_state(tmp_path_factory):
    """Keep the commands out of the user's state directory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


def run(*arguments):
    return CliRunner().invoke(app, ["zk", *map(str, arguments)])


def refused(code, words, *arguments):
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert words in done.output
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A directory with the model's registration and a proof of its golden input, made by the commands."""
    directory = tmp_path_factory.mktemp("zk")
    store = ["--store", directory / "models"]
    done = run("register", "--model", MODEL, "--out", directory / "model.zkr", "--json", *store)
    assert done.exit_code == 0, done.output
    (directory / "registered.json").write_text(done.output)
    done = run("prove", "--model", MODEL, "--golden", "--out", directory / "golden.zkb", "--context", "job=7", *store)
    assert done.exit_code == 0, done.output
    assert "proven and verified" in done.output
    return directory


def verify(place, *arguments):
    return run("verify", place / "golden.zkb", "--registration", place / "model.zkr", *arguments)


# -- prove and verify ------------------------------------------------------------------------------------------------


def test_a_proof_of_the_golden_input_is_accepted(place):
    done = verify(place, "--json")
    assert done.exit_code == 0
    document = json.loads(done.output)
    golden = np.load(Path(__file__).parents[2] / "models" / MODEL / "golden-output.npy")
    assert document["accepted"] is True
    assert document["outputs"] == [golden.ravel().tolist()]
    assert document["model_id"] == json.loads((place / "registered.json").read_text())["model_id"]
    assert document["security_bits"] > 100
    assert document["context"]["job"] == "0x7"


def test_the_golden_input_is_compared_when_it_is_named(place):
    done = verify(place, "--model", MODEL, "--golden", "--store", place / "models")
    assert done.exit_code == 0
    assert "accepted: 1 input(s)" in done.output


def test_another_input_than_the_proofs_is_rejected(place, tmp_path):
    other = tmp_path / "other.npy"
    np.save(other, np.zeros((1, 124, 1, 1), np.uint8))
    done = verify(place, "--model", MODEL, "--input", other, "--store", place / "models", "--json")
    assert done.exit_code == 1
    assert json.loads(done.output)["check"] == "input"


def test_a_proof_for_another_context_is_rejected(place):
    assert verify(place, "--context", "job=7").exit_code == 0
    done = verify(place, "--context", "job=8")
    assert done.exit_code == 1
    assert "rejected: context" in done.output


@pytest.mark.parametrize("part", ["output", "input", "proof", "context", "end"])
def test_an_altered_bundle_is_rejected_with_the_name_of_the_check(place, tmp_path, part):
    found = decode_bundle((place / "golden.zkb").read_bytes())
    said, proof = found.statement, found.proof

    def flipped(data):
        return bytes([data[0] ^ 1]) + data[1:]

    inputs, outputs, context = said.inputs, said.outputs, said.context
    match part:
        case "output":
            outputs = (flipped(outputs[0]),)
        case "input":
            inputs = (flipped(inputs[0]),)
        case "context":
            context = Context(job=8)
        case "proof":
            proof = proof[:2000] + flipped(proof[2000:])
        case "end":
            proof += bytes(32)
    statement = Statement(said.model_id, said.parameter_set, inputs, outputs, context)
    altered = tmp_path / "altered.zkb"
    altered.write_bytes(encode_bundle(Bundle(statement, proof)))
    done = run("verify", altered, "--registration", place / "model.zkr", "--json")
    assert done.exit_code == 1
    document = json.loads(done.output)
    assert document["accepted"] is False
    assert document["check"]


def test_a_proof_of_another_model_is_rejected(place, tmp_path):
    done = run("register", "--model", MODEL, "--set", "b2-4-81-20", "--out", tmp_path / "other.zkr")
    assert done.exit_code == 0
    done = run("verify", place / "golden.zkb", "--registration", tmp_path / "other.zkr")
    assert done.exit_code == 1
    assert "rejected: statement" in done.output


def test_bytes_that_are_no_bundle_are_rejected(place, tmp_path):
    junk = tmp_path / "junk"
    for content in (b"", b"zkmlBN01", b"zkmlBN01\xff\xff\xff\xff{}", b"\0" * 5000):
        junk.write_bytes(content)
        refused(1, "rejected: format", "verify", junk, "--registration", place / "model.zkr")
        refused(1, "rejected: format", "verify", place / "golden.zkb", "--registration", junk)


def test_verifying_loads_neither_numpy_nor_numba(place):
    code = (
        "import sys\n"
        "for name in ('numpy', 'numba', 'onnx', 'llvmlite', 'cv2'): sys.modules[name] = None\n"
        "from gateway.cli import main\n"
        f"sys.argv = ['ciro', 'zk', 'verify', {str(place / 'golden.zkb')!r}, '--registration', "
        f"{str(place / 'model.zkr')!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "accepted" in done.stdout


def test_several_inputs_make_one_proof(place, tmp_path):
    batch = np.random.default_rng(1).integers(0, 256, (2, 124, 1, 1)).astype(np.uint8)
    np.save(tmp_path / "two.npy", batch)
    np.save(tmp_path / "one.npy", batch[0])
    out = tmp_path / "three.zkb"
    files = ("--input", tmp_path / "two.npy", "--input", tmp_path / "one.npy")
    done = run("prove", "--model", MODEL, *files, "--out", out, "--json", "--store", place / "models")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["items"] == 3
    assert decode_bundle(out.read_bytes()).statement.inputs[2] == batch[0].tobytes()
    assert run("verify", out, "--registration", place / "model.zkr").exit_code == 0


def test_the_registration_made_on_a_machine_is_used_there(place, tmp_path):
    package = json.loads(CliRunner().invoke(app, ["model", "show", MODEL, "--store", str(place / "models")]).output)
    config = tmp_path / "gateway.toml"
    config.write_text(f'[journal]\ndirectory = "{tmp_path / "state"}"\n')
    kept = tmp_path / "state" / "proofs" / "registrations"
    kept.mkdir(parents=True)
    (kept / f"{package['sha256']}.zkr").write_bytes((place / "model.zkr").read_bytes())
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from gateway.cli import main\n"
        f"sys.argv = ['ciro', 'zk', 'verify', {str(place / 'golden.zkb')!r}, '--model', {MODEL!r}, '--golden', "
        f"'--config', {str(config)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# -- wrong use and what is absent ------------------------------------------------------------------------------------


def test_wrong_use_ends_with_2(place, tmp_path):
    bundle = place / "golden.zkb"
    refused(2, "a bundle does not bring that", "verify", bundle)
    refused(2, "--golden", "prove", "--model", MODEL, "--out", tmp_path / "x")
    refused(2, "--set", "prove", "--model", MODEL, "--golden", "--out", tmp_path / "x", "--set", "b2-1-1-1")
    refused(2, "--context", "prove", "--model", MODEL, "--golden", "--out", tmp_path / "x", "--context", "site=1")
    refused(2, "below 2^251", "verify", bundle, "--registration", bundle, "--context", f"job={2**252}")
    refused(2, "--model", "verify", bundle, "--registration", bundle, "--golden")
    np.save(tmp_path / "wrong.npy", np.zeros((1, 3, 3), np.uint8))
    refused(2, "wrong.npy", "prove", "--model", MODEL, "--input", tmp_path / "wrong.npy", "--out", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_what_is_absent_ends_with_3(place, tmp_path):
    refused(3, "does not exist", "verify", tmp_path / "none.zkb", "--registration", place / "model.zkr")
    refused(3, "does not exist", "verify", place / "golden.zkb", "--registration", tmp_path / "none.zkr")
    refused(3, "no-such-model", "prove", "--model", "no-such-model", "--golden", "--out", tmp_path / "x")
    refused(3, "none.npy", "prove", "--model", MODEL, "--input", tmp_path / "none.npy", "--out", tmp_path / "x")
    refused(3, "does not exist", "compile", tmp_path / "none.onnx")
    refused(3, "no journal", "export", "0190b0a0-0000-7000-8000-000000000000", "--state", tmp_path)


def test_a_model_without_a_network_cannot_be_proven(tmp_path):
    refused(1, "no network", "prove", "--model", "barcode", "--golden", "--out", tmp_path / "x")


def test_the_missing_extra_is_named(tmp_path):
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from gateway.cli import main\n"
        f"sys.argv = ['ciro', 'zk', 'register', '--model', {MODEL!r}, '--out', {str(tmp_path / 'x')!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "ciro-gateway[zk]" in done.stderr


# -- compile ---------------------------------------------------------------------------------------------------------


def float_model(path, *, last="Identity"):
    rng = np.random.default_rng(3)
    nodes = [
        helper.make_node(
            "Conv", ["x", "w", "b"], ["c"], "conv", kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2]
        ),
        helper.make_node("Relu", ["c"], ["r"], "relu"),
        helper.make_node(last, ["r"], ["i"], "middle"),
        helper.make_node("Flatten", ["i"], ["f"], "flat"),
        helper.make_node("Gemm", ["f", "v", "a"], ["y"], "gemm"),
    ]
    constants = {
        "w": rng.normal(0, 0.4, (4, 1, 3, 3)),
        "b": rng.normal(0, 0.1, 4),
        "v": rng.normal(0, 0.2, (64, 3)),
        "a": rng.normal(0, 0.1, 3),
    }
    graph = helper.make_graph(
        nodes,
        "float",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 1, 8, 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 3])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, path)
    return path


def test_a_float_model_is_compiled_and_its_results_are_proven(tmp_path):
    source = float_model(tmp_path / "float.onnx")
    inputs = np.random.default_rng(4).integers(0, 256, (20, 1, 8, 8)).astype(np.uint8)
    np.save(tmp_path / "inputs.npy", inputs)
    np.save(tmp_path / "labels.npy", np.zeros(20, np.int64))
    np.save(tmp_path / "one.npy", inputs[0])
    out = tmp_path / "provable.onnx"
    options = ("--calibration", tmp_path / "inputs.npy", "--labels", tmp_path / "labels.npy", "--out", out, "--json")
    done = run("compile", source, *options)
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert {layer["name"] for layer in document["layers"]} == {"conv", "gemm"}
    assert document["accuracy"].keys() == {"before", "after"}
    assert run("register", "--model", out, "--out", tmp_path / "m.zkr").exit_code == 0
    bundle = tmp_path / "one.zkb"
    assert run("prove", "--model", out, "--input", tmp_path / "one.npy", "--out", bundle).exit_code == 0
    assert run("verify", bundle, "--registration", tmp_path / "m.zkr").exit_code == 0


def test_what_cannot_be_compiled_is_named(tmp_path):
    source = float_model(tmp_path / "float.onnx", last="Tan")
    np.save(tmp_path / "inputs.npy", np.zeros((2, 1, 8, 8), np.uint8))
    done = refused(1, "middle", "compile", source, "--calibration", tmp_path / "inputs.npy")
    assert "Tan" in done.output
    refused(1, "not an ONNX file", "compile", tmp_path / "inputs.npy")
    refused(1, "calibration", "compile", float_model(tmp_path / "float.onnx"))
    refused(1, "ciro zk compile", "register", "--model", source, "--out", tmp_path / "x.zkr")


# -- files of strangers ----------------------------------------------------------------------------------------------


def test_notes_that_are_no_text_leave_the_document_whole(place, tmp_path):
    bundle = decode_bundle((place / "golden.zkb").read_bytes())
    (tmp_path / "odd.zkb").write_bytes(encode_bundle(replace(bundle, about={"half": "\ud800", "no": float("nan")})))
    done = run("verify", tmp_path / "odd.zkb", "--registration", place / "model.zkr", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["about"]["half"] == "\ud800"


def test_another_models_registration_is_rejected_and_a_directory_is_no_file(place, tmp_path):
    other = decode_registration((place / "model.zkr").read_bytes())
    (tmp_path / "other.zkr").write_bytes(encode_registration(replace(other, anchor=other.anchor ^ 1)))
    refused(1, "rejected: ", "verify", place / "golden.zkb", "--registration", tmp_path / "other.zkr")
    refused(3, "is not a file", "verify", place / "golden.zkb", "--registration", tmp_path)
    refused(3, "does not exist", "verify", place / "golden.zkb", "--registration", tmp_path / "none.zkr")


def test_a_strangers_text_cannot_write_over_the_verdict():
    shown = plain("camera\x1b[2J\r\naccepted\ud800 für Grüße")
    assert shown == "camera\\x1b[2J\\r\\naccepted\\ud800 für Grüße"


# -- inspect and estimate --------------------------------------------------------------------------------------------


def test_the_picture_shows_every_part_of_a_proof(place, tmp_path):
    out = tmp_path / "proof.svg"
    done = run("inspect", place / "golden.zkb", "--registration", place / "model.zkr", "--out", out)
    assert done.exit_code == 0, done.output
    texts = [element.text for element in ET.parse(out).iter() if element.tag.endswith("text")]
    proof = decode_bundle((place / "golden.zkb").read_bytes()).proof
    assert any(f"{len(proof) - 8:,}" in text for text in texts)
    for part in ("tree of fractions", "shared top of all trees", "witness", "weights", "lookup tables"):
        assert part in texts
        assert part in done.output


def test_parts_add_up_to_the_proof(place):
    done = run("inspect", place / "golden.zkb", "--registration", place / "model.zkr", "--json")
    document = json.loads(done.output)
    proof = decode_bundle((place / "golden.zkb").read_bytes()).proof
    assert sum(part["felts"] for part in document["parts"]) * 32 + 8 == len(proof)
    assert document["parts"][-1]["felts"] > 0, "what is left for the shared top"


def test_the_expected_size_is_near_the_actual_one(place):
    architecture = decode_registration((place / "model.zkr").read_bytes()).architecture
    expected = anatomy(architecture, PARAMETER_SETS["b2-8-57-16"])
    actual = (len(decode_bundle((place / "golden.zkb").read_bytes()).proof) - 8) // 32
    assert abs(expected.felts - actual) < 0.05 * actual
    assert list(by_step(expected.parts)) == ["commitment", "lookups", "network", "opening", "queries"]


def test_times_of_all_steps_are_shown(tmp_path, place):
    options = ("--time", "--store", place / "models", "--out", tmp_path / "t.svg", "--json")
    done = run("inspect", "--model", MODEL, *options)
    assert done.exit_code == 0, done.output
    assert set(json.loads(done.output)["cpu_ms"]) >= {"inference", "commitment", "lookups", "network", "self-check"}
    assert "Time:" in (tmp_path / "t.svg").read_text()


def test_what_a_proof_takes_is_said_before_it_is_made(place):
    done = run("estimate", "--registration", place / "model.zkr", "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.output)
    assert document["fits"] is True
    assert document["memory_bytes"] > 100e6
    more = json.loads(run("estimate", "--registration", place / "model.zkr", "--items", "64", "--json").output)
    assert more["memory_bytes"] > document["memory_bytes"]
    assert more["cpu_s"] > 10 * document["cpu_s"]


def test_a_proof_that_does_not_fit_is_refused_with_a_remedy(place):
    architecture = decode_registration((place / "model.zkr").read_bytes()).architecture
    found = estimate(architecture, PARAMETER_SETS["b2-8-57-16"], 256)
    with pytest.raises(Unprovable, match="fewer inputs"):
        found.require(available=100_000_000)
    with pytest.raises(Unprovable, match="1 to 256"):
        estimate(architecture, PARAMETER_SETS["b2-8-57-16"], 257)
    assert available_memory() > 0


def test_a_bundle_is_read_back_as_it_was_written(place):
    data = (place / "golden.zkb").read_bytes()
    found = decode_bundle(data)
    assert encode_bundle(found) == data
    assert found.about["model"] == MODEL
    with pytest.raises(Rejected):
        decode_bundle(data[:100])


def test_a_registration_is_the_same_wherever_it_is_made(place, tmp_path):
    done = run("register", "--model", MODEL, "--out", tmp_path / "again.zkr")
    assert done.exit_code == 0
    assert (tmp_path / "again.zkr").read_bytes() == (place / "model.zkr").read_bytes()
    assert (
        encode_registration(decode_registration((place / "model.zkr").read_bytes()))
        == (place / "model.zkr").read_bytes()
    )
