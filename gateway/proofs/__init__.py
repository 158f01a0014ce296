"""Proofs of results: which are made, the queue, the provers' spool, and what is handed out.

The gateway decides (`policy`), keeps the queue in its journal (`desk`), and lays requests into a spool directory; a
prover (`prover`), a process of its own since it compiles machine code, answers them; the answer is held against what
was asked (`binding`) and kept. Only the gateway writes the journal, only provers write answers.
"""

from gateway.proofs.auditing import AuditReport, audit_proofs
from gateway.proofs.desk import ProofDesk
from gateway.proofs.export import BundleReport, ExportError, check_export, check_files, export_bundle, proof_files
from gateway.proofs.pool import ProverPool
from gateway.proofs.spool import Spool

__all__ = [
    "AuditReport",
    "BundleReport",
    "ExportError",
    "ProofDesk",
    "ProverPool",
    "Spool",
    "audit_proofs",
    "check_export",
    "check_files",
    "export_bundle",
    "proof_files",
]
