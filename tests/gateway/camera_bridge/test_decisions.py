"""Rate and frozen-picture decisions, and how a source is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.camera_bridge import FrozenDetector, Pacer, SourceError, open_source, without_credentials


@given(
    rate=st.floats(0.5, 50),
    gaps=st.lists(st.floats(0.001, 0.5), min_size=2, max_size=300),
)
def test_never_more_pictures_than_the_rate_allows(rate, gaps):
    pacer = Pacer(rate)
    now, taken = 0.0, 0
    for gap in gaps:
        now += gap
        taken += pacer.take(now)
    assert taken <= (now - gaps[0]) * rate + 3


@pytest.mark.parametrize(("source_fps", "rate"), [(25, 5), (30, 12), (5, 5), (60, 59)])
def test_a_jittering_source_is_thinned_to_the_rate(source_fps, rate):
    rng = np.random.default_rng(1)
    pacer = Pacer(rate)
    times = np.arange(source_fps * 60) / source_fps + rng.uniform(0, 0.4 / source_fps, source_fps * 60)
    taken = sum(pacer.take(float(t)) for t in times)
    assert taken == pytest.approx(rate * 60, rel=0.03)


def test_a_stalled_source_is_not_followed_by_a_burst():
    pacer = Pacer(1)
    assert pacer.take(0.0)
    assert [pacer.take(30.0 + n / 10) for n in range(5)] == [True, False, False, False, False]


def test_a_rate_of_nothing_is_refused():
    with pytest.raises(ValueError, match="positive"):
        Pacer(0)


def _noisy(rng, sigma):
    return np.clip(np.rint(rng.normal(120, sigma, (120, 160, 3))), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("sigma", [0.3, 1.0, 5.0])
def test_a_still_scene_with_sensor_noise_is_not_frozen(sigma):
    rng = np.random.default_rng(2)
    detector = FrozenDetector(2.0)
    assert not any(detector.look(_noisy(rng, sigma), n / 5) for n in range(100))


def test_a_repeated_picture_is_frozen_after_the_time_and_clears_with_the_first_new_one():
    rng = np.random.default_rng(2)
    detector = FrozenDetector(2.0)
    detector.look(_noisy(rng, 2), -1.0)
    still = _noisy(rng, 2)
    verdicts = [detector.look(still.copy(), n / 5) for n in range(20)]
    assert verdicts == [n / 5 >= 2.0 for n in range(20)]
    assert not detector.look(_noisy(rng, 2), 5.0)


def test_two_equal_pictures_at_a_slow_rate_are_not_frozen():
    detector = FrozenDetector(2.0)
    still = _noisy(np.random.default_rng(1), 2)
    assert not detector.look(still, 0.0)
    assert not detector.look(still, 60.0)
    assert detector.look(still, 120.0)


def test_a_changed_resolution_is_a_changed_picture():
    detector = FrozenDetector(1.0)
    detector.look(np.zeros((100, 100, 3), np.uint8), 0)
    assert not detector.look(np.zeros((50, 100, 3), np.uint8), 10)


def test_detection_can_be_turned_off():
    detector = FrozenDetector(0)
    assert not any(detector.look(np.zeros((9, 9, 3), np.uint8), float(n)) for n in range(100))


@given(
    user=st.text("abcXYZ019-._~", min_size=1),
    password=st.text("abcXYZ019-._~@:%", min_size=3).map(lambda text: "sEcrEt" + text),
)
def test_what_is_shown_of_a_url_holds_no_credentials(user, password):
    shown = without_credentials(f"rtsp://{user}:{password}@10.0.0.7:554/stream1?token={password}#x{password}")
    assert "sEcrEt" not in shown
    assert shown == "rtsp://10.0.0.7:554/stream1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/no/such/file.mp4", "no file or folder"),
        ("gopher://host/cam", "no kind of camera"),
    ],
)
def test_a_source_that_can_never_work_is_refused_with_a_remedy(text, says):
    with pytest.raises(SourceError, match=says):
        open_source(text)


def test_an_empty_folder_and_a_file_that_is_no_video_are_refused(tmp_path):
    with pytest.raises(SourceError, match="no pictures"):
        open_source(str(tmp_path))
    (tmp_path / "notes.mp4").write_text("not a video")
    with pytest.raises(SourceError, match="no video"):
        open_source(str(tmp_path / "notes.mp4")).open()
