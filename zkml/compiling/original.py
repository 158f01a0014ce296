"""The model as it was given, in ONNX Runtime where that is installed: whether it was read as what it computes."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.compiling.float_graph import Floats

_KINDS = {"tensor(float)": np.float32, "tensor(double)": np.float64}

__all__ = ["original_outputs"]


def original_outputs(
    model: onnx.ModelProto, name: str, inputs: NDArray[np.floating] | NDArray[np.uint8]
) -> Floats | None:
    """Return the values [n, k] of a tensor of a model, by ONNX Runtime; None: it has none of floats, or cannot be run.

    *inputs* are [n, …] as the model takes them, but for their type.
    """
    try:
        import onnxruntime
    except ImportError:
        return None
    tapped = onnx.ModelProto()
    tapped.CopyFrom(model)
    del tapped.graph.output[:]
    tapped.graph.output.append(onnx.helper.make_empty_tensor_value_info(name))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(tapped.SerializeToString(), options, providers=["CPUExecutionProvider"])
        given = session.get_inputs()[0]
        kind = np.dtype(_KINDS.get(given.type) or given.type[len("tensor(") : -1])
        one = [session.run([name], {given.name: item[None].astype(kind)})[0] for item in inputs]
    except Exception:  # noqa: BLE001 - the runtime's errors have no common type, and this is a check beside the work
        return None
    found = np.concatenate([np.asarray(values).reshape(1, -1) for values in one])
    return found.astype(np.float64) if found.dtype.kind == "f" else None
