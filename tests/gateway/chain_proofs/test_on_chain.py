"""The whole way, on a real chain through a real paymaster: proven anew, verified by the contract, and paid once."""

import asyncio

import pytest
from chain_proving import real_desk, recorded
from proving import Proving
from typer.testing import CliRunner

from gateway.chain.bindings import InspectionVerifier, ProofVerifier
from gateway.chain.bindings.shared import ProofType
from gateway.chain_proofs import requests
from gateway.chain_proofs.verifying import job_of
from gateway.cli import app
from gateway.demo.paymaster_process import write_key
from gateway.proofs.spool import CHAIN
from gateway.settlement.overview import overview
from zkml.bundle import Bundle, decode_bundle, encode_bundle

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


def test_a_result_is_proven_from_its_picture_and_verified_and_the_account_pays_nothing(
    runner, network, make_proving_line
):
    line = make_proving_line("always")
    deposit = runner.run(network.deposit())

    async def way():
        async with line.running(real_desk(line)) as desk:
            await line.until(lambda _: desk._seen is not None, "the first look")
            result = await asyncio.to_thread(line.judge)
            with Proving(line.place.state):
                (row,) = await line.until(lambda rows: rows and rows[0].state != "queued", "the proof")
                assert row.error is None
            (row,) = await line.until(lambda rows: rows[0].verified_us or rows[0].error, "the verification")
            await line.until(lambda _: line.receipts and desk.figures.sums.verified, "the receipt")
            return result, row, desk

    result, row, desk = runner.run(way())
    assert (row.result_id, row.state, row.reason, row.payer) == (result, "verified", "always", "sponsor")
    assert runner.run(recorded(network, row.digest)) == [row.transaction]
    assert 40_000_000 < row.l2_gas < 70_000_000
    assert row.fee_fri > 0
    assert runner.run(network.deposit()) < deposit
    assert runner.run(network.balance()) == runner.run(network.nonce()) == 0

    (receipt, tag), *_ = line.receipts
    assert tag == ("receipt/proof", row.record_id)
    assert (receipt["result"], receipt["fee_fri"]) == (result, str(row.fee_fri))
    assert receipt["transaction"] == hex(row.transaction)
    assert desk.document()["l2_gas"] == row.l2_gas

    statement = decode_bundle((line.place.state / CHAIN / "kept" / f"{row.batch}.zkb").read_bytes()).statement
    (record,) = line.place.query("SELECT sha256 FROM record WHERE id = ?", row.record_id)[0]
    verifier = runner.run(ProofVerifier(network.proofs, network.client).verifier_of(ProofType.ZKML_INFERENCE))
    said = statement.context
    assert (said.job, said.account, said.contract) == (job_of(record), network.gateway, verifier)
    assert runner.run(InspectionVerifier(verifier, network.client).model_record(statement.model_id)).root

    told = line.place.journal.execute(lambda _, db: overview(db)).result()
    assert told.document()["proofs"]["last"][0]["transaction"] == hex(row.transaction)
    assert f"transaction {row.transaction:#x}" in told.text()


def test_an_account_that_pays_for_itself_has_results_verified_for_less(runner, network, make_proving_line, tmp_path):
    payer = network.sponsor
    key = write_key(tmp_path / "owner.key", payer.key)
    line = make_proving_line(
        "never", mode="direct", account=hex(payer.address), key="owner", key_file=key, paymasters=[]
    )
    requests.ask(line.place.state, line.judge())

    async def way():
        async with line.running(real_desk(line)):
            with Proving(line.place.state):
                await line.until(lambda rows: rows and rows[0].state != "queued", "the proof")
            return await line.until(lambda rows: rows[0].verified_us or rows[0].state == "failed", "the verification")

    (row,) = runner.run(way())
    assert (row.state, row.payer) == ("verified", "account"), row.error
    assert 30_000_000 < row.l2_gas < 50_000_000
    sums = line.place.journal.execute(lambda _, db: overview(db)).result().proofs
    assert sums.account_fee_fri == sums.fee_fri == row.fee_fri


