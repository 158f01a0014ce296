"""Trains the surface inspection model and writes its package: ``python -m models.train_surface``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from edge_worker.layouts import ClassesDecode
from edge_worker.manifest import Cost, ImageInput, Preprocessing
from gateway.simulator.scenes import surface
from models import datasets
from models.augmentation import augmented_pictures
from models.integer_graph import IntegerGraph
from models.packaging import picture_golden, write_package
from models.quantise import BYTES_PER_UNIT, Layer, Parameters, forward, freeze
from models.training import Batch, train

INPUT = ImageInput(kind="image", width=64, height=64, channels="grey", layout="NCHW", dtype="u8")
PREPROCESSING = Preprocessing(version=1, crop="none", fit="stretch", resize="area-integer")
LAYERS = (
    Layer("conv1", 1, 8, kernel=3, stride=2),
    Layer("conv2", 8, 16, kernel=3, stride=2),
    Layer("conv3", 16, 32, kernel=3, stride=2),
    Layer("conv4", 32, 32, kernel=3, stride=2),
    Layer("logits", 32, len(surface.LABELS), kernel=4, padding=0, last=True),
)
COST = Cost(missed=2.0, false_alarm=1.0)
"""Of each defect: a missed one is taken to cost twice a false alarm."""

SHARPNESS = 4.0
"""Factor on the head's units before the softmax: small weights, and so a fine step, can still be sure."""


def loss(parameters: Parameters, shifts: tuple[int, ...] | None, batch: Batch) -> jax.Array:
    """Cross entropy with a little label smoothing, so that scores stay meaningful for thresholds."""
    x, y = batch
    logits = SHARPNESS * forward(parameters, LAYERS, x, shifts)[:, 0, 0, :]
    wanted = optax.smooth_labels(jax.nn.one_hot(y, len(surface.LABELS)), 0.02)
    return jnp.asarray(optax.softmax_cross_entropy(logits, wanted).mean())


def training_batch(x: NDArray[np.uint8], y: NDArray[np.int64], size: int) -> Callable[[np.random.Generator], Batch]:
    """Return what draws augmented batches of *size* from pictures u8 [n, 1, 64, 64] with label indices [n]."""

    def batch(rng: np.random.Generator) -> Batch:
        chosen = rng.integers(len(x), size=size)
        pictures = augmented_pictures(rng, x[chosen, 0])
        for axis in (1, 2):
            turned = rng.random(size) < 0.5
            pictures[turned] = np.flip(pictures[turned], axis)
        return jnp.asarray(pictures[..., None], jnp.float32), jnp.asarray(y[chosen])

    return batch


def main(arguments: list[str] | None = None) -> None:
    """Train, package, and print the package's address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "surface-inspection")
    parser.add_argument("--samples", type=int, default=8000, help="training pictures")
    parser.add_argument("--float-steps", type=int, default=3000)
    parser.add_argument("--integer-steps", type=int, default=3000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    samples = datasets.draw(datasets.surface_sample, datasets.TRAINING, options.samples, options.processes)
    x = np.concatenate([datasets.tensor(sample.jpeg, INPUT, PREPROCESSING) for sample in samples])
    y = np.array([surface.LABELS.index(sample.label) for sample in samples])
    parameters, shifts = train(
        LAYERS,
        loss,
        training_batch(x, y, 128),
        seed=options.seed,
        float_steps=options.float_steps,
        integer_steps=options.integer_steps,
    )
    graph = IntegerGraph("surface-inspection", (1, 64, 64), freeze(parameters, LAYERS, shifts))
    golden = surface.render(np.random.default_rng(0), "scratch", size=(320, 240))
    address = write_package(
        options.out,
        graph,
        picture_golden(golden.image, INPUT, PREPROCESSING),
        task="classification",
        summary="Brushed metal: ok, scratch, spots or stain. A demonstration, trained on generated pictures.",
        input=INPUT,
        preprocessing=PREPROCESSING,
        decode=ClassesDecode(
            layout="classes", output="logits", activation="softmax", scale=SHARPNESS / BYTES_PER_UNIT / 2 ** shifts[-1]
        ),
        labels=surface.LABELS,
        ok_label="ok",
        costs=dict.fromkeys(surface.LABELS[1:], COST),
        provenance={
            "data": f"{options.samples} generated pictures, seed {datasets.TRAINING}",
            "script": "models/train_surface.py",
            "training": f"{options.float_steps} steps in float, {options.integer_steps} in integers, "
            f"seed {options.seed}",
        },
    )
    print(f"{options.out}: {address}")


if __name__ == "__main__":
    main()
