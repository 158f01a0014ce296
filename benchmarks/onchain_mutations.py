"""Changed proofs, shown to both verifiers: none may be accepted, and both must name the same check.

The Python verifier takes most of the time, so it runs in as many processes as there are cores, some proofs ahead of the
contract, which is asked by call meanwhile; some of the proofs are also sent as transactions.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from typing import Any

from benchmarks.report import Report
from zkml import decode_registration, encode_registration, verify
from zkml.errors import Rejected
from zkml.field import BYTES
from zkml.format import PROOF_MAGIC
from zkml.statement import Statement

__all__ = ["Tally", "mutate", "tell"]

_AHEAD = 16
_trusted: list[Any] = []


@dataclass
class Tally:
    """What became of the changed proofs."""

    tried: int = 0
    accepted: int = 0
    sent: int = 0
    undone: int = 0
    disagreements: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def mutate(testing: Any, network: Any, inspections: Any, mutations: int, transactions: int, seed: int) -> Tally:
    """Show *mutations* changed proofs to both verifiers, and send *transactions* of them."""
    tally, started = Tally(), time.monotonic()
    source = testing.mutations.mutations(random.Random(seed), inspections.proof, inspections.prove(2))
    every = max(1, mutations // transactions) if transactions else 0
    for number, (mutation, python) in enumerate(_with_python(inspections, islice(source, mutations))):
        contract = inspections.contract_verdict(mutation.proof, mutation.statement)
        said = python.result()
        tally.tried += 1
        tally.accepted += not said or not contract
        if said != contract:
            tally.disagreements.append(f"{mutation.kind}: Python says {said!r}, the contract {contract!r}")
        tally.kinds[mutation.kind] += 1
        tally.checks[contract] += 1
        if every and number % every == 0 and tally.sent < transactions:
            tally.sent += 1
            tally.undone += _reverts(testing, network, inspections, mutation, contract)
    tally.seconds = time.monotonic() - started
    return tally


def tell(report: Report, tally: Tally) -> None:
    """Write the figures into a report."""
    report.raw |= {
        "mutations_tried": tally.tried,
        "mutations_accepted": tally.accepted + tally.sent - tally.undone,
        "mutations_sent": tally.sent,
        "mutations_reverted": tally.undone,
        "mutations_seconds": round(tally.seconds, 1),
        "disagreements": tally.disagreements,
        "kinds": dict(tally.kinds),
        "checks": dict(tally.checks),
    }
    said = "; ".join(tally.disagreements[:3]) or "always"
    tried = f"{tally.tried:,} changed proofs and statements"
    report.target(f"{tried}: none accepted", f"{tally.accepted} accepted", met=not tally.accepted)
    report.target("both verifiers name the same check", said, met=not tally.disagreements)
    report.target(
        f"{tally.sent} of them sent: all undone, by that check", f"{tally.undone}", met=tally.undone == tally.sent
    )
    found = ", ".join(f"{check} ({count})" for check, count in tally.checks.most_common())
    report.notes.append(f"The checks that refused them: {found}. {tally.seconds:.0f} s.")


def _with_python(inspections: Any, source: Iterator[Any]) -> Iterator[tuple[Any, Future[str]]]:
    """Yield each changed proof with what the Python verifier will have said of it."""
    record = encode_registration(inspections.prover.registration)
    processes = ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn"), _begin, (record,))
    with processes:
        waiting: deque[tuple[Any, Future[str]]] = deque()
        for mutation in source:
            waiting.append((mutation, processes.submit(_python_verdict, mutation.statement, mutation.proof)))
            if len(waiting) > _AHEAD:
                yield waiting.popleft()
        yield from waiting


def _begin(record: bytes) -> None:
    _trusted[:] = [decode_registration(record)]


def _python_verdict(statement: Statement, elements: list[int]) -> str:
    data = PROOF_MAGIC + b"".join(element.to_bytes(BYTES, "little") for element in elements)
    try:
        verify(_trusted[0], statement, data)
    except Rejected as rejected:
        return rejected.check
    return ""


def _reverts(testing: Any, network: Any, inspections: Any, mutation: Any, check: str) -> bool:
    """Say whether the transaction that would record it is undone, with the check as the reason."""
    statement = testing.calldata.statement_calldata(mutation.statement)
    kind = (testing.inspection.KIND, testing.inspection.PARAMETERS, inspections.model)
    call = network.proofs.verify_and_record.build(*kind, statement, mutation.proof)
    try:
        inspections.chain.invoke(inspections.chain.stranger, call)
    except testing.reverts.Reverted as reverted:
        return check in str(reverted) or check.encode().hex() in str(reverted)
    return False
