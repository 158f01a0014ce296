"""Presences as tests say them, and the book that judges them."""

import fast_stark_crypto

from edge_worker.job_types import JobType
from edge_worker.presence import Presence
from gateway.config.routing import RoutingSettings
from gateway.discovery import Book

__all__ = ["CHAIN", "NOW", "OTHER", "OURS", "book", "public", "said"]

NOW = 1_800_000_000.0
OURS, OTHER = 0x1234567, 0x7654321
CHAIN = int.from_bytes(b"CIRO_OFFLINE", "big")


def public(key):
    return fast_stark_crypto.get_public_key(key)


def said(key=OURS, by=None, **changed):
    """A presence of *key*, signed by *by*."""
    fields = {
        "name": "gpu-1",
        "url": "http://127.0.0.1:8711",
        "at_s": NOW,
        "result_key": public(key),
        "signer": public(key),
        "chain_id": CHAIN,
        "slots": 4,
        "flags": 8,
        "memory_gib": 23.0,
        "job_types": (JobType.AI_INFERENCE, JobType.COMPUTER_VISION),
        "frameworks": {"onnxruntime": "1.20.0"},
    }
    return Presence(**(fields | changed)).signed(by or key)


def book(workers=(), **discovery):
    terms = {"enabled": True, "keys": [hex(public(OURS))]} | discovery
    return Book(RoutingSettings.model_validate({"enabled": True, "discovery": terms, "workers": list(workers)}))
