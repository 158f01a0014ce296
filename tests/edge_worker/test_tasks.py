"""Every task from a package through the real engine to its verdict (detection layouts have a file of their own)."""

import cv2
import numpy as np
import pytest
import zxingcpp
from onnx import TensorProto, helper

from edge_worker import Engine, ModelRefused, ModelStore, SignalRefused, WrongInput

STORED = {"format": "ciro-model/1", "version": "1"}
PICTURE = {"kind": "image", "width": 64, "height": 48, "channels": "grey", "dtype": "u8"}


@pytest.fixture
def serve(tmp_path, store, build):
    """Return an engine that serves one package: a maker of the graph, and the rest of the manifest."""

    def make(save=None, **document):
        directory = tmp_path / f"package-{document['name']}"
        directory.mkdir()
        if save is not None:
            save(directory / "model.onnx")
            document["model"] = {"path": "model.onnx"}
        store.add(build.write_package(directory, {**STORED, **document}))
        return Engine(store)

    return make


# -- classification ---------------------------------------------------------------------------------------------------


def test_a_float_classifier_gets_its_normalisation_and_gives_softmax_scores(serve, build):
    """Logits are the channel means of (b / 255 − 0.5) / 0.25; the strongest colour wins."""

    def save(path):
        build.save_graph(
            path,
            [
                helper.make_node("GlobalAveragePool", ["x"], ["mean"]),
                helper.make_node("Flatten", ["mean"], ["logits"]),
            ],
            [("x", np.float32, ["N", 3, 32, 32])],
            [("logits", np.float32, ["N", 3])],
        )

    engine = serve(
        save,
        name="colour",
        task="classification",
        input={
            "kind": "image",
            "width": 32,
            "height": 32,
            "channels": "rgb",
            "scale": 1 / 255,
            "mean": [0.5],
            "std": [0.25],
        },
        preprocessing={"version": 1, "crop": "centre-square"},
        labels=["red", "green", "blue"],
        decode={"layout": "classes"},
    )
    image = np.zeros((100, 200, 3), np.uint8)
    image[:, :, 1] = 255
    result = engine.infer_image("colour", image)
    assert (result.decision, result.ok) == ("green", True)
    logits = np.array([-2.0, 2.0, -2.0])
    expected = np.exp(logits) / np.exp(logits).sum()
    assert [result.scores[label] for label in ("red", "green", "blue")] == pytest.approx(expected.tolist(), abs=1e-6)


# -- anomaly map ------------------------------------------------------------------------------------------------------


def save_darkness_map(build):
    """A map of 12×16 cells: how much darker than 128 each is, from 0 to 1."""

    def save(path):
        build.save_graph(
            path,
            [
                helper.make_node("Cast", ["x"], ["f"], to=TensorProto.FLOAT),
                helper.make_node("AveragePool", ["f"], ["mean"], kernel_shape=[4, 4], strides=[4, 4]),
                helper.make_node("Sub", ["level", "mean"], ["darker"]),
                helper.make_node("Relu", ["darker"], ["positive"]),
                helper.make_node("Div", ["positive", "level"], ["map"]),
            ],
            [("x", np.uint8, [1, 1, 48, 64])],
            [("map", np.float32, [1, 1, 12, 16])],
            [("level", np.array(128, np.float32))],
        )

    return save


def test_an_anomaly_map_gives_a_score_a_decision_and_boxes_around_what_is_strange(serve, build):
    engine = serve(
        save_darkness_map(build),
        name="dark-spots",
        task="anomaly_map",
        input=PICTURE,
        preprocessing={"version": 1},
        labels=["ok", "spot"],
        ok_label="ok",
        thresholds={"spot": 0.5},
        decode={"layout": "score-map"},
    )
    image = np.full((480, 640, 3), 200, np.uint8)
    clean = engine.infer_image("dark-spots", image)
    assert (clean.decision, clean.detections, clean.scores) == ("ok", (), {"spot": 0.0})
    image[120:200, 320:440] = 0  # three cells wide, two high
    image[400:440, 40:80] = 20  # one cell, less dark
    spotted = engine.infer_image("dark-spots", image)
    assert (spotted.decision, spotted.ok, spotted.scores["spot"]) == ("spot", False, pytest.approx(1.0))
    assert spotted.anomaly_map.shape == (12, 16)
    strong, weak = spotted.detections
    assert strong.box == (320.0, 120.0, 440.0, 200.0)
    assert weak.box == (40.0, 400.0, 80.0, 440.0)
    assert strong.score > weak.score > 0.5


