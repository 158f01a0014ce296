"""The client over real HTTP: every method, every error, and services that answer nonsense."""

import asyncio

import pytest
from aiohttp import web
from scripted import CALLS, CHAIN_ID, DEPLOYMENT, FORWARDER, NOW, REQUEST, TOKEN, Scripted, serving

from gateway.chain.keys import StarkKey
from gateway.chain.signer import KeySigner, SessionSigner
from gateway.chain.snip29 import (
    DisagreementError,
    OutcomeUnknownError,
    Parameters,
    PaymasterClient,
    Prepared,
    TimeBounds,
    TokenFee,
    UserTransaction,
    hand_over,
    prepare,
)
from gateway.chain.snip29.answers import Token, Tracked
from gateway.chain.snip29.errors import (
    BY_CODE,
    MalformedAnswerError,
    PaymasterError,
    ProtocolError,
    TooManyRequestsError,
    TransactionExecutionError,
    UnreachableError,
    WireError,
)
from gateway.chain.snip29.fields import integer_of

KEY = StarkKey(0x5E551)
SIGNER = KeySigner(KEY, CHAIN_ID)
BOUNDED = Parameters(time_bounds=TimeBounds(NOW - 60, NOW + 600))


def prepared_by(client, **changed):
    given = {"chain_id": CHAIN_ID, "forwarder": FORWARDER, "clock": lambda: NOW} | changed
    return prepare(client, REQUEST, BOUNDED, SIGNER, **given)


async def test_every_method_is_asked_as_snip_29_says_with_the_key():
    scripted = Scripted()
    async with serving(scripted, api_key="secret") as client:
        assert await client.is_available() is True
        assert await client.supported_tokens() == [Token(TOKEN, 6, 10**19)]
        prepared = await prepared_by(client)
        assert await hand_over(client, prepared)
        assert await client.latest_hash(7) == Tracked(9, "accepted")
    assert scripted.methods() == [
        "paymaster_isAvailable",
        "paymaster_getSupportedTokens",
        "paymaster_buildTransaction",
        "paymaster_executeTransaction",
        "paymaster_trackingIdToLatestHash",
    ]
    assert {key for _, _, key in scripted.asked} == {"secret"}
    assert scripted.asked[-1][1] == {"tracking_id": "0x7"}
    invoke = scripted.asked[3][1]["transaction"]["invoke"]
    assert [int(one, 16) for one in invoke["signature"]] == list(prepared.transaction.signature)


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (REQUEST, "invoke"),
        (UserTransaction(DEPLOYMENT.address, (), DEPLOYMENT), "deploy"),
        (UserTransaction(DEPLOYMENT.address, CALLS, DEPLOYMENT), "deploy_and_invoke"),
    ],
)
@pytest.mark.parametrize("mode", [Parameters(), BOUNDED, Parameters(TokenFee(TOKEN))])
async def test_every_kind_of_transaction_in_every_fee_mode_reads_back_as_it_was_written(request_, kind, mode):
    assert request_.type == kind
    assert UserTransaction.from_json(request_.to_json()) == request_
    assert Parameters.from_json(mode.to_json()) == mode
    async with serving(Scripted()) as client:
        prepared = await prepare(client, request_, mode, SIGNER, chain_id=CHAIN_ID, clock=lambda: NOW)
        assert Prepared.from_text(prepared.to_text(), CHAIN_ID) == prepared


async def test_a_session_signs_with_its_key_in_front():
    async with serving(Scripted()) as client:
        prepared = await prepare(
            client, REQUEST, BOUNDED, SessionSigner(KEY, CHAIN_ID), chain_id=CHAIN_ID, clock=lambda: NOW
        )
    assert prepared.transaction.signature[0] == KEY.public
    assert len(prepared.transaction.signature) == 3


async def test_what_differs_from_the_request_is_not_signed_and_not_handed_over():
    scripted = Scripted()
    scripted.answers["paymaster_buildTransaction"] = lambda method, params: scripted._honest(
        method, params | {"transaction": UserTransaction(REQUEST.account, CALLS[:1]).to_json()}
    )
    async with serving(scripted) as client:
        with pytest.raises(DisagreementError):
            await prepared_by(client)
    assert scripted.methods() == ["paymaster_buildTransaction"]


