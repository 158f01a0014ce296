"""What the paymaster must not forget: API keys, what was sent for whom, what it cost. One SQLite file.

Every change is one transaction that is synced to the disk before it counts (WAL, synchronous FULL). What a transaction
may cost at most is reserved before it is sent and set right by its receipt, so that a budget holds across ``kill -9``:
what was on its way then is still reserved and still followed. A receipt counts until a reorganisation takes its block
away; what it cost then is what the next transaction for it may cost.

The command line changes keys beside a running service; the service reads them anew at every request.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from gateway.paymaster.amounts import as_strk
from gateway.paymaster.schema import StoreError, migrate

__all__ = ["ApiKey", "BudgetError", "DuplicateError", "PaymasterStore", "State", "StoreError", "Submission"]
__all__ += ["Watched"]

State = Literal["active", "accepted", "reverted", "dropped"]
"""On its way; in a block; in a block but undone; given up."""

_DAY_S = 86_400
_SECRET_PREFIX = "ciro_pm_"  # noqa: S105 - what a key begins with, so that a leaked one is recognised


class BudgetError(RuntimeError):
    """A key's budget does not cover a transaction; nothing was reserved."""


class DuplicateError(RuntimeError):
    """This outside execution is on its way or done already.

    Attributes:
        submission: the one that is there.

    """

    def __init__(self, submission: Submission) -> None:
        super().__init__("submitted already")
        self.submission = submission


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key; its secret is not kept, only the SHA-256 of it.

    Attributes:
        id: public; eight hexadecimal digits.
        name: as its owner calls it.
        created_at: Unix seconds.
        revoked_at: since when it counts no more; None: it does.
        day_nano: the most that may be spent with it a day (from 0:00 UTC), in nano-STRK; None: no such bound.
        total_nano: the most over all time.

    """

    id: str
    name: str
    created_at: int
    revoked_at: int | None
    day_nano: int | None
    total_nano: int | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A transaction that was taken on.

    Attributes:
        id: its tracking id, 0x-text.
        key_id: whose API key.
        account: whose transaction, 0x-text.
        once: what can happen once: the outside execution's nonce, or that the account is deployed.
        digest: of all that was signed, with the signature.
        mode: ``sponsored`` or ``default``.
        payload: the relayer's calls as JSON, while it may have to be sent again.
        relayer, nonce, hash: the latest transaction for it.
        earlier: hashes of those before it that may have got somewhere, the oldest first, with spaces between.
        reserved_nano, spent_nano, charged_nano: reserved while it is active; what the relayer paid; what it gets back
            where it is accepted.
        state: see `State`.
        reason: why it was undone or given up.
        created_at, execute_before: Unix seconds.
        block: number of the block that the transaction is in.
        taken_back: how often a reorganisation took such a block away.
        final: 1 once no reorganisation matters any more: it was given up, or can't be carried out again.

    """

    id: str
    key_id: str
    account: str
    once: str
    digest: str
    mode: str
    payload: str | None
    relayer: str
    nonce: int
    hash: str
    reserved_nano: int
    charged_nano: int
    created_at: int
    execute_before: int
    spent_nano: int = 0
    state: State = "active"
    reason: str = ""
    block: int | None = None
    earlier: str = ""
    taken_back: int = 0
    final: int = 0

    @property
    def hashes(self) -> list[int]:
        """All its transactions, the latest first; one that was signed again with the same nonce is the same."""
        return list(dict.fromkeys(int(one, 16) for one in (self.hash, *reversed(self.earlier.split()))))


@dataclass(frozen=True, slots=True)
class Watched:
    """A submission in a block that is not final.

    Attributes:
        id: of the submission.
        transaction: its hash.
        block: number of the block.

    """

    id: str
    transaction: int
    block: int


