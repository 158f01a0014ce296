"""Token, proofs, anchor, paymaster and device account, as `model` foresees them."""

from collections.abc import Mapping
from typing import Any

from gateway.chain.bindings import constants as c
from gateway.chain.bindings.shared import ProofState
from gateway.chain.replay.paymaster import Usage
from stateful.model import UNLIMITED, Question, Rule, address, has, may_take, need, not_paused, price_trouble

GOVERNOR_ONLY = "UPGRADE: not the governor"


# The token


def transfer(q: Question, recipient: Any, amount: int) -> None:
    has(q, q.by, amount)


def transfer_from(q: Question, owner: Any, recipient: Any, amount: int) -> None:
    allowed = q.token.allowances.get((address(owner), q.by), 0)
    need(allowed == UNLIMITED or allowed >= amount, "ERC20: insufficient allowance")
    has(q, address(owner), amount)


def approve(q: Question, spender: Any, amount: int) -> None:
    """Anybody, anything."""


def burn(q: Question, amount: int) -> None:
    has(q, q.by, amount)


def pay_protocol_fee(q: Question, amount: int) -> None:
    has(q, q.by, amount)


def delegate(q: Question, delegatee: Any) -> None:
    """Anybody, to anybody."""


def _governor_only(q: Question, *_: Any) -> None:
    need(q.facts.get("governor") == q.by, GOVERNOR_ONLY)


