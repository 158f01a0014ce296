"""The statement: what a proof says. It is absorbed before anything else, and nothing in it is taken from the proof.

In numbers: version, parameter set, way of binding the input, model, context (chain, contract, account, job, nonce),
number of items, then each item's output and its input, packed into elements, or what somebody has committed to them
by. A part that were missing could be exchanged afterwards: another model's proof, another device's job, another run of
the same job.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack

from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.hashing import Hashes, hashes_of
from zkml.multilinear import log2_ceil
from zkml.parameters import parameter_set

__all__ = [
    "COMMITTED_INPUT",
    "MOST_ITEMS",
    "PACKED_BYTES",
    "PUBLIC_INPUT",
    "VERSION",
    "WITNESS_INPUT",
    "Context",
    "InputCommitment",
    "Statement",
    "VerifiedStatement",
    "packed",
]

VERSION = 1

PUBLIC_INPUT = 0
"""The verifier evaluates the inputs from their bytes."""

WITNESS_INPUT = 1
"""The inputs are cells of the witness, bound to what they are packed into; the statement absorbs that span's digest."""

COMMITTED_INPUT = 2
"""They are cells, bound to the elements of a table that a source has committed to (see `input_commitment`)."""

MOST_ITEMS = 256

PACKED_BYTES = 31
"""Bytes of an input in one element."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where a proof counts; each part is an element (below the prime). All zero: anywhere.

    Attributes:
        chain, contract, account: of the network, the verifying contract and the account it pays.
        job, nonce: of the request.

    """

    chain: int = 0
    contract: int = 0
    account: int = 0
    job: int = 0
    nonce: int = 0


@dataclass(frozen=True, slots=True)
class InputCommitment:
    """What a source has committed to its inputs by.

    Attributes:
        root: of the tree over the table of their elements.
        anchor: the table's value at a point that follows from the root: no word is near two tables that have it.

    """

    root: int
    anchor: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Model, inputs and outputs of a proof.

    Attributes:
        model_id: of the registered model.
        parameter_set: name of the set.
        inputs: of each item, its u8 tensor in row-major order; none where there is a commitment to them.
        outputs: of each item, its int32 tensor in row-major order, little-endian.
        context: where it counts.
        binding: how the inputs are bound, PUBLIC_INPUT, WITNESS_INPUT or COMMITTED_INPUT.
        commitment: to the inputs, if they are bound by one.

    """

    model_id: int
    parameter_set: str
    inputs: tuple[bytes, ...]
    outputs: tuple[bytes, ...]
    context: Context = field(default_factory=Context)
    binding: int = PUBLIC_INPUT
    commitment: InputCommitment | None = None

    def check(self, input_size: int, output_size: int) -> None:
        """Check the form, against the model's sizes.

        Outputs are bytes, so that one text is both hashed and used: numbers in another type could be equal to several.

        Raises:
            Rejected: ``statement``.

        """
        context = self.context
        if type(context) is not Context:
            raise Rejected("statement", "the context is not a Context")
        if type(self.binding) is not int or self.binding not in (PUBLIC_INPUT, WITNESS_INPUT, COMMITTED_INPUT):
            raise Rejected("statement", "there is no such way of binding inputs")
        committed = self.binding == COMMITTED_INPUT
        if type(self.commitment) is not (InputCommitment if committed else type(None)):
            raise Rejected("statement", "there is a commitment to the inputs if, and only if, they are bound by it")
        felts = [self.model_id, context.chain, context.contract, context.account, context.job, context.nonce]
        felts += self._commitment_felts()
        if not all(type(felt) is int and 0 <= felt < PRIME for felt in felts):
            raise Rejected("statement", "the model, a part of the context or the commitment is not a field element")
        if type(self.inputs) is not tuple or type(self.outputs) is not tuple:
            raise Rejected("statement", "inputs and outputs must be tuples of bytes")
        if not 1 <= len(self.outputs) <= MOST_ITEMS or len(self.inputs) != (0 if committed else len(self.outputs)):
            raise Rejected("statement", f"there must be 1…{MOST_ITEMS} outputs and as many inputs, or a commitment")
        for items, size, what in ((self.inputs, input_size, "input"), (self.outputs, 4 * output_size, "output")):
            if not all(type(item) is bytes and len(item) == size for item in items):
                raise Rejected("statement", f"an {what} does not have {size} bytes")

    @property
    def count(self) -> int:
        """Number of items."""
        return len(self.outputs)

    @property
    def in_witness(self) -> bool:
        """Whether the inputs are cells of the witness."""
        return self.binding in (WITNESS_INPUT, COMMITTED_INPUT)

    @property
    def items_bits(self) -> int:
        """log2 of the number of items, rounded up."""
        return log2_ceil(self.count)

    def output_values(self) -> list[list[int]]:
        """Return each item's output as integers."""
        return [list(unpack(f"<{len(item) // 4}i", item)) for item in self.outputs]

    def felts(self, hashes: Hashes | None = None) -> list[int]:
        """Return the statement as elements; *hashes*: the parameter set's, by a faster permutation."""
        parameters, context = parameter_set(self.parameter_set), self.context
        head = [VERSION, parameters.code, self.binding, self.model_id]
        head += [context.chain, context.contract, context.account, context.job, context.nonce, self.count]
        outputs = [value % PRIME for item in self.output_values() for value in item]
        inputs = self._commitment_felts() or self.packed_inputs()
        if self.binding == WITNESS_INPUT:
            inputs = [(hashes or hashes_of(parameters.profile)).span(inputs)]
        return head + outputs + inputs

    def _commitment_felts(self) -> list[int]:
        return [] if self.commitment is None else [self.commitment.root, self.commitment.anchor]

    def packed_inputs(self) -> list[int]:
        """Return all inputs as elements."""
        return [felt for item in self.inputs for felt in packed(item)]

    def digest(self) -> int:
        """Return the digest, by which a proof is known: spend this, never a hash of the proof's bytes."""
        return hashes_of(parameter_set(self.parameter_set).profile).span(self.felts())


def packed(data: bytes) -> list[int]:
    """Return bytes as elements of 31 bytes, little-endian; each is below 2^248, the last holds the rest."""
    return [int.from_bytes(data[i : i + PACKED_BYTES], "little") for i in range(0, len(data), PACKED_BYTES)]


@dataclass(frozen=True, slots=True)
class VerifiedStatement:
    """A statement whose proof was accepted.

    Attributes:
        statement: it.
        digest: of the statement: what a replay protection remembers.

    """

    statement: Statement
    digest: int
