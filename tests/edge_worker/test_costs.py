"""Thresholds follow from costs, and decisions from thresholds, by the stated formula."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_worker import cheapest_threshold, threshold_from_costs
from edge_worker.costs import decide

costs = st.floats(0.01, 1e6)


@given(costs, costs)
def test_at_the_threshold_both_decisions_cost_the_same(missed, false_alarm):
    threshold = threshold_from_costs(missed, false_alarm)
    assert threshold * missed == pytest.approx((1 - threshold) * false_alarm)


def test_a_defect_that_costs_99_times_a_false_alarm_is_declared_from_one_percent():
    assert threshold_from_costs(99, 1) == pytest.approx(0.01)
    assert threshold_from_costs(1, 1) == 0.5


@pytest.mark.parametrize("bad", [(0, 1), (1, 0), (-1, 1), (float("nan"), 1), (1, float("inf"))])
def test_costs_that_mean_nothing_are_refused(bad):
    with pytest.raises(ValueError, match="above 0"):
        threshold_from_costs(*bad)


@given(st.floats(0, 1), st.floats(0.01, 0.99))
def test_with_one_defect_the_decision_is_its_threshold(probability, threshold):
    decision = decide({"ok": 1 - probability, "bad": probability}, "ok", {"bad": threshold})
    if abs(probability - threshold) > 1e-9:
        assert decision == ("bad" if probability > threshold else "ok")


@settings(max_examples=100)
@given(st.lists(costs, min_size=3, max_size=3), costs, st.lists(st.floats(0.01, 1), min_size=4, max_size=4))
def test_with_several_defects_the_cheaper_decision_is_taken(missed, false_alarm, raw):
    names = ["ok", "scratch", "spots", "stain"]
    scores = dict(zip(names, np.array(raw) / sum(raw), strict=True))
    thresholds = {name: threshold_from_costs(cost, false_alarm) for name, cost in zip(names[1:], missed, strict=True)}
    passing = sum(scores[name] * cost for name, cost in zip(names[1:], missed, strict=True))
    rejecting = scores["ok"] * false_alarm
    decision = decide(scores, "ok", thresholds)
    if abs(passing - rejecting) > 1e-9 * (passing + rejecting):
        assert (decision == "ok") == (passing < rejecting)


def test_defects_that_share_the_probability_are_not_passed():
    assert decide({"ok": 0.4, "scratch": 0.35, "stain": 0.25}, "ok", {}) == "scratch"


def test_a_threshold_of_one_never_declares_against_any_doubt_and_of_zero_always():
    assert decide({"ok": 0.001, "bad": 0.999}, "ok", {"bad": 1.0}) == "ok"
    assert decide({"ok": 0.999, "bad": 0.001}, "ok", {"bad": 0.0}) == "bad"


def test_without_a_good_label_the_most_probable_wins_or_is_uncertain():
    scores = {"cat": 0.6, "dog": 0.4}
    assert decide(scores, None, {}) == "cat"
    assert decide(scores, None, {"cat": 0.7}) == "uncertain"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), costs, costs, st.floats(0.01, 0.99))
def test_no_other_threshold_is_cheaper(seed, missed, false_alarm, prior):
    rng = np.random.default_rng(seed)
    truth = np.concatenate([[True, False], rng.random(20) < 0.4])
    scores = np.round(rng.normal(truth * 1.0, 1.0), 1)

    def cost(threshold):
        passed = np.mean(scores[truth] < threshold)
        alarmed = np.mean(scores[~truth] >= threshold)
        return prior * missed * passed + (1 - prior) * false_alarm * alarmed

    chosen = cheapest_threshold(scores, truth, missed, false_alarm, prior)
    others = [cost(threshold) for threshold in np.unique(np.concatenate([scores - 0.01, scores, scores + 0.01]))]
    assert cost(chosen) <= min(others) * (1 + 1e-9)


def test_separable_scores_are_split_in_the_middle_of_the_gap():
    assert cheapest_threshold([1.0, 2.0, 8.0, 9.0], [False, False, True, True], 1, 1) == 5.0


def test_examples_of_one_kind_alone_are_refused():
    with pytest.raises(ValueError, match="both"):
        cheapest_threshold([1.0, 2.0], [True, True], 1, 1)
