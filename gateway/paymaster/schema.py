"""The tables of ``paymaster.db``. Amounts are in nano-STRK, moments in Unix seconds, days since 1970."""

from __future__ import annotations

from sqlite_utils import Database

__all__ = ["StoreError", "migrate"]

_SCHEMA_VERSION = 1


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
    if version == _SCHEMA_VERSION:
        return
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
    connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
