"""Several paymasters: by health, by price, and never the same thing signed twice for two of them."""

from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from scripted import CHAIN_ID, FORWARDER, NOW, REQUEST, Scripted, serving

from gateway.chain.keys import StarkKey
from gateway.chain.signer import KeySigner
from gateway.chain.snip29 import NoPaymasterError, OutcomeUnknownError, Paymaster, PaymasterError, Paymasters

SIGNER = KeySigner(StarkKey(0x5E551), CHAIN_ID)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
async def several():
    """Two paymasters that are honest until a test says otherwise, the second dearer."""
    first, second = Scripted(), Scripted()
    second.price = 200
    clock = Clock()
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(serving(scripted, name=name, timeout_s=2))
            for scripted, name in ((first, "first"), (second, "second"))
        ]
        members = [Paymaster(client, FORWARDER) for client in clients]
        yield first, second, Paymasters(members, CHAIN_ID, clock=clock, wall=lambda: NOW), clock


def refuses(code):
    return lambda *_: {"code": code, "message": "no", "data": "said no"}


async def broken(_):
    return web.Response(status=503)


async def test_the_cheaper_one_is_taken_and_asked_alone_until_prices_are_due_again(several):
    first, second, paymasters, clock = several
    assert (await paymasters.prepare(REQUEST, SIGNER)).paymaster == "first"
    await paymasters.prepare(REQUEST, SIGNER)
    assert (len(first.asked), len(second.asked)) == (2, 1)
    second.price = 10
    clock.now += 301
    assert (await paymasters.prepare(REQUEST, SIGNER)).paymaster == "second"
    assert (await paymasters.prepare(REQUEST, SIGNER)).paymaster == "second"


async def test_when_one_is_out_of_order_the_other_is_asked_and_the_first_left_alone_for_longer_each_time(several):
    first, _, paymasters, clock = several
    first.http = broken
    pauses = []
    for _ in range(4):
        assert (await paymasters.prepare(REQUEST, SIGNER)).paymaster == "second"
        pauses.append(paymasters.named("first").well_again_at - clock.now)
        clock.now = paymasters.named("first").well_again_at + 301
    assert pauses == [5, 10, 20, 40]
    first.http = None
    assert (await paymasters.prepare(REQUEST, SIGNER)).paymaster == "first"
    assert paymasters.named("first").failures == 0


async def test_one_that_cheats_is_left_alone_for_ten_minutes(several):
    first, _, paymasters, clock = several
    first.answers["paymaster_buildTransaction"] = lambda method, params: first._honest(
        method,
        params
        | {
            "transaction": params["transaction"]
            | {"invoke": {"user_address": "0x1", "calls": [{"to": "0xbad", "selector": "0x1", "calldata": []}]}}
        },
    )
    prepared, _ = await paymasters.submit(REQUEST, SIGNER)
    assert prepared.paymaster == "second"
    assert paymasters.named("first").well_again_at == clock.now + 600
    assert "paymaster_executeTransaction" not in first.methods()


async def test_a_refusal_before_anything_was_sent_goes_on_to_the_next(several):
    first, second, paymasters, _ = several
    first.answers["paymaster_executeTransaction"] = refuses(163)
    prepared, _ = await paymasters.submit(REQUEST, SIGNER)
    assert prepared.paymaster == "second"
    assert second.methods()[-1] == "paymaster_executeTransaction"


async def test_an_open_outcome_is_never_given_to_another(several):
    first, second, paymasters, _ = several
    prepared = await paymasters.prepare(REQUEST, SIGNER)
    first.http = broken
    with pytest.raises(OutcomeUnknownError):
        await paymasters.hand_over(prepared)
    assert "paymaster_executeTransaction" not in second.methods()
    first.http = None
    await paymasters.hand_over(prepared)


async def test_an_open_outcome_with_a_paymaster_that_is_gone_stays_open(several):
    _, _, paymasters, _ = several
    prepared = await paymasters.prepare(REQUEST, SIGNER)
    fewer = Paymasters([paymasters.named("second")], CHAIN_ID)
    with pytest.raises(OutcomeUnknownError, match="not configured"):
        await fewer.hand_over(prepared)


async def test_when_none_takes_it_the_error_says_what_each_said(several):
    first, second, paymasters, _ = several
    first.answers["paymaster_buildTransaction"] = refuses(156)
    second.answers["paymaster_buildTransaction"] = refuses(155)
    with pytest.raises(NoPaymasterError, match=r"first: .*said no; second: .*said no") as caught:
        await paymasters.submit(REQUEST, SIGNER)
    assert set(caught.value.reasons) == {"first", "second"}


async def test_when_all_are_out_of_order_they_are_tried_all_the_same(several):
    first, second, paymasters, _ = several
    first.http = second.http = broken
    for _ in range(2):
        with pytest.raises(NoPaymasterError):
            await paymasters.prepare(REQUEST, SIGNER)
    second.http = None
    assert (await paymasters.prepare(REQUEST, SIGNER)).paymaster == "second"


async def test_availability_is_remembered(several):
    first, _, paymasters, _ = several
    first.answers["paymaster_isAvailable"] = lambda *_: False
    assert await paymasters.check() == {"first": False, "second": True}
    assert paymasters.in_order()[0].name == "second"


def test_names_are_apart():
    from gateway.chain.snip29 import PaymasterClient

    twice = [Paymaster(PaymasterClient("https://x")) for _ in range(2)]
    with pytest.raises(ValueError, match="same name"):
        Paymasters(twice, CHAIN_ID)


async def test_one_that_builds_and_then_refuses_is_left_alone_so_that_the_next_is_tried(several):
    first, second, paymasters, clock = several
    first.answers["paymaster_executeTransaction"] = refuses(156)
    prepared = await paymasters.prepare(REQUEST, SIGNER)
    with pytest.raises(PaymasterError):
        await paymasters.hand_over(prepared)
    again = await paymasters.prepare(REQUEST, SIGNER)
    assert (prepared.paymaster, again.paymaster) == ("first", "second")
    await paymasters.hand_over(again)
    assert second.methods()[-1] == "paymaster_executeTransaction"
    assert paymasters.named("first").well_again_at > clock.now