def test_a_map_with_a_score_of_its_own_is_judged_by_that(serve, build):
    engine = serve(
        lambda path: build.save_constant_model(
            path,
            {"score": np.array([0.3], np.float32), "map": np.full((1, 6, 8), 0.9, np.float32)},
            input_shape=(1, 1, 48, 64),
            dtype=np.uint8,
        ),
        name="scored",
        task="anomaly_map",
        input=PICTURE,
        preprocessing={"version": 1},
        labels=["ok", "odd"],
        ok_label="ok",
        thresholds={"odd": 0.5},
        decode={"layout": "score-map", "score_output": "score", "cell_threshold": 0.95},
    )
    result = engine.infer_image("scored", np.zeros((48, 64, 3), np.uint8))
    assert (result.decision, result.scores["odd"]) == ("ok", pytest.approx(0.3))
    assert result.detections == ()


# -- time series ------------------------------------------------------------------------------------------------------

WINDOW = {"kind": "signal", "version": 1, "hz": 100.0, "samples": 50, "shape": [1, 50], "dtype": "f32"}


def save_power(build):
    """The mean square of a window."""

    def save(path):
        build.save_graph(
            path,
            [
                helper.make_node("Mul", ["x", "x"], ["square"]),
                helper.make_node("ReduceMean", ["square"], ["score"], axes=[1], keepdims=0),
            ],
            [("x", np.float32, [1, 50])],
            [("score", np.float32, [1])],
        )

    return save


def power_document(**changes):
    return {
        "name": "power",
        "task": "timeseries",
        "input": WINDOW | {"gain": 100.0, "scale": 0.01},
        "labels": ["ok", "shaking"],
        "ok_label": "ok",
        "thresholds": {"shaking": 0.5},
        "decode": {"layout": "window-score"},
        **changes,
    }


def test_a_windows_score_is_held_against_its_threshold(serve, build):
    engine = serve(save_power(build), **power_document())
    turns = np.sin(2 * np.pi * np.arange(50) / 10)
    still, shaking = (engine.infer_window("power", level * turns, 100) for level in (0.5, 2.0))
    assert (still.decision, still.scores["shaking"]) == ("ok", pytest.approx(0.125, abs=0.01))
    assert (shaking.decision, shaking.scores["shaking"]) == ("shaking", pytest.approx(2.0, abs=0.05))
    assert not shaking.ok
    assert (shaking.frame_width, shaking.detections) == (0, ())


def test_of_a_longer_signal_the_last_window_counts_and_its_mean_is_removed(serve, build):
    engine = serve(save_power(build), **power_document())
    signal = np.concatenate([np.full(200, 90.0), 7.0 + np.sin(2 * np.pi * np.arange(50) / 10)])
    assert engine.infer_window("power", signal, 100).scores["shaking"] == pytest.approx(0.5, abs=0.02)


def test_another_rate_too_short_a_window_and_a_picture_are_refused_with_the_remedy(serve, build):
    engine = serve(save_power(build), **power_document())
    with pytest.raises(SignalRefused, match="sampled at 50 Hz, the model takes 100 Hz: set the sensor to 100 Hz"):
        engine.infer_window("power", np.zeros(50), 50)
    with pytest.raises(SignalRefused, match=r"send windows of at least 0\.5 s"):
        engine.infer_window("power", np.zeros(49), 100)
    with pytest.raises(SignalRefused, match="not finite"):
        engine.infer_window("power", np.full(50, np.nan), 100)
    with pytest.raises(WrongInput, match="takes signals, not pictures"):
        engine.infer_image("power", np.zeros((8, 8, 3), np.uint8))


def test_an_autoencoder_is_read_by_its_reconstruction(serve, build):
    engine = serve(
        lambda path: build.save_graph(
            path,
            [helper.make_node("Mul", ["x", "half"], ["y"])],
            [("x", np.float32, [1, 50])],
            [("y", np.float32, [1, 50])],
            [("half", np.array(0.5, np.float32))],
        ),
        **power_document(decode={"layout": "window-score", "score": "reconstruction"}),
    )
    signal = np.where(np.arange(50) % 2, 3.0, -3.0)
    assert engine.infer_window("power", signal, 100).scores["shaking"] == pytest.approx(1.5)


def test_windows_may_be_classified_too(serve, build):
    engine = serve(
        lambda path: build.save_graph(
            path,
            [
                helper.make_node("ReduceMax", ["x"], ["most"], axes=[1]),
                helper.make_node("Neg", ["most"], ["least"]),
                helper.make_node("Concat", ["least", "most"], ["logits"], axis=1),
            ],
            [("x", np.float32, [1, 50])],
            [("logits", np.float32, [1, 2])],
        ),
        **power_document(decode={"layout": "window-classes"}, thresholds={}),
    )
    assert engine.infer_window("power", np.where(np.arange(50) % 2, 3.0, -3.0), 100).decision == "shaking"


