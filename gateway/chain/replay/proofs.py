"""ProofVerifier: what can be proven, which statements were, and the market for proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.shared import (
    BasePriceSet,
    ModelRegistered,
    ModelRetired,
    ParameterSet,
    ParametersRegistered,
    ParametersRetired,
    ProofClaimed,
    ProofExpired,
    ProofFailed,
    ProofRequest,
    ProofRequested,
    ProofSetAside,
    ProofState,
    ProofType,
    ProofVerified,
    StatementDisputed,
    StatementDisputeDismissed,
    StatementDisputeUpheld,
    StatementRecord,
    StatementRecorded,
    VerifierRegistered,
    VerifierRetired,
    VersionRevoked,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import Controls, apply_controls
from gateway.chain.replay.maps import put

__all__ = ["ProofsState", "apply"]

_NO_PARAMETERS = ParameterSet(ProofType.STARKNET_BATCH, 0, 0)


@dataclass(frozen=True, slots=True)
class ProofsState:
    """Everything that the proof verifier keeps. Amounts are 10^-18 CIRO, times Unix seconds.

    Attributes:
        held: rewards and bonds that have not left.
        verifiers: by type; none when retired. `versions` counts those that a type has had, `revoked` are pairs.
        parameters: by digest; retired ones are valid for 0 s.
        base_prices: US cents by type.
        statements: by digest.
        disputes: who disputes a statement and since when; the doubter is 0 when it is decided.
        statement_bonds: what the doubter of a statement has staked; `prover_bonds` what the prover of a request has.
        requests: by number, from 1, with the state that the market keeps; see `request`.
        proven: the digest of the statement that fulfilled a request.

    """

    controls: Controls = field(default_factory=Controls)
    held: int = 0
    verifiers: Mapping[ProofType, int] = field(default_factory=dict)
    versions: Mapping[ProofType, int] = field(default_factory=dict)
    revoked: frozenset[tuple[ProofType, int]] = frozenset()
    parameters: Mapping[int, ParameterSet] = field(default_factory=dict)
    models: frozenset[int] = frozenset()
    base_prices: Mapping[ProofType, int] = field(default_factory=dict)
    statements: Mapping[int, StatementRecord] = field(default_factory=dict)
    disputes: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    statement_bonds: Mapping[int, int] = field(default_factory=dict)
    prover_bonds: Mapping[int, int] = field(default_factory=dict)
    requests: Mapping[int, ProofRequest] = field(default_factory=dict)
    proven: Mapping[int, int] = field(default_factory=dict)

    def parameter_set(self, digest: int) -> ParameterSet:
        """Return a parameter set; zeros when there is none."""
        return self.parameters.get(digest, _NO_PARAMETERS)

    def is_verified(self, digest: int, at: int) -> bool:
        """Whether a statement is in force in the second *at*."""
        record = self.statements.get(digest)
        return (
            record is not None
            and at < record.expires_at
            and not record.disputed
            and (record.proof_type, record.version) not in self.revoked
        )

    def request(self, number: int) -> ProofRequest:
        """Return a request as the view tells it: Disputed while its statement is."""
        request = self.requests[number]
        if request.state == ProofState.VERIFIED and self.statements[self.proven[number]].disputed:
            return replace(request, state=ProofState.DISPUTED)
        return request

    def next(self, proof_type: ProofType, model: int) -> int:
        """Return the request that a lane serves next; 0 when nobody waits."""
        waiting = [
            (-request.priority, number)
            for number, request in self.requests.items()
            if request.state == ProofState.PENDING
            and not request.aside
            and (request.proof_type, request.model) == (proof_type, model)
        ]
        return min(waiting)[1] if waiting else 0


def apply(state: ProofsState, event: ChainEvent) -> ProofsState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case VerifierRegistered():
            return replace(
                state,
                verifiers=put(state.verifiers, value.proof_type, value.verifier),
                versions=put(state.versions, value.proof_type, value.version),
            )
        case VerifierRetired():
            return replace(state, verifiers=put(state.verifiers, value.proof_type, 0))
        case VersionRevoked():
            return replace(state, revoked=state.revoked | {(value.proof_type, value.version)})
        case ParametersRegistered():
            return replace(state, parameters=put(state.parameters, value.digest, value.parameters))
        case ParametersRetired():
            retired = replace(state.parameters[value.digest], valid_for=0)
            return replace(state, parameters=put(state.parameters, value.digest, retired))
        case ModelRegistered():
            return replace(state, models=state.models | {value.model})
        case ModelRetired():
            return replace(state, models=state.models - {value.model})
        case BasePriceSet():
            return replace(state, base_prices=put(state.base_prices, value.proof_type, value.cents))
        case StatementRecorded() | StatementDisputed() | StatementDisputeUpheld() | StatementDisputeDismissed():
            return _stated(state, value)
        case ProofRequested() | ProofSetAside() | ProofClaimed() | ProofVerified() | ProofFailed() | ProofExpired():
            return _traded(state, value)
    return replace(state, controls=apply_controls(state.controls, event))


def _stated(state: ProofsState, value: Any) -> ProofsState:
    digest = value.digest
    match value:
        case StatementRecorded():
            before = state.statements.get(digest)
            record = StatementRecord(
                proof_type=value.proof_type,
                version=value.version,
                recorded_at=value.recorded_at,
                expires_at=value.expires_at,
                disputed=False,
                cleared_version=before.cleared_version if before else 0,
            )
            return replace(state, statements=put(state.statements, digest, record))
        case StatementDisputed():
            return replace(
                state,
                statements=put(state.statements, digest, replace(state.statements[digest], disputed=True)),
                disputes=put(state.disputes, digest, (value.by, value.at)),
                statement_bonds=put(state.statement_bonds, digest, value.bond),
                held=state.held + value.bond,
            )
    # Decided: nobody doubts it any more, and the bond has left, to the doubter or as a fee.
    decided = replace(
        state,
        disputes=put(state.disputes, digest, (0, state.disputes[digest][1])),
        statement_bonds=put(state.statement_bonds, digest, 0),
        held=state.held - state.statement_bonds[digest],
    )
    if isinstance(value, StatementDisputeUpheld):
        return decided
    # Cleared of the doubt about the version that has looked at it last.
    version = value.cleared_version
    record = replace(state.statements[digest], disputed=False, version=version, cleared_version=version)
    return replace(decided, statements=put(state.statements, digest, record))


def _traded(state: ProofsState, value: Any) -> ProofsState:
    number = value.request_id
    match value:
        case ProofRequested():
            order = value.order
            request = ProofRequest(
                requester=value.requester,
                prover=0,
                parameters=order.parameters,
                model=order.model,
                statement_hash=order.statement_hash,
                proof_type=order.proof_type,
                priority=order.priority,
                state=ProofState.PENDING,
                aside=False,
                reward=value.reward,
                requested_at=value.requested_at,
                deadline=value.deadline,
            )
            return replace(state, requests=put(state.requests, number, request), held=state.held + value.reward)
        case ProofSetAside():
            return _changed(state, number, aside=True)
        case ProofClaimed():
            claimed = replace(
                state, prover_bonds=put(state.prover_bonds, number, value.bond), held=state.held + value.bond
            )
            return _changed(claimed, number, prover=value.prover, state=ProofState.IN_PROGRESS)
        case ProofVerified():
            left = value.paid + value.fee + state.prover_bonds[number]
            paid = replace(state, held=state.held - left, proven=put(state.proven, number, value.digest))
            return _changed(paid, number, state=ProofState.VERIFIED)
    refunded = replace(state, held=state.held - value.refunded)
    after = ProofState.FAILED if isinstance(value, ProofFailed) else ProofState.EXPIRED
    return _changed(refunded, number, state=after)


def _changed(state: ProofsState, number: int, /, **fields: Any) -> ProofsState:
    return replace(state, requests=put(state.requests, number, replace(state.requests[number], **fields)))
