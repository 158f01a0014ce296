//! The verifier for any registered model: an implementation of `Circuit` that reads the
//! architecture from a description, where those in `circuits/` are written for one. The
//! arithmetic is that of `zkml/claims.py` and `zkml/verifier.py`, by the same names.
use lookups::LAST_BITS;
use plan::Plan;
use queries::{Trees, TreesOracles};
use vectors::{log2_ceil, power};
use super::circuit::{Circuit, Folding, Known, Lookups, Opened, Sizes};

pub mod claims;
pub mod description;
pub mod lookups;
pub mod opening;
pub mod packed_sum;
pub mod parts;
pub mod plan;
pub mod queries;
pub mod vectors;

/// `sn-pos-32-31-24`.
pub const CODE: felt252 = 11;

/// A model as its description tells it.
#[derive(Copy, Drop)]
pub struct Described {
    plan: Box<Plan>,
    trees: Trees,
}

/// Reads a description that was found right when it was registered.
pub fn described(description: Span<felt252>) -> Described {
    let plan = description::read(description);
    Described {
        plan: BoxTrait::new(plan), trees: queries::trees(plan.large_bits, plan.folds, plan.join),
    }
}

#[generate_trait]
pub impl DescribedImpl of DescribedTrait {
    /// log2 of the size of the weights' table.
    fn weight_bits(self: Described) -> u32 {
        self.plan.unbox().weight_bits
    }
}

pub impl Implementation of Circuit<Described> {
    fn sizes(self: Described) -> Sizes {
        let plan = self.plan.unbox();
        let output = (*plan.blocks[plan.blocks.len() - 1]).real;
        Sizes {
            code: CODE,
            grinding: queries::GRINDING,
            binding: plan.binding,
            items: 1,
            outputs: output.channels * output.height * output.width,
            packed: plan.packed,
            input_bits: 0,
            items_bits: 0,
            witness_bits: plan.position_bits + 1,
            terms_bits: plan.terms_bits,
            output_bits: log2_ceil(output.channels)
                + log2_ceil(output.height)
                + log2_ceil(output.width),
            scale: power(plan.shift).into(),
            weights_first: plan.weights_first,
            join: plan.join,
            levels: plan.folds.len(),
            input_join: plan.large_bits - LAST_BITS,
            queries: queries::QUERIES,
            draws: plan.draws,
            hints: plan.hints,
            felts: plan.felts,
        }
    }
    fn folds(self: Described, level: u32) -> u32 {
        *self.trees.folds[level]
    }
    fn lookups(
        self: Described,
        image: Span<felt252>,
        position: Span<felt252>,
        alpha: felt252,
        beta: felt252,
    ) -> Lookups {
        lookups::lookups(self.plan.unbox(), position, alpha, beta)
    }
    fn outputs(
        self: Described, image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252 {
        claims::outputs(self.plan.unbox(), output_point, values)
    }
    fn known(
        self: Described,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known {
        claims::known(self.plan.unbox(), position, output_point, eta, sigma)
    }
    fn opening(
        self: Described,
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
        let plan = self.plan.unbox();
        opening::opening(
            plan, position, output_point, eta, sigma, gamma, zeta, packing, point, *joined[0], last,
        )
    }
    fn split_positions(self: Described, word: u128, ref drawn: Array<u32>) {
        self.trees.split_positions(word, ref drawn);
    }
    fn split_order(self: Described, word: u128, ref order: Array<u32>) -> bool {
        self.trees.split_order(word, ref order)
    }
    fn query(
        self: Described,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened {
        self.trees.query(position, ref proof, folding, last)
    }
    fn walk(
        self: Described, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Span<felt252>> {
        self.trees.walk(ref opened, ref proof)
    }
}
