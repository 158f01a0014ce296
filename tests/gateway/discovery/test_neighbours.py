"""Real multicast on the loopback: who shows a signed presence is found; who only says so gets nothing."""

import asyncio
import contextlib
import socket
import time
import uuid

import pytest
from aiohttp import web
from presences import OTHER, OURS, book, public, said
from waiting import until
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from edge_worker.presence import MOST_BYTES, PATH, TIMEOUT_S
from gateway.discovery import Finder, Neighbours
from gateway.discovery.multicast import SERVICE, MulticastAnnouncer
from gateway.discovery.sightings import MOST_NEWCOMERS
from gateway.supervisor import Health, State

HERE = ["127.0.0.1"]


class Shown:
    """An HTTP server on a free port that shows what `say` returns at `PATH`, and keeps what it was asked."""

    def __init__(self, say):
        self.say, self.asked, self.status, self.headers = say, [], 200, {}

    async def __aenter__(self):
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    async def _answer(self, request):
        self.asked.append(request)
        return web.Response(body=self.say(), status=self.status, headers=self.headers)


class Lan:
    """The gateway's ear on the loopback, and who is announced there."""

    def __init__(self, stack):
        self._stack = stack
        self.used, self.dropped = [], []
        keys = [hex(public(OURS)), hex(public(OTHER))]
        self.finder = Finder(book(keys=keys), use=self._use, drop=self.dropped.append)
        self.ear = Neighbours(HERE, self.finder)
        self.health = Health("discovery-zeroconf", critical=False)

    def _use(self, found):
        self.used.append(found.settings.url)
        return True

    @property
    def found(self):
        return self.finder.book.found

    async def shows(self, say):
        return await self._stack.enter_async_context(Shown(say))

    async def announces(self, name, port, text=None):
        """Somebody announces an instance; returns its name."""
        multicast = AsyncZeroconf(interfaces=HERE)
        self._stack.push_async_callback(multicast.async_close)
        properties = text or {"v": "1", "tls": "0"}
        info = AsyncServiceInfo(
            SERVICE,
            f"{name}.{SERVICE}",
            addresses=[socket.inet_aton("127.0.0.1")],
            port=port,
            properties=properties,
            server=f"{uuid.uuid4().hex}.local.",
        )
        await (await multicast.async_register_service(info, allow_name_change=True))
        return info.name.removesuffix(f".{SERVICE}"), multicast


@pytest.fixture
async def lan():
    async with contextlib.AsyncExitStack() as stack:
        lan = Lan(stack)
        running = asyncio.create_task(lan.ear.run(lan.health))
        await until(lambda: lan.health.state is State.OK, "the ear")
        yield lan
        running.cancel()
        await asyncio.wait([running])


def name():
    """A name of this test alone: others may be announced on this machine."""
    return f"w-{uuid.uuid4().hex[:12]}"


def fresh(who, url, key=OURS, by=None, **changed):
    """Return what says a presence of the moment in which it is asked for."""
    return lambda: said(key, by, name=who, url=url() if callable(url) else url, at_s=time.time(), **changed)


async def a_worker(lan, who, key=OURS):
    """A worker that announces itself as the shipped one does."""
    shown = await lan.shows(lambda: said(key, name=who, url=shown.url, at_s=time.time()))
    announcer = asyncio.create_task(MulticastAnnouncer(who, shown.url, lambda: True).run())

    async def end():
        announcer.cancel()
        await asyncio.wait([announcer])

    lan._stack.push_async_callback(end)
    return shown, end


async def test_an_announced_worker_is_found_and_nothing_secret_is_sent_to_it(lan):
    who = name()
    shown, _ = await a_worker(lan, who)
    await until(lambda: who in lan.found and shown.url in lan.used, "the worker")
    assert lan.found[who].settings.url == shown.url
    for request in shown.asked:
        assert request.path == PATH
        assert not {"Authorization", "Cookie"} & set(request.headers)
    await until(lambda: "1 of them found" in lan.health.reason, "the report")


async def test_who_is_not_ready_is_not_announced(lan):
    who, ready = name(), False
    shown = await lan.shows(fresh(who, lambda: shown.url))
    announcer = asyncio.create_task(MulticastAnnouncer(who, shown.url, lambda: ready).run())
    await a_worker(lan, other := name(), OTHER)
    await until(lambda: other in lan.found, "one that was announced later")
    assert not shown.asked
    ready = True
    await until(lambda: who in lan.found, "the worker")
    announcer.cancel()
    await asyncio.wait([announcer])


async def test_a_forged_presence_and_one_of_an_unknown_key_are_refused_with_their_reason(lan):
    forger, stranger = name(), name()
    shown = await lan.shows(fresh(forger, lambda: shown.url, OURS, by=0x999))
    alien = await lan.shows(fresh(stranger, lambda: alien.url, 0x999))
    first, _ = await lan.announces(forger, shown.port)
    second, _ = await lan.announces(stranger, alien.port)
    refused = lan.finder.book.refused
    await until(lambda: first in refused and second in refused, "the refusals")
    assert "forged" in refused[first]
    assert "nobody here knows the key" in refused[second]
    assert not lan.found


