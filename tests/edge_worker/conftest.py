"""Builders of small real ONNX models, packages and pictures."""

import contextlib
import io
import json
import subprocess
import sys
from functools import partial

import cv2
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from edge_worker import Engine, ModelStore, sha256_file
from edge_worker.manifest import MANIFEST_NAME

CIRO = "from gateway.cli import main; main()"

TENSOR_TYPES = {
    np.dtype(np.uint8): TensorProto.UINT8,
    np.dtype(np.float32): TensorProto.FLOAT,
    np.dtype(np.int32): TensorProto.INT32,
    np.dtype(np.int64): TensorProto.INT64,
}


def save_graph(path, nodes, inputs, outputs, initializers=()):
    """Write a graph; inputs and outputs are (name, dtype, shape)."""

    def info(entry):
        name, dtype, shape = entry
        return helper.make_tensor_value_info(name, TENSOR_TYPES[np.dtype(dtype)], shape)

    graph = helper.make_graph(
        nodes,
        "graph",
        [info(entry) for entry in inputs],
        [info(entry) for entry in outputs],
        [numpy_helper.from_array(array, name) for name, array in initializers],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return path


def save_brightness_model(path, *, gain=1.0, dtype=np.uint8, size=64):
    """Two logits from the mean of a grey picture: [mean·gain − 128, 128 − mean·gain]."""
    return save_graph(
        path,
        [
            helper.make_node("Cast", ["x"], ["f"], to=TensorProto.FLOAT),
            helper.make_node("GlobalAveragePool", ["f"], ["mean"]),
            helper.make_node("Flatten", ["mean"], ["flat"]),
            helper.make_node("Gemm", ["flat", "weight", "bias"], ["logits"]),
        ],
        [("x", dtype, ["N", 1, size, size])],
        [("logits", np.float32, ["N", 2])],
        [
            ("weight", np.array([[gain, -gain]], np.float32)),
            ("bias", np.array([-128.0, 128.0], np.float32)),
        ],
    )


def save_constant_model(path, outputs, *, input_shape=(1, 3, 64, 64), dtype=np.float32):
    """A model that gives the arrays *outputs* by name, whatever goes in."""
    nodes = [helper.make_node("Identity", [f"{name}_value"], [name]) for name in outputs]
    return save_graph(
        path,
        nodes,
        [("x", dtype, list(input_shape))],
        [(name, array.dtype, list(array.shape)) for name, array in outputs.items()],
        [(f"{name}_value", array) for name, array in outputs.items()],
    )


def write_package(directory, document, files=()):
    """Write a package directory; digests of the files are filled in."""
    directory.mkdir(parents=True, exist_ok=True)
    document = json.loads(json.dumps(document))
    if "model" in document:
        document["model"]["sha256"] = sha256_file(directory / document["model"]["path"])
    golden = document.get("golden")
    if golden:
        for key in ("input", "output"):
            golden[key]["sha256"] = sha256_file(directory / golden[key]["path"])
    for name in files:
        document.setdefault("files", []).append({"path": name, "sha256": sha256_file(directory / name)})
    (directory / MANIFEST_NAME).write_text(json.dumps(document))
    return directory


def brightness_document(name="bright", version="1", **changes):
    return {
        "format": "ciro-model/1",
        "name": name,
        "version": version,
        "task": "classification",
        "model": {"path": "model.onnx", "sha256": "0" * 64},
        "input": {
            "kind": "image",
            "name": "x",
            "width": 64,
            "height": 64,
            "channels": "grey",
            "layout": "NCHW",
            "dtype": "u8",
        },
        "preprocessing": {"version": 1},
        "labels": ["bright", "ok"],
        "ok_label": "ok",
        "decode": {"layout": "classes", "scale": 0.05},
        **changes,
    }


def save_brightness_package(parent, version="1", *, gain=1.0, golden_shift=0.0, name="bright", golden=True, **changes):
    """Write a package around the brightness model, with a golden pair, into a folder of *parent*."""
    directory = parent / f"package-{name}-{version}"
    directory.mkdir()
    save_brightness_model(directory / "model.onnx", gain=gain)
    document = brightness_document(name, version, **changes)
    if golden:
        tensor = np.full((1, 1, 64, 64), 100, np.uint8)
        np.save(directory / "in.npy", tensor)
        logits = np.array([[100 * gain - 128, 128 - 100 * gain]], np.float32) + np.float32(golden_shift)
        np.savez(directory / "out.npz", logits=logits)
        document["golden"] = {
            "kind": "tensor",
            "input": {"path": "in.npy"},
            "output": {"path": "out.npz"},
            "tolerance": 1e-3,
        }
    return write_package(directory, document)


@pytest.fixture
def brightness_package(tmp_path):
    """Return a maker of packages around the brightness model."""
    return partial(save_brightness_package, tmp_path)


@pytest.fixture
def store(tmp_path):
    return ModelStore(tmp_path / "store", shipped=False)


@pytest.fixture
def engine(store):
    return Engine(store)


@contextlib.contextmanager
def workers_started(directory):
    """Give a function that starts ``ciro worker run`` and waits for its URL; all are ended afterwards.

    Their model store is the folder ``models`` of *directory*.
    """
    running = []

    def run(*arguments, env=None, url=True):
        command = [sys.executable, "-c", CIRO, "worker", "run", "--port", "0", "--store", str(directory / "models")]
        process = subprocess.Popen(
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": "/usr/bin:/bin", **(env or {})},
        )
        running.append(process)
        if not url:
            return process
        line = process.stdout.readline()
        assert line.startswith("worker listens on "), process.communicate(timeout=60)
        return process, line.split()[-1]

    try:
        yield run
    finally:
        for process in running:
            process.kill()
            process.communicate()


@pytest.fixture
def start(tmp_path):
    with workers_started(tmp_path) as run:
        yield run


def grey_jpeg(level, size=(640, 480), quality=90):
    """Encode a flat grey picture."""
    image = np.full((size[1], size[0], 3), level, np.uint8)
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def textured(seed=0, size=(640, 480)):
    """A smooth random picture, BGR."""
    rng = np.random.default_rng(seed)
    noise = rng.integers(0, 256, (size[1], size[0], 3)).astype(np.uint8)
    blurred = cv2.GaussianBlur(noise, (0, 0), 2).astype(np.int64)
    return np.clip((blurred - 128) * 4 + 128, 0, 255).astype(np.uint8)


def npy_bytes(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


@pytest.fixture(scope="session")
def build():
    """The builders above, for tests (conftest cannot be imported under importlib mode)."""

    class Build:
        pass

    for builder in (
        save_graph,
        save_brightness_model,
        save_brightness_package,
        workers_started,
        save_constant_model,
        write_package,
        brightness_document,
        grey_jpeg,
        textured,
        npy_bytes,
    ):
        setattr(Build, builder.__name__, staticmethod(builder))
    return Build
