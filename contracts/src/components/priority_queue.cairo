//! Queues in which the highest priority goes first and, within one, the oldest: one linked list for
//! each lane and priority, so that entering, leaving from anywhere and finding the first cost the
//! same however many wait.

#[starknet::component]
pub mod PriorityQueueComponent {
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::types::ProofPriority;

    #[storage]
    pub struct Storage {
        /// The oldest and the newest entry of a lane and priority; 0 for none.
        pub queue_oldest: Map<(felt252, ProofPriority), u64>,
        pub queue_newest: Map<(felt252, ProofPriority), u64>,
        pub queue_older: Map<u64, u64>,
        pub queue_newer: Map<u64, u64>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {}

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// Puts `id` (not 0, in no queue) behind all of its lane and priority.
        fn push(
            ref self: ComponentState<TContractState>,
            lane: felt252,
            priority: ProofPriority,
            id: u64,
        ) {
            let newest = self.queue_newest.entry((lane, priority)).read();
            if newest == 0 {
                self.queue_oldest.entry((lane, priority)).write(id);
            } else {
                self.queue_newer.entry(newest).write(id);
                self.queue_older.entry(id).write(newest);
            }
            self.queue_newest.entry((lane, priority)).write(id);
        }

        /// Takes `id`, which is in this queue, out of it.
        fn remove(
            ref self: ComponentState<TContractState>,
            lane: felt252,
            priority: ProofPriority,
            id: u64,
        ) {
            let older = self.queue_older.entry(id).read();
            let newer = self.queue_newer.entry(id).read();
            if older == 0 {
                self.queue_oldest.entry((lane, priority)).write(newer);
            } else {
                self.queue_newer.entry(older).write(newer);
                self.queue_older.entry(id).write(0);
            }
            if newer == 0 {
                self.queue_newest.entry((lane, priority)).write(older);
            } else {
                self.queue_older.entry(newer).write(older);
                self.queue_newer.entry(id).write(0);
            }
        }

        /// Who is next in this lane; 0 when nobody waits.
        fn first(self: @ComponentState<TContractState>, lane: felt252) -> u64 {
            let emergency = self.queue_oldest.entry((lane, ProofPriority::Emergency)).read();
            if emergency != 0 {
                return emergency;
            }
            let critical = self.queue_oldest.entry((lane, ProofPriority::Critical)).read();
            if critical != 0 {
                return critical;
            }
            let high = self.queue_oldest.entry((lane, ProofPriority::High)).read();
            if high != 0 {
                return high;
            }
            self.queue_oldest.entry((lane, ProofPriority::Standard)).read()
        }
    }
}
