"""From a float or QDQ network to one in the provable profile, with a report of what that cost."""

from __future__ import annotations

from zkml.compiling.compiler import Compilation, InputScaling, LayerReport, compile_model

__all__ = ["Compilation", "InputScaling", "LayerReport", "compile_model"]
