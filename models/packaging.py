"""Writes a trained graph as a model package: ``model.onnx``, ``manifest.json`` and a golden pair."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
from numpy.typing import NDArray

from edge_worker.manifest import FileRef, Golden, ImageInput, Manifest, Preprocessing, SignalInput, write_manifest
from edge_worker.picture import decode
from edge_worker.preprocessing import image_tensor, tensor_digest
from edge_worker.signals import signal_tensor
from models.integer_graph import IntegerGraph, to_onnx
from models.profile import check_profile

__all__ = ["VERSION", "picture_golden", "window_golden", "write_package"]

VERSION = "1.0.0"
LICENCE = "Apache-2.0"

GoldenInput = tuple[str, str, bytes, NDArray[np.uint8]]
"""Kind, file name, bytes of the file, and the tensor that preprocessing makes of it."""


def picture_golden(image: NDArray[np.uint8], spec: ImageInput, preprocessing: Preprocessing) -> GoldenInput:
    """Return a picture (BGR) as a golden input, stored without loss."""
    done, data = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    assert done, "OpenCV encodes PNG"
    tensor, _ = image_tensor(decode(bytes(data)), spec, preprocessing)
    return "picture", "golden-input.png", bytes(data), np.asarray(tensor, np.uint8)


def window_golden(samples: NDArray[np.float64], spec: SignalInput) -> GoldenInput:
    """Return a window of a signal as a golden input."""
    stream = io.BytesIO()
    np.save(stream, samples)
    return "window", "golden-input.npy", stream.getvalue(), np.asarray(signal_tensor(samples, spec.hz, spec), np.uint8)


def write_package(directory: Path, graph: IntegerGraph, golden: GoldenInput, **fields: Any) -> str:
    """Write a package, and return its address.

    Args:
        directory: made if need be; files of the same names are replaced.
        graph: the network; its plain integer evaluation gives the golden output, so that ONNX Runtime is held to it.
        golden: of `picture_golden` or `window_golden`.
        fields: the manifest's other keys (task, input, decode, labels…).

    Raises:
        OutsideProfileError: the network cannot be proven.

    """
    model = to_onnx(graph)
    check_profile(model)
    directory.mkdir(parents=True, exist_ok=True)
    kind, input_name, data, tensor = golden
    stream = io.BytesIO()
    np.save(stream, graph.run(tensor))
    files = {"model.onnx": onnx_bytes(model), input_name: data, "golden-output.npy": stream.getvalue()}
    for name, content in files.items():
        (directory / name).write_bytes(content)
    refs = {name: FileRef(path=name, sha256=hashlib.sha256(content).hexdigest()) for name, content in files.items()}
    manifest = Manifest(
        format="ciro-model/1",
        name=graph.name,
        version=VERSION,
        licence=LICENCE,
        model=refs["model.onnx"],
        golden=Golden(
            kind=kind,
            input=refs[input_name],
            input_sha256=tensor_digest(tensor),
            output=refs["golden-output.npy"],
            tolerance=0.0,
        ),
        **fields,
    )
    return write_manifest(directory, manifest)


def onnx_bytes(model: onnx.ModelProto) -> bytes:
    """Return the model's bytes, the same for the same model."""
    data: bytes = model.SerializeToString(deterministic=True)
    return data
