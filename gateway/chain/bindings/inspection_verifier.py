"""The contract InspectionVerifier. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import ProofType, Registration
from gateway.chain.contract import ContractClient

__all__ = ["InspectionVerifier", "ModelRecorded"]


@dataclass(frozen=True, slots=True)
class ModelRecorded:
    """The event ``ciro::verifiers::inspection::InspectionVerifier::ModelRecorded``."""

    model: int
    root: int
    anchor: int


@dataclass(frozen=True, slots=True)
class InspectionVerifier(ContractClient):
    """A client of the contract ``InspectionVerifier``."""

    contract: ClassVar[str] = "InspectionVerifier"

    def record_model(self, root: int, anchor: int) -> Call:
        """Return the call of ``record_model``."""
        return self._call("record_model", root, anchor)

    async def model_record(self, model: int) -> Registration:
        """Ask the view ``model_record``."""
        return cast("Registration", await self._view("model_record", model))

    async def architecture(self) -> Sequence[int]:
        """Ask the view ``architecture``."""
        return cast("Sequence[int]", await self._view("architecture"))

    async def registry(self) -> int:
        """Ask the view ``registry``."""
        return cast("int", await self._view("registry"))

    async def verify(self, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]) -> int:
        """Ask the view ``verify``."""
        return cast("int", await self._view("verify", parameters, model, statement, proof))

    async def proof_type(self) -> ProofType:
        """Ask the view ``proof_type``."""
        return cast("ProofType", await self._view("proof_type"))
