"""The inference engine: models are loaded, warmed up, held against their golden pair, and swapped in atomically.

A model that is refused at any step leaves what runs untouched. Inference may be called from any thread; a call that
began before a swap ends on the model it began with.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.costs import threshold_from_costs, thresholds_of
from edge_worker.loading import LoadedModel, ModelRefused, WrongInput, milliseconds_since, prepare
from edge_worker.manifest import ImageInput
from edge_worker.package import PackageRefused
from edge_worker.picture import MAX_PIXELS, decode
from edge_worker.preprocessing import image_tensor, tensor_digest
from edge_worker.runtime import RuntimeAbsent
from edge_worker.signals import signal_tensor
from edge_worker.store import ModelNotFound
from edge_worker.tasks import Context, Detection, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.package import ModelPackage
    from edge_worker.store import ModelStore

__all__ = ["Engine", "InferenceResult", "LoadedModel", "ModelRefused", "ModelRun", "PreparedImage", "WrongInput"]


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One run of a graph, for whoever wants to prove it.

    Attributes:
        tensor: the input.
        outputs: by name.
        thresholds: in force when the outputs were read, by label.

    """

    tensor: NDArray[Any]
    outputs: Mapping[str, NDArray[Any]]
    thresholds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class InferenceResult:
    """What a model made of one picture or window.

    Attributes:
        model, model_sha256: name and package.
        task: of the manifest.
        decision: label.
        ok: whether the decision passes the part (`Manifest.is_good`).
        detections: strongest first, boxes in pixels of the original frame.
        scores: by label or by name of the quantity.
        input_sha256: digest of the input tensor (`preprocessing.tensor_digest`), hex; of the decoded BGR picture for
            the tasks that run no ONNX model.
        provider: execution provider that computed it.
        decode_ms, preprocess_ms, infer_ms: time of each step in ms; infer_ms includes reading the outputs.
        anomaly_map: float32 ``[h, w]``, for score maps only.
        frame_width, frame_height: of the picture in pixels; 0 for signals.
        run: what went through the graph; None for the tasks that run no ONNX model.

    """

    model: str
    model_sha256: str
    task: str
    decision: str
    ok: bool
    detections: tuple[Detection, ...]
    scores: Mapping[str, float]
    input_sha256: str
    provider: str
    decode_ms: float
    preprocess_ms: float
    infer_ms: float
    anomaly_map: NDArray[np.float32] | None = None
    frame_width: int = 0
    frame_height: int = 0
    run: ModelRun | None = None


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """A picture as the input of a model's graph.

    Attributes:
        model: whose input it is.
        context: the tensor, the thresholds in force and where the picture lies in the tensor.
        digest: of the tensor (`preprocessing.tensor_digest`), hex.
        decode_ms, preprocess_ms: time of each step in ms.
        size: width and height of the picture in pixels.

    """

    model: LoadedModel
    context: Context
    digest: str
    decode_ms: float
    preprocess_ms: float
    size: tuple[int, int]


