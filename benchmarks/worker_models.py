"""Models that the benchmarks of workers bring along: float CNNs of any size, as packages of a worker's store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from edge_worker import ModelStore

__all__ = ["add_model", "save_graph"]


def add_model(store: ModelStore, directory: Path, name: str, size: int, convolutions: int) -> Path:
    """Put a model for grey pictures of *size* × *size* into *store*; return its graph, which stays in *directory*."""
    from edge_worker import sha256_file
    from edge_worker.manifest import MANIFEST_NAME

    package = directory / name
    package.mkdir()
    graph = save_graph(package / "model.onnx", size, convolutions)
    document = {
        "format": "ciro-model/1",
        "name": name,
        "version": "1",
        "task": "classification",
        "model": {"path": "model.onnx", "sha256": sha256_file(graph)},
        "input": {
            "kind": "image",
            "name": "x",
            "width": size,
            "height": size,
            "channels": "grey",
            "layout": "NCHW",
            "dtype": "u8",
        },
        "preprocessing": {"version": 1},
        "labels": ["a", "b"],
        "ok_label": "b",
        "decode": {"layout": "classes", "scale": 1.0},
    }
    (package / MANIFEST_NAME).write_text(json.dumps(document), encoding="utf-8")
    store.add(package)
    return graph


def save_graph(path: Path, size: int, convolutions: int) -> Path:
    """Write a float CNN: *convolutions* of 3×3 on 24 channels at half the size, then two logits."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    draw = np.random.default_rng(1)
    nodes = [helper.make_node("Cast", ["x"], ["h0"], to=TensorProto.FLOAT)]
    weights = []
    for layer in range(convolutions):
        channels = 1 if layer == 0 else 24
        kernel = draw.standard_normal((24, channels, 3, 3)).astype(np.float32) / (9 * channels)
        weights.append(numpy_helper.from_array(kernel, f"w{layer}"))
        stride = 4 if convolutions == 1 else (2 if layer == 0 else 1)
        nodes += [
            helper.make_node(
                "Conv", [f"h{layer}", f"w{layer}"], [f"c{layer}"], strides=[stride, stride], pads=[1, 1, 1, 1]
            ),
            helper.make_node("Relu", [f"c{layer}"], [f"h{layer + 1}"]),
        ]
    weights.append(numpy_helper.from_array(draw.standard_normal((24, 2)).astype(np.float32), "last"))
    nodes += [
        helper.make_node("GlobalAveragePool", [f"h{convolutions}"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["flat"]),
        helper.make_node("MatMul", ["flat", "last"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "bench",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, ["N", 1, size, size])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", 2])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, str(path))
    return path
