"""One file of Cairo for an architecture, a parameter set and numbers of pictures: an implementation of `Circuit`.

What all numbers share is written once, and for each there is a module with its sizes, its outputs and its queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from zkml.cairo.claims import Claims
from zkml.cairo.proof_sizes import ProofSizes
from zkml.cairo.queries import Queries
from zkml.circuit import Architecture
from zkml.parameters import FINAL_BITS, ParameterSet
from zkml.statement import packed

__all__ = ["circuit_source"]

_HEAD = """\
//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. {items} of the
//! architecture {digest}… under {parameters}.
use crate::zkml::circuit::{{Circuit, Folding, Known, Lookups, Opened, Sizes, after_zeros}};
"""

_MODULE = """\
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
use crate::zkml::circuit::{Folding, Opened, Sizes};
use crate::zkml::{last_message, merkle};
"""


def circuit_source(architecture: Architecture, parameters: ParameterSet, *numbers: int) -> str:
    """Return the text of the file, for proofs of as many inputs as one of *numbers* says.

    Raises:
        ValueError: a contract cannot be written for it; the message says why.

    """
    if parameters.profile != "poseidon":
        raise ValueError(f"{parameters.name} does not hash as a contract does")
    numbers = tuple(sorted(set(numbers)))
    claims, digest = Claims(architecture, *numbers), architecture.digest()
    words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]
    what = "One picture" if numbers == (1,) else " or ".join(map(str, numbers)) + " pictures"
    head = _HEAD.format(items=what, digest=digest.hex()[:16], parameters=parameters.name)
    implementation = [
        "/// The words of the architecture's digest.",
        f"pub const ARCHITECTURE: [u32; 8] = [{', '.join(f'{word:#x}' for word in words)}];",
        "",
        "/// log2 of the size of the weights' table.",
        f"pub const WEIGHT_BITS: u32 = {architecture.weight_bits};",
        "",
        "/// How many pictures; all else that depends on the architecture is in the code.",
        "#[derive(Copy, Drop)]",
        f"pub enum Written {{ {', '.join(f'Of{number}' for number in numbers)} }}",
        "",
        "pub impl Implementation of Circuit<Written> {",
        *_methods(claims, numbers),
        "}",
    ]
    modules = [line for number in numbers for line in ("", *_module(claims, parameters, number))]
    return "\n".join([head, *implementation, "", *claims.functions(), *modules, ""])


def _methods(claims: Claims, numbers: Sequence[int]) -> list[str]:
    """Write the trait's functions: what all numbers share, or what is in one's module."""

    def each(call: str) -> list[str]:
        return ["match self {", *(f"Written::Of{number} => of_{number}::{call}," for number in numbers), "}"]

    own = "self: Written"
    image, position = f"after_zeros(image, {claims.plan.items_bits})", "position: Span<felt252>"
    places = "image: Span<felt252>, position: Span<felt252>, output_point: Span<felt252>, eta: felt252"
    return [
        "#[inline(always)]",
        f"fn sizes({own}) -> Sizes {{",
        *each("SIZES"),
        "}",
        "#[inline(always)]",
        f"fn folds({own}, level: u32) -> u32 {{",
        *each("folds(level)"),
        "}",
        f"fn lookups({own}, image: Span<felt252>, {position}, alpha: felt252, beta: felt252) -> Lookups {{",
        f"lookups({image}, position, alpha, beta)",
        "}",
        "#[inline(always)]",
        f"fn outputs({own}, image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>) -> felt252 {{",
        *each("outputs(image, output_point, values)"),
        "}",
        f"fn known({own}, {places}, sigma: Span<felt252>) -> Known {{",
        f"known({image}, position, output_point, eta, sigma)",
        "}",
        f"fn opening({own}, {places}, sigma: Span<felt252>, gamma: felt252, zeta: felt252, packing: felt252,",
        "source_point: felt252, point: Span<felt252>, joined: Span<felt252>, last: Span<felt252>) -> felt252 {",
        "let step =",
        *each("step(packing)"),
        ";",
        f"let all = after_zeros(point, {claims.plan.witness_bits - FINAL_BITS});",
        f"let value = opening({image}, position, output_point, eta, sigma, gamma, zeta, packing, step, all,",
        "joined.slice(0, 1), last);",
        *_committed(claims, numbers),
        "}",
        "#[inline(always)]",
        f"fn split_positions({own}, word: u128, ref drawn: Array<u32>) {{",
        *each("split_positions(word, ref drawn)"),
        "}",
        "#[inline(always)]",
        f"fn split_order({own}, word: u128, ref order: Array<u32>) -> bool {{",
        *each("split_order(word, ref order)"),
        "}",
        "#[inline(always)]",
        f"fn query({own}, position: u32, ref proof: Span<felt252>, folding: Folding, last: Box<[felt252; 64]>)",
        "-> Opened {",
        *each("query(position, ref proof, folding, last)"),
        "}",
        "#[inline(always)]",
        f"fn walk({own}, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {{",
        *each("walk(ref opened, ref proof)"),
        "}",
    ]


def _committed(claims: Claims, numbers: Sequence[int]) -> list[str]:
    """Write how the table of committed inputs, if there is one, joins the *value* of the others."""
    if claims.table is None:
        return ["value"]
    own = (Claims(claims.architecture, number).table_variables for number in numbers)
    return [
        "let bound: u32 = match self {",
        *(f"Written::Of{number} => {variables}," for number, variables in zip(numbers, own, strict=True)),
        "};",
        "if bound == 0 {",
        "value",
        "} else {",
        f"let table_point = after_zeros(point.slice(point.len() - bound, bound), {claims.table_variables});",
        "let inputs = committed(gamma, packing, source_point, table_point, last);",
        "inputs + *joined[1] * (value - inputs)",
        "}",
    ]


def _module(claims: Claims, parameters: ParameterSet, number: int) -> list[str]:
    """Write what is of one number of inputs alone: sizes, outputs, queries."""
    own, queries = Claims(claims.architecture, number), Queries(claims.architecture, parameters, number)
    proof = ProofSizes.of(claims.architecture, parameters, number, own.binding)
    sizes: list[tuple[str, object]] = [
        ("code", parameters.code),
        ("grinding", parameters.grinding_bits),
        ("items", number),
        ("outputs", own.outputs),
        ("binding", own.binding),
        ("packed", len(packed(bytes(prod(own.architecture.input))))),
        ("input_bits", own.table.bits if own.table else 0),
        ("items_bits", own.plan.items_bits),
        ("witness_bits", own.plan.witness_bits),
        ("terms_bits", own.plan.terms_bits),
        ("output_bits", own.output_bits),
        ("scale", 1 << own.architecture.tables.shift),
        ("weights_first", "false"),
        ("levels", queries.levels),
        ("join", queries.join(0)),
        ("input_join", queries.join(1) if own.table else queries.folds),
        ("queries", parameters.queries),
        ("draws", proof.challenges),
        ("hints", proof.hints),
        ("felts", proof.draws),
    ]
    nodes = ", ".join(f"n{tree}" for tree in range(queries.trees))
    return [
        f"mod of_{number} {{",
        _MODULE,
        f"pub const SIZES: Sizes = Sizes {{ {', '.join(f'{name}: {value}' for name, value in sizes)} }};",
        "",
        "pub fn folds(level: u32) -> u32 {",
        "match level {",
        *(
            f"{level if level + 1 < queries.levels else '_'} => {folds},"
            for level, folds in enumerate(queries.schedule)
        ),
        "}",
        "}",
        "",
        *own.step(),
        "",
        *own.outputs_of(number),
        "",
        *queries.functions(),
        "",
        "pub fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {",
        f"let [{nodes}] = walk_{queries.cap}({1 << queries.cap}, ref opened, ref proof)?.unbox();",
        f"Some(array![{nodes}].span())",
        "}",
        "}",
    ]
