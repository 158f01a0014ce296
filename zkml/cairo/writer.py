"""One file of Cairo for an architecture, a parameter set and a number of pictures: an implementation of `Circuit`."""

from __future__ import annotations

from math import prod

from zkml.cairo.claims import Claims
from zkml.cairo.proof_sizes import ProofSizes
from zkml.cairo.queries import Queries
from zkml.circuit import Architecture
from zkml.field import inverse
from zkml.parameters import ParameterSet
from zkml.statement import packed

__all__ = ["circuit_source"]

_HEAD = """\
//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. {items} of the
//! architecture {digest}… under {parameters}.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::{{DivRemHelper, UnitInt, div_rem, downcast, upcast}};
use crate::zkml::circuit::{{Circuit, Folding, Known, Lookups, Opened, Sizes}};
use crate::zkml::{{last_message, merkle}};
"""

_CALLS = """\
    fn lookups(
        self: Written,
        image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups {
        lookups(image, position, alpha, beta)
    }
    fn outputs(
        self: Written,
        image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252 {
        outputs(image, output_point, values)
    }
    fn known(
        self: Written,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known {
        known(image, position, output_point, eta, sigma)
    }
    fn opening(
        self: Written,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
        gamma: felt252,
        zeta: felt252,
        packing: felt252,
        source_point: felt252,
        point: Span<felt252>,
        joined: Span<felt252>,
        last: Span<felt252>,
    ) -> felt252 {
        opening(
            image, position, output_point, eta, sigma, gamma, zeta, packing, source_point, point, joined, last,
        )
    }
    fn split_positions(self: Written, word: u128, ref drawn: Array<u32>) {
        let _ = split_positions(word, ref drawn);
    }
    fn split_order(self: Written, word: u128, ref order: Array<u32>) -> bool {
        upcast::<_, felt252>(split_order(word, ref order)) == 0
    }
    fn query(
        self: Written,
        position: u32, ref proof: Span<felt252>, folding: Folding, last: Box<[felt252; 64]>,
    ) -> Opened {
        query(position, ref proof, folding, last)
    }
    fn walk(self: Written, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
"""


def circuit_source(architecture: Architecture, parameters: ParameterSet, items: int) -> str:
    """Return the text of the file.

    Raises:
        ValueError: a contract cannot be written for it; the message says why.

    """
    if parameters.profile != "poseidon":
        raise ValueError(f"{parameters.name} does not hash as a contract does")
    claims, queries = Claims(architecture, items), Queries(architecture, parameters, items)
    proof = ProofSizes.of(architecture, parameters, items, claims.binding)
    digest = architecture.digest()
    words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]
    what = "One picture" if items == 1 else f"{items} pictures"
    sizes: list[tuple[str, object]] = [
        ("code", parameters.code),
        ("grinding", parameters.grinding_bits),
        ("items", items),
        ("outputs", claims.outputs),
        ("binding", claims.binding),
        ("packed", len(packed(bytes(prod(architecture.input))))),
        ("input_bits", claims.table.bits if claims.table else 0),
        ("items_bits", claims.plan.items_bits),
        ("witness_bits", claims.plan.witness_bits),
        ("terms_bits", claims.plan.terms_bits),
        ("output_bits", claims.output_bits),
        ("scale", 1 << architecture.tables.shift),
        ("levels", queries.levels),
        ("join", queries.joins[0]),
        ("input_join", queries.joins[1] if claims.table else queries.levels),
        ("queries", parameters.queries),
        ("draws", proof.challenges),
        ("hints", proof.hints),
        ("felts", proof.draws),
    ]
    nodes = ", ".join(f"n{tree}" for tree in range(queries.trees))
    implementation = [
        "/// The words of the architecture's digest.",
        f"pub const ARCHITECTURE: [u32; 8] = [{', '.join(f'{word:#x}' for word in words)}];",
        "",
        "/// log2 of the size of the weights' table.",
        f"pub const WEIGHT_BITS: u32 = {architecture.weight_bits};",
        "",
        "/// All that depends on the architecture is in the code.",
        "#[derive(Copy, Drop)]",
        "pub struct Written {}",
        "",
        "pub impl Implementation of Circuit<Written> {",
        "    #[inline(always)]",
        "    fn sizes(self: Written) -> Sizes {",
        f"        Sizes {{ {', '.join(f'{name}: {value}' for name, value in sizes)} }}",
        "    }",
        "    fn folds(self: Written, level: u32) -> (u32, felt252) {",
        "        match level {",
        *(
            f"            {level if level + 1 < queries.levels else '_'} => ({folds}, {inverse(1 << folds):#x}),"
            for level, folds in enumerate(queries.schedule)
        ),
        "        }",
        "    }",
        _CALLS.rstrip("\n"),
        f"        let [{nodes}] = walk_{queries.cap}({1 << queries.cap}, ref opened, ref proof)?.unbox();",
        f"        Some(array![{nodes}].span())",
        "    }",
        "}",
    ]
    head = _HEAD.format(items=what, digest=digest.hex()[:16], parameters=parameters.name)
    return "\n".join([head, *implementation, "", *claims.functions(), "", *queries.functions(), ""])
