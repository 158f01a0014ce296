"""``ciro model`` as an engineer uses it: bring a model, see it, try it, take it back."""

import json
import shutil
import subprocess
import sys

import cv2
import numpy as np
import pytest
from onnx import helper
from typer.testing import CliRunner

from gateway.cli.model import app

YOLO_BOXES = np.array([[200, 240, 160, 160], [440, 400, 80, 80]], np.float32)


@pytest.fixture
def ciro(tmp_path):
    """Return a function that runs ``ciro model …`` on a fresh store: exit code, standard output, standard error."""

    def run(*arguments, code=0, store=True):
        where = ["--store", str(tmp_path / "models")] if store else []
        done = CliRunner().invoke(app, [*map(str, arguments), *where])
        assert done.exit_code == code, (done.output, done.exception)
        return done

    return run


@pytest.fixture
def yolo(build, tmp_path):
    """A plain YOLOv8-like export: [1, 3, 640, 640] in, [1, 4 + 2, 8400] out; it always finds the same two parts."""
    table = np.zeros((1, 6, 8400), np.float32)
    table[0, :4, [10, 4000]] = YOLO_BOXES
    table[0, 4, 10], table[0, 5, 4000] = 0.9, 0.8
    return build.save_constant_model(tmp_path / "best.onnx", {"output0": table}, input_shape=(1, 3, 640, 640))


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "belt.jpg"
    cv2.imwrite(str(path), np.full((480, 640, 3), 90, np.uint8))
    return path


def test_a_plain_yolov8_export_needs_one_line_and_is_then_tried_on_a_picture(ciro, yolo, picture):
    added = ciro("add", yolo, "--name", "belt", "--labels", "screw,nut", "--threshold", "nut=0.5", "--json")
    document = json.loads(added.stdout)
    assert (document["name"], document["task"], document["labels"]) == ("belt", "detection", ["screw", "nut"])
    assert document["test"]["golden"]["elements"] == 6 * 8400
    manifest = json.loads(ciro("show", "belt").stdout)["manifest"]
    assert manifest["decode"]["layout"] == "yolov8"
    assert manifest["preprocessing"]["fit"] == "letterbox"
    assert manifest["input"]["scale"] == pytest.approx(1 / 255)
    tried = json.loads(ciro("test", "belt", picture, "--json").stdout)
    (judged,) = tried["files"]
    # 640×480 in 640×640 has 80 rows of padding above
    assert [(found["label"], found["box"]) for found in judged["detections"]] == [
        ("screw", [120.0, 80.0, 280.0, 240.0]),
        ("nut", [400.0, 280.0, 480.0, 360.0]),
    ]
    spoken = ciro("test", "belt", picture).stdout
    assert "golden check passed" in spoken
    assert "CPUExecutionProvider" in spoken


def test_the_same_model_with_a_hand_written_manifest(ciro, yolo, picture, tmp_path, build):
    """The manifest of docs/models.md, with the digest of ``sha256sum``."""
    package = tmp_path / "package"
    package.mkdir()
    shutil.copy(yolo, package / "best.onnx")
    document = {
        "format": "ciro-model/1",
        "name": "belt",
        "version": "2026-03",
        "task": "detection",
        "model": {"path": "best.onnx"},
        "input": {"kind": "image", "width": 640, "height": 640, "channels": "rgb", "scale": 0.00392156862745098},
        "preprocessing": {"version": 1, "fit": "letterbox"},
        "labels": ["screw", "nut"],
        "decode": {"layout": "yolov8", "score_threshold": 0.3, "decide": "count", "count": {"least": 2, "most": 2}},
    }
    build.write_package(package, document)
    assert "started (it has no golden pair" in ciro("add", package).stdout
    (judged,) = json.loads(ciro("test", "belt", picture, "--json").stdout)["files"]
    assert judged["decision"] == "ok"
    assert len(judged["detections"]) == 2