# -- codes and text ---------------------------------------------------------------------------------------------------


def scene(*codes, size=(480, 640)):
    """A grey picture with codes: (format, text, left, top); returns it and each code's place."""
    image = np.full((*size, 3), 200, np.uint8)
    places = []
    for kind, text, left, top in codes:
        made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
        drawn = np.asarray(made.to_image(scale=4, add_quiet_zones=True))
        high, wide = drawn.shape[:2]
        image[top : top + high, left : left + wide] = drawn[:, :, None] if drawn.ndim == 2 else drawn
        places.append((left, top, left + wide, top + high))
    return image, places


def inside(box, place, slack=3):
    return (
        box[0] >= place[0] - slack
        and box[1] >= place[1] - slack
        and box[2] <= place[2] + slack
        and box[3] <= place[3] + slack
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("QRCode", "LOT 4711/ä"),
        ("DataMatrix", "010401234567890121ABC"),
        ("EAN13", "4006381333931"),
        ("Code128", "CIRO-17"),
    ],
)
def test_a_code_is_read_where_it_is(tmp_path, kind, text):
    engine = Engine(ModelStore(tmp_path / "fresh"))
    image, (place,) = scene((kind, text, 60, 80))
    jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    result = engine.infer_image("barcode", jpeg)
    assert (result.decision, result.ok, result.provider) == ("ok", True, "zxing-cpp")
    (found,) = result.detections
    assert (found.label, found.text) == (kind, text)
    assert inside(found.box, place)
    assert len(result.input_sha256) == 64


def test_codes_are_counted_and_held_against_the_expected_text(serve):
    engine = serve(
        name="label-check",
        task="barcode",
        decode={"layout": "barcode", "formats": ["QRCode"], "pattern": r"LOT \d+", "count": {"least": 1, "most": 1}},
    )
    two, _ = scene(("QRCode", "LOT 1", 20, 20), ("QRCode", "LOT 2", 320, 20))
    other, _ = scene(("QRCode", "BOX 1", 20, 20))
    foreign, _ = scene(("Code128", "LOT 1", 20, 20))
    good, _ = scene(("QRCode", "LOT 12", 20, 20))
    decisions = [engine.infer_image("label-check", image).decision for image in (two, other, foreign, good)]
    assert decisions == ["too_many", "mismatch", "missing", "ok"]


def test_a_code_turned_upside_down_or_inverted_is_read_too(tmp_path):
    engine = Engine(ModelStore(tmp_path / "fresh"))
    image, _ = scene(("DataMatrix", "S/N 0042", 100, 100))
    for seen in (np.ascontiguousarray(image[::-1, ::-1]), 255 - image):
        (found,) = engine.infer_image("barcode", seen).detections
        assert found.text == "S/N 0042"


def test_a_format_that_nobody_knows_is_refused_when_loading(serve):
    engine = serve(name="odd", task="barcode", decode={"layout": "barcode", "formats": ["MorseCode"]})
    with pytest.raises(ModelRefused, match="MorseCode"):
        engine.load("odd")


@pytest.fixture(scope="module")
def printed():
    """A label as an ink-jet printer would write it."""
    image = np.full((240, 640, 3), 235, np.uint8)
    cv2.putText(image, "LOT A1234", (40, 90), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (20, 20, 20), 3, cv2.LINE_AA)
    cv2.putText(image, "EXP 2027-03", (40, 190), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (20, 20, 20), 3, cv2.LINE_AA)
    return image


def test_a_lot_code_is_read_and_held_against_its_pattern(serve, printed):
    pytest.importorskip("rapidocr", reason="reading lot codes needs the extra [ocr]")
    engine = serve(name="lot", task="lot_code", decode={"layout": "lot-code", "pattern": r"LOT ?[A-Z]\d{4}"})
    result = engine.infer_image("lot", printed)
    assert (result.decision, result.provider) == ("ok", "rapidocr")
    lot, date = result.detections
    assert lot.text.replace(" ", "") == "LOTA1234"
    assert date.text.replace(" ", "") == "EXP2027-03"
    assert lot.box[1] < date.box[1]
    assert lot.box[0] == pytest.approx(40, abs=25)
    assert engine.infer_image("lot", np.full((240, 640, 3), 235, np.uint8)).decision == "unreadable"


def test_the_wrong_lot_is_a_mismatch(serve, printed):
    pytest.importorskip("rapidocr", reason="reading lot codes needs the extra [ocr]")
    engine = serve(name="lot", task="lot_code", decode={"layout": "lot-code", "pattern": r"LOT B\d+"})
    result = engine.infer_image("lot", printed)
    assert (result.decision, result.ok) == ("mismatch", False)
