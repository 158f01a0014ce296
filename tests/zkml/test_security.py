"""The claimed bits are computed, and pinned."""

from dataclasses import replace
from pathlib import Path

import pytest

from zkml.parameters import PARAMETER_SETS, ParameterSet
from zkml.security import Sizes, _security, security, worst_sizes

INSPECTION = Sizes(15, 15, 0, 2, 11)

PINNED = {
    "b2-8-57-16": (101.5, 85.5),
    "b2-4-81-20": (100.9, 80.9),
    "sn-pos-16-41-20": (102.0, 82.0),
    "sn-mix-16-41-20": (102.0, 82.0),
    "sn-pos-32-33-20": (102.5, 82.5),
    "sn-mix-32-33-20": (102.5, 82.5),
    "sn-pos-32-31-24": (101.5, 77.5),
    "sn-mix-32-31-24": (101.5, 77.5),
    "b2-8-81-20-f": (101.0, 81.0),
    "b2-4-121-20-f": (100.7, 80.7),
    "sn-pos-16-61-20-f": (101.3, 81.3),
    "sn-mix-16-61-20-f": (101.3, 81.3),
}


@pytest.mark.parametrize("name", list(PARAMETER_SETS))
def test_every_set_reaches_a_hundred_bits_at_every_size(name):
    found = security(PARAMETER_SETS[name], INSPECTION)
    assert (round(found.bits, 1), round(found.interactive_bits, 1)) == PINNED[name]
    worst = security(PARAMETER_SETS[name], worst_sizes())
    assert worst.bits >= 100
    assert all(value < -112 for term, value in worst.terms if term != "queries")


def test_the_terms_are_those_of_the_audit():
    """Seven claims, M = 1024, 2^15 cells in both tables."""
    terms = dict(_security(PARAMETER_SETS["b2-8-57-16"], INSPECTION, 1024).terms)
    values = [round(value, 2) for value in terms.values()]
    assert values == [-212.0, -220.09, -223.35, -225.41, -223.68, -214.0, -141.66, -85.46]


def test_one_query_or_one_bit_of_work_less_is_noticed():
    parameters = PARAMETER_SETS["b2-8-57-16"]
    for changes in ({"queries": 56, "grinding_bits": 16}, {"queries": 57, "grinding_bits": 14}, {"queries": 0}):
        weaker = security(replace(parameters, **changes), INSPECTION)
        assert weaker.bits < security(parameters, INSPECTION).bits - 0.5


def test_no_set_is_weaker_than_it_says():
    assert isinstance(PARAMETER_SETS["b2-8-57-16"], ParameterSet)
    codes = [found.code for found in PARAMETER_SETS.values()]
    assert len(set(codes)) == len(codes)


def test_the_page_says_first_that_nothing_is_hidden():
    page = (Path(__file__).parents[2] / "docs" / "security-of-proofs.md").read_text()
    assert "not zero-knowledge" in page.splitlines()[0]
    for name in PARAMETER_SETS:
        assert f"`{name}`" in page
