"""Budgets hold and spending is not forgotten, whatever the order of things and whoever ends the process."""

import contextlib
import multiprocessing
import os
import signal
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.paymaster.store import BudgetError, DuplicateError, PaymasterStore, StoreError, Submission, Watched

DAY = 86_400


def submission(number, key, *, reserved=100, at=DAY, account="0xacc", mode="sponsored"):
    return Submission(
        id=hex(number), key_id=key.id, account=account, once=hex(number), digest="d", mode=mode, payload="[]",
        relayer="0x1", nonce=number, hash=hex(1000 + number), reserved_nano=reserved, charged_nano=50, created_at=at,
        execute_before=at + 600,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path):
    store = PaymasterStore(tmp_path / "paymaster.db")
    yield store
    store.close()


def used(store, key):
    return {row["name"]: row["budget_nano"] for row in store.spending("key_id")}.get(key.id, 0)


def test_a_key_is_found_by_its_secret_until_it_is_revoked(store):
    key, secret = store.add_key("one")
    assert store.key_of(secret) == key
    assert store.key_of(secret + "x") is None
    with pytest.raises(ValueError, match="there is a key called"):
        store.add_key("one")
    store.revoke(key.id)
    assert store.key_of(secret) is None
    assert store.add_key("one")[0].id != key.id
    assert store.key_named(key.id).revoked_at is not None


def test_a_day_s_budget_begins_anew_and_the_total_does_not(store):
    key, _ = store.add_key("one", day_nano=150, total_nano=250)
    store.take(submission(1, key))
    with pytest.raises(BudgetError, match="of the day"):
        store.take(submission(2, key))
    store.take(submission(3, key, at=2 * DAY))
    with pytest.raises(BudgetError, match="in all"):
        store.take(submission(4, key, at=3 * DAY))


def test_a_receipt_sets_the_reservation_right_once(store):
    key, _ = store.add_key("one", day_nano=150)
    store.take(submission(1, key))
    for _ in range(2):
        store.finish("0x1", "accepted", spent_nano=60)
    assert used(store, key) == 60
    store.take(submission(2, key, reserved=90))


def test_what_was_given_up_costs_nothing_and_may_be_tried_again(store):
    key, _ = store.add_key("one", day_nano=100)
    store.take(submission(1, key))
    store.finish("0x1", "dropped", spent_nano=0, reason="why")
    assert used(store, key) == 0
    store.take(submission(1, key))
    with pytest.raises(DuplicateError):
        store.take(submission(1, key))


def test_an_account_that_paid_itself_does_not_use_up_the_budget(store):
    key, _ = store.add_key("one", day_nano=100)
    store.take(submission(1, key, mode="default"))
    store.finish("0x1", "accepted", spent_nano=80)
    assert used(store, key) == 0
    store.take(submission(2, key, mode="default"))
    store.finish("0x2", "reverted", spent_nano=80)
    assert used(store, key) == 80


def test_a_key_that_was_revoked_meanwhile_takes_nothing(store):
    key, _ = store.add_key("one")
    store.revoke(key.id)
    with pytest.raises(BudgetError, match="revoked"):
        store.take(submission(1, key))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "accepted", "reverted", "dropped", "taken back", "sent again"]),
        st.integers(1, 6),
        st.integers(0, 100),
        st.sampled_from(["0xa", "0xb"]),
    ),
    max_size=25,
)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, budget=st.integers(0, 300))
def test_no_order_of_things_spends_more_than_the_budget(tmp_path_factory, steps, budget):
    """The sum of what is reserved and what was spent never exceeds it, and all views of spending agree."""
    store = PaymasterStore(tmp_path_factory.mktemp("store") / "paymaster.db")
    key, _ = store.add_key("one", total_nano=budget)
    for what, number, amount, account in steps:
        one = replace(submission(number, key, reserved=amount), account=account, id=f"{account}{number}")
        known = store.submission(one.id)
        with contextlib.suppress(BudgetError, DuplicateError):
            if what == "take":
                store.take(one)
            elif what == "sent again":
                store.sent_again(one)
            elif what == "taken back":
                store.take_back(Watched(one.id, int(one.hash, 16), number), "gone")
            elif what == "dropped":
                store.finish(one.id, what, spent_nano=0)
            elif known is not None:
                store.finish(one.id, what, spent_nano=min(amount, known.reserved_nano), block=number)
        assert used(store, key) <= budget
    rows = [row for row in map(store.submission, {f"{account}{number}" for _, number, _, account in steps}) if row]
    assert used(store, key) >= sum(row.reserved_nano if row.state == "active" else row.spent_nano for row in rows)
    sums = [
        tuple(
            sum(row[column] for row in store.spending(by)) for column in ("transactions", "spent_nano", "budget_nano")
        )
        for by in ("key_id", "account", "day")
    ]
    assert len(set(sums)) == 1
    store.close()


