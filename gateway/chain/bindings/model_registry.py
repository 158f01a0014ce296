"""The contract ModelRegistry. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import RegisteredModel
from gateway.chain.contract import ContractClient

__all__ = ["ModelRegistry", "RegistrationVerified"]


@dataclass(frozen=True, slots=True)
class RegistrationVerified:
    """The event ``ciro::model_registry::ModelRegistry::RegistrationVerified``."""

    model: int
    root: int
    anchor: int
    weight_bits: int


@dataclass(frozen=True, slots=True)
class ModelRegistry(ContractClient):
    """A client of the contract ``ModelRegistry``."""

    contract: ClassVar[str] = "ModelRegistry"

    def register_model(
        self, architecture: Sequence[int], weight_bits: int, root: int, anchor: int, proof: Sequence[int]
    ) -> Call:
        """Return the call of ``register_model``."""
        return self._call("register_model", architecture, weight_bits, root, anchor, proof)

    async def verify_registration(
        self, architecture: Sequence[int], weight_bits: int, root: int, anchor: int, proof: Sequence[int]
    ) -> int:
        """Ask the view ``verify_registration``."""
        return cast("int", await self._view("verify_registration", architecture, weight_bits, root, anchor, proof))

    async def is_registered(self, model: int) -> bool:
        """Ask the view ``is_registered``."""
        return cast("bool", await self._view("is_registered", model))

    async def registered_model(self, model: int) -> RegisteredModel:
        """Ask the view ``registered_model``."""
        return cast("RegisteredModel", await self._view("registered_model", model))
