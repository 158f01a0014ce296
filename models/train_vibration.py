"""Trains the vibration model and writes its package: ``python -m models.train_vibration``.

One class: an autoencoder learns the log spectra of sound motors and nothing else. For a spectrum it gives the range in
which each band of a sound motor at this speed and load would lie; what is outside adds up to the anomaly score. The
score is computed inside the model, in integers.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from edge_worker.layouts import WindowScoreDecode
from edge_worker.manifest import SignalInput
from gateway.simulator.scenes import vibration
from models import datasets
from models.integer_graph import Concatenation, Convolution, IntegerGraph, Reshaping
from models.packaging import window_golden, write_package
from models.quantise import BYTES_PER_UNIT, Layer, Parameters, forward, freeze
from models.training import Batch, train

BANDS = 124
INPUT = SignalInput(
    kind="signal",
    version=1,
    hz=1000.0,
    samples=1000,
    unit="m/s²",
    gain=256.0,
    remove_mean=True,
    transform="log-spectrum",
    bands=BANDS,
    band_bins=4,
    first_bin=2,
    floor=96,
    shape=(1, BANDS, 1, 1),
    dtype="u8",
)
LAYERS = (
    Layer("encode1", BANDS, 64, kernel=1, padding=0, start=0.5),
    Layer("encode2", 64, 12, kernel=1, padding=0, start=0.5),
    Layer("decode1", 12, 64, kernel=1, padding=0, start=0.5),
    Layer("range", 64, 2 * BANDS, kernel=1, padding=0, start=1.5),
)
OUTSIDE = 0.01
"""Share of a sound motor's bands that may lie below the range, and above it."""

MARGIN = 2
"""Steps (of 3/8 dB) beyond the range that count for nothing."""


FALSE_ALARMS = 0.005
"""Share of sound windows, disturbed like the training's, that may reach the threshold."""


def training_window(seed: int, index: int) -> NDArray[np.uint8]:
    """Return the spectrum of a sound motor, u8 [1, 124, 1, 1], at any gain within ±30 % and with any weak noise."""
    rng = np.random.default_rng([seed, index])
    samples = vibration.window(rng).samples
    if rng.random() < 0.75:
        samples = samples * np.exp(rng.uniform(-0.35, 0.35)) + rng.normal(0, rng.uniform(0, 0.25), samples.size)
    return datasets.window_tensor(samples, INPUT)


def loss(parameters: Parameters, shifts: tuple[int, ...] | None, batch: Batch) -> jax.Array:
    """Quantile loss of both ends of the range (Koenker & Bassett, Econometrica 46, 1978), in units of 64 bytes."""
    disturbed, x = batch
    found = forward(parameters, LAYERS, disturbed, shifts)
    below, above = x / BYTES_PER_UNIT - found[..., :BANDS], x / BYTES_PER_UNIT - found[..., BANDS:]
    low = jnp.maximum(OUTSIDE * below, (OUTSIDE - 1) * below)
    high = jnp.maximum((1 - OUTSIDE) * above, -OUTSIDE * above)
    return (low + high).mean() * 10


def training_batch(spectra: NDArray[np.uint8], size: int) -> Callable[[np.random.Generator], Batch]:
    """Return what draws batches of *size* from spectra u8 [n, 124, 1, 1]: disturbed ones, and as they were.

    Three of four have a few bands raised: the range must not follow a line that does not belong there (a denoising
    autoencoder: Vincent et al., ICML 2008).
    """

    def batch(rng: np.random.Generator) -> Batch:
        clean = spectra[rng.integers(len(spectra), size=size), :, 0, 0].astype(np.float32)
        raised = np.zeros_like(clean)
        for _ in range(4):
            band = rng.integers(0, BANDS - 1, size)
            rise = rng.uniform(6, 70, size) * (rng.random(size) < 0.3)
            raised[np.arange(size), band] += rise
            raised[np.arange(size), band + 1] += rise * rng.uniform(0, 1, size)
        disturbed = np.minimum(np.rint(clean + raised), 255)
        return tuple(jnp.asarray(array[:, None, None, :]) for array in (disturbed, clean))

    return batch


def scoring(ranges: tuple[Convolution, ...], name: str) -> IntegerGraph:
    """Return the whole model: the frozen layers *ranges*, and the sum of what lies outside of what they give."""
    compare = np.array([[1, 0, -1], [-1, 1, 0]], np.int8)[:, :, None, None]
    steps: tuple[Convolution | Concatenation | Reshaping, ...] = (
        *ranges,
        Reshaping("measured", "x", (1, 1, BANDS)),
        Reshaping("least_and_most", LAYERS[-1].name, (2, 1, BANDS)),
        Concatenation("compared", ("measured", "least_and_most")),
        Convolution("excess", "compared", compare, np.full(2, -MARGIN, np.int32), shift=0),
        Convolution("score", "excess", np.ones((1, 2, 1, BANDS), np.int8), np.zeros(1, np.int32), shift=None),
    )
    return IntegerGraph(name, (BANDS, 1, 1), steps)


def main(arguments: list[str] | None = None) -> None:
    """Train, package, and print the package's address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "vibration-anomaly")
    parser.add_argument("--samples", type=int, default=20000, help="training windows")
    parser.add_argument("--float-steps", type=int, default=6000)
    parser.add_argument("--integer-steps", type=int, default=6000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    spectra = training_windows(datasets.TRAINING, options.samples, options.processes)
    parameters, shifts = train(
        LAYERS,
        loss,
        training_batch(spectra, 256),
        seed=options.seed,
        float_steps=options.float_steps,
        integer_steps=options.integer_steps,
    )
    graph = scoring(freeze(parameters, LAYERS, shifts), "vibration-anomaly")
    unseen = training_windows(datasets.VALIDATION, max(200, options.samples // 4), options.processes)
    threshold = float(np.quantile(graph.run(unseen), 1 - FALSE_ALARMS))
    address = write_package(
        options.out,
        graph,
        window_golden(vibration.window(np.random.default_rng(0), fault="outer_race").samples, INPUT),
        task="timeseries",
        summary="Tells a motor's unusual vibration from its usual one; score 1 is the alarm threshold. A "
        "demonstration, trained on generated signals.",
        input=INPUT,
        decode=WindowScoreDecode(layout="window-score", output="score", score="value", scale=1 / max(threshold, 1.0)),
        labels=("ok", "anomaly"),
        ok_label="ok",
        thresholds={"anomaly": 1.0},
        provenance={
            "data": f"{options.samples} generated windows of sound motors, seed {datasets.TRAINING}; no faults",
            "script": "models/train_vibration.py",
            "training": f"{options.float_steps} steps in float, {options.integer_steps} in integers, "
            f"seed {options.seed}",
        },
    )
    print(f"{options.out}: {address}")


def training_windows(seed: int, count: int, processes: int) -> NDArray[np.uint8]:
    """Return spectra u8 [count, 124, 1, 1] of sound motors, see `training_window`."""
    if processes == 1:
        return np.concatenate([training_window(seed, index) for index in range(count)])
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return np.concatenate(list(pool.map(partial(training_window, seed), range(count), chunksize=64)))


if __name__ == "__main__":
    main()
