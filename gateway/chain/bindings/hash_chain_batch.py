"""The contract HashChainBatch. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from gateway.chain.bindings.shared import ProofType
from gateway.chain.contract import ContractClient

__all__ = ["HashChainBatch"]


@dataclass(frozen=True, slots=True)
class HashChainBatch(ContractClient):
    """A client of the contract ``HashChainBatch``."""

    contract: ClassVar[str] = "HashChainBatch"

    async def verify(self, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]) -> int:
        """Ask the view ``verify``."""
        return cast("int", await self._view("verify", parameters, model, statement, proof))

    async def proof_type(self) -> ProofType:
        """Ask the view ``proof_type``."""
        return cast("ProofType", await self._view("proof_type"))
