"""Results, with their records, and alarms of the journal as the page shows them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from gateway.alarms import Alarm
from gateway.journal import JournalReader
from gateway.moments import utc
from gateway.page.view import DetectionView, ResultBrief, ResultPage, ResultQuery, ResultView, WindowView
from gateway.records import Kind

__all__ = ["ResultsReader"]

STRIDE = 100_000
BUDGET_S = 1.0
_RESULT = """
    SELECT s.record_id, s.id, s.subject_id, s.created_us, s.model, s.model_sha256, s.decision, s.ok, s.latency_us,
           s.proof_state, s.published_us, d.address, r.payload, r.sha256, r.chain, q.kind, q.received_us,
           f.sha256 AS picture, f.held, f.width, f.height
    FROM result s JOIN device d ON d.id = s.device_id JOIN record r ON r.id = s.record_id
    LEFT JOIN record q ON q.id = s.subject_id LEFT JOIN frame f ON f.record_id = s.subject_id
"""


class ResultsReader(JournalReader):
    """Reads results and alarms of one journal.

    Args:
        path: the database file.
        clock: monotonic seconds, for the time that a search may take.

    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(path)
        self._clock = clock

    def latest(self, device_id: int) -> ResultBrief | None:
        """Return the latest result of a device, or None."""
        with self._reading() as rows:
            found = rows(f"{_RESULT} WHERE s.device_id = ? ORDER BY s.record_id DESC LIMIT 1", device_id)
        return _brief(found[0]) if found else None

    def results(self, query: ResultQuery) -> ResultPage:
        """Return a page of results. A search that finds little stops after a second: its page says where to go on."""
        conditions, values = _conditions(query)
        ends = self._ends()
        if ends is None:
            return ResultPage(items=())
        forward = query.after is not None
        low, high = ends
        if query.before is not None:
            high = min(high, query.before - 1)
        if query.after is not None:
            low = max(low, query.after + 1)
        until = self._clock() + BUDGET_S
        found: list[sqlite3.Row] = []
        at = low if forward else high
        stride = STRIDE if conditions else high - low + 1
        while low <= at <= high and len(found) <= query.limit:
            first, last = (at, min(high, at + stride - 1)) if forward else (max(low, at - stride + 1), at)
            with self._reading() as rows:
                found += rows(
                    f"{_RESULT} WHERE s.record_id BETWEEN ? AND ? {conditions} "
                    f"ORDER BY s.record_id {'ASC' if forward else 'DESC'} LIMIT ?",
                    first,
                    last,
                    *values,
                    query.limit + 1 - len(found),
                )
            at = last + 1 if forward else first - 1
            if self._clock() > until:
                break
        unfinished = low <= at <= high
        more = len(found) > query.limit
        items = [_brief(row) for row in found[: query.limit]]
        end = items[-1].position if more else (at - 1 if forward else at + 1) if unfinished else None
        if forward:
            items.reverse()
            return ResultPage(items=tuple(items), newer=end, older=items[-1].position if items else query.after)
        newer = items[0].position if query.before is not None and items else None
        return ResultPage(items=tuple(items), older=end, newer=newer)

    def result(self, result_id: str) -> ResultView | None:
        """Return a result with its record, or None."""
        with self._reading() as rows:
            found = rows(f"{_RESULT} WHERE s.id = ?", result_id)
        return _result(found[0]) if found else None

    def alarms(self, limit: int) -> list[Alarm]:
        """Return the latest alarms of the journal, newest first."""
        with self._reading() as rows:
            found = rows("SELECT * FROM alarm ORDER BY raised_us DESC LIMIT ?", limit)
        return [Alarm.from_row(dict(row)) for row in found]

    def _ends(self) -> tuple[int, int] | None:
        with self._reading() as rows:
            ends = rows("SELECT min(record_id), max(record_id) FROM result")
        return (int(ends[0][0]), int(ends[0][1])) if ends and ends[0][0] is not None else None


def _conditions(query: ResultQuery) -> tuple[str, list[Any]]:
    conditions = ""
    values: list[Any] = []
    if query.device is not None:
        conditions += " AND s.device_id = (SELECT id FROM device WHERE address = ?)"
        values.append(query.device)
    if query.decision is not None:
        conditions += " AND s.decision = ?"
        values.append(query.decision)
    if query.ok is not None:
        conditions += " AND s.ok = ?"
        values.append(int(query.ok))
    return conditions, values


def _iso(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _fields(row: sqlite3.Row, message: dict[str, Any]) -> dict[str, Any]:
    decision = str(row["decision"])
    detections = message.get("detections") or []
    scores = message.get("scores") or {}
    # A lone score is a distance from what is normal, not a probability: the result's own page shows it as it is.
    score = scores.get(decision) if len(scores) > 1 else None
    if score is None:
        score = max((d["score"] for d in detections), default=None)
    received_us = row["received_us"] if row["received_us"] is not None else row["created_us"]
    return {
        "id": row["id"],
        "position": row["record_id"],
        "device": row["address"],
        "decision": decision,
        "ok": bool(row["ok"]),
        "score": score,
        "received_at": utc(received_us),
        "latency_ms": row["latency_us"] / 1000,
        "model": row["model"],
        "picture": bytes(row["picture"]).hex() if row["held"] else None,
        "width": row["width"],
        "height": row["height"],
        "detections": tuple(DetectionView(label=d["label"], score=d["score"], box=tuple(d["box"])) for d in detections),
    }


def _message(row: sqlite3.Row) -> dict[str, Any]:
    message: dict[str, Any] = orjson.loads(row["payload"]) if row["payload"] else {}
    return message


def _brief(row: sqlite3.Row) -> ResultBrief:
    return ResultBrief(**_fields(row, _message(row)))


def _result(row: sqlite3.Row) -> ResultView:
    message = _message(row)
    window = message.get("window")
    route = message.get("route") or {}
    return ResultView(
        **_fields(row, message),
        captured_at=_iso(message.get("captured_at")),
        created_at=utc(row["created_us"]),
        published_at=None if row["published_us"] is None else utc(row["published_us"]),
        job_type=message.get("job_type", 0),
        frame_sha256=message.get("frame_sha256"),
        window=WindowView(
            signal=window.get("signal") or "",
            first_seq=window.get("first_seq"),
            last_seq=window.get("last_seq"),
            ts=None if window.get("ts") is None else round(window["ts"]),
        )
        if window and row["kind"] != Kind.FRAME
        else None,
        model_sha256=row["model_sha256"],
        input_sha256=message.get("input_sha256"),
        scores=message.get("scores") or {},
        route_target=route.get("target", "local"),
        route_reason=route.get("reason", ""),
        proof_state=row["proof_state"],
        subject_position=row["subject_id"],
        record_sha256=bytes(row["sha256"]).hex(),
        chain_head=bytes(row["chain"]).hex(),
        message=message,
    )
