"""A model that does not fit is refused with both figures, and what serves goes on."""

import numpy as np
import pytest

from edge_worker import Engine, ModelRefused, memory_fit

MIB = 1 << 20


def test_a_model_that_does_not_fit_is_refused_with_need_and_have(store, engine, brightness_package, monkeypatch):
    store.add(brightness_package("1"))
    before = engine.load("bright")
    store.add(brightness_package("2"))
    monkeypatch.setattr(memory_fit, "available_bytes", lambda: 10 * MIB)
    with pytest.raises(ModelRefused, match=r"takes up to 32 MiB of memory, 10 MiB are free.*MemoryMax") as refused:
        engine.load("bright")
    assert refused.value.serving == before.sha256
    assert engine.model("bright") is before


def test_the_need_grows_with_the_files(store, brightness_package):
    directory = brightness_package()
    store.add(directory)
    small = memory_fit.needed_bytes(store.get("bright"))
    assert small >= memory_fit.BASE_BYTES
    np.save(store.get("bright").path("in.npy"), np.zeros(MIB, np.uint8))
    assert memory_fit.needed_bytes(store.get("bright")) > small + MIB


def test_the_limit_of_a_control_group_counts_also_of_one_above(tmp_path, monkeypatch):
    unit = tmp_path / "system.slice" / "worker"
    unit.mkdir(parents=True)
    monkeypatch.setattr(memory_fit, "_own_group", lambda: "system.slice/worker")
    (unit / "memory.max").write_text("max\n")
    (unit / "memory.current").write_text("5\n")
    free = memory_fit.available_bytes(tmp_path)
    assert free > 100
    (unit.parent / "memory.max").write_text("1000\n")
    (unit.parent / "memory.current").write_text("900\n")
    assert memory_fit.available_bytes(tmp_path) == 100
    (unit.parent / "memory.stat").write_text("anon 3\ninactive_file 50\n")
    assert memory_fit.available_bytes(tmp_path) == 150
    (unit / "memory.max").write_text("3\n")
    assert memory_fit.available_bytes(tmp_path) == 0


def test_this_machine_has_memory_and_the_shipped_models_fit(tmp_path):
    from edge_worker import ModelStore

    assert memory_fit.available_bytes() > 0
    assert Engine(ModelStore(tmp_path / "models")).load("surface-inspection")
