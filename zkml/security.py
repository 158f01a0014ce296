"""How likely a false statement is accepted: every error term, computed from the parameters and sizes.

The proximity theorem used is mutual correlated agreement on lines for Reed-Solomon codes in the Johnson regime (Haböck,
ePrint 2025/2110, Theorem 2): for an analysis parameter M ≥ 3, words of agreement a = √ρ (1 + 1/2M) have at most
l = (M + 1/2)/√ρ codewords near them, and a random point of a line keeps an agreement that the line's ends do not have
with probability at most (l^7/3)(ρn)²/|F|. M is free: the bound holds for each, so the best of a few
counts. Each fold of an oracle is a line with a challenge of its own, never a part of one curve of degree 7, to which
the theorem does not apply.

In the fall-back regime (1.5-Johnson, Gao, Kan and Li, ePrint 2024/1810, for every linear code) a = ρ^(1/3) and lists
follow from the Johnson bound l ≤ (a - ρ)/(a² - ρ). The probability for a line is not restated here; `folds` is then
absent, and `total` counts all else.

All terms but the queries' are below 2^-112 at every size that the format allows, so that grinding is needed before the
queries only. Numbers are log2 of probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, prod

from zkml.circuit import MOST_BITS, Architecture, layout
from zkml.input_commitment import input_table
from zkml.layers import block_bits
from zkml.multilinear import log2_ceil
from zkml.parameters import FINAL_BITS, ParameterSet
from zkml.statement import COMMITTED_INPUT, PUBLIC_INPUT

__all__ = ["CLAIMS", "COMMITMENT_CLAIMS", "INPUT_CLAIMS", "Security", "Sizes", "security", "sizes_of", "worst_sizes"]

CLAIMS = 7
"""Claims in one opening: Y, R, the multiplicities of two tables, the hidden inputs, the weights, and the anchor."""

INPUT_CLAIMS = 2
"""More, where inputs are cells of the witness: their sum, and what they are packed into."""

_FIELD = 251.0
_ANALYSIS = (16, 64, 256, 1024)
"""Larger M gain less than 0.01 bits at the queries, and lose seven times their own logarithm at the folds."""


COMMITMENT_CLAIMS = 2
"""More, where somebody has committed to them: what their elements add up to, and the commitment's anchor."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """log2 of what the terms depend on.

    Attributes:
        witness_bits, weight_bits: of the committed tables.
        items_bits, output_bits: of the batch and of one output.
        terms_bits: of the network's sumcheck.
        packed_bits: of the elements that inputs are packed into, where they are cells of the witness; else None.
        input_bits: of the table that inputs are committed to by; None where they are not.

    """

    witness_bits: int
    weight_bits: int
    items_bits: int
    output_bits: int
    terms_bits: int
    packed_bits: int | None = None
    input_bits: int | None = None


@dataclass(frozen=True, slots=True)
class Security:
    """The outcome.

    Attributes:
        terms: name and log2 of each term, the queries' without the grinding.
        interactive_bits: of a prover that answers a live verifier: no grinding is counted.
        grinding_bits: work that each set of draws costs a prover that plays both sides.
        bits: of the non-interactive proof: -log2 of the sum of all terms, the queries' with the grinding.
        analysis: M; 0 in the fall-back regime.

    """

    terms: tuple[tuple[str, float], ...]
    interactive_bits: float
    grinding_bits: int
    bits: float
    analysis: int


def sizes_of(architecture: Architecture, items: int = 1, binding: int = PUBLIC_INPUT) -> Sizes:
    """Return the sizes of a model's proof for a batch."""
    items_bits = (items - 1).bit_length()
    plan = layout(architecture, items_bits, binding != PUBLIC_INPUT)
    output_bits = block_bits(architecture.output.shape)
    packed_bits = None if binding == PUBLIC_INPUT else items_bits + log2_ceil(prod(architecture.input))
    input_bits = input_table(architecture, items_bits).bits if binding == COMMITTED_INPUT else None
    sizes = plan.witness_bits, architecture.weight_bits, items_bits, output_bits, plan.terms_bits
    return Sizes(*sizes, packed_bits, input_bits)


def worst_sizes() -> Sizes:
    """Return sizes beyond which no proof can go."""
    return Sizes(MOST_BITS, MOST_BITS, 8, 20, MOST_BITS)


def security(parameters: ParameterSet, sizes: Sizes) -> Security:
    """Return the terms and what they sum to, for the best analysis parameter."""
    if parameters.regime == "1.5-johnson":
        return _security(parameters, sizes, 0)
    return max((_security(parameters, sizes, m) for m in _ANALYSIS), key=lambda found: found.bits)


def _security(parameters: ParameterSet, sizes: Sizes, analysis: int) -> Security:
    rho = 2.0**-parameters.rate_bits
    if analysis:
        agreement, lists = rho**0.5 * (1 + 1 / (2 * analysis)), (analysis + 0.5) / rho**0.5
    else:
        agreement = rho ** (1 / 3)
        lists = (agreement - rho) / (agreement**2 - rho)
    tables = 2 if sizes.input_bits is None else 3
    pairs = tables * log2(lists)  # a pair is a witness near the one word and weights near the other; or inputs, too
    m, large = sizes.witness_bits, max(sizes.witness_bits, sizes.weight_bits)
    small = min(sizes.witness_bits, sizes.weight_bits)
    network = sizes.items_bits + sizes.output_bits + 1 + 2 * sizes.terms_bits
    claims = CLAIMS + INPUT_CLAIMS * (sizes.packed_bits is not None) + COMMITMENT_CLAIMS * (tables == 3)
    terms = [
        ("lookups: fractions as functions of α and β", pairs + m + 1 - _FIELD),
        ("lookups: tree of fractions", pairs + log2(m * m + m) - _FIELD),
        ("network: output point, η, sumcheck", pairs + log2(network) - _FIELD),
        ("batching of the claims by γ", pairs + log2(claims - 1) - _FIELD),
        ("opening: sumcheck", pairs + log2(2 * (large - FINAL_BITS + tables - 1)) - _FIELD),
        ("anchor: two tables of a list agree at ζ", 2 * log2(lists) - 1 + sizes.weight_bits - _FIELD),
    ]
    if sizes.packed_bits is not None:
        terms.append(("inputs and what they are packed into", pairs + sizes.packed_bits - _FIELD))
    if sizes.input_bits is not None:
        terms.append(
            ("inputs' anchor: two tables of a list agree at z", 2 * log2(lists) - 1 + sizes.input_bits - _FIELD)
        )
    if analysis:
        lines = [large - 1 - i for i in range(large - FINAL_BITS)] + [small]
        lines += [] if sizes.input_bits is None else [sizes.input_bits]
        terms.append(("folds and join", 7 * log2(lists) - log2(3) + _sum([2.0 * bits for bits in lines]) - _FIELD))
    queries = parameters.queries * log2(agreement)
    algebraic = _sum([value for _, value in terms])
    return Security(
        (*terms, ("queries", queries)),
        -_sum([algebraic, queries]),
        parameters.grinding_bits,
        -_sum([algebraic, queries - parameters.grinding_bits]),
        analysis,
    )


def _sum(logs: list[float]) -> float:
    """Return log2 Σ 2^x."""
    top = max(logs)
    return top + log2(sum(2.0 ** (value - top) for value in logs))
