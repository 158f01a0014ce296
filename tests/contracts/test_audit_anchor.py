"""A gateway's history on the chain has no gap, no fork and no second version; a record of it can be proven."""

import struct
from hashlib import blake2s

import pytest
from chain_testing.reverts import reverts_with

from gateway.chain.merkle import Batch, cut, node
from gateway.journal import chain as journal

GENESIS = cut(journal.genesis(b"journal-id-16-by"))
DEVICE, BOOT = b"plant/line/sensor-1", b"4"


def record(number):
    """Canonical bytes of a reading, as the journal hashes them."""
    head = struct.pack(">14sBQqBHBqH", b"ciro-record-v1", 1, number, 1_700_000_000_000_000, 1, 9, True, 11, len(DEVICE))
    return head + DEVICE + struct.pack(">H", len(BOOT)) + BOOT + bytes(range(32))


def words(raw):
    padded = raw + bytes(-len(raw) % 4)
    return list(struct.unpack(f"<{len(padded) // 4}I", padded))


class Journal:
    """A journal of readings: its batches and the head after each."""

    def __init__(self):
        self.head = journal.genesis(b"journal-id-16-by")

    def batch(self, first, count):
        leaves = []
        for number in range(first, first + count):
            leaf = journal.leaf(1, number, 1_700_000_000_000_000, 1, 9, DEVICE, BOOT, 11, bytes(range(32)))
            assert leaf == blake2s(record(number)).digest()
            self.head = journal.link(self.head, leaf)
            leaves.append(cut(leaf))
        return Batch(first, tuple(leaves)), cut(self.head)


@pytest.fixture(scope="module")
def anchor(module_chain):
    return module_chain.deploy("AuditAnchor")


@pytest.fixture
def gateway(chain, anchor):
    anchor.open_journal(1, GENESIS, by=chain.worker)
    return chain.worker


def put(anchor, by, batch, head_after, sequence=1, previous_root=0, **changed):
    arguments = {
        "sequence": sequence,
        "first": batch.first,
        "count": batch.count,
        "previous_root": previous_root,
        "root": batch.root,
        "head": head_after,
    }
    return anchor.anchor(**(arguments | changed), by=by)


@pytest.fixture
def anchored(anchor, gateway):
    """Three batches: records 1–5, 6, 7–14."""
    ledger = Journal()
    batches, previous = [], 0
    for sequence, (first, count) in enumerate(((1, 5), (6, 1), (7, 8)), 1):
        batch, head = ledger.batch(first, count)
        put(anchor, gateway, batch, head, sequence, previous)
        batches.append(batch)
        previous = batch.root
    return batches


