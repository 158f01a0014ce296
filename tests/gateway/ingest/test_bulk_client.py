"""The client that reads in bulk sees exactly what was sent, however the network cuts it."""

import contextlib
import socket
import struct
import time

import paho.mqtt.client as mqtt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from gateway.ingest.bulk_client import BulkClient

V311, V5 = MQTTProtocolVersion.MQTTv311, MQTTProtocolVersion.MQTTv5


def _length(value):
    out = bytearray()
    while True:
        value, low = divmod(value, 128)
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def _publish(topic, payload, first, identifier, properties=None):
    name = topic.encode()
    body = struct.pack(">H", len(name)) + name
    if first & 6:
        body += struct.pack(">H", identifier)
    if properties is not None:
        body += properties
    body += payload
    return bytes([0x30 | first]) + _length(len(body)) + body


@contextlib.contextmanager
def _client(version=V311):
    """A client on one end of a socket pair, as if it were connected; what it took, and the other end."""
    here, there = socket.socketpair()
    client = BulkClient(
        CallbackAPIVersion.VERSION2,
        "bulk",
        clean_session=None if version == V5 else False,
        protocol=version,
        manual_ack=True,
    )
    client.on_socket_register_write = lambda *_: None
    taken, left = [], []
    client.on_publication = lambda *publication: taken.append(publication)
    client.on_message = lambda _c, _u, message: left.append(message)
    here.setblocking(False)
    client._sock = here
    client.forget_received()
    with here, there:
        yield client, taken, left, there
        client._sock = None


publications = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40),
        st.binary(max_size=400),
        st.sampled_from([0, 1, 2, 3, 8 | 2]),
        st.integers(1, 65_535),
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(publications, st.lists(st.integers(1, 300), max_size=12), st.sampled_from([V311, V5]))
def test_publications_arrive_as_sent_however_the_network_cuts_them(messages, cuts, version):
    none = b"\0" if version == V5 else None
    stream = b"".join(_publish(*message, none) for message in messages)
    with _client(version) as (client, taken, left, there):
        for size in (*cuts, len(stream)):
            there.sendall(stream[:size])
            stream = stream[size:]
            client.read_bulk()
        client.read_bulk()
        assert taken == [(t, p, 0x30 | f, i if f & 6 else 0) for t, p, f, i in messages]
        assert left == []


def test_messages_with_properties_are_left_to_paho_and_keep_their_place():
    five = Properties(PacketTypes.PUBLISH)
    five.UserProperty = ("evidence", "1")
    with _client(V5) as (client, _taken, _left, there):
        seen = []
        client.on_publication = lambda topic, *_: seen.append(topic)
        client.on_message = lambda _c, _u, message: seen.append((message.topic, message.properties.UserProperty))
        there.sendall(
            _publish("a", b"1", 2, 1, b"\0") + _publish("b", b"2", 2, 2, five.pack()) + _publish("c", b"", 0, 0, b"\0")
        )
        client.read_bulk()
        assert seen == ["a", ("b", [("evidence", "1")]), "c"]


def test_a_large_message_in_many_pieces_is_put_together_once():
    payload = bytes(range(256)) * 20_000
    stream = _publish("big", payload, 2, 7)
    with _client() as (client, taken, _left, there):
        there.setblocking(False)
        sent = 0
        while sent < len(stream):
            with contextlib.suppress(BlockingIOError):
                sent += there.send(stream[sent : sent + 50_000])
            client.read_bulk()
        while not taken:
            client.read_bulk()
        assert taken == [("big", payload, 0x32, 7)]


def test_a_topic_that_is_not_utf8_is_left_to_paho():
    with _client() as (client, taken, left, there):
        there.sendall(b"\x30\x05\x00\x02\xff\xfex" + _publish("good", b"y", 0, 0))
        client.read_bulk()
        assert [message.payload for message in left] == [b"x"]
        assert [publication[0] for publication in taken] == ["good"]


@pytest.mark.parametrize("packet", [b"\x32\x02\x00\x09", b"\x32\x04\x00\x01a\x00", b"\x32\xff\xff\xff\xff\x01"])
def test_a_malformed_packet_ends_the_connection_and_nothing_after_it_counts(packet):
    with _client() as (client, taken, _left, there):
        there.sendall(packet + _publish("after", b"z", 0, 0) * 3)
        for _ in range(3):
            client.read_bulk()
        assert [publication[0] for publication in taken if publication[0] == "after"] == []


