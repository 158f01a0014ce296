"""The few MQTT 3.1.1 packets that a load needs, encoded by hand so that the load costs next to nothing.

Section numbers refer to the OASIS standard MQTT 3.1.1.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

__all__ = ["Connection", "MqttError", "Packet", "puback", "publish", "variable_length"]

CONNECT_LIMIT_S = 10.0
CONNACK, PUBLISH, PUBACK, SUBACK = 0x20, 0x30, 0x40, 0x90
_READ = 1 << 18

Packet = tuple[int, bytes]
"""First byte and what follows the remaining length."""


class MqttError(RuntimeError):
    """The broker did not do what the protocol says; the message says what came instead."""


def variable_length(value: int) -> bytes:
    """Encode a remaining length (2.2.3)."""
    out = bytearray()
    while True:
        value, low = divmod(value, 128)
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def publish(topic: str, payload: bytes, packet_id: int, *, dup: bool = False) -> bytes:
    """Encode a QoS 1 PUBLISH (3.3)."""
    name = topic.encode()
    body = struct.pack(">H", len(name)) + name + struct.pack(">H", packet_id) + payload
    return bytes([PUBLISH | 2 | (8 if dup else 0)]) + variable_length(len(body)) + body


def puback(packet_id: int) -> bytes:
    """Encode a PUBACK (3.4)."""
    return struct.pack(">BBH", PUBACK, 2, packet_id)


class Connection:
    """A blocking connection that is logged in.

    Args:
        host: the broker's name or address.
        port: the broker's TCP port.
        client_id: of the session.
        clean: whether the session ends with the connection (3.1.2.4).

    Raises:
        MqttError: the broker refused.
        OSError: there is no broker.

    """

    def __init__(self, host: str, port: int, client_id: str, *, clean: bool = True) -> None:
        self._buffer = bytearray()
        self.socket = socket.create_connection((host, port), CONNECT_LIMIT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        name = client_id.encode()
        body = b"\x00\x04MQTT\x04" + bytes([2 if clean else 0]) + struct.pack(">HH", 0, len(name)) + name
        self.socket.sendall(b"\x10" + variable_length(len(body)) + body)
        first, answer = next(self.packets())
        if first != CONNACK or answer[1] != 0:
            raise MqttError(f"the broker refused {client_id}: {answer.hex()}")
        self.session_present = bool(answer[0])

    def subscribe(self, *filters: str) -> None:
        """Subscribe with QoS 1 and wait for the broker's word (3.8). Call before any message may come."""
        topics = b"".join(struct.pack(">H", len(f)) + f.encode() + b"\x01" for f in filters)
        body = b"\x00\x01" + topics
        self.socket.sendall(b"\x82" + variable_length(len(body)) + body)
        first, answer = next(self.packets())
        if first != SUBACK or 0x80 in answer[2:]:
            raise MqttError(f"the broker refused the subscription to {', '.join(filters)}: {answer.hex()}")
        self.socket.settimeout(None)

    def send(self, data: bytes | memoryview) -> None:
        """Send encoded packets."""
        self.socket.sendall(data)

    def close(self) -> None:
        """Say DISCONNECT (3.14) and close; a reader in another thread comes to its end."""
        try:
            self.socket.sendall(b"\xe0\x00")
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it was gone already
        self.socket.close()

    def packets(self) -> Iterator[Packet]:
        """Yield packets as they come, until the connection ends."""
        buffer = self._buffer
        while True:
            while (packet := _cut(buffer)) is not None:
                first, start, stop = packet
                body = bytes(buffer[start:stop])
                del buffer[:stop]  # cheap: CPython moves the start, not the bytes
                yield first, body
            try:
                data = self.socket.recv(_READ)
            except OSError:
                data = b""
            if not data:
                return
            buffer += data


def _cut(buffer: bytearray) -> tuple[int, int, int] | None:
    """Return first byte, start and end of the body of the packet that *buffer* begins with, if it is there whole."""
    length = shift = 0
    for index in range(1, min(len(buffer), 5)):
        byte = buffer[index]
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            end = index + 1 + length
            return (buffer[0], index + 1, end) if end <= len(buffer) else None
    return None
