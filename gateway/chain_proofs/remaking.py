"""A result's input and output, computed again from the picture that is kept."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import orjson

from edge_worker import Engine, InferenceResult, ModelRefused
from gateway.journal import Journal
from gateway.pipeline.message import findings

__all__ = ["DiffersError", "GoneError", "Remade", "remake"]


class GoneError(RuntimeError):
    """What it takes is no more; the message says what."""


class DiffersError(RuntimeError):
    """The computation, made again, gave something else than was published."""


@dataclass(frozen=True, slots=True)
class Remade:
    """What is proven.

    Attributes:
        record: SHA-256 of the result's record.
        input: the model's input, u8, row-major.
        output: its output, int32, little-endian, row-major.

    """

    record: bytes
    input: bytes
    output: bytes


def remake(journal: Journal, db: sqlite3.Connection, engine: Engine, record_id: int) -> Remade:
    """Compute a result again.

    Args:
        journal: whose pictures are read.
        db: the journal, open for reading.
        engine: runs the package that made the result.
        record_id: the result's record.

    Raises:
        GoneError: record, picture or model package are no more.
        DiffersError: input or scores are not what was published.

    """
    row = db.execute(
        "SELECT r.sha256, r.payload, f.sha256, f.held, s.model_sha256 FROM result s "
        "JOIN record r ON r.id = s.record_id JOIN frame f ON f.record_id = s.subject_id WHERE s.record_id = ?",
        (record_id,),
    ).fetchone()
    if row is None or row[1] is None or not row[3]:
        raise GoneError("its picture is kept no more: it was given up by retention, or erased")
    published = orjson.loads(row[1])
    try:
        found = engine.infer_image(str(row[4]), journal.frames.read(bytes(row[2])))
    except (OSError, LookupError) as error:
        raise GoneError(f"its picture can't be read: {error}") from error
    except ModelRefused as error:
        raise GoneError(f"the model that made it is here no more: {error}") from error
    _hold_against(published, found)
    if found.run is None:
        raise GoneError(f"{found.provider} made it, and no network that could be proven")
    (output,) = found.run.outputs.values()
    return Remade(bytes(row[0]), found.run.tensor.tobytes(), output.astype("<i4").tobytes())


def _hold_against(published: dict[str, object], found: InferenceResult) -> None:
    """See that it is what was published; thresholds may have changed since, so the decision is not compared."""
    if published.get("input_sha256") != found.input_sha256:
        raise DiffersError("its picture gives another input of the model than was published")
    if published.get("scores") != findings(found, ok=True)["scores"]:
        raise DiffersError("its model gives other scores than were published")
