"""The general verifier on a chain, with models of any architecture and their proofs."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from chain_testing.chain import Chain
from chain_testing.contract import Contract
from inspection_testing import SET, Inspections, recorded

from zkml import Prover, load_circuit
from zkml.cairo.calldata import registration_calldata
from zkml.cairo.description import architecture_words, description
from zkml.proving import Circuit

sys.path.append(str(Path(__file__).parents[1] / "zkml"))
from networks import Builder, random_inputs, random_model, weights_of


@dataclass(frozen=True)
class Described(Inspections):
    """A general verifier that has a registered model and its architecture's description."""

    @classmethod
    def describe(cls, chain: Chain, verifier: Contract, prover: Prover) -> "Described":
        verifier.describe_architecture(**described(prover), by=chain.stranger)
        return cls.record(chain, verifier, prover)

    @classmethod
    def record(cls, chain: Chain, verifier: Contract, prover: Prover) -> "Described":
        """Register and record a model of a described architecture; anybody may."""
        registration = prover.registration
        registry = chain.at(int(verifier.registry()), "ModelRegistry")
        registry.register_model(*registration_calldata(registration), by=chain.admin)
        verifier.record_model(**recorded(registration), by=chain.admin)
        return cls(chain, verifier, prover)

    def inputs(self, seed: int, items: int = 1) -> np.ndarray:
        return random_inputs(self.prover.circuit, items, seed)


def deploy_general(chain: Chain) -> Contract:
    """A general verifier whose registrar is the stranger."""
    return chain.deploy("GeneralVerifier", registrar=chain.stranger.address, registry=chain.deploy("ModelRegistry"))


def described(prover: Prover) -> dict[str, object]:
    """What an architecture is described by."""
    architecture = prover.registration.architecture
    return {"architecture": architecture_words(architecture), "description": description(architecture)}


def random_circuit(seed: int, place: Path) -> Circuit:
    onnx.save(random_model(seed), place)
    return load_circuit(place)


def dense_circuit(inputs: int, hidden: int, place: Path) -> Circuit:
    """Two dense layers: many weights, few outputs."""
    rng = np.random.default_rng(inputs)
    builder = Builder((inputs, 1, 1))
    bias = rng.integers(-1000, 1000, hidden)
    found = builder.convolution("x", weights_of(rng, (hidden, inputs, 1, 1)), bias, 9)
    builder.dense_sums(found, weights_of(rng, (hidden, 5)), rng.integers(-1000, 1000, 5))
    onnx.save(builder.model(), place)
    return load_circuit(place)


def random_prover(seed: int, place: Path) -> Prover:
    return Prover(random_circuit(seed, place), SET)
