"""Snapshots: what was found is drawn, any picture fits into 100 kB, and the rate is bounded."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_worker import Detection
from gateway.pipeline.annotation import MOST_BYTES, SnapshotRate, annotate


def decoded(jpeg):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


def test_a_box_is_drawn_where_the_detection_lies_also_after_shrinking():
    image = np.full((960, 1280, 3), 128, np.uint8)
    snapshot = decoded(annotate(image, [Detection("nut", 0.9, (400.0, 400.0, 800.0, 700.0))], "nut", ok=False))
    assert snapshot.shape == (480, 640, 3)
    edge, inside = snapshot[275, 200].astype(int), snapshot[300, 300].astype(int)
    assert edge[2] - edge[0] > 80  # red
    assert abs(inside - 128).max() < 12


def test_even_noise_fits_into_the_limit():
    noise = np.random.default_rng(1).integers(0, 256, (640, 640, 3), dtype=np.uint8)
    snapshot = annotate(noise, [], "ok", ok=True)
    assert len(snapshot) <= MOST_BYTES
    assert decoded(snapshot) is not None


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.lists(st.tuples(*[st.floats(-1e4, 1e4)] * 4), max_size=3),
    st.text(max_size=80),
)
def test_any_picture_and_any_box_gives_a_snapshot(high, wide, boxes, decision):
    image = np.zeros((high, wide, 3), np.uint8)
    detections = [Detection(decision or "x", 0.5, box) for box in boxes]
    assert decoded(annotate(image, detections, decision, ok=False)) is not None


@pytest.mark.parametrize("shape", [(1, 20_000, 3), (20_000, 1, 3), (3000, 4000, 3)])
def test_extreme_shapes_are_drawn_too(shape):
    assert max(decoded(annotate(np.zeros(shape, np.uint8), [], "ok", ok=True)).shape) <= 640


def test_the_picture_itself_stays_as_it_was():
    image = np.zeros((100, 100, 3), np.uint8)
    annotate(image, [Detection("nut", 0.9, (10.0, 10.0, 50.0, 50.0))], "nut", ok=False)
    assert not image.any()


def test_a_picture_that_is_not_ok_comes_four_times_as_soon():
    now = [0.0]
    rate = SnapshotRate(1.0, clock=lambda: now[0])
    assert rate.due("a", ok=True)
    assert rate.due("b", ok=True)
    now[0] = 0.3
    assert not rate.due("a", ok=True)
    assert rate.due("a", ok=False)
    now[0] = 1.2
    assert not rate.due("a", ok=True)
    now[0] = 1.3
    assert rate.due("a", ok=True)
