"""The cheapest subscriber there can be: it takes packets of one known length, acknowledges and counts them.

With it `ingest` finds what mosquitto itself can carry. ``python -m benchmarks.raw_subscriber``; ends when no message
came for a second after the first, and prints what it counted as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import time

import numpy as np

from benchmarks.reading_load import PAYLOAD_BYTES, ReadingRows
from benchmarks.wire import PUBACK, PUBLISH, Connection, MqttError

__all__: list[str] = []

QUIET_S = 1.0
FIRST_LIMIT_S = 30.0


def main() -> None:
    """Count until it is quiet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    connection = Connection("127.0.0.1", options.port, f"bench-raw-{os.getpid()}")
    connection.subscribe("ciro/v1/+/+/+/+/telemetry")
    print("ready", flush=True)
    length = len(ReadingRows(1, 1).row)
    id_at = length - PAYLOAD_BYTES - 2
    connection.socket.settimeout(FIRST_LIMIT_S)
    count, rest, first, last = 0, b"", 0.0, 0.0
    while True:
        try:
            data = connection.socket.recv(1 << 18)
        except TimeoutError:
            break
        if not data:
            raise MqttError("the broker closed the connection of the raw subscriber")
        last = time.monotonic()
        if not count:
            first = last
            connection.socket.settimeout(QUIET_S)
        data = rest + data
        whole = len(data) // length
        rows = np.frombuffer(data[: whole * length], np.uint8).reshape(-1, length)
        rest = data[whole * length :]
        if not (rows[:, 0] == PUBLISH | 2).all():
            raise MqttError("a message of another length came between the readings")
        acks = np.empty((whole, 4), np.uint8)
        acks[:, 0], acks[:, 1], acks[:, 2:] = PUBACK, 2, rows[:, id_at : id_at + 2]
        connection.send(acks.reshape(-1).data)
        count += whole
    print(json.dumps({"received": count, "seconds": last - first, "cpu_s": time.process_time()}))


if __name__ == "__main__":
    main()
