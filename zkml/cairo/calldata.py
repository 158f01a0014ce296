"""What the contract is called with: the statement and the proof as elements.

The contract takes its own chain and address for the statement's; a statement about others is proven, but not there. It
wants, before outputs and inputs, what JobManager knows a result by: job, model and the digests of input and output,
which are Starknet's ``poseidon_hash_span`` over their elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from zkml.circuit import Architecture
from zkml.errors import Rejected
from zkml.field import BYTES, PRIME, canonical_felts
from zkml.format import PROOF_MAGIC, proof_felts
from zkml.hashing import hashes_of
from zkml.statement import PACKED_BYTES, PUBLIC_INPUT, WITNESS_INPUT, Context, Statement

__all__ = [
    "binding_of",
    "input_digest",
    "output_digest",
    "proof_calldata",
    "proof_of_calldata",
    "statement_calldata",
    "statement_of_calldata",
]

_HEAD = 6


def binding_of(items: int) -> int:
    """Return how the contracts have so many inputs bound: one is evaluated, several are cells, which is less work."""
    return PUBLIC_INPUT if items == 1 else WITNESS_INPUT


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


def statement_of_calldata(
    felts: Sequence[int], architecture: Architecture, parameter_set: str, chain: int, contract: int
) -> Statement:
    """Return the statement that a contract at *contract* on *chain* reads from these elements.

    Raises:
        Rejected: ``statement``: it reads none from them.

    """
    size, width = prod(architecture.input), prod(architecture.output.shape)
    per_item = width + -(-size // PACKED_BYTES)
    items = (len(felts) - _HEAD) // per_item
    if items < 1 or len(felts) != _HEAD + items * per_item:
        raise Rejected("statement", f"{len(felts)} elements are no statement of this model")
    job, model, _, _, account, nonce = felts[:_HEAD]
    outputs, inputs = felts[_HEAD : _HEAD + items * width], felts[_HEAD + items * width :]
    each = len(inputs) // items
    try:
        statement = Statement(
            model,
            parameter_set,
            tuple(_unpacked(inputs[i * each : (i + 1) * each], size) for i in range(items)),
            tuple(_output(outputs[i * width : (i + 1) * width]) for i in range(items)),
            Context(chain, contract, account, job, nonce),
            binding_of(items),
        )
    except OverflowError:
        raise Rejected("statement", "an element has more bytes than it stands for") from None
    if statement_calldata(statement) != list(felts):
        raise Rejected("statement", "the digests are not those of inputs and outputs")
    return statement


def proof_of_calldata(felts: Sequence[int]) -> bytes:
    """Return the bytes of a proof that has these elements."""
    return PROOF_MAGIC + b"".join(felt.to_bytes(BYTES, "little") for felt in felts)


def _unpacked(felts: Sequence[int], size: int) -> bytes:
    sizes = [min(PACKED_BYTES, size - start) for start in range(0, size, PACKED_BYTES)]
    return b"".join(felt.to_bytes(count, "little") for felt, count in zip(felts, sizes, strict=True))


def _output(felts: Sequence[int]) -> bytes:
    signed = (felt - PRIME if felt > PRIME // 2 else felt for felt in felts)
    return b"".join(value.to_bytes(4, "little", signed=True) for value in signed)


def _inputs(statement: Statement) -> list[int]:
    return statement.packed_inputs()


def _outputs(statement: Statement) -> list[int]:
    return [value % PRIME for item in statement.output_values() for value in item]
