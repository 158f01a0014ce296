"""Results that share a proof, on a real chain: one transaction, one statement, each its share, and paid once."""

import asyncio
from hashlib import sha256

import pytest
from chain_proving import real_desk, recorded
from devnet_rpc import rpc
from proving import Proving

from gateway.chain_proofs import requests, table
from gateway.chain_proofs.verifying import job_of_all
from gateway.demo.paymaster_process import write_key
from gateway.page.chain_proof_views import ChainProofViews
from gateway.proofs.spool import CHAIN
from gateway.settlement.overview import overview
from zkml.bundle import Bundle, decode_bundle, encode_bundle
from zkml.format import PROOF_MAGIC
from zkml.statement import WITNESS_INPUT, Statement

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


@pytest.fixture
def line(make_proving_line):
    return make_proving_line("never")


def disputed(line, count):
    """Have results made and disputed; return their ids."""
    ids = [line.judge() for _ in range(count)]
    for result in ids:
        requests.ask(line.place.state, result)
    return ids


def kept(line, row):
    return line.place.state / CHAIN / "kept" / f"{row.batch}.zkb"


def test_three_results_are_verified_by_one_transaction_though_the_gateway_is_cut_off_and_the_chain_reorganised(
    runner, network, line
):
    ids = disputed(line, 3)
    before = runner.run(rpc(network, "devnet_snapshot"))

    async def until_it_is_sent():
        desk = real_desk(line)
        hand_over, handed = desk._submitter.hand_over, asyncio.Event()

        async def and_then_nothing(intent):
            await hand_over(intent)
            handed.set()
            await asyncio.Event().wait()

        desk._submitter.hand_over = and_then_nothing
        async with line.running(desk):
            with Proving(line.place.state):
                await line.until(lambda rows: rows and rows[0].state in {"proven", "sent"}, "the proof")
            await handed.wait()

    runner.run(until_it_is_sent())
    assert {(row.state, row.verified_us) for row in line.rows()} == {("sent", None)}
    assert len({row.intent for row in line.rows()}) == 1
    line.place.restart()

    async def after_the_restart():
        desk = real_desk(line)
        async with line.running(desk):
            rows = await line.until(lambda rows: all(row.verified_us for row in rows), "the verification")
            await line.until(lambda _: len(line.receipts) == 3 and desk.figures.sums.verified, "the receipts")
            shown = ChainProofViews(line.place.journal.path, desk, line.configuration.chain)
            pages = shown.view(), [shown.of_record(row.record_id) for row in rows]
            assert await desk._journal.ask(lambda db: table.sent_since(db, 0)) == 1, "of the hour's transactions"
            first = [(row.digest, row.transaction) for row in rows]
            await rpc(network, "devnet_revert", snapshot_id=before)
            await rpc(network, "devnet_createBlock")
            desk._walker._final_due = 0.0
            anew = await line.until(
                lambda now: all((one.verified_us or 0) > row.verified_us for one, row in zip(now, rows, strict=True)),
                "the second verification",
            )
            return rows, pages, first, anew

    rows, (view, pages), first, anew = runner.run(after_the_restart())
    (transaction,) = {row.transaction for row in rows}
    assert [row.result_id for row in rows] == ids
    assert {row.attempts for row in rows} == {1}
    assert {row.digest for row in anew} == {digest for digest, _ in first}
    assert runner.run(recorded(network, anew[0].digest)) == [anew[0].transaction]

    receipt = runner.run(network.client.get_transaction_receipt(anew[0].transaction))
    assert sum(row.fee_fri for row in anew) == receipt.actual_fee.amount
    assert sum(row.l2_gas for row in anew) == receipt.execution_resources.l2_gas
    assert 60_000_000 < receipt.execution_resources.l2_gas < 110_000_000
    assert (view.verified, view.transactions) == (3, 1)
    assert [(page.shared_by, page.transaction) for page in pages] == [(3, hex(transaction))] * 3
    assert {page.statement for page in pages} == {hex(rows[0].digest)}
    assert sum(page.strk for page in pages) == pytest.approx(view.strk)
    told = {message["result"]: message for message, _ in line.receipts[:3]}
    assert [(told[one]["shared_by"], told[one]["transaction"]) for one in ids] == [(3, hex(transaction))] * 3
    assert "its share among 3" in line.place.journal.execute(lambda _, db: overview(db)).result().text()

    statement = decode_bundle(kept(line, rows[0]).read_bytes()).statement
    records = [line.place.query("SELECT sha256 FROM record WHERE id = ?", row.record_id)[0][0] for row in rows]
    assert (statement.binding, statement.count) == (WITNESS_INPUT, 8)
    assert statement.context.job == job_of_all([*records, *records[-1:] * 5])
    assert runner.run(network.balance()) == runner.run(network.nonce()) == 0


def test_a_forged_proof_of_several_is_refused_by_the_contract_and_nothing_is_paid_and_each_goes_alone(
    runner, network, line
):
    disputed(line, 2)
    deposit = runner.run(network.deposit())

    async def way():
        desk = real_desk(line)
        await asyncio.to_thread(desk._spool.make)
        await desk._take_disputes()
        await desk._ask()
        (batch,) = desk._spool.asked()
        request = desk._spool.read_request(batch)
        assert len(request.records) == 8
        registration = desk._registrations.get(request.model_sha256)
        statement = Statement(
            registration.model_id, registration.parameter_set, request.inputs, request.outputs, request.context,
            request.binding,
        )  # fmt: skip
        proof = PROOF_MAGIC + bytes(32 * 3_517)
        desk._spool.reply(batch, encode_bundle(Bundle(statement, proof, {"proof_sha256": sha256(proof).hexdigest()})))
        await desk._take_up_answers()
        assert {row.state for row in line.rows()} == {"proven"}
        await desk._walker.step()
        rows = line.rows()
        await desk._ask()
        return rows, [len(desk._spool.read_request(batch).records) for batch in desk._spool.asked()]

    rows, asked = runner.run(way())
    assert [(row.state, row.tries, row.attempts) for row in rows] == [("queued", 1, 0)] * 2
    assert all(row.error.startswith("the contract refuses it: ") for row in rows)
    assert asked == [1, 1]
    assert runner.run(network.deposit()) == deposit


def test_where_eight_cost_more_than_the_plant_allows_each_goes_alone_and_the_next_ones_too(
    runner, network, make_proving_line, tmp_path
):
    payer = network.sponsor
    key = write_key(tmp_path / "owner.key", payer.key)
    line = make_proving_line(
        "never", mode="direct", account=hex(payer.address), key="owner", key_file=key, paymasters=[],
        most_fee_strk=0.01,
    )  # fmt: skip
    disputed(line, 2)

    async def way():
        desk = real_desk(line)
        async with line.running(desk):
            with Proving(line.place.state):
                await line.until(lambda rows: rows and all(row.tries for row in rows), "that each goes alone")
                desk._submitter.most_fee = 10**18
                rows = await line.until(
                    lambda rows: all(row.verified_us or row.state == "failed" for row in rows), "the verifications"
                )
            return rows, desk._walker.alone

    rows, alone = runner.run(way())
    assert [(row.state, row.shared_by, row.tries) for row in rows] == [("verified", 1, 1)] * 2, rows[0].error
    assert len({row.transaction for row in rows}) == 2
    assert alone
