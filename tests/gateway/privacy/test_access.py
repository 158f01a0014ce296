"""Who looked at which picture is kept before it is shown."""

from datetime import UTC, datetime

import pytest

from gateway.journal import JournalClosedError, connect_read_only
from gateway.page.view import AccessLog
from gateway.privacy import AccessBook, AccessQuery, read_access

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHA = "ab" * 32


async def test_a_look_is_durable_when_the_call_returns(open_line):
    line = open_line()
    book: AccessLog = AccessBook(line.journal)
    await book.record(at=MOMENT, who="anna 10.0.0.5", what="picture", sha256=SHA, device="a/b/c/d")
    await book.record(at=MOMENT, who="ben 10.0.0.6", what="thumbnail", sha256="cd" * 32, device=None)
    db = connect_read_only(line.journal.path)
    assert [(a.who, a.what, a.device) for a in read_access(db, AccessQuery())] == [
        ("anna 10.0.0.5", "picture", "a/b/c/d"),
        ("ben 10.0.0.6", "thumbnail", None),
    ]
    at_us = round(MOMENT.timestamp() * 1e6)
    for query, expected in (
        (AccessQuery(who="anna"), 1),
        (AccessQuery(device="a/b/c/d"), 1),
        (AccessQuery(sha256=SHA), 1),
        (AccessQuery(since_us=at_us), 2),
        (AccessQuery(until_us=at_us), 0),
        (AccessQuery(who="anna", sha256="cd" * 32), 0),
    ):
        assert len(list(read_access(db, query))) == expected, query
    db.close()


async def test_what_cannot_be_noted_is_refused(open_line):
    line = open_line()
    line.close()
    with pytest.raises(JournalClosedError):
        await AccessBook(line.journal).record(at=MOMENT, who="anna", what="picture", sha256=SHA, device=None)