@pytest.mark.parametrize("code", BY_CODE)
async def test_every_error_code_has_its_type(code):
    scripted = Scripted()
    scripted.answers["paymaster_buildTransaction"] = lambda *_: {"code": code, "message": "no", "data": "the reason"}
    async with serving(scripted) as client:
        with pytest.raises(ProtocolError, match="the reason") as caught:
            await client.build(REQUEST, BOUNDED)
    assert type(caught.value) is BY_CODE[code]


async def test_a_code_that_nobody_knows_is_an_error_all_the_same():
    scripted = Scripted()
    scripted.answers["paymaster_isAvailable"] = lambda *_: {"code": -7, "message": "odd"}
    async with serving(scripted) as client:
        with pytest.raises(ProtocolError, match="odd"):
            await client.is_available()


async def test_an_execution_error_says_why_however_deep_it_is():
    scripted = Scripted()
    data = {"execution_error": {"error": {"error": "PAYMASTER: blocked"}}}
    scripted.answers["paymaster_buildTransaction"] = lambda *_: {"code": 156, "message": "no", "data": data}
    async with serving(scripted) as client:
        with pytest.raises(TransactionExecutionError, match="PAYMASTER: blocked"):
            await client.build(REQUEST, BOUNDED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>",
        "[]",
        "{}",
        '{"jsonrpc":"2.0","id":1}',
        '{"jsonrpc":"2.0","id":99,"result":true}',
        '{"id":1,"result":true,"error":{"code":1}}',
        '{"id":1,"error":"text"}',
        "[" * 100_000,
        '{"id":1,"result":{"type":"invoke"}}',
    ],
)
async def test_nonsense_is_named_as_such(text):
    scripted = Scripted()

    async def nonsense(_):
        return web.Response(text=text)

    scripted.http = nonsense
    async with serving(scripted) as client:
        with pytest.raises(MalformedAnswerError):
            await client.build(REQUEST, BOUNDED)


async def test_an_endless_answer_is_cut_off():
    scripted = Scripted()

    async def endless(_):
        return web.Response(body=b" " * (5 << 20))

    scripted.http = endless
    async with serving(scripted) as client:
        with pytest.raises(MalformedAnswerError, match="larger"):
            await client.is_available()


async def test_a_pause_that_is_asked_for_is_told():
    scripted = Scripted()

    async def busy(_):
        return web.Response(status=429, headers={"Retry-After": "17"})

    scripted.http = busy
    async with serving(scripted) as client:
        with pytest.raises(TooManyRequestsError) as caught:
            await client.is_available()
    assert caught.value.retry_after_s == 17


@pytest.mark.parametrize("status", [301, 307, 401, 403, 500, 503])
async def test_a_redirect_is_not_followed_with_the_key_and_other_states_are_errors(status):
    scripted, seen = Scripted(), []

    async def answer(request):
        seen.append(request)
        return web.Response(status=status, headers={"Location": "/"})

    scripted.http = answer
    async with serving(scripted, api_key="secret") as client:
        with pytest.raises(PaymasterError):
            await client.is_available()
    assert len(seen) == 1


async def test_no_answer_in_time_after_the_hand_over_leaves_the_outcome_open():
    scripted = Scripted()
    async with serving(scripted, timeout_s=0.3) as client:
        prepared = await prepared_by(client)

        async def silent(_):
            await asyncio.sleep(5)

        scripted.http = silent
        with pytest.raises(OutcomeUnknownError):
            await hand_over(client, prepared)


async def test_nobody_there_is_certain_not_to_have_sent_it():
    async with serving(Scripted()) as client:
        prepared = await prepared_by(client)
        gone = PaymasterClient("http://127.0.0.1:9/")
        with pytest.raises(UnreachableError) as caught:
            await hand_over(gone, prepared)
        await gone.close()
    assert not caught.value.sent


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("ftp://x", None),
        ("http://paymaster.example", "k"),
        ("https://user:p@x", None),
        ("http://", None),
        ("https://x", "two\nlines"),
    ],
)
def test_an_address_that_is_none_or_would_show_the_key_is_refused(url, key):
    with pytest.raises(ValueError, match=r"address|https|key"):
        PaymasterClient(url, key)


def test_the_key_is_not_in_the_text_of_the_client():
    assert "secret" not in repr(PaymasterClient("https://x", "secret"))


@pytest.mark.parametrize(
    "value", [True, -1, 1.5, "", "0x", "0xg", "１", "1_0", "0x1_0", " 1", None, [], "0x" + "f" * 99]
)
def test_what_is_no_number_is_no_number(value):
    with pytest.raises(WireError):
        integer_of(value, "field")
