"""What this machine can do, each with its evidence: the eight flags, its resources, and the frameworks that run.

Only what was measured counts: it goes into the flags that a statement carries, and jobs are matched by those. What a
driver or a build merely says is kept as declared, with what is missing for more.
"""

from edge_worker.capabilities.detection import Machine, detect
from edge_worker.capabilities.report import CapabilityReport, Finding
from edge_worker.capabilities.statement import SignedStatement, signed_statement, statement_of

__all__ = [
    "CapabilityReport",
    "Finding",
    "Machine",
    "SignedStatement",
    "detect",
    "signed_statement",
    "statement_of",
]
