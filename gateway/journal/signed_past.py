"""How far signed readings were given up: whoever kept a copy of one can't have it taken as new after that.

What retention gives up is forgotten with its numbers, and a signature does not age. So the newest number of each
(device, boot) among the signed readings that were given up stays: what is not beyond it is no new reading.
"""

from __future__ import annotations

import sqlite3

__all__ = ["is_past", "note_given_up"]


def note_given_up(connection: sqlite3.Connection, last: int) -> None:
    """Note the numbers of the signed readings up to the record *last*, before they go."""
    connection.execute(
        "INSERT INTO signed_past SELECT device_id, boot, max(seq) FROM record JOIN signature ON record_id = id "
        "WHERE id <= ? GROUP BY device_id, boot "
        "ON CONFLICT (device_id, boot) DO UPDATE SET seq = max(seq, excluded.seq)",
        (last,),
    )


def is_past(connection: sqlite3.Connection, device_id: int, boot: str, seq: int) -> bool:
    """Whether a signed reading that is not in the journal is of a time that was given up."""
    row = connection.execute(
        "SELECT seq FROM signed_past WHERE device_id = ? AND boot = ?", (device_id, boot)
    ).fetchone()
    return row is not None and seq <= row[0]
