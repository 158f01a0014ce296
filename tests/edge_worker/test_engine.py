"""A model goes into service only when it is whole and gives what was recorded; until then the old one goes on."""

import subprocess
import sys
import threading

import numpy as np
import pytest

from edge_worker import (
    Engine,
    InferenceFailed,
    ModelRefused,
    ModelStore,
    PoisonImage,
    RuntimeAbsent,
    WrongInput,
    tensor_digest,
)
from edge_worker.runtime import CPU, OnnxSession


def test_a_picture_is_judged_and_the_result_says_what_ran(store, engine, brightness_package, build):
    sha256 = store.add(brightness_package())
    loaded = engine.load("bright")
    result = engine.infer_image("bright", build.grey_jpeg(100))
    assert (loaded.sha256, loaded.provider, loaded.golden.elements) == (sha256, CPU, 2)
    assert (result.model, result.model_sha256, result.task) == ("bright", sha256, "classification")
    assert result.decision == "ok"
    assert result.scores["bright"] + result.scores["ok"] == pytest.approx(1)
    assert result.input_sha256 == tensor_digest(np.full((1, 1, 64, 64), 100, np.uint8))
    assert result.provider == CPU
    assert (result.frame_width, result.frame_height) == (640, 480)
    assert min(result.decode_ms, result.preprocess_ms, result.infer_ms) > 0
    assert engine.infer_image("bright", build.grey_jpeg(200)).decision == "bright"


def test_bytes_and_pixels_of_one_picture_give_one_result(store, engine, brightness_package, build):
    store.add(brightness_package())
    from_bytes = engine.infer_image("bright", build.grey_jpeg(100))
    from_pixels = engine.infer_image("bright", np.full((480, 640, 3), 100, np.uint8))
    assert from_bytes.input_sha256 == from_pixels.input_sha256
    assert from_bytes.scores == from_pixels.scores


def test_a_golden_mismatch_is_refused_and_the_old_model_goes_on(store, engine, brightness_package, build):
    first = store.add(brightness_package("1"))
    engine.load("bright")
    second = store.add(brightness_package("2", golden_shift=0.5))
    with pytest.raises(ModelRefused, match=r"golden output 'logits': 2 of 2 elements differ") as refusal:
        engine.load("bright")
    assert refusal.value.serving == first
    assert second[:12] in refusal.value.reason
    assert engine.infer_image("bright", build.grey_jpeg(100)).model_sha256 == first


def test_a_hash_mismatch_is_refused_and_the_old_model_goes_on(store, engine, brightness_package, build):
    first = store.add(brightness_package("1"))
    engine.load("bright")
    second = store.add(brightness_package("2"))
    model = store.get(second).path("model.onnx")
    model.chmod(0o644)
    model.write_bytes(model.read_bytes() + b"\0")
    with pytest.raises(ModelRefused, match=r"model\.onnx.*damaged or altered"):
        engine.load("bright")
    assert engine.infer_image("bright", build.grey_jpeg(100)).model_sha256 == first


def test_a_restart_with_a_bad_update_falls_back_to_the_previous_package(store, brightness_package, build):
    first = store.add(brightness_package("1"))
    store.add(brightness_package("2", golden_shift=0.5))
    restarted = Engine(store)
    with pytest.raises(ModelRefused) as refusal:
        restarted.load("bright")
    assert refusal.value.serving == first
    assert restarted.infer_image("bright", build.grey_jpeg(100)).model_sha256 == first


def test_with_nothing_to_fall_back_to_the_refusal_says_so(store, engine, brightness_package, build):
    store.add(brightness_package("1", golden_shift=0.5))
    with pytest.raises(ModelRefused) as refusal:
        engine.load("bright")
    assert refusal.value.serving is None
    with pytest.raises(ModelRefused):
        engine.infer_image("bright", build.grey_jpeg(100))


