"""A load of readings that costs next to nothing: rows of ready-made PUBLISH packets, filled in by numpy.

Runs as a process of its own (``python -m benchmarks.reading_load``), so that what it costs is not the gateway's.
Message *i* goes to device *i mod D* with sequence number ``FIRST_SEQ + i div D``. mosquitto acknowledges a client's
messages in their order, so what is acknowledged is a prefix; that order is checked.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import select
import signal
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.wire import PUBACK, PUBLISH, Connection, MqttError, variable_length

__all__ = ["DEVICE", "FIRST_SEQ", "PAYLOAD_BYTES", "ReadingRows", "acknowledged_readings", "device_name", "template"]

FIRST_SEQ = 100_000_000  # nine digits from the first to the last message, so that every packet has one length
PAYLOAD_BYTES = 100
DEVICE = "bench/hall/line/s%04d"
TICK_S = 0.004
MOST_A_TICK = 4000
WINDOW = 16_000
MOST_IDS = 65_535
DRAIN_LIMIT_S = 60.0


def device_name(index: int) -> str:
    """Return the address of device *index*."""
    return DEVICE % index


def template(boot: int) -> bytes:
    """Return a reading of exactly 100 bytes; the digits of ``ts``, ``seq`` and the temperature vary."""
    head = f'{{"ts":{1_700_000_000_000},"seq":{FIRST_SEQ},"boot":{boot},"v":{{"temp":21.000'
    filler = PAYLOAD_BYTES - len(head) - len(',"pressure":1013}}')
    return (head + ',"pressure":1013' + ("." + "0" * (filler - 1) if filler > 1 else "") + "}}").encode()


class ReadingRows:
    """Makes the packets of consecutive messages.

    Args:
        devices: how many devices send in turn.
        boot: boot id in every reading, below a million.

    """

    def __init__(self, devices: int, boot: int) -> None:
        self._devices = devices
        topic = f"ciro/v1/{device_name(0)}/telemetry".encode()
        payload = template(boot)
        assert len(payload) == PAYLOAD_BYTES
        body = struct.pack(">H", len(topic)) + topic + b"\x00\x00" + payload
        packet = bytes([PUBLISH | 2]) + variable_length(len(body)) + body
        self.row = np.frombuffer(packet, np.uint8)
        self._device_at = packet.index(b"/s0000/") + 2
        self._id_at = len(packet) - len(payload) - 2
        self._ts_at = packet.index(b'"ts":') + 5
        self._seq_at = packet.index(b'"seq":') + 6
        self._value_at = packet.index(b'"temp":21.') + 10

    def packets(self, first: int, count: int, ts_ms: int) -> memoryview:
        """Return the packets of messages *first* … *first + count − 1*, stamped *ts_ms*."""
        rows = np.tile(self.row, (count, 1))
        index = np.arange(first, first + count, dtype=np.int64)
        identifier = 1 + index % MOST_IDS
        rows[:, self._id_at] = identifier >> 8
        rows[:, self._id_at + 1] = identifier & 0xFF
        _write_digits(rows, self._ts_at, 13, np.array([ts_ms]))
        _write_digits(rows, self._seq_at, 9, FIRST_SEQ + index // self._devices)
        _write_digits(rows, self._value_at, 3, index * 7 % 1000)
        if self._devices > 1:
            _write_digits(rows, self._device_at, 4, index % self._devices)
        return rows.reshape(-1).data


def _write_digits(rows: NDArray[np.uint8], at: int, digits: int, numbers: NDArray[np.int64]) -> None:
    for place in range(digits):
        rows[:, at + digits - 1 - place] = numbers // 10**place % 10 + ord("0")


def acknowledged_readings(acknowledged: int, devices: int, boot: int) -> Iterator[tuple[str, int, int]]:
    """Yield (device, boot, seq) of the first *acknowledged* messages."""
    names = [device_name(index) for index in range(devices)]
    for index in range(acknowledged):
        yield names[index % devices], boot, FIRST_SEQ + index // devices


class _Load:
    """Publishes at a rate, or as fast as the credit allows, and counts acknowledgements."""

    def __init__(self, connection: Connection, rows: ReadingRows, credit: mmap.mmap | None) -> None:
        self._connection, self._rows, self._credit = connection, rows, credit
        self.sent = self.acknowledged = 0
        self.stopping = False
        self._rest = b""

    def run(self, rate: float, seconds: float, total: int) -> float:
        """Publish until *seconds* have passed or *total* is sent; return how long that took."""
        poll = select.poll()
        poll.register(self._connection.socket, select.POLLIN)
        started = now = time.monotonic()
        while now - started < seconds and self.sent < total and not self.stopping:
            due = int((now - started) * rate) if rate else self.sent + MOST_A_TICK
            if self._credit is not None:
                due = min(due, struct.unpack("q", self._credit[:8])[0])
            count = min(due - self.sent, WINDOW - (self.sent - self.acknowledged), MOST_A_TICK, total - self.sent)
            if count > 0:
                self._connection.send(self._rows.packets(self.sent, count, time.time_ns() // 1_000_000))
                self.sent += count
            while poll.poll(0):
                self._read()
            now = time.monotonic()
            if count < MOST_A_TICK:
                time.sleep(TICK_S)
                now = time.monotonic()
        took = now - started
        end = now + DRAIN_LIMIT_S
        while self.acknowledged < self.sent and time.monotonic() < end:
            if poll.poll(100):
                self._read()
        return took

    def _read(self) -> None:
        data = self._connection.socket.recv(1 << 16)
        if not data:
            raise MqttError("the broker closed the connection of the load")
        data = self._rest + data
        count = len(data) // 4
        self._rest = data[count * 4 :]
        acks = np.frombuffer(data[: count * 4], np.uint8).reshape(-1, 4)
        got = acks[:, 2].astype(np.int64) * 256 + acks[:, 3]
        wanted = 1 + np.arange(self.acknowledged, self.acknowledged + count) % MOST_IDS
        if not (acks[:, 0] == PUBACK).all() or not (got == wanted).all():
            raise MqttError("the broker acknowledged out of order, or sent something else than a PUBACK")
        self.acknowledged += count


def main() -> None:
    """Publish as the options say; print what was sent and acknowledged as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rate", type=float, default=0.0, help="messages a second; 0: as fast as possible")
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--total", type=int, default=1 << 60)
    parser.add_argument("--devices", type=int, default=10)
    parser.add_argument("--boot", type=int, default=1)
    parser.add_argument("--credit", type=Path, help="file whose first 8 bytes say how many may have been sent")
    options = parser.parse_args()
    credit = None
    if options.credit is not None:
        with options.credit.open("r+b") as file:
            credit = mmap.mmap(file.fileno(), 8)
    connection = Connection("127.0.0.1", options.port, f"bench-load-{os.getpid()}")
    load = _Load(connection, ReadingRows(options.devices, options.boot), credit)
    signal.signal(signal.SIGTERM, lambda *_: setattr(load, "stopping", True))
    took = load.run(options.rate, options.seconds, options.total)
    connection.close()
    cpu = time.process_time()
    print(json.dumps({"sent": load.sent, "acknowledged": load.acknowledged, "seconds": took, "cpu_s": cpu}))


if __name__ == "__main__":
    main()
