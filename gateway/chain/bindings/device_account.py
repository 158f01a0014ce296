"""The contract DeviceAccount. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import OutsideExecution, PendingChange, Permission, SessionStatus
from gateway.chain.contract import ContractClient

__all__ = ["DeviceAccount"]


@dataclass(frozen=True, slots=True)
class DeviceAccount(ContractClient):
    """A client of the contract ``DeviceAccount``."""

    contract: ClassVar[str] = "DeviceAccount"

    async def is_valid_signature(self, hash: int, signature: Sequence[int]) -> int:
        """Ask the view ``is_valid_signature``."""
        return cast("int", await self._view("is_valid_signature", hash, signature))

    async def supports_interface(self, interface_id: int) -> bool:
        """Ask the view ``supports_interface``."""
        return cast("bool", await self._view("supports_interface", interface_id))

    async def public_key(self) -> int:
        """Ask the view ``public_key``."""
        return cast("int", await self._view("public_key"))

    async def guardian(self) -> int:
        """Ask the view ``guardian``."""
        return cast("int", await self._view("guardian"))

    async def key_generation(self) -> int:
        """Ask the view ``key_generation``."""
        return cast("int", await self._view("key_generation"))

    async def pending_change(self) -> PendingChange:
        """Ask the view ``pending_change``."""
        return cast("PendingChange", await self._view("pending_change"))

    def propose_key(self, new_key: int) -> Call:
        """Return the call of ``propose_key``."""
        return self._call("propose_key", new_key)

    def start_recovery(self, new_key: int) -> Call:
        """Return the call of ``start_recovery``."""
        return self._call("start_recovery", new_key)

    def propose_guardian(self, new_guardian: int) -> Call:
        """Return the call of ``propose_guardian``."""
        return self._call("propose_guardian", new_guardian)

    def cancel_change(self) -> Call:
        """Return the call of ``cancel_change``."""
        return self._call("cancel_change")

    def confirm_key(self, signature: Sequence[int]) -> Call:
        """Return the call of ``confirm_key``."""
        return self._call("confirm_key", signature)

    def confirm_guardian(self) -> Call:
        """Return the call of ``confirm_guardian``."""
        return self._call("confirm_guardian")

    async def session(self, session_key: int) -> SessionStatus:
        """Ask the view ``session``."""
        return cast("SessionStatus", await self._view("session", session_key))

    async def is_permitted(self, session_key: int, to: int, selector: int) -> bool:
        """Ask the view ``is_permitted``."""
        return cast("bool", await self._view("is_permitted", session_key, to, selector))

    async def sessions_frozen(self) -> bool:
        """Ask the view ``sessions_frozen``."""
        return cast("bool", await self._view("sessions_frozen"))

    async def is_revocation_nonce_used(self, nonce: int) -> bool:
        """Ask the view ``is_revocation_nonce_used``."""
        return cast("bool", await self._view("is_revocation_nonce_used", nonce))

    def grant_session(
        self, session_key: int, expires_at: int, calls: int, max_fee: int, permissions: Sequence[Permission]
    ) -> Call:
        """Return the call of ``grant_session``."""
        return self._call("grant_session", session_key, expires_at, calls, max_fee, permissions)

    def revoke_session(self, session_key: int) -> Call:
        """Return the call of ``revoke_session``."""
        return self._call("revoke_session", session_key)

    def revoke_all_sessions(self) -> Call:
        """Return the call of ``revoke_all_sessions``."""
        return self._call("revoke_all_sessions")

    def revoke_session_signed(self, session_key: int, nonce: int, signature: Sequence[int]) -> Call:
        """Return the call of ``revoke_session_signed``."""
        return self._call("revoke_session_signed", session_key, nonce, signature)

    def freeze_sessions(self) -> Call:
        """Return the call of ``freeze_sessions``."""
        return self._call("freeze_sessions")

    def unfreeze_sessions(self) -> Call:
        """Return the call of ``unfreeze_sessions``."""
        return self._call("unfreeze_sessions")

    def execute_from_outside_v2(self, outside_execution: OutsideExecution, signature: Sequence[int]) -> Call:
        """Return the call of ``execute_from_outside_v2``."""
        return self._call("execute_from_outside_v2", outside_execution, signature)

    async def is_valid_outside_execution_nonce(self, nonce: int) -> bool:
        """Ask the view ``is_valid_outside_execution_nonce``."""
        return cast("bool", await self._view("is_valid_outside_execution_nonce", nonce))
