"""The health score is the specification's, factor by factor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_worker.health import HealthFigures, HostSampler, RecentCalls, health_score

# figure, value, factor: the steps and both sides of their edges
STEPS = [
    ("cpu_percent", 80, 1.0),
    ("cpu_percent", 80.1, 0.9),
    ("cpu_percent", 90, 0.9),
    ("cpu_percent", 90.1, 0.8),
    ("memory_percent", 80, 1.0),
    ("memory_percent", 85, 0.9),
    ("memory_percent", 95, 0.8),
    ("disk_percent", 85, 1.0),
    ("disk_percent", 85.1, 0.9),
    ("disk_percent", 95, 0.9),
    ("disk_percent", 95.1, 0.7),
    ("latency_ms", 500, 1.0),
    ("latency_ms", 501, 0.9),
    ("latency_ms", 1000, 0.9),
    ("latency_ms", 1001, 0.8),
    ("failures", 2, 1.0),
    ("failures", 3, 0.8),
    ("failures", 5, 0.8),
    ("failures", 6, 0.5),
    ("gpu_celsius", 75, 1.0),
    ("gpu_celsius", 76, 0.9),
    ("gpu_celsius", 85, 0.9),
    ("gpu_celsius", 86, 0.7),
]


@pytest.mark.parametrize(("figure", "value", "factor"), STEPS)
def test_each_figure_costs_its_factor_beyond_its_step(figure, value, factor):
    found = health_score(HealthFigures(**{figure: value}))
    assert found.score == pytest.approx(factor)
    assert found.factors == ({} if factor == 1 else {figure: factor})


def test_what_is_unknown_costs_nothing():
    assert health_score(HealthFigures()).score == 1


def test_factors_multiply_down_to_the_floor():
    worst = HealthFigures(99, 99, 99, 9999, 99, 99)
    assert 0.8 * 0.8 * 0.7 * 0.8 * 0.5 * 0.7 > 0.1
    assert health_score(worst).score == pytest.approx(0.8 * 0.8 * 0.7 * 0.8 * 0.5 * 0.7)


@given(
    st.builds(
        HealthFigures,
        st.none() | st.floats(0, 100),
        st.none() | st.floats(0, 100),
        st.none() | st.floats(0, 100),
        st.none() | st.floats(0, 1e6),
        st.integers(0, 100),
        st.none() | st.floats(-50, 200),
    )
)
def test_the_score_is_always_within_its_bounds(figures):
    assert 0.1 <= health_score(figures).score <= 1


def test_failures_and_latencies_are_those_of_the_last_minute():
    now = [0.0]
    calls = RecentCalls(lambda: now[0])
    assert calls.summary() == (None, 0)
    calls.add(100)
    calls.add(0, failed=True)
    now[0] = 50
    calls.add(300)
    assert calls.summary() == (200, 1)
    now[0] = 70
    assert calls.summary() == (300, 0)


def test_the_hosts_figures_are_plausible(tmp_path):
    figures = HostSampler(tmp_path).sample(RecentCalls(lambda: 0.0))
    assert 0 <= figures.cpu_percent <= 100
    assert 0 < figures.memory_percent <= 100
    assert 0 < figures.disk_percent <= 100
