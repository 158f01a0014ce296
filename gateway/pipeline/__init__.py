"""The pipeline: which model looks at what, the inference stage, and the result as it is published."""

from gateway.pipeline.assignment import NO_MODEL, Assignment
from gateway.pipeline.message import result_message
from gateway.pipeline.ports import FrameObserver, StageCounters
from gateway.pipeline.stage import InferenceStage

__all__ = [
    "NO_MODEL",
    "Assignment",
    "FrameObserver",
    "InferenceStage",
    "StageCounters",
    "result_message",
]
