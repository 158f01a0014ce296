"""The training loop that the three models share: float first, then with the shipped model's roundings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np
import optax

from models.quantise import Layer, Parameters, choose_shifts, initial

__all__ = ["Batch", "train"]

Batch = tuple[Any, ...]
Loss = Callable[[Parameters, tuple[int, ...] | None, Batch], jax.Array]


def train(
    layers: Sequence[Layer],
    loss: Loss,
    batch: Callable[[np.random.Generator], Batch],
    *,
    seed: int,
    float_steps: int,
    integer_steps: int,
    learning_rate: float = 2e-3,
    report: Callable[[str], None] = print,
) -> tuple[Parameters, tuple[int, ...]]:
    """Train a chain of convolutions.

    Args:
        layers: the chain.
        loss: of parameters, shifts (None in the float phase) and a batch.
        batch: draws the next batch.
        seed: of the starting parameters and the batches.
        float_steps, integer_steps: length of the two phases; each starts at the learning rate (the second at a third
            of it) and ends at zero along a half cosine.
        learning_rate: of Adam (Kingma & Ba, arXiv:1412.6980) with decoupled weight decay.
        report: takes a line of progress now and then.

    Returns:
        The parameters, and each layer's shift as chosen between the phases.

    """
    rng = np.random.default_rng(seed)
    parameters = initial(rng, layers)
    parameters = _phase(parameters, None, loss, batch, rng, float_steps, learning_rate, report)
    shifts = choose_shifts(parameters)
    report(f"shifts {shifts}")
    return _phase(parameters, shifts, loss, batch, rng, integer_steps, learning_rate / 3, report), shifts


def _phase(
    parameters: Parameters,
    shifts: tuple[int, ...] | None,
    loss: Loss,
    batch: Callable[[np.random.Generator], Batch],
    rng: np.random.Generator,
    steps: int,
    learning_rate: float,
    report: Callable[[str], None],
) -> Parameters:
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(optax.cosine_decay_schedule(learning_rate, max(1, steps)), weight_decay=1e-3),
    )
    state = optimiser.init(parameters)

    @jax.jit
    def step(parameters: Parameters, state: Any, drawn: Batch) -> tuple[Parameters, Any, jax.Array]:
        value, gradient = jax.value_and_grad(lambda p: loss(p, shifts, drawn))(parameters)
        update, state = optimiser.update(gradient, state, parameters)
        return optax.apply_updates(parameters, update), state, value

    recent: list[float] = []
    for number in range(1, steps + 1):
        parameters, state, value = step(parameters, state, batch(rng))
        recent.append(float(value))
        if number % 500 == 0 or number == steps:
            phase = "float" if shifts is None else "integer"
            report(f"{phase} step {number} of {steps}: loss {np.mean(recent):.4f}")
            recent.clear()
    return parameters
