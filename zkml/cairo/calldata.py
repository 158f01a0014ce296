"""What the contract is called with: the statement and the proof as elements.

The contract takes its own chain and address for the statement's; a statement about others is proven, but not there. It
wants, before outputs and inputs, what JobManager knows a result by: job, model and the digests of input and output,
which are Starknet's ``poseidon_hash_span`` over their elements.

Inputs that are committed to stand there as the account that vouches for them, the commitment's root and its anchor; the
proof then begins with that account's signature of the commitment, which the contract has the account check.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from zkml.cairo.description import GENERAL_SET, architecture_words
from zkml.circuit import Architecture
from zkml.errors import Rejected
from zkml.field import BYTES, PRIME, canonical_felts
from zkml.format import PROOF_MAGIC, proof_felts
from zkml.hashing import hashes_of
from zkml.registration import Registration
from zkml.statement import (
    COMMITTED_INPUT,
    PACKED_BYTES,
    PUBLIC_INPUT,
    WITNESS_INPUT,
    Context,
    InputCommitment,
    Statement,
)

__all__ = [
    "MOST_SHOWN",
    "binding_of",
    "input_digest",
    "output_digest",
    "proof_calldata",
    "proof_of_calldata",
    "registration_calldata",
    "statement_calldata",
    "statement_of_calldata",
]

_HEAD = 6
_COMMITMENT = 3

MOST_SHOWN = 8
"""Inputs that a transaction has room for."""


def binding_of(items: int) -> int:
    """Return how the contracts have so many inputs bound.

    One is evaluated; several are cells, which is less work; where they would not fit into a transaction, a commitment
    stands for them.
    """
    if items == 1:
        return PUBLIC_INPUT
    return WITNESS_INPUT if items <= MOST_SHOWN else COMMITTED_INPUT


def input_digest(statement: Statement, source: int = 0) -> int:
    """Return the digest of all inputs, by which a job names them; *source*: the account that vouches for them."""
    return hashes_of("poseidon").span(_inputs(statement, source))


def output_digest(statement: Statement) -> int:
    """Return the digest of all outputs, which a worker signs."""
    return hashes_of("poseidon").span(_outputs(statement))


def statement_calldata(statement: Statement, source: int = 0) -> list[int]:
    """Return the statement's elements, in the order of ``contracts/src/zkml/statement.cairo``.

    *source*: the account that vouches for inputs that are committed to.
    """
    context, inputs = statement.context, _inputs(statement, source)
    head = [context.job, statement.model_id, hashes_of("poseidon").span(inputs), output_digest(statement)]
    return [*head, context.account, context.nonce, *_outputs(statement), *inputs]


def proof_calldata(proof: bytes, signature: Sequence[int] | None = None) -> list[int]:
    """Return a proof's elements; *signature*: the source's, of inputs that are committed to.

    Raises:
        Rejected: these are not the bytes of a proof.

    """
    data = proof_felts(proof)
    felts = canonical_felts(data[: len(data) // BYTES * BYTES])
    return felts if signature is None else [len(signature), *signature, *felts]


def registration_calldata(registration: Registration) -> tuple[list[int], int, int, int, list[int]]:
    """Return what ModelRegistry is called with: the architecture's words, log2 of the weights, root, anchor and proof.

    Raises:
        ValueError: the registration is under another parameter set than the contract's.
        Rejected: the proof's bytes are no elements.

    """
    if registration.parameter_set != GENERAL_SET:
        raise ValueError(f"the registration is under {registration.parameter_set}; make it under {GENERAL_SET}")
    architecture = registration.architecture
    felts = canonical_felts(registration.proof[: len(registration.proof) // BYTES * BYTES])
    return architecture_words(architecture), architecture.weight_bits, registration.root, registration.anchor, felts


def statement_of_calldata(
    felts: Sequence[int], architecture: Architecture, parameter_set: str, chain: int, contract: int
) -> Statement:
    """Return the statement that a contract at *contract* on *chain* reads from these elements.

    Raises:
        Rejected: ``statement``: it reads none from them.

    """
    size, width = prod(architecture.input), prod(architecture.output.shape)
    each = -(-size // PACKED_BYTES)
    items, committed = (len(felts) - _HEAD) // (width + each), False
    if items < 1 or len(felts) != _HEAD + items * (width + each):
        items, committed = (len(felts) - _HEAD - _COMMITMENT) // width, True
        if items <= MOST_SHOWN or len(felts) != _HEAD + _COMMITMENT + items * width:
            raise Rejected("statement", f"{len(felts)} elements are no statement of this model")
    job, model, _, _, account, nonce = felts[:_HEAD]
    outputs, inputs = felts[_HEAD : _HEAD + items * width], felts[_HEAD + items * width :]
    try:
        statement = Statement(
            model,
            parameter_set,
            () if committed else tuple(_unpacked(inputs[i * each : (i + 1) * each], size) for i in range(items)),
            tuple(_output(outputs[i * width : (i + 1) * width]) for i in range(items)),
            Context(chain, contract, account, job, nonce),
            binding_of(items),
            InputCommitment(*inputs[1:]) if committed else None,
        )
    except OverflowError:
        raise Rejected("statement", "an element has more bytes than it stands for") from None
    if statement_calldata(statement, inputs[0]) != list(felts):
        raise Rejected("statement", "the digests are not those of inputs and outputs")
    return statement


def proof_of_calldata(felts: Sequence[int], statement: Statement | None = None) -> bytes:
    """Return the bytes of a proof that has these elements; *statement*: that it is of, if its inputs are committed to.

    The source's signature is left out: it is the contract's to check.
    """
    if statement is not None and statement.commitment is not None:
        felts = felts[1 + min(felts[0], len(felts)) :] if felts else felts
    return PROOF_MAGIC + b"".join(felt.to_bytes(BYTES, "little") for felt in felts)


def _unpacked(felts: Sequence[int], size: int) -> bytes:
    sizes = [min(PACKED_BYTES, size - start) for start in range(0, size, PACKED_BYTES)]
    return b"".join(felt.to_bytes(count, "little") for felt, count in zip(felts, sizes, strict=True))


def _output(felts: Sequence[int]) -> bytes:
    signed = (felt - PRIME if felt > PRIME // 2 else felt for felt in felts)
    return b"".join(value.to_bytes(4, "little", signed=True) for value in signed)


def _inputs(statement: Statement, source: int) -> list[int]:
    found = statement.commitment
    return statement.packed_inputs() if found is None else [source, found.root, found.anchor]


def _outputs(statement: Statement) -> list[int]:
    return [value % PRIME for item in statement.output_values() for value in item]
