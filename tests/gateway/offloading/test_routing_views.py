"""The page says who looks at pictures, how they are, and why each picture went where it did."""

import re
import time
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.page.history import Strips
from gateway.page.routing_views import RoutingViews
from gateway.page.view import Level

KEY, OTHER_KEY = 0x1234567, 0x7654321


def seen(site):
    """The views, and what the first page shows."""
    views = RoutingViews(site.dispatcher, SimpleNamespace(strips=Strips(), results_of_day=lambda _now: 0), None)
    return views, views.view(time.time())


def test_shares_and_cost_follow_who_answered(site):
    site.worker("near", key=KEY, usd_per_call=1e-5)
    site.start()
    site.do(3)
    site.do(1, residency="local")
    _, view = seen(site)
    near = {worker.name: worker for worker in view.workers}["near"]
    assert (near.results, near.share, near.cost_usd) == (3, 0.75, pytest.approx(3e-5))
    assert (near.level, near.breaker, near.trust, near.zone) == (Level.OK, "closed", "signed", "site")
    assert near.latency_ms > 0
    assert sum(worker.share for worker in view.workers) == 1.0
    assert view.counts["residency_violations"] == 0
    assert view.text.startswith("25\N{NO-BREAK SPACE}% of the pictures since the start were looked at in this gateway")


def test_the_last_pictures_are_shown_with_the_reason_newest_first(site):
    site.worker("near", key=KEY)
    site.start()
    site.do(2)
    site.do(1, residency="local")
    _, view = seen(site)
    assert [one.worker for one in view.recent] == ["local", "near", "near"]
    assert "near is the cheapest" in view.recent[1].reason


def test_a_result_is_explained_with_the_terms_of_every_candidate(site):
    site.worker("near", key=KEY)
    site.worker("far", key=OTHER_KEY, zone="any")
    site.start()
    placed = site.one()
    site.dispatcher._book.flush()
    views, _ = seen(site)
    route = views.of_result({"route": placed.route})
    candidates = {one.worker: one for one in route.candidates}
    assert "residency" in candidates["far"].refused
    assert sum(candidates["near"].terms.values()) == pytest.approx(candidates["near"].cost_usd)
    assert [one.worker for one in route.attempts] == ["near", "local"], "a newcomer is checked"
    assert views.of_result({"route": {"target": "local"}}) is None


def test_the_command_line_says_what_the_wait_and_the_cost_are_made_of(site, monkeypatch):
    site.worker("near", key=KEY, usd_per_call=1e-5)
    site.worker("far", key=OTHER_KEY, zone="any")
    site.start()
    placed = site.one()
    site.dispatcher._book.flush()
    (site.directory / "journal.db").touch()  # the command wants a state directory, and asks the book alone
    monkeypatch.setenv("COLUMNS", "200")
    command = ["route", "explain", placed.route["job_id"], "--state", str(site.directory)]
    told = {line.split()[0]: line for line in CliRunner().invoke(app, command).output.splitlines()}
    assert re.search(r"\d \(rtt [^)]*service [^)]*\).*\(price 1e-05, latency [^)]*\)", told["near"])
    assert "residency: the input stays within site" in told["far"]
    assert "answered" in told["attempt"]


def test_who_lied_is_a_problem_on_the_page(site):
    liar = site.worker("liar", key=KEY)
    site.start()
    liar.lies = True
    placed = site.one()
    views, view = seen(site)
    worker = {one.name: one for one in view.workers}["liar"]
    assert worker.level is Level.PROBLEM
    assert "wrong result" in worker.state
    site.dispatcher._book.flush()
    assert "liar" in views.of_result({"route": placed.route}).evidence[0]


def test_without_routing_everything_is_made_here():
    view = RoutingViews(None, SimpleNamespace(results_of_day=lambda _now: 7), None).view(0.0)
    assert not view.enabled
    assert view.shares[0].results == 7
