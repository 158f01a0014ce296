"""Machine code for the prover on CPUs with AVX-512 IFMA, or the AVX-IFMA of 256 bits: eight elements at a time.

The functions have the names, the arguments and the results (modulo p) of those in `kernels`, whose form of an element
they share: x · 2^256 mod p as four words, loosely. In registers an element is five limbs of 52 bits, a vector of eight
lanes for each limb. vpmadd52 adds the low or the high half of the product of two limbs to a third vector.

Montgomery's reduction clears 5 · 52 = 260 bits, so a product of x and y is x · y / 2^260; one factor is therefore read
from its words as 16 x ("shifted"), which costs nothing, and the product is x · y / 2^256 as in `kernels`, with the same
bounds. p's limbs are 1, 0, 0, 17 · 2^36, 2^43: a step needs two products and some shifts.

AVX-IFMA has the same products for four lanes. Then each is made twice (`halve`), and what else is done to vectors of
eight lanes LLVM splits by itself.

A code word's lanes are eight cosets of its domain, which share the twiddles; a buffer holds for each position its
limbs, each as eight words.
"""

from zkml.proving.ifma.code_words import blake_lanes, poseidon_lanes, poseidon_nodes, transform_lanes
from zkml.proving.ifma.lanes import LANES, halve
from zkml.proving.ifma.tables import (
    add_plain,
    add_scaled,
    combine,
    dot,
    eq_steps,
    fold_into,
    fraction_bind,
    fraction_start,
    fractions,
    from_integers,
    multiply_all,
    outer,
    product_bind,
    product_round,
)
from zkml.proving.kernels import blake_nodes, blake_start, grind, project

__all__ = [
    "LANES",
    "add_plain",
    "add_scaled",
    "blake_lanes",
    "blake_nodes",
    "blake_start",
    "combine",
    "dot",
    "eq_steps",
    "fold_into",
    "fraction_bind",
    "fraction_start",
    "fractions",
    "from_integers",
    "grind",
    "halve",
    "multiply_all",
    "outer",
    "poseidon_lanes",
    "poseidon_nodes",
    "product_bind",
    "product_round",
    "project",
    "transform_lanes",
]
