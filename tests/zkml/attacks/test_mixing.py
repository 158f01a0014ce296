"""Class 3 and 10 for layers without weights: maxima, averages and sums are bound like all others."""

from dataclasses import replace

import numpy as np
import pytest
from forgery import CellRun, Forger
from mutants import mutant, verdict
from networks import Builder, weights_of

import zkml
from zkml.proving.onnx_profile import read_profile
from zkml.proving.prover import Prover


@pytest.fixture(scope="module")
def pools():
    """A forger for a network of a convolution, a maximum, a sum and an average."""
    rng = np.random.default_rng(8)
    builder = Builder((1, 8, 8))
    first = builder.convolution("x", weights_of(rng, (3, 1, 3, 3)), [900, 2000, 100], 5, (1, 1), [1, 1, 1, 1])
    pooled = builder.pool(first, (2, 2), (2, 2), (0, 0, 0, 0), "maximum")
    other = builder.convolution(pooled, rng.integers(-9, 10, (3, 3, 1, 1)), [10, 20, 3000], 4)
    added = builder.added(pooled, other, [-1, 0, 0])
    whole = builder.whole_average(added, 0)
    builder.sums(whole, rng.integers(-63, 64, (2, 3, 1, 1)), [5, 6])
    prover = Prover(read_profile(builder.model()))
    x = rng.integers(0, 256, (1, 1, 8, 8)).astype(np.uint8)
    return Forger(prover, x, prover.prove(x))


def mixing_layers(forger):
    return [i for i, layer in enumerate(forger.architecture.hidden) if not layer.weighted]


def test_a_false_maximum_average_or_sum_is_rejected(pools):
    layers = mixing_layers(pools)
    assert len(layers) == 5
    for layer in layers:
        results = pools.evaluated(layer, lambda values: np.where(values > 0, values - 1, 1))
        statement, witness = pools.statement(results[-1].sums), pools.witness(results)
        data = pools.run(statement, witness, CellRun)
        assert verdict(zkml, pools.prover.registration, statement, data) == "lookup layer"


def test_a_mixing_layers_sum_is_tied_to_what_it_reads(pools):
    loose = mutant(("verifier", "if claim != f * g % PRIME:", "if False:"))
    for layer in mixing_layers(pools):
        results = pools.evaluated(layer, lambda values: values * 0 + 9)
        shift = pools.architecture.layers[layer].shift
        results[layer] = type(results[layer])(results[layer].sums * 0 + (9 << shift), results[layer].outputs)
        statement = pools.statement(results[-1].sums)
        data = pools.run(statement, pools.witness(results))
        assert verdict(zkml, pools.prover.registration, statement, data) == "network"
        assert verdict(loose, pools.prover.registration, statement, data) == "accepted"


def test_the_ones_of_mixing_layers_are_the_verifiers(pools):
    """A verifier that took f as it comes would let the weights answer for what has none: honest proofs fail then."""
    careless = mutant(("verifier", "learnt = f - at_sigma.public_weights()", "learnt = f"))
    result = verdict(careless, pools.prover.registration, pools.proof.statement, pools.proof.data)
    assert result == "opening sum"


def test_another_number_in_a_mix_is_another_model(pools):
    layer = pools.architecture.layers[mixing_layers(pools)[-1]]
    changed = replace(layer, mixes=(replace(layer.mixes[0], rows=(*layer.mixes[0].rows[:-1], 2)),))
    layers = tuple(changed if found is layer else found for found in pools.architecture.layers)
    registration = replace(pools.prover.registration, architecture=replace(pools.architecture, layers=layers))
    assert registration.model_id != pools.prover.registration.model_id
    assert verdict(zkml, registration, pools.proof.statement, pools.proof.data) != "accepted"