async def test_who_took_the_name_first_keeps_it_from_nobody(lan):
    who = name()
    thief = await lan.shows(fresh(who, lambda: thief.url, OURS, by=0x999))
    taken, _ = await lan.announces(who, thief.port)
    assert taken == who
    shown, _ = await a_worker(lan, who)
    await until(lambda: who in lan.found, "the worker, under another instance's name")
    assert lan.found[who].settings.url == shown.url


async def test_who_mirrors_or_replays_a_true_presence_moves_nobody(lan):
    who = name()
    shown, _ = await a_worker(lan, who)
    await until(lambda: who in lan.found, "the worker")
    true = said(name=who, url=shown.url, at_s=lan.found[who].presence.at_s - 10)
    replay = await lan.shows(lambda: true)
    mirror = await lan.shows(fresh(who, shown.url))
    first, _ = await lan.announces(name(), replay.port)
    await lan.announces(name(), mirror.port)
    await until(lambda: "repetition" in lan.finder.book.refused.get(first, ""), "the replay's refusal")
    await until(lambda: mirror.asked, "the mirror to be asked")
    assert {found.settings.url for found in lan.found.values()} == {shown.url}
    assert set(lan.used) == {shown.url}


async def test_who_answers_for_a_known_workers_name_or_says_goodbye_for_it_takes_it_out_of_nothing(lan):
    who = name()
    _, end = await a_worker(lan, who)
    await until(lambda: who in lan.found, "the worker")
    await end()  # its goodbye; whose word that was is nobody's to know
    nothing = await lan.shows(lambda: b"nothing")
    await lan.announces(who, nothing.port)
    before = lan.found[who].presence.at_s
    lan.ear.sightings.known[who].next_s = 0.0  # as after half a minute
    await until(lambda: lan.found[who].presence.at_s > before, "its next presence, from where it said that it is")
    assert not nothing.asked


async def test_a_flood_is_bounded_and_a_known_worker_goes_on(lan):
    who = name()
    await a_worker(lan, who)
    await until(lambda: who in lan.found, "the worker")
    shouter = AsyncZeroconf(interfaces=HERE)
    lan._stack.push_async_callback(shouter.async_close)
    for number in range(300):
        lan.ear.sightings.see(f"flood-{number}.{SERVICE}", lan.ear._clock())  # as fast as anybody could shout
    for _ in range(20):
        info = AsyncServiceInfo(
            SERVICE, f"{name()}.{SERVICE}", addresses=[socket.inet_aton("127.0.0.1")], port=1, server=f"{name()}.local."
        )
        shouter.zeroconf.registry.async_add(info)
        await shouter.async_update_service(info)
    before = lan.found[who].presence.at_s
    lan.ear.sightings.known[who].next_s = 0.0
    await until(lambda: lan.found[who].presence.at_s > before, "its next presence")
    assert len(lan.ear.sightings.newcomers) <= MOST_NEWCOMERS
    assert len(lan.ear._asking) <= 8


@pytest.mark.parametrize("kind", ["too large", "elsewhere", "an error", "packed"])
async def test_an_answer_that_is_none_is_given_up(lan, kind):
    who = name()
    shown = await lan.shows(lambda: b" " * (64 * MOST_BYTES) if kind == "too large" else said(name=who))
    elsewhere = await lan.shows(fresh(who, lambda: elsewhere.url))
    if kind == "elsewhere":
        shown.status, shown.headers = 302, {"Location": elsewhere.url + PATH}
    if kind == "an error":
        shown.status = 500
    if kind == "packed":
        shown.headers = {"Content-Encoding": "gzip"}
    instance, _ = await lan.announces(who, shown.port)
    await until(lambda: shown.asked, "the question")
    seat = f"{instance}.{SERVICE}"
    await until(lambda: lan.ear.sightings.newcomers[seat].failures, "to be given up")
    assert not elsewhere.asked
    assert not lan.found
    if kind == "too large":
        assert "more than" in lan.finder.book.refused[instance]


async def test_an_announcement_of_another_version_is_left_alone(lan):
    who = name()
    shown = await lan.shows(fresh(who, lambda: shown.url))
    instance, _ = await lan.announces(who, shown.port, {"v": "2"})
    seat = f"{instance}.{SERVICE}"
    await until(lambda: seat in (new := lan.ear.sightings.newcomers) and new[seat].failures, "to be given up")
    assert not shown.asked


async def test_who_is_silent_for_two_minutes_is_dropped_and_found_again(lan):
    who = name()
    shown, _ = await a_worker(lan, who)
    await until(lambda: who in lan.found, "the worker")
    shown.status = 503
    lan.finder.wall_s = lambda: time.time() + TIMEOUT_S + 1
    await until(lambda: who in lan.dropped, "to be dropped")
    lan.finder.wall_s = time.time
    shown.status = 200
    lan.ear.sightings.known[who].next_s = 0.0
    await until(lambda: who in lan.found, "the worker again")


async def test_an_address_that_is_not_this_machines_is_said_with_its_remedy():
    health = Health("discovery-zeroconf", critical=False)
    running = asyncio.create_task(Neighbours(["203.0.113.7"], Finder(book(), bool, print)).run(health))
    await until(lambda: health.state is State.DEGRADED, "the report")
    assert "zeroconf_addresses" in health.remedy
    running.cancel()
    await asyncio.wait([running])
