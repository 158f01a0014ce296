"""What a thief, a liar, a flood and a broken device try at our service: nothing is sent, nothing is spent."""

import asyncio
import json
import socket
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from chain_testing.chain import Signer
from chain_testing.sponsored import set_up
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paymaster_testing import Desk, grant_relayers
from starknet_py.hash.address import compute_address
from starknet_py.net.client_models import Call

from gateway.chain.keys import StarkKey
from gateway.chain.networks import STRK
from gateway.chain.signer import KeySigner
from gateway.chain.snip29 import Deployment, Parameters, PaymasterError, TimeBounds, TokenFee, UserTransaction
from gateway.chain.snip29.errors import (
    ClassHashNotSupportedError,
    InvalidAddressError,
    InvalidDeploymentDataError,
    InvalidIdError,
    InvalidSignatureError,
    InvalidTimeBoundsError,
    MaxAmountTooLowError,
    ProtocolError,
    TokenNotSupportedError,
    TooManyRequestsError,
    TransactionExecutionError,
    UnknownError,
)

FEW_REQUESTS = "[limits]\nbody_bytes = 100000\naddress_per_minute = 40\n"


@pytest.fixture(scope="module")
def desk(module_chain, tmp_path_factory):
    parts = set_up(module_chain)
    relayers = [module_chain.relayer, module_chain.worker]
    grant_relayers(parts, relayers)
    with Desk(parts, relayers, tmp_path_factory.mktemp("desk"), FEW_REQUESTS) as running:
        yield running


@pytest.fixture(scope="module")
def key(desk):
    return desk.key("attacked")


@pytest.fixture(scope="module")
def client(desk, key):
    return desk.client(key)


@pytest.fixture
def sends():
    """Marks the tests that do send."""


@pytest.fixture(autouse=True)
def nothing_sent(request, desk):
    """Every test here ends with as many transactions and as much value as it began with, unless it says otherwise."""
    before = desk.spending()["by_day"], desk.parts.counter.value()
    yield
    if "sends" not in request.fixturenames:
        assert (desk.spending()["by_day"], desk.parts.counter.value()) == before


def with_typed(prepared, change):
    typed = json.loads(json.dumps(prepared.transaction.typed_data))
    change(typed)
    return replace(prepared, transaction=replace(prepared.transaction, typed_data=typed))


class TestSignature:
    def test_somebody_elses_signature_is_refused(self, desk, client):
        forged = desk.prepare(client, signer=KeySigner(StarkKey(0xBAD), desk.signer()._chain_id))
        with pytest.raises(InvalidSignatureError):
            desk.hand_over(client, forged)

    @pytest.mark.parametrize(
        "change",
        [
            lambda typed: typed["message"]["Calls"][0].update(Calldata=["0x2"]),
            lambda typed: typed["message"].update(Nonce="0x5"),
            lambda typed: typed["message"].update({"Execute Before": typed["message"]["Execute Before"] + 1}),
            lambda typed: typed["message"]["Calls"].append(typed["message"]["Calls"][0]),
        ],
    )
    def test_what_was_changed_after_it_was_signed_is_refused(self, desk, client, change):
        with pytest.raises(InvalidSignatureError):
            desk.hand_over(client, with_typed(desk.prepare(client), change))

    @pytest.mark.parametrize("signature", [(), (1,), (0, 0), (1, 2, 3, 4), (1,) * 5000])
    def test_a_signature_that_is_none_is_refused(self, desk, client, signature):
        prepared = desk.prepare(client)
        with pytest.raises(ProtocolError):
            desk.hand_over(client, replace(prepared, transaction=replace(prepared.transaction, signature=signature)))

    def test_what_is_signed_for_another_chain_is_refused(self, desk, client):
        other = with_typed(desk.prepare(client), lambda typed: typed["domain"].update(chainId="SN_MAIN"))
        with pytest.raises(ProtocolError, match="another chain"):
            desk.hand_over(client, other)

    @pytest.mark.parametrize("caller", ["0x414e595f43414c4c4552", "0x1234"])
    def test_what_is_signed_for_another_caller_is_refused(self, desk, client, caller):
        other = with_typed(desk.prepare(client), lambda typed: typed["message"].update(Caller=caller))
        with pytest.raises(TransactionExecutionError, match="signed for another"):
            desk.hand_over(client, other)


