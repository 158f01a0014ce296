"""The journal's tables, their migrations, and how a connection to them is opened.

``record`` is the chain: every accepted reading, frame and result in order of acceptance. The other tables hang off
it: ``frame`` (where the picture is, how long to keep it), ``job`` (what is owed a result), ``result``. Beside it:
``quarantine`` (inputs refused, with their bytes in a file), ``alarm``, ``gap`` (ranges of the chain given up by
retention, with the heads on both sides), ``erasure`` and ``access`` (privacy), ``proof`` (results that are to be proven
or were: input and output while they wait, then what came of it), ``batch`` (records under one root, on their way to a
chain), ``signature`` (readings whose signature was checked before they were accepted, with the public key that it was
checked by), ``signed_past`` (how far signed readings were given up), ``chain_proof`` (results that a contract is to
verify or has verified), ``undone`` (transactions that cost a fee and whose effects a contract undid), ``dispute``
(workers that are reported to the chain), ``meta``.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import sqlite_utils

__all__ = ["SCHEMA_VERSION", "SchemaError", "connect", "connect_read_only", "has_column", "has_table", "migrate"]

SCHEMA_VERSION = 10
WAL_CHECKPOINT_PAGES = 4000
JOURNAL_SIZE_LIMIT = 64 * 2**20
BUSY_TIMEOUT_MS = 10_000


# For every value that is neither number nor text, sqlite3 looks for an adapter, and meets an exception where there is
# none: a third of a microsecond for each of a record's three.
sqlite3.register_adapter(bytes, bytes)


class SchemaError(RuntimeError):
    """The journal was written by a newer version of the software."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the journal *path* for writing: WAL, ``synchronous=FULL``; transactions are begun explicitly."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=OFF")  # the writer is the only author; the checks would cost per row
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute(f"PRAGMA wal_autocheckpoint={WAL_CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit={JOURNAL_SIZE_LIMIT}")
    return connection


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open the journal *path* for reading; rows are `sqlite3.Row`. It never blocks the writer.

    Raises:
        FileNotFoundError: there is no journal there.

    """
    if not path.exists():
        raise FileNotFoundError(f"no journal at {path}; a gateway that has run once leaves one there")
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        return _connect_for_reading(address)
    except sqlite3.OperationalError as error:
        log = path.with_name(path.name + "-wal")
        unread = log.exists() and log.stat().st_size
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or unread or os.access(path.parent, os.W_OK):
            raise
        # On a read-only file system SQLite can't share memory with writers; there are none, so it need not.
        return _connect_for_reading(f"{address}&immutable=1")


def has_table(db: sqlite3.Connection, name: str) -> bool:
    """Tell whether a journal has a table: one of an earlier version, not migrated since, lacks the later ones."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone() is not None


def has_column(db: sqlite3.Connection, table: str, name: str) -> bool:
    """Tell whether a journal's table has a column, as `has_table` does of tables."""
    return db.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, name)).fetchone() is not None


