"""The gateway works for the network: jobs are found, done, and brought to their pay.

``offer`` says which jobs suit, ``decision`` what comes next for one, ``ledger`` keeps what was answered and signed,
``execution`` has the engine do it, ``taker`` is the component that carries it all out. The chain's state is the truth
at each step; the ledger alone decides what is signed, so that a job has one result whatever is killed when.
"""

from gateway.jobs.taking.taker import JobTaker

__all__ = ["JobTaker"]
