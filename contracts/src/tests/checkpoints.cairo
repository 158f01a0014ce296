use core::num::traits::Bounded;
use core::ops::Deref;
use crate::components::checkpoints::{
    Checkpoint, CheckpointPacking, MutableTraceTrait, Trace, TraceTrait,
};

#[starknet::contract]
mod TraceHolder {
    use super::Trace;

    #[storage]
    pub struct Storage {
        pub trace: Trace,
    }
}

#[test]
fn a_checkpoint_fits_one_cell_to_the_last_bit() {
    for point in array![
        Checkpoint { at: 0, value: 0 }, Checkpoint { at: Bounded::MAX, value: Bounded::MAX },
        Checkpoint { at: 1_780_000_000, value: 1_000_000_000_000_000_000_000_000_000 },
    ] {
        assert_eq!(CheckpointPacking::unpack(CheckpointPacking::pack(point)), point);
    }
}

#[test]
fn history_is_what_each_second_ended_with() {
    let mut state = TraceHolder::contract_state_for_testing();
    assert_eq!((@state).trace.deref().latest(), 0);
    assert_eq!((@state).trace.deref().at(100), 0);
    state.trace.deref().push(10, 5);
    state.trace.deref().push(10, 7);
    state.trace.deref().push(20, 0);
    state.trace.deref().push(31, 9);
    let trace = (@state).trace.deref();
    assert_eq!(trace.latest(), 9);
    for (at, value) in array![
        (0, 0), (9, 0), (10, 7), (19, 7), (20, 0), (30, 0), (31, 9), (1_000, 9),
    ] {
        assert_eq!(trace.at(at), value);
    }
}

#[test]
fn a_long_history_is_found_at_every_second() {
    let mut state = TraceHolder::contract_state_for_testing();
    for point in 1..34_u64 {
        state.trace.deref().push(3 * point, (100 * point).into());
    }
    let trace = (@state).trace.deref();
    for at in 0..102_u64 {
        assert_eq!(trace.at(at), (100 * (at / 3)).into());
    }
}
