"""The tables of ``paymaster.db``. Amounts are in nano-STRK, moments in Unix seconds, days since 1970."""

from __future__ import annotations

from sqlite_utils import Database

__all__ = ["StoreError", "migrate"]

_SCHEMA_VERSION = 2


class StoreError(RuntimeError):
    """The database can't be used; the message names the file and the remedy."""


def migrate(database: Database) -> None:
    """Make the tables where they are not there yet.

    Raises:
        StoreError: a newer version wrote them.

    """
    connection = database.conn
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > _SCHEMA_VERSION:
        raise StoreError(f"schema {version} is newer than this program knows ({_SCHEMA_VERSION}); update ciro")
    if version < 1:
        _make(database)
    if version < 2:
        _watch(database)
    connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")


def _make(database: Database) -> None:
    keys, submissions, spending = (database.table(name) for name in ("keys", "submissions", "spending"))
    keys.create(
        {
            "id": str,
            "name": str,
            "secret_sha256": str,
            "created_at": int,
            "revoked_at": int,
            "day_nano": int,
            "total_nano": int,
        },
        pk="id",
        not_null={"name", "secret_sha256", "created_at"},
        if_not_exists=True,
    )
    keys.create_index(["secret_sha256"], unique=True, if_not_exists=True)
    submissions.create(
        {
            "id": str,
            "key_id": str,
            "account": str,
            "once": str,
            "digest": str,
            "mode": str,
            "payload": str,
            "relayer": str,
            "nonce": int,
            "hash": str,
            "reserved_nano": int,
            "charged_nano": int,
            "created_at": int,
            "execute_before": int,
            "spent_nano": int,
            "state": str,
            "reason": str,
        },
        pk="id",
        not_null={"key_id", "account", "once", "state"},
        if_not_exists=True,
    )
    submissions.create_index(["account", "once"], unique=True, if_not_exists=True)
    submissions.create_index(["state"], if_not_exists=True)
    spending.create(
        {
            "day": int,
            "key_id": str,
            "account": str,
            "transactions": int,
            "failed": int,
            "spent_nano": int,
            "charged_nano": int,
            "budget_nano": int,
        },
        pk=("day", "key_id", "account"),
        if_not_exists=True,
    )


def _watch(database: Database) -> None:
    submissions = database.table("submissions")
    present = {column.name for column in submissions.columns}
    for name, kind, default in (("block", int, None), ("earlier", str, ""), ("taken_back", int, 0), ("final", int, 0)):
        if name not in present:
            submissions.add_column(name, kind, not_null_default=default)
    submissions.create_index(["final"], if_not_exists=True)
    database.conn.execute("UPDATE submissions SET final = 1 WHERE state != 'active'")
