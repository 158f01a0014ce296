"""What hybrid routing saved is told from the book, by the terms of each decision."""

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.config import ConfigurationError, parse
from gateway.offloading.book import FILE
from gateway.offloading.fleet import price_table
from gateway.offloading.report import report
from gateway.routing import PriceTableError, shipped_price_table

KEY = 0x1234567
TABLE = shipped_price_table()


def test_the_ways_are_told_apart(site):
    site.worker("near", key=KEY, usd_per_call=1e-5, power_w=100.0)
    site.start(check="signature")
    site.do(4)
    site.do(2, residency="local")
    site.dispatcher._book.flush()
    found = report(site.directory / FILE, 0, TABLE, "cpu")
    assert found.by_worker == {"near": 4, "local": 2}
    hybrid, local, elsewhere = (found.ways[name] for name in ("hybrid", "local", "elsewhere"))
    assert (hybrid.jobs, local.jobs, elsewhere.jobs) == (6, 6, 4)
    assert elsewhere.impossible == 2, "two must not leave this box"
    assert elsewhere.cost_usd < hybrid.cost_usd < local.cost_usd, "this box is dear here"
    assert elsewhere.energy_kwh > 0
    assert found.local_busy_s > 0
    assert found.offers_usd["enterprise"] == pytest.approx(2 * found.offers_usd["on_demand"])
    assert report(site.directory / FILE, 2**60, TABLE, "cpu").last_us == 0


def test_without_a_book_the_command_says_what_to_do(tmp_path):
    (tmp_path / "journal.db").touch()
    done = CliRunner().invoke(app, ["route", "report", "--state", str(tmp_path)])
    assert done.exit_code == 3
    assert "is [routing] enabled" in done.output
    done = CliRunner().invoke(app, ["route", "report", "--state", str(tmp_path), "--processor", "abacus"])
    assert done.exit_code == 2
    assert "abacus" in done.output


def test_a_workers_hour_may_be_priced_by_the_table():
    text = '[routing]\n[[routing.workers]]\nname = "rented"\nurl = "https://far.example"\n'
    settings = parse(text + 'offer = "spot"\nprocessor = "l4"\n').routing
    assert price_table(settings) is TABLE
    with pytest.raises(PriceTableError, match="abacus"):
        price_table(parse(text + 'offer = "spot"\nprocessor = "abacus"\n').routing)
    with pytest.raises(ConfigurationError, match="go together"):
        parse(text + 'offer = "spot"\n')
    with pytest.raises(ConfigurationError, match="leave one"):
        parse(text + 'offer = "spot"\nprocessor = "l4"\nusd_per_hour = 1.0\n')
