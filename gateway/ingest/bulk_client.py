"""paho's client, reading publications and acknowledging them in bulk.

paho reads a packet with three system calls and builds a dozen objects for it: 23 µs a message on the reference machine
under MQTT 3.1.1, 55 under MQTT 5. Here one ``recv`` brings as many packets as have arrived, publications without
properties are cut out of it directly (2 µs), and so are acknowledgements that say nothing but success; every other
packet is left to paho unchanged, which goes on to keep the connection, the session and everything sent.

Section numbers refer to the OASIS standards MQTT 3.1.1 and MQTT 5, which agree in all that is parsed here but for the
length of the properties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

__all__ = ["BulkClient", "TakePublication"]

READ_BYTES = 1 << 16
MOST_TOPICS = 20_000  # remembered, so that the same few are not decoded again for every message
LONGEST_TOPIC = 320  # bytes; none of the grammar is longer, and others are not worth memory
_PUBLISH, _PUBACK = 0x30, 0x40
_TYPE, _QOS, _EXACTLY_ONCE = 0xF0, 0x06, 0x04
_ACK = Struct(">BBH").pack
_SUCCESS = ReasonCode(PacketTypes.PUBACK)
_NO_PROPERTIES = Properties(PacketTypes.PUBACK)  # type: ignore[no-untyped-call]

TakePublication = Callable[[str, bytes, int, int], None]
"""Topic, payload, first byte of the packet (3.3.1: DUP 0x08, QoS 0x06, RETAIN 0x01), packet identifier or 0."""


class BulkClient(mqtt.Client):
    """paho's client with `read_bulk` in place of ``loop_read`` and `acknowledge` in place of ``ack``.

    Both are to be called by the one thread that runs the network loop. Its constructor is paho's.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.on_publication: TakePublication = lambda _topic, _payload, _first, _identifier: None
        self._five = self._protocol == MQTTProtocolVersion.MQTTv5
        self._topics: dict[bytes, str] = {}
        self.forget_received()

    def forget_received(self) -> None:
        """Forget what an earlier connection has left half read. Call before connecting."""
        self._chunks: list[bytes] = []
        self._have = 0
        self._need = 2  # bytes that must be there before there is anything to cut
        self._left: bytes = b""  # packets that are left to paho
        self._left_at = 0
        self._ended = False
        self.read_error: OSError | None = None

    def excuse_silence(self) -> None:
        """Keep the connection although nothing is heard: we have stopped reading, and the answer to a ping lies unread.

        Pings go on, so that the broker keeps it too.
        """
        self._ping_t = 0.0

    def abandon(self) -> None:
        """Close the connection at once, without a word to the broker or to the call-backs."""
        self._sock_close()

    def read_bulk(self) -> None:
        """Read once, without waiting, and handle every whole packet that is there."""
        try:
            data = super()._sock_recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self.read_error = error
            data = b""
        if not data:
            self._ended = True
            self.loop_read()  # paho finds the end too, and says so in the usual way
            return
        self._have += len(data)
        self._chunks.append(data)
        if self._have >= self._need:
            whole = data if len(self._chunks) == 1 else b"".join(self._chunks)
            position = self._cut(whole)
            rest = whole[position:]
            self._chunks = [rest] if rest else []
            self._have = len(rest)

    def acknowledge(self, identifiers: Sequence[int]) -> None:
        """Queue the PUBACKs of QoS 1 messages (3.4; the short form under MQTT 5 too); they leave together."""
        packets = b"".join([_ACK(_PUBACK, 2, identifier) for identifier in identifiers])
        self._packet_queue(_PUBACK, packets, 0, 0)

    def _cut(self, data: bytes) -> int:
        """Handle the whole packets at the beginning of *data*; return where the first that is not whole begins."""
        sock, five, topics, take = self._sock, self._five, self._topics, self.on_publication
        position, end = 0, len(data)
        while True:
            # 2.2.3 remaining length: seven bits a byte, at most four bytes
            at = position + 1
            length = shift = 0
            while at < end:
                byte = data[at]
                at += 1
                length |= (byte & 0x7F) << shift
                if byte < 0x80 or shift == 21:
                    break
                shift += 7
            else:
                self._need = 2 + end - position
                return position
            stop = at + length
            if stop > end:
                self._need = stop - position
                return position
            first = data[position]
            if first & _TYPE == _PUBLISH and first & _QOS < _EXACTLY_ONCE and length > 2:
                # 3.3.2 topic, packet identifier with QoS 1, properties under MQTT 5; 3.3.3 payload
                begin = at + 2 + (data[at] << 8 | data[at + 1])
                name = data[at + 2 : begin]
                identifier = 0
                if first & _QOS:
                    begin += 2
                    if begin <= stop:
                        identifier = data[begin - 2] << 8 | data[begin - 1]
                if five:
                    begin = begin + 1 if begin < stop and data[begin] == 0 else end + 1
                topic = topics.get(name) or self._topic(name)
                if begin <= stop and topic and (identifier or not first & _QOS):
                    take(topic, data[begin:stop], first, identifier)
                    position = stop
                    continue
            elif first == _PUBACK and length == 2:
                # 3.4: in this short form, which MQTT 5 has too, it says that all is well
                self._note_acknowledged(data[at] << 8 | data[at + 1])
                position = stop
                continue
            self._left, self._left_at = data[position:stop], 0
            self.loop_read()
            position = stop
            if self._sock is not sock:
                return end  # paho has ended the connection: what came after belongs to nobody

    def _note_acknowledged(self, identifier: int) -> None:
        """Do what paho does when a message sent with QoS 1 has arrived."""
        with self._out_message_mutex:
            if identifier in self._out_messages:
                self._do_on_publish(identifier, _SUCCESS, _NO_PROPERTIES)

    def _topic(self, name: bytes) -> str:
        """Decode a topic; empty for what paho shall judge (no UTF-8, an alias's empty name)."""
        try:
            topic = name.decode()
        except UnicodeDecodeError:
            return ""
        if len(name) <= LONGEST_TOPIC:
            if len(self._topics) >= MOST_TOPICS:
                self._topics.clear()
            self._topics[name] = topic
        return topic

    def _sock_recv(self, bufsize: int) -> bytes:
        """Give paho the packet that is left to it; it reads no further than that."""
        left = self._left[self._left_at : self._left_at + bufsize]
        if left:
            self._left_at += len(left)
        elif not self._ended:
            raise BlockingIOError
        return left
