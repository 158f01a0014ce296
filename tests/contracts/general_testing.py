"""The general verifier on a chain, with models of any architecture and their proofs."""

from dataclasses import dataclass

import numpy as np
from chain_testing.chain import Chain
from chain_testing.contract import Contract
from inspection_testing import Inspections

from zkml import Prover
from zkml.cairo.description import architecture_words, description


@dataclass(frozen=True)
class Described(Inspections):
    """A general verifier that has a model's description."""

    @classmethod
    def describe(cls, chain: Chain, verifier: Contract, prover: Prover) -> "Described":
        registration = prover.registration
        words, elements = architecture_words(registration.architecture), description(registration.architecture)
        verifier.describe_model(registration.root, registration.anchor, words, elements, by=chain.stranger)
        return cls(chain, verifier, prover)
