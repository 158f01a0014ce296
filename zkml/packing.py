"""Inputs as cells of the witness, bound to the elements that a statement packs them into.

31 bytes are one element, F_j = Σ_k 256^k X[31 j + k]. For a challenge c, drawn after the cells were committed to,

    Σ_b c^(n b) Σ_j c^j F[b, j] = Σ_b c^(n b) Σ_i c^(i div 31) 256^(i mod 31) X[b, i]        image b, n elements each

is one claim about the witness. If it holds, then but for (n · images) / p all F[b, j] are what the cells give; these
are bytes by their lookups, so each element is packed in the only way, and its high bytes are zero. A verifier needs n
multiplications for each image, and takes no element apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from zkml.circuit import MOST_RESHAPED_BITS, Architecture, Layout
from zkml.claims import WitnessTerm
from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.layers import block_bits
from zkml.multilinear import log2_ceil
from zkml.statement import COMMITTED_INPUT, PACKED_BYTES, Statement

__all__ = ["check_input_size", "image_factors", "image_places", "input_terms", "packed_value"]


def check_input_size(architecture: Architecture) -> None:
    """Check that inputs are small enough to be cells: their weights are no product, and cost the verifier.

    Raises:
        Rejected: ``statement``: they are too large.

    """
    if block_bits(architecture.input) > MOST_RESHAPED_BITS:
        raise Rejected("statement", f"inputs of more than 2^{MOST_RESHAPED_BITS} bytes are not bound in the witness")


def packed_value(statement: Statement, challenge: int) -> int:
    """Return what the packed inputs, the last repeated for each image up to the power of two, must add up to."""
    felts = statement.packed_inputs()
    felts += felts[len(felts) - len(felts) // len(statement.inputs) :] * (
        (1 << statement.items_bits) - len(statement.inputs)
    )
    total = 0
    for felt in reversed(felts):
        total = (total * challenge + felt) % PRIME
    return total


def input_terms(
    architecture: Architecture,
    plan: Layout,
    selector: int,
    position: Sequence[int],
    challenge: int,
    scales: Sequence[int],
    binding: int,
) -> list[WitnessTerm]:
    """Return the weights of the inputs' sum at the lookups' point, and those of the packed elements.

    *scales* are those of both claims, *selector* and *position* of the lookups' point, as in `NetworkPoint`; *binding*
    says how many places an image's elements have: as many as they are, or in a commitment a power of two.
    """
    block = plan.input_block
    assert block is not None
    inner = position[plan.position_bits - block.bits :]
    at_point = tuple([1 - x, x] for x in inner)
    looked_up = WitnessTerm(True, block.offset, at_point, (selector * scales[0] % PRIME, 0))
    packs = WitnessTerm(
        False,
        block.offset,
        (_packing_weights(architecture, challenge),),
        (scales[1], 0),
        images=image_factors(plan.items_bits, pow(challenge, image_places(architecture, binding), PRIME)),
    )
    return [looked_up, packs]


def image_places(architecture: Architecture, binding: int) -> int:
    """Return n, the places of an image's elements."""
    places = -(-prod(architecture.input) // PACKED_BYTES)
    return 1 << log2_ceil(places) if binding == COMMITTED_INPUT else places


def image_factors(items_bits: int, step: int) -> tuple[tuple[int, int], ...]:
    """Return c^(n b), *step* being c^n, as a product over the bits of b, the highest first."""
    return tuple((1, pow(step, 1 << (items_bits - 1 - bit), PRIME)) for bit in range(items_bits))


def _packing_weights(architecture: Architecture, challenge: int) -> list[int]:
    """Return c^(i div 31) 256^(i mod 31) at the place of byte i in the input's block."""
    channels, height, width = architecture.input
    rows, columns = 1 << log2_ceil(height), 1 << log2_ceil(width)
    table = [0] * (1 << block_bits(architecture.input))
    power, place = 1, 1
    for i in range(channels * height * width):
        c, y, x = i // (height * width), i // width % height, i % width
        table[(c * rows + y) * columns + x] = power * place % PRIME
        place <<= 8
        if i % PACKED_BYTES == PACKED_BYTES - 1:
            power, place = power * challenge % PRIME, 1
    return table