def test_the_end_of_the_connection_is_found_and_told():
    with _client() as (client, taken, _left, there):
        told = []
        client.on_disconnect = lambda *arguments: told.append(arguments)
        there.sendall(_publish("last", b"z", 0, 0) + b"\x30\x20")
        client.read_bulk()
        there.close()
        client.read_bulk()
        assert [publication[0] for publication in taken] == ["last"]
        assert len(told) == 1
        assert client.socket() is None


def test_acknowledgements_leave_together_in_order():
    with _client() as (client, _taken, _left, there):
        client.acknowledge([1, 2, 65_535])
        client.loop_write()
        assert there.recv(100) == b"\x40\x02\x00\x01\x40\x02\x00\x02\x40\x02\xff\xff"


@pytest.mark.parametrize("version", [V311, V5])
def test_an_acknowledged_message_is_told_once_and_not_sent_again(version):
    with _client(version) as (client, _taken, _left, there):
        told = []
        client.on_publish = lambda _c, _u, identifier, reason, _p: told.append((identifier, reason.is_failure))
        first, second = client.publish("t", b"1", 1).mid, client.publish("t", b"2", 1).mid
        there.sendall(struct.pack(">BBH", 0x40, 2, second) * 2 + _publish("a", b"x", 0, 0, b"\0" * (version == V5)))
        client.read_bulk()
        assert told == [(second, False)]
        assert list(client._out_messages) == [first]


def test_an_acknowledgement_that_says_why_not_is_left_to_paho():
    with _client(V5) as (client, _taken, _left, there):
        told = []
        client.on_publish = lambda _c, _u, identifier, reason, _p: told.append((identifier, reason.is_failure))
        sent = client.publish("t", b"1", 1).mid
        there.sendall(struct.pack(">BBHB", 0x40, 3, sent, 0x87))  # not authorised
        client.read_bulk()
        assert told == [(sent, True)]


@pytest.mark.parametrize("version", [V311, V5])
def test_mosquitto_takes_the_acknowledgements_and_delivers_nothing_twice(mosquitto, version):
    client = BulkClient(
        CallbackAPIVersion.VERSION2,
        "bulk",
        clean_session=None if version == V5 else False,
        protocol=version,
        manual_ack=True,
    )
    client.on_socket_register_write = lambda *_: None
    got, ready = [], []
    client.on_connect = lambda *_: client.subscribe("t/#", 1)
    client.on_subscribe = lambda *_: ready.append(True)
    client.on_publication = lambda _topic, payload, first, identifier: got.append((payload, first, identifier))

    def turn(until, seconds=20):
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            client.loop_write()
            client.read_bulk()
            time.sleep(0.001)
        assert until()

    def connect():
        client.forget_received()
        options = {"clean_start": False} if version == V5 else {}
        if version == V5:
            options["properties"] = Properties(PacketTypes.CONNECT)
            options["properties"].SessionExpiryInterval = 100
        client.connect(mosquitto.host, mosquitto.port, **options)

    connect()
    turn(lambda: ready)
    sender = mqtt.Client(CallbackAPIVersion.VERSION2, "sender")
    sender.connect(mosquitto.host, mosquitto.port)
    sender.loop_start()
    for number in range(300):
        sender.publish("t/x", b"%d" % number, qos=1)
    turn(lambda: len(got) >= 20)  # mosquitto's window: it waits for our word
    unacknowledged = len(got)
    turn(lambda: len(got) >= unacknowledged)
    done = 0

    def acknowledge_and_go_on():
        nonlocal done
        client.acknowledge([identifier for _, _, identifier in got[done:]])
        done = len(got)
        return len(got) >= 300

    turn(acknowledge_and_go_on)
    client.loop_write()
    assert [payload for payload, _, _ in got] == [b"%d" % number for number in range(300)]
    assert all(first == 0x32 for _, first, _ in got)
    time.sleep(0.2)  # the acknowledgements are on their way
    client.socket().close()
    client._sock = None
    connect()
    ready.clear()
    turn(lambda: ready)
    sender.publish("t/x", b"end", qos=1)
    turn(lambda: got[-1][0] == b"end")
    assert len(got) == 301
    sender.loop_stop()
    client.disconnect()
