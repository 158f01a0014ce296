"""Models as circuits, and pictures, signals and arrays as the inputs that proofs are about.

A model is named as everywhere (name, SHA-256 or prefix, found in the model store or among the shipped ones), or is an
ONNX file. Inputs go through the same preprocessing as in service, to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from edge_worker import ModelPackage, ModelStore
    from zkml import Circuit

__all__ = ["InputRefused", "Provable", "calibration", "find", "golden_input", "inputs"]

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})


class InputRefused(ValueError):  # noqa: N818 - reads as what happened
    """A file cannot be an input of the model; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Provable:
    """A model that proofs may be made of.

    Attributes:
        name: for people.
        onnx: its file.
        package: it comes from; None: it is a bare file.

    """

    name: str
    onnx: Path
    package: ModelPackage | None

    def circuit(self) -> Circuit:
        """Return the circuit.

        Raises:
            Unprovable: the model is not in the provable profile.

        """
        from zkml import Unprovable, load_circuit

        try:
            return load_circuit(self.onnx)
        except Unprovable as error:
            remedy = "a model outside the provable profile is turned into it by `ciro zk compile`"
            raise Unprovable(f"model {self.name}: {error} ({remedy})") from error


def find(ref: str, store: ModelStore | None) -> Provable:
    """Return the model that *ref* names: a file that ends in ``.onnx``, or a model of the store.

    Raises:
        ModelNotFound: there is none.
        FileNotFoundError: there is no such file.
        Unprovable: it has no ONNX file: barcodes and printed text are not read by a network in the profile.

    """
    from zkml import Unprovable

    if ref.endswith(".onnx"):
        path = Path(ref)
        if not path.is_file():
            raise FileNotFoundError(f"{path} does not exist")
        return Provable(path.stem, path, None)
    assert store is not None, "a name is looked up in a store"
    package = store.get(ref)
    model = package.manifest.model
    if model is None:
        raise Unprovable(f"model {package.name}: its results cannot be proven, since it is no network in ONNX")
    return Provable(package.name, package.path(model.path), package)


def golden_input(model: Provable, shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return the input of the model's golden pair, u8 [1, channels, height, width].

    Raises:
        InputRefused: there is none, or it does not fit.

    """
    from edge_worker.golden import golden_tensor

    if model.package is None or model.package.manifest.golden is None:
        raise InputRefused(f"model {model.name} has no golden input: name a file with --input")
    try:
        return _shaped(golden_tensor(model.package, model.package.manifest.golden), shape, model.name)
    except (ValueError, OSError) as error:
        raise InputRefused(f"model {model.name}: its golden input cannot be used: {error}") from error


def inputs(model: Provable, shape: tuple[int, int, int], files: Sequence[Path]) -> NDArray[np.uint8]:
    """Return the inputs in *files*, u8 [n, channels, height, width], in their order.

    A file is a picture, a recorded signal (``.npy``, for models of signals), or an array ``.npy`` of u8 in the model's
    own shape, with or without an axis for several inputs.

    Raises:
        InputRefused: a file is absent, unreadable, or no input of the model.

    """
    import numpy as np

    return np.concatenate([_input(model, shape, file) for file in files])


def _input(model: Provable, shape: tuple[int, int, int], file: Path) -> NDArray[np.uint8]:
    import numpy as np

    from edge_worker import decode, image_tensor, signal_tensor

    spec = None if model.package is None else model.package.manifest.input
    try:
        if file.suffix.lower() != ".npy":
            if spec is None or spec.kind != "image":
                raise InputRefused(f"{file}: {model.name} takes no pictures; give a .npy")
            preprocessing = None if model.package is None else model.package.manifest.preprocessing
            assert preprocessing is not None, "a manifest for pictures has it"
            tensor: NDArray[Any] = image_tensor(decode(file.read_bytes()), spec, preprocessing)[0]
        else:
            tensor = np.load(file, allow_pickle=False)
            if tensor.dtype != np.uint8 and spec is not None and spec.kind == "signal":
                tensor = signal_tensor(tensor.astype(np.float64), spec.hz, spec)
        return _shaped(tensor, shape, str(file))
    except (ValueError, OSError) as error:
        if isinstance(error, InputRefused):
            raise
        raise InputRefused(f"{file}: {error}") from error


def _shaped(tensor: NDArray[Any], shape: tuple[int, int, int], what: str) -> NDArray[np.uint8]:
    import numpy as np

    size = int(np.prod(shape))
    fits = tensor.shape[-1:] in {shape[2:], (size,)} or (shape[2] == 1 and tensor.shape[-2:] == shape[:2])
    if tensor.dtype != np.uint8 or tensor.size == 0 or tensor.size % size or not fits:
        wanted = ", ".join(map(str, shape))
        raise InputRefused(f"{what} is {tensor.dtype} {list(tensor.shape)}; the model takes u8 [{wanted}]")
    return np.ascontiguousarray(tensor).reshape(-1, *shape)


def calibration(sources: Sequence[Path], shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return calibration inputs, u8 [n, channels, height, width]: ``.npy`` files, pictures, or folders of pictures.

    Pictures are scaled to the shape's height and width; one channel is grey, three are RGB.

    Raises:
        InputRefused: a file is absent, unreadable or of another shape.

    """
    import numpy as np

    from edge_worker import decode, image_tensor
    from edge_worker.manifest import ImageInput, Preprocessing

    files: list[Path] = []
    for source in sources:
        inside = sorted(file for file in source.rglob("*") if file.suffix.lower() in _PICTURES)
        if source.is_dir() and not inside:
            raise InputRefused(f"{source} holds no pictures ({', '.join(sorted(_PICTURES))})")
        files += inside if source.is_dir() else [source]
    found: list[NDArray[np.uint8]] = []
    for file in files:
        try:
            if file.suffix.lower() == ".npy":
                found.append(_shaped(np.load(file, allow_pickle=False), shape, str(file)))
                continue
            if shape[0] not in (1, 3):
                raise InputRefused(f"{file}: a model of {shape[0]} channels takes no pictures; give a .npy")
            colours = "grey" if shape[0] == 1 else "rgb"
            spec = ImageInput(kind="image", width=shape[2], height=shape[1], channels=colours, dtype="u8")
            tensor = image_tensor(decode(file.read_bytes()), spec, Preprocessing(version=1))[0]
            found.append(_shaped(tensor, shape, str(file)))
        except (ValueError, OSError) as error:
            if isinstance(error, InputRefused):
                raise
            raise InputRefused(f"{file}: {error}") from error
    return np.concatenate(found)
