"""The contract ProofVerifier. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import ParameterSet, ProofOrder, ProofRequest, ProofType, StatementRecord
from gateway.chain.contract import ContractClient

__all__ = ["ProofVerifier"]


@dataclass(frozen=True, slots=True)
class ProofVerifier(ContractClient):
    """A client of the contract ``ProofVerifier``."""

    contract: ClassVar[str] = "ProofVerifier"

    async def statement_digest(
        self, proof_type: ProofType, parameters: int, model: int, statement: Sequence[int]
    ) -> int:
        """Ask the view ``statement_digest``."""
        return cast("int", await self._view("statement_digest", proof_type, parameters, model, statement))

    async def is_verified(self, digest: int) -> bool:
        """Ask the view ``is_verified``."""
        return cast("bool", await self._view("is_verified", digest))

    def verify_and_record(
        self, proof_type: ProofType, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]
    ) -> Call:
        """Return the call of ``verify_and_record``."""
        return self._call("verify_and_record", proof_type, parameters, model, statement, proof)

    async def check(
        self, proof_type: ProofType, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]
    ) -> int:
        """Ask the view ``check``."""
        return cast("int", await self._view("check", proof_type, parameters, model, statement, proof))

    async def verifier_of(self, proof_type: ProofType) -> int:
        """Ask the view ``verifier_of``."""
        return cast("int", await self._view("verifier_of", proof_type))

    async def supports(self, proof_type: ProofType, parameters: int, model: int) -> bool:
        """Ask the view ``supports``."""
        return cast("bool", await self._view("supports", proof_type, parameters, model))

    async def has_role(self, role: int, account: int) -> bool:
        """Ask the view ``has_role``."""
        return cast("bool", await self._view("has_role", role, account))

    def grant_role(self, role: int, account: int) -> Call:
        """Return the call of ``grant_role``."""
        return self._call("grant_role", role, account)

    def revoke_role(self, role: int, account: int) -> Call:
        """Return the call of ``revoke_role``."""
        return self._call("revoke_role", role, account)

    def renounce_role(self, role: int) -> Call:
        """Return the call of ``renounce_role``."""
        return self._call("renounce_role", role)

    async def escrow_token(self) -> int:
        """Ask the view ``escrow_token``."""
        return cast("int", await self._view("escrow_token"))

    async def held(self) -> int:
        """Ask the view ``held``."""
        return cast("int", await self._view("held"))

    async def is_paused(self) -> bool:
        """Ask the view ``is_paused``."""
        return cast("bool", await self._view("is_paused"))

    def pause(self) -> Call:
        """Return the call of ``pause``."""
        return self._call("pause")

    def unpause(self) -> Call:
        """Return the call of ``unpause``."""
        return self._call("unpause")

    def set_base_price(self, proof_type: ProofType, cents: int) -> Call:
        """Return the call of ``set_base_price``."""
        return self._call("set_base_price", proof_type, cents)

    def request_proof(self, order: ProofOrder) -> Call:
        """Return the call of ``request_proof``."""
        return self._call("request_proof", order)

    def claim(self, request_id: int) -> Call:
        """Return the call of ``claim``."""
        return self._call("claim", request_id)

    def fulfil(self, request_id: int, statement: Sequence[int], proof: Sequence[int]) -> Call:
        """Return the call of ``fulfil``."""
        return self._call("fulfil", request_id, statement, proof)

    def expire(self, request_id: int) -> Call:
        """Return the call of ``expire``."""
        return self._call("expire", request_id)

    def set_aside(self, request_id: int) -> Call:
        """Return the call of ``set_aside``."""
        return self._call("set_aside", request_id)

    async def request(self, request_id: int) -> ProofRequest:
        """Ask the view ``request``."""
        return cast("ProofRequest", await self._view("request", request_id))

    async def next(self, proof_type: ProofType, model: int) -> int:
        """Ask the view ``next``."""
        return cast("int", await self._view("next", proof_type, model))

    async def base_price(self, proof_type: ProofType) -> int:
        """Ask the view ``base_price``."""
        return cast("int", await self._view("base_price", proof_type))

    async def prover_bond(self, request_id: int) -> int:
        """Ask the view ``prover_bond``."""
        return cast("int", await self._view("prover_bond", request_id))

    async def request_count(self) -> int:
        """Ask the view ``request_count``."""
        return cast("int", await self._view("request_count"))

    def register_verifier(self, proof_type: ProofType, verifier: int) -> Call:
        """Return the call of ``register_verifier``."""
        return self._call("register_verifier", proof_type, verifier)

    def retire_verifier(self, proof_type: ProofType) -> Call:
        """Return the call of ``retire_verifier``."""
        return self._call("retire_verifier", proof_type)

    def revoke_version(self, proof_type: ProofType, version: int) -> Call:
        """Return the call of ``revoke_version``."""
        return self._call("revoke_version", proof_type, version)

    def register_parameters(self, digest: int, parameters: ParameterSet) -> Call:
        """Return the call of ``register_parameters``."""
        return self._call("register_parameters", digest, parameters)

    def retire_parameters(self, digest: int) -> Call:
        """Return the call of ``retire_parameters``."""
        return self._call("retire_parameters", digest)

    def register_model(self, model: int) -> Call:
        """Return the call of ``register_model``."""
        return self._call("register_model", model)

    def retire_model(self, model: int) -> Call:
        """Return the call of ``retire_model``."""
        return self._call("retire_model", model)

    async def verifier_version(self, proof_type: ProofType) -> int:
        """Ask the view ``verifier_version``."""
        return cast("int", await self._view("verifier_version", proof_type))

    async def is_revoked(self, proof_type: ProofType, version: int) -> bool:
        """Ask the view ``is_revoked``."""
        return cast("bool", await self._view("is_revoked", proof_type, version))

    async def parameter_set(self, digest: int) -> ParameterSet:
        """Ask the view ``parameter_set``."""
        return cast("ParameterSet", await self._view("parameter_set", digest))

    async def is_model(self, model: int) -> bool:
        """Ask the view ``is_model``."""
        return cast("bool", await self._view("is_model", model))

    def dispute_statement(self, digest: int) -> Call:
        """Return the call of ``dispute_statement``."""
        return self._call("dispute_statement", digest)

    def reverify(
        self, proof_type: ProofType, parameters: int, model: int, statement: Sequence[int], proof: Sequence[int]
    ) -> Call:
        """Return the call of ``reverify``."""
        return self._call("reverify", proof_type, parameters, model, statement, proof)

    def rule_on_statement(self, digest: int, upheld: bool) -> Call:
        """Return the call of ``rule_on_statement``."""
        return self._call("rule_on_statement", digest, upheld)

    def lapse_statement_dispute(self, digest: int) -> Call:
        """Return the call of ``lapse_statement_dispute``."""
        return self._call("lapse_statement_dispute", digest)

    async def statement(self, digest: int) -> StatementRecord:
        """Ask the view ``statement``."""
        return cast("StatementRecord", await self._view("statement", digest))

    async def statement_dispute(self, digest: int) -> tuple[int, int]:
        """Ask the view ``statement_dispute``."""
        return cast("tuple[int, int]", await self._view("statement_dispute", digest))

    async def governor(self) -> int:
        """Ask the view ``governor``."""
        return cast("int", await self._view("governor"))

    def upgrade(self, new_class_hash: int) -> Call:
        """Return the call of ``upgrade``."""
        return self._call("upgrade", new_class_hash)
