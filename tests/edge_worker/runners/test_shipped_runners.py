"""What ships: sounds that were made up are told apart, arithmetic is right, proofs hold and forged ones do not."""

import io
import json
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_worker import ModelStore, shipped_models
from edge_worker.runners import Place, RunnerJob, WrongJob
from edge_worker.runners.audio import LABELS, AudioActivity
from edge_worker.runners.data_processing import DataProcessing

DATA = DataProcessing(None)
AUDIO = AudioActivity(None)


def data(values, operation="statistics", **inputs):
    job = RunnerJob({"values": np.array(values, np.float64), **inputs}, {"operation": operation})
    return {name: array.tolist() for name, array in DATA.run(job).items()}


def points(count):
    return {"points": np.array([count])}


def test_statistics_of_a_series_with_a_gap():
    found = data([1.0, 2.0, float("nan"), 6.0])
    assert (found["count"], found["missing"], found["mean"]) == ([3], [1], [3.0])
    assert found["deviation"] == pytest.approx([np.std([1, 2, 6])])
    assert found["rms"] == pytest.approx([(41 / 3) ** 0.5])
    assert found["quantiles"][0] == 1
    assert found["quantiles"][-1] == 6


def test_cleaning_puts_gaps_and_outliers_on_the_line_between_their_neighbours():
    found = data([1, 2, 3, 400, 5, float("nan"), 7], "clean")
    assert found["values"] == [1, 2, 3, 4, 5, 6, 7]
    assert found["replaced"] == [0, 0, 0, 1, 0, 1, 0]


def test_resampling_and_windows():
    assert data([0, 1, 2], "resample", **points(5))["values"] == [0, 0.5, 1, 1.5, 2]
    found = data([1, 3, 2, 8, 9], "windows", **points(2))
    assert (found["mean"], found["least"], found["most"]) == ([2, 5], [1, 2], [3, 8])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.randoms())
def test_statistics_do_not_depend_on_the_order(values, random):
    shuffled = values.copy()
    random.shuffle(shuffled)
    assert data(values) == data(shuffled)


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=50))
def test_cleaning_leaves_no_gap_and_stays_within_the_values(values):
    if all(np.isnan(values)):
        with pytest.raises(WrongJob):
            data(values, "clean")
    else:
        found = data(values, "clean")["values"]
        assert np.nanmin(values) <= min(found) <= max(found) <= np.nanmax(values)


@pytest.mark.parametrize(
    ("values", "operation", "inputs"),
    [
        ([], "statistics", {}),
        ([float("inf")], "statistics", {}),
        ([1.0], "windows", {}),
        ([1.0], "windows", points(2)),
        ([1.0], "resample", points(10**9)),
        ([1.0, float("nan")], "windows", points(1)),
        ([[1.0]], "statistics", {}),
    ],
)
def test_what_makes_no_sense_is_the_callers_fault(values, operation, inputs):
    with pytest.raises(WrongJob):
        data(values, operation, **inputs)


def wav(samples, hz, width=2, channels=1):
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(hz)
        file.writeframes((np.asarray(samples) * 32767).astype("<i2").tobytes())
    return stream.getvalue()


def audio(data):
    array = np.empty(1, object)
    array[0] = data
    return AUDIO.run(RunnerJob({"audio": array}))


@pytest.fixture(scope="module")
def sound():
    import sys

    sys.path.insert(0, str(Path(__file__).parents[3]))
    from models.machine_noise import sound

    return sound


@pytest.mark.parametrize("hz", [8_000, 16_000, 44_100])
def test_sounds_it_has_not_heard_are_told_apart_at_any_rate(sound, hz):
    rng = np.random.default_rng(99)
    truth = [LABELS[number % 4] for number in range(120)]
    samples = np.concatenate([sound(rng, label, hz) for label in truth])
    found = audio(wav(samples, hz))
    right = np.mean([label.decode() == true for label, true in zip(found["labels"], truth, strict=True)])
    assert right >= 0.93
    assert found["scores"].shape == (120, 4)
    assert [name.decode() for name in found["names"]] == list(LABELS)


def test_the_figures_of_the_weights_are_those_that_were_measured():
    found = json.loads(Path("edge_worker/runners/machine_noise.json").read_text(encoding="utf-8"))
    assert found["held_out"]["accuracy"] >= 0.98
    assert f"{found['held_out']['accuracy']:.1%}".replace("%", " %") in Path("docs/runners.md").read_text(
        encoding="utf-8"
    )


def test_a_window_is_the_same_sound_as_its_file(sound):
    samples = np.round(sound(np.random.default_rng(5), "running") * 32767) / 32768
    direct = AUDIO.run(RunnerJob({"window": samples}, {"hz": 16_000}))
    assert direct["labels"][0] == b"running"
    assert np.array_equal(direct["scores"], audio(wav(samples * 32768 / 32767, 16_000))["scores"])


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", wav([0.0] * 100, 16_000), wav([0.0] * 9000, 4_000), wav([0.0] * 9000, 16_000)[:30]],
)
def test_what_is_no_sound_is_the_callers_fault(data):
    with pytest.raises(WrongJob):
        audio(data)


@pytest.mark.parametrize("samples", [[2.0] * 9000, [float("nan")] * 9000, [[0.0]] * 9000])
def test_samples_beyond_full_scale_are_the_callers_fault(samples):
    with pytest.raises(WrongJob):
        AUDIO.run(RunnerJob({"window": np.array(samples)}, {"hz": 16_000}))


def one(value):
    array = np.empty(1, object)
    array[0] = value
    return array


@pytest.fixture(scope="module")
def proven(tmp_path_factory):
    """A proof that the vibration model gave its output, as the runner makes it."""
    pytest.importorskip("numba", reason="needs the extra [zk]")
    from edge_worker.runners.proofs import ProofGeneration

    runner = ProofGeneration(Place(ModelStore(tmp_path_factory.mktemp("store"))))
    inputs = np.random.default_rng(1).integers(0, 256, (1, 124, 1, 1), np.uint8)
    with pytest.raises(WrongJob, match="inputs must be u8"):
        runner.run(RunnerJob({"model": one(b"vibration-anomaly"), "inputs": inputs[:, :5]}))
    with pytest.raises(WrongJob, match="nobody"):
        runner.run(RunnerJob({"model": one(b"nobody"), "inputs": inputs}))
    return inputs, runner.run(RunnerJob({"model": one(b"vibration-anomaly"), "inputs": inputs}))


def verdict(bundle, registration):
    from edge_worker.runners.proofs import ProofVerification

    return ProofVerification(None).run(RunnerJob({"bundle": bundle, "registration": registration}))


def test_a_proof_made_by_the_runner_holds_for_the_output_of_onnx_runtime(proven):
    import onnxruntime

    inputs, made = proven
    package = shipped_models()["vibration-anomaly"]
    session = onnxruntime.InferenceSession(str(package.path("model.onnx")), providers=["CPUExecutionProvider"])
    found = verdict(made["bundle"], made["registration"])
    assert found["holds"].tolist() == [True]
    assert found["outputs"].reshape(-1).tolist() == session.run(None, {"x": inputs})[0].reshape(-1).tolist()


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("at", [0.0, 0.5, 0.99])
def test_a_byte_changed_anywhere_is_found(proven, part, at):
    parts = [bytearray(proven[1][name][0]) for name in ("bundle", "registration")]
    parts[part][int(at * len(parts[part]))] ^= 1
    found = verdict(one(bytes(parts[0])), one(bytes(parts[1])))
    assert found["holds"].tolist() == [False]
    assert found["reason"][0]
    assert found["outputs"].size == 0
