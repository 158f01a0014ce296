"""Settlement as the page shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from gateway.page.view._base import Level, View

__all__ = ["BatchView", "ChainProofView", "ChainProofsView", "SettlementView", "UndoneView"]


class UndoneView(View):
    """Transactions that are in a block, and that the contract undid: each cost a fee, and brought nothing."""

    count: int = 0
    strk: float = Field(0.0, description="what they cost, in STRK, whoever paid")
    account_strk: float = Field(0.0, description="what of it the gateway's own account paid")
    l2_gas: int = Field(0, description="what they used")
    transaction: str | None = Field(None, description="hash of the last one, hexadecimal")
    reason: str | None = Field(None, description="why the last one was undone, and what to do about it")
    noted_at: AwareDatetime | None = Field(None, description="when that was found")


class BatchView(View):
    """A batch of records that is on the chain."""

    number: int = Field(description="by which the contract knows it")
    records: int
    results: int
    state: Literal["settled", "final"] = Field(description="settled; final: also proven to Ethereum")
    transaction: str | None = Field(None, description="hash, hexadecimal; None: the node has not said")
    block: int | None = None
    strk: float | None = Field(None, description="what it cost, in STRK")
    l2_gas: int | None = None
    paid_by: Literal["sponsor", "account"]
    settled_at: AwareDatetime


class ChainProofView(View):
    """A result that a contract verifies, or has verified."""

    result: str = Field(description="its id")
    reason: str = Field(description="why: dispute, high value, sample, always")
    state: Literal["queued", "proven", "sent", "verified", "final", "failed", "unprovable", "disputed"]
    error: str | None = Field(None, description="why it is not verified, or not yet")
    transaction: str | None = Field(None, description="hash, hexadecimal")
    block: int | None = None
    shared_by: int = Field(1, description="results that were proven together and share the transaction and its cost")
    statement: str | None = Field(None, description="digest under which the contract has what was proven, hexadecimal")
    strk: float | None = Field(None, description="what it cost, its share of the transaction, in STRK")
    l2_gas: int | None = Field(None, description="its share")
    paid_by: Literal["sponsor", "account"] | None = None
    verified_at: AwareDatetime | None = None


class ChainProofsView(View):
    """Results that a contract verifies. Numbers are of the journal."""

    level: Level = Level.OFF
    text: str = ""
    verified: int = 0
    transactions: int = Field(0, description="in which these were verified: up to eight results share one")
    waiting: int = Field(0, description="chosen, and not verified yet")
    failed: int = Field(0, description="chosen, and given up")
    skipped: int = Field(0, description="not chosen since too many waited, since the start")
    strk: float = Field(0.0, description="what all of it cost, in STRK, whoever paid")
    account_strk: float = Field(0.0, description="what of it the gateway's own account paid")
    l2_gas: int = Field(0, description="what all of it used")
    undone: UndoneView = Field(default_factory=UndoneView, description="transactions in vain")
    last: tuple[ChainProofView, ...] = Field((), description="verified ones, newest first")


class SettlementView(View):
    """Settlement on Starknet. Numbers are about the batches that the journal still has."""

    level: Level
    text: str
    mode: Literal["off", "sponsored", "direct"] = "off"
    network: str = ""
    batches: int = Field(0, description="on the chain")
    records: int = Field(0, description="on the chain")
    results: int = Field(0, description="results among them")
    waiting_batches: int = Field(0, description="closed, and not on the chain yet")
    waiting_records: int = Field(0, description="records in them")
    oldest_s: float | None = Field(None, description="age of the oldest of those, in seconds")
    taken_back: int = Field(0, description="batches that the chain lost and that were settled anew, since the start")
    strk: float = Field(0.0, description="what all of it cost, in STRK, whoever paid")
    account_strk: float = Field(0.0, description="what of it the gateway's own account paid")
    l2_gas: int = Field(0, description="what all of it used")
    strk_per_1000_results: float | None = Field(None, description="None: no result's cost is known yet")
    l2_gas_per_1000_results: float | None = None
    paid_by: Literal["sponsor", "account"] | None = Field(None, description="who bears the cost now")
    allowance: str | None = Field(None, description="what is left to settle with, in words; None: nobody can say")
    undone: UndoneView = Field(default_factory=UndoneView, description="transactions in vain")
    last: tuple[BatchView, ...] = Field((), description="newest first")
    proofs: ChainProofsView = Field(default_factory=ChainProofsView, description="results that a contract verifies")
