"""A sweep that was interrupted goes on where it stood, and mixes nothing with what other code came to."""

import json

import pytest

from benchmarks import routing, routing_outcomes
from benchmarks.routing import DECIDING, RoutingOptions, run

PART = {"loads": (0.3,), "shapes": ("steady",), "faults": ("dead", "lossy"), "routers": DECIDING, "seconds": 5.0}


@pytest.fixture
def ran(monkeypatch):
    """The worlds that are run from now on, with the routers."""
    worlds, world = [], routing._world
    monkeypatch.setattr(
        routing, "_world", lambda key, names: (worlds.extend((key, n) for n in names), world(key, names))[1]
    )
    return worlds


def _cells(tmp_path, **options):
    return run(RoutingOptions(**PART | {"seeds": 2} | options), tmp_path).raw["cells"]


def test_an_interrupted_sweep_goes_on_where_it_stood_and_ends_the_same(tmp_path, ran):
    kept = tmp_path / "kept.jsonl"
    whole = _cells(tmp_path)
    assert len(ran) == 2 * 2 * 3
    assert _cells(tmp_path, kept=kept) == whole
    lines = kept.read_text().splitlines(keepends=True)
    kept.write_text("".join(lines[:4]) + lines[4][:50])  # killed while it wrote
    ran.clear()
    assert _cells(tmp_path, kept=kept) == whole
    assert len(ran) == len(lines) - 4
    ran.clear()
    assert _cells(tmp_path, kept=kept) == whole
    assert not ran


def test_more_seeds_and_further_cells_add_to_what_is_kept(tmp_path, ran):
    kept = tmp_path / "kept.jsonl"
    _cells(tmp_path, kept=kept, faults=("dead",))
    ran.clear()
    _cells(tmp_path, kept=kept, seeds=3)
    assert {(key.fault, key.seed) for key, _ in ran} == {("dead", 2), ("lossy", 0), ("lossy", 1), ("lossy", 2)}


def test_what_other_code_came_to_does_not_count(tmp_path, ran, monkeypatch):
    kept = tmp_path / "kept.jsonl"
    _cells(tmp_path, kept=kept)
    ran.clear()
    monkeypatch.setattr(routing_outcomes, "SOURCES", ("gateway/routing/policy.py",))
    _cells(tmp_path, kept=kept)
    assert len(ran) == 2 * 2 * 3
    assert len({json.loads(line)["code"] for line in kept.read_text().splitlines()}) == 2


def test_the_picture_is_drawn_of_the_whole_only(tmp_path):
    picture = tmp_path / "regret.svg"
    _cells(tmp_path, picture=picture)
    assert not picture.exists()
