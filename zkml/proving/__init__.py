"""The prover: everything here may be fast or wrong; only the verifier is trusted."""

from __future__ import annotations

from zkml.proving.network import Circuit
from zkml.proving.onnx_profile import load_circuit
from zkml.proving.prover import Proof, Prover, register
from zkml.proving.select import fastest, warm_up

__all__ = [
    "Circuit",
    "Proof",
    "Prover",
    "fastest",
    "load_circuit",
    "register",
    "warm_up",
]
