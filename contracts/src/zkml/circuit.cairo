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
    /// The challenges that join the other tables: the weights', then that of inputs that are
    /// committed to.
    pub joined: Span<felt252>,
    /// r / (1 - r) of each fold.
    pub ratios: Span<felt252>,
    /// Π (1 - r) / 2 of each oracle's folds.
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

pub trait Circuit {
    /// The code of the parameter set in a statement, and the bits of its proof of work.
    const CODE: felt252;
    const GRINDING: u32;
    /// The words of the architecture's digest.
    const ARCHITECTURE: [u32; 8];
    /// How inputs are bound: 0, evaluated from their bytes; 1, cells of the witness; 2, cells that
    /// are a committed table's.
    const BINDING: felt252;
    /// Pictures in a statement, outputs of each, and elements that each is packed into.
    const ITEMS: u32;
    const OUTPUTS: u32;
    const PACKED: u32;
    /// log2 of the size of the table that inputs are committed to by; 0 where they are not.
    const INPUT_BITS: felt252;
    /// log2 of the sizes: images, the witness table, the sumcheck's range, the outputs.
    const ITEMS_BITS: u32;
    const WITNESS_BITS: u32;
    const TERMS_BITS: u32;
    const OUTPUT_BITS: u32;
    /// 2^k_max: how far a sum is shifted to give an output.
    const SCALE: felt252;
    /// How many oracles there are, where the weights join, and where the committed inputs do (the
    /// number of oracles: nowhere).
    const LEVELS: u32;
    const JOIN: u32;
    const INPUT_JOIN: u32;
    /// Draws, challenges that they come from, elements of the order's hint, elements of a proof
    /// before the walk.
    const QUERIES: u32;
    const DRAWS: u32;
    const HINTS: u32;
    const FELTS: u32;

    /// Folds of an oracle, and 1/2 to that power.
    fn folds(level: u32) -> (u32, felt252);
    fn lookups(
        image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups;
    /// The claimed outputs' extension at the point.
    fn outputs(image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>) -> felt252;
    fn known(
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known;
    /// The last message's sum with the folded weights.
    fn opening(
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
    fn split_positions(word: u128, ref drawn: Array<u32>);
    /// Splits an element of the order's hint; false if it has more than its numbers.
    fn split_order(word: u128, ref order: Array<u32>) -> bool;
    /// One draw: its leaves, their paths up to the cap, and its folds.
    fn query(
        position: u32, ref proof: Span<felt252>, folding: Folding, last: Box<[felt252; 64]>,
    ) -> Opened;
    /// The roots over the cap's nodes; None if the proof ends too early.
    fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>>;
}
