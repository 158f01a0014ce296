"""A killed gateway loses nothing that was acknowledged, and says nothing twice in two versions.

The same run as ``./scripts/bench crash``, shorter.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks/ is part of the checkout and of no installed package

from benchmarks.crash import CrashOptions, torment, torment_plain

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_killed_gateway_loses_no_acknowledged_message_and_contradicts_no_result(tmp_path):
    outcome = torment(CrashOptions(kills=4, messages=20_000, rate=2_000, seed=7), tmp_path)
    assert outcome.kills == 4
    assert outcome.acknowledged >= 20_000
    assert outcome.owed > 0
    assert outcome.lost == 0
    assert outcome.stored_twice == 0
    assert outcome.conflicts == []
    assert outcome.without_result == 0
    assert outcome.results == outcome.owed


def test_the_same_run_finds_what_a_program_that_acknowledges_on_arrival_loses(tmp_path):
    kills, acknowledged, lost = torment_plain(CrashOptions(kills=3, messages=6_000, rate=1_500), tmp_path / "plain")
    assert kills == 3
    assert acknowledged == 6_000
    assert lost > 0
