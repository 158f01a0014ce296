"""A package enters the store whole and true to its manifest, or not at all."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from edge_worker import (
    Engine,
    ManifestError,
    ModelNotFound,
    ModelRefused,
    ModelStore,
    OnnxFlags,
    PackageRefused,
    shipped_models,
)


def zipped(directory, target, *, inside=""):
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(directory.rglob("*")):
            if path.is_file():
                archive.write(path, inside + str(path.relative_to(directory)))
    return target


def test_a_directory_its_zip_and_its_zipped_folder_are_one_package(store, brightness_package, tmp_path):
    package = brightness_package()
    addresses = {
        store.add(package),
        store.add(zipped(package, tmp_path / "flat.zip")),
        store.add(zipped(package, tmp_path / "folder.zip", inside="bright-1/")),
    }
    assert len(addresses) == 1
    assert store.get("bright").sha256 in addresses


def test_a_package_is_found_by_name_digest_and_prefix(store, brightness_package):
    sha256 = store.add(brightness_package())
    for ref in ("bright", sha256, f"sha256:{sha256}", sha256[:6], sha256[:20]):
        assert store.get(ref).sha256 == sha256
    for ref in ("dark", sha256[:5], "0" * 64, "sha256:" + "0" * 64, ""):
        with pytest.raises(ModelNotFound):
            store.get(ref)


def test_adding_a_new_version_keeps_the_previous_one(store, brightness_package):
    first, second, third = (store.add(brightness_package(version)) for version in ("1", "2", "3"))
    assert store.get("bright").sha256 == third
    assert store.previous("bright").sha256 == second
    assert store.get(first).manifest.version == "1"
    assert store.rollback("bright") == second
    assert store.get("bright").sha256 == second
    assert store.previous("bright").sha256 == third


def test_adding_the_same_package_twice_does_not_lose_the_previous_one(store, brightness_package):
    first = store.add(brightness_package("1"))
    second = brightness_package("2")
    store.add(second)
    store.add(second)
    assert store.previous("bright").sha256 == first


def test_a_package_can_be_added_without_being_used(store, brightness_package):
    first = store.add(brightness_package("1"))
    second = store.add(brightness_package("2"), activate=False)
    assert store.get("bright").sha256 == first
    store.activate("bright", second)
    assert store.get("bright").sha256 == second


@pytest.mark.parametrize("file", ["model.onnx", "in.npy", "out.npz"])
def test_a_file_that_differs_from_the_manifest_is_refused(store, brightness_package, file):
    package = brightness_package()
    with (package / file).open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(PackageRefused, match=file):
        store.add(package)
    assert store.list() == ()
    assert store.names() == {}


def test_a_missing_file_is_refused(store, brightness_package):
    package = brightness_package()
    (package / "out.npz").unlink()
    with pytest.raises(PackageRefused, match="missing"):
        store.add(package)


def test_a_link_out_of_the_package_is_refused(store, brightness_package, tmp_path):
    package = brightness_package()
    shutil.move(package / "model.onnx", tmp_path / "elsewhere.onnx")
    (package / "model.onnx").symlink_to(tmp_path / "elsewhere.onnx")
    with pytest.raises(PackageRefused, match="missing"):
        store.add(package)


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "a/../../outside.txt"])
def test_a_zip_that_leads_out_of_the_package_is_refused(store, brightness_package, tmp_path, name):
    archive = zipped(brightness_package(), tmp_path / "bad.zip")
    with zipfile.ZipFile(archive, "a") as package:
        package.writestr(name, "x")
    with pytest.raises(PackageRefused, match="leads out"):
        store.add(archive)
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_file_behind_a_linked_folder_is_refused(store, brightness_package, tmp_path):
    package = brightness_package()
    document = json.loads((package / "manifest.json").read_text())
    (tmp_path / "elsewhere").mkdir()
    shutil.move(package / "model.onnx", tmp_path / "elsewhere" / "model.onnx")
    (package / "weights").symlink_to(tmp_path / "elsewhere")
    document["model"]["path"] = "weights/model.onnx"
    (package / "manifest.json").write_text(json.dumps(document))
    with pytest.raises(PackageRefused, match="lies outside"):
        store.add(package)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(store, brightness_package, tmp_path):
    archive = zipped(brightness_package(), tmp_path / "bomb.zip")
    with zipfile.ZipFile(archive, "a", compression=zipfile.ZIP_DEFLATED) as package:
        package.writestr("zeros.bin", bytes(100 << 20))
    assert archive.stat().st_size < 1 << 20
    with pytest.raises(PackageRefused, match="no model shrinks like that"):
        store.add(archive)
    assert list((store.path / "staging").iterdir()) == []


def test_a_zip_with_more_files_than_a_model_has_is_refused(store, brightness_package, tmp_path):
    archive = zipped(brightness_package(), tmp_path / "many.zip")
    with zipfile.ZipFile(archive, "a") as package:
        for number in range(1001):
            package.writestr(f"{number}.txt", "")
    with pytest.raises(PackageRefused, match="more than 1000 files"):
        store.add(archive)


def test_a_zip_whose_data_are_damaged_is_refused(store, brightness_package, tmp_path):
    package = brightness_package()
    archive = tmp_path / "damaged.zip"
    with zipfile.ZipFile(archive, "w", compression=zipfile.ZIP_DEFLATED) as made:
        for path in package.iterdir():
            made.write(path, path.name)
    raw = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as made:
        at = made.getinfo("model.onnx").header_offset + 45
    raw[at : at + 20] = b"\xff" * 20
    archive.write_bytes(raw)
    with pytest.raises(PackageRefused, match="not a readable zip"):
        store.add(archive)


@pytest.mark.parametrize("missing", [1, 200])
def test_a_zip_of_which_bytes_are_missing_is_refused(store, brightness_package, tmp_path, missing):
    archive = zipped(brightness_package(), tmp_path / "cut.zip")
    archive.write_bytes(archive.read_bytes()[missing:])
    with pytest.raises(PackageRefused, match="not a readable zip"):
        store.add(archive)


def test_an_entry_that_is_both_a_file_and_a_folder_is_refused(store, brightness_package, tmp_path):
    archive = zipped(brightness_package(), tmp_path / "odd.zip")
    with zipfile.ZipFile(archive, "a") as package:
        package.writestr("weights", "x")
        package.writestr("weights/more", "x")
    with pytest.raises(PackageRefused, match="both a file and a folder"):
        store.add(archive)


def test_a_zip_with_a_link_in_it_is_refused(store, brightness_package, tmp_path):
    archive = zipped(brightness_package(), tmp_path / "bad.zip")
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as package:
        package.writestr(link, "/etc/passwd")
    with pytest.raises(PackageRefused, match="leads out"):
        store.add(archive)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\0" * 1000])
def test_what_is_no_zip_is_refused(store, tmp_path, content):
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(PackageRefused, match="zip"):
        store.add(tmp_path / "bad.zip")


def test_what_is_no_model_is_refused(store, tmp_path):
    (tmp_path / "bad.onnx").write_bytes(b"rubbish")
    with pytest.raises(PackageRefused, match="ONNX Runtime refused"):
        store.add(tmp_path / "bad.onnx")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(PackageRefused, match="neither"):
        store.add(tmp_path / "photo.jpg")
    with pytest.raises(FileNotFoundError):
        store.add(tmp_path / "absent.onnx")


def test_files_that_the_manifest_does_not_name_stay_outside(store, brightness_package):
    package = brightness_package()
    (package / "notes.txt").write_text("secret")
    sha256 = store.add(package)
    assert not (store.get(sha256).directory / "notes.txt").exists()


def test_a_package_altered_inside_the_store_is_found(store, brightness_package):
    sha256 = store.add(brightness_package())
    model = store.get(sha256).path("model.onnx")
    model.chmod(0o644)
    model.write_bytes(model.read_bytes() + b"\0")
    (problem,) = store.verify()
    assert "model.onnx" in problem
    assert store.verify("bright") == (problem,)


def test_an_altered_manifest_inside_the_store_is_refused(store, brightness_package):
    sha256 = store.add(brightness_package())
    path = store.get(sha256).directory / "manifest.json"
    document = json.loads(path.read_bytes())
    document["ok_label"] = "bright"
    path.write_text(json.dumps(document))
    with pytest.raises(PackageRefused, match="altered"):
        store.get("bright")
    assert store.verify()


def test_adding_a_package_again_mends_a_damaged_copy(store, brightness_package):
    package = brightness_package()
    sha256 = store.add(package)
    model = store.get(sha256).path("model.onnx")
    model.chmod(0o644)
    model.write_bytes(b"")
    assert store.add(package) == sha256
    assert store.verify() == ()


def test_removing_the_current_package_goes_back_to_the_previous_one(store, brightness_package):
    first, second = store.add(brightness_package("1")), store.add(brightness_package("2"))
    assert store.remove("bright") == second
    assert store.get("bright").sha256 == first
    store.remove(first)
    with pytest.raises(ModelNotFound):
        store.get("bright")
    assert not store.verify()
    assert list((store.path / "packages").iterdir()) == []


def test_a_package_may_be_removed_while_it_serves(store, brightness_package, build):
    first = store.add(brightness_package("1"))
    engine = Engine(store)
    engine.load("bright")
    store.remove(first)
    assert engine.infer_image("bright", build.grey_jpeg(100)).model_sha256 == first
    with pytest.raises(ModelRefused, match="ciro model list") as refusal:
        engine.load("bright")
    assert refusal.value.serving == first


def test_a_damaged_current_package_costs_a_restart_no_model(store, brightness_package):
    first, second = store.add(brightness_package("1")), store.add(brightness_package("2"))
    (store.path / "packages" / second / "manifest.json").write_text("{")
    engine = Engine(store)
    with pytest.raises(ModelRefused, match="damaged") as refusal:
        engine.load("bright")
    assert refusal.value.serving == first
    assert engine.models()["bright"].sha256 == first


def test_a_damaged_package_is_named_hides_none_and_can_be_removed(store, brightness_package):
    good, bad = store.add(brightness_package(name="good")), store.add(brightness_package(name="bad"))
    (store.path / "packages" / bad / "manifest.json").unlink()
    assert [package.sha256 for package in store.list()] == [good]
    (problem,) = store.damaged()
    assert bad[:12] in problem
    assert store.verify() == (problem,)
    assert store.remove(bad) == bad
    assert store.damaged() == ()


def test_what_a_cut_off_process_left_behind_is_cleared_away(store, brightness_package):
    leftover = store.path / "staging" / "tmpabc"
    leftover.mkdir()
    (leftover / "half").write_bytes(b"x")
    store.add(brightness_package())
    assert list((store.path / "staging").iterdir()) == []


def test_names_survive_a_new_store_object(store, brightness_package):
    sha256 = store.add(brightness_package())
    assert ModelStore(store.path, shipped=False).get("bright").sha256 == sha256


def test_unreadable_names_are_reported_with_the_remedy(store):
    (store.path / "names.json").write_text("{")
    with pytest.raises(PackageRefused, match=r"names\.json"):
        store.get("bright")


def test_many_threads_may_add_at_once(store, brightness_package):
    packages = [brightness_package(str(version)) for version in range(6)]
    with ThreadPoolExecutor(6) as pool:
        addresses = list(pool.map(store.add, packages * 3))
    assert len(set(addresses)) == 6
    assert len(store.list()) == 6
    assert store.verify() == ()


def test_two_processes_may_add_at_once(store, brightness_package):
    packages = [brightness_package(str(version)) for version in range(4)]
    script = "import sys; from edge_worker import ModelStore; [ModelStore(sys.argv[1]).add(p) for p in sys.argv[2:]]"
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(store.path), *map(str, packages)], env=os.environ)
        for _ in range(2)
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(store.list()) == 4
    assert store.verify() == ()


def test_a_manifest_that_is_not_usable_changes_nothing(store, brightness_package):
    package = brightness_package()
    (package / "manifest.json").write_text("{}")
    with pytest.raises(ManifestError):
        store.add(package)
    assert store.list() == ()


def test_tasks_without_training_are_there_by_name(tmp_path):
    store = ModelStore(tmp_path / "fresh")
    assert store.get("barcode").manifest.task == "barcode"
    assert store.get("lot-code").manifest.task == "lot_code"
    with pytest.raises(ModelNotFound, match="ships with the product"):
        store.remove("barcode")


def test_shipped_packages_are_whole(tmp_path):
    store = ModelStore(tmp_path / "fresh")
    for name, package in shipped_models().items():
        package.check_files()
        assert store.get(name).sha256 == package.sha256
        assert store.get(package.sha256).name == name


def test_an_added_package_takes_the_place_of_a_shipped_one(tmp_path, brightness_package):
    store = ModelStore(tmp_path / "fresh")
    sha256 = store.add(brightness_package(name="barcode"))
    assert store.get("barcode").sha256 == sha256
    assert store.previous("barcode").manifest.task == "barcode"
    store.remove(sha256)
    assert store.get("barcode").manifest.task == "barcode"


def test_a_bare_model_gets_a_manifest_from_its_shapes_and_flags(store, build, tmp_path):
    path = build.save_brightness_model(tmp_path / "My Model v2.onnx")
    sha256 = store.add(path, flags=OnnxFlags(labels=("bright", "ok"), costs={"bright": (9.0, 1.0)}))
    manifest = store.get(sha256).manifest
    assert manifest.name == "my-model-v2"
    assert manifest.task == "classification"
    assert manifest.ok_label == "ok"
    assert manifest.input.channels == "grey"
    assert manifest.input.dtype == "u8"
    assert manifest.golden.kind == "tensor"
    assert manifest.costs["bright"].missed == 9


def test_a_bare_model_added_twice_is_one_package(store, build, tmp_path):
    path = build.save_brightness_model(tmp_path / "bright.onnx")
    assert store.add(path) == store.add(path)


@pytest.mark.parametrize(
    ("shape", "layout"), [((1, 84, 8400), "yolov8"), ((1, 25200, 85), "yolov5"), ((1, 10), "classes")]
)
def test_the_layout_of_a_bare_model_is_seen_from_its_shapes(store, build, tmp_path, shape, layout):
    import numpy as np

    path = build.save_constant_model(tmp_path / "net.onnx", {"out": np.zeros(shape, np.float32)})
    manifest = store.get(store.add(path)).manifest
    assert manifest.decode.layout == layout
    assert manifest.preprocessing.fit == ("stretch" if layout == "classes" else "letterbox")


def test_what_shapes_do_not_say_is_asked_for(store, build, tmp_path):
    import numpy as np

    several = build.save_constant_model(
        tmp_path / "two.onnx", {"boxes": np.zeros((1, 9, 4), np.float32), "scores": np.zeros((1, 9, 2), np.float32)}
    )
    with pytest.raises(PackageRefused, match="--layout"):
        store.add(several)
    with pytest.raises(PackageRefused, match="--labels"):
        store.add(several, flags=OnnxFlags(layout="ssd", decode={"boxes": "boxes", "scores": "scores"}))
    free = build.save_constant_model(
        tmp_path / "free.onnx", {"out": np.zeros((1, 2), np.float32)}, input_shape=(1, 3, "H", "W")
    )
    with pytest.raises(PackageRefused, match="--size"):
        store.add(free)
    assert store.get(store.add(free, flags=OnnxFlags(size=(32, 24)))).manifest.input.shape == (1, 3, 24, 32)


def test_paths_may_be_text(tmp_path, brightness_package):
    store = ModelStore(str(tmp_path / "text"), shipped=False)
    assert store.add(str(brightness_package()))
    assert isinstance(store.path, Path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can add to a store of another user's")
def test_what_root_adds_belongs_to_the_stores_owner(tmp_path, brightness_package):
    state = tmp_path / "state"
    state.mkdir()
    os.chown(state, 12345, 12346)
    ModelStore(state / "models").add(brightness_package())
    owners = {(path.stat().st_uid, path.stat().st_gid) for path in state.rglob("*")}
    assert owners == {(12345, 12346)}
