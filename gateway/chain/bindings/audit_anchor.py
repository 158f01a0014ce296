"""The contract AuditAnchor. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import AnchoredBatch, Progress
from gateway.chain.contract import ContractClient

__all__ = ["AuditAnchor", "BatchAnchored", "JournalOpened"]


@dataclass(frozen=True, slots=True)
class BatchAnchored:
    """The event ``ciro::audit_anchor::AuditAnchor::BatchAnchored``."""

    gateway: int
    root: int
    sequence: int
    journal: int
    first: int
    count: int
    previous_root: int
    head: int
    at: int


@dataclass(frozen=True, slots=True)
class JournalOpened:
    """The event ``ciro::audit_anchor::AuditAnchor::JournalOpened``."""

    gateway: int
    journal: int
    first: int
    head: int


@dataclass(frozen=True, slots=True)
class AuditAnchor(ContractClient):
    """A client of the contract ``AuditAnchor``."""

    contract: ClassVar[str] = "AuditAnchor"

    def open_journal(self, first: int, head: int) -> Call:
        """Return the call of ``open_journal``."""
        return self._call("open_journal", first, head)

    def anchor(self, sequence: int, first: int, count: int, previous_root: int, root: int, head: int) -> Call:
        """Return the call of ``anchor``."""
        return self._call("anchor", sequence, first, count, previous_root, root, head)

    async def progress(self, gateway: int) -> Progress:
        """Ask the view ``progress``."""
        return cast("Progress", await self._view("progress", gateway))

    async def batch(self, gateway: int, sequence: int) -> AnchoredBatch:
        """Ask the view ``batch``."""
        return cast("AnchoredBatch", await self._view("batch", gateway, sequence))

    async def verify_inclusion(
        self, gateway: int, sequence: int, number: int, record_leaf: int, path: Sequence[int]
    ) -> bool:
        """Ask the view ``verify_inclusion``."""
        return cast("bool", await self._view("verify_inclusion", gateway, sequence, number, record_leaf, path))

    async def verify_record(
        self, gateway: int, sequence: int, words: Sequence[int], byte_count: int, path: Sequence[int]
    ) -> bool:
        """Ask the view ``verify_record``."""
        return cast("bool", await self._view("verify_record", gateway, sequence, words, byte_count, path))
