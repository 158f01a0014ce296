//! What of the verifier depends on the registered architecture, the parameter set and the number of
//! inspections in a proof. The implementations in `circuits/` are written by `zkml.cairo`.

/// What the verifier knows of the lookups at the reduced point, as `known_denominators` in
/// `zkml/verifier.py`.
#[derive(Copy, Drop)]
pub struct Lookups {
    /// Σ of the blocks' selectors.
    pub active: felt252,
    /// Selector of the first image.
    pub on_first: felt252,
    /// The denominators of both halves but for the claimed sums.
    pub fixed_2: felt252,
    pub fixed_1: felt252,
}

/// What the verifier knows of f(σ) and g(σ), as `SumcheckPoint` in `zkml/claims.py`.
#[derive(Copy, Drop)]
pub struct Known {
    /// g's public part but the picture's.
    pub value: felt252,
    /// f's public part.
    pub weights: felt252,
    /// The picture's part: Σ items[i] channels[c] rows[y] columns[x] picture[i, c, y, x]; empty
    /// where pictures are cells.
    pub channels: Span<felt252>,
    pub rows: Span<felt252>,
    pub columns: Span<felt252>,
    pub items: Span<felt252>,
}

/// How the oracles are folded into each other.
#[derive(Copy, Drop)]
pub struct Folding {
    /// (1 - r) / r of the challenges that join the other tables, the smaller one of witness and
    /// weights and then that of inputs that are committed to, without the scale of the folds before
    /// it in its oracle.
    pub joined: Span<felt252>,
    /// r / (1 - r) of each fold.
    pub ratios: Span<felt252>,
    /// Π (1 - r) / 2 of each oracle's folds, and r where a table joins.
    pub scales: Span<felt252>,
}

/// Where a draw has led to.
#[derive(Copy, Drop)]
pub struct Opened {
    /// Index of the node of the cap, and that node in each tree.
    pub top: u32,
    pub nodes: Span<felt252>,
    /// Its folds end in the last message.
    pub ends: bool,
}

/// What differs in number between circuits.
#[derive(Copy, Drop)]
pub struct Sizes {
    /// The code of the parameter set in a statement, and the bits of its proof of work.
    pub code: felt252,
    pub grinding: u32,
    /// How inputs are bound: 0, evaluated from their bytes; 1, cells of the witness; 2, cells that
    /// are a committed table's.
    pub binding: felt252,
    /// Pictures in a statement, outputs of each, and elements that each is packed into.
    pub items: u32,
    pub outputs: u32,
    pub packed: u32,
    /// log2 of the size of the table that inputs are committed to by; 0 where they are not.
    pub input_bits: felt252,
    /// log2 of the sizes: images, the witness table, the sumcheck's range, the outputs.
    pub items_bits: u32,
    pub witness_bits: u32,
    pub terms_bits: u32,
    pub output_bits: u32,
    /// 2^k_max: how far a sum is shifted to give an output.
    pub scale: felt252,
    /// The weights' table is the larger one, and the witness joins it, not they the witness.
    pub weights_first: bool,
    /// How many oracles there are, before which fold the smaller table joins, and the committed
    /// inputs (the number of folds: nowhere).
    pub levels: u32,
    pub join: u32,
    pub input_join: u32,
    /// Draws, challenges that they come from, elements of the order's hint, elements of a proof
    /// before the walk.
    pub queries: u32,
    pub draws: u32,
    pub hints: u32,
    pub felts: u32,
}

/// `T` is what an implementation knows at run time: nothing where it is written for one
/// architecture, else what a description says.
pub trait Circuit<T> {
    fn sizes(self: T) -> Sizes;
    /// Folds of an oracle.
    fn folds(self: T, level: u32) -> u32;
    fn lookups(
        self: T, image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups;
    /// The claimed outputs' extension at the point.
    fn outputs(
        self: T, image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252;
    fn known(
        self: T,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known;
    /// The last message's sum with the folded weights.
    fn opening(
        self: T,
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
    ) -> felt252;
    /// Splits a challenge's low half into positions.
    fn split_positions(self: T, word: u128, ref drawn: Array<u32>);
    /// Splits an element of the order's hint; false if it has more than its numbers.
    fn split_order(self: T, word: u128, ref order: Array<u32>) -> bool;
    /// One draw: its leaves, their paths up to the cap, and its folds.
    fn query(
        self: T,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened;
    /// The roots over the cap's nodes; None if the proof ends too early.
    fn walk(self: T, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>>;
}

/// What the draws of an opening need, of a circuit or of a table that is opened by itself.
pub trait Oracles<T> {
    fn draws(self: T) -> Draws;
    /// As `Circuit` has them.
    fn split_positions(self: T, word: u128, ref drawn: Array<u32>);
    fn split_order(self: T, word: u128, ref order: Array<u32>) -> bool;
    fn query(
        self: T,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened;
    fn walk(self: T, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>>;
}

/// The proof of work's bits, draws, challenges that they come from, and elements of the order's
/// hint.
#[derive(Copy, Drop)]
pub struct Draws {
    pub grinding: u32,
    pub queries: u32,
    pub draws: u32,
    pub hints: u32,
}

pub impl CircuitOracles<T, +Drop<T>, impl C: Circuit<T>> of Oracles<T> {
    #[inline(always)]
    fn draws(self: T) -> Draws {
        let sizes = C::sizes(self);
        Draws {
            grinding: sizes.grinding,
            queries: sizes.queries,
            draws: sizes.draws,
            hints: sizes.hints,
        }
    }
    #[inline(always)]
    fn split_positions(self: T, word: u128, ref drawn: Array<u32>) {
        C::split_positions(self, word, ref drawn);
    }
    #[inline(always)]
    fn split_order(self: T, word: u128, ref order: Array<u32>) -> bool {
        C::split_order(self, word, ref order)
    }
    #[inline(always)]
    fn query(
        self: T,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened {
        C::query(self, position, ref proof, folding, last)
    }
    #[inline(always)]
    fn walk(self: T, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
        C::walk(self, ref opened, ref proof)
    }
}

/// The last coordinates of a point of so many, of which the first are zero: the place where a
/// table is the beginning of a larger one.
pub fn after_zeros(point: Span<felt252>, length: u32) -> Span<felt252> {
    if point.len() == length {
        return point;
    }
    let mut longer = array![];
    for _ in point.len()..length {
        longer.append(0);
    }
    longer.append_span(point);
    longer.span()
}
