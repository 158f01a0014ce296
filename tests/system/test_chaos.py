"""The benchmark `chaos` in small: gateway, chain and sponsor fail while it settles; each record is anchored once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks/ is part of the checkout and of no installed package

from benchmarks.chaos import ChaosOptions, torment
from benchmarks.own_chain import own_chain


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_killed_gateway_and_reorganised_chain_anchor_each_record_once_in_order(tmp_path):
    with own_chain(tmp_path / "chain") as chain:
        outcome = torment(ChaosOptions(kills=2, rate=100, every=1), chain, tmp_path)
    assert outcome.wrong == []
    assert outcome.lost == 0
    assert outcome.receipts_owed == 0
    assert outcome.anchored == outcome.records > outcome.acknowledged
    assert len(outcome.happened) == 2
    assert outcome.taken_back > 0