class TestReplay:
    @pytest.mark.usefixtures("sends")
    def test_the_same_transaction_twice_is_carried_out_once_and_answered_the_same(self, desk, client):
        value = desk.parts.counter.value()
        prepared = desk.prepare(client)
        first = desk.hand_over(client, prepared)
        assert desk.hand_over(client, prepared) == first
        desk.settled(first)
        assert desk.hand_over(client, prepared) == first
        assert desk.parts.counter.value() == value + 1

    @pytest.mark.usefixtures("sends")
    def test_the_same_transaction_many_times_at_a_time_is_carried_out_once_and_answered_the_same(self, desk, client):
        value = desk.parts.counter.value()
        prepared = desk.prepare(client)

        async def at_once():
            asked = [client.execute(prepared.transaction, prepared.parameters) for _ in range(12)]
            return await asyncio.gather(*asked)

        (tracked,) = {one.tracking_id for one in desk.chain.run(at_once())}
        desk.settled(desk.chain.run(client.latest_hash(tracked)))
        assert desk.parts.counter.value() == value + 1

    @pytest.mark.usefixtures("sends")
    def test_another_transaction_with_a_used_nonce_is_refused(self, desk, client):
        prepared = desk.prepare(client)
        desk.settled(desk.hand_over(client, prepared))
        again = with_typed(prepared, lambda typed: typed["message"]["Calls"][0].update(Calldata=["0x7"]))
        with pytest.raises(TransactionExecutionError, match="another transaction with this nonce"):
            desk.hand_over(client, again)


class TestTime:
    def test_bounds_that_are_over_not_begun_or_too_wide_are_refused(self, desk, client):
        now = desk.chain.now
        for after, before in ((now - 60, now - 30), (now + 500, now + 600), (now - 60, now + 90_000), (now + 9, now)):
            with pytest.raises(InvalidTimeBoundsError):
                desk.prepare(client, parameters=Parameters(time_bounds=TimeBounds(after, before)))

    def test_what_has_expired_since_it_was_signed_is_refused(self, desk, client):
        prepared = desk.prepare(client, parameters=Parameters(time_bounds=desk.bounds(60)))
        desk.chain.increase_time(120)
        time.sleep(1.1)  # the service looks at a devnet's clock every second
        with pytest.raises(InvalidTimeBoundsError):
            desk.hand_over(client, prepared)


