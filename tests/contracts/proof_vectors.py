"""Twenty proofs and a digest of every value on the way to their verdict, in ``proof_vectors.json``.

Three models of one architecture, one and eight pictures, several jobs and accounts. Proofs are made again from what a
row names, since a prover has no secret and no luck in it. To write the file anew::

    cd tests/contracts && PYTHONPATH=../..:. ../../.venv/bin/python proof_vectors.py
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import blake2s
from pathlib import Path

import numpy as np
from inspection_testing import MODEL, SET
from proof_tracing import CONTRACT, digests, python_trace

from zkml import Context, load_circuit
from zkml.cairo.binding import binding_of
from zkml.proving import Proof, Prover

FILE = Path(__file__).with_name("proof_vectors.json")
SEPOLIA = int.from_bytes(b"SN_SEPOLIA", "big")


@dataclass(frozen=True)
class Case:
    """A proof to be made.

    Attributes:
        model: 0: the shipped one; else its weights, moved by so many places along the kernels' rows.
        items: pictures.
        seed: of the pictures, which are noise for even seeds and nearly uniform for odd ones.

    """

    model: int
    items: int
    seed: int

    @property
    def context(self) -> Context:
        return Context(
            chain=SEPOLIA, contract=CONTRACT, account=2**250 + self.seed, job=self.seed + 1, nonce=self.seed % 3
        )


CASES = (
    *(Case(0, 1, seed) for seed in range(7)),
    *(Case(1, 1, seed) for seed in range(7, 12)),
    *(Case(2, 1, seed) for seed in range(12, 16)),
    *(Case(0, 8, seed) for seed in (16, 17)),
    Case(1, 8, 18),
    Case(2, 8, 19),
)


@cache
def prover(model: int) -> Prover:
    """The prover of a model; it keeps half a gibibyte."""
    circuit = load_circuit(MODEL)
    if model:
        moved = tuple(np.ascontiguousarray(np.roll(weights, model, axis=-1)) for weights in circuit.weights)
        circuit = replace(circuit, weights=moved)
    return Prover(circuit, SET)


def prove(case: Case) -> Proof:
    """The proof of a case: always the same bytes."""
    made = prover(case.model)
    shape = (case.items, *made.registration.architecture.input)
    noise = np.random.default_rng(case.seed)
    pictures = noise.integers(0, 256, shape) if case.seed % 2 == 0 else 100 + noise.integers(0, 3, shape)
    return made.prove(
        pictures.astype(np.uint8), case.context, binding=binding_of(made.circuit.architecture, case.items)
    )


def rows() -> Iterator[dict[str, object]]:
    for case in CASES:
        proof = prove(case)
        trace = python_trace(prover(case.model).registration, proof.statement, proof.data)
        yield {**asdict(case), "proof": digest(proof.data), "trace": digests(trace)}
        sys.stderr.write(f"{case}: {sum(map(len, trace.values())):,} values\n")


def digest(data: bytes) -> str:
    return blake2s(data).hexdigest()[:24]


if __name__ == "__main__":
    FILE.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows()) + "\n]\n", encoding="utf-8")
