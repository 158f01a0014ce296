"""From what was measured to the signed statement that ``CdcPool`` registers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from packaging.version import InvalidVersion, Version

from edge_worker import capability_statement
from edge_worker.capability_statement import MAX_FRAMEWORKS, CapabilityStatement, Framework, Resources

if TYPE_CHECKING:
    from edge_worker.capabilities.report import CapabilityReport

__all__ = ["SignedStatement", "signed_statement", "statement_of"]

_MOST_CHARACTERS = 31


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement, for whom it was signed, and the signature of the result key.

    Attributes:
        statement: what is declared.
        worker: account address.
        pool: address of ``CdcPool``.
        chain_id: as a number.
        signature: (r, s).

    """

    statement: CapabilityStatement
    worker: int
    pool: int
    chain_id: int
    signature: tuple[int, int]

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object; ``typed_data`` is what was signed, as wallets take it."""
        return {
            "worker": hex(self.worker),
            "pool": hex(self.pool),
            "chain_id": hex(self.chain_id),
            "statement": asdict(self.statement) | {"result_key": hex(self.statement.result_key)},
            "signature": [hex(part) for part in self.signature],
            "message_hash": hex(
                capability_statement.message_hash(self.statement, self.worker, self.pool, self.chain_id)
            ),
            "typed_data": capability_statement.typed_data(self.statement, self.pool, self.chain_id),
        }


def statement_of(report: CapabilityReport, result_key: int, valid_from: int) -> CapabilityStatement:
    """Return what the machine was measured to have, as the pool takes it; what was only declared is left out.

    Args:
        report: of the machine.
        result_key: the public key under which results are signed.
        valid_from: Unix seconds; the pool takes none of the future.

    """
    versions = [
        Framework(name, _version(str(finding.value))) for name, finding in report.frameworks.items() if finding.counts
    ]
    return CapabilityStatement(
        result_key,
        valid_from,
        Resources(
            flags=int(report.measured),
            gpu_memory=report.number("gpu_memory_gib"),
            cpu_cores=report.number("cpu_cores"),
            ram=report.number("ram_gib"),
            storage=report.number("storage_gib"),
            bandwidth=report.number("bandwidth_mbit"),
        ),
        _short(report.text("gpu_model")),
        _short(report.text("cpu_model")),
        tuple(framework for framework in versions if framework.version)[:MAX_FRAMEWORKS],
    )


def signed_statement(
    statement: CapabilityStatement, worker: int, pool: int, chain_id: int, private_key: int
) -> SignedStatement:
    """Return the statement with the result key's signature, for one account, pool and chain."""
    signature = capability_statement.sign(statement, worker, pool, chain_id, private_key)
    return SignedStatement(statement, worker, pool, chain_id, signature)


def _short(name: str) -> str:
    """Return a name as a short string: its ASCII, 31 characters at most."""
    return " ".join(name.encode("ascii", "ignore").decode().split())[:_MOST_CHARACTERS].strip()


def _version(text: str) -> int:
    """Return a version as the chain has it, of at most three parts; 0 when there is none."""
    try:
        release = Version(text).release[:3]
        return capability_statement.encode_version(".".join(map(str, release)))
    except (InvalidVersion, ValueError):
        return 0
