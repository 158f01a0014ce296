"""A proof's transaction that is in a block and was undone: counted and explained, and no result is paid for twice."""

import asyncio

import pytest
from chain_proving import real_desk, recorded
from proving import Proving

from gateway.chain.bindings import Paymaster, ProofVerifier
from gateway.chain.bindings.shared import Allowance
from gateway.demo.network import CALLS_PER_DAY, FEE_PER_DAY
from gateway.settlement.overview import overview
from gateway.transactions.trouble import Trouble

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


@pytest.fixture
def line(make_proving_line, sponsor_between):
    sponsor = {"url": sponsor_between.url, "api_key_file": sponsor_between.key_file}
    return make_proving_line("always", paymasters=[sponsor])


async def proven(line, desk):
    """Have a result chosen and proven; return its id."""
    await line.until(lambda _: desk._seen is not None, "the first look")
    result = await asyncio.to_thread(line.judge)
    with Proving(line.place.state):
        await line.until(lambda rows: rows and rows[-1].state != "queued", "the proof")
    return result


def told(line):
    return line.place.journal.execute(lambda _, db: overview(db)).result()


def test_a_result_is_verified_once_although_the_allowance_was_used_up_before_its_transaction_was_in_a_block(
    runner, network, between, line
):
    contract = Paymaster(network.paymaster, network.client)

    async def allow(calls):
        allowance = Allowance(calls_per_day=calls, fee_per_day=FEE_PER_DAY)
        await network.sponsor.send([contract.register(network.gateway, allowance)])

    async def way():
        between.before_next(lambda: allow(0))
        async with line.running(real_desk(line)) as desk:
            await proven(line, desk)
            await line.until(lambda _: desk.figures.undone.count and desk.health.remedy, "the transaction in vain")
            said = desk.figures.trouble, desk.health.remedy, desk.document()
            await allow(CALLS_PER_DAY)
            (row,) = await line.until(lambda rows: rows[0].verified_us, "the verification")
            await line.until(lambda _: desk.figures.trouble is None, "the end of the trouble")
            return row, said

    row, (trouble, remedy, document) = runner.run(way())
    assert runner.run(recorded(network, row.digest)) == [row.transaction]
    seen = told(line)
    (undone,) = seen.proofs_undone.newest
    assert undone.trouble is trouble is Trouble.REFUSED
    assert "have the sponsor raise them" in undone.reason
    assert "ask the sponsor" in remedy
    assert document["undone"]["last"][0]["transaction"] == hex(undone.transaction)
    receipt = runner.run(network.client.get_transaction_receipt(undone.transaction))
    assert (receipt.execution_status.value, receipt.actual_fee.amount) == ("REVERTED", seen.proofs_undone.fee_fri)
    assert seen.proofs.fee_fri == row.fee_fri, "what it cost to verify is not mixed with what was in vain"
    assert "1 transactions that brought nothing" in seen.text()


def test_a_result_whose_model_was_retired_before_its_transaction_was_in_a_block_is_given_up_after_one(
    runner, network, between, registration, line
):
    """The contract is asked whether it takes a proof before each transaction, so there is no second one."""

    async def retire():
        contract = ProofVerifier(network.proofs, network.client)
        await network.deployer.send([contract.retire_model(registration.model_id)])

    async def way():
        between.before_next(retire)
        async with line.running(real_desk(line)) as desk:
            await proven(line, desk)
            return await line.until(lambda rows: rows[0].state == "failed", "the end")

    (row,) = runner.run(way())
    assert "the contract refuses it: PROOF: " in row.error
    seen = told(line)
    assert (seen.proofs.failed, seen.proofs_undone.count) == (1, 1)
    assert seen.proofs_undone.newest[0].trouble is Trouble.REVERTED
    assert seen.proofs_undone.fee_fri > 0
