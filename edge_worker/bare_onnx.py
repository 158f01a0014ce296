"""A package from a bare ``.onnx`` file: what its shapes say, what the flags add, and a golden pair recorded from it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.layouts import TASK_OF_LAYOUT
from edge_worker.manifest import Manifest, canonical_json, parse_manifest, sha256_file, write_manifest
from edge_worker.package import PackageRefused
from edge_worker.runtime import CPU, InferenceFailed, OnnxSession, TensorSpec

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["OnnxFlags", "describe_onnx", "guess_layout"]

GOLDEN_SEED = 20240229
_WITHOUT_A_GRAPH = frozenset({"barcode", "lot-code"})
_IMAGE_DTYPES = {np.dtype(np.uint8): "u8", np.dtype(np.float32): "f32"}


@dataclass(frozen=True, slots=True)
class OnnxFlags:
    """What a bare ``.onnx`` file does not say; None leaves it to the shapes.

    Attributes:
        name: the model's name; default: the file's name.
        layout: of the ``decode`` block; it decides the task.
        labels: by class index; default: class0, class1, …
        ok_label: the label of a good part.
        size: width and height, needed when the graph leaves them free.
        channels: ``grey``, ``bgr``, ``rgb``.
        scale, mean, std: normalisation of f32 inputs; scale defaults to 1/255.
        fit: as in `Preprocessing`; default: letterbox for the YOLO family, else stretch.
        hz: sampling rate, needed for signals.
        decode: further keys of the ``decode`` block.
        thresholds, costs: by label.

    """

    name: str | None = None
    version: str = "1"
    layout: str | None = None
    labels: tuple[str, ...] = ()
    ok_label: str | None = None
    size: tuple[int, int] | None = None
    channels: str | None = None
    scale: float | None = None
    mean: tuple[float, ...] | None = None
    std: tuple[float, ...] | None = None
    fit: str | None = None
    hz: float | None = None
    decode: dict[str, Any] | None = None
    thresholds: dict[str, float] | None = None
    costs: dict[str, tuple[float, float]] | None = None
    licence: str = ""


def guess_layout(inputs: tuple[TensorSpec, ...], outputs: tuple[TensorSpec, ...]) -> str | None:
    """Return the layout that the shapes speak for, or None when they fit none or several."""
    if len(inputs) != 1 or not outputs or inputs[0].dtype is None:
        return None
    free = len(inputs[0].shape) - sum(length == 1 for length in inputs[0].shape)
    picture = len(inputs[0].shape) == 4 and free >= 2
    first = outputs[0].shape
    flat = [length for length in first[1:] if length != 1]
    if not picture:
        return None
    if len(outputs) == 1 and len(flat) <= 1 and len(first) != 3:
        return "classes"
    if len(outputs) == 1 and len(first) == 3 and None not in first[1:]:
        one, two = int(first[1] or 0), int(first[2] or 0)
        if two in {6, 7} and one > two:
            return None  # [1, N, 6] may be suppressed boxes or one class of YOLOv5
        return "yolov8" if one < two else "yolov5"
    return None


def _input_block(spec: TensorSpec, flags: OnnxFlags, source: Path) -> dict[str, Any]:
    if spec.dtype not in _IMAGE_DTYPES:
        raise PackageRefused(f"{source}: input {spec.name!r} is {spec.dtype}, pictures go in as uint8 or float32")
    kind = _IMAGE_DTYPES[spec.dtype]
    shape = spec.shape
    if len(shape) != 4 or shape[0] not in {1, None}:
        raise PackageRefused(
            f"{source}: input {spec.name!r} has shape {_show(shape)}, a picture is [1, C, H, W] or [1, H, W, C]"
        )
    layout = "NHWC" if shape[3] in {1, 3} and shape[1] not in {1, 3} else "NCHW"
    count, high, wide = (shape[3], shape[1], shape[2]) if layout == "NHWC" else (shape[1], shape[2], shape[3])
    if flags.size is not None:
        wide, high = wide or flags.size[0], high or flags.size[1]
    if wide is None or high is None:
        raise PackageRefused(f"{source}: input {spec.name!r} leaves its size free ({_show(shape)}): give --size WxH")
    if count not in {1, 3, None}:
        raise PackageRefused(f"{source}: input {spec.name!r} has {count} channels, pictures have 1 or 3")
    block: dict[str, Any] = {
        "kind": "image",
        "name": spec.name,
        "width": wide,
        "height": high,
        "channels": flags.channels or ("grey" if count == 1 else "rgb"),
        "layout": layout,
        "dtype": kind,
    }
    if kind == "f32":
        block["scale"] = 1 / 255 if flags.scale is None else flags.scale
        block |= {key: list(value) for key, value in (("mean", flags.mean), ("std", flags.std)) if value is not None}
    return block


def _signal_block(spec: TensorSpec, flags: OnnxFlags, source: Path) -> dict[str, Any]:
    shape = [1 if length is None and index == 0 else length for index, length in enumerate(spec.shape)]
    if None in shape or spec.dtype not in _IMAGE_DTYPES:
        raise PackageRefused(
            f"{source}: input {spec.name!r} is {spec.dtype} {_show(spec.shape)}, no window of a signal"
        )
    if flags.hz is None:
        raise PackageRefused(f"{source}: a model of signals needs the sampling rate: give --hz")
    block: dict[str, Any] = {
        "kind": "signal",
        "name": spec.name,
        "version": 1,
        "hz": flags.hz,
        "samples": int(np.prod([length or 1 for length in shape])),
        "shape": shape,
        "dtype": _IMAGE_DTYPES[spec.dtype],
    }
    if spec.dtype == np.float32 and flags.scale is not None:
        block["scale"] = flags.scale
    return block


def _show(shape: tuple[int | None, ...]) -> str:
    return "[" + ", ".join("?" if length is None else str(length) for length in shape) + "]"


def _class_count(layout: str, outputs: tuple[TensorSpec, ...]) -> int | None:
    shape = outputs[0].shape
    sizes = [length for length in shape[1:] if length is not None]
    if layout in {"score-map", "window-score"}:
        return 2
    if layout in {"classes", "window-classes"} and len(sizes) == len(shape) - 1:
        return int(np.prod(sizes))
    if layout == "yolov8" and len(sizes) == 2:
        return min(sizes) - 4
    if layout in {"yolov5", "yolox"} and len(sizes) == 2:
        return min(sizes) - 5
    return None


def _labels(layout: str, outputs: tuple[TensorSpec, ...], flags: OnnxFlags, source: Path) -> list[str]:
    if flags.labels:
        return list(flags.labels)
    count = _class_count(layout, outputs)
    if count is None or count < 1:
        raise PackageRefused(f"{source}: how many classes the model has cannot be seen: give --labels A,B,…")
    if layout in {"score-map", "window-score"}:
        return ["ok", "anomaly"]
    return [f"class{index}" for index in range(count)]


def describe_onnx(source: Path, directory: Path, flags: OnnxFlags | None = None) -> Manifest:
    """Write a package for *source* into the empty *directory* and return its manifest.

    The golden pair is recorded here, on the CPU provider: later it finds another machine, runtime or provider that
    computes something else (it says nothing about whether the model is any good).

    Raises:
        PackageRefused: ONNX Runtime refuses the file, or the shapes and flags do not make a package.
        RuntimeAbsent: ONNX Runtime is not installed.
        ManifestError: a flag's value is not usable.

    """
    flags = flags or OnnxFlags()
    model = directory / "model.onnx"
    shutil.copyfile(source, model)
    try:
        session = OnnxSession(model, providers=[CPU])
    except InferenceFailed as error:
        raise PackageRefused(f"{source}: {error}") from error
    if len(session.inputs) != 1:
        names = ", ".join(spec.name for spec in session.inputs)
        raise PackageRefused(f"{source}: {len(session.inputs)} inputs ({names}), models with one input are supported")
    layout = flags.layout or guess_layout(session.inputs, session.outputs)
    if layout is None:
        outputs = ", ".join(f"{spec.name} {_show(spec.shape)}" for spec in session.outputs)
        raise PackageRefused(
            f"{source}: how to read its outputs ({outputs}) cannot be seen: "
            f"give --layout, one of {', '.join(name for name in TASK_OF_LAYOUT if name not in _WITHOUT_A_GRAPH)}"
        )
    task = TASK_OF_LAYOUT.get(layout)
    if task is None or layout in _WITHOUT_A_GRAPH:
        raise PackageRefused(f"{source}: {layout!r} is no layout of an ONNX model")
    name = flags.name or re.sub(r"[^a-z0-9_.\-]+", "-", source.stem.lower()).strip("-_.")[:64]
    document: dict[str, Any] = {
        "format": "ciro-model/1",
        "name": name,
        "version": flags.version,
        "task": task,
        "model": {"path": model.name, "sha256": sha256_file(model)},
        "labels": _labels(layout, session.outputs, flags, source),
        "decode": {"layout": layout, **(flags.decode or {})},
        "licence": flags.licence,
        "provenance": {"source": source.name},
    }
    if task == "timeseries":
        document["input"] = _signal_block(session.inputs[0], flags, source)
    else:
        document["input"] = _input_block(session.inputs[0], flags, source)
        fit = flags.fit or ("letterbox" if layout.startswith("yolo") else "stretch")
        document["preprocessing"] = {"version": 1, "fit": "letterbox-top-left" if layout == "yolox" else fit}
    if flags.ok_label is not None:
        document["ok_label"] = flags.ok_label
    elif "ok" in document["labels"]:
        document["ok_label"] = "ok"
    if flags.thresholds:
        document["thresholds"] = flags.thresholds
    if flags.costs:
        document["costs"] = {
            label: {"missed": missed, "false_alarm": alarm} for label, (missed, alarm) in flags.costs.items()
        }
    manifest, _ = parse_manifest(canonical_json(document))
    document["golden"] = _record_golden(session, manifest, directory)
    final = Manifest.model_validate(document)
    write_manifest(directory, final)
    return final


def _record_golden(session: OnnxSession, manifest: Manifest, directory: Path) -> dict[str, Any]:
    assert manifest.input is not None
    rng = np.random.default_rng(GOLDEN_SEED)
    shape = manifest.input.shape
    tensor: NDArray[Any] = rng.integers(0, 256, shape).astype(np.uint8)
    if manifest.input.dtype == "f32":
        tensor = (tensor.astype(np.float32) - 127.5) / 127.5
    try:
        outputs = session.run({session.inputs[0].name: tensor})
    except InferenceFailed as error:
        raise PackageRefused(f"the model does not run on a tensor of shape {list(shape)}: {error}") from error
    np.save(directory / "golden_input.npy", tensor)
    recorded: dict[str, Any] = {f"o{index}": value for index, value in enumerate(outputs.values())}
    np.savez(directory / "golden_output.npz", **recorded)
    exact = all(value.dtype.kind in "iub" for value in outputs.values())
    return {
        "kind": "tensor",
        "input": {"path": "golden_input.npy", "sha256": sha256_file(directory / "golden_input.npy")},
        "output": {"path": "golden_output.npz", "sha256": sha256_file(directory / "golden_output.npz")},
        "tolerance": 0.0 if exact else 1e-3,
        "relative": 0.0 if exact else 1e-3,
    }
