"""The general verifier on a chain, with models of any architecture and their proofs."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from chain_testing.chain import Chain
from chain_testing.contract import Contract
from inspection_testing import SET, Inspections

from zkml import Prover, load_circuit
from zkml.cairo.description import architecture_words, description
from zkml.proving import Circuit

sys.path.append(str(Path(__file__).parents[1] / "zkml"))
from networks import random_inputs, random_model


@dataclass(frozen=True)
class Described(Inspections):
    """A general verifier that has a model's description."""

    @classmethod
    def describe(cls, chain: Chain, verifier: Contract, prover: Prover) -> "Described":
        verifier.describe_model(**record(prover), by=chain.stranger)
        return cls(chain, verifier, prover)

    def inputs(self, seed: int, items: int = 1) -> np.ndarray:
        return random_inputs(self.prover.circuit, items, seed)


def record(prover: Prover) -> dict[str, object]:
    """What a model is registered by."""
    registration = prover.registration
    return {
        "root": registration.root,
        "anchor": registration.anchor,
        "architecture": architecture_words(registration.architecture),
        "description": description(registration.architecture),
    }


def random_circuit(seed: int, place: Path) -> Circuit:
    onnx.save(random_model(seed), place)
    return load_circuit(place)


def random_prover(seed: int, place: Path) -> Prover:
    return Prover(random_circuit(seed, place), SET)
