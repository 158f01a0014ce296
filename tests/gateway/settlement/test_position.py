"""What is to be done next follows from the journal and the contract, whatever happened to earlier transactions."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.chain.bindings.shared import Progress
from gateway.chain.merkle import cut
from gateway.settlement.position import Todo, next_step, still_holds
from gateway.settlement.table import BatchRow


def head(number):
    return bytes([number % 256]) * 31 + b"\x01"


def row(number, count=10, **changed):
    """Batch *number* of batches of *count* records."""
    values = dict.fromkeys(BatchRow.__dataclass_fields__) | {
        "id": number, "first": 1 + (number - 1) * count, "count": count, "results": 0, "root": 1000 + number,
        "head_before": head(number - 1), "head": head(number), "state": "built", "reason": "age", "oldest_us": 0,
        "built_us": 0, "attempts": 0,
    }  # fmt: skip
    return BatchRow(**(values | changed))


def after(number, journal=1, count=10):
    """Where the contract stands after batch *number*."""
    root = 1000 + number if number else 0
    return Progress(journal=journal, batches=number, next_record=1 + number * count, head=cut(head(number)), root=root)


@given(st.integers(1, 200))
def test_a_batch_goes_on_where_the_one_before_ended(number):
    step = next_step(row(number), after(number - 1))
    assert (step.todo, step.sequence) == (Todo.ANCHOR, number)
    assert step.previous == after(number - 1).root


@given(st.integers(1, 200))
def test_a_batch_that_the_chain_has_is_never_sent_again(number):
    step = next_step(row(number), after(number))
    assert (step.todo, step.sequence) == (Todo.DONE, number)


def test_a_chain_that_knows_no_journal_is_opened_with_the_first_batch():
    empty = Progress(journal=0, batches=0, next_record=0, head=0, root=0)
    assert next_step(row(1), empty).todo is Todo.OPEN_AND_ANCHOR


def test_the_same_root_under_another_head_is_another_journal():
    progress = after(3)
    other = Progress(progress.journal, progress.batches, progress.next_record, progress.head + 1, progress.root)
    assert next_step(row(3), other).todo is Todo.OPEN_AND_ANCHOR


@given(st.integers(1, 50), st.integers(0, 50))
def test_a_settled_batch_holds_as_long_as_the_chain_has_its_root(number, batches):
    root = 1000 + number if batches >= number else None
    assert still_holds(row(number, sequence=number), after(batches), root) == (batches >= number)
    assert not still_holds(row(number, sequence=number), after(batches), 7)
