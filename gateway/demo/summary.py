"""What came of a demonstration."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["DemoSummary", "RoutingSummary", "SettlementSummary"]


@dataclass(frozen=True, slots=True)
class SettlementSummary:
    """What was settled, as the chain tells it.

    Attributes:
        batches_settled, records_anchored: of the gateway, on the chain.
        account_fee_paid: what left the gateway's account, in fri (10^-18 STRK).
        sponsor_fee_paid: what the sponsor's deposit paid for it, in fri.
        audited_results: results that another process verified from an exported bundle and the chain alone.
        account_nonce: the account's transaction nonce at the end: how many transactions it sent itself.
        proofs_verified: results that a contract verified by their proofs.

    """

    batches_settled: int
    records_anchored: int
    account_fee_paid: int
    sponsor_fee_paid: int
    audited_results: int
    account_nonce: int
    proofs_verified: int

    @property
    def good(self) -> bool:
        """Whether something was settled, audited and proven, and the gateway's account paid for nothing."""
        return (
            self.batches_settled > 0
            and self.audited_results > 0
            and self.proofs_verified > 0
            and self.account_fee_paid == 0
            and self.account_nonce == 0
        )


@dataclass(frozen=True, slots=True)
class RoutingSummary:
    """Who looked at the pictures, as a subscriber to results saw it.

    Attributes:
        jobs: pictures that the journal holds.
        unanswered: without a result.
        answered_twice: with more than one.
        residency_violations: looked at by a machine that stands further away than the picture may travel.
        by_worker: results by who made them; ``local`` is the gateway itself.

    """

    jobs: int
    unanswered: int
    answered_twice: int
    residency_violations: int
    by_worker: dict[str, int]

    @property
    def good(self) -> bool:
        """Whether each picture has its one result, and none went too far."""
        return self.jobs > 0 and self.unanswered == self.answered_twice == self.residency_violations == 0


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What came of it.

    Attributes:
        frames_published, readings_published: what the line's devices handed to the broker.
        readings_ingested: readings that the journal holds.
        results: results that the journal holds.
        acknowledged_lost: what the line got a PUBACK for and the journal does not hold.
        p50_ms, p99_ms: from the capture of a picture or window to its result's arrival over MQTT, as a subscriber
            sees it; None where no result arrived.
        proofs: verified proofs among the results.
        settlement: what was settled; None without a chain.
        routing: who looked at pictures; None without other machines.

    """

    frames_published: int
    results: int
    readings_published: int
    readings_ingested: int
    acknowledged_lost: int
    p50_ms: float | None
    p99_ms: float | None
    proofs: int
    settlement: SettlementSummary | None = None
    routing: RoutingSummary | None = None

    @property
    def good(self) -> bool:
        """Whether nothing acknowledged was lost, results flowed, and what else there was went well."""
        parts = [part.good for part in (self.settlement, self.routing) if part is not None]
        return self.acknowledged_lost == 0 and self.results > 0 and all(parts)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        values = asdict(self)
        return {key: value for key, value in values.items() if key not in {"settlement", "routing"} or value}
