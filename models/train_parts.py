"""Trains the part counter and writes its package: ``python -m models.train_parts``.

A single-scale centre map (after Zhou et al., "Objects as Points", arXiv:1904.07850): one cell per 4×4 pixels of the
input says for each kind of part whether a part's centre lies there, where in the cell, and how large its box is.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from edge_worker.layouts import GridDecode
from edge_worker.manifest import ImageInput, Preprocessing
from gateway.simulator.scenes import Box, parts
from models import datasets
from models.augmentation import augmented_pictures
from models.integer_graph import IntegerGraph
from models.packaging import picture_golden, write_package
from models.quantise import BYTES_PER_UNIT, Layer, Parameters, forward, freeze
from models.training import Batch, train

INPUT = ImageInput(kind="image", width=128, height=96, channels="grey", layout="NCHW", dtype="u8")
PREPROCESSING = Preprocessing(version=1, crop="none", fit="stretch", resize="area-integer")
STRIDE = 4
GRID = (INPUT.height // STRIDE, INPUT.width // STRIDE)
KINDS = len(parts.LABELS)
LAYERS = (
    Layer("conv1", 1, 16, kernel=7, stride=STRIDE, padding=2),
    Layer("conv2", 16, 16, kernel=3),
    Layer("conv3", 16, 16, kernel=3),
    Layer("grid", 16, KINDS + 4, kernel=3, last=True),
)
SCORE_UNIT, OFFSET_UNIT, SIZE_UNIT = 4.0, 4.0, 16.0
"""What one unit of the head stands for: a logit, pixels of the input, pixels of the input."""

SCORE_THRESHOLD = 0.35
"""Chosen on pictures of the validation seed for the most exact counts."""

SPREAD = 3.2
"""Standard deviation, in pixels of the input, of the bump around a centre that counts as nearly right."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What the map should say, for n pictures.

    Attributes:
        heat: float32 [n, rows, columns, kinds]; 1 in the cell of a centre, falling off around it.
        boxes: float32 [n, rows, columns, 4]: dx, dy from the cell's centre, width, height, in pixels of the input.
        weight: float32 [n, rows, columns]: how much a cell's box matters.

    """

    heat: NDArray[np.float32]
    boxes: NDArray[np.float32]
    weight: NDArray[np.float32]


def targets(pictures: Sequence[Sequence[Box]], width: int = 640, height: int = 480) -> Targets:
    """Return the targets for pictures of *width* × *height* with these boxes."""
    rows, columns = GRID
    heat = np.zeros((len(pictures), rows, columns, KINDS), np.float32)
    values = np.zeros((len(pictures), rows, columns, 4), np.float32)
    weight = np.zeros((len(pictures), rows, columns), np.float32)
    x = (np.arange(columns) + 0.5) * STRIDE
    y = (np.arange(rows) + 0.5) * STRIDE
    across, down = INPUT.width / width, INPUT.height / height
    for number, boxes in enumerate(pictures):
        for box in boxes:
            centre_x, centre_y = (box.x0 + box.x1) / 2 * across, (box.y0 + box.y1) / 2 * down
            dx, dy = centre_x - x[None, :], centre_y - y[:, None]
            bump = np.exp(-(dx * dx + dy * dy) / (2 * SPREAD * SPREAD)).astype(np.float32)
            bump[min(int(centre_y / STRIDE), rows - 1), min(int(centre_x / STRIDE), columns - 1)] = 1
            kind = heat[number, :, :, parts.LABELS.index(box.label)]
            np.maximum(kind, bump, out=kind)
            nearest = bump > np.maximum(weight[number], 0.25)
            values[number][nearest] = np.stack(
                np.broadcast_arrays(dx, dy, (box.x1 - box.x0) * across, (box.y1 - box.y0) * down), axis=-1
            )[nearest]
            weight[number][nearest] = bump[nearest]
    return Targets(heat, values, weight)


def loss(parameters: Parameters, shifts: tuple[int, ...] | None, batch: Batch) -> jax.Array:
    """Focal loss of the centres (equation 1 of the paper) and absolute errors of the boxes."""
    x, heat, boxes, weight = batch
    head = forward(parameters, LAYERS, x, shifts)
    logits = SCORE_UNIT * head[..., :KINDS]
    sure, unsure = jax.nn.log_sigmoid(logits), jax.nn.log_sigmoid(-logits)
    chance = jax.nn.sigmoid(logits)
    centres = jnp.where(heat == 1, -((1 - chance) ** 2) * sure, -((1 - heat) ** 4) * chance**2 * unsure)
    number = jnp.maximum((heat == 1).sum(), 1)
    places = jnp.abs(OFFSET_UNIT * head[..., KINDS : KINDS + 2] - boxes[..., :2]).sum(-1)
    sizes = jnp.abs(SIZE_UNIT * head[..., KINDS + 2 :] - boxes[..., 2:]).sum(-1)
    errors = (weight * (0.15 * places + 0.10 * sizes)).sum() / jnp.maximum(weight.sum(), 1)
    return jnp.asarray(centres.sum() / number + errors)


def training_batch(x: NDArray[np.uint8], wanted: Targets, size: int) -> Callable[[np.random.Generator], Batch]:
    """Return what draws augmented, mirrored batches of *size* from pictures u8 [n, 1, 96, 128]."""

    def batch(rng: np.random.Generator) -> Batch:
        chosen = rng.integers(len(x), size=size)
        pictures = augmented_pictures(rng, x[chosen, 0])
        heat, boxes, weight = wanted.heat[chosen], wanted.boxes[chosen], wanted.weight[chosen]
        for axis in (1, 2):
            turned = rng.random(size) < 0.5
            for array in (pictures, heat, boxes, weight):
                array[turned] = np.flip(array[turned], axis)
            boxes[turned, :, :, 2 - axis] *= -1
        return tuple(jnp.asarray(array) for array in (pictures[..., None], heat, boxes, weight))

    return batch


def main(arguments: list[str] | None = None) -> None:
    """Train, package, and print the package's address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "part-counter")
    parser.add_argument("--samples", type=int, default=6000, help="training pictures")
    parser.add_argument("--float-steps", type=int, default=9000)
    parser.add_argument("--integer-steps", type=int, default=7000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    samples = datasets.draw(datasets.parts_sample, datasets.TRAINING, options.samples, options.processes)
    x = np.concatenate([datasets.tensor(sample.jpeg, INPUT, PREPROCESSING) for sample in samples])
    parameters, shifts = train(
        LAYERS,
        loss,
        training_batch(x, targets([sample.boxes for sample in samples]), 32),
        seed=options.seed,
        float_steps=options.float_steps,
        integer_steps=options.integer_steps,
        learning_rate=4e-3,
    )
    graph = IntegerGraph("part-counter", (1, INPUT.height, INPUT.width), freeze(parameters, LAYERS, shifts))
    golden = parts.render(np.random.default_rng(0), size=(320, 240), count=6)
    unit = 1 / BYTES_PER_UNIT / 2 ** shifts[-1]
    address = write_package(
        options.out,
        graph,
        picture_golden(golden.image, INPUT, PREPROCESSING),
        task="detection",
        summary="Finds and counts washers, nuts, bolts and brackets on a belt. A demonstration, trained on generated "
        "pictures.",
        input=INPUT,
        preprocessing=PREPROCESSING,
        decode=GridDecode(
            layout="grid",
            outputs=("grid",),
            activation="sigmoid",
            score_scale=SCORE_UNIT * unit,
            offsets=True,
            offset_scale=OFFSET_UNIT * unit,
            sizes=True,
            size_scale=SIZE_UNIT * unit,
            peak_window=3,
            score_threshold=SCORE_THRESHOLD,
            iou_threshold=0.45,
            class_agnostic=True,
            max_detections=100,
            decide="report",
        ),
        labels=parts.LABELS,
        provenance={
            "data": f"{options.samples} generated pictures, seed {datasets.TRAINING}",
            "script": "models/train_parts.py",
            "training": f"{options.float_steps} steps in float, {options.integer_steps} in integers, "
            f"seed {options.seed}",
        },
    )
    print(f"{options.out}: {address}")


if __name__ == "__main__":
    main()
