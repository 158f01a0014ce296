"""From a float or quantised network to one in the provable profile, with a report of what that cost."""

from __future__ import annotations

from zkml.compiling.compiler import Compilation, InputScaling, LayerReport, compile_model
from zkml.compiling.onnx_input import input_shape

__all__ = ["Compilation", "InputScaling", "LayerReport", "compile_model", "input_shape"]
