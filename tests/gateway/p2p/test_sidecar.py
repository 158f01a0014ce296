"""Real libp2p processes on the loopback, and who may use one of them."""

import asyncio
import os
import signal
import socket
import stat
import subprocess

import pytest
from waiting import wait_for

from gateway.p2p import lines
from gateway.p2p.lines import TOPICS, WORKERS, Heard, Refused, Status
from gateway.p2p.link import LinkError, open_link


async def spoken(link, kind, wanted=lambda _: True):
    """Return the next of *kind* that is wanted."""
    async with asyncio.timeout(60):
        while not (isinstance(said := await link.next(), kind) and wanted(said)):
            pass
    return said


@pytest.mark.slow
async def test_three_peers_hear_each_other_over_one_they_have_in_common(three):
    a, b, c = three
    async with open_link(a.socket) as at_a, open_link(b.socket) as at_b, open_link(c.socket) as at_c:
        assert [at_a.peer, at_b.peer, at_c.peer] == [a.peer, b.peer, c.peer]
        await spoken(at_a, Status, lambda now: now.peers == 2)
        for topic in TOPICS:
            await at_c.hear(topic)
            async with asyncio.timeout(60):  # a mesh takes a second or two: say it until it is heard
                while True:
                    await at_b.say(topic, topic.encode())
                    said = await at_c.next()
                    if isinstance(said, Heard) and said.topic == topic:
                        break
            assert said == Heard(topic, b.peer, topic.encode())
        # what is not asked for is not heard, and nobody hears himself
        await at_b.hear(WORKERS)
        await at_b.say(WORKERS, b"once more")
        assert (await spoken(at_c, Heard, lambda one: one.data == b"once more")).peer == b.peer
        await at_c.say(WORKERS, b"an answer")
        assert (await spoken(at_b, Heard)).data == b"an answer"


@pytest.mark.slow
async def test_who_floods_is_slowed_down_by_every_peer_and_others_are_heard(three):
    a, b, c = three
    async with open_link(a.socket) as at_a, open_link(b.socket) as at_b, open_link(c.socket) as at_c:
        await at_c.hear(WORKERS)
        await spoken(at_a, Status, lambda now: now.peers == 2)
        async with asyncio.timeout(60):
            while True:
                await at_a.say(WORKERS, b"first")
                if isinstance(await at_c.next(), Heard):
                    break
        await asyncio.gather(*(at_b.say(WORKERS, b"flood %d" % number) for number in range(300)))
        assert "too much" in (await spoken(at_b, Refused)).why
        await at_a.say(WORKERS, b"and the other")
        heard = []
        while b"and the other" not in heard:
            heard.append((await spoken(at_c, Heard)).data)
        assert sum(data.startswith(b"flood") for data in heard) <= 20 + 60, "a burst, and what its pace allows"
        assert (await spoken(at_b, Status, lambda now: now.dropped)).dropped >= 200


@pytest.mark.slow
async def test_a_peer_that_comes_late_is_dialled_until_it_is_there(sidecar, free_port):
    first = sidecar("first", "--listen", f"/ip4/127.0.0.1/tcp/{free_port}").up()
    first.kill()
    second = sidecar("second", "--peer", first.address).up()
    async with open_link(second.socket) as link:
        assert (await spoken(link, Status)).peers == 0
        again = sidecar("first", "--listen", f"/ip4/127.0.0.1/tcp/{free_port}").up()
        assert again.peer == first.peer, "its key was kept"
        await spoken(link, Status, lambda now: now.peers == 1)


@pytest.mark.slow
def test_its_key_is_its_owners_alone_and_it_leaves_nothing_behind(sidecar, tmp_path):
    one = sidecar("one").up()
    assert stat.S_IMODE((tmp_path / "one.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(one.socket.stat().st_mode) == 0o600
    one.process.send_signal(signal.SIGTERM)
    assert one.process.wait(30) == 0
    assert not one.socket.exists()
    (tmp_path / "one.key").chmod(0o644)
    open_to_all = sidecar("one")
    assert open_to_all.process.wait(60) == 2
    assert "chmod 600" in open_to_all.log.read_text()


@pytest.mark.slow
async def test_who_says_nonsense_is_told_and_who_says_too_much_is_disconnected(sidecar):
    one = sidecar("one").up()
    reader, writer = await asyncio.open_unix_connection(one.socket)
    writer.write(b"nonsense\n" + lines.say("ciro-workers", b"x").replace(b"ciro-workers", b"elsewhere"))
    said = [await reader.readline() for _ in range(4)]
    assert sum(b"refused" in line for line in said) == 2
    writer.write(b" " * (lines.MOST_LINE + 10))
    async with asyncio.timeout(60):
        while await reader.readline():
            pass
    writer.close()
    async with open_link(one.socket) as link:
        assert await spoken(link, Status)


@pytest.mark.slow
async def test_who_does_not_read_does_not_hold_it_up(sidecar):
    one = sidecar("one").up()
    connections = []
    for _ in range(10):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(one.socket))
        connections.append(connection)
        connection.sendall(b"nonsense\n" * 10_000)
    async with open_link(one.socket) as link:
        assert (await spoken(link, Status, lambda now: now.dropped > 1000)).dropped
    for connection in connections:
        connection.close()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_the_socket_asks_who_knocks(sidecar, tmp_path):
    one = sidecar("one", "--user", "nobody", "--user", "no-such-user").up()
    for directory in (tmp_path, *tmp_path.parents[:-1]):
        directory.chmod(directory.stat().st_mode | 0o011)
    program = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); print(s.recv(9))"

    def greeting(user):
        return subprocess.run(
            ["python3", "-c", program, one.socket], user=user, capture_output=True, text=True, check=False, cwd="/"
        ).stdout

    assert "hello" in greeting("nobody")
    assert greeting("daemon").strip() == "b''"
    wait_for(lambda: "is not let in" in one.log.read_text(), "the log")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--listen", "somewhere"], 2, "multiaddress"),
        (["--peer", "/ip4/127.0.0.1/tcp/1"], 2, "/ip4/127.0.0.1/tcp/1"),
        (["--listen", "/ip4/203.0.113.7/tcp/4001"], 3, "203.0.113.7"),
    ],
)
def test_an_address_that_is_none_is_named(sidecar, options, code, says):
    one = sidecar("one", *options)
    assert one.process.wait(60) == code, one.log.read_text()
    assert says in one.log.read_text()


async def test_without_a_side_car_it_is_said(tmp_path):
    with pytest.raises(LinkError, match="no side-car at"):
        async with open_link(tmp_path / "nothing"):
            pass


async def test_another_programs_socket_is_no_side_cars(tmp_path):
    async def other(reader, writer):
        writer.write(b"220 ready\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(other, tmp_path / "other")
    with pytest.raises(LinkError, match="another program"):
        async with open_link(tmp_path / "other"):
            pass
    server.close()
