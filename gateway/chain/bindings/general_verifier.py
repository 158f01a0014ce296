"""The contract GeneralVerifier. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import ProofType, Registration
from gateway.chain.contract import ContractClient

__all__ = ["GeneralVerifier", "ModelDescribed"]


@dataclass(frozen=True, slots=True)
class ModelDescribed:
    """The event ``ciro::verifiers::general::GeneralVerifier::ModelDescribed``."""

    model: int
    root: int
    anchor: int
    description: Sequence[int]


@dataclass(frozen=True, slots=True)
class GeneralVerifier(ContractClient):
    """A client of the contract ``GeneralVerifier``."""

    contract: ClassVar[str] = "GeneralVerifier"

    def describe_model(self, root: int, anchor: int, architecture: Sequence[int], description: Sequence[int]) -> Call:
        """Return the call of ``describe_model``."""
        return self._call("describe_model", root, anchor, architecture, description)

    async def model_record(self, model: int) -> Registration:
        """Ask the view ``model_record``."""
        return cast("Registration", await self._view("model_record", model))

    async def model_description(self, model: int) -> Sequence[int]:
        """Ask the view ``model_description``."""
        return cast("Sequence[int]", await self._view("model_description", model))

    async def registrar(self) -> int:
        """Ask the view ``registrar``."""
        return cast("int", await self._view("registrar"))

    async def verify(self, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]) -> int:
        """Ask the view ``verify``."""
        return cast("int", await self._view("verify", parameters, model, statement, proof))

    async def proof_type(self) -> ProofType:
        """Ask the view ``proof_type``."""
        return cast("ProofType", await self._view("proof_type"))