def test_a_life_of_two_versions(ciro, brightness_package):
    first = json.loads(ciro("add", brightness_package("1"), "--json").stdout)["sha256"]
    second = json.loads(ciro("add", brightness_package("2"), "--json").stdout)["sha256"]

    def states():
        rows = json.loads(ciro("list", "--json").stdout)
        return {row["sha256"]: row["state"] for row in rows if row["name"] == "bright"}

    assert states() == {second: "current", first: "previous"}
    assert json.loads(ciro("show", "bright").stdout)["previous"] == first
    assert json.loads(ciro("rollback", "bright", "--json").stdout)["sha256"] == first
    assert states() == {first: "current", second: "previous"}
    assert json.loads(ciro("remove", first[:10], "--json").stdout) == {"removed": first}
    assert states() == {second: "current"}
    ciro("rollback", "bright", code=3)
    ciro("remove", "bright")
    assert states() == {}


def test_what_ships_is_listed_shown_and_passes_its_golden_test(ciro):
    listed = {row["name"]: row["state"] for row in json.loads(ciro("list", "--json").stdout)}
    shipped = {"surface-inspection", "part-counter", "vibration-anomaly", "barcode", "lot-code"}
    assert listed == dict.fromkeys(shipped, "shipped")
    for name in ("surface-inspection", "part-counter", "vibration-anomaly"):
        assert name in ciro("list").stdout
        assert json.loads(ciro("show", name).stdout)["problems"] == []
        assert "golden check passed" in ciro("test", name).stdout
    assert "cannot be removed" in ciro("remove", "barcode", code=3).output


def test_a_refused_model_leaves_the_name_where_it_was(ciro, brightness_package):
    first = json.loads(ciro("add", brightness_package("1"), "--json").stdout)["sha256"]
    refused = ciro("add", brightness_package("2", golden_shift=0.5), code=1)
    assert "golden output 'logits': 2 of 2 elements differ" in refused.stderr
    assert json.loads(ciro("show", "bright").stdout)["sha256"] == first
    rows = json.loads(ciro("list", "--json").stdout)
    assert [row["sha256"] for row in rows if row["name"] == "bright"] == [first]


def test_a_refused_package_that_was_there_before_stays(ciro, brightness_package):
    bad = brightness_package("1", golden_shift=0.5)
    ciro("add", bad, "--no-test")
    ciro("add", bad, code=1)
    assert ciro("show", "bright").exit_code == 0


def test_an_altered_file_is_found(ciro, brightness_package, tmp_path):
    sha256 = json.loads(ciro("add", brightness_package(), "--json").stdout)["sha256"]
    model = tmp_path / "models" / "packages" / sha256 / "model.onnx"
    model.chmod(0o644)
    model.write_bytes(model.read_bytes() + b"\0")
    shown = json.loads(ciro("show", "bright", code=1).stdout)
    assert "model.onnx" in shown["problems"][0]
    assert "damaged or altered" in ciro("test", "bright", code=1).stderr


def test_a_damaged_manifest_is_named_hides_nothing_and_can_be_removed(ciro, brightness_package, tmp_path):
    good = json.loads(ciro("add", brightness_package(name="good"), "--json").stdout)["sha256"]
    bad = json.loads(ciro("add", brightness_package(name="bad"), "--json").stdout)["sha256"]
    (tmp_path / "models" / "packages" / bad / "manifest.json").write_text("{")
    listed = ciro("list", "--json", code=1)
    assert good in {row["sha256"] for row in json.loads(listed.stdout)}
    assert bad[:12] in listed.stderr
    ciro("remove", bad)
    ciro("list")


def test_costs_become_thresholds(ciro, build, tmp_path):
    path = build.save_brightness_model(tmp_path / "bright.onnx")
    ciro("add", path, "--labels", "bright,ok", "--cost", "bright=9:1")
    assert json.loads(ciro("show", "bright").stdout)["manifest"]["costs"] == {
        "bright": {"missed": 9.0, "false_alarm": 1.0}
    }


def test_a_task_that_needs_no_file_gets_its_options(ciro, tmp_path):
    ciro("add", "--task", "barcode", "--name", "label", "--decode", 'formats=["QRCode"]', "--decode", "pattern=LOT .*")
    blank = tmp_path / "blank.png"
    cv2.imwrite(str(blank), np.full((120, 160, 3), 255, np.uint8))
    tried = json.loads(ciro("test", "label", blank, "--json").stdout)
    assert tried["decisions"] == {"missing": 1}


