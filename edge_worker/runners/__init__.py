"""Runners: what carries out a job that is no run of a model. Their packages declare them under ``ciro.runners``."""

from edge_worker.runners.interface import Place, Runner, RunnerJob, WrongJob
from edge_worker.runners.registry import BY_MODELS, MATCHED_ONLY, ListedRunner, NoRunner, RunnerRegistry
from edge_worker.runners.seat import PREFIX, SeatedRunner, runner_digest

__all__ = [
    "BY_MODELS",
    "MATCHED_ONLY",
    "PREFIX",
    "ListedRunner",
    "NoRunner",
    "Place",
    "Runner",
    "RunnerJob",
    "RunnerRegistry",
    "SeatedRunner",
    "WrongJob",
    "runner_digest",
]
