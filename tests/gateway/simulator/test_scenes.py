"""The generated scenes: repeatable, truthful about what they show, and strict about what they are asked for."""

import numpy as np
import pytest

from gateway.simulator.scenes import LightShift, parts, surface, vibration


@pytest.mark.parametrize(
    "make",
    [
        lambda rng: surface.render(rng).image,
        lambda rng: parts.render(rng, size=(320, 240)).image,
        lambda rng: surface.render(rng, "spots", size=(320, 240), shift=LightShift.draw(rng)).image,
        lambda rng: vibration.window(rng, fault="outer_race", shift=vibration.SensorShift.draw(rng)).samples,
    ],
)
def test_the_same_seed_gives_the_same_scene(make):
    first, again, other = (make(np.random.default_rng(seed)) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("label", surface.LABELS)
@pytest.mark.parametrize("size", [(640, 480), (320, 240), (480, 640)])
def test_a_surface_shows_the_label_and_its_boxes_lie_in_the_picture(label, size):
    scene = surface.render(np.random.default_rng(1), label, size=size)
    assert scene.image.shape == (size[1], size[0], 3)
    assert scene.image.dtype == np.uint8
    assert scene.label == label
    assert {box.label for box in scene.boxes} == ({label} if label != "ok" else set())
    for box in scene.boxes:
        assert 0 <= box.x0 < box.x1 <= size[0]
        assert 0 <= box.y0 < box.y1 <= size[1]


def test_a_surface_without_a_label_shows_each_of_them_at_times():
    rng = np.random.default_rng(2)
    assert {surface.render(rng, size=(64, 48)).label for _ in range(60)} == set(surface.LABELS)


@pytest.mark.parametrize("size", [(640, 480), (320, 240)])
def test_every_part_lies_wholly_in_the_picture_and_apart_from_the_others(size):
    rng = np.random.default_rng(3)
    for _ in range(6):
        scene = parts.render(rng, size=size)
        assert scene.image.shape == (size[1], size[0], 3)
        assert scene.count == len(scene.boxes) <= parts.MOST_PARTS
        centres = [np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2 for box in scene.boxes]
        for index, box in enumerate(scene.boxes):
            assert box.label in parts.LABELS
            assert 0 <= box.x0 < box.x1 <= size[0]
            assert 0 <= box.y0 < box.y1 <= size[1]
            assert all(np.hypot(*(centres[index] - other)) > 45 * size[0] / 640 for other in centres[:index])


def test_a_belt_shows_as_many_parts_as_asked_for():
    rng = np.random.default_rng(5)
    assert [parts.render(rng, count=count).count for count in (0, 1, 5)] == [0, 1, 5]


def test_a_part_changes_the_pixels_in_its_box_and_hardly_any_outside():
    empty = parts.render(np.random.default_rng(6), count=0).image.astype(int)
    scene = parts.render(np.random.default_rng(6), count=1)
    (box,) = scene.boxes
    inside = np.zeros(empty.shape[:2], bool)
    inside[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)] = True
    brighter = scene.image.astype(int).mean(axis=2) - empty.mean(axis=2)
    assert brighter[inside].mean() > 20
    assert abs(brighter[~inside].mean()) < 8


def test_a_darker_light_gives_a_darker_picture_and_noise_a_noisier_one():
    nominal = surface.render(np.random.default_rng(7), "ok").image.astype(float)
    dark = surface.render(np.random.default_rng(7), "ok", shift=LightShift(gain=0.6)).image.astype(float)
    noisy = surface.render(np.random.default_rng(7), "ok", shift=LightShift(noise=12)).image.astype(float)
    assert dark.mean() == pytest.approx(0.6 * nominal.mean(), abs=1)
    assert (noisy - nominal).std() > 8


@pytest.mark.parametrize("fault", vibration.FAULTS)
def test_a_fault_shakes_more_than_a_sound_motor_at_the_same_speed_and_load(fault):
    rng = np.random.default_rng(8)
    sound = [vibration.window(rng, speed=30, load=0.5).samples.std() for _ in range(20)]
    faulty = [vibration.window(rng, fault=fault, speed=30, load=0.5).samples.std() for _ in range(20)]
    assert min(faulty) > max(sound)


def test_the_speed_of_the_shaft_is_seen_in_the_spectrum():
    made = vibration.window(np.random.default_rng(9), fault="imbalance", speed=37.0)
    assert abs(int(np.abs(np.fft.rfft(made.samples)).argmax()) - 37) <= 1


def test_a_window_has_the_length_and_the_limits_of_the_sensor():
    made = vibration.window(np.random.default_rng(10), hz=2000, seconds=0.5, fault="saturation")
    assert made.samples.shape == (1000,)
    assert made.samples.dtype == np.float64
    assert np.abs(made.samples).max() <= vibration.RANGE


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda rng: surface.render(rng, "rust"), "got 'rust'"),
        (lambda rng: surface.render(rng, size=(16, 16)), "got 16×16"),
        (lambda rng: parts.render(rng, size=(100, 100)), "got 100×100"),
        (lambda rng: parts.render(rng, count=11), "count is 0 to 10; got 11"),
        (lambda rng: vibration.window(rng, fault="squeak"), "got 'squeak'"),
        (lambda rng: vibration.window(rng, hz=100), "got 100 Hz"),
        (lambda rng: vibration.window(rng, seconds=0), "positive length"),
    ],
)
def test_what_cannot_be_shown_is_refused(call, reason):
    with pytest.raises(ValueError, match=reason):
        call(np.random.default_rng(0))
