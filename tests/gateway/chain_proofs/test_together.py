"""Results of one model share a proof: what is asked for, and that none takes the others along when it fails."""

import asyncio
from dataclasses import replace
from hashlib import sha256

import pytest
from chain_proving import CAMERA

from gateway.chain_proofs import requests, table
from gateway.chain_proofs.verifying import job_of_all
from gateway.journal.schema import connect
from gateway.privacy import Erasure
from gateway.privacy.erasure import erase
from gateway.proofs.spool import Failure
from gateway.transactions.landed import Landed
from zkml import encode_registration
from zkml.bundle import Bundle, encode_bundle
from zkml.statement import PUBLIC_INPUT, WITNESS_INPUT, Statement

pytestmark = pytest.mark.slow

OTHER = "plant/hall/line/other"


@pytest.fixture
def asked(make_line, registration):
    """Return a function: a line whose results are chosen, and laid into the spool as one request."""

    def ask(count=3, devices=(CAMERA,)):
        line = make_line(proofs="always", proving={"contract": "0x2", "batch_age_s": 0})
        desk = line.desk()
        desk._spool.make()
        desk._spool.registration(line.package.sha256).write_bytes(encode_registration(registration))
        looked(line, desk._choose)
        for number in range(count):
            line.judge(device=devices[number % len(devices)])
        looked(line, desk._choose, desk._ask)
        (batch,) = desk._spool.asked()
        return line, desk, desk._spool.read_request(batch)

    return ask


def looked(line, *steps):
    async def make():
        for step in steps:
            await step()

    asyncio.run(make())
    return line.rows()


def test_a_request_names_every_result_in_order_and_the_last_again(asked):
    line, _, request = asked(3)
    found = line.place.query("SELECT sha256 FROM record WHERE id IN (SELECT record_id FROM result) ORDER BY id")
    records = [bytes(row[0]) for row in found]
    assert request.records == (*records, *[records[-1]] * 5)
    assert len(set(request.inputs)) == 3
    assert request.context.job == job_of_all(request.records)
    assert request.binding == WITNESS_INPUT
    rows = line.rows()
    assert {row.batch for row in rows} == {request.batch}
    assert [row.shared_by for row in rows] == [3, 3, 3]


def test_a_single_one_is_proven_as_ever(asked):
    line, _, request = asked(1)
    assert len(request.records) == 1
    assert request.binding == PUBLIC_INPUT
    (row,) = line.rows()
    assert (row.shared_by, row.together) == (1, None)


def test_what_it_cost_is_shared_to_the_last_fri(asked):
    line, _, request = asked(3)

    def land(db):
        table.prove(db, request.batch, 9)
        table.note_intent(db, request.batch, "intent", 1)
        table.verify(db, request.batch, Landed(7, 5, 1_000, 44, "sponsor"), 2)
        return table.sums(db)

    sums = line.place.journal.execute(lambda _, db: land(db)).result()
    rows = line.rows()
    assert sorted(row.fee_fri for row in rows) == [333, 333, 334]
    assert (sums.verified, sums.transactions, sums.fee_fri, sums.l2_gas) == (3, 1, 1_000, 44)
    assert {(row.state, row.transaction, row.digest, row.attempts) for row in rows} == {("verified", 7, 9, 1)}
    assert line.place.journal.execute(lambda _, db: table.sent_since(db, 0)).result() == 1, "one transaction"


def test_an_erasure_of_one_device_leaves_the_others_to_be_proven_without_it(asked):
    line, desk, request = asked(3, (CAMERA, OTHER))
    erase(line.place.journal, Erasure(who="dpo", reason="request", device=OTHER))
    assert desk._spool.asked() == []
    assert [row.state for row in line.rows()] == ["queued", "failed", "queued"]
    rows = looked(line, desk._clear_spool, desk._ask)
    (batch,) = desk._spool.asked()
    again = desk._spool.read_request(batch)
    assert batch != request.batch
    assert request.records[1] not in again.records
    assert [row.tries for row in rows] == [0, 0, 0]


def test_one_whose_computation_gives_something_else_is_disputed_and_the_others_go_on(asked):
    line, desk, request = asked(3)
    desk._spool.reply(request.batch, Failure("disputed", "another output", 1))
    rows = looked(line, desk._take_up_answers, desk._ask)
    assert [row.state for row in rows] == ["queued", "disputed", "queued"]
    (batch,) = desk._spool.asked()
    assert set(desk._spool.read_request(batch).records) == {request.records[0], request.records[2]}


def test_a_prover_without_memory_for_eight_is_asked_for_each_alone(asked):
    line, desk, request = asked(2)
    desk._spool.reply(request.batch, Failure("failed", "not enough memory for a proof of this size"))
    rows = looked(line, desk._take_up_answers, desk._ask)
    assert [(row.state, row.tries, row.shared_by) for row in rows] == [("queued", 1, 1)] * 2
    assert [len(desk._spool.read_request(batch).records) for batch in desk._spool.asked()] == [1, 1]
    for batch in desk._spool.asked():
        desk._spool.reply(batch, Failure("failed", "none at all"))
    assert {row.state for row in looked(line, desk._take_up_answers)} == {"failed"}


def test_a_dispute_takes_along_who_waits(make_line, registration):
    line = make_line()
    desk = line.desk()
    desk._spool.make()
    desk._spool.registration(line.package.sha256).write_bytes(encode_registration(registration))
    for _ in range(2):
        requests.ask(line.place.state, line.judge())
    looked(line, desk._take_disputes, desk._ask)
    (batch,) = desk._spool.asked()
    assert len(set(desk._spool.read_request(batch).records)) == 2


FORGERIES = {
    "the outputs of two exchanged": lambda said: replace(said, outputs=exchanged(said.outputs)),
    "the inputs of two exchanged": lambda said: replace(said, inputs=exchanged(said.inputs)),
    "one left out": lambda said: replace(said, inputs=said.inputs[1:], outputs=said.outputs[1:]),
    "inputs bound otherwise": lambda said: replace(said, binding=PUBLIC_INPUT),
    "the job of one alone": lambda said: replace(said, context=replace(said.context, job=5)),
}


def exchanged(items):
    return (items[1], items[0], *items[2:])


@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_answer_about_something_else_is_refused_and_each_is_proven_alone(asked, registration, forgery):
    line, desk, request = asked(3)
    assert len(set(request.outputs)) > 1
    statement = Statement(
        registration.model_id, registration.parameter_set, request.inputs, request.outputs, request.context,
        WITNESS_INPUT,
    )  # fmt: skip
    bundle = Bundle(FORGERIES[forgery](statement), b"proof", {"proof_sha256": sha256(b"proof").hexdigest()})
    desk._spool.reply(request.batch, encode_bundle(bundle))
    rows = looked(line, desk._take_up_answers)
    assert [(row.state, row.batch, row.tries) for row in rows] == [("queued", None, 1)] * 3
    assert len(list(desk._spool.refused.glob("*.reason"))) == 1
    looked(line, desk._ask)
    assert [len(desk._spool.read_request(batch).records) for batch in desk._spool.asked()] == [1, 1], "two at a time"


def test_a_journal_of_the_version_before_is_read_before_it_is_brought_up_to_date(asked):
    line, _, _ = asked(1)
    with connect(line.place.journal.path) as db:
        db.execute("ALTER TABLE chain_proof DROP COLUMN together")
        (row,) = table.newest(db, 9)
        assert row.shared_by == 1
        db.execute("ALTER TABLE chain_proof ADD COLUMN together BLOB")
