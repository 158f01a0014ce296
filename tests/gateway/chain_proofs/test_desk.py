"""What becomes of a result before anything is sent: chosen once, computed again, held against what was published."""

import asyncio
import contextlib
from hashlib import sha256

import numpy as np
import pytest
from chain_proving import CAMERA, FakePart, FakeVerifyingChain

from gateway.chain_proofs import requests, table
from gateway.chain_proofs.remaking import DiffersError, GoneError, remake
from gateway.journal import connect_read_only
from gateway.privacy import Erasure
from gateway.privacy.erasure import erase
from gateway.proofs.spool import CHAIN, Request, Spool
from zkml import Context, encode_registration
from zkml.bundle import Bundle, encode_bundle
from zkml.statement import Statement

AT_ONCE = {"contract": "0x2", "batch_age_s": 0}
BATCH = "01970000-0000-7000-8000-000000000000"


def made_again(line, result):
    with contextlib.closing(connect_read_only(line.place.journal.path)) as db:
        return remake(line.place.journal, db, line.place.engine, table.named(db, result).record_id)


def test_a_result_is_computed_again_from_its_kept_picture(make_line):
    line = make_line()
    result = line.judge()
    again = made_again(line, result)
    (record,) = line.place.query("SELECT sha256 FROM record WHERE id = (SELECT max(id) FROM record)")
    assert again.record == record[0]
    (shape,) = [line.package.manifest.input]
    assert len(again.input) == shape.width * shape.height * (1 if shape.channels == "grey" else 3)
    assert np.frombuffer(again.output, "<i4").size * 4 == len(again.output) > 0


@pytest.mark.parametrize("lie", [{"input_sha256": "00" * 32}, {"scores": {"scratch": 0.5}}])
def test_a_result_that_the_computation_does_not_give_is_found(make_line, lie):
    line = make_line()
    result = line.judge(change=lie)
    with pytest.raises(DiffersError):
        made_again(line, result)


def test_what_was_erased_can_not_be_proven(make_line):
    line = make_line()
    result = line.judge()
    erase(line.place.journal, Erasure(who="dpo", reason="request", device=CAMERA))
    with pytest.raises(GoneError, match="given up by retention, or erased"):
        made_again(line, result)


def looked(line, desk, *steps):
    """Make steps of the component's, one after the other."""

    async def make():
        for step in steps or (desk._take_disputes, desk._choose):
            await step()

    asyncio.run(make())
    return line.rows()


def test_the_past_is_not_proven_and_each_result_after_it_once(make_line):
    line = make_line(proofs="always", proving=AT_ONCE)
    line.judge()
    desk = line.desk()
    assert looked(line, desk) == []
    second, third = line.judge(), line.judge()
    assert [row.result_id for row in looked(line, desk)] == [second, third]
    assert len(looked(line, line.desk())) == 2, "a restart chooses nothing twice"


def test_with_never_only_what_is_disputed_is_proven_and_it_comes_first(make_line):
    line = make_line()
    first, second = line.judge(), line.judge()
    desk = line.desk()
    requests.ask(line.place.state, second)
    requests.ask(line.place.state, second)
    (row,) = looked(line, desk)
    assert (row.result_id, row.reason, row.state) == (second, "dispute", "queued")
    assert list(requests.asked(line.place.state)) == []
    with pytest.raises(ValueError, match="no result's id"):
        requests.ask(line.place.state, "../../../etc/passwd")
    line.place.query("UPDATE chain_proof SET state = 'failed', batch = 'b', error = 'away'")
    requests.ask(line.place.state, second)
    requests.ask(line.place.state, first)
    assert [(row.result_id, row.state, row.error) for row in looked(line, desk)] == [
        (first, "queued", None),
        (second, "queued", None),
    ]


def test_beyond_what_may_wait_results_are_skipped_and_counted(make_line):
    line = make_line(proofs="always", proving={"contract": "0x2", "most_waiting": 2})
    desk = line.desk()
    looked(line, desk)
    ids = [line.judge() for _ in range(5)]
    assert [row.result_id for row in looked(line, desk)] == ids[:2]
    assert desk.figures.skipped == 3


@pytest.mark.slow
def test_an_erasure_takes_what_waits_and_its_input_in_the_spool(make_line, registration):
    line = make_line(proofs="always", proving=AT_ONCE)
    spool = Spool(line.place.state, CHAIN)
    spool.make()
    spool.registration(line.package.sha256).write_bytes(encode_registration(registration))
    desk = line.desk()
    looked(line, desk)
    line.judge()
    (row,) = looked(line, desk)
    request = asyncio.run(desk._request([row], BATCH))
    line.place.journal.execute(lambda _, db: table.assign(db, [row.record_id], request.batch)).result()
    spool.ask(request)
    erase(line.place.journal, Erasure(who="dpo", reason="request", device=CAMERA))
    (row,) = line.rows()
    assert row.state == "failed"
    assert list(spool.requests.iterdir()) == []


@pytest.mark.slow
def test_a_model_that_the_contract_does_not_take_ends_its_results_with_the_reason(make_line, registration):
    line = make_line(proofs="always", proving=AT_ONCE)
    chain = FakeVerifyingChain()
    chain.refusal = "its governance registers it"
    desk = line.desk((FakePart(), chain, FakePart()))
    desk._spool.make()
    desk._spool.registration(line.package.sha256).write_bytes(encode_registration(registration))
    looked(line, desk)
    line.judge()
    (row,) = looked(line, desk, desk._choose, desk._ask)
    assert (row.state, row.error) == ("unprovable", "its governance registers it")
    line.judge()
    assert len(looked(line, desk)) == 1, "for a while no result of it is chosen"


FORGERIES = {
    "another job": {"context": Context(chain=1, contract=2, account=3, job=5)},
    "another account": {"context": None},
    "another output": {"outputs": (b"\0" * 16,)},
    "another input": {"inputs": (b"\0" * 4096,)},
    "another model": {"model_id": 7},
}


@pytest.mark.slow
@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_answer_about_something_else_is_refused_even_when_the_request_was_changed_with_it(
    make_line, registration, forgery
):
    line = make_line(proofs="always", proving=AT_ONCE)
    desk = line.desk()
    desk._spool.make()
    desk._spool.registration(line.package.sha256).write_bytes(encode_registration(registration))
    looked(line, desk)
    line.judge()
    (row,) = looked(line, desk, desk._choose, desk._ask)
    request = asyncio.run(desk._request([row], row.batch))
    changed = {
        "model_id": registration.model_id, "parameter_set": registration.parameter_set,
        "inputs": request.inputs, "outputs": request.outputs, "context": request.context,
    } | FORGERIES[forgery]  # fmt: skip
    if changed["context"] is None:
        changed["context"] = Context(chain=1, contract=2, account=4, job=request.context.job)
    statement = Statement(**changed)
    desk._spool.ask(
        Request(row.batch, row.model_sha256, request.records, statement.inputs, statement.outputs, statement.context)
    )
    bundle = Bundle(statement, b"proof", {"proof_sha256": sha256(b"proof").hexdigest()})
    desk._spool.reply(row.batch, encode_bundle(bundle))
    (row,) = looked(line, desk, desk._take_up_answers)
    assert (row.state, row.batch, row.tries) == ("queued", None, 1)
    assert len(list(desk._spool.refused.glob("*.reason"))) == 1
