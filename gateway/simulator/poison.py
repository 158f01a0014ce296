"""Messages that no gateway should accept, each with what is wrong with it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from gateway.topics import ROOT, Channel

__all__ = ["Poison", "frame_poison", "reading_poison"]

LARGE_READING = 10_000_000


@dataclass(frozen=True, slots=True)
class Poison:
    """An unacceptable message: where it goes (a channel, or a whole topic that is itself the flaw)."""

    flaw: str
    payload: bytes
    channel: Channel
    topic: str | None = None


def frame_poison(rng: np.random.Generator) -> Iterator[Poison]:
    """Yield pictures that are none, without end; every round differs in its bytes."""
    sound = bytes(cv2.imencode(".jpg", rng.integers(0, 256, (48, 64, 3), dtype=np.uint8))[1])
    while True:
        noise = rng.bytes(64)
        yield Poison("not an image", b"not an image " + noise, Channel.FRAME)
        yield Poison("truncated JPEG", sound[: len(sound) // 2 - int(rng.integers(0, 50))], Channel.FRAME)
        yield Poison("60-megapixel PNG", _png_header(10_000, 6_000) + noise, Channel.FRAME)
        yield Poison("60-megapixel JPEG", _with_size(sound, 10_000, 6_000) + noise, Channel.FRAME)
        yield Poison("empty picture", b"", Channel.FRAME)
        yield Poison("web page", b"<!doctype html><title>401</title>" + noise.hex().encode(), Channel.FRAME)
        yield Poison("start marker alone", b"\xff\xd8\xff" + noise, Channel.FRAME)
        yield Poison("wrong topic", sound + noise, Channel.FRAME, f"{ROOT}/Plant/hall/line/Camera 1/frame")


def reading_poison(rng: np.random.Generator) -> Iterator[Poison]:
    """Yield readings that are none, without end; every round differs in its bytes."""
    while True:
        noise = rng.bytes(8).hex().encode()
        for flaw, payload in (
            ("wrong JSON", b'{"v":{"x":1,' + noise),
            ("not JSON", noise),
            ("NaN", b'{"v":{"x":NaN},"n":"' + noise + b'"}'),
            ("infinity", b'{"v":{"x":-Infinity},"n":"' + noise + b'"}'),
            ("deep nesting", b'{"v":' + b"[" * 5000 + noise + b"]" * 5000 + b"}"),
            ("not an object", b'["' + noise + b'"]'),
            ("no values", b'{"n":"' + noise + b'"}'),
            ("values are a list", b'{"v":["' + noise + b'"]}'),
            ("invalid UTF-8", b'{"v":{"x":"\xff\xfe' + noise + b'"}}'),
            ("empty reading", b""),
            ("10 MB reading", b'{"v":{"x":"' + noise * (LARGE_READING // len(noise)) + b'"}}'),
        ):
            yield Poison(flaw, payload, Channel.TELEMETRY)
        topic = f"{ROOT}/Plant/hall/line/Sensor 1/telemetry"
        yield Poison("wrong topic", b'{"v":{"n":"' + noise + b'"}}', Channel.TELEMETRY, topic)


def _png_header(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def _with_size(jpeg: bytes, width: int, height: int) -> bytes:
    """Return *jpeg* with the size in its baseline frame header (SOF0) replaced."""
    at = jpeg.index(b"\xff\xc0")
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]
