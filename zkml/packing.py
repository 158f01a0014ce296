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

from zkml.circuit import MOST_RESHAPED_BITS, Architecture
from zkml.claims import NetworkPoint, WitnessTerm
from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.layers import Shape, block_bits, places
from zkml.multilinear import eq_factors, evaluate, log2_ceil, power_factors
from zkml.statement import COMMITTED_INPUT, PACKED_BYTES, Statement, packed

__all__ = ["check_input_size", "image_places", "input_terms", "packed_value"]


def check_input_size(architecture: Architecture) -> None:
    """Check that inputs are small enough to be cells: their weights are no product, and cost the verifier.

    Raises:
        Rejected: ``statement``: they are too large.

    """
    if block_bits(architecture.input) > MOST_RESHAPED_BITS:
        raise Rejected("statement", f"inputs of more than 2^{MOST_RESHAPED_BITS} bytes are not bound in the witness")


def packed_value(statement: Statement, challenge: int) -> int:
    """Return what the packed inputs, the last repeated for each image up to the power of two, must add up to."""
    repeated = (1 << statement.items_bits) - statement.count
    felts = statement.packed_inputs() + repeated * packed(statement.inputs[-1])
    return evaluate(felts, challenge)


def input_terms(network: NetworkPoint, challenge: int, scales: Sequence[int], binding: int) -> list[WitnessTerm]:
    """Return the weights of the inputs' sum at the lookups' point, and those of the packed elements.

    *scales* are those of both claims; *binding* says how many places an image's elements have: as many as they are, or
    in a commitment a power of two.
    """
    block, (selector, inner) = network.layout.looked_up[-1], network.selected[-1]
    looked_up = (selector * scales[0] % PRIME, 0)
    step = pow(challenge, image_places(network.architecture, binding), PRIME)
    images = power_factors(step, network.layout.items_bits)  # c^(n b)
    return [
        WitnessTerm(network.every_image, looked_up, block.offset, eq_factors(inner)),
        WitnessTerm(images, (scales[1], 0), block.offset, [_packing_weights(network.architecture.input, challenge)]),
    ]


def image_places(architecture: Architecture, binding: int) -> int:
    """Return n, the places of an image's elements."""
    elements = -(-prod(architecture.input) // PACKED_BYTES)
    return 1 << log2_ceil(elements) if binding == COMMITTED_INPUT else elements


def _packing_weights(shape: Shape, challenge: int) -> list[int]:
    """Return c^(i div 31) 256^(i mod 31) at the place of byte i in the input's block."""
    table, power = [0] * (1 << block_bits(shape)), 1
    for i, place in enumerate(places(shape)):
        table[place] = (power << 8 * (i % PACKED_BYTES)) % PRIME
        if i % PACKED_BYTES == PACKED_BYTES - 1:
            power = power * challenge % PRIME
    return table
