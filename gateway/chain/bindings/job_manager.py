"""The contract JobManager. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import Job, JobSpec, SlashReason
from gateway.chain.contract import ContractClient

__all__ = ["JobManager"]


@dataclass(frozen=True, slots=True)
class JobManager(ContractClient):
    """A client of the contract ``JobManager``."""

    contract: ClassVar[str] = "JobManager"

    def submit(self, spec: JobSpec) -> Call:
        """Return the call of ``submit``."""
        return self._call("submit", spec)

    def submit_batch(self, specs: Sequence[JobSpec]) -> Call:
        """Return the call of ``submit_batch``."""
        return self._call("submit_batch", specs)

    def cancel(self, job_id: int) -> Call:
        """Return the call of ``cancel``."""
        return self._call("cancel", job_id)

    def apply(self, job_id: int) -> Call:
        """Return the call of ``apply``."""
        return self._call("apply", job_id)

    def match_job(self, job_id: int, chosen: Sequence[int]) -> Call:
        """Return the call of ``match_job``."""
        return self._call("match_job", job_id, chosen)

    def submit_result(self, job_id: int, output_digest: int, signature: tuple[int, int]) -> Call:
        """Return the call of ``submit_result``."""
        return self._call("submit_result", job_id, output_digest, signature)

    def draw(self, job_id: int) -> Call:
        """Return the call of ``draw``."""
        return self._call("draw", job_id)

    def settle(self, job_id: int) -> Call:
        """Return the call of ``settle``."""
        return self._call("settle", job_id)

    def settle_by_proof(self, job_id: int, statement: Sequence[int]) -> Call:
        """Return the call of ``settle_by_proof``."""
        return self._call("settle_by_proof", job_id, statement)

    def refute(self, job_id: int, statement: Sequence[int]) -> Call:
        """Return the call of ``refute``."""
        return self._call("refute", job_id, statement)

    def time_out(self, job_id: int) -> Call:
        """Return the call of ``time_out``."""
        return self._call("time_out", job_id)

    def await_statement(self, job_id: int, statement: Sequence[int]) -> Call:
        """Return the call of ``await_statement``."""
        return self._call("await_statement", job_id, statement)

    def dispute(self, job_id: int) -> Call:
        """Return the call of ``dispute``."""
        return self._call("dispute", job_id)

    def rule(self, job_id: int, upheld: bool, reason: SlashReason) -> Call:
        """Return the call of ``rule``."""
        return self._call("rule", job_id, upheld, reason)

    def lapse_dispute(self, job_id: int) -> Call:
        """Return the call of ``lapse_dispute``."""
        return self._call("lapse_dispute", job_id)

    def deliver(self, job_id: int) -> Call:
        """Return the call of ``deliver``."""
        return self._call("deliver", job_id)

    async def job(self, job_id: int) -> Job:
        """Ask the view ``job``."""
        return cast("Job", await self._view("job", job_id))

    async def job_count(self) -> int:
        """Ask the view ``job_count``."""
        return cast("int", await self._view("job_count"))

    async def job_id(self, number: int) -> int:
        """Ask the view ``job_id``."""
        return cast("int", await self._view("job_id", number))

    async def applicants(self, job_id: int) -> Sequence[int]:
        """Ask the view ``applicants``."""
        return cast("Sequence[int]", await self._view("applicants", job_id))

    async def workers(self, job_id: int) -> Sequence[int]:
        """Ask the view ``workers``."""
        return cast("Sequence[int]", await self._view("workers", job_id))

    async def dispute_bond(self, job_id: int) -> int:
        """Ask the view ``dispute_bond``."""
        return cast("int", await self._view("dispute_bond", job_id))

    def commit_result(self, job_id: int, commitment: int) -> Call:
        """Return the call of ``commit_result``."""
        return self._call("commit_result", job_id, commitment)

    def reveal_result(
        self, job_id: int, worker: int, output_digest: int, salt: int, signature: tuple[int, int]
    ) -> Call:
        """Return the call of ``reveal_result``."""
        return self._call("reveal_result", job_id, worker, output_digest, salt, signature)

    def settle_consensus(self, job_id: int) -> Call:
        """Return the call of ``settle_consensus``."""
        return self._call("settle_consensus", job_id)

    async def commitment_to(self, job_id: int, worker: int, output_digest: int, salt: int) -> int:
        """Ask the view ``commitment_to``."""
        return cast("int", await self._view("commitment_to", job_id, worker, output_digest, salt))

    async def vote(self, job_id: int, worker: int) -> tuple[int, bool, int]:
        """Ask the view ``vote``."""
        return cast("tuple[int, bool, int]", await self._view("vote", job_id, worker))

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

    async def governor(self) -> int:
        """Ask the view ``governor``."""
        return cast("int", await self._view("governor"))

    def upgrade(self, new_class_hash: int) -> Call:
        """Return the call of ``upgrade``."""
        return self._call("upgrade", new_class_hash)
