"""The chain's events, followed from a cursor, through reorganisations.

Who keeps something that follows from events writes each step and its cursor in one transaction::

    async for step in follower.steps(cursor):
        match step:
            case Apply():  # the chain went on: take the events in
                ...
            case Undo():  # the last step applied is no longer of the chain: forget what it brought
                ...
        cursor = step.cursor  # what is kept with it; where to go on after a crash

`trail` is the pure part: where it goes on, what is taken back. `following` asks a node.
"""

from gateway.chain.follower.following import Follower, Subscription, block_id
from gateway.chain.follower.trail import Apply, BlockId, Cursor, Step, TooDeepError, Undo

__all__ = ["Apply", "BlockId", "Cursor", "Follower", "Step", "Subscription", "TooDeepError", "Undo", "block_id"]
