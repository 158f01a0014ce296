"""What is to be done with the next batch, from what the journal and the contract say: a function of both.

The contract is asked before every transaction, so it does not matter what happened to an earlier one: whether the
process was killed before or after it was handed over, whether it was replaced, dropped or reorganised away.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gateway.chain.bindings.shared import Progress
from gateway.chain.merkle import cut
from gateway.settlement.table import BatchRow

__all__ = ["Step", "Todo", "next_step", "still_holds"]


class Todo(StrEnum):
    """What is to be done."""

    DONE = "done"  # the chain has this batch already
    ANCHOR = "anchor"
    OPEN_AND_ANCHOR = "open"  # the chain stands elsewhere: a first batch, a gap, another journal, a restored backup


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, and the batch's place in the contract.

    Attributes:
        sequence: number that the batch has or will have.
        previous: root of the batch before it; 0: there is none.

    """

    todo: Todo
    sequence: int
    previous: int


def next_step(batch: BatchRow, progress: Progress) -> Step:
    """Return what is to be done with *batch*, the oldest that is not settled, where the chain is at *progress*."""
    after = batch.first + batch.count
    if (progress.root, progress.next_record, progress.head) == (batch.root, after, cut(batch.head)):
        return Step(Todo.DONE, progress.batches, 0)
    goes_on = (progress.next_record, progress.head) == (batch.first, cut(batch.head_before)) and progress.journal > 0
    return Step(Todo.ANCHOR if goes_on else Todo.OPEN_AND_ANCHOR, progress.batches + 1, progress.root)


def still_holds(batch: BatchRow, progress: Progress, root: int | None) -> bool:
    """Tell whether a batch that was settled still is, where the contract has *root* (None: none) at its number."""
    return batch.sequence is not None and batch.sequence <= progress.batches and root == batch.root
