"""What a reorganisation takes away goes out again: once, with its costs and the key's budget set right."""

import pytest
from chain_testing.reverts import Reverted
from chain_testing.sponsored import set_up
from paymaster_testing import Desk, desk_between_blocks, grant_relayers, raise_allowance
from waiting import wait_for

from gateway.chain.networks import STRK
from gateway.chain.snip29 import Parameters, TokenFee, UserTransaction


@pytest.fixture(scope="module")
def parts(module_chain):
    parts = set_up(module_chain)
    grant_relayers(parts, [module_chain.relayer, module_chain.worker])
    raise_allowance(parts)
    return parts


def test_what_was_accepted_goes_out_again_with_costs_budget_page_and_metrics(parts, tmp_path):
    chain = parts.chain
    with Desk(parts, [chain.relayer], tmp_path) as desk:
        client = desk.client(desk.key("plant", "--total", "40"))
        kept = desk.settled(desk.submit(client))
        value = parts.counter.value()
        with chain.snapshot():
            gone = [desk.submit(client) for _ in range(3)]
            assert {desk.settled(one)["state"] for one in gone} == {"accepted"}
        assert parts.counter.value() == value
        wait_for(lambda: parts.counter.value() == value + 3)
        wait_for(lambda: {one["state"] for one in desk.spending()["latest"]} == {"accepted"})
        told = desk.spending()
        by_hash = {one["transaction"]: one for one in told["latest"]}
        assert by_hash[kept["transaction"]] == kept, "what was before is as it was"
        again = [desk.chain.run(client.latest_hash(one.tracking_id)) for one in gone]
        assert {one.status for one in again} == {"accepted"}
        assert [by_hash[hex(one.transaction_hash)]["taken_back"] for one in again] == [1, 1, 1]
        key = told["keys"][0]
        assert key["transactions"] == 4
        assert key["failed"] == 0
        assert key["total_used_strk"] == key["spent_strk"]
        assert float(key["spent_strk"]) == pytest.approx(sum(float(one["spent_strk"]) for one in told["latest"]))
        metrics = desk.get("/metrics")[1]
        assert "ciro_paymaster_taken_back_total 3.0" in metrics
        assert "ciro_paymaster_resent_total 3.0" in metrics
        assert "taken back once by a reorganisation" in desk.get("/")[1]
        assert "a reorganisation took block" in desk.log()


def test_accounts_that_were_deployed_and_what_an_account_pays_itself_go_out_again(parts, tmp_path):
    chain = parts.chain
    with Desk(parts, [chain.relayer, chain.worker], tmp_path) as desk:
        client = desk.client(desk.key("plant", "--day", "40"))
        deployment, owner = desk.newcomer(0xD0)
        account, value = chain.at(deployment.address, "DeviceAccount"), parts.counter.value()
        paid = Parameters(TokenFee(STRK), desk.bounds())
        with chain.snapshot():
            gone = [
                desk.hand_over(client, desk.prepare(client, UserTransaction(deployment.address, (), deployment))),
                desk.submit(client, parameters=paid),
            ]
            assert {desk.settled(one)["state"] for one in gone} == {"accepted"}
            before = desk.spending()["keys"][0]["day_used_strk"]
            assert account.public_key() == owner.public_key
        with pytest.raises(Reverted, match="Contract not found"):
            account.public_key()
        wait_for(lambda: "ciro_paymaster_resent_total 2.0" in desk.get("/metrics")[1])
        wait_for(lambda: {one["state"] for one in desk.spending()["latest"]} == {"accepted"})
        assert account.public_key() == owner.public_key
        assert parts.counter.value() == value + 1
        key = desk.spending()["keys"][0]
        assert float(key["day_used_strk"]) == pytest.approx(float(before), rel=0.2), "the account bears what it pays"
        assert float(key["day_used_strk"]) < float(key["spent_strk"])


def test_what_is_gone_from_between_others_goes_out_again_and_they_do_not(parts, tmp_path):
    """Two relayers; of two transactions the chain that stays has the second only."""
    chain = parts.chain
    with Desk(parts, [chain.relayer, chain.worker], tmp_path) as desk:
        client = desk.client(desk.key("plant"))
        value = parts.counter.value()
        with chain.snapshot():
            first, second = (desk.submit(client) for _ in range(2))
            for one in (first, second):
                assert desk.settled(one)["state"] == "accepted"
            kept = chain.devnet("starknet_getTransactionByHash", transaction_hash=hex(second.transaction_hash))
        del kept["transaction_hash"]
        sent = chain.devnet("starknet_addInvokeTransaction", invoke_transaction=kept)
        assert int(sent["transaction_hash"], 16) == second.transaction_hash
        wait_for(lambda: parts.counter.value() == value + 2)
        wait_for(lambda: {one["state"] for one in desk.spending()["latest"]} == {"accepted"})
        assert desk.chain.run(client.latest_hash(second.tracking_id)).transaction_hash == second.transaction_hash
        assert "ciro_paymaster_resent_total 1.0" in desk.get("/metrics")[1]
        assert parts.counter.value() == value + 2


def test_what_waited_for_a_block_that_never_came_goes_out_again(tools, compiled, tmp_path):
    """Handed over, in no block yet, and gone: with several of one relayer, in any order."""
    with desk_between_blocks(tools, compiled, tmp_path) as desk:
        client = desk.client(desk.key("plant"))
        with desk.chain.snapshot():
            gone = [desk.submit(client) for _ in range(3)]
        wait_for(lambda: desk.get("/metrics")[1].count("ciro_paymaster_resent_total 3.0"))
        desk.chain.devnet("devnet_createBlock")
        wait_for(lambda: {one["state"] for one in desk.spending()["latest"]} == {"accepted"})
        assert {desk.chain.run(client.latest_hash(one.tracking_id)).status for one in gone} == {"accepted"}
        assert desk.parts.counter.value() == 3


def test_killed_between_the_block_and_its_end_the_next_process_notices(parts, tmp_path):
    chain = parts.chain
    desk = Desk(parts, [chain.relayer], tmp_path).start()
    client = desk.client(desk.key("plant"))
    value = parts.counter.value()
    with chain.snapshot():
        prepared = desk.prepare(client)
        gone = desk.hand_over(client, prepared)
        assert desk.settled(gone)["state"] == "accepted"
        desk.stop(9)
    assert parts.counter.value() == value
    desk.start()
    client.url = desk.url
    wait_for(lambda: parts.counter.value() == value + 1)
    wait_for(lambda: {one["state"] for one in desk.spending()["latest"]} == {"accepted"})
    again = desk.hand_over(client, prepared)
    assert again.tracking_id == gone.tracking_id
    assert parts.counter.value() == value + 1
    desk.__exit__()


def test_what_would_be_undone_now_does_not_go_out_and_costs_nothing(parts, tmp_path):
    chain = parts.chain
    with Desk(parts, [chain.relayer], tmp_path) as desk:
        client = desk.client(desk.key("plant"))
        with chain.snapshot():
            gone = desk.submit(client)
            assert desk.settled(gone)["state"] == "accepted"
        raise_allowance(parts, calls_per_day=0)
        try:
            nonce = chain.nonce(chain.relayer)
            wait_for(lambda: desk.spending()["latest"][0]["state"] == "dropped")
        finally:
            raise_allowance(parts)
        assert "PAYMASTER: calls" in desk.spending()["latest"][0]["reason"]
        assert desk.spending()["keys"][0]["total_used_strk"] == "0"
        assert chain.nonce(chain.relayer) == nonce
