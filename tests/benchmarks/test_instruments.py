"""The instruments of the benchmarks measure what they say: a benchmark is only worth as much as they are."""

import json

import numpy as np
import pytest
from waiting import wait_for

from benchmarks.line_load import CAMERA, LineLoad, ResultCollector, camera_streams, pictures, window
from benchmarks.measures import slope_per_hour, spread
from benchmarks.processes import cpu_s, end, python, rss_bytes, start
from benchmarks.reading_load import FIRST_SEQ, PAYLOAD_BYTES, ReadingRows, acknowledged_readings, device_name
from benchmarks.wire import Connection, publish, variable_length
from edge_worker import probe
from gateway.config import IngestSettings
from gateway.ingest import Delivery, Parser
from gateway.records import Reading


@pytest.mark.parametrize("devices", [1, 10, 1000])
def test_rows_of_readings_are_mqtt_packets_of_readings_that_the_gateway_accepts(devices):
    rows = ReadingRows(devices, 123_456)
    length = len(rows.row)
    for first in (0, 65_530, 999_999):
        data = bytes(rows.packets(first, 12, 1_764_000_000_000))
        for offset in range(12):
            index = first + offset
            packet = data[offset * length : (offset + 1) * length]
            payload = packet[-PAYLOAD_BYTES:]
            device = device_name(index % devices)
            assert packet == publish(f"ciro/v1/{device}/telemetry", payload, 1 + index % 65_535)
            reading = Parser(IngestSettings()).parse(Delivery(f"ciro/v1/{device}/telemetry", payload, 1, False, 1, 0))
            assert isinstance(reading, Reading)
            assert (reading.boot, reading.seq) == ("123456", FIRST_SEQ + index // devices)


def test_acknowledged_readings_are_named_as_they_were_sent():
    assert list(acknowledged_readings(5, 2, 7)) == [
        (device_name(0), 7, FIRST_SEQ),
        (device_name(1), 7, FIRST_SEQ),
        (device_name(0), 7, FIRST_SEQ + 1),
        (device_name(1), 7, FIRST_SEQ + 1),
        (device_name(0), 7, FIRST_SEQ + 2),
    ]


@pytest.mark.parametrize(
    ("value", "encoded"), [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\1"), (2**28 - 1, b"\xff\xff\xff\x7f")]
)
def test_lengths_are_encoded_as_the_standard_shows(value, encoded):
    assert variable_length(value) == encoded


def test_every_picture_of_the_load_differs_and_is_a_picture():
    jpegs = pictures()
    made = [stream.make(number) for stream in camera_streams(2, 10, jpegs) for number in range(60)]
    assert len(set(made)) == 120
    assert {(header.width, header.height) for header in map(probe, made)} == {(640, 480)}
    assert not set(made) & {stream.make(0) for stream in camera_streams(2, 10, jpegs, salt=1)}


def test_a_line_knows_what_the_broker_acknowledged(mosquitto):
    load = LineLoad(mosquitto.port, camera_streams(2, 100, pictures()))
    load.start()
    wait_for(lambda: len(load.acknowledged()) >= 20)
    load.stop()
    assert len(load.acknowledged()) == len(load.sent)
    assert {sent.device for sent in load.sent} == {CAMERA % 0, CAMERA % 1}


def _result(identifier, subject, decision="ok"):
    return json.dumps({"id": identifier, "device": "a/b/c/d", "frame_sha256": subject, "decision": decision}).encode()


def test_the_collector_tells_repetitions_from_contradictions(mosquitto):
    collector = ResultCollector(mosquitto.port)
    collector.start()
    sender = Connection(mosquitto.host, mosquitto.port, "sender")
    for number, payload in enumerate(
        [
            _result("1", "aa"),
            _result("1", "aa"),  # repeated alike
            _result("2", "bb"),
            _result("2", "bb", "scratch"),  # one id, two contents
            _result("3", "cc"),
            _result("4", "cc"),  # one picture, two results
        ],
        start=1,
    ):
        sender.send(publish("ciro/v1/a/b/c/d/result", payload, number))
    wait_for(lambda: len(collector.by_id) == 4)
    collector.stop()
    sender.close()
    assert collector.repeated == 2
    assert set(collector.arrived_ns) == {"aa", "bb", "cc"}
    assert [text.split()[0] for text in collector.conflicts] == ["result", "a/b/c/d:"]


def test_a_window_is_a_reading_with_a_waveform():
    payload = window(5, 9, np.random.default_rng(1))
    reading = Parser(IngestSettings()).parse(Delivery("ciro/v1/a/b/c/d/telemetry", payload, 1, False, 1, 0))
    assert isinstance(reading, Reading)
    assert reading.waveform


def test_cost_of_a_process_is_that_of_all_its_descendants():
    burn = "import time\nwhile time.process_time() < 1: pass\nprint('done', flush=True)\ntime.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    process = start(python("-c", parent))
    try:
        wait_for(lambda: cpu_s(process.pid) >= 1.0)
        assert rss_bytes(process.pid) > 5e6
    finally:
        assert end(process) != 0


def test_statistics_of_known_values():
    s = spread([float(value) for value in range(1, 101)])
    assert (s.count, s.p50, s.most) == (100, 50.5, 100.0)
    assert slope_per_hour([0, 1800, 3600], [1, 2, 3]) == pytest.approx(2)
