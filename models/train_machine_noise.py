"""Trains the audio runner's model and writes its weights: ``python -m models.train_machine_noise``. A minute, on NumPy.

Multinomial logistic regression with weight decay, by full-batch gradient descent with Nesterov's momentum.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edge_worker.runners import audio
from models.machine_noise import HZ, sound

TRAINING, HELD_OUT = 11, 12


def examples(seed: int, count: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return features ``[count, 64]`` and labels as numbers; every label in turn."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % len(audio.LABELS)
    found = [audio.features(sound(rng, audio.LABELS[label]), HZ) for label in labels]
    return np.stack(found), labels


def fit(x: NDArray[np.float64], y: NDArray[np.int64], steps: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return weights ``[64, 4]`` and bias ``[4]`` for features as they are."""
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.concatenate([(x - middle) / spread, np.ones((len(x), 1))], axis=1)
    wanted = np.eye(len(audio.LABELS))[y]
    weights = speed = np.zeros((z.shape[1], len(audio.LABELS)))
    for _ in range(steps):
        ahead = weights + 0.9 * speed
        logits = z @ ahead
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        speed = 0.9 * speed - 0.3 * (z.T @ (shares - wanted) / len(z) + 1e-4 * ahead)
        weights = weights + speed
    scaled = weights[:-1] / spread[:, None]
    return scaled, weights[-1] - middle @ scaled


def main(arguments: list[str] | None = None) -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(audio.__file__).with_name("machine_noise.json"))
    parser.add_argument("--sounds", type=int, default=8000)
    parser.add_argument("--steps", type=int, default=3000)
    options = parser.parse_args(arguments)
    weights, bias = fit(*examples(TRAINING, options.sounds), options.steps)
    weights, bias = weights.round(4), bias.round(4)
    x, y = examples(HELD_OUT, 2000)
    right = (x @ weights + bias).argmax(axis=1) == y
    recall = {label: round(float(right[y == number].mean()), 4) for number, label in enumerate(audio.LABELS)}
    document = {
        "licence": "Apache-2.0",
        "data": f"{options.sounds} made-up sounds of half a second, models/machine_noise.py, seed {TRAINING}",
        "script": "models/train_machine_noise.py",
        "held_out": {"sounds": len(y), "seed": HELD_OUT, "accuracy": round(float(right.mean()), 4), "recall": recall},
        "labels": audio.LABELS,
        "bias": bias.tolist(),
        "weights": weights.tolist(),
    }
    options.out.write_text(json.dumps(document, indent=None).replace("], [", "],\n[") + "\n", encoding="utf-8")
    print(document["held_out"])


if __name__ == "__main__":
    main()
