"""The journal: SQLite in WAL mode, one writer with group commit, a hash chain over everything accepted."""

from gateway.journal.component import JournalComponent
from gateway.journal.condition import Condition, Trouble
from gateway.journal.frame_cipher import FrameCipher, FrameKeyError
from gateway.journal.frame_store import FrameMissingError, FrameStore
from gateway.journal.journal import Counters, Journal
from gateway.journal.ledger import JobPlan, Ledger, Outcome, Planner, Ticket
from gateway.journal.operations import JournalClosedError
from gateway.journal.reader import JournalFacts, JournalReader, JournalTotals, KnownDevice
from gateway.journal.retention_keeper import RetentionKeeper
from gateway.journal.schema import SchemaError, connect_read_only
from gateway.journal.state_lock import StateLock

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
    "JournalComponent",
    "JournalFacts",
    "JournalReader",
    "JournalTotals",
    "KnownDevice",
    "Ledger",
    "Outcome",
    "Planner",
    "RetentionKeeper",
    "SchemaError",
    "StateLock",
    "Ticket",
    "Trouble",
    "connect_read_only",
]