class PaymasterStore:
    """The database at *path*; made when it is not there. Safe to use from several threads.

    Raises:
        StoreError: it can't be opened, or a newer version wrote it.

    """

    def __init__(self, path: Path, *, clock: Any = time.time) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            migrate(Database(connection))
            path.chmod(0o600)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: can't be used: {error}; is the directory writable, the disk full?") from error
        self._connection = connection

    def close(self) -> None:
        """Close it."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return list(self._connection.execute(sql, values))

    # Keys

    def add_key(self, name: str, *, day_nano: int | None = None, total_nano: int | None = None) -> tuple[ApiKey, str]:
        """Make a key; return it and its secret, which is nowhere else from now on.

        Raises:
            ValueError: a key that is not revoked has this name.

        """
        secret = _SECRET_PREFIX + secrets.token_urlsafe(32)
        key = ApiKey(secrets.token_hex(4), name, int(self._clock()), None, day_nano, total_nano)
        with self._change() as connection:
            if connection.execute("SELECT 1 FROM keys WHERE name = ? AND revoked_at IS NULL", (name,)).fetchone():
                raise ValueError(f"there is a key called {name!r}; revoke it first, or choose another name")
            connection.execute(
                "INSERT INTO keys (id, name, secret_sha256, created_at, day_nano, total_nano)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (key.id, name, _digest(secret), key.created_at, day_nano, total_nano),
            )
        return key, secret

    def key_of(self, secret: str) -> ApiKey | None:
        """Return the key with this secret, unless it is revoked."""
        found = self._rows("SELECT * FROM keys WHERE secret_sha256 = ? AND revoked_at IS NULL", _digest(secret))
        return _key(found[0]) if found else None

    def all_keys(self) -> list[ApiKey]:
        """Return all keys, the oldest first."""
        return [_key(row) for row in self._rows("SELECT * FROM keys ORDER BY created_at, id")]

    def key_named(self, name: str) -> ApiKey:
        """Return the key with this id, or the one in use with this name.

        Raises:
            KeyError: there is none.

        """
        found = self._rows(
            "SELECT * FROM keys WHERE id = ? OR (name = ? AND revoked_at IS NULL) ORDER BY id = ? DESC",
            name,
            name,
            name,
        )
        if not found:
            raise KeyError(name)
        return _key(found[0])

    def revoke(self, key_id: str) -> None:
        """Have a key count no more; what was spent with it stays known."""
        with self._change() as connection:
            connection.execute(
                "UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (int(self._clock()), key_id)
            )

    def set_budget(self, key_id: str, *, day_nano: int | None, total_nano: int | None) -> None:
        """Change what may be spent with a key."""
        with self._change() as connection:
            connection.execute(
                "UPDATE keys SET day_nano = ?, total_nano = ? WHERE id = ?", (day_nano, total_nano, key_id)
            )

    # Submissions

    def take(self, submission: Submission) -> None:
        """Take a transaction on and reserve what it may cost, before it is sent.

        Raises:
            BudgetError: the key's budget does not cover it, or the key was revoked meanwhile.
            DuplicateError: it is there already (and was not given up).

        """
        with self._change() as connection:
            row = connection.execute(
                "SELECT * FROM submissions WHERE account = ? AND once = ?", (submission.account, submission.once)
            ).fetchone()
            if row is not None:
                known = _submission(row)
                if known.state not in {"dropped", "reverted"}:
                    raise DuplicateError(known)
                connection.execute("DELETE FROM submissions WHERE id = ?", (known.id,))
            key = connection.execute("SELECT * FROM keys WHERE id = ?", (submission.key_id,)).fetchone()
            if key is None or key["revoked_at"] is not None:
                raise BudgetError("the API key was revoked")
            self._check_budget(connection, _key(key), submission, submission.reserved_nano)
            names = list(Submission.__dataclass_fields__)
            connection.execute(
                f"INSERT INTO submissions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
                [getattr(submission, name) for name in names],
            )
            self._add(connection, submission, transactions=1, budget=submission.reserved_nano)

    def _check_budget(
        self, connection: sqlite3.Connection, key: ApiKey, submission: Submission, more_nano: int
    ) -> None:
        """Refuse to reserve so much more for *submission*."""
        for bound, name, since in (
            (key.day_nano, "of the day", submission.created_at // _DAY_S),
            (key.total_nano, "in all", 0),
        ):
            if bound is None:
                continue
            used = connection.execute(
                "SELECT COALESCE(SUM(budget_nano), 0) FROM spending WHERE key_id = ? AND day >= ?", (key.id, since)
            ).fetchone()[0]
            if used + more_nano > bound:
                raise BudgetError(
                    f"the key's budget {name} is {as_strk(bound)} STRK, {as_strk(used)} of it used or reserved; this "
                    f"may cost {as_strk(more_nano)}"
                )

    @staticmethod
    def _add(connection: sqlite3.Connection, submission: Submission, *, budget: int, **counted: int) -> None:
        """Add to the day on which *submission* was taken on."""
        columns = {"transactions": 0, "failed": 0, "spent_nano": 0, "charged_nano": 0} | counted
        connection.execute(
            "INSERT INTO spending (day, key_id, account, transactions, failed, spent_nano, charged_nano, budget_nano)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, key_id, account) DO UPDATE SET"
            " transactions = transactions + excluded.transactions, failed = failed + excluded.failed,"
            " spent_nano = spent_nano + excluded.spent_nano, charged_nano = charged_nano + excluded.charged_nano,"
            " budget_nano = budget_nano + excluded.budget_nano",
            (submission.created_at // _DAY_S, submission.key_id, submission.account, *columns.values(), budget),
        )

    def sent_again(self, submission: Submission) -> None:
        """Note that a submission goes out by another transaction, and what that may cost, before it does.

        Raises:
            BudgetError: the key's budget does not cover what it may cost more; nothing was changed.

        """
        with self._change() as connection:
            row = connection.execute(
                "SELECT * FROM submissions WHERE id = ? AND state = 'active'", (submission.id,)
            ).fetchone()
            if row is None:
                return
            more = submission.reserved_nano - int(row["reserved_nano"])
            if more > 0:
                key = connection.execute("SELECT * FROM keys WHERE id = ?", (submission.key_id,)).fetchone()
                self._check_budget(connection, _key(key), submission, more)
            connection.execute(
                "UPDATE submissions SET relayer = ?, nonce = ?, hash = ?, earlier = ?, reserved_nano = ? WHERE id = ?",
                (
                    submission.relayer,
                    submission.nonce,
                    submission.hash,
                    submission.earlier,
                    submission.reserved_nano,
                    submission.id,
                ),
            )
            self._add(connection, submission, budget=more)

    def finish(
        self,
        submission_id: str,
        state: State,
        *,
        spent_nano: int,
        reason: str = "",
        transaction: str | None = None,
        block: int | None = None,
    ) -> None:
        """Set right what a submission cost, once it is known; doing so twice changes nothing.

        Args:
            submission_id: which.
            state: what became of it.
            spent_nano: what its relayers paid.
            reason: why, unless it is accepted.
            transaction: hash of the one that decided it; None: the latest.
            block: number of that one's block, which is watched from now on; None: there is none.

        """
        with self._change() as connection:
            row = connection.execute(
                "SELECT * FROM submissions WHERE id = ? AND state = 'active'", (submission_id,)
            ).fetchone()
            if row is None:
                return
            known = _submission(row)
            payload = known.payload if state == "accepted" and block is not None else None
            connection.execute(
                "UPDATE submissions SET state = ?, spent_nano = ?, reason = ?, payload = ?, hash = ?, block = ?,"
                " final = ? WHERE id = ?",
                (
                    state,
                    spent_nano,
                    reason[:500],
                    payload,
                    transaction or known.hash,
                    block,
                    int(block is None),
                    submission_id,
                ),
            )
            finished = replace(known, state=state, spent_nano=spent_nano)
            self._add(connection, known, budget=_counts(finished) - known.reserved_nano, **_sums_of(finished))

    def take_back(self, watched: Watched, reason: str) -> bool:
        """Note that what was in a block is in none; what it cost counts as what it may cost again.

        Returns whether that was news. One that was undone in its block has no payload any more: who was told so may
        have had another one signed.
        """
        with self._change() as connection:
            row = connection.execute(
                "SELECT * FROM submissions WHERE id = ? AND hash = ? AND block = ? AND final = 0",
                (watched.id, hex(watched.transaction), watched.block),
            ).fetchone()
            if row is None:
                return False
            known = _submission(row)
            connection.execute(
                "UPDATE submissions SET state = 'active', reserved_nano = ?, spent_nano = 0, reason = ?, block = NULL,"
                " taken_back = taken_back + 1 WHERE id = ?",
                (_counts(known), reason[:500], known.id),
            )
            self._add(connection, known, budget=0, **{name: -value for name, value in _sums_of(known).items()})
            return True

    def settle(self, *, chain_now: int, older_than: int) -> None:
        """Have done with what can't be carried out again.

        Args:
            chain_now: the chain's time: time bounds that end by then are over.
            older_than: Unix seconds; what was taken on before is not watched any more, whatever its bounds.

        """
        with self._change() as connection:
            connection.execute(
                "UPDATE submissions SET final = 1, payload = NULL"
                " WHERE final = 0 AND state != 'active' AND (execute_before <= ? OR created_at < ?)",
                (chain_now, older_than),
            )

    def watched(self) -> list[Watched]:
        """Return what is in a block that is not final."""
        return [
            Watched(row["id"], int(row["hash"], 16), row["block"])
            for row in self._rows("SELECT id, hash, block FROM submissions WHERE final = 0 AND block IS NOT NULL")
        ]

    def submission(self, submission_id: str) -> Submission | None:
        """Return the submission with this tracking id."""
        found = self._rows("SELECT * FROM submissions WHERE id = ?", submission_id)
        return _submission(found[0]) if found else None

    def find(self, account: str, once: str) -> Submission | None:
        """Return the submission of an account's outside execution, unless it was given up or undone."""
        found = self._rows(
            "SELECT * FROM submissions WHERE account = ? AND once = ? AND state IN ('active', 'accepted')",
            account,
            once,
        )
        return _submission(found[0]) if found else None

    def active(self) -> list[Submission]:
        """Return what is on its way, the oldest first."""
        return [
            _submission(row) for row in self._rows("SELECT * FROM submissions WHERE state = 'active' ORDER BY rowid")
        ]

    def forget(self, before: int) -> int:
        """Drop finished submissions from before a Unix second (their sums stay); return how many.

        What is dropped could be submitted again, so *before* must be later than any time bounds.
        """
        with self._change() as connection:
            done = connection.execute(
                "DELETE FROM submissions WHERE state != 'active' AND created_at < ? AND execute_before < ?",
                (before, before),
            )
            return done.rowcount

    # Spending

    def spending(
        self, by: Literal["key_id", "account", "day"], *, since: int = 0, limit: int = 100
    ) -> list[dict[str, Any]]:
        """Return sums by key, account or day (days since 1970) since a Unix second; the largest, or latest, first."""
        assert by in {"key_id", "account", "day"}
        order = "day DESC" if by == "day" else "spent_nano DESC"
        rows = self._rows(
            f"SELECT {by} AS name, SUM(transactions) AS transactions, SUM(failed) AS failed,"  # noqa: S608 - checked above
            " SUM(spent_nano) AS spent_nano, SUM(charged_nano) AS charged_nano, SUM(budget_nano) AS budget_nano"
            f" FROM spending WHERE day >= ? GROUP BY {by} ORDER BY {order} LIMIT ?",
            since // _DAY_S,
            limit,
        )
        return [dict(row) for row in rows]

    def latest(self, limit: int = 20) -> list[Submission]:
        """Return the latest submissions."""
        return [
            _submission(row)
            for row in self._rows("SELECT * FROM submissions ORDER BY created_at DESC, nonce DESC LIMIT ?", limit)
        ]


def _digest(secret: str) -> str:
    """Return what is kept of a key: it is 256 random bits, so one plain hash protects it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: sqlite3.Row) -> ApiKey:
    return ApiKey(**{name: row[name] for name in ApiKey.__dataclass_fields__})


def _counts(finished: Submission) -> int:
    """Return what of a finished submission's cost counts in the key's budget: all but what its account pays itself."""
    return 0 if finished.mode == "default" and finished.state == "accepted" else finished.spent_nano


def _sums_of(finished: Submission) -> dict[str, int]:
    """Return what a finished submission adds to the sums of its day."""
    well = finished.state == "accepted"
    return {
        "failed": int(not well),
        "spent_nano": finished.spent_nano,
        "charged_nano": finished.charged_nano if well else 0,
    }


def _submission(row: sqlite3.Row) -> Submission:
    return Submission(**{name: row[name] for name in Submission.__dataclass_fields__})
