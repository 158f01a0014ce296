"""The scripts that made the models still make one: a few steps each, packaged and loaded by the product."""

import importlib

import pytest

from edge_worker import Engine, ModelStore

pytest.importorskip("jax", reason="training needs the extra [train] (JAX and optax); the shipped models do not")
pytest.importorskip("optax", reason="training needs the extra [train] (JAX and optax); the shipped models do not")

FEW = {"--samples": "24", "--float-steps": "3", "--integer-steps": "3", "--processes": "1"}


@pytest.mark.slow
@pytest.mark.parametrize("script", ["train_surface", "train_parts", "train_vibration"])
def test_retraining_writes_a_package_that_loads(script, tmp_path):
    arguments = [word for option in FEW.items() for word in option]
    importlib.import_module(f"models.{script}").main([*arguments, "--out", str(tmp_path / "package")])
    engine = Engine(ModelStore(tmp_path / "store", shipped=False), providers=["CPUExecutionProvider"])
    address = engine.store.add(tmp_path / "package")
    assert engine.load(address).golden.elements > 0
