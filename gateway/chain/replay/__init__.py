"""The contracts' state, rebuilt from their events alone.

Who does not trust a node's views, or wants a state that lies in the past, replays the history::

    state = PoolState()
    async for event in history(client, {address: shipped_abi("CdcPool")}):
        state = pool.apply(state, event)

One module a contract, each with a frozen state and a pure ``apply(state, event) -> state``; an event that a module does
not know raises `UnknownEventError`. Two things are no state that events tell, and are not here: addresses that a
constructor fixed for the life of a contract (the deployer's ``ContractDeployed`` carries them), and the second in
which a block was made (the block says so). What a view computes from the second of now is a method that is given it.

Maps are copied when they change, so an event costs time in proportion to the map that it touches: meant for the
thousands of entities of a plant, not for a whole public chain.
"""

from gateway.chain.replay.account import AccountState
from gateway.chain.replay.anchor import AnchorState
from gateway.chain.replay.jobs import JobsState
from gateway.chain.replay.paymaster import PaymasterState
from gateway.chain.replay.pool import PoolState
from gateway.chain.replay.proofs import ProofsState
from gateway.chain.replay.token import TokenState

__all__ = ["AccountState", "AnchorState", "JobsState", "PaymasterState", "PoolState", "ProofsState", "TokenState"]
