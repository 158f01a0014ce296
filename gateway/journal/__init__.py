"""The journal: SQLite in WAL mode, one writer with group commit, a hash chain over everything accepted."""

from gateway.journal.condition import Condition, Trouble
from gateway.journal.frame_cipher import FrameCipher, FrameKeyError
from gateway.journal.frame_store import FrameMissingError, FrameStore
from gateway.journal.journal import Counters, Journal, JournalClosedError
from gateway.journal.ledger import JobPlan, Ledger, Outcome, Planner, Ticket
from gateway.journal.schema import SchemaError, connect_read_only

__all__ = [
    "Condition",
    "Counters",
    "FrameCipher",
    "FrameKeyError",
    "FrameMissingError",
    "FrameStore",
    "JobPlan",
    "Journal",
    "JournalClosedError",
    "Ledger",
    "Outcome",
    "Planner",
    "SchemaError",
    "Ticket",
    "Trouble",
    "connect_read_only",
]