def test_a_store_that_was_rolled_back_serves_the_previous_model_again(store, engine, brightness_package):
    first = store.add(brightness_package("1"))
    engine.load("bright")
    second = store.add(brightness_package("2"))
    assert engine.load("bright").sha256 == second
    store.rollback("bright")
    assert engine.load("bright").sha256 == first
    assert engine.models()["bright"].sha256 == first
    store.rollback("bright")
    assert engine.load("bright").sha256 == second


def test_loading_what_already_serves_changes_nothing(store, engine, brightness_package):
    store.add(brightness_package("1"))
    loaded = engine.load("bright")
    assert engine.load("bright") is loaded


def test_a_package_asked_for_by_digest_does_not_replace_the_one_in_service(store, engine, brightness_package, build):
    first, second = store.add(brightness_package("1")), store.add(brightness_package("2"))
    engine.load("bright")
    assert engine.infer_image(first, build.grey_jpeg(100)).model_sha256 == first
    assert engine.infer_image(first[:8], build.grey_jpeg(100)).model_sha256 == first
    assert engine.infer_image("bright", build.grey_jpeg(100)).model_sha256 == second


def test_a_digest_in_a_configuration_displaces_no_name(store, engine, brightness_package):
    first, second = store.add(brightness_package("1")), store.add(brightness_package("2"))
    assert engine.bring(first).sha256 == first
    assert engine.bring("bright").sha256 == second
    assert engine.bring(first[:12]).sha256 == first
    assert {name: model.sha256 for name, model in engine.models().items()} == {"bright": second}


def test_what_nobody_names_any_more_is_let_go(store, engine, brightness_package):
    first = store.add(brightness_package("1"))
    store.add(brightness_package("1", name="other"))
    for ref in ("bright", "other", first):
        engine.bring(ref)
    engine.retain(["other"])
    assert set(engine.models()) == {"other"}
    assert engine._pinned == {}
    assert engine.bring(first).sha256 == first


def test_an_unknown_model_is_refused_with_the_remedy(engine, build):
    with pytest.raises(ModelRefused, match="ciro model list"):
        engine.infer_image("nobody", build.grey_jpeg(100))


def test_swapping_under_fire_never_fails_a_call_and_never_mixes_models(store, engine, brightness_package, build):
    """Gain 1 calls level 100 good, gain 2 calls it bright; each result must fit the package that it names."""
    expected = {}
    for version, gain, decision in (("1", 1.0, "ok"), ("2", 2.0, "bright")):
        expected[store.add(brightness_package(version, gain=gain))] = decision
    first, second = expected
    engine.load(first)
    picture = build.grey_jpeg(100, size=(160, 120))
    failures, seen, stop = [], set(), threading.Event()

    def look():
        while not stop.is_set():
            try:
                result = engine.infer_image("bright", picture)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                failures.append(repr(error))
                return
            seen.add(result.model_sha256)
            if result.decision != expected[result.model_sha256]:
                failures.append(f"{result.model_sha256[:8]} said {result.decision}")

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for round_ in range(30):
        engine.load((second, first)[round_ % 2])
    stop.set()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert seen == set(expected)


def test_the_manifests_input_must_be_the_graphs(store, engine, brightness_package):
    directory = brightness_package(golden=False, input={"kind": "image", "width": 32, "height": 32, "dtype": "u8"})
    store.add(directory)
    with pytest.raises(ModelRefused, match=r"the graph takes uint8 \['\?', 1, 64, 64\]"):
        engine.load("bright")


def test_labels_that_do_not_fit_the_outputs_are_refused_when_loading(store, engine, brightness_package):
    store.add(brightness_package(labels=["a", "b", "ok"]))
    with pytest.raises(ModelRefused, match="2 values for 3 labels"):
        engine.load("bright")