def _connect_for_reading(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA schema_version").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema of *connection* to `SCHEMA_VERSION`, in one transaction.

    Raises:
        SchemaError: the file is newer than this software.

    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise SchemaError(
            f"the journal has schema {version}, this software knows {SCHEMA_VERSION}: run the newer version again, "
            "or move the journal away to start a new one"
        )
    if version == SCHEMA_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in _STEPS[version:]:
            step(sqlite_utils.Database(connection))
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _create(db: sqlite_utils.Database) -> None:
    """Version 1. Columns named in *optional* may be absent; all tables are STRICT."""
    for name, columns, optional in _TABLES:
        key = next(iter(columns))
        required = [column for column in columns if column not in {key, *optional}]
        db.table(name).create(columns, pk=key, not_null=required, strict=True)
    for index in _INDEXES:
        db.execute(f"CREATE {index}")
    db.table("meta").insert({"key": "journal_id", "value": os.urandom(16)})


def _add_proofs(db: sqlite_utils.Database) -> None:
    """Version 2. The large columns come last: what looks for waiting rows does not read over them."""
    db.table("proof").create(_PROOF, pk="record_id", not_null=_PROOF_REQUIRED, strict=True)
    for index in _PROOF_INDEXES:
        db.execute(f"CREATE {index}")


def _add_turns(db: sqlite_utils.Database) -> None:
    """Version 3. What waits, by device: leasing looks at each of them. A job that is claimed is never in it."""
    db.execute("CREATE INDEX job_waiting ON job (device_id, evidence DESC, id) WHERE state = 'queued'")


def _add_batches(db: sqlite_utils.Database) -> None:
    """Version 4."""
    db.table("batch").create(_BATCH, pk="id", not_null=_BATCH_REQUIRED, strict=True)
    for index in _BATCH_INDEXES:
        db.execute(f"CREATE {index}")


def _add_signatures(db: sqlite_utils.Database) -> None:
    """Version 5. A reading without a signature costs nothing here."""
    columns = {"record_id": int, "public_key": bytes}
    db.table("signature").create(columns, pk="record_id", not_null=["public_key"], strict=True)


def _add_signed_past(db: sqlite_utils.Database) -> None:
    """Version 6. A row for each boot of a device of which signed readings were given up."""
    columns = {"device_id": int, "boot": str, "seq": int}
    db.table("signed_past").create(columns, pk=("device_id", "boot"), not_null=["seq"], strict=True)


def _add_chain_proofs(db: sqlite_utils.Database) -> None:
    """Version 7."""
    db.table("chain_proof").create(_CHAIN_PROOF, pk="record_id", not_null=_CHAIN_PROOF_REQUIRED, strict=True)
    for index in _CHAIN_PROOF_INDEXES:
        db.execute(f"CREATE {index}")


def _add_undone(db: sqlite_utils.Database) -> None:
    """Version 8."""
    db.table("undone").create(_UNDONE, pk="transaction_hash", not_null=set(_UNDONE) - {"block"}, strict=True)
    db.execute("CREATE INDEX undone_purpose ON undone (purpose, noted_us)")


def _add_disputes(db: sqlite_utils.Database) -> None:
    """Version 9."""
    db.table("dispute").create(_DISPUTE, pk="id", not_null=_DISPUTE_REQUIRED, strict=True)
    db.execute("CREATE UNIQUE INDEX dispute_once ON dispute (job_id, worker, kind)")


def _add_together(db: sqlite_utils.Database) -> None:
    """Version 10. SHA-256 of each record that is proven together with this one, one after the other; NULL: alone."""
    db.table("chain_proof").add_column("together", bytes)


_TABLES: list[tuple[str, dict[str, type], set[str]]] = [
    ("meta", {"key": str, "value": bytes}, set()),
    ("device", {"id": int, "address": str, "first_seen_us": int}, set()),
    (
        "record",
        {
            "id": int,
            "kind": int,
            "device_id": int,
            "received_us": int,
            "qos": int,
            "boot": str,
            "seq": int,
            "packet_id": int,
            "sha256": bytes,
            "chain": bytes,
            "payload": bytes,
        },
        {"seq", "payload"},
    ),
    (
        "frame",
        {
            "record_id": int,
            "sha256": bytes,
            "bytes": int,
            "width": int,
            "height": int,
            "evidence": int,
            "captured_us": int,
            "held": int,
        },
        {"captured_us"},
    ),
    (
        "job",
        {
            "id": int,
            "record_id": int,
            "device_id": int,
            "kind": int,
            "job_type": int,
            "state": str,
            "latest": int,
            "evidence": int,
            "attempt": int,
            "deadline_us": int,
            "lease_us": int,
            "error": str,
        },
        {"error"},
    ),
    (
        "result",
        {
            "record_id": int,
            "id": str,
            "job_id": int,
            "subject_id": int,
            "device_id": int,
            "created_us": int,
            "model": str,
            "model_sha256": str,
            "decision": str,
            "ok": int,
            "latency_us": int,
            "proof_state": str,
            "published_us": int,
        },
        {"published_us"},
    ),
    (
        "quarantine",
        {
            "id": int,
            "received_us": int,
            "topic": str,
            "device": str,
            "reason": str,
            "detail": str,
            "qos": int,
            "sha256": bytes,
            "bytes": int,
            "payload": bytes,
            "record_id": int,
        },
        {"device", "payload", "record_id"},
    ),
    (
        "alarm",
        {
            "id": str,
            "kind": str,
            "subject": str,
            "severity": str,
            "title": str,
            "detail": str,
            "remedy": str,
            "raised_us": int,
            "last_us": int,
            "count": int,
            "cleared_us": int,
            "acknowledged_us": int,
            "acknowledged_by": str,
        },
        {"cleared_us", "acknowledged_us", "acknowledged_by"},
    ),
    ("gap", {"first_id": int, "last_id": int, "head_before": bytes, "head_after": bytes, "pruned_us": int}, set()),
    (
        "erasure",
        {
            "id": int,
            "erased_us": int,
            "who": str,
            "reason": str,
            "device": str,
            "from_us": int,
            "to_us": int,
            "frames": int,
            "readings": int,
        },
        {"device", "from_us", "to_us"},
    ),
    (
        "access",
        {"id": int, "at_us": int, "who": str, "what": str, "sha256": bytes, "device": str},
        {"sha256", "device"},
    ),
]

_INDEXES = [
    "UNIQUE INDEX device_address ON device (address)",
    "UNIQUE INDEX record_sequence ON record (device_id, kind, boot, seq) WHERE seq IS NOT NULL",
    "INDEX frame_sha256 ON frame (sha256)",
    "INDEX frame_held ON frame (evidence, record_id) WHERE held = 1",
    "UNIQUE INDEX job_record ON job (record_id)",
    "INDEX job_open ON job (state, evidence DESC, id) WHERE state IN ('queued', 'processing')",
    "UNIQUE INDEX result_id ON result (id)",
    "UNIQUE INDEX result_job ON result (job_id)",
    "INDEX result_device ON result (device_id, record_id)",
    "INDEX result_subject ON result (subject_id)",
    "INDEX result_unpublished ON result (record_id) WHERE published_us IS NULL",
    "INDEX result_decision ON result (ok, record_id)",
    "INDEX quarantine_filed ON quarantine (sha256) WHERE payload IS NULL",
    "INDEX alarm_open ON alarm (raised_us) WHERE cleared_us IS NULL",
]

_PROOF = {
    "record_id": int,
    "device_id": int,
    "model_sha256": str,
    "state": str,
    "queued_us": int,
    "batch": str,
    "place": int,
    "tries": int,
    "reason": str,
    "digest": bytes,
    "bytes": int,
    "ended_us": int,
    "published_us": int,
    "reading": str,
    "output": bytes,
    "input": bytes,
}

_PROOF_REQUIRED = ["device_id", "model_sha256", "state", "queued_us", "reading"]

_PROOF_INDEXES = [
    "INDEX proof_state ON proof (state)",
    # all that is looked at four times a second, so that the rows themselves, which hold inputs, are not
    "INDEX proof_waiting ON proof (batch, record_id, device_id, model_sha256, queued_us) WHERE state = 'queued'",
    "INDEX proof_batch ON proof (batch) WHERE batch IS NOT NULL",
    "INDEX proof_unpublished ON proof (record_id) WHERE ended_us IS NOT NULL AND published_us IS NULL",
    "INDEX proof_ended ON proof (ended_us) WHERE state = 'proven'",
]

# Field elements are 32 bytes, big-endian; heads are the chain's own, uncut. ``sequence`` and ``previous`` are the
# contract's, known once a transaction was made; ``intent`` is that transaction, signed, until its outcome is known.
_BATCH = {
    "id": int,
    "first": int,
    "count": int,
    "results": int,
    "root": bytes,
    "head_before": bytes,
    "head": bytes,
    "state": str,
    "reason": str,
    "oldest_us": int,
    "built_us": int,
    "sequence": int,
    "previous": bytes,
    "attempts": int,
    "error": str,
    "intent": str,
    "transaction_hash": bytes,
    "block": int,
    "fee_fri": str,
    "l2_gas": int,
    "payer": str,
    "settled_us": int,
    "published_us": int,
}

_BATCH_REQUIRED = [
    *("first", "count", "results", "root", "head_before", "head"),
    *("state", "reason", "oldest_us", "built_us", "attempts"),
]

_BATCH_INDEXES = [
    "UNIQUE INDEX batch_first ON batch (first)",
    "INDEX batch_state ON batch (state, id)",
    "INDEX batch_unpublished ON batch (id) WHERE settled_us IS NOT NULL AND published_us IS NULL",
]

# A row stays when its result is given up: it says what was paid for. ``digest`` is the statement's, as the contract
# knows it; ``intent`` as in ``batch``.
_CHAIN_PROOF = {
    "record_id": int,
    "result_id": str,
    "model_sha256": str,
    "reason": str,
    "state": str,
    "queued_us": int,
    "batch": str,
    "tries": int,
    "digest": bytes,
    "attempts": int,
    "sent_us": int,
    "error": str,
    "intent": str,
    "transaction_hash": bytes,
    "block": int,
    "fee_fri": str,
    "l2_gas": int,
    "payer": str,
    "verified_us": int,
    "published_us": int,
}

_CHAIN_PROOF_REQUIRED = ["result_id", "model_sha256", "reason", "state", "queued_us", "tries", "attempts"]

_CHAIN_PROOF_INDEXES = [
    "INDEX chain_proof_state ON chain_proof (state, record_id)",
    "INDEX chain_proof_batch ON chain_proof (batch) WHERE batch IS NOT NULL",
    "INDEX chain_proof_sent ON chain_proof (sent_us) WHERE sent_us IS NOT NULL",
    "INDEX chain_proof_unpublished ON chain_proof (record_id) WHERE verified_us IS NOT NULL AND published_us IS NULL",
]

# ``subject`` is the row of ``batch`` or ``chain_proof`` (``purpose`` says which) that a transaction was sent for.
_UNDONE = {
    "transaction_hash": bytes,
    "purpose": str,
    "subject": int,
    "block": int,
    "fee_fri": str,
    "l2_gas": int,
    "payer": str,
    "trouble": str,
    "reason": str,
    "noted_us": int,
}

# ``first`` and ``second``: what a worker signed, as `gateway.disputes.evidence` writes it; ``intent`` as in ``batch``.
_DISPUTE = {
    "id": int,
    "job_id": str,
    "worker": str,
    "kind": str,
    "at_us": int,
    "state": str,
    "first": str,
    "second": str,
    "attempts": int,
    "sent_us": int,
    "intent": str,
    "error": str,
    "result_id": str,
    "account": str,
    "challenge": int,
    "transaction_hash": str,
}

_DISPUTE_REQUIRED = ["job_id", "worker", "kind", "at_us", "state", "first", "attempts"]

_STEPS = [
    _create,
    _add_proofs,
    _add_turns,
    _add_batches,
    _add_signatures,
    _add_signed_past,
    _add_chain_proofs,
    _add_undone,
    _add_disputes,
    _add_together,
]
