"""DeviceAccount: the owner's key and guardian, sessions, and what was signed once and is used up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.shared import (
    AllSessionsRevoked,
    ChangeCancelled,
    ChangeKind,
    ChangeProposed,
    GuardianChanged,
    OutsideExecuted,
    OwnerKeyChanged,
    PendingChange,
    RevocationSubmitted,
    SessionGranted,
    SessionRevoked,
    SessionsFrozen,
    SessionStatus,
    SessionsUnfrozen,
    SessionUsed,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import unknown
from gateway.chain.replay.maps import put, without

__all__ = ["AccountState", "Session", "apply"]

_NO_CHANGE = PendingChange(ChangeKind.NOTHING, 0, 0)
_NO_SESSION = SessionStatus(0, False, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Session:
    """A grant to a session key.

    Attributes:
        grant: its number, from 1.
        epoch: all sessions of an earlier epoch have ended.
        expires_at: Unix seconds.
        calls_left: how many calls it is still good for.
        max_fee: fri of one transaction.
        permissions: pairs of contract and selector.

    """

    grant: int
    epoch: int
    expires_at: int
    calls_left: int
    max_fee: int
    permissions: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AccountState:
    """Everything that an account keeps.

    Attributes:
        generation: how often the owner's key has changed.
        sessions: by session key.
        epoch: how often all sessions were ended at once.
        outside_nonces: of outside executions, used up.
        revocation_nonces: of revocations that were signed off line, used up.

    """

    public_key: int = 0
    generation: int = 0
    guardian: int = 0
    pending: PendingChange = _NO_CHANGE
    sessions: Mapping[int, Session] = field(default_factory=dict)
    epoch: int = 0
    frozen: bool = False
    outside_nonces: frozenset[int] = frozenset()
    revocation_nonces: frozenset[int] = frozenset()

    def session(self, session_key: int, at: int) -> SessionStatus:
        """Return where a session stands in the second *at*; zeros when it has been ended or never was."""
        session = self._granted(session_key)
        if session is None:
            return _NO_SESSION
        live = at < session.expires_at and session.calls_left != 0 and not self.frozen
        return SessionStatus(session.grant, live, session.expires_at, session.calls_left, session.max_fee)

    def is_permitted(self, session_key: int, to: int, selector: int) -> bool:
        """Whether a session that has not been ended names this entry point."""
        session = self._granted(session_key)
        return session is not None and (to, selector) in session.permissions

    def _granted(self, session_key: int) -> Session | None:
        session = self.sessions.get(session_key)
        return session if session is not None and session.epoch == self.epoch else None


def apply(state: AccountState, event: ChainEvent) -> AccountState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case OwnerKeyChanged():
            return replace(state, public_key=value.public_key, generation=value.generation, pending=_NO_CHANGE)
        case GuardianChanged():
            return replace(state, guardian=value.guardian, pending=_NO_CHANGE)
        case ChangeProposed():
            return replace(state, pending=PendingChange(value.kind, value.value, value.ready_at))
        case ChangeCancelled():
            return replace(state, pending=_NO_CHANGE)
        case SessionGranted():
            permissions = frozenset((one.to, one.selector) for one in value.permissions)
            granted = Session(value.grant, state.epoch, value.expires_at, value.calls, value.max_fee, permissions)
            return replace(state, sessions=put(state.sessions, value.session_key, granted))
        case SessionUsed():
            used = replace(state.sessions[value.session_key], calls_left=value.calls_left)
            return replace(state, sessions=put(state.sessions, value.session_key, used))
        case SessionRevoked():
            return replace(state, sessions=without(state.sessions, value.session_key))
        case AllSessionsRevoked():
            return replace(state, epoch=value.epoch)
        case RevocationSubmitted():
            return replace(state, revocation_nonces=state.revocation_nonces | {value.nonce})
        case SessionsFrozen() | SessionsUnfrozen():
            return replace(state, frozen=isinstance(value, SessionsFrozen))
        case OutsideExecuted():
            return replace(state, outside_nonces=state.outside_nonces | {value.nonce})
    raise unknown(event)
