"""ONNX Runtime, held at arm's length: loaded when the first model is, set up for threads that share a small box.

Sessions run with one intra-op thread and without spinning, so that several of them, in threads of one process, share
the cores with the rest of the appliance. A provider counts as used only when it ran nodes of the graph.

Official builds report to their maker over the network unless they are told not to before they start; here they are.
"""

from __future__ import annotations

import importlib
import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["InferenceFailed", "OnnxSession", "RuntimeAbsent", "TensorSpec", "available_providers", "onnx_runtime"]

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read by the library once, when it is loaded

CPU = "CPUExecutionProvider"
PREFERRED = ("TensorrtExecutionProvider", "CUDAExecutionProvider", "OpenVINOExecutionProvider", CPU)
"""Order of preference when the caller names none; the ones that the build has are tried."""

_DTYPES = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(uint8)": np.uint8,
    "tensor(int8)": np.int8,
    "tensor(uint16)": np.uint16,
    "tensor(int16)": np.int16,
    "tensor(uint32)": np.uint32,
    "tensor(int32)": np.int32,
    "tensor(uint64)": np.uint64,
    "tensor(int64)": np.int64,
    "tensor(bool)": np.bool_,
}


class RuntimeAbsent(RuntimeError):  # noqa: N818 - reads as what happened
    """ONNX Runtime is not installed."""


class InferenceFailed(RuntimeError):  # noqa: N818
    """ONNX Runtime refused a model or an input."""


def onnx_runtime() -> Any:
    """Import and return the module ``onnxruntime``.

    Raises:
        RuntimeAbsent: it is not installed; the message names the extra to install.

    """
    try:
        module = importlib.import_module("onnxruntime")
        module.InferenceSession  # noqa: B018 - what is left of an uninstalled build is an empty package
    except (ImportError, AttributeError) as error:
        raise RuntimeAbsent(
            "ONNX Runtime is not installed, so no model can run: install the extra for this machine, "
            "`pip install 'ciro-gateway[cpu]'` or, with an NVIDIA GPU, `pip install 'ciro-gateway[gpu]'` "
            "(only one of the two: they overwrite each other's files)"
        ) from error
    return module


def available_providers() -> list[str]:
    """Return the execution providers of the installed build, best first; empty when ONNX Runtime is absent."""
    try:
        present: list[str] = onnx_runtime().get_available_providers()
    except RuntimeAbsent:
        return []
    return [name for name in PREFERRED if name in present]


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """An input or output of a graph: its name, numpy dtype (None: not a plain tensor) and shape (None: free axis)."""

    name: str
    dtype: np.dtype[Any] | None
    shape: tuple[int | None, ...]

    @classmethod
    def of(cls, node: Any) -> TensorSpec:
        """Read a node argument of ONNX Runtime."""
        kind = _DTYPES.get(node.type)
        shape = tuple(length if isinstance(length, int) and length >= 0 else None for length in node.shape)
        return cls(node.name, None if kind is None else np.dtype(kind), shape)


class OnnxSession:
    """One loaded ONNX graph; `run` may be called from several threads at once.

    Attributes:
        inputs, outputs: of the graph, in its order.
        provider: the execution provider that ran the most nodes of a trial run (CPU needs no trial).
        nodes: how many nodes each provider ran, when a trial was made.

    """

    def __init__(self, path: Path, *, providers: Sequence[str] | None = None, intra_op_threads: int = 1) -> None:
        """Load the graph.

        Raises:
            RuntimeAbsent: ONNX Runtime is not installed.
            InferenceFailed: a named provider is not in this build, or the graph is refused.

        """
        self._runtime = onnx_runtime()
        present = self._runtime.get_available_providers()
        absent = [name for name in providers or () if name not in present]
        if absent:
            raise InferenceFailed(
                f"this ONNX Runtime has no {', '.join(absent)}; it has {', '.join(present)}. "
                "GPU providers come with the extra [gpu]"
            )
        self._path = path
        self._threads = intra_op_threads
        self._wanted = list(providers) if providers else available_providers()
        if CPU not in self._wanted:
            self._wanted.append(CPU)
        self._session = self._open(self._options())
        self.inputs = tuple(TensorSpec.of(node) for node in self._session.get_inputs())
        self.outputs = tuple(TensorSpec.of(node) for node in self._session.get_outputs())
        self.provider: str = self._session.get_providers()[0]
        self.nodes: dict[str, int] = {}

    def _options(self) -> Any:
        options = self._runtime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry("session.inter_op.allow_spinning", "0")
        options.log_severity_level = 3
        return options

    def _open(self, options: Any) -> Any:
        try:
            return self._runtime.InferenceSession(str(self._path), options, providers=self._wanted)
        except Exception as error:  # its exceptions derive from Exception directly, one class per status code
            raise InferenceFailed(f"ONNX Runtime refused {self._path.name}: {_first_line(error)}") from error

    def run(self, feed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the graph; raises `InferenceFailed` when ONNX Runtime does not take the input."""
        try:
            found = self._session.run(None, dict(feed))
        except Exception as error:
            raise InferenceFailed(f"{self._path.name}: {_first_line(error)}") from error
        return {spec.name: np.asarray(value) for spec, value in zip(self.outputs, found, strict=True)}

    def find_provider(self, feed: Mapping[str, NDArray[Any]], *, even_on_cpu: bool = False) -> None:
        """Set `provider` and `nodes` from a profiled run, when more than the CPU could have been used."""
        if self._session.get_providers() == [CPU] and not even_on_cpu:
            self.provider = CPU
            return
        with tempfile.TemporaryDirectory(prefix="ciro-profile-") as directory:
            options = self._options()
            options.enable_profiling = True
            options.profile_file_prefix = str(Path(directory) / "run")
            trial = self._open(options)
            try:
                trial.run(None, dict(feed))
            except Exception as error:
                raise InferenceFailed(f"{self._path.name}: {_first_line(error)}") from error
            events = json.loads(Path(trial.end_profiling()).read_bytes())
        count = Counter(
            event["args"]["provider"]
            for event in events
            if event.get("cat") == "Node" and event.get("args", {}).get("provider")
        )
        self.nodes = dict(count)
        if count:
            self.provider = count.most_common(1)[0][0]


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
