"""Proofs that a network in integers gave an output: hash functions only, bit for bit what ONNX Runtime gives.

Reading order: field, hashing, transcript, merkle, multilinear, sumcheck, lookup, commitment, layers, circuit, claims,
statement, registration, verifier; that is all an auditor needs. The prover is in `zkml.proving`.

    circuit = zkml.load_circuit("model.onnx")
    prover = zkml.Prover(circuit)
    proof = prover.prove(inputs, zkml.Context(job=7))
    zkml.verify(prover.registration, proof.statement, proof.data)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zkml.errors import Cancelled, Rejected, Unprovable
from zkml.format import decode_registration, encode_registration
from zkml.parameters import DEFAULT_SET, PARAMETER_SETS
from zkml.registration import Registration, verify_registration
from zkml.statement import Context, Statement, VerifiedStatement
from zkml.verifier import verify

if TYPE_CHECKING:
    from zkml.proving import Circuit, Proof, Prover, load_circuit, register

__all__ = [
    "DEFAULT_SET",
    "PARAMETER_SETS",
    "Cancelled",
    "Circuit",
    "Context",
    "Proof",
    "Prover",
    "Registration",
    "Rejected",
    "Statement",
    "Unprovable",
    "VerifiedStatement",
    "decode_registration",
    "encode_registration",
    "load_circuit",
    "register",
    "verify",
    "verify_registration",
]


def __getattr__(name: str) -> Any:
    """Import the prover when it is first asked for, so that verifying needs neither NumPy nor Numba."""
    if name in {"Circuit", "Proof", "Prover", "load_circuit", "register"}:
        from zkml import proving

        return getattr(proving, name)
    raise AttributeError(name)
