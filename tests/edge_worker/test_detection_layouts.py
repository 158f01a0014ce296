"""Every detection layout, through a real ONNX Runtime session, gives the known boxes in pixels of the frame."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_worker import Engine, ModelRefused
from edge_worker.tasks.boxes import overlap, suppress
from edge_worker.tasks.detection import _peaks

FRAME = np.zeros((480, 640, 3), np.uint8)
LABELS = ["screw", "nut"]

# One screw at x 100…300, y 120…240 and one nut at x 400…480, y 300…420 of a 640×480 frame.
TRUTH = {"screw": (100.0, 120.0, 300.0, 240.0), "nut": (400.0, 300.0, 480.0, 420.0)}

# The input is 64×64. Stretched: x / 10, y / 7.5. Letterboxed: both / 10, 8 rows of padding on top.
STRETCHED = np.array([[10, 16, 30, 32], [40, 40, 48, 56]], np.float32)
LETTERBOXED = np.array([[10, 20, 30, 32], [40, 38, 48, 50]], np.float32)
TOP_LEFT = np.array([[10, 12, 30, 24], [40, 30, 48, 42]], np.float32)


def centred(boxes):
    return np.concatenate([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], axis=1)


def logit(values):
    values = np.clip(np.asarray(values, np.float64), 1e-6, 1 - 1e-6)
    return np.log(values / (1 - values)).astype(np.float32)


CLASS_SCORES = np.array([[0.9, 0.05], [0.1, 0.8]], np.float32)


def padded(rows, count=40):
    """Rows among weak ones, so that the layout's axes cannot be confused."""
    table = np.zeros((count, rows.shape[1]), np.float32)
    table[[7, 23]] = rows
    return table


@pytest.fixture
def detect(tmp_path, store, build):
    """Return what a constant model's outputs are read as."""

    def run(outputs, decode, *, fit="stretch", image=FRAME, thresholds=None, **changes):
        directory = tmp_path / "package"
        directory.mkdir()
        build.save_constant_model(directory / "model.onnx", outputs)
        document = {
            "format": "ciro-model/1",
            "name": "detector",
            "version": "1",
            "task": "detection",
            "model": {"path": "model.onnx"},
            "input": {"kind": "image", "width": 64, "height": 64, "channels": "rgb", "scale": 1 / 255},
            "preprocessing": {"version": 1, "fit": fit},
            "labels": LABELS,
            "decode": decode,
            **changes,
        }
        store.add(build.write_package(directory, document))
        return Engine(store).infer_image("detector", image, thresholds)

    return run


def check(result, scores=(0.9, 0.8), tolerance=0.02):
    assert [found.label for found in result.detections] == LABELS
    for found, score in zip(result.detections, scores, strict=True):
        assert found.score == pytest.approx(score, abs=1e-4)
        assert found.box == pytest.approx(TRUTH[found.label], abs=tolerance)
    assert result.scores["count"] == 2


@pytest.mark.parametrize(
    ("fit", "boxes"), [("stretch", STRETCHED), ("letterbox", LETTERBOXED), ("letterbox-top-left", TOP_LEFT)]
)
def test_yolov5_boxes_map_back_through_every_fit(detect, fit, boxes):
    rows = np.concatenate([centred(boxes), np.ones((2, 1)), CLASS_SCORES], axis=1)
    check(detect({"out": padded(rows)[None]}, {"layout": "yolov5"}, fit=fit))


def test_yolov5_score_is_objectness_times_class(detect):
    rows = np.concatenate([centred(STRETCHED), [[0.5], [1.0]], CLASS_SCORES], axis=1)
    result = detect({"out": padded(rows)[None]}, {"layout": "yolov5"})
    assert [(found.label, round(found.score, 3)) for found in result.detections] == [("nut", 0.8), ("screw", 0.45)]


