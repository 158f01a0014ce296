"""What every contract with roles has: who holds which, whether it is paused, which code it runs since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gateway.chain.abi import UnknownEventError
from gateway.chain.bindings.shared import Paused, RoleGranted, RoleRevoked, Unpaused, Upgraded
from gateway.chain.events import ChainEvent

__all__ = ["Controls", "apply_controls", "block_of", "unknown"]


@dataclass(frozen=True, slots=True)
class Controls:
    """Roles, pause and code.

    Attributes:
        roles: pairs of role (a short string as a number) and account.
        paused: whether new obligations are stopped.
        class_hash: the code that replaced that of the deployment; 0 while none has.

    """

    roles: frozenset[tuple[int, int]] = frozenset()
    paused: bool = False
    class_hash: int = 0

    def has_role(self, role: int, account: int) -> bool:
        """Whether *account* holds *role*."""
        return (role, account) in self.roles


def apply_controls(controls: Controls, event: ChainEvent) -> Controls:
    """Return *controls* after *event*.

    Raises:
        UnknownEventError: it is none of theirs.

    """
    value: Any = event.value
    match value:
        case RoleGranted():
            return replace(controls, roles=controls.roles | {(value.role, value.account)})
        case RoleRevoked():
            return replace(controls, roles=controls.roles - {(value.role, value.account)})
        case Paused():
            return replace(controls, paused=True)
        case Unpaused():
            return replace(controls, paused=False)
        case Upgraded():
            return replace(controls, class_hash=value.class_hash)
    raise unknown(event)


def unknown(event: ChainEvent) -> UnknownEventError:
    """Return the error for an event that a state cannot follow."""
    return UnknownEventError(f"contract {event.contract:#x}: nothing is known of what {event.name} changes")


def block_of(event: ChainEvent) -> int:
    """Return the number of the event's block.

    Raises:
        ValueError: the block is not closed, so its number may yet change.

    """
    if event.block is None:
        raise ValueError(f"{event.name} of {event.contract:#x} is in no closed block; replay up to the latest one")
    return event.block
