"""A camera at 5 pictures a second: every fault is seen in ten seconds, and ends by itself."""

import pytest

from gateway.watch import DeviceWatch


@pytest.fixture
def line(plant, make):
    """A camera that has run for a minute."""
    made = plant()
    made.camera = make.Camera(made)
    made.run(60)
    assert made.log == []
    return made


def test_a_stall(line, make):
    line.camera.sending = False
    detail = line.raised_within("camera_stalled", make.CAMERA)
    assert "usually one every 0.2 s" in detail
    line.camera.sending = True
    line.cleared_within("camera_stalled", make.CAMERA)


@pytest.mark.parametrize("look", ["frozen", "identical"])
@pytest.mark.parametrize("decoded", [True, False])
def test_a_frozen_picture(plant, make, look, decoded):
    """The same pixels under a running clock, or the same bytes; also where pictures are not decoded."""
    line = plant()
    camera = make.Camera(line, decoded=decoded)
    line.run(60)
    camera.look = look
    line.raised_within("picture_frozen", make.CAMERA)
    assert ("camera_stalled", make.CAMERA) not in line.raised
    camera.look = "live"
    line.cleared_within("picture_frozen", make.CAMERA, 10)


def test_a_scene_in_which_nothing_moves_is_not_frozen(line):
    line.camera.look = "still"
    line.run(300)
    assert line.log == []


@pytest.mark.parametrize(("look", "kind"), [("black", "picture_black"), ("white", "picture_overexposed")])
def test_a_covered_lens_and_a_blinded_one(line, make, look, kind):
    line.camera.look = look
    line.raised_within(kind, make.CAMERA)
    assert set(line.raised) == {(kind, make.CAMERA)}
    line.camera.look = "live"
    line.cleared_within(kind, make.CAMERA, 10)


def test_a_wrong_size_learnt_and_configured(line, plant, make):
    line.camera.size = (320, 240)
    assert "320x240 pixels instead of 640 x 480" in line.raised_within("picture_wrong_size", make.CAMERA)
    line.camera.size = (640, 480)
    line.cleared_within("picture_wrong_size", make.CAMERA)
    other = plant(make.Settings(match=make.CAMERA, width=1280, height=720))
    make.Camera(other)
    assert "instead of 1280 x 720" in other.raised_within("picture_wrong_size", make.CAMERA)


@pytest.mark.parametrize("fps", [1.0, 2.0, 15.0])
def test_a_rate_far_from_usual(line, make, fps):
    line.camera.fps = fps
    detail = line.raised_within("rate_unusual", make.CAMERA)
    assert "instead of 5" in detail
    line.camera.fps = 5.0
    line.cleared_within("rate_unusual", make.CAMERA)


def test_a_new_rate_that_stays_becomes_the_usual_one(line, make):
    line.camera.fps = 2.0
    line.raised_within("rate_unusual", make.CAMERA)
    line.cleared_within("rate_unusual", make.CAMERA, 400)
    line.run(120)
    assert line.raised == {}


def test_a_configured_rate_counts_from_the_first_minute(plant, make):
    line = plant(make.Settings(match=make.CAMERA, rate_hz=5))
    make.Camera(line, fps=1.0)
    line.raised_within("rate_unusual", make.CAMERA, 15)


def test_lost_pictures_and_a_restart_are_told(line, make):
    line.camera.seq += 3
    assert "3 messages are missing" in line.event_within("sequence_gap", make.CAMERA)
    line.camera.boot, line.camera.seq = "b2", 0
    assert "boot b1 ended, boot b2 began" in line.event_within("device_restarted", make.CAMERA)


def test_a_camera_that_nobody_watches_raises_nothing(plant, make):
    line = plant(make.Settings(match=make.CAMERA, watch=False))
    camera = make.Camera(line)
    line.run(60)
    camera.sending = False
    line.run(60)
    assert line.log == []


def test_a_camera_known_from_before_the_restart_is_missed(plant, make):
    line = plant()
    line.watch.expect(make.CAMERA, "camera")
    line.raised_within("camera_stalled", make.CAMERA, 70)
    make.Camera(line)
    line.cleared_within("camera_stalled", make.CAMERA)


def test_a_forgotten_camera_has_no_alarms(line, make):
    line.camera.sending = False
    line.raised_within("camera_stalled", make.CAMERA)
    assert line.watch.forget(make.CAMERA)
    assert not line.watch.forget(make.CAMERA)
    line.cleared_within("camera_stalled", make.CAMERA, 2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_twenty_minutes_of_a_normal_camera_raise_nothing(plant, make, seed):
    line = plant()
    make.Camera(line, seed=seed, jitter=(0.02, 0.1, 0.2, 0.3)[seed])
    line.run(1200)
    assert line.log == []


@pytest.mark.slow
def test_pictures_that_parts_trigger_at_random_raise_nothing(plant, make):
    """Gaps as of a Poisson process, two a second, for an hour."""
    line = plant()
    camera = make.Camera(line, fps=2.0)

    def send():
        camera.sending = True
        later, line.later = line.later, lambda *_: None
        camera.send()
        line.later = later
        camera.sending = False
        line.later(float(camera.rng.exponential(0.5)), send)

    camera.sending = False
    send()
    line.run(3600)
    assert line.log == []


def test_what_the_watch_knows_is_summed_up(line, make):
    assert isinstance(line.watch, DeviceWatch)
    (summary,) = line.watch.devices()
    assert (summary.device, summary.kind, summary.size, summary.boot) == (make.CAMERA, "camera", (640, 480), "b1")
    assert summary.usual_hz == pytest.approx(5, rel=0.1)
    assert summary.rate_hz == pytest.approx(5, rel=0.3)