class Engine:
    """Models in service by name.

    Args:
        store: where packages come from.
        providers: execution providers in order of preference; None: the best that the installed build has.
        intra_op_threads: of each session; 1 leaves the parallelism to the callers' threads.
        max_pixels: larger pictures are refused from their header.

    """

    def __init__(
        self,
        store: ModelStore,
        providers: Sequence[str] | None = None,
        intra_op_threads: int = 1,
        *,
        max_pixels: int = MAX_PIXELS,
    ) -> None:
        self.store = store
        self.max_pixels = max_pixels
        self._providers = list(providers) if providers else None
        self._threads = intra_op_threads
        self._serving: dict[str, LoadedModel] = {}
        self._pinned: dict[str, LoadedModel] = {}
        self._changing = threading.RLock()

    def load(self, ref: str) -> LoadedModel:
        """Load a package, warm it up, check its golden pair, and put it into service under its name.

        When nothing serves under that name yet and the current package is refused, the name's previous package is put
        into service before the refusal is raised, so that a bad update costs no restarted gateway its model.

        Raises:
            ModelRefused: not found, altered, refused by ONNX Runtime, or not what its golden pair says.
            RuntimeAbsent: ONNX Runtime, or the extra that the task needs, is not installed.

        """
        with self._changing:
            try:
                package = self.store.get(ref)
            except (ModelNotFound, ValueError) as error:
                if ref not in self._serving:
                    self._fall_back(ref)
                known = self._serving.get(ref)
                raise ModelRefused(str(error), known.sha256 if known else None) from error
            name = package.name
            before = self._serving.get(name)
            if before is not None and before.sha256 == package.sha256 and self._files_are_whole(package):
                return before
            try:
                fresh = self._prepare(package)
            except RuntimeAbsent:
                raise
            except ModelRefused as refusal:
                if before is None:
                    self._fall_back(name, package)
                serving = self._serving.get(name)
                raise ModelRefused(refusal.reason, serving.sha256 if serving else None) from refusal
            self._serving = {**self._serving, name: fresh}
            return fresh

    @staticmethod
    def _files_are_whole(package: ModelPackage) -> bool:
        try:
            package.check_files()
        except PackageRefused:
            return False
        return True

    def _fall_back(self, name: str, refused: ModelPackage | None = None) -> None:
        """Put the name's previous package into service; *refused* is its current one, if it could be read at all."""
        try:
            previous = self.store.previous(name)
            if previous is None or (refused is not None and previous.sha256 == refused.sha256):
                return
            self._serving = {**self._serving, name: self._prepare(previous)}
        except (ModelRefused, ModelNotFound, ValueError):
            return  # the refusal of the current package is what the caller hears of

    def _prepare(self, package: ModelPackage) -> LoadedModel:
        return prepare(package, providers=self._providers, intra_op_threads=self._threads)

    def bring(self, ref: str) -> LoadedModel:
        """Bring what a configuration names into service.

        A name is loaded as `load` does, so that it follows the store; a SHA-256 or prefix stands for one package, which
        is kept beside whatever serves under its name.

        Raises:
            ModelRefused, RuntimeAbsent: as `load`.

        """
        try:
            package = self.store.get(ref)
        except (ModelNotFound, ValueError):
            return self.load(ref)  # it knows what goes on instead, and says why
        return self.load(ref) if ref == package.name else self.model(ref)

    def retain(self, refs: Collection[str]) -> None:
        """Take every model out of service that no *ref* stands for; calls that run end on what they began with."""
        with self._changing:
            self._serving = {name: model for name, model in self._serving.items() if name in refs}
            kept = {ref: model for ref, model in self._pinned.items() if ref in refs}
            self._pinned = {**kept, **{model.sha256: model for model in kept.values()}}

    def models(self) -> dict[str, LoadedModel]:
        """Return what serves now, by name."""
        return dict(self._serving)

    def model(self, ref: str) -> LoadedModel:
        """Return the model in service under a name or SHA-256, loading it on first use.

        A package asked for by SHA-256 is kept beside the one that serves under its name, and does not take its place.

        Raises:
            ModelRefused: it could not be loaded.
            RuntimeAbsent: ONNX Runtime, or the extra that the task needs, is not installed.

        """
        found = self.find(ref)
        if found is not None:
            return found
        with self._changing:
            found = self.find(ref)
            if found is not None:
                return found
            try:
                package = self.store.get(ref)
            except (ModelNotFound, ValueError) as error:
                raise ModelRefused(str(error)) from error
            if ref == package.name:
                return self.load(ref)
            pinned = self.find(package.sha256) or self._prepare(package)
            self._pinned = {**self._pinned, ref: pinned, package.sha256: pinned}
            return pinned

    def find(self, ref: str) -> LoadedModel | None:
        """Return the model in service under a name or SHA-256, if it is loaded."""
        found = self._serving.get(ref) or self._pinned.get(ref)
        if found is not None:
            return found
        digest = ref.removeprefix("sha256:")
        for model in (*self._serving.values(), *self._pinned.values()):
            if model.sha256 == digest:
                return model
        return None

    def thresholds_for(
        self, model_ref: str, thresholds: Mapping[str, float], costs: Mapping[str, tuple[float, float]]
    ) -> dict[str, float]:
        """Return what overrides the manifest's thresholds of a model: what follows from *costs*, then *thresholds*.

        Args:
            model_ref: name or SHA-256.
            thresholds: by label.
            costs: by label: of a missed defect, of a false alarm.

        Raises:
            ValueError: a label is not the model's, a threshold is not finite, or a cost is not above 0.
            ModelRefused, RuntimeAbsent: as `model`.

        """
        overrides = {label: threshold_from_costs(missed, alarm) for label, (missed, alarm) in costs.items()}
        overrides |= thresholds
        thresholds_of(self.model(model_ref).package.manifest, overrides)
        return overrides

    def infer_image(
        self,
        model_ref: str | LoadedModel,
        image: bytes | NDArray[np.uint8],
        thresholds: Mapping[str, float] | None = None,
    ) -> InferenceResult:
        """Judge a picture.

        Args:
            model_ref: name, SHA-256, or what `load` or `model` returned.
            image: JPEG, PNG, WebP or BMP bytes, or decoded BGR ``[h, w, 3]`` u8.
            thresholds: by label, in place of the manifest's.

        Raises:
            PoisonImage: the bytes are no whole picture or too large a one.
            ModelRefused: the model could not be loaded.
            WrongInput: the model takes signals; ValueError: a threshold names no label.
            InferenceFailed: ONNX Runtime failed, or an output holds NaN.

        """
        model = model_ref if isinstance(model_ref, LoadedModel) else self.model(model_ref)
        if model.picture_reader is None:
            prepared = self.prepare_image(model, image, thresholds)
            started = time.perf_counter()
            outputs = model.run(prepared.context.tensor)
            return self.read_outputs(prepared, outputs, model.provider, milliseconds_since(started))
        in_force = self._thresholds_for_images(model, thresholds)
        pixels, decode_ms = self._pixels(image)
        height, width = pixels.shape[:2]
        started = time.perf_counter()
        digest = tensor_digest(pixels)
        preprocess_ms = milliseconds_since(started)
        started = time.perf_counter()
        verdict = model.picture_reader.look(pixels, in_force)
        times_ms = decode_ms, preprocess_ms, milliseconds_since(started)
        return self._result(model, verdict, digest, times_ms, (width, height), None, model.provider)

    def prepare_image(
        self,
        model_ref: str | LoadedModel,
        image: bytes | NDArray[np.uint8],
        thresholds: Mapping[str, float] | None = None,
    ) -> PreparedImage:
        """Make a picture the input of a model's graph, to be run here or elsewhere.

        Raises:
            PoisonImage, ModelRefused, WrongInput, ValueError: as `infer_image`.
            WrongInput: also, the model's task runs no graph.

        """
        model = model_ref if isinstance(model_ref, LoadedModel) else self.model(model_ref)
        in_force = self._thresholds_for_images(model, thresholds)
        manifest = model.package.manifest
        if not isinstance(manifest.input, ImageInput) or manifest.preprocessing is None or model.reader is None:
            raise WrongInput(f"model {model.name!r} runs no graph")
        pixels, decode_ms = self._pixels(image)
        height, width = pixels.shape[:2]
        started = time.perf_counter()
        tensor, placement = image_tensor(pixels, manifest.input, manifest.preprocessing)
        digest = tensor_digest(tensor)
        context = Context(tensor, in_force, placement)
        return PreparedImage(model, context, digest, decode_ms, milliseconds_since(started), (width, height))

    def read_outputs(
        self, prepared: PreparedImage, outputs: Mapping[str, NDArray[Any]], provider: str, infer_ms: float
    ) -> InferenceResult:
        """Make the outputs of a graph a result.

        Args:
            prepared: what the graph was run on.
            outputs: by name.
            provider: what ran it.
            infer_ms: the time that took; reading the outputs is added.

        Raises:
            OutputMismatch: the outputs are not those of the model.

        """
        assert prepared.model.reader is not None
        started = time.perf_counter()
        verdict = prepared.model.reader.read(outputs, prepared.context)
        run = ModelRun(prepared.context.tensor, outputs, prepared.context.thresholds)
        times_ms = prepared.decode_ms, prepared.preprocess_ms, infer_ms + milliseconds_since(started)
        return self._result(prepared.model, verdict, prepared.digest, times_ms, prepared.size, run, provider)

    def _pixels(self, image: bytes | NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
        """Return the decoded picture and the time that took in ms."""
        started = time.perf_counter()
        pixels = image if isinstance(image, np.ndarray) else decode(bytes(image), self.max_pixels)
        return pixels, milliseconds_since(started)

    @staticmethod
    def _thresholds_for_images(model: LoadedModel, thresholds: Mapping[str, float] | None) -> dict[str, float]:
        manifest = model.package.manifest
        in_force = thresholds_of(manifest, thresholds)
        if manifest.input is not None and manifest.input.kind != "image":
            raise WrongInput(f"model {model.name!r} takes signals, not pictures")
        return in_force

    def infer_window(
        self,
        model_ref: str | LoadedModel,
        samples: NDArray[np.float64],
        hz: float,
        thresholds: Mapping[str, float] | None = None,
    ) -> InferenceResult:
        """Judge the last window of a signal.

        Args:
            model_ref: name, SHA-256, or what `load` or `model` returned.
            samples: ``[n]`` in the unit of the manifest.
            hz: sampling rate.
            thresholds: by label, in place of the manifest's.

        Raises:
            SignalRefused: wrong rate, too few samples, or not finite.
            ModelRefused, WrongInput, ValueError, InferenceFailed: as `infer_image`.

        """
        model = model_ref if isinstance(model_ref, LoadedModel) else self.model(model_ref)
        manifest = model.package.manifest
        in_force = thresholds_of(manifest, thresholds)
        if manifest.input is None or manifest.input.kind != "signal":
            raise WrongInput(f"model {model.name!r} takes pictures, not signals")
        started = time.perf_counter()
        tensor = signal_tensor(samples, hz, manifest.input)
        digest = tensor_digest(tensor)
        preprocess_ms = milliseconds_since(started)
        started = time.perf_counter()
        verdict, run = self._read(model, tensor, Context(tensor, in_force))
        times_ms = 0.0, preprocess_ms, milliseconds_since(started)
        return self._result(model, verdict, digest, times_ms, (0, 0), run, model.provider)

    @staticmethod
    def _read(model: LoadedModel, tensor: NDArray[Any], context: Context) -> tuple[Verdict, ModelRun]:
        assert model.reader is not None
        outputs = model.run(tensor)
        return model.reader.read(outputs, context), ModelRun(tensor, outputs, context.thresholds)

    @staticmethod
    def _result(
        model: LoadedModel,
        verdict: Verdict,
        digest: str,
        times_ms: tuple[float, float, float],
        size: tuple[int, int],
        run: ModelRun | None,
        provider: str,
    ) -> InferenceResult:
        return InferenceResult(
            model.name,
            model.sha256,
            model.package.manifest.task,
            verdict.decision,
            model.package.manifest.is_good(verdict.decision),
            verdict.detections,
            verdict.scores,
            digest,
            provider,
            *times_ms,
            verdict.anomaly_map,
            *size,
            run,
        )