def test_what_a_reorganisation_took_away_costs_what_it_cost_until_it_goes_out_again(store):
    key, _ = store.add_key("one", total_nano=150)
    store.take(submission(1, key))
    store.finish("0x1", "accepted", spent_nano=60, block=7)
    (watched,) = store.watched()
    assert not store.take_back(replace(watched, block=8), "gone"), "it is in another block by now"
    assert store.take_back(watched, "block 7 is gone")
    assert not store.take_back(watched, "block 7 is gone")
    (known,) = store.active()
    assert (known.payload, known.reason, known.taken_back) == ("[]", "block 7 is gone", 1)
    sums = store.spending("key_id")[0]
    assert [sums[name] for name in ("transactions", "failed", "spent_nano", "charged_nano")] == [1, 0, 0, 0]
    assert used(store, key) == 60
    store.sent_again(replace(known, nonce=9, hash="0x9", earlier=known.hash, reserved_nano=120))
    assert used(store, key) == 120
    with pytest.raises(BudgetError, match="in all"):
        store.sent_again(replace(known, reserved_nano=151))
    store.finish("0x1", "accepted", spent_nano=70, block=9)
    assert used(store, key) == store.spending("key_id")[0]["spent_nano"] == 70


def test_what_was_undone_is_watched_for_its_cost_and_nothing_is_kept_to_send(store):
    key, _ = store.add_key("one")
    store.take(submission(1, key))
    store.finish("0x1", "reverted", spent_nano=60, reason="why", block=7)
    assert store.take_back(store.watched()[0], "gone")
    assert store.active()[0].payload is None
    store.finish("0x1", "dropped", spent_nano=0)
    assert used(store, key) == store.spending("key_id")[0]["spent_nano"] == 0
    assert store.spending("key_id")[0]["failed"] == 1


def test_blocks_are_watched_until_time_bounds_are_over(store):
    key, _ = store.add_key("one")
    for number in (1, 2):
        store.take(replace(submission(number, key), execute_before=DAY + 100 * number))
        store.finish(hex(number), "accepted", spent_nano=1, block=number)
    store.take(submission(3, key))
    store.settle(chain_now=DAY + 99, older_than=0)
    assert [one.block for one in store.watched()] == [1, 2]
    store.settle(chain_now=DAY + 100, older_than=0)
    assert [one.block for one in store.watched()] == [2]
    assert store.submission("0x1").payload is None
    store.settle(chain_now=0, older_than=DAY + 1)
    assert store.watched() == []
    assert [one.id for one in store.active()] == ["0x3"]


def test_a_database_of_the_first_version_goes_on(tmp_path):
    path = tmp_path / "paymaster.db"
    store = PaymasterStore(path)
    key, _ = store.add_key("one")
    for number in (1, 2):
        store.take(submission(number, key))
    store.finish("0x1", "accepted", spent_nano=1)
    store._connection.executescript(
        "DROP INDEX idx_submissions_final; ALTER TABLE submissions DROP COLUMN block; "
        "ALTER TABLE submissions DROP COLUMN earlier; ALTER TABLE submissions DROP COLUMN taken_back; "
        "ALTER TABLE submissions DROP COLUMN final; PRAGMA user_version = 1"
    )
    store.close()
    store = PaymasterStore(path)
    assert store.watched() == []
    assert [one.id for one in store.active()] == ["0x2"]
    store.finish("0x2", "accepted", spent_nano=1, block=5)
    assert [one.block for one in store.watched()] == [5]
    store.close()


def _take_and_die(path, key):
    store = PaymasterStore(path)
    store.take(submission(1, key))
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_was_taken_is_there_after_kill_9(tmp_path):
    path = tmp_path / "paymaster.db"
    store = PaymasterStore(path)
    key, _ = store.add_key("one", day_nano=150)
    store.close()
    process = multiprocessing.get_context("spawn").Process(target=_take_and_die, args=(path, key))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    store = PaymasterStore(path)
    assert [one.id for one in store.active()] == ["0x1"]
    with pytest.raises(BudgetError):
        store.take(submission(2, key))
    store.close()


def test_what_is_finished_is_forgotten_after_its_time_and_its_sums_stay(store):
    key, _ = store.add_key("one")
    store.take(submission(1, key))
    store.take(submission(2, key))
    store.finish("0x1", "accepted", spent_nano=7)
    assert store.forget(DAY + 599) == 0
    assert store.forget(3 * DAY) == 1
    assert [one.id for one in store.active()] == ["0x2"]
    assert store.spending("day")[0]["spent_nano"] == 7


def test_a_database_of_a_newer_version_is_left_alone(store, tmp_path):
    store._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer"):
        PaymasterStore(tmp_path / "paymaster.db")


def test_a_place_that_is_none_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="writable"):
        PaymasterStore(tmp_path / "file" / "paymaster.db")
