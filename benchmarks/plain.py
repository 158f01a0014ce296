"""What one would write first, in twenty lines each: the programs that the gateway is held against.

``python -m benchmarks.plain KIND --port P --database FILE``; each runs until it is ended.

- ``readings``: paho, and one SQLite commit per message, with the defaults of both.
- ``on-arrival``: aiomqtt, which acknowledges on arrival, and one SQLite commit per hundred messages.
- ``frames``: paho, OpenCV, ONNX Runtime and SQLite, one picture after the other.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import sqlite3
import time
import uuid
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT

__all__ = ["held_readings", "insert_reading"]

COMMIT_EVERY = 100


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database with SQLite's defaults (rollback journal, ``synchronous=FULL``)."""
    db = sqlite3.connect(path)
    db.execute(
        "CREATE TABLE IF NOT EXISTS reading (id INTEGER PRIMARY KEY, device TEXT, boot INT, seq INT, payload BLOB)"
    )
    db.execute("CREATE TABLE IF NOT EXISTS frame (id INTEGER PRIMARY KEY, device TEXT, image BLOB, result TEXT)")
    db.commit()
    return db


def insert_reading(db: sqlite3.Connection, topic: str, payload: bytes) -> None:
    """Insert a reading; whoever calls commits."""
    message = json.loads(payload)
    device = topic.removeprefix("ciro/v1/").removesuffix("/telemetry")
    db.execute(
        "INSERT INTO reading (device, boot, seq, payload) VALUES (?, ?, ?, ?)",
        (device, message["boot"], message["seq"], payload),
    )


def held_readings(path: Path) -> set[tuple[str, int, int]]:
    """Return (device, boot, seq) of every reading in the database."""
    db = sqlite3.connect(path, timeout=30)
    try:
        return set(db.execute("SELECT device, boot, seq FROM reading"))
    finally:
        db.close()


def readings(port: int, path: Path) -> None:
    """Paho, and one commit per message."""
    import paho.mqtt.client as mqtt

    db = open_database(path)

    def on_message(_client: Any, _userdata: Any, message: mqtt.MQTTMessage) -> None:
        insert_reading(db, message.topic, message.payload)
        db.commit()

    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "plain-readings", clean_session=False)
    client.on_connect = lambda *_: client.subscribe("ciro/v1/+/+/+/+/telemetry", 1)
    client.on_message = on_message
    client.connect("127.0.0.1", port)
    client.loop_forever()


async def on_arrival(port: int, path: Path) -> None:
    """Acknowledge on arrival, and commit every hundred messages."""
    import aiomqtt

    db = open_database(path)
    waiting = 0
    async with aiomqtt.Client("127.0.0.1", port, identifier="plain-on-arrival", clean_session=False) as client:
        await client.subscribe("ciro/v1/+/+/+/+/telemetry", qos=1)
        async for message in client.messages:
            insert_reading(db, str(message.topic), bytes(message.payload))  # type: ignore[arg-type]
            waiting += 1
            if waiting >= COMMIT_EVERY:
                db.commit()
                waiting = 0


def frames(port: int, path: Path) -> None:
    """Decode, infer, commit and publish in the call-back."""
    import cv2
    import numpy as np
    import onnxruntime
    import paho.mqtt.client as mqtt

    db = open_database(path)
    package = ROOT / "models" / "surface-inspection"
    labels = json.loads((package / "manifest.json").read_text(encoding="utf-8"))["labels"]
    session = onnxruntime.InferenceSession(str(package / "model.onnx"))
    name = session.get_inputs()[0].name

    def on_message(_client: Any, _userdata: Any, message: mqtt.MQTTMessage) -> None:
        started = time.perf_counter()
        image = cv2.imdecode(np.frombuffer(message.payload, np.uint8), cv2.IMREAD_GRAYSCALE)
        small = cv2.resize(image, (64, 64), interpolation=cv2.INTER_AREA)
        scores = session.run(None, {name: small[None, None]})[0][0]
        device = message.topic.removeprefix("ciro/v1/").removesuffix("/frame")
        result = {
            "id": str(uuid.uuid4()),
            "device": device,
            "frame_sha256": hashlib.sha256(message.payload).hexdigest(),
            "decision": labels[int(np.argmax(scores))],
            "latency_ms": (time.perf_counter() - started) * 1000,
        }
        db.execute(
            "INSERT INTO frame (device, image, result) VALUES (?, ?, ?)", (device, message.payload, json.dumps(result))
        )
        db.commit()
        client.publish(f"ciro/v1/{device}/result", json.dumps(result), qos=1)

    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "plain-frames", clean_session=False)
    client.on_connect = lambda *_: client.subscribe("ciro/v1/+/+/+/+/frame", 1)
    client.on_message = on_message
    client.connect("127.0.0.1", port)
    client.loop_forever()


def main() -> None:
    """Run the kind that the options name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["readings", "on-arrival", "frames"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", type=Path, required=True)
    options = parser.parse_args()
    if options.kind == "readings":
        readings(options.port, options.database)
    elif options.kind == "frames":
        frames(options.port, options.database)
    else:
        asyncio.run(on_arrival(options.port, options.database))


if __name__ == "__main__":
    main()
