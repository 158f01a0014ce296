"""Builds batches from the journal's file, in a process of its own: its hashing takes no time from ingestion.

Lines of JSON: a request ``{"path", "first", "last"}`` on standard input; on standard output the batch, or an error.
The process ends with its standard input. The hash chain is walked along the way: records whose heads do not follow from
one another have been altered, and are never anchored.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from dataclasses import asdict, dataclass
from hashlib import blake2s
from pathlib import Path

from gateway.chain.merkle import cut
from gateway.journal.chain import canonical, genesis, link
from gateway.journal.schema import connect_read_only
from gateway.records import Kind
from gateway.settlement.tree import RootMaker, fastest_root, plain_root

__all__ = ["AlteredError", "Built", "build", "main"]

_RECORDS = (
    "SELECT kind, id, received_us, qos, packet_id, device_id, boot, seq, sha256, chain FROM record "
    "WHERE id BETWEEN ? AND ? ORDER BY id"
)


class AlteredError(RuntimeError):
    """The journal's hash chain does not hold, or records are missing; the message says where."""


@dataclass(frozen=True, slots=True)
class Built:
    """A batch.

    Attributes:
        first, count: its records.
        results: how many of them are results.
        oldest_us: when the first was received, Unix microseconds.
        root: of the tree.
        head_before, head: of the hash chain before its first and after its last record, hexadecimal.

    """

    first: int
    count: int
    results: int
    oldest_us: int
    root: int
    head_before: str
    head: str


def build(db: sqlite3.Connection, first: int, last: int, root: RootMaker) -> Built:
    """Make the batch of the records *first* to *last*.

    Raises:
        AlteredError: they are not there, or not as they were accepted.

    """
    db.execute("BEGIN")  # one view of the journal, whatever retention does meanwhile
    try:
        devices = {int(row[0]): str(row[1]).encode() for row in db.execute("SELECT id, address FROM device")}
        before = head = _head_before(db, first)
        leaves, results, oldest, number = [], 0, 0, first
        for kind, record, received, qos, packet, device, boot, seq, sha256, stored in db.execute(
            _RECORDS, (first, last)
        ):
            if record != number:
                raise AlteredError(f"record {number} is missing")
            data = canonical(kind, record, received, qos, packet, devices[device], boot.encode(), seq, sha256)
            leaf = blake2s(data).digest()
            head = link(head, leaf)
            if head != stored:
                raise AlteredError(f"record {number} is not as it was accepted: the hash chain does not hold there")
            leaves.append(cut(leaf))
            results += kind == Kind.RESULT
            oldest = oldest or received
            number += 1
    finally:
        db.execute("COMMIT")
    if number != last + 1:
        raise AlteredError(f"record {number} is missing")
    return Built(first, len(leaves), results, oldest, root(first, leaves), before.hex(), head.hex())


def _head_before(db: sqlite3.Connection, first: int) -> bytes:
    found = db.execute(
        "SELECT chain FROM record WHERE id = ? UNION ALL SELECT head_after FROM gap WHERE last_id = ?",
        (first - 1, first - 1),
    ).fetchone()
    if found is not None:
        return bytes(found[0])
    if first == 1:
        return genesis(bytes(db.execute("SELECT value FROM meta WHERE key = 'journal_id'").fetchone()[0]))
    raise AlteredError(f"record {first - 1} is missing")


def main(arguments: list[str]) -> None:
    """Answer requests until standard input ends. ``--plain``: without machine code."""
    root = plain_root if "--plain" in arguments else fastest_root()
    _say({"ready": root is not plain_root})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            with contextlib.closing(connect_read_only(Path(request["path"]))) as db:
                answer = asdict(build(db, request["first"], request["last"], root))
        except (AlteredError, KeyError) as error:
            answer = {"altered": str(error)}
        except (sqlite3.Error, OSError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        _say(answer)


def _say(document: dict[str, object]) -> None:
    """Answer. When nobody listens any more the gateway was killed: this process ends then, and says nothing."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)  # at its end Python would flush what nobody reads
