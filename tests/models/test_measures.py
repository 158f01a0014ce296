"""The figures of merit, held to cases that can be worked out by hand."""

import numpy as np
import pytest

from gateway.simulator.scenes import Box
from models.measures import area_under_roc, average_precision, overlap

A, B = Box("nut", 0, 0, 10, 10), Box("nut", 100, 100, 120, 120)


def test_overlap_is_intersection_over_union():
    assert overlap(A, A) == 1
    assert overlap(A, Box("nut", 5, 0, 15, 10)) == pytest.approx(1 / 3)
    assert overlap(A, B) == 0


def test_perfect_boxes_give_a_precision_of_one():
    assert average_precision([[A], [B]], [[(A, 0.9)], [(B, 0.4)]], "nut") == 1


def test_a_second_box_on_the_same_part_counts_as_wrong():
    found = [(A, 0.9), (A, 0.8), (B, 0.7)]
    assert average_precision([[A, B]], [found], "nut") == pytest.approx(1 / 2 + 1 / 2 * 2 / 3)


def test_a_box_of_another_label_finds_nothing():
    assert average_precision([[A]], [[(A._replace(label="bolt"), 0.9)]], "nut") == 0


def test_missing_parts_cost_recall():
    assert average_precision([[A, B]], [[(A, 0.9)]], "nut") == 0.5


def test_average_precision_needs_a_true_part():
    with pytest.raises(ValueError, match="no picture shows 'bolt'"):
        average_precision([[A]], [[]], "bolt")


def test_area_under_roc_counts_ties_half():
    assert area_under_roc(np.array([0.0, 1.0]), np.array([2.0, 3.0])) == 1
    assert area_under_roc(np.array([0.0, 1.0]), np.array([1.0])) == 0.75
    assert area_under_roc(np.array([1.0]), np.array([1.0])) == 0.5
