"""``ciro route workers``: who is known, and whose announcements were not believed."""

import json

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.config import JournalSettings
from gateway.journal import JobPlan, Journal
from gateway.offloading.book import _MOST_PRESENCES, DecisionBook, Heard
from gateway.records import JobType


@pytest.fixture
def place(tmp_path):
    """A gateway's state with an empty book, and a configuration that names one worker."""
    journal = Journal(tmp_path, JournalSettings(reserve_bytes=0), lambda _: JobPlan(JobType.COMPUTER_VISION, 10**6))
    journal.start()
    assert journal.wait_until_open(60)
    journal.close()
    worker = '[[routing.workers]]\nname = "written"\nurl = "http://127.0.0.1:8711"\n'
    (tmp_path / "gateway.toml").write_text(f'[journal]\ndirectory = "{tmp_path}"\n{worker}', encoding="utf-8")
    return tmp_path


def tell(place, *heard):
    book = DecisionBook(place, 1.0)
    for one in heard:
        book.hear(one)
        book.flush()
    book.close()


def said(place, *options):
    command = ["route", "workers", "--config", str(place / "gateway.toml"), *options]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_who_was_refused_is_listed_with_the_reason_and_how_often(place):
    forged = Heard("gpu-1", 1_000_000, None, None, "it is forged: its key has not signed it")
    tell(place, forged, forged, Heard("gpu-2", 2_000_000, "gpu-2", "http://127.0.0.1:1", None))
    (one,) = json.loads(said(place, "--refused", "--json"))
    assert (one["source"], one["times"], one["refused"]) == ("gpu-1", 2, forged.refused)
    assert "it is forged" in said(place, "--refused")


def test_who_is_taken_again_is_refused_no_more_and_the_count_begins_anew(place):
    refused, taken = Heard("gpu-1", 1, None, None, "old"), Heard("gpu-1", 2, "gpu-1", "http://127.0.0.1:1", None)
    tell(place, refused, refused, taken)
    assert json.loads(said(place, "--refused", "--json")) == []
    tell(place, refused)
    assert json.loads(said(place, "--refused", "--json"))[0]["times"] == 1


def test_the_written_and_the_found_are_listed_and_the_refused_counted(place):
    tell(place, Heard("gpu-1", 1, None, None, "old"), Heard("gpu-2", 2, "gpu-2", "http://127.0.0.1:1", None))
    assert [one["name"] for one in json.loads(said(place, "--json"))] == ["written", "gpu-2"]
    assert "1 were refused" in said(place)


def test_a_flood_of_names_is_kept_within_bounds(place):
    book = DecisionBook(place, 1.0)
    for round_ in range(3):
        for number in range(_MOST_PRESENCES):
            book.hear(Heard(f"{round_}-{number}", round_ * 1000 + number, None, None, "nobody knows the key"))
        book.flush()
    book.close()
    assert len(json.loads(said(place, "--refused", "--json"))) == _MOST_PRESENCES


def test_a_book_of_an_earlier_version_has_none(place):
    book = DecisionBook(place, 1.0)
    book._db.execute("DROP TABLE presence")
    book.close()
    assert "no announcement or token was refused" in said(place, "--refused")
