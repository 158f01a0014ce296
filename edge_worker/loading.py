"""From a package to a model that may go into service: files, graph, warm-up, golden check."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.costs import thresholds_of
from edge_worker.golden import GoldenReport, compare_outputs, golden_tensor
from edge_worker.memory_fit import check_fit
from edge_worker.runtime import InferenceFailed, OnnxSession, RuntimeAbsent
from edge_worker.tasks import Context, picture_reader_for, reader_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.package import ModelPackage
    from edge_worker.tasks import PictureReader, Reader

__all__ = ["LoadedModel", "ModelRefused", "WrongInput", "milliseconds_since", "prepare"]


class ModelRefused(RuntimeError):  # noqa: N818 - reads as what happened
    """A model did not go into service.

    Attributes:
        reason: what failed, on which file or tensor, and what to do.
        serving: SHA-256 of the package that goes on under that name; None: there is none.

    """

    def __init__(self, reason: str, serving: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.serving = serving


class WrongInput(ValueError):  # noqa: N818
    """A picture was given to a model of signals, or the other way round, or a tensor does not fit."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in service.

    Attributes:
        package: manifest and files.
        provider: the execution provider really used; "zxing-cpp" or "rapidocr" for the tasks that run no ONNX model.
        golden: outcome of the golden check; None when the package has no golden pair.
        load_ms: from reading the file to the end of the golden check.
        session: None for the tasks that run no ONNX model.

    """

    package: ModelPackage
    provider: str
    golden: GoldenReport | None
    load_ms: float
    session: OnnxSession | None = field(repr=False)
    reader: Reader | None = field(repr=False)
    picture_reader: PictureReader | None = field(repr=False)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.package.name

    @property
    def version(self) -> str:
        """The package's version."""
        return self.package.manifest.version

    @property
    def sha256(self) -> str:
        """The package's SHA-256 in hex."""
        return self.package.sha256

    @property
    def input_name(self) -> str:
        """Name of the graph's input."""
        assert self.session is not None
        spec = self.package.manifest.input
        return (spec.name if spec is not None else None) or self.session.inputs[0].name

    def run(self, tensor: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """Run the graph on one input tensor; raises `InferenceFailed` also when an output holds NaN."""
        assert self.session is not None
        outputs = self.session.run({self.input_name: tensor})
        self.check_outputs(outputs)
        return outputs

    def check_outputs(self, outputs: Mapping[str, NDArray[Any]]) -> None:
        """Raise `InferenceFailed` when an output holds NaN."""
        for name, value in outputs.items():
            if value.dtype.kind == "f" and bool(np.isnan(value).any()):
                raise InferenceFailed(f"model {self.name!r}: output {name!r} holds NaN (provider {self.provider})")


def milliseconds_since(start: float) -> float:
    """Return the time since *start*, a value of ``time.perf_counter``, in ms."""
    return (time.perf_counter() - start) * 1e3


def prepare(package: ModelPackage, *, providers: Sequence[str] | None = None, intra_op_threads: int = 1) -> LoadedModel:
    """Check a package's files, load it, warm it up, and hold it against its golden pair.

    Raises:
        ModelRefused: any of it failed; the message names the model, its SHA-256 and what failed.
        RuntimeAbsent: ONNX Runtime, or the extra that the task needs, is not installed.

    """
    started = time.perf_counter()
    manifest = package.manifest
    try:
        package.check_files()
        picture_reader = picture_reader_for(manifest)
        if picture_reader is not None:
            picture_reader.look(np.full((64, 64, 3), 255, np.uint8), {})
            provider = "zxing-cpp" if manifest.task == "barcode" else "rapidocr"
            return LoadedModel(package, provider, None, milliseconds_since(started), None, None, picture_reader)
        assert manifest.model is not None
        check_fit(package)
        session = OnnxSession(package.path(manifest.model.path), providers=providers, intra_op_threads=intra_op_threads)
        model = LoadedModel(package, session.provider, None, 0.0, session, reader_for(manifest), None)
        _check_input(model)
        return _warm_up(model, started)
    except RuntimeAbsent:
        raise
    except (ValueError, InferenceFailed, OSError, AssertionError) as error:
        raise ModelRefused(f"model {package.name!r} ({package.sha256[:12]}…): {error}") from error


def _check_input(model: LoadedModel) -> None:
    """Hold the manifest's input against the graph's."""
    spec, session = model.package.manifest.input, model.session
    assert spec is not None
    assert session is not None
    names = [tensor.name for tensor in session.inputs]
    if names != [model.input_name]:
        raise WrongInput(f"the manifest feeds {model.input_name!r}, the graph takes {', '.join(names)}")
    wanted, dtype = session.inputs[0].shape, {"u8": np.uint8, "f32": np.float32}[spec.dtype]
    fits = len(wanted) == len(spec.shape) and all(
        length in {None, given} for length, given in zip(wanted, spec.shape, strict=True)
    )
    if not fits or session.inputs[0].dtype != np.dtype(dtype):
        raise WrongInput(
            f"the manifest's input is {np.dtype(dtype)} {list(spec.shape)}, the graph takes "
            f"{session.inputs[0].dtype} {['?' if length is None else length for length in wanted]}"
        )


def _warm_up(model: LoadedModel, started: float) -> LoadedModel:
    """Run once, find the provider really used, check the golden pair, and read the outputs as in service."""
    package, session = model.package, model.session
    spec, golden = package.manifest.input, package.manifest.golden
    assert spec is not None
    assert session is not None
    if golden is None:
        tensor: NDArray[Any] = np.zeros(spec.shape, np.uint8 if spec.dtype == "u8" else np.float32)
    else:
        tensor = golden_tensor(package, golden)
    outputs = model.run(tensor)
    session.find_provider({model.input_name: tensor})
    report = None
    if golden is not None:
        outputs = model.run(tensor)
        report = compare_outputs(package, golden, outputs)
    assert model.reader is not None
    model.reader.read(outputs, Context(tensor, thresholds_of(package.manifest)))
    return LoadedModel(package, session.provider, report, milliseconds_since(started), session, model.reader, None)
