//! The only parameter set that the contracts verify under: `sn-pos-32-31-24` of
//! `zkml/parameters.py`.

/// Its digest.
pub const PARAMETERS: felt252 = selector!("Ciro zkML 1: sn-pos-32-31-24");

/// What is said where something else is asked about, or a model that was not recorded.
pub mod Errors {
    pub const PARAMETERS: felt252 = 'parameter set';
    pub const MODEL: felt252 = 'model';
}
