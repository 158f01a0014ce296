"""What of kept evidence a contract can read: who signed which result.

Nothing is believed because it is in the file: a signature is checked again, against the account that the pool names.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_worker.conventions import input_digest, output_digest, result_of
from edge_worker.open_inference import BadRequest, parse_request, parse_response
from edge_worker.signed_result import Result, Signature, holds

__all__ = ["Case", "SignedAnswer", "cases", "read_signed"]


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """A result with its signature, and the key that is to have made it."""

    result: Result
    key: int
    signature: Signature

    def holds(self, account: int, chain_id: int) -> bool:
        """Return whether *account* signed it, for that chain."""
        return holds(self.result, account, chain_id, self.key, self.signature)

    def text(self) -> str:
        """Return it as JSON."""
        result = self.result
        felts = (result.job_id, result.model, result.input_digest, result.output_digest, self.key, *self.signature)
        return json.dumps([hex(felt) for felt in felts])

    @classmethod
    def of_text(cls, text: str) -> SignedAnswer:
        """Read what `text` wrote."""
        job, model, asked, answered, key, r, s = (int(felt, 16) for felt in json.loads(text))
        return cls(Result(job, model, asked, answered), key, (r, s))


@dataclass(frozen=True, slots=True)
class Case:
    """Evidence as the book keeps it.

    Attributes:
        number: in the book.
        other: who gave the answer that stands against it; the same worker: it gave two.
        first: what the worker signed; None: nothing that can be read.
        second: what it signed besides, if it gave two answers.

    """

    number: int
    job_id: str
    at_us: int
    worker: str
    other: str
    first: SignedAnswer | None
    second: SignedAnswer | None


def cases(book: Path, after: int) -> list[Case]:
    """Return the evidence behind number *after*, in order; none where there is no book yet.

    Raises:
        sqlite3.Error: it can't be read.

    """
    if not book.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return [_case(row) for row in db.execute("SELECT * FROM evidence WHERE id > ? ORDER BY id", (after,))]


def _case(row: sqlite3.Row) -> Case:
    worker, other = str(row["worker"]), str(row["other"])
    first = read_signed(row["job_id"], row["request"], row["answer"], row["answer_header"])
    second = None
    if other == worker:
        second = read_signed(row["job_id"], row["request"], row["other_answer"], row["other_header"])
    return Case(int(row["id"]), str(row["job_id"]), int(row["at_us"]), worker, other, first, second)


def read_signed(job_id: str, request: bytes, answer: bytes, header: int | None) -> SignedAnswer | None:
    """Return what an answer to a request says that it signs; None: it is not signed, or can't be read."""
    try:
        asked, answered = parse_request(request, _header_length(request)), parse_response(answer, header)
        said: dict[str, Any] = dict(answered.parameters)
        digests = {str(name): str(digest) for name, digest in json.loads(said["output_digests"]).items()}
        result = result_of(
            job_id,
            str(asked.parameters["model_sha256"]),
            input_digest(asked.inputs, asked.parameters),
            output_digest(digests),
        )
        signature = (int(said["signature_r"], 16), int(said["signature_s"], 16))
        return SignedAnswer(result, int(said["result_key"], 16), signature)
    except (BadRequest, KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        return None


def _header_length(request: bytes) -> int:
    """Return where the JSON ends that a request begins with."""
    return json.JSONDecoder().raw_decode(request.decode("latin-1"))[1]
