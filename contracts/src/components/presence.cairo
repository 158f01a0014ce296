//! Whether a worker is there: heartbeats, open jobs, and absences that were reported.

pub mod Errors {
    pub const TOO_SOON: felt252 = 'PRESENCE: heartbeat too soon';
    pub const NO_OPEN_JOB: felt252 = 'PRESENCE: no open job';
    pub const NOT_ABSENT: felt252 = 'PRESENCE: not absent';
    pub const REPORTED: felt252 = 'PRESENCE: already reported';
}

#[starknet::component]
pub mod PresenceComponent {
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp};
    use crate::constants::{HEARTBEAT_INTERVAL, HEARTBEAT_TIMEOUT};
    use crate::logic::worker_records::Presence;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub presence_of: Map<ContractAddress, Presence>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Heartbeat: Heartbeat,
        JobOpened: JobOpened,
        JobClosed: JobClosed,
        AbsenceReported: AbsenceReported,
    }

    /// Emitted when `worker` registers and whenever it says that it is there.
    #[derive(Drop, starknet::Event)]
    pub struct Heartbeat {
        #[key]
        pub worker: ContractAddress,
        pub at: u64,
    }

    /// Emitted when a job is opened on `worker`, which has `open_jobs` now.
    #[derive(Drop, starknet::Event)]
    pub struct JobOpened {
        #[key]
        pub worker: ContractAddress,
        pub open_jobs: u32,
        pub at: u64,
    }

    /// Emitted when a job of `worker`, which has `open_jobs` left, is closed.
    #[derive(Drop, starknet::Event)]
    pub struct JobClosed {
        #[key]
        pub worker: ContractAddress,
        pub open_jobs: u32,
    }

    /// Emitted when `by` shows that `worker` has been silent since the heartbeat at
    /// `last_heartbeat`.
    #[derive(Drop, starknet::Event)]
    pub struct AbsenceReported {
        #[key]
        pub worker: ContractAddress,
        pub by: ContractAddress,
        pub last_heartbeat: u64,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn record(self: @ComponentState<TContractState>, worker: ContractAddress) -> Presence {
            self.presence_of.entry(worker).read()
        }

        /// Seen within the time-out.
        fn is_seen(self: @ComponentState<TContractState>, worker: ContractAddress) -> bool {
            get_block_timestamp() <= self.presence_of.entry(worker).read().last_heartbeat
                + HEARTBEAT_TIMEOUT
        }

        fn beat(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let presence = self.presence_of.entry(worker).read();
            let at = get_block_timestamp();
            assert(at >= presence.last_heartbeat + HEARTBEAT_INTERVAL, Errors::TOO_SOON);
            self.presence_of.entry(worker).write(Presence { last_heartbeat: at, ..presence });
            self.emit(Heartbeat { worker, at });
        }

        fn open(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let presence = self.presence_of.entry(worker).read();
            let at = get_block_timestamp();
            let busy_since = if presence.open_jobs == 0 {
                at
            } else {
                presence.busy_since
            };
            let open_jobs = presence.open_jobs + 1;
            self.presence_of.entry(worker).write(Presence { open_jobs, busy_since, ..presence });
            self.emit(JobOpened { worker, open_jobs, at });
        }

        fn close(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let presence = self.presence_of.entry(worker).read();
            assert(presence.open_jobs != 0, Errors::NO_OPEN_JOB);
            let open_jobs = presence.open_jobs - 1;
            self.presence_of.entry(worker).write(Presence { open_jobs, ..presence });
            self.emit(JobClosed { worker, open_jobs });
        }

        /// Marks the silence since the last heartbeat as reported, once. While jobs are open it
        /// counts from when the worker had the first of them: before, it owed nobody a sign of
        /// life. Returns the presence as it was.
        fn report_absence(
            ref self: ComponentState<TContractState>, worker: ContractAddress, by: ContractAddress,
        ) -> Presence {
            let presence = self.presence_of.entry(worker).read();
            let mut silent_since = presence.last_heartbeat;
            if presence.open_jobs != 0 && presence.busy_since > silent_since {
                silent_since = presence.busy_since;
            }
            assert(get_block_timestamp() > silent_since + HEARTBEAT_TIMEOUT, Errors::NOT_ABSENT);
            assert(presence.reported != presence.last_heartbeat, Errors::REPORTED);
            self
                .presence_of
                .entry(worker)
                .write(Presence { reported: presence.last_heartbeat, ..presence });
            self.emit(AbsenceReported { worker, by, last_heartbeat: presence.last_heartbeat });
            presence
        }
    }
}
