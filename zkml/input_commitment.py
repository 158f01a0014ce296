"""Inputs that somebody has committed to before they were proven about: a camera's bridge, or the gateway.

This is what a verifier needs of it; the commitment is made in `zkml.committing` and, faster, in `zkml.proving`.

The elements of a batch's inputs, 31 bytes each, lie in a table P: those of image b from b·2^s on, s as small as one
image's elements allow, zeros between them; the last image is repeated up to the power of two, and zeros follow up to
the size of an oracle of the proof that P joins (its size follows from those of the model's tables). The commitment is

* the root of the hash tree over P's code word, made as every other table's (see `commitment`), and
* the anchor Σ_i z^i P[i], z a hash of the root: a root under which a word lies that is near several tables has one
  of them but for (l²/2)·2^bits / p. So whoever commits cannot say later that it was another.

In a proof, inputs are cells of the witness, each a byte by its lookups. A challenge c is drawn after all claims; then

    Σ_b c^(b 2^s) Σ_i c^(i div 31) 256^(i mod 31) X[b, i] = Σ_i c^i P[i]

is sent as one value and claimed of both tables. Both sides are polynomials in c of degree below 2^bits that were fixed
before it: they agree but for 2^bits / p only where every element of P is the cells', and zero where there are none. A
verifier sees no element, and pays for none.

**What it does not show**: that the bytes are a camera's. Whoever signs the commitment vouches for that. A camera's own
signature covers a JPEG's digest; from there to the bytes are the decoding and scaling of whoever commits, which the
proof is silent about.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from zkml.circuit import Architecture, layout
from zkml.commitment import plan
from zkml.hashing import Hashes, hashes_of
from zkml.multilinear import log2_ceil
from zkml.parameters import ParameterSet
from zkml.statement import PACKED_BYTES, VERSION

__all__ = ["InputTable", "commitment_point", "input_table"]

_POINT = int.from_bytes(b"zkml1 input point", "big")


@dataclass(frozen=True, slots=True)
class InputTable:
    """Form of the table that a batch's inputs are committed to by.

    Attributes:
        items_bits: log2 of the images.
        image_bits: log2 of the places of one image.
        bits: log2 of the table's size.
        folds: two-to-one folds of a leaf.

    """

    items_bits: int
    image_bits: int
    bits: int
    folds: int


def input_table(architecture: Architecture, items_bits: int) -> InputTable:
    """Return the form for a batch of 2^*items_bits* inputs: the least oracle of its proof that holds them."""
    witness, weights = layout(architecture, items_bits, with_input=True).witness_bits, architecture.weight_bits
    schedule = plan(max(witness, weights), min(witness, weights), witness_first=witness >= weights)
    image_bits = log2_ceil(-(-prod(architecture.input) // PACKED_BYTES))
    size, found = max(witness, weights), (0, 0)
    for folds in schedule.folds:
        if size >= items_bits + image_bits:
            found = size, folds
        size -= folds
    return InputTable(items_bits, image_bits, *found)


def commitment_point(parameters: ParameterSet, bits: int, root: int, hashes: Hashes | None = None) -> int:
    """Return z for a table of 2^*bits* elements; *hashes*: the parameter set's, by a faster permutation."""
    return (hashes or hashes_of(parameters.profile)).span([_POINT, VERSION, parameters.code, bits, root])