def test_yolov5_logits_go_through_the_sigmoid(detect):
    rows = np.concatenate([centred(STRETCHED), logit([[1.0], [1.0]]), logit(CLASS_SCORES)], axis=1)
    table = padded(rows)
    table[[index for index in range(40) if index not in {7, 23}], 4:] = -20
    check(detect({"out": table[None]}, {"layout": "yolov5", "activation": "sigmoid"}))


def test_yolov5_normalised_coordinates(detect):
    rows = np.concatenate([centred(STRETCHED) / 64, np.ones((2, 1)), CLASS_SCORES], axis=1)
    check(detect({"out": padded(rows)[None]}, {"layout": "yolov5", "coordinates": "normalised"}))


@pytest.mark.parametrize("transposed", [False, True])
def test_yolov8_in_either_order_of_axes(detect, transposed):
    table = padded(np.concatenate([centred(LETTERBOXED), CLASS_SCORES], axis=1))
    check(detect({"out": (table if transposed else table.T)[None]}, {"layout": "yolov8"}, fit="letterbox"))


def test_yolox_grid_is_undone(detect):
    strides = (8, 16, 32)
    cells = [(x, y, stride) for stride in strides for y in range(64 // stride) for x in range(64 // stride)]
    table = np.zeros((len(cells), 7), np.float32)
    for box, scores, row in zip(centred(TOP_LEFT), CLASS_SCORES, (9, 70), strict=True):
        x, y, stride = cells[row]
        table[row, :2] = box[:2] / stride - (x, y)
        table[row, 2:4] = np.log(box[2:] / stride)
        table[row, 4], table[row, 5:] = 1, scores
    check(detect({"out": table[None]}, {"layout": "yolox"}, fit="letterbox-top-left"))


@pytest.mark.parametrize("shape", ["[1,N,6]", "[N,6]", "[N,7]"])
def test_yolo_with_suppression_inside(detect, shape):
    rows = np.zeros((10, 6), np.float32)
    rows[:2] = np.concatenate([STRETCHED, [[0.9, 0], [0.8, 1]]], axis=1)
    if shape == "[N,7]":
        seven = np.zeros((10, 7), np.float32)
        seven[:, 1:5], seven[:, 5], seven[:, 6] = rows[:, :4], rows[:, 5], rows[:, 4]
        output = seven
    else:
        output = rows[None] if shape == "[1,N,6]" else rows
    check(detect({"out": output}, {"layout": "yolo-nms"}))


def test_boxes_that_the_model_suppressed_itself_are_not_suppressed_again(detect):
    rows = np.array([[10, 16, 30, 32, 0.9, 0], [10, 16, 30, 32, 0.7, 0]], np.float32)
    assert len(detect({"out": rows[None]}, {"layout": "yolo-nms"}).detections) == 2


@pytest.mark.parametrize("order", ["xyxy", "yxyx"])
@pytest.mark.parametrize("coordinates", ["normalised", "pixels"])
def test_ssd_with_one_column_per_class(detect, order, coordinates):
    boxes = STRETCHED / 64 if coordinates == "normalised" else STRETCHED
    boxes = boxes[:, [1, 0, 3, 2]] if order == "yxyx" else boxes
    result = detect(
        {"boxes": padded(boxes)[None], "scores": padded(CLASS_SCORES)[None]},
        {"layout": "ssd", "boxes": "boxes", "scores": "scores", "order": order, "coordinates": coordinates},
    )
    check(result)


def test_ssd_softmax_with_the_background_first(detect):
    scores = np.full((40, 3), [8.0, 0.0, 0.0], np.float32)
    scores[[7, 23]] = np.log([[0.05, 0.9, 0.05], [0.1, 0.1, 0.8]])
    result = detect(
        {"boxes": padded(STRETCHED / 64)[None], "scores": scores[None]},
        {"layout": "ssd", "boxes": "boxes", "scores": "scores", "activation": "softmax", "background": True},
    )
    check(result)


def test_tensorflow_ssd_with_count_and_classes_from_one(detect):
    boxes = np.zeros((1, 10, 4), np.float32)
    boxes[0, :2] = (STRETCHED / 64)[:, [1, 0, 3, 2]]
    boxes[0, 2:] = boxes[0, 0]
    scores = np.full((1, 10), 0.99, np.float32)  # what lies behind the count is rubbish
    scores[0, :2] = [0.9, 0.8]
    classes = np.full((1, 10), 77, np.float32)
    classes[0, :2] = [1, 2]
    result = detect(
        {
            "detection_boxes": boxes,
            "detection_scores": scores,
            "detection_classes": classes,
            "num_detections": np.array([2], np.float32),
        },
        {
            "layout": "ssd",
            "boxes": "detection_boxes",
            "scores": "detection_scores",
            "classes": "detection_classes",
            "number": "num_detections",
            "order": "yxyx",
            "background": True,
            "suppress": False,
        },
    )
    check(result)


def test_torchvision_ssd_without_batch_axis(detect):
    result = detect(
        {
            "boxes": STRETCHED,
            "scores": np.array([0.9, 0.8], np.float32),
            "labels": np.array([1, 2], np.int64),
        },
        {
            "layout": "ssd",
            "boxes": "boxes",
            "scores": "scores",
            "classes": "labels",
            "background": True,
            "coordinates": "pixels",
        },
    )
    check(result)


def grid_maps(boxes, *, scale):
    """Integer maps of an 8×8 grid, stride 8: two labels, offsets, sizes."""
    maps = np.zeros((6, 8, 8), np.int32)
    maps[:2] = -100_000
    for box, scores in zip(centred(boxes), CLASS_SCORES, strict=True):
        x, y = (box[:2] // 8).astype(int)
        maps[:2, y, x] = np.rint(logit(scores) * 10_000)
        maps[2:4, y, x] = np.rint((box[:2] - (np.array([x, y]) + 0.5) * 8) / scale)
        maps[4:6, y, x] = np.rint(box[2:] / scale)
    return maps


def test_grid_of_integer_centres_offsets_and_sizes(detect):
    decode = {
        "layout": "grid",
        "score_scale": 0.0001,
        "offset_scale": 0.0625,
        "size_scale": 0.0625,
    }
    check(detect({"out": grid_maps(STRETCHED, scale=0.0625)[None]}, decode), tolerance=0.5)


def test_grid_from_two_outputs_with_a_fixed_size(detect):
    maps = grid_maps(STRETCHED, scale=1 / 16)
    decode = {
        "layout": "grid",
        "outputs": ["heat", "offsets"],
        "score_scale": 0.0001,
        "offset_scale": 1 / 16,
        "sizes": False,
        "fixed_size": [20, 16],
    }
    result = detect({"offsets": maps[None, 2:4], "heat": maps[None, :2]}, decode)
    screw, nut = result.detections
    assert screw.box == pytest.approx(TRUTH["screw"], abs=0.5)
    assert (nut.box[0] + nut.box[2]) / 2 == pytest.approx(440, abs=0.5)


def test_overlapping_boxes_of_one_label_are_reduced_to_the_strongest(detect):
    near = STRETCHED[[0, 0, 0]] + np.array([[0], [1], [40]], np.float32)
    rows = np.concatenate([centred(near), [[0.9, 0], [0.8, 0], [0.7, 0]]], axis=1)
    rows = np.concatenate([rows, np.concatenate([centred(near[:1]), [[0.1, 0.6]]], axis=1)])
    table = np.zeros((40, 6), np.float32)
    table[:4] = rows
    result = detect({"out": table.T[None]}, {"layout": "yolov8"})
    assert [(found.label, round(found.score, 2)) for found in result.detections] == [
        ("screw", 0.9),
        ("screw", 0.7),
        ("nut", 0.6),
    ]


def yolo_rows(scores):
    rows = np.concatenate([centred(STRETCHED), scores], axis=1)
    return {"out": padded(rows).T[None]}


def test_thresholds_hold_per_label_and_the_callers_win(detect):
    result = detect(yolo_rows(CLASS_SCORES), {"layout": "yolov8"}, thresholds={"nut": 0.85}, labels=LABELS)
    assert [found.label for found in result.detections] == ["screw"]


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({}, "ok"),
        ({"decide": "defects"}, "screw"),
        ({"decide": "defects", "good_labels": ["screw"]}, "nut"),
        ({"decide": "defects", "good_labels": ["screw", "nut"]}, "ok"),
        ({"decide": "count", "count": {"least": 2, "most": 2}}, "ok"),
        ({"decide": "count", "count": {"least": 3}}, "too_few"),
        ({"decide": "count", "count": {"most": 1}}, "too_many"),
    ],
)
def test_the_decision_follows_the_rule_that_the_manifest_states(detect, changes, decision):
    assert detect(yolo_rows(CLASS_SCORES), {"layout": "yolov8", **changes}).decision == decision


@pytest.mark.parametrize(
    ("output", "decode"),
    [
        (np.zeros((1, 40, 9), np.float32), {"layout": "yolov5"}),
        (np.zeros((1, 9, 40), np.float32), {"layout": "yolov8"}),
        (np.zeros((1, 40, 7), np.float32), {"layout": "yolox"}),
        (np.zeros((1, 40, 5), np.float32), {"layout": "yolo-nms"}),
        (np.zeros((1, 5, 8, 8), np.float32), {"layout": "grid"}),
        (np.zeros((1, 40, 4), np.float32), {"layout": "ssd", "boxes": "out", "scores": "nope"}),
    ],
)
def test_an_output_that_does_not_fit_its_layout_is_refused_when_loading(detect, output, decode):
    with pytest.raises(ModelRefused, match=r"layout|output|cells"):
        detect({"out": output}, decode)


def test_a_class_index_beyond_the_labels_is_refused_when_loading(detect):
    rows = np.array([[[10, 16, 30, 32, 0.9, 5]]], np.float32)
    with pytest.raises(ModelRefused, match="class index 5"):
        detect({"out": rows}, {"layout": "yolo-nms"})


def reference_suppression(boxes, scores, classes, threshold):
    """The definition: take the strongest, drop what overlaps it by more, repeat."""
    left = sorted(range(len(boxes)), key=lambda index: -scores[index])
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [
            index for index in left if classes[index] != classes[best] or iou(boxes[index], boxes[best]) <= threshold
        ]
    return kept


def iou(a, b):
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    shared = max(wide, 0) * max(high, 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / union if union else 0.0


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 30), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_suppression_equals_the_plain_reference(count, seed, threshold):
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 20, (count, 2)).astype(np.float64)
    boxes = np.concatenate([low, low + rng.integers(0, 10, (count, 2))], axis=1)
    scores, classes = rng.permutation(count) / max(count, 1), rng.integers(0, 2, count)
    kept = suppress(boxes, scores, classes, iou_threshold=threshold)
    assert kept.tolist() == reference_suppression(boxes, scores, classes, threshold)


def test_overlap_of_empty_boxes_is_zero():
    empty = np.array([5.0, 5.0, 5.0, 5.0])
    assert overlap(empty, np.array([[5.0, 5.0, 5.0, 5.0], [0.0, 0.0, 9.0, 9.0]])).tolist() == [0, 0]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.integers(1, 6), st.sampled_from([1, 3, 5]), st.integers(0, 2**32 - 1))
def test_peaks_are_the_first_maxima_of_their_windows(high, wide, window, seed):
    maps = np.random.default_rng(seed).integers(0, 4, (1, high, wide)).astype(np.float64)
    found = _peaks(maps, window)
    reach = window // 2
    for y in range(high):
        for x in range(wide):
            around = [
                (maps[0, j, i], -j, -i)
                for j in range(max(0, y - reach), min(high, y + reach + 1))
                for i in range(max(0, x - reach), min(wide, x + reach + 1))
            ]
            assert found[0, y, x] == (max(around) == (maps[0, y, x], -y, -x))
