"""Finds what the chain has of a journal that does not know it: one that was restored from a backup.

Such a journal has records that were settled after the backup was made, and would settle them a second time. A batch on
the chain is the journal's own when its root follows from the journal's records; it is taken over then, as if it had
just been settled. Records that only the lost journal had can't be taken over: behind them the history is opened anew.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from gateway.chain.bindings.shared import Progress
from gateway.settlement.builder import Builder, BuilderError
from gateway.settlement.building import AlteredError, Built
from gateway.settlement.chain import AnchorChain

__all__ = ["own_batches"]

JOURNALS = 8
"""So many of the latest openings are looked through: a journal that is restored is one of them."""


async def own_batches(
    chain: AnchorChain, builder: Builder, progress: Progress, first: int, last: int
) -> AsyncIterator[tuple[int, Built]]:
    """Yield the number and the content of each batch on the chain that is of the records *first* to *last*, in order.

    Raises:
        UnsettledError: the chain can't be asked.

    """
    for journal in range(progress.journal, max(0, progress.journal - JOURNALS), -1):
        found = False
        number = await chain.last_before(progress.batches, (journal, first))
        while 0 < number <= progress.batches:
            batch = await chain.batch(number)
            end = 0 if batch is None else batch.first + batch.count - 1
            if batch is None or (batch.journal, batch.first) != (journal, first) or end > last:
                break
            try:
                built = await builder.build(first, end)
            except (AlteredError, BuilderError):
                return  # who closes batches finds the same, and says so
            if built.root != batch.root:
                break
            yield number, built
            found, first, number = True, end + 1, number + 1
        if found:
            return
