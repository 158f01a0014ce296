"""The way a real camera that does not speak MQTT gets in: OpenCV capture → MQTT frames."""

from gateway.camera_bridge.bridge import BridgeOptions, BridgeReport, BridgeState, CameraBridge
from gateway.camera_bridge.frozen import FrozenDetector
from gateway.camera_bridge.pacing import Pacer
from gateway.camera_bridge.sources import (
    Captured,
    Source,
    SourceError,
    SourceUnavailable,
    open_source,
    without_credentials,
)

__all__ = [
    "BridgeOptions",
    "BridgeReport",
    "BridgeState",
    "CameraBridge",
    "Captured",
    "FrozenDetector",
    "Pacer",
    "Source",
    "SourceError",
    "SourceUnavailable",
    "open_source",
    "without_credentials",
]
