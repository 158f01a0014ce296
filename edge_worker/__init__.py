"""Runs models: package store, preprocessing, ONNX Runtime, the tasks, and the worker's server.

Importing this costs little: ONNX Runtime is loaded with the first model.
"""

from edge_worker.bare_onnx import OnnxFlags
from edge_worker.costs import cheapest_threshold, threshold_from_costs, thresholds_of
from edge_worker.engine import Engine, InferenceResult, ModelRun, PreparedImage
from edge_worker.loading import LoadedModel, ModelRefused, WrongInput
from edge_worker.manifest import Manifest, ManifestError, parse_manifest, sha256_file, write_manifest
from edge_worker.package import ModelPackage, PackageRefused, read_package
from edge_worker.picture import PictureHeader, PoisonImage, decode, probe
from edge_worker.preprocessing import image_tensor, resize_area, tensor_digest
from edge_worker.runtime import InferenceFailed, RuntimeAbsent, available_providers
from edge_worker.shipped import shipped_models, shipped_models_path
from edge_worker.signals import SignalRefused, signal_tensor
from edge_worker.store import ModelNotFound, ModelStore, NameEntry
from edge_worker.tasks import Detection

__all__ = [
    "Detection",
    "Engine",
    "InferenceFailed",
    "InferenceResult",
    "LoadedModel",
    "Manifest",
    "ManifestError",
    "ModelNotFound",
    "ModelPackage",
    "ModelRefused",
    "ModelRun",
    "ModelStore",
    "NameEntry",
    "OnnxFlags",
    "PackageRefused",
    "PictureHeader",
    "PoisonImage",
    "PreparedImage",
    "RuntimeAbsent",
    "SignalRefused",
    "WrongInput",
    "available_providers",
    "cheapest_threshold",
    "decode",
    "image_tensor",
    "parse_manifest",
    "probe",
    "read_package",
    "resize_area",
    "sha256_file",
    "shipped_models",
    "shipped_models_path",
    "signal_tensor",
    "tensor_digest",
    "threshold_from_costs",
    "thresholds_of",
    "write_manifest",
]