def test_a_disputed_result_is_paid_once_though_the_gateway_is_cut_off_after_it_was_handed_over(
    runner, network, make_proving_line
):
    line = make_proving_line("never")
    result = line.judge()
    asked = CliRunner().invoke(app, ["chain", "prove", result, "--state", str(line.place.state)])
    assert asked.exit_code == 0, asked.output

    async def until_it_is_sent():
        desk = real_desk(line)
        way = desk._submitter
        hand_over, handed = way.hand_over, asyncio.Event()

        async def and_then_nothing(intent):
            await hand_over(intent)
            handed.set()
            await asyncio.Event().wait()

        way.hand_over = and_then_nothing
        async with line.running(desk):
            with Proving(line.place.state):
                await line.until(lambda rows: rows and rows[0].state in {"proven", "sent"}, "the proof")
            await handed.wait()

    runner.run(until_it_is_sent())
    (row,) = line.rows()
    assert (row.state, row.verified_us) == ("sent", None)
    line.place.restart()

    async def after_the_restart():
        async with line.running(real_desk(line)):
            return await line.until(lambda rows: rows[0].verified_us, "the verification")

    (row,) = runner.run(after_the_restart())
    assert (row.result_id, row.reason, row.attempts) == (result, "dispute", 1)
    assert runner.run(recorded(network, row.digest)) == [row.transaction]
    assert row.fee_fri > 0
    again = CliRunner().invoke(app, ["chain", "prove", result, "--state", str(line.place.state), "--json"])
    assert '"status": "verified"' in again.output


def test_a_proof_that_was_altered_on_the_disk_is_refused_by_the_contract_and_nothing_is_paid(
    runner, network, make_proving_line
):
    line = make_proving_line("never")
    requests.ask(line.place.state, line.judge())
    deposit = runner.run(network.deposit())

    async def way():
        desk = real_desk(line)
        proving = asyncio.create_task(desk._prepare())
        with Proving(line.place.state):
            (row,) = await line.until(lambda rows: rows and rows[0].state == "proven", "the proof")
        proving.cancel()
        path = line.place.state / CHAIN / "kept" / f"{row.batch}.zkb"
        bundle = decode_bundle(path.read_bytes())
        proof = bytearray(bundle.proof)
        proof[len(proof) // 2] ^= 1
        path.write_bytes(encode_bundle(Bundle(bundle.statement, bytes(proof))))
        await desk._walker.step()
        return line.rows()[0]

    row = runner.run(way())
    assert (row.state, row.attempts) == ("failed", 0)
    assert row.error.startswith("the contract refuses it: ")
    assert runner.run(recorded(network, row.digest)) == []
    assert runner.run(network.deposit()) == deposit


def test_what_a_reorganisation_takes_back_is_verified_again(runner, network, make_proving_line):
    from devnet_rpc import rpc

    line = make_proving_line("never")
    result = line.judge()
    assert CliRunner().invoke(app, ["chain", "prove", result, "--state", str(line.place.state)]).exit_code == 0

    async def way():
        before = await rpc(network, "devnet_snapshot")
        desk = real_desk(line)
        async with line.running(desk):
            with Proving(line.place.state):
                await line.until(lambda rows: rows and rows[0].state != "queued", "the proof")
            (first,) = await line.until(lambda rows: rows[0].verified_us, "the verification")
            await rpc(network, "devnet_revert", snapshot_id=before)
            await rpc(network, "devnet_createBlock")
            desk._walker._final_due = 0.0
            (second,) = await line.until(
                lambda rows: (rows[0].verified_us or 0) > first.verified_us, "the second verification"
            )
            return first, second, desk._walker.taken_back

    first, second, taken_back = runner.run(way())
    assert taken_back == 1
    assert second.digest == first.digest
    assert runner.run(recorded(network, second.digest)) == [second.transaction]
