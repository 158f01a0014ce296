"""The contract GeneralVerifier. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import ProofType, Registration
from gateway.chain.contract import ContractClient

__all__ = ["GeneralVerifier"]


@dataclass(frozen=True, slots=True)
class GeneralVerifier(ContractClient):
    """A client of the contract ``GeneralVerifier``."""

    contract: ClassVar[str] = "GeneralVerifier"

    async def verify(self, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]) -> int:
        """Ask the view ``verify``."""
        return cast("int", await self._view("verify", parameters, model, statement, proof))

    async def proof_type(self) -> ProofType:
        """Ask the view ``proof_type``."""
        return cast("ProofType", await self._view("proof_type"))

    def describe_architecture(self, architecture: Sequence[int], description: Sequence[int]) -> Call:
        """Return the call of ``describe_architecture``."""
        return self._call("describe_architecture", architecture, description)

    def record_model(self, architecture: Sequence[int], root: int, anchor: int) -> Call:
        """Return the call of ``record_model``."""
        return self._call("record_model", architecture, root, anchor)

    async def model_record(self, model: int) -> Registration:
        """Ask the view ``model_record``."""
        return cast("Registration", await self._view("model_record", model))

    async def architecture_description(self, architecture: Sequence[int]) -> Sequence[int]:
        """Ask the view ``architecture_description``."""
        return cast("Sequence[int]", await self._view("architecture_description", architecture))

    async def is_served(self, architecture: Sequence[int]) -> bool:
        """Ask the view ``is_served``."""
        return cast("bool", await self._view("is_served", architecture))

    async def registrar(self) -> int:
        """Ask the view ``registrar``."""
        return cast("int", await self._view("registrar"))

    async def registry(self) -> int:
        """Ask the view ``registry``."""
        return cast("int", await self._view("registry"))
