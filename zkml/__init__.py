"""Proofs that a network in integers gave an output: hash functions only, bit for bit what ONNX Runtime gives.

Reading order: field, hashing, transcript, merkle, multilinear, sumcheck, lookup, commitment, layers, circuit, claims,
statement, packing, input_commitment, registration, verifier; that is all an auditor needs. The prover is in
`zkml.proving`, the compiler in `zkml.compiling`, what a contract is made of in `zkml.cairo`.

    circuit = zkml.compile(onnx.load("float.onnx"), calibration).circuit  # or zkml.load_circuit("profile.onnx")
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
    from zkml.compiling import Compilation, InputScaling
    from zkml.compiling import compile_model as compile  # noqa: A004 (the library's word for it)
    from zkml.proving import Circuit, Proof, Prover, fastest, load_circuit, register, warm_up

__all__ = [
    "DEFAULT_SET",
    "PARAMETER_SETS",
    "Cancelled",
    "Circuit",
    "Compilation",
    "Context",
    "InputScaling",
    "Proof",
    "Prover",
    "Registration",
    "Rejected",
    "Statement",
    "Unprovable",
    "VerifiedStatement",
    "compile",
    "decode_registration",
    "encode_registration",
    "fastest",
    "load_circuit",
    "register",
    "verify",
    "verify_registration",
    "warm_up",
]


def __getattr__(name: str) -> Any:
    """Import prover and compiler when they are first asked for: verifying needs neither NumPy nor Numba."""
    if name in {"Circuit", "Proof", "Prover", "fastest", "load_circuit", "register", "warm_up"}:
        from zkml import proving

        return getattr(proving, name)
    if name in {"Compilation", "InputScaling", "compile"}:
        from zkml import compiling

        return getattr(compiling, "compile_model" if name == "compile" else name)
    raise AttributeError(name)