class TestPolicy:
    def test_a_blocked_account_is_not_served(self, desk, client):
        paymaster, policy = desk.parts.paymaster, desk.parts.policy
        prepared = desk.prepare(client)
        paymaster.set_blocked(desk.parts.device, True, by=policy)
        try:
            with pytest.raises(TransactionExecutionError, match="PAYMASTER: blocked"):
                desk.hand_over(client, prepared)
        finally:
            paymaster.set_blocked(desk.parts.device, False, by=policy)

    def test_a_call_that_is_not_on_the_allow_list_is_refused_before_it_is_signed(self, desk, client):
        call = desk.parts.counter.grant_role.build("ADMIN", desk.chain.stranger)
        with pytest.raises(TransactionExecutionError, match=r"call not allowed|missing role"):
            desk.prepare(client, desk.request(call))

    def test_calls_to_the_paymaster_or_a_relayer_are_refused(self, desk, client):
        for to in (desk.parts.paymaster.address, desk.chain.relayer.address):
            with pytest.raises(TransactionExecutionError, match="paymaster itself"):
                desk.prepare(client, desk.request(Call(to, desk.chain.selector("withdraw"), [1])))

    def test_a_call_that_would_fail_is_refused_before_it_is_signed(self, desk, client):
        with pytest.raises(TransactionExecutionError, match="COUNTER: zero amount"):
            desk.prepare(client, desk.request(desk.parts.counter.add.build(0), desk.parts.counter.add.build(0)))

    def test_an_account_that_is_not_there_is_refused(self, desk, client):
        with pytest.raises(InvalidAddressError):
            desk.prepare(client, desk.request(account=0xDEAD))

    def test_an_account_that_nobody_registered_is_refused(self, desk, client):
        with pytest.raises(PaymasterError, match=r"not registered|owner"):
            desk.prepare(client, desk.request(account=desk.chain.stranger.address))

    def test_fees_in_another_token_or_too_small_are_refused(self, desk, client):
        with pytest.raises(TokenNotSupportedError):
            desk.prepare(client, parameters=Parameters(TokenFee(0x123), desk.bounds()))
        paid = desk.prepare(client, parameters=Parameters(TokenFee(STRK), desk.bounds()))
        execution = json.loads(json.dumps(paid.transaction.typed_data))
        execution["message"]["Calls"][-1]["Calldata"][1] = "0x1"
        from chain_testing.chain import CHAIN_ID

        from gateway.chain.device_messages import message_hash
        from gateway.chain.snip29.outside import outside_execution_of

        digest = message_hash(outside_execution_of(execution, CHAIN_ID).typed_data(CHAIN_ID), paid.transaction.account)
        signature = tuple(desk.signer().sign_hash(digest))
        cheap = replace(paid, transaction=replace(paid.transaction, typed_data=execution, signature=signature))
        with pytest.raises(MaxAmountTooLowError):
            desk.hand_over(client, cheap)


class TestDeployment:
    def test_other_classes_and_addresses_that_do_not_follow_are_refused(self, desk, client):
        class_hash = desk.chain.declare("DeviceAccount")
        address = compute_address(class_hash=class_hash, constructor_calldata=[1, 0], salt=1)
        good = Deployment(address, class_hash, 1, (1, 0))
        for wrong, error in (
            (replace(good, class_hash=0x123), ClassHashNotSupportedError),
            (replace(good, salt=2), InvalidDeploymentDataError),
            (replace(good, calldata=(2, 0)), InvalidDeploymentDataError),
            (replace(good, sigdata=(1,)), InvalidDeploymentDataError),
        ):
            with pytest.raises(error):
                desk.prepare(client, UserTransaction(wrong.address, (), wrong))

    def test_nobody_has_accounts_deployed_that_no_sponsor_registered(self, desk, client):
        class_hash = desk.chain.declare("DeviceAccount")
        public = Signer(0x77).public_key
        address = compute_address(class_hash=class_hash, constructor_calldata=[public, 0], salt=1)
        deployment = Deployment(address, class_hash, 1, (public, 0))
        with pytest.raises(TransactionExecutionError, match="not registered"):
            desk.prepare(client, UserTransaction(address, (), deployment))


class TestKeysAndBudgets:
    @pytest.mark.parametrize("secret", [None, "", "wrong", "x" * 300])
    def test_without_a_key_nothing_is_done(self, desk, secret):
        with pytest.raises(UnknownError, match="x-paymaster-api-key"):
            desk.prepare(desk.client(secret))

    def test_a_revoked_key_counts_no_more_at_once(self, desk):
        client = desk.client(desk.key("leaked"))
        prepared = desk.prepare(client)
        desk.command("key", "revoke", "leaked")
        with pytest.raises(UnknownError, match="invalid"):
            desk.hand_over(client, prepared)

    @pytest.mark.parametrize("bound", ["--day", "--total"])
    def test_over_the_budget_nothing_is_sent_and_more_budget_lets_it_through(self, desk, bound):
        client = desk.client(desk.key(f"poor {bound}", bound, "0.0000001"))
        prepared = desk.prepare(client)
        with pytest.raises(UnknownError, match="budget"):
            desk.hand_over(client, prepared)

    def test_another_keys_transactions_are_not_tracked(self, desk, client):
        with pytest.raises(InvalidIdError):
            desk.chain.run(client.latest_hash(0x1234))

    def test_keys_are_nowhere_but_with_their_owner(self, desk, key):
        for path in desk.folder.iterdir():
            assert key.encode() not in path.read_bytes(), path
        assert key not in desk.get("/")[1] + desk.get("/metrics")[1]
        assert (desk.folder / "paymaster.db").stat().st_mode & 0o077 == 0