def test_a_golden_picture_pins_the_preprocessing_too(store, engine, build, tmp_path):
    package = tmp_path / "pinned"
    package.mkdir()
    build.save_brightness_model(package / "model.onnx")
    (package / "in.jpg").write_bytes(build.grey_jpeg(100))
    np.save(package / "out.npy", np.array([[-28, 28]], np.float32))
    tensor = np.full((1, 1, 64, 64), 100, np.uint8)
    golden = {
        "kind": "picture",
        "input": {"path": "in.jpg"},
        "input_sha256": tensor_digest(tensor),
        "output": {"path": "out.npy"},
    }
    store.add(build.write_package(package, build.brightness_document(golden=golden)))
    assert engine.load("bright").golden.elements == 2
    golden["input_sha256"] = "0" * 64
    store.add(build.write_package(package, build.brightness_document(version="2", golden=golden)))
    with pytest.raises(ModelRefused, match=r"preprocessing of in\.jpg"):
        engine.load("bright")


def test_an_output_that_holds_nan_is_an_error_not_a_decision(store, engine, brightness_package, build):
    store.add(brightness_package(golden=False, gain=float("nan")))
    with pytest.raises(ModelRefused, match="NaN"):
        engine.load("bright")


def test_thresholds_of_the_caller_win_and_unknown_labels_are_refused(store, engine, brightness_package, build):
    store.add(brightness_package())
    picture = build.grey_jpeg(120)
    assert engine.infer_image("bright", picture).decision == "ok"
    assert engine.infer_image("bright", picture, {"bright": 0.05}).decision == "bright"
    with pytest.raises(ValueError, match="no such label"):
        engine.infer_image("bright", picture, {"scratch": 0.5})


def test_costs_of_the_manifest_move_the_threshold(store, engine, brightness_package, build):
    store.add(brightness_package(costs={"bright": {"missed": 19, "false_alarm": 1}}))
    assert engine.infer_image("bright", build.grey_jpeg(120)).decision == "bright"


def test_pictures_and_signals_are_not_mixed_up(store, engine, brightness_package):
    store.add(brightness_package())
    with pytest.raises(WrongInput, match="takes pictures"):
        engine.infer_window("bright", np.zeros(1000), 1000)


def test_a_poison_picture_reaches_no_model(store, engine, brightness_package):
    store.add(brightness_package())
    with pytest.raises(PoisonImage):
        engine.infer_image("bright", b"not a picture")


def test_a_provider_that_this_build_lacks_is_refused_with_the_remedy(store, brightness_package):
    store.add(brightness_package())
    with pytest.raises(ModelRefused, match=r"no CUDAExecutionProvider.*\[gpu\]"):
        Engine(store, providers=["CUDAExecutionProvider"]).load("bright")


def test_the_provider_is_the_one_that_ran_the_nodes(brightness_package):
    session = OnnxSession(brightness_package() / "model.onnx", providers=[CPU])
    session.provider = "unknown"
    session.find_provider({"x": np.zeros((1, 1, 64, 64), np.uint8)}, even_on_cpu=True)
    assert session.provider == CPU
    assert session.nodes[CPU] >= 1


def test_a_tensor_that_does_not_fit_is_refused_by_name(brightness_package):
    session = OnnxSession(brightness_package() / "model.onnx")
    with pytest.raises(InferenceFailed, match=r"model\.onnx"):
        session.run({"x": np.zeros((1, 1, 32, 32), np.uint8)})


def test_without_onnx_runtime_the_message_names_the_extras(store, brightness_package, monkeypatch):
    store.add(brightness_package())
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(RuntimeAbsent, match=r"ciro-gateway\[cpu\].*ciro-gateway\[gpu\]"):
        Engine(store).load("bright")


def test_importing_the_package_loads_no_runtime():
    script = (
        "import sys, edge_worker\n"
        "print([m for m in ('onnxruntime', 'rapidocr', 'torch', 'uvicorn') if m in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_the_worker_does_not_import_the_gateway():
    script = (
        "import sys, pkgutil, importlib, edge_worker\n"
        "for found in pkgutil.walk_packages(edge_worker.__path__, 'edge_worker.'):\n"
        "    importlib.import_module(found.name)\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'gateway'])"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_every_shipped_package_passes_its_golden_check(tmp_path):
    store = ModelStore(tmp_path / "fresh")
    engine = Engine(store)
    for package in store.list():
        if package.manifest.model is not None:
            assert engine.load(package.name).golden is not None
