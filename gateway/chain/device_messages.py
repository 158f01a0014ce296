"""What is signed for a device's account: SNIP-12 revision 1 typed data, as wallets take it.

Three messages. An *outside execution* (SNIP-9 version 2) is calls that somebody else submits and pays for.
`confirm_key` shows that somebody has a new owner key. `revoke_session` ends a session when somebody submits it: it is
made off line and kept for the day when it is needed. The hashes are those of ``outside_execution.cairo``
and ``device_messages.cairo`` in ``contracts/src/logic``; a test holds both against starknet.js.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from starknet_py.net.client_models import Call
from starknet_py.utils.typed_data import TypedData

from edge_worker import typed_data as snip12

if TYPE_CHECKING:
    from starknet_py.net.models.typed_data import TypedDataDict

__all__ = ["ANY_CALLER", "OutsideExecution", "confirm_key", "message_hash", "revoke_session"]

ANY_CALLER: Final = int.from_bytes(b"ANY_CALLER")
"""As the caller of an outside execution: anybody may submit it."""


@dataclass(frozen=True, slots=True)
class OutsideExecution:
    """Calls that an account signs and somebody else submits.

    Attributes:
        caller: who may submit them, an address or `ANY_CALLER`.
        nonce: chosen by the account, used once; not its transaction nonce.
        execute_after: Unix seconds, exclusive.
        execute_before: Unix seconds, exclusive.
        calls: made in this order, all or none.

    """

    caller: int
    nonce: int
    execute_after: int
    execute_before: int
    calls: tuple[Call, ...]

    def typed_data(self, chain_id: int) -> dict[str, Any]:
        """Return what is signed on the chain with this id."""
        types = {
            "OutsideExecution": [
                {"name": "Caller", "type": "ContractAddress"},
                {"name": "Nonce", "type": "felt"},
                {"name": "Execute After", "type": "u128"},
                {"name": "Execute Before", "type": "u128"},
                {"name": "Calls", "type": "Call*"},
            ],
            "Call": [
                {"name": "To", "type": "ContractAddress"},
                {"name": "Selector", "type": "selector"},
                {"name": "Calldata", "type": "felt*"},
            ],
        }
        message = {
            "Caller": hex(self.caller),
            "Nonce": hex(self.nonce),
            "Execute After": self.execute_after,
            "Execute Before": self.execute_before,
            "Calls": [
                # A selector that is no hexadecimal text would be taken for a name.
                {
                    "To": hex(call.to_addr),
                    "Selector": hex(call.selector),
                    "Calldata": [hex(one) for one in call.calldata],
                }
                for call in self.calls
            ],
        }
        return snip12.typed_data(types, "OutsideExecution", ("Account.execute_from_outside", "2"), chain_id, message)

    def calldata(self) -> list[int]:
        """Return its serialisation, as ``execute_from_outside_v2`` takes it before the signature."""
        felts = [self.caller, self.nonce, self.execute_after, self.execute_before, len(self.calls)]
        for call in self.calls:
            felts += [call.to_addr, call.selector, len(call.calldata), *call.calldata]
        return felts


def confirm_key(chain_id: int, public_key: int, generation: int) -> dict[str, Any]:
    """Return what a new owner key signs; *generation* is the account's `key_generation` plus 1."""
    fields = [{"name": "public_key", "type": "felt"}, {"name": "generation", "type": "u128"}]
    message = {"public_key": hex(public_key), "generation": generation}
    return _device_message("ConfirmKey", fields, chain_id, message)


def revoke_session(chain_id: int, session_key: int, nonce: int) -> dict[str, Any]:
    """Return what the owner signs to end a session, or with key 0 every session, when it is submitted."""
    fields = [{"name": "session_key", "type": "felt"}, {"name": "nonce", "type": "felt"}]
    message = {"session_key": hex(session_key), "nonce": hex(nonce)}
    return _device_message("RevokeSession", fields, chain_id, message)


def message_hash(typed_data: dict[str, Any], account: int) -> int:
    """Return the hash that *account* signs."""
    return TypedData.from_dict(cast("TypedDataDict", typed_data)).message_hash(account)


def _device_message(
    name: str, fields: Sequence[dict[str, str]], chain_id: int, message: dict[str, Any]
) -> dict[str, Any]:
    return snip12.typed_data({name: fields}, name, ("Ciro device account", "1"), chain_id, message)
