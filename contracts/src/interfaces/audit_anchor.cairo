use starknet::ContractAddress;

/// One anchored batch of consecutive records of a gateway's journal.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct AnchoredBatch {
    /// Which of the gateway's journals, from 1: a journal that was set aside is followed by
    /// another.
    pub journal: u32,
    /// Number of the first record, and how many there are.
    pub first: u64,
    pub count: u32,
    /// When it was anchored, Unix seconds.
    pub at: u64,
    /// `logic::merkle` root over the records.
    pub root: felt252,
}

/// Where a gateway's history stands.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Progress {
    /// The journal that is being anchored; 0 before the first.
    pub journal: u32,
    /// How many batches are anchored, over all journals: the next batch has this number plus 1.
    pub batches: u64,
    /// Number of the record that the next batch must begin with.
    pub next_record: u64,
    /// The hash chain's head after the last anchored record, cut to 251 bits.
    pub head: felt252,
    /// The last batch's root; 0 before the first.
    pub root: felt252,
}

/// Batch roots of journals, each written once by the gateway whose journal it is. Nobody has any
/// power here: no role, no pause, no upgrade, since an anchor that somebody could change would be
/// none.
#[starknet::interface]
pub trait IAuditAnchor<TState> {
    /// Begins to anchor a journal of the caller's, from record `first`; `head` is its hash chain's
    /// head before that record, cut to 251 bits (the journal's genesis where `first` is 1). Records
    /// before `first` stay unanchored, as anybody can see. A later call sets the journal aside and
    /// begins with another.
    ///
    /// Caller: a gateway's account, for itself. Errors: `ZERO_RECORD`, `ZERO_HEAD`, `SAME_HEAD`.
    fn open_journal(ref self: TState, first: u64, head: felt252);

    /// Anchors the next batch of the caller's journal: `count` records from `first`, under `root`;
    /// `head` is the chain's head after the last of them. `sequence`, `first` and `previous_root`
    /// must be exactly what follows, so that neither a gap, a fork nor a second time is possible,
    /// and a gateway restored from an old copy learns that the chain is ahead of it.
    ///
    /// Caller: a gateway's account, for itself. Errors: `NO_JOURNAL`, `NOT_NEXT_BATCH`,
    /// `NOT_NEXT_RECORD`, `OTHER_ROOT`, `NO_RECORDS`, `ZERO_ROOT`, `ZERO_HEAD`, `TOO_MANY`.
    fn anchor(
        ref self: TState,
        sequence: u64,
        first: u64,
        count: u32,
        previous_root: felt252,
        root: felt252,
        head: felt252,
    );

    fn progress(self: @TState, gateway: ContractAddress) -> Progress;

    /// The batch `sequence` of a gateway, from 1. Errors: `NO_BATCH`.
    fn batch(self: @TState, gateway: ContractAddress, sequence: u64) -> AnchoredBatch;

    /// Whether the record leaf (`logic::record_leaf`) is record `number` of that batch. `path` are
    /// its siblings from the bottom up, at most 32. Errors: `NO_BATCH`.
    fn verify_inclusion(
        self: @TState,
        gateway: ContractAddress,
        sequence: u64,
        number: u64,
        record_leaf: felt252,
        path: Span<felt252>,
    ) -> bool;

    /// Whether these canonical bytes, as little-endian words, are a record of that batch; its
    /// number is read from the bytes.
    /// Errors: `NO_BATCH`.
    fn verify_record(
        self: @TState,
        gateway: ContractAddress,
        sequence: u64,
        words: Span<u32>,
        byte_count: u32,
        path: Span<felt252>,
    ) -> bool;
}
