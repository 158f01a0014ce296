"""The manifest of a model package: what the model is, what goes in, how what comes out is read.

A package is a directory with a ``manifest.json`` and the files it names. Its address is the SHA-256 of the
*canonical* manifest: the JSON document with sorted keys, no white space, UTF-8 (`canonical_json`). The manifest
carries the SHA-256 of every other file, so the address stands for the whole package. What is hashed is the document
as written, without defaults filled in, so that a later version of this file cannot change an address.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from edge_worker.layouts import (
    TASK_OF_LAYOUT,
    AnomalyMapDecode,
    BarcodeDecode,
    Decode,
    LotCodeDecode,
    Task,
    WindowScoreDecode,
)

__all__ = [
    "MANIFEST_NAME",
    "Cost",
    "FileRef",
    "Golden",
    "ImageInput",
    "Manifest",
    "ManifestError",
    "Metric",
    "Preprocessing",
    "SignalInput",
    "canonical_json",
    "parse_manifest",
    "sha256_file",
    "write_manifest",
]

MANIFEST_NAME = "manifest.json"
MAX_MANIFEST_BYTES = 1_000_000

_NAME = re.compile(r"[a-z0-9][a-z0-9_.\-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class ManifestError(ValueError):
    """A manifest cannot be used; the message names the key and what is wrong with it."""


def _check_path(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or not path or ".." in pure.parts or "\\" in path or "\0" in path or str(pure) != path:
        raise ValueError(f"{path!r} must be a plain relative path inside the package")
    if path == MANIFEST_NAME:
        raise ValueError("a manifest cannot name itself as a file")
    return path


def _check_sha256(digest: str) -> str:
    if not _SHA256.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256: write 64 lower-case hexadecimal digits")
    return digest


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name) or _SHA256.fullmatch(name):
        raise ValueError(f"{name!r} is no model name: lower-case letters, digits, '-', '_', '.', at most 64")
    return name


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class FileRef(_Block):
    """A file of the package: its path relative to the manifest, and the SHA-256 of its bytes in hex."""

    path: Annotated[str, AfterValidator(_check_path)]
    sha256: Annotated[str, AfterValidator(_check_sha256)]


class ImageInput(_Block):
    """The tensor that a model of pictures takes.

    Value of a channel with byte b: dtype u8: b. dtype f32: ``(b × scale − mean[c]) / std[c]`` in float32, in this
    order (scale 1/255 with ImageNet's mean and std, or scale 1, mean 0, std 255 are both usual).

    Attributes:
        name: of the ONNX input; None: the only one.
        width, height: pixels.
        channels: ``grey``, ``bgr`` or ``rgb``; grey = (29·B + 150·G + 77·R + 128) >> 8, taken after the resize.
        layout: ``NCHW`` or ``NHWC``; a batch axis of length 1 is always there.

    """

    kind: Literal["image"]
    name: str | None = None
    width: int = Field(ge=1, le=8192)
    height: int = Field(ge=1, le=8192)
    channels: Literal["grey", "bgr", "rgb"] = "rgb"
    layout: Literal["NCHW", "NHWC"] = "NCHW"
    dtype: Literal["u8", "f32"] = "f32"
    scale: float = 1.0
    mean: tuple[float, ...] = (0.0,)
    std: tuple[float, ...] = (1.0,)

    @property
    def channel_count(self) -> int:
        """1 or 3."""
        return 1 if self.channels == "grey" else 3

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """The tensor's shape, batch axis included."""
        if self.layout == "NCHW":
            return (1, self.channel_count, self.height, self.width)
        return (1, self.height, self.width, self.channel_count)

    @model_validator(mode="after")
    def _normalisation_fits(self) -> Self:
        for key, values in (("mean", self.mean), ("std", self.std)):
            if len(values) not in {1, self.channel_count}:
                raise ValueError(f"{key} has {len(values)} values for {self.channel_count} channel(s)")
        if any(value <= 0 for value in self.std):
            raise ValueError(f"std must be above 0, got {self.std}")
        if self.dtype == "u8" and (self.scale != 1 or any(self.mean) or any(value != 1 for value in self.std)):
            raise ValueError("dtype u8 takes no scale, mean or std: the bytes go in as they are")
        return self


class Preprocessing(_Block):
    """How a decoded picture becomes the model's width × height, all in integers (``preprocessing.py``).

    Attributes:
        version: of the algorithm; the result of a version never changes.
        crop: ``none``, ``centre-square``, or ``[x0, y0, x1, y1]`` in ten-thousandths of the picture's width and
            height (start rounded down, end rounded up).
        fit: ``stretch``; ``letterbox``: keep the aspect ratio, centred on *pad_value*; ``letterbox-top-left``:
            the same, padded on the right and at the bottom only (YOLOX).
        resize: ``area-integer``: the exact mean over each target pixel's area, rounded half up.

    """

    version: Literal[1]
    crop: Literal["none", "centre-square"] | tuple[int, int, int, int] = "none"
    fit: Literal["stretch", "letterbox", "letterbox-top-left"] = "stretch"
    pad_value: int = Field(114, ge=0, le=255)
    resize: Literal["area-integer"] = "area-integer"

    @model_validator(mode="after")
    def _crop_is_a_box(self) -> Self:
        if isinstance(self.crop, tuple):
            x0, y0, x1, y1 = self.crop
            if not (0 <= x0 < x1 <= 10_000 and 0 <= y0 < y1 <= 10_000):
                raise ValueError(f"crop {self.crop} is no box within 0…10000")
        return self


class SignalInput(_Block):
    """The tensor that a model of sampled signals takes.

    Steps, exact and versioned (``signals.py``): 1. q = round-half-even(sample × gain), clamped to ±(2^15 − 1);
    2. if *remove_mean*, subtract the mean of the window, rounded half up; 3. *transform*; 4. for dtype f32,
    ``(value × scale − mean) / std``.

    - ``waveform``: u8: clamp(q + 128, 0, 255); f32: q. Shape: *samples* values.
    - ``log-spectrum``: *bands* values 0…255, logarithm of the Hann-windowed power in bands of *band_bins* DFT
      bins each from *first_bin* on (bin width hz / samples): clamp(8 × log2(power) − *floor*) in integers.

    Attributes:
        name: of the ONNX input; None: the only one.
        hz: sampling rate that the model was trained on; another rate (beyond 0.1 %) is refused.
        samples: window length; a longer signal is read as consecutive windows of which the last *samples* count.
        gain: quantisation steps per unit of the signal; a power of two is exact.
        shape: of the tensor; its product is *samples* or *bands*.

    """

    kind: Literal["signal"]
    name: str | None = None
    version: Literal[1]
    hz: float = Field(gt=0)
    samples: int = Field(ge=2, le=1_000_000)
    unit: str = ""
    gain: float = Field(1.0, gt=0)
    remove_mean: bool = True
    transform: Literal["waveform", "log-spectrum"] = "waveform"
    bands: int = Field(0, ge=0, le=8192)
    band_bins: int = Field(1, ge=1)
    first_bin: int = Field(1, ge=0)
    floor: int = 0
    shape: tuple[int, ...]
    dtype: Literal["u8", "f32"] = "u8"
    scale: float = 1.0
    mean: float = 0.0
    std: float = Field(1.0, gt=0)

    @model_validator(mode="after")
    def _shape_fits(self) -> Self:
        size = self.bands if self.transform == "log-spectrum" else self.samples
        product = 1
        for length in self.shape:
            product *= length
        if product != size or any(length < 1 for length in self.shape):
            raise ValueError(f"shape {self.shape} does not hold the {size} values of transform {self.transform!r}")
        if self.transform == "log-spectrum" and (self.samples > 1 << 14 or self.band_bins > 64):
            raise ValueError("log-spectrum takes at most 16384 samples and 64 bins a band: sums stay exact below 2^63")
        if self.transform == "log-spectrum" and self.first_bin + self.bands * self.band_bins > self.samples // 2 + 1:
            raise ValueError("bands reach beyond half the sampling rate")
        return self


class Cost(_Block):
    """What a wrong decision about a label costs, in any one unit of money or effort.

    The threshold that follows is ``false_alarm / (false_alarm + missed)``, see ``costs.py``.
    """

    missed: float = Field(gt=0)
    false_alarm: float = Field(gt=0)


class Golden(_Block):
    """An input and the output that was recorded for it: run before a model may go into service.

    Attributes:
        kind: ``tensor``: *input* is a ``.npy`` of the model's input; ``picture``: a PNG or JPEG that goes through
            the whole preprocessing; ``window``: a ``.npy`` of float64 samples at the manifest's rate.
        input_sha256: digest of the input tensor that the preprocessing must give (None: not checked).
        output: ``.npz`` with one array per output name, or ``.npy`` for the only output.
        tolerance: largest absolute difference of an element; 0 demands equality bit for bit.
        relative: largest difference as a share of the expected element, added to *tolerance*.

    """

    kind: Literal["tensor", "picture", "window"]
    input: FileRef
    input_sha256: Annotated[str, AfterValidator(_check_sha256)] | None = None
    output: FileRef
    tolerance: float = Field(0.0, ge=0)
    relative: float = Field(0.0, ge=0)


class Metric(_Block):
    """A measured figure: on which data, and the floor it was held to (None: none)."""

    name: str
    value: float
    data: str = ""
    floor: float | None = None


class Manifest(_Block):
    """A model package, described.

    Attributes:
        format: version of this document's form.
        name, version: of the model, as its maker calls it.
        task: what the model does; the layout in *decode* must belong to it.
        model: the ONNX file; None for the tasks that need none (barcode, lot_code).
        files: further files of the package (external weights, licence texts).
        input: the input tensor; None for the tasks without an ONNX file.
        preprocessing: needed for an input of kind ``image``, and only there.
        labels: one per class index.
        ok_label: the label of a good part; None: the model names things and judges nothing.
        thresholds: by label; see ``tasks/`` for each task's rule. Takes precedence over *costs*.
        costs: by label; thresholds follow from them.
        provenance: free text by key (data, script, seed, date, commit…).

    """

    format: Literal["ciro-model/1"]
    name: Annotated[str, AfterValidator(_check_name)]
    version: str = Field(min_length=1, max_length=64)
    task: Task
    summary: str = ""
    model: FileRef | None = None
    files: tuple[FileRef, ...] = ()
    input: Annotated[ImageInput | SignalInput, Field(discriminator="kind")] | None = None
    preprocessing: Preprocessing | None = None
    decode: Decode
    labels: tuple[str, ...] = ()
    ok_label: str | None = None
    thresholds: dict[str, float] = {}
    costs: dict[str, Cost] = {}
    golden: Golden | None = None
    licence: str = Field("", max_length=200)
    provenance: dict[str, str] = {}
    metrics: tuple[Metric, ...] = ()

    def is_good(self, decision: str) -> bool:
        """Whether *decision* passes the part. A classifier without an `ok_label` judges nothing: all it says passes."""
        if self.ok_label is not None:
            return decision == self.ok_label
        return self.task == "classification" or decision == "ok"

    @model_validator(mode="after")
    def _parts_belong_together(self) -> Self:
        belongs = TASK_OF_LAYOUT[self.decode.layout]
        if belongs != self.task:
            raise ValueError(f"decode layout {self.decode.layout!r} belongs to task {belongs!r}, not {self.task!r}")
        if isinstance(self.decode, BarcodeDecode | LotCodeDecode):
            if self.model is not None or self.input is not None or self.golden is not None:
                raise ValueError(f"task {self.task!r} takes no model, input or golden: it needs no ONNX file")
            return self
        if self.model is None or self.input is None:
            raise ValueError(f"task {self.task!r} needs a model and an input")
        wanted = "signal" if self.task == "timeseries" else "image"
        if self.input.kind != wanted:
            raise ValueError(f"task {self.task!r} needs an input of kind {wanted!r}, not {self.input.kind!r}")
        if (self.preprocessing is not None) != (wanted == "image"):
            raise ValueError("preprocessing belongs to an input of kind 'image', and is needed there")
        return self

    @model_validator(mode="after")
    def _labels_are_known(self) -> Self:
        if len(set(self.labels)) != len(self.labels):
            raise ValueError("labels must differ from each other")
        if isinstance(self.decode, BarcodeDecode | LotCodeDecode):
            return self
        if not self.labels:
            raise ValueError(f"task {self.task!r} needs labels, one per class index")
        two = isinstance(self.decode, AnomalyMapDecode | WindowScoreDecode)
        if two and (len(self.labels) != 2 or self.ok_label not in {None, self.labels[0]}):
            raise ValueError(f"layout {self.decode.layout!r} takes two labels, the good one first")
        known = set(self.labels)
        if self.ok_label is not None and self.ok_label not in known:
            raise ValueError(f"ok_label {self.ok_label!r} is not among the labels")
        for key, names in (("thresholds", self.thresholds), ("costs", self.costs)):
            unknown = sorted(set(names) - known)
            if unknown:
                raise ValueError(f"{key} name labels that the model does not have: {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _files_differ(self) -> Self:
        paths = [ref.path for ref in self.all_files()]
        if len(set(paths)) != len(paths):
            raise ValueError("two entries name the same file")
        return self

    def all_files(self) -> tuple[FileRef, ...]:
        """Every file of the package but the manifest."""
        golden = () if self.golden is None else (self.golden.input, self.golden.output)
        model = () if self.model is None else (self.model,)
        return (*model, *self.files, *golden)

    def document(self) -> dict[str, Any]:
        """Return the JSON document: what was set, without defaults."""
        document: dict[str, Any] = self.model_dump(mode="json", exclude_unset=True)
        return document


def canonical_json(document: dict[str, Any]) -> bytes:
    """Return the bytes whose SHA-256 is the package's address: sorted keys, no white space, UTF-8."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise ManifestError(f"manifest: key given twice: {', '.join(twice)}")
    return document


def _no_constant(name: str) -> Any:
    raise ManifestError(f"manifest: {name} is not a JSON number")


def parse_manifest(raw: bytes) -> tuple[Manifest, str]:
    """Read a manifest.

    Returns:
        The manifest and the package's SHA-256 in hex.

    Raises:
        ManifestError: not JSON, too large, or a key is missing, unknown or out of range.

    """
    if len(raw) > MAX_MANIFEST_BYTES:
        raise ManifestError(f"manifest: {len(raw)} bytes, at most {MAX_MANIFEST_BYTES} are read")
    try:
        document = json.loads(raw, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
        manifest = Manifest.model_validate(document)
        address = hashlib.sha256(canonical_json(document)).hexdigest()
    except ValidationError as error:
        problems = [
            f"{'.'.join(str(part) for part in item['loc']) or 'document'}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors(include_url=False)
        ]
        raise ManifestError("manifest: " + "; ".join(problems)) from error
    except ManifestError:
        raise
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"manifest: not readable as JSON: {error}") from error
    return manifest, address


def sha256_file(path: Path) -> str:
    """SHA-256 of a file's bytes in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(directory: Path, manifest: Manifest) -> str:
    """Write ``manifest.json`` (indented, for people and diffs) into *directory* and return the package's SHA-256."""
    document = manifest.document()
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
    (directory / MANIFEST_NAME).write_text(text, encoding="utf-8")
    return hashlib.sha256(canonical_json(document)).hexdigest()
