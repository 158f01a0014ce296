"""Our SNIP-29 service does what SNIP-29 says, pays for what it should, and forgets nothing."""

import pytest
from chain_testing.sponsored import set_up
from paymaster_testing import Desk, grant_relayers

from gateway.chain.networks import STRK
from gateway.chain.snip29 import Executed, Parameters, TokenFee, UserTransaction
from gateway.chain.snip29.answers import Token


@pytest.fixture(scope="module")
def desk(module_chain, tmp_path_factory):
    """A service with three relayers."""
    parts = set_up(module_chain)
    relayers = [module_chain.relayer, module_chain.worker, module_chain.other_worker]
    grant_relayers(parts, relayers)
    with Desk(parts, relayers, tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def client(desk):
    return desk.client(desk.key("conformance"))


def test_it_says_that_it_is_available_and_which_tokens_it_takes(desk, client):
    assert desk.chain.run(client.is_available()) is True
    assert desk.chain.run(client.supported_tokens()) == [Token(STRK, 18, 10**18)]


def test_a_sponsored_call_is_carried_out_and_the_account_neither_pays_nor_moves(desk, client):
    device, counter = desk.parts.device, desk.parts.counter
    before = counter.value(), desk.chain.nonce(device.owner), desk.chain.fees_of(device)
    executed = desk.submit(client)
    found = desk.settled(executed)
    assert found["state"] == "accepted"
    assert (counter.value(), desk.chain.nonce(device.owner), desk.chain.fees_of(device)) == (before[0] + 1, *before[1:])
    tracked = desk.chain.run(client.latest_hash(executed.tracking_id))
    assert (tracked.transaction_hash, tracked.status) == (executed.transaction_hash, "accepted")
    assert float(found["spent_strk"]) > 0
    assert float(found["charged_strk"]) == pytest.approx(float(found["spent_strk"]), rel=0.1)


def test_the_estimate_before_signing_is_near_what_it_costs_in_the_end(desk, client):
    prepared = desk.prepare(client)
    found = desk.settled(desk.hand_over(client, prepared))
    assert prepared.fee.estimated_fee_in_strk / 1e18 == pytest.approx(float(found["spent_strk"]), rel=0.35)


def test_a_session_key_is_served(desk, client):
    device = desk.parts.device
    device.grant(desk.chain, (desk.parts.counter, "add"), max_fee=0)
    executed = desk.submit(client, signer=desk.signer(session=True))
    assert desk.settled(executed)["state"] == "accepted"
    assert device.calls_left() == 9


def test_an_account_that_pays_in_strk_pays_its_relayer(desk, client):
    device = desk.parts.device
    before, value = desk.chain.fees_of(device), desk.parts.counter.value()
    prepared = desk.prepare(client, parameters=Parameters(TokenFee(STRK), desk.bounds()))
    found = desk.settled(desk.hand_over(client, prepared))
    assert found["state"] == "accepted"
    assert desk.parts.counter.value() == value + 1
    assert before - desk.chain.fees_of(device) == prepared.fee.suggested_max_fee_in_gas_token


@pytest.fixture
def newcomer(desk, request):
    """A device account that is registered and not there yet."""
    return desk.newcomer(0xD0 + len(request.node.name))


class TestDeployment:
    """Accounts come into being without anybody holding STRK for them."""

    def test_an_account_is_deployed(self, desk, client, newcomer):
        deployment, signer = newcomer
        prepared = desk.prepare(client, UserTransaction(deployment.address, (), deployment))
        assert prepared.nonce is None
        assert desk.settled(desk.hand_over(client, prepared))["state"] == "accepted"
        assert desk.chain.at(deployment.address, "DeviceAccount").public_key() == signer.public_key
        assert desk.chain.fees_of(deployment.address) == 0

    def test_an_account_is_deployed_and_acts_in_one_transaction(self, desk, client, newcomer):
        deployment, signer = newcomer
        counter = desk.chain.deploy("Counter", owner=deployment.address, start=0)
        desk.parts.paymaster.set_allowed(counter, desk.chain.selector("add"), True, by=desk.parts.policy)
        request = UserTransaction(deployment.address, (counter.add.build(3),), deployment)
        executed = desk.hand_over(client, desk.prepare(client, request, signer=signer))
        assert desk.settled(executed)["state"] == "accepted"
        assert counter.value() == 3


class TestStockClient:
    """starknet.js's PaymasterRpc, which shares no code with ours, through its Account."""

    def js(self, desk, starknet_js, key, **request):
        device = desk.parts.device
        asked = {
            "url": desk.url,
            "node": desk.chain.url + "/rpc",
            "api_key": key,
            "account": hex(device.address),
            "private_key": hex(device.owner.signer.private_key),
            "bounds": {"executeAfter": desk.chain.now - 60, "executeBefore": desk.chain.now + 600},
        }
        return starknet_js(script="paymaster.mjs", **(asked | request))

    def call(self, desk):
        return {
            "contractAddress": hex(desk.parts.counter.address),
            "entrypoint": "add",
            "calldata": [
                "0x1",
            ],
        }

    @pytest.mark.parametrize("mode", [{"mode": "sponsored"}, {"mode": "default", "gasToken": hex(STRK)}])
    def test_it_sends_in_both_fee_modes(self, desk, starknet_js, mode):
        value = desk.parts.counter.value()
        answer = self.js(desk, starknet_js, desk.key(f"js {mode['mode']}"), calls=[self.call(desk)], fee_mode=mode)
        assert answer["available"] is True
        assert [token["token_address"] for token in answer["tokens"]] == [hex(STRK)]
        assert answer["transaction_hash"], answer
        _until_settled(desk, answer["transaction_hash"])
        assert desk.parts.counter.value() == value + 1

    def test_it_deploys_an_account_and_acts_with_it(self, desk, starknet_js, newcomer):
        deployment, signer = newcomer
        counter = desk.chain.deploy("Counter", owner=deployment.address, start=0)
        desk.parts.paymaster.set_allowed(counter, desk.chain.selector("add"), True, by=desk.parts.policy)
        answer = self.js(
            desk,
            starknet_js,
            desk.key("js deploys"),
            calls=[{"contractAddress": hex(counter.address), "entrypoint": "add", "calldata": ["0x2"]}],
            fee_mode={"mode": "sponsored"},
            account=hex(deployment.address),
            private_key=hex(signer.private_key),
            deployment=deployment.to_json(),
        )
        _until_settled(desk, answer["transaction_hash"])
        assert counter.value() == 2

    def test_it_understands_a_refusal(self, desk, starknet_js):
        answer = self.js(desk, starknet_js, "wrong", calls=[self.call(desk)], fee_mode={"mode": "sponsored"})
        assert "UNKNOWN_ERROR" in answer["error"]
        assert "x-paymaster-api-key is invalid" in answer["error"]


def _until_settled(desk, transaction):
    desk.settled(Executed(0, int(transaction, 16)))


def test_the_page_metrics_and_health_are_there(desk, client):
    desk.settled(desk.submit(client))
    status, page = desk.get("/")
    assert status == 200
    assert "Takes transactions" in page
    assert "conformance" in page
    assert "ciro_paymaster_transactions_total" in desk.get("/metrics")[1]
    assert desk.get("/readyz") == (200, '{"ready":true}')
    assert desk.get("/livez")[0] == 200
    assert desk.get("/", Host="evil.example")[0] == 421


def test_what_the_page_says_is_what_the_command_says(desk, client):
    desk.settled(desk.submit(client))
    told = desk.command("spending")
    assert told["by_day"] == desk.spending()["by_day"]
    assert sum(key["transactions"] for key in told["keys"]) == sum(day["transactions"] for day in told["by_day"])