def claim(q: Question, number: int) -> None:
    allocation = q.token.allocations.get(number)
    need(allocation is not None and allocation.beneficiary == q.by, "ALLOC: not the beneficiary")
    elapsed = q.at - q.token.launch_time
    need(elapsed >= allocation.cliff, "ALLOC: nothing to claim")
    vested = min(allocation.amount, allocation.amount * elapsed // allocation.duration)
    need(vested > q.token.claimed.get(number, 0), "ALLOC: nothing to claim")


# Proofs


def verify_and_record(q: Question, kind: str, parameters: int, model: int, statement: Any, proof: Any) -> None:
    need(q.facts["holds"], "CHAIN: root")
    record = q.proofs.statements.get(q.facts["digest"])
    need(record is None or not record.disputed, "PROOF: disputed")


def dispute_statement(q: Question, digest: int) -> None:
    record = q.proofs.statements.get(digest)
    need(record is not None, "PROOF: not recorded")
    need(not record.disputed, "PROOF: disputed")
    need(record.cleared_version < record.version, "PROOF: already cleared")
    may_take(q, "proofs", q.by, c.STATEMENT_DISPUTE_BOND)


def _open_dispute(q: Question, digest: int) -> int:
    record = q.proofs.statements.get(digest)
    need(record is not None and record.disputed, "PROOF: not disputed")
    doubter, since = q.proofs.disputes[digest]
    need(doubter, "PROOF: not disputed")
    return int(since)


def rule_on_statement(q: Question, digest: int, upheld: bool) -> None:
    need(q.facts["governor"] == q.by, GOVERNOR_ONLY)
    _open_dispute(q, digest)


def lapse_statement_dispute(q: Question, digest: int) -> None:
    since = _open_dispute(q, digest)
    need(q.at > since + c.DISPUTE_DECISION, "PROOF: too early")


def request_proof(q: Question, order: Mapping[str, Any]) -> None:
    not_paused(q, "proofs")
    trouble = price_trouble(q)
    need(trouble is None, str(trouble))
    may_take(q, "proofs", q.by, -(-order["reward_cents"] * c.ONE_CIRO * 10**6 // q.pool.price[0]))


def _request(q: Question, number: int) -> Any:
    return q.proofs.requests.get(number)


def prover_bond(reward: int) -> int:
    return -(-reward * c.PROVER_BOND_BPS // c.BASIS_POINTS)


def claim_request(q: Question, number: int) -> None:
    not_paused(q, "proofs")
    request = _request(q, number)
    need(request and request.state == ProofState.PENDING, "MARKET: not pending")
    need(q.at <= request.deadline, "MARKET: past the deadline")
    need(request.aside or q.proofs.next(request.proof_type, request.model) == number, "MARKET: not the next")
    may_take(q, "proofs", q.by, prover_bond(request.reward))


def fulfil(q: Question, number: int, statement: Any, proof: Any) -> None:
    """A proof that does not hold ends the request: the call itself takes place."""
    request = _request(q, number)
    need(request and request.state == ProofState.IN_PROGRESS, "MARKET: not in progress")
    need(request.prover == q.by, "MARKET: not the prover")
    need(q.at <= request.deadline, "MARKET: past the deadline")


def expire(q: Question, number: int) -> None:
    request = _request(q, number)
    open_ = request and request.state in (ProofState.PENDING, ProofState.IN_PROGRESS)
    need(open_, "MARKET: not in progress")
    need(q.at > request.deadline, "MARKET: before the deadline")


def set_aside(q: Question, number: int) -> None:
    request = _request(q, number)
    need(request and request.state == ProofState.PENDING and not request.aside, "MARKET: not pending")
    need(q.proofs.next(request.proof_type, request.model) == number, "MARKET: not the next")
    need(q.at > request.requested_at + c.PROOF_HEAD_GRACE, "MARKET: too early")


# The anchor


def open_journal(q: Question, first: int, head: int) -> None:
    need(first != 0, "ANCHOR: records begin with 1")
    need(head != 0, "ANCHOR: zero head")
    need(head != q.states["anchor"].progress(q.by).head, "ANCHOR: journal already open")


def anchor(q: Question, sequence: int, first: int, count: int, previous: int, root: int, head: int) -> None:
    stands = q.states["anchor"].progress(q.by)
    need(stands.journal != 0, "ANCHOR: no journal")
    need(sequence == stands.batches + 1, "ANCHOR: not the next batch")
    need(first == stands.next_record, "ANCHOR: not the next record")
    need(previous == stands.root, "ANCHOR: other previous root")
    need(count != 0, "ANCHOR: no records")
    need(root != 0, "ANCHOR: zero root")


# The paymaster and the account behind it


def execute_sponsored(q: Question, account: Any, execution: Mapping[str, Any], signature: Any, fee: int) -> None:
    state, device = q.states["paymaster"], address(account)
    need(q.has_role("paymaster", "RELAYER"), "ACCESS: missing role")
    need(not state.blocked.get(device, False), "PAYMASTER: blocked")
    usage, allowance, calls = state.usages.get(device, Usage()), state.allowances[device], len(execution["calls"])
    today = state.sponsorship(device, q.at)
    need(today.calls_today + calls <= allowance.calls_per_day, "PAYMASTER: calls of the day")
    need(today.fee_today + fee <= allowance.fee_per_day, "PAYMASTER: fee of the day")
    last = usage.times.get((usage.slot + calls - 1) % c.CALLS_PER_HOUR, 0)
    need(last == 0 or last + c.HOUR <= q.at, "PAYMASTER: calls of the hour")
    need(fee <= state.caps[0], "PAYMASTER: fee over the cap")
    need(state.spent_this_epoch(q.at) + fee <= state.caps[1], "PAYMASTER: fee of the epoch")
    need(fee <= state.deposits[state.sponsors[device]], "PAYMASTER: deposit too small")
    need(execution["execute_after"] < q.at, "SRC9: now <= execute_after")
    need(q.at < execution["execute_before"], "SRC9: now >= execute_before")
    need(execution["nonce"] not in q.states["account"].outside_nonces, "SRC9: duplicated nonce")
    need(q.facts["signed_by"] == "owner", "ACCOUNT: invalid signature")


def set_blocked(q: Question, account: Any, blocked: bool) -> None:
    need(q.has_role("paymaster", "POLICY"), "ACCESS: missing role")


def withdraw_deposit(q: Question, amount: int) -> None:
    need(amount != 0, "PAYMASTER: zero amount")
    need(amount <= q.states["paymaster"].deposits.get(q.by, 0), "PAYMASTER: deposit too small")


def _owner_only(q: Question, *_: Any) -> None:
    need(q.by == q.contracts["account"].address, "ACCOUNT: not the owner")


REST: Mapping[tuple[str, str], Rule] = {
    ("token", "transfer"): transfer,
    ("token", "transfer_from"): transfer_from,
    ("token", "approve"): approve,
    ("token", "burn"): burn,
    ("token", "pay_protocol_fee"): pay_protocol_fee,
    ("token", "delegate"): delegate,
    ("token", "mint"): _governor_only,
    ("token", "set_treasury"): _governor_only,
    ("token", "claim"): claim,
    ("proofs", "verify_and_record"): verify_and_record,
    ("proofs", "dispute_statement"): dispute_statement,
    ("proofs", "rule_on_statement"): rule_on_statement,
    ("proofs", "lapse_statement_dispute"): lapse_statement_dispute,
    ("proofs", "request_proof"): request_proof,
    ("proofs", "claim"): claim_request,
    ("proofs", "fulfil"): fulfil,
    ("proofs", "expire"): expire,
    ("proofs", "set_aside"): set_aside,
    ("proofs", "register_verifier"): _governor_only,
    ("jobs", "upgrade"): _governor_only,
    ("pool", "upgrade"): _governor_only,
    ("anchor", "open_journal"): open_journal,
    ("anchor", "anchor"): anchor,
    ("paymaster", "execute_sponsored"): execute_sponsored,
    ("paymaster", "set_blocked"): set_blocked,
    ("paymaster", "withdraw"): withdraw_deposit,
    ("account", "propose_key"): _owner_only,
    ("account", "grant_session"): _owner_only,
}
