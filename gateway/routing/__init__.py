"""Hybrid routing: which machine does a job, by latency, cost and security. See ``docs/routing.md``."""

from gateway.routing.candidate import BreakerState, Candidate, WorkerCondition, WorkerProfile
from gateway.routing.classes import Residency, Trust
from gateway.routing.decision import Assessment, Decision, Outcome
from gateway.routing.needs import JobNeeds
from gateway.routing.policy import RoutingPolicy
from gateway.routing.prices import Price, PriceTable, PriceTableError, read_price_table, shipped_price_table
from gateway.routing.router import Attempt, Router, RouterSettings
from gateway.routing.worker_record import Priors, WorkerRecord

__all__ = [
    "Assessment",
    "Attempt",
    "BreakerState",
    "Candidate",
    "Decision",
    "JobNeeds",
    "Outcome",
    "Price",
    "PriceTable",
    "PriceTableError",
    "Priors",
    "Residency",
    "Router",
    "RouterSettings",
    "RoutingPolicy",
    "Trust",
    "WorkerCondition",
    "WorkerProfile",
    "WorkerRecord",
    "read_price_table",
    "shipped_price_table",
]
