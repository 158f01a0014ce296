"""Encrypted connections: made when all is right, and each thing that is wrong named with what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from waiting import wait_for

from gateway.devices import Authority
from gateway.endpoint import Endpoint
from gateway.ingest import LinkState

LONG_AGO = datetime.now(UTC) - timedelta(days=100)


class Plant:
    """An authority, a broker with its certificate, and what a gateway needs to reach it."""

    def __init__(self, directory, start_mosquitto):
        self.directory = directory
        self.authority = Authority.create(directory / "ca")
        self._start = start_mosquitto
        self.ca_file = self.write("ca.pem", self.authority.pem)

    def write(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return path

    def files(self, name, issued):
        return self.write(f"{name}.pem", issued.certificate), self.write(f"{name}.key", issued.key)

    def broker(self, issued=None, *, extra=()):
        certificate, key = self.files("broker", issued or self.authority.issue_broker(["127.0.0.1"]))
        return self._start(
            "tls",
            listener=(
                "listener {port} 127.0.0.1",
                f"cafile {self.ca_file}",
                f"certfile {certificate}",
                f"keyfile {key}",
            ),
            extra=extra,
        )

    def endpoint(self, broker, *, version="5", ca_file=None, ours=None):
        certificate, key = self.files("gateway", ours) if ours else (None, None)
        return Endpoint(
            broker.host,
            broker.port,
            version=version,
            tls=True,
            ca_file=ca_file or self.ca_file,
            cert_file=certificate,
            key_file=key,
        )


@pytest.fixture
def plant(tmp_path, start_mosquitto):
    return Plant(tmp_path, start_mosquitto)


@pytest.mark.parametrize("version", ["3.1.1", "5"])
def test_readings_and_large_pictures_come_over_an_encrypted_connection_with_a_client_certificate(
    open_plane, plant, version
):
    import cv2
    import numpy as np
    import paho.mqtt.client as mqtt

    broker = plant.broker(extra=("require_certificate true",))
    endpoint = plant.endpoint(broker, version=version, ours=plant.authority.issue_device("gateway"))
    plane = open_plane(endpoint)
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1600, 3), dtype=np.uint8)
    picture = bytes(cv2.imencode(".jpg", noise)[1])
    sender = endpoint.client("camera")
    sender.connect(broker.host, broker.port)
    sender.loop_start()
    for number in range(5):
        sender.publish("ciro/v1/plant/hall/line/cam1/frame", picture, 1)
        sent = sender.publish("ciro/v1/plant/hall/line/temp1/telemetry", b'{"v":{"n":%d}}' % number, 1)
    sent.wait_for_publish(20)
    wait_for(lambda: plane.count() == 10)
    assert plane.rows("SELECT DISTINCT width, height FROM frame") == [(1600, 1200)]
    sender.disconnect()
    sender.loop_stop()
    assert mqtt


def _stranger(plant):
    return Authority.create(plant.directory / "stranger")


def _expired(plant):
    return plant.broker(plant.authority.issue_broker(["127.0.0.1"], days=10, now=LONG_AGO)), {}


def _not_yet_valid(plant):
    later = datetime.now(UTC) + timedelta(days=10)
    return plant.broker(plant.authority.issue_broker(["127.0.0.1"], now=later)), {}


def _other_host(plant):
    return plant.broker(plant.authority.issue_broker(["broker.plant.example", "192.0.2.7"])), {}


def _unknown_authority(plant):
    ca_file = plant.write("stranger.pem", _stranger(plant).pem)
    return plant.broker(), {"ca_file": ca_file}


def _no_client_certificate(plant):
    return plant.broker(extra=("require_certificate true",)), {}


def _no_client_certificate_tls_1_2(plant):
    return plant.broker(extra=("require_certificate true", "tls_version tlsv1.2")), {}


def _expired_client_certificate(plant):
    ours = plant.authority.issue_device("gateway", days=10, now=LONG_AGO)
    return plant.broker(extra=("require_certificate true",)), {"ours": ours}


def _client_certificate_of_a_stranger(plant):
    ours = _stranger(plant).issue_device("gateway")
    return plant.broker(extra=("require_certificate true",)), {"ours": ours}


@pytest.mark.parametrize("version", ["3.1.1", "5"])
@pytest.mark.parametrize(
    ("case", "reason", "remedy"),
    [
        (_expired, "certificate has expired", "renew the broker's certificate"),
        (_not_yet_valid, "not yet valid", "set this machine's clock"),
        (_other_host, "not valid for '127.0.0.1'", "[broker] host"),
        (_unknown_authority, "is not accepted", "[broker.tls] ca_file"),
        (_no_client_certificate, "asks for a client certificate", "[broker.tls] cert_file and key_file"),
        (_no_client_certificate_tls_1_2, "asks for a client certificate", "[broker.tls] cert_file and key_file"),
        (_expired_client_certificate, "has expired", "issue a new one"),
        (_client_certificate_of_a_stranger, "refuses the gateway's certificate", "broker's authority has signed"),
    ],
)
def test_what_is_wrong_with_an_encrypted_connection_is_named_with_what_to_do(
    open_plane, plant, case, reason, remedy, version
):
    broker, options = case(plant)
    plane = open_plane(plant.endpoint(broker, version=version, **options), wait=False)
    link = plane.wait_link(LinkState.REFUSED, reason)
    assert remedy in link.remedy


def test_an_encrypted_connection_to_an_unencrypted_port_is_named(open_plane, plant, mosquitto):
    plane = open_plane(plant.endpoint(mosquitto), wait=False)
    link = plane.wait_link(LinkState.LOST, "no encrypted connection")
    assert "TLS port" in link.remedy


def test_an_unencrypted_connection_to_an_encrypted_port_is_named(open_plane, plant):
    broker = plant.broker()
    plane = open_plane(Endpoint(broker.host, broker.port), wait=False)
    link = plane.wait_link(LinkState.LOST, "without an answer")
    assert "[broker.tls]" in link.remedy


def test_a_certificate_file_that_is_absent_is_named_and_taken_once_it_is_there(open_plane, plant):
    broker = plant.broker()
    absent = plant.directory / "later.pem"
    plane = open_plane(plant.endpoint(broker, ca_file=absent), wait=False)
    link = plane.wait_link(LinkState.REFUSED, "later.pem")
    assert "[broker.tls]" in link.remedy
    absent.write_text("no certificate")
    plane.wait_link(LinkState.REFUSED, "PEM")
    absent.write_text(plant.authority.pem)
    plane.wait_connected()