class TestFloods:
    def test_a_huge_body_is_refused_as_it_comes(self, desk, key):
        status, _ = desk.post(b"[" + b" " * 200_000 + b"]", x_paymaster_api_key=key)
        assert status == 413

    def test_a_body_that_says_it_is_small_and_is_not_is_refused(self, desk):
        host, port = desk.url.split("//")[1].strip("/").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as raw:
            raw.sendall(
                b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n"
            )
            chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
            try:
                for _ in range(40):
                    raw.sendall(chunk)
                answer = raw.recv(1000)
            except ConnectionError:
                answer = b" 413 "
        assert b" 413 " in answer

    def test_more_than_a_transaction_holds_is_refused(self, desk, client):
        with pytest.raises(ProtocolError):
            desk.prepare(client, desk.request(Call(desk.parts.counter.address, 1, [1] * 5_000)))

    def test_guessing_keys_is_slowed_down(self, desk):
        client = desk.client("guess")

        def guess_on():
            for _ in range(60):
                with suppress(UnknownError):
                    desk.prepare(client)

        with pytest.raises(TooManyRequestsError):
            guess_on()


POISON = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"[[]]",
    b'{"jsonrpc":"2.0","id":1}',
    b'{"jsonrpc":"2.0","id":{},"method":"paymaster_isAvailable"}',
    b'{"jsonrpc":"2.0","id":1,"method":"paymaster_isAvailable","params":7}',
    b'{"jsonrpc":"2.0","id":1,"method":"__class__","params":{}}',
    b'[{"jsonrpc":"2.0","id":1,"method":"paymaster_isAvailable"}]',
    b"[" * 50_000,
    b'{"a":' * 9_000,
    b'{"jsonrpc":"2.0","id":NaN,"method":"paymaster_isAvailable"}',
    b"\xff\xfe\x00",
    b'{"jsonrpc":"2.0","id":1,"method":"paymaster_buildTransaction","params":[1,2,3]}',
]


@pytest.mark.parametrize("body", POISON, ids=range(len(POISON)))
def test_poisoned_json_is_an_error_and_no_more(desk, key, body):
    status, answer = desk.post(body, x_paymaster_api_key=key)
    assert status == 200
    assert answer["error"]["code"] in {-32700, -32600, -32601, -32602}
    assert desk.get("/livez")[0] == 200


def test_another_content_type_is_refused(desk, key):
    """A web page can send text/plain to this machine without being asked; JSON it can't."""
    _, answer = desk.post(b'{"jsonrpc":"2.0","id":1,"method":"paymaster_isAvailable"}', Content_Type="text/plain")
    assert answer["error"]["code"] == -32600


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just("0x1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["buildTransaction", "executeTransaction", "trackingIdToLatestHash"]),
    place=st.sampled_from(["transaction", "parameters", "tracking_id"]),
    value=JSON,
)
def test_whatever_stands_in_a_parameter_is_answered_in_json(desk, key, method, place, value):
    body = {"jsonrpc": "2.0", "id": 1, "method": f"paymaster_{method}", "params": {place: value}}
    status, answer = desk.post(json.dumps(body).encode(), x_paymaster_api_key=key)
    assert status in {200, 429}
    assert answer["error"]["code"] in {-32602, 163, 160, -32700}
    assert "the service failed" not in str(answer)