class TestHistory:
    def test_batches_follow_one_another(self, anchor, gateway, anchored):
        progress = anchor.progress(gateway)
        assert (progress.journal, progress.batches, progress.next_record) == (1, 3, 15)
        assert progress.root == anchored[-1].root
        second = anchor.batch(gateway, 2)
        assert (second.journal, second.first, second.count, second.root) == (1, 6, 1, anchored[1].root)

    def test_a_gap_is_refused(self, anchor, gateway, anchored):
        batch, head = Journal().batch(16, 2)
        with reverts_with("ANCHOR: not the next record"):
            put(anchor, gateway, batch, head, 4, anchored[-1].root)

    def test_records_that_are_anchored_cannot_be_anchored_again(self, anchor, gateway, anchored):
        batch, head = Journal().batch(7, 8)
        with reverts_with("ANCHOR: not the next record"):
            put(anchor, gateway, batch, head, 4, anchored[-1].root)

    @pytest.mark.parametrize("sequence", [0, 1, 3, 5])
    def test_a_batch_is_written_once_and_none_is_left_out(self, anchor, gateway, anchored, sequence):
        batch, head = Journal().batch(15, 1)
        with reverts_with("ANCHOR: not the next batch"):
            put(anchor, gateway, batch, head, sequence, anchored[-1].root)

    def test_a_fork_is_refused(self, anchor, gateway, anchored):
        batch, head = Journal().batch(15, 1)
        for root in (0, anchored[0].root, anchored[1].root):
            with reverts_with("ANCHOR: other previous root"):
                put(anchor, gateway, batch, head, 4, root)
        put(anchor, gateway, batch, head, 4, anchored[-1].root)

    def test_nobody_anchors_for_another(self, chain, anchor, gateway, anchored):
        batch, head = Journal().batch(15, 1)
        with reverts_with("ANCHOR: no journal"):
            put(anchor, chain.stranger, batch, head, 4, anchored[-1].root)
        anchor.open_journal(1, GENESIS, by=chain.stranger)
        batch, head = Journal().batch(1, 1)
        put(anchor, chain.stranger, batch, head)
        assert anchor.progress(gateway).batches == 3

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"count": 0}, "ANCHOR: no records"),
            ({"root": 0}, "ANCHOR: zero root"),
            ({"head": 0}, "ANCHOR: zero head"),
        ],
    )
    def test_an_empty_batch_is_none(self, anchor, gateway, changed, reason):
        batch, head = Journal().batch(1, 1)
        with reverts_with(reason):
            put(anchor, gateway, batch, head, **changed)

    def test_numbers_do_not_wrap_around(self, chain, anchor):
        anchor.open_journal(2**64 - 1, 7, by=chain.client)
        with reverts_with("ANCHOR: numbers are used up"):
            anchor.anchor(1, 2**64 - 1, 1, 0, 5, 6, by=chain.client)

    def test_a_journal_begins_with_a_record_and_a_head(self, chain, anchor, gateway):
        with reverts_with("ANCHOR: records begin with 1"):
            anchor.open_journal(0, GENESIS, by=chain.client)
        with reverts_with("ANCHOR: zero head"):
            anchor.open_journal(1, 0, by=chain.client)
        with reverts_with("ANCHOR: journal already open"):
            anchor.open_journal(1, GENESIS, by=gateway)

    def test_a_journal_that_was_set_aside_is_followed_by_another_and_the_batches_go_on(self, anchor, gateway, anchored):
        anchor.open_journal(1, 77, by=gateway)
        batch, head = Journal().batch(1, 2)
        put(anchor, gateway, batch, head, 4, anchored[-1].root)
        assert [anchor.batch(gateway, one).journal for one in (1, 2, 3, 4)] == [1, 1, 1, 2]
        assert anchor.batch(gateway, 1).root == anchored[0].root

    def test_it_is_readable_from_events_alone(self, chain, anchor, gateway, anchored):
        anchor.open_journal(1, 77, by=gateway)
        state = {"journal": 0, "batches": 0, "next_record": 0, "head": 0, "root": 0}
        batches = {}
        for event in chain.events(anchor):
            assert event.gateway == gateway.address
            if event.name == "JournalOpened":
                state |= {"journal": event.journal, "next_record": event.first, "head": event.head}
                continue
            assert (event.sequence, event.first, event.previous_root) == (
                state["batches"] + 1,
                state["next_record"],
                state["root"],
            )
            last = event.first + event.count
            state |= {"batches": event.sequence, "next_record": last, "head": event.head, "root": event.root}
            batches[event.sequence] = {name: event[name] for name in ("journal", "first", "count", "at", "root")}
        assert state == anchor.progress(gateway)
        assert batches == {one: anchor.batch(gateway, one) for one in (1, 2, 3)}


class TestInclusion:
    def test_every_record_can_be_proven(self, anchor, gateway, anchored):
        for sequence, batch in enumerate(anchored, 1):
            for number, leaf in enumerate(batch.record_leaves, batch.first):
                assert anchor.verify_inclusion(gateway, sequence, number, leaf, batch.path(number))

    def test_a_record_is_proven_by_its_bytes(self, anchor, gateway, anchored):
        raw = record(9)
        path = anchored[2].path(9)
        assert anchor.verify_record(gateway, 3, words(raw), len(raw), path)
        tampered = raw[:-1] + b"\0"
        assert not anchor.verify_record(gateway, 3, words(tampered), len(tampered), path)
        assert not anchor.verify_record(gateway, 2, words(raw), len(raw), path)
        assert not anchor.verify_record(gateway, 3, words(raw)[:-1], len(raw), path)
        assert not anchor.verify_record(gateway, 3, [0] * 4, 16, path)

    def test_what_was_not_in_the_journal_is_not_proven(self, chain, anchor, gateway, anchored):
        batch = anchored[2]
        leaf, path = batch.record_leaves[2], batch.path(9)
        proofs = {
            "another leaf": (gateway, 3, 9, leaf + 1, path),
            "another number": (gateway, 3, 10, leaf, path),
            "another batch": (gateway, 1, 9, leaf, path),
            "a path too short": (gateway, 3, 9, leaf, path[:-1]),
            "a path too long": (gateway, 3, 9, leaf, [*path, 0]),
            "no path": (gateway, 3, 9, leaf, []),
        }
        assert {name for name, proof in proofs.items() if anchor.verify_inclusion(*proof)} == set()

    def test_a_node_is_not_a_record(self, anchor, gateway, anchored):
        batch = anchored[2]
        inner = node(batch.levels[0][0], batch.levels[0][1])
        assert inner == batch.levels[1][0]
        assert not anchor.verify_inclusion(gateway, 3, 7, inner, batch.path(7)[1:])

    def test_a_batch_that_is_not_there_proves_nothing(self, chain, anchor, gateway, anchored):
        for who, sequence in ((gateway, 4), (gateway, 0), (chain.stranger, 1)):
            with reverts_with("ANCHOR: no such batch"):
                anchor.verify_inclusion(who, sequence, 1, 1, [])
            with reverts_with("ANCHOR: no such batch"):
                anchor.batch(who, sequence)