def test_a_model_of_signals_is_tried_on_recorded_windows(ciro, tmp_path):
    from gateway.simulator.scenes import vibration

    for number, fault in enumerate((None, "outer_race")):
        window = vibration.window(np.random.default_rng(number), fault=fault)
        np.save(tmp_path / f"{fault or 'sound'}.npy", window.samples)
    tried = json.loads(
        ciro("test", "vibration-anomaly", tmp_path / "sound.npy", tmp_path / "outer_race.npy", "--json").stdout
    )
    assert [item["decision"] for item in tried["files"]] == ["ok", "anomaly"]


def test_files_that_cannot_be_judged_are_named_and_the_others_are_judged(ciro, picture, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    done = ciro("test", "surface-inspection", picture, tmp_path / "bad.jpg", code=1)
    assert "not a picture" in done.stdout
    assert "2 files" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["show", "nobody"], 3, "ciro model list"),
        (["test", "nobody"], 3, "ciro model list"),
        (["remove", "nobody"], 3, "ciro model list"),
        (["add", "/no/such/file.onnx"], 3, "does not exist"),
        (["add"], 2, "give either a file or folder"),
        (["add", "x.onnx", "--size", "640"], 2, "WIDTHxHEIGHT"),
        (["add", "x.onnx", "--cost", "nut=9"], 2, "MISSED:FALSE_ALARM"),
        (["add", "x.onnx", "--threshold", "nut"], 2, "LABEL=VALUE"),
        (["add", "--task", "telepathy"], 2, "only barcode and lot_code"),
        (["add", "x.onnx", "--labels", "@/no/such/labels"], 2, "/no/such/labels"),
        (["test", "surface-inspection", "/no/such.jpg"], 3, "does not exist"),
        (["test", "barcode", "--provider", "NobodysProvider"], 0, "barcode"),
        (["test", "surface-inspection", "--provider", "NobodysProvider"], 1, "NobodysProvider"),
        (["test", "surface-inspection", "--threshold", "rust=0.1", __file__], 2, "no such label"),
    ],
)
def test_wrong_use_has_its_exit_code_and_its_remedy(ciro, arguments, code, says):
    assert says in " ".join(ciro(*arguments, code=code).output.split())


def test_a_file_that_is_no_model_is_refused_in_one_line(ciro, tmp_path):
    (tmp_path / "text.onnx").write_text("hello")
    refused = ciro("add", tmp_path / "text.onnx", code=1)
    assert "ONNX Runtime refused" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_the_configuration_says_where_the_models_are(ciro, brightness_package, tmp_path):
    file = tmp_path / "ciro.toml"
    file.write_text(f'[journal]\ndirectory = "{tmp_path / "plant"}"\n')
    ciro("add", brightness_package(), "--config", file, store=False)
    assert (tmp_path / "plant" / "models" / "names.json").is_file()
    assert "does not exist" in ciro("list", "--config", tmp_path / "none.toml", code=2, store=False).stderr


def test_a_picture_for_a_model_of_signals_is_not_judged_and_says_what_is_taken(ciro, picture, tmp_path):
    np.savez(tmp_path / "several.npz", a=np.zeros(3), b=np.zeros(3))
    tried = ciro("test", "vibration-anomaly", picture, tmp_path / "several.npz", code=1)
    assert tried.stdout.count("not judged: not a recorded signal") == 2
    assert "pickle" not in tried.output


def test_a_classifier_that_can_only_say_ok_is_pointed_out(ciro, build, tmp_path):
    path = build.save_brightness_model(tmp_path / "plain.onnx", dtype=np.float32)
    assert "--ok-label" in ciro("add", path, "--labels", "good,dark").stderr
    assert "--ok-label" not in ciro("add", path, "--labels", "good,dark", "--ok-label", "good").stderr


def test_two_inputs_are_refused_by_name(ciro, build, tmp_path):
    path = build.save_graph(
        tmp_path / "two.onnx",
        [helper.make_node("Add", ["a", "b"], ["y"])],
        [("a", np.float32, [1, 3, 8, 8]), ("b", np.float32, [1, 3, 8, 8])],
        [("y", np.float32, [1, 3, 8, 8])],
    )
    assert "2 inputs (a, b)" in ciro("add", path, code=1).stderr


def test_the_command_starts_as_installed(tmp_path):
    script = "from gateway.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "model", "list", "--json", "--store", str(tmp_path / "m")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(done.stdout)) == 5
