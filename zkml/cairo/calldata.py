"""What the contract is called with: the statement and the proof as elements.

The contract takes its own chain and address for the statement's; a statement about others is proven, but not there. It
wants, before outputs and inputs, what JobManager knows a result by: job, model and the digests of input and output,
which are Starknet's ``poseidon_hash_span`` over their elements.
"""

from __future__ import annotations

from zkml.field import BYTES, PRIME, canonical_felts
from zkml.format import proof_felts
from zkml.hashing import hashes_of
from zkml.statement import Statement, packed

__all__ = ["input_digest", "output_digest", "proof_calldata", "statement_calldata"]


def input_digest(statement: Statement) -> int:
    """Return the digest of all inputs, by which a job names them."""
    return hashes_of("poseidon").span(_inputs(statement))


def output_digest(statement: Statement) -> int:
    """Return the digest of all outputs, which a worker signs."""
    return hashes_of("poseidon").span(_outputs(statement))


def statement_calldata(statement: Statement) -> list[int]:
    """Return the statement's elements, in the order of ``contracts/src/zkml/statement.cairo``."""
    context = statement.context
    head = [context.job, statement.model_id, input_digest(statement), output_digest(statement)]
    return [*head, context.account, context.nonce, *_outputs(statement), *_inputs(statement)]


def proof_calldata(proof: bytes) -> list[int]:
    """Return a proof's elements.

    Raises:
        Rejected: these are not the bytes of a proof.

    """
    data = proof_felts(proof)
    return canonical_felts(data[: len(data) // BYTES * BYTES])


def _inputs(statement: Statement) -> list[int]:
    return [felt for item in statement.inputs for felt in packed(item)]


def _outputs(statement: Statement) -> list[int]:
    return [value % PRIME for item in statement.output_values() for value in item]
