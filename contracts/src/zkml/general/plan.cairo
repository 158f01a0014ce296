//! What a description says, as `Architecture` and `Layout` in `zkml/circuit.py`.

/// Operators of layers.
pub const CONVOLUTION: u32 = 0;
pub const DEPTHWISE: u32 = 1;
pub const MIXING: u32 = 2;

/// M, by multiples of which the kinds of rows differ, and what an activation's sums have more.
pub const TAG: felt252 = 0x1000000000000;
pub const ACTIVATION_TAG: felt252 = 64 * TAG;

#[derive(Copy, Drop, PartialEq)]
pub struct Shape {
    pub channels: u32,
    pub height: u32,
    pub width: u32,
}

/// What a mixing layer does to one of its sources; without taps elsewhere.
#[derive(Copy, Drop)]
pub struct Mix {
    pub rows: Span<felt252>,
    pub columns: Span<felt252>,
    pub stride: (u32, u32),
    pub padding: (u32, u32),
}

#[derive(Copy, Drop)]
pub struct Source {
    /// 0: the input; k: the output of layer k - 1.
    pub tensor: u32,
    /// Its elements are read in another shape than the tensor's own.
    pub reshaped: bool,
    pub shape: Shape,
    pub mix: Mix,
}

#[derive(Copy, Drop)]
pub struct Layer {
    pub operator: u32,
    /// s: what its sums are multiplied by; the output's is 1.
    pub scale: felt252,
    /// 0: none; t + 1: the table t.
    pub activation: u32,
    pub kernel: (u32, u32),
    pub stride: (u32, u32),
    pub padding: (u32, u32),
    pub shape: Shape,
    /// log2 of its channels, rounded up.
    pub channel_bits: u32,
    /// The range of the sumcheck, as `Layer.terms`, and log2 of its axes and of all of it.
    pub terms: Shape,
    pub axis_bits: (u32, u32, u32),
    pub term_bits: u32,
    /// Of its weights and bias digits among blocks of their sizes.
    pub weights: u32,
    pub biases: u32,
    pub sources: Span<Source>,
}

/// A part of a hidden layer's output; the last one is the network's output.
#[derive(Copy, Drop)]
pub struct Block {
    pub layer: Box<Layer>,
    pub first: Shape,
    pub real: Shape,
    /// log2 of its axes.
    pub bits: (u32, u32, u32),
    /// Of its cells, of its terms and of its bias digits' among blocks of their sizes.
    pub address: u32,
    pub terms: u32,
    pub bias_terms: u32,
}

/// Cells that are looked up: a part of a hidden layer's output, or the input.
#[derive(Copy, Drop)]
pub struct Cells {
    /// 0: the input; k: the output of layer k - 1.
    pub tensor: u32,
    pub first: Shape,
    pub real: Shape,
    /// log2 of their number, padded; and the block's number among blocks of this size.
    pub bits: u32,
    pub address: u32,
}

/// Rows of a lookup table in one block of positions.
#[derive(Copy, Drop)]
pub struct Piece {
    pub kind: u32,
    pub address: u32,
    pub bits: u32,
    pub first: felt252,
    pub table: u32,
}

/// Kinds of rows: of T2, half 0, up to `ACTIVATION`; of T1 from `EVEN` on.
pub const BASE: u32 = 0;
pub const LOW: u32 = 1;
pub const HIGH: u32 = 2;
pub const ACTIVATION: u32 = 3;
pub const EVEN: u32 = 4;
pub const ODD: u32 = 5;
pub const CLAMPED: u32 = 6;

#[derive(Copy, Drop)]
pub struct Plan {
    pub position_bits: u32,
    pub terms_bits: u32,
    pub weight_bits: u32,
    /// log2 of the larger table's size, and whether it is the weights'; the other one joins it.
    pub large_bits: u32,
    pub weights_first: bool,
    /// k_max and t.
    pub shift: u32,
    pub group_bits: u32,
    /// Elements of a picture.
    pub packed: u32,
    /// How it is bound.
    pub binding: felt252,
    /// As in `Sizes`.
    pub draws: u32,
    pub hints: u32,
    pub felts: u32,
    pub join: u32,
    pub input: Shape,
    /// Two-to-one folds of each oracle.
    pub folds: Span<u32>,
    pub layers: Span<Box<Layer>>,
    pub blocks: Span<Block>,
    /// Of the hidden layers, and last those of the input if its bytes are cells.
    pub looked_up: Span<Cells>,
    pub pieces: Span<Piece>,
    /// 256 values each.
    pub activations: Span<Span<felt252>>,
}
