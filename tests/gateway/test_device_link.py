"""A device's connection: encrypted and authenticated, refused with a reason, exact about what was acknowledged."""

import datetime as dt
import ipaddress
import logging
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.device_link import DeviceLink
from gateway.endpoint import Endpoint, EndpointError
from gateway.topics import TopicError

DEVICE = "site/area/line/cam-1"


@pytest.fixture
def connect():
    links = []

    def start(endpoint, **options):
        link = DeviceLink(endpoint, DEVICE, **{"info": {}, "retry_s": (0.05, 0.1), **options})
        links.append(link)
        link.start()
        return link

    yield start
    for link in links:
        link.stop(0.2)


class Authority:
    """A certificate authority that lives as long as a test."""

    def __init__(self, directory, name):
        self.directory = directory / name
        self.directory.mkdir()
        self.ca_file, self._key, self._name = self._make(name, issuer=None)

    def _make(self, name, issuer, *, addresses=(), days=1):
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if issuer is None else self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=2))
            .not_valid_after(now + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        )
        if addresses:
            names = [x509.IPAddress(ipaddress.ip_address(a)) for a in addresses]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        certificate = builder.sign(key if issuer is None else issuer, hashes.SHA256())
        path = self.directory / f"{name}.pem"
        path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        path.with_suffix(".key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return path, key, subject

    def issue(self, name, **options):
        path, _, _ = self._make(name, self._key, **options)
        return path, path.with_suffix(".key")


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path, "plant")


def _tls_listener(authority, **options):
    cert, key = authority.issue("broker", addresses=["127.0.0.1"], **options)
    return (
        "listener {port} 127.0.0.1",
        f"cafile {authority.ca_file}",
        f"certfile {cert}",
        f"keyfile {key}",
    )


@pytest.mark.parametrize("version", ["3.1.1", "5"])
def test_an_encrypted_broker_with_client_certificates_takes_the_device(start_mosquitto, connect, authority, version):
    broker = start_mosquitto(listener=_tls_listener(authority), extra=("require_certificate true",))
    cert, key = authority.issue("cam-1")
    endpoint = Endpoint.from_url(
        f"mqtts://127.0.0.1:{broker.port}",
        version=version,
        ca_file=authority.ca_file,
        cert_file=cert,
        key_file=key,
    )
    acknowledged = []
    link = connect(endpoint, on_acknowledged=acknowledged.append)
    assert link.wait_connected(10)
    assert link.publish("telemetry", b'{"v":{}}', "ticket")
    assert link.stop()
    assert acknowledged == ["ticket"]


def _note(caplog, text):
    waiting = threading.Event()
    for _ in range(200):
        if any(text in record.message for record in caplog.records):
            return True
        waiting.wait(0.05)
    return False


def test_a_certificate_of_a_stranger_and_an_expired_one_are_refused(
    start_mosquitto, connect, authority, tmp_path, caplog
):
    caplog.set_level(logging.WARNING)
    stranger = Authority(tmp_path, "stranger")
    for name, listener, trusted in (
        ("stranger", _tls_listener(authority), stranger.ca_file),
        ("expired", _tls_listener(authority, days=-1), authority.ca_file),
    ):
        broker = start_mosquitto(name, listener=listener)
        link = connect(Endpoint.from_url(f"mqtts://127.0.0.1:{broker.port}", ca_file=trusted))
        assert _note(caplog, "certificate verify failed"), name
        assert not link.connected
        caplog.clear()


@pytest.mark.parametrize("version", ["3.1.1", "5"])
def test_a_wrong_password_is_named_with_what_to_check(start_mosquitto, connect, tmp_path, caplog, version):
    caplog.set_level(logging.WARNING)
    passwords = tmp_path / "passwords"
    passwords.write_text("")
    passwords.chmod(0o600)
    broker = start_mosquitto(anonymous=False, extra=(f"password_file {passwords}",))
    endpoint = Endpoint(broker.host, broker.port, version=version, username="cam", password="sEcrEt")
    link = connect(endpoint)
    assert _note(caplog, "check user, password and ACL")
    assert "sEcrEt" not in caplog.text + repr(endpoint) + str(endpoint)
    assert not link.connected
    while broker.log.read_text().count("not authorised") < 4:
        threading.Event().wait(0.05)
    assert len(caplog.records) == 1  # said once, however often it is tried


def test_two_clients_with_one_identity_are_told_apart_from_a_network_fault(mosquitto, connect, caplog):
    caplog.set_level(logging.WARNING)
    endpoint = Endpoint(mosquitto.host, mosquitto.port, version="5")
    first = connect(endpoint)
    assert first.wait_connected(10)
    connect(endpoint)
    assert _note(caplog, "another client uses this device's address")
    assert len(caplog.records) < 12  # said once, however often they throw each other out


def test_a_device_refuses_more_than_may_wait_and_counts_nothing_as_acknowledged(unused_port, connect):
    acknowledged = []
    link = connect(Endpoint(port=unused_port), limit=3, on_acknowledged=acknowledged.append)
    assert [link.publish("telemetry", b"{}", n) for n in range(5)] == [True, True, True, False, False]
    assert link.outstanding == 3
    assert not link.stop(0.2)
    assert not acknowledged


def test_a_message_that_the_acl_denies_is_no_acknowledged_one(start_mosquitto, connect, tmp_path):
    acl = tmp_path / "acl"
    acl.write_text(f"topic write ciro/v1/{DEVICE}/status\ntopic write ciro/v1/{DEVICE}/info\n")
    acl.chmod(0o600)
    broker = start_mosquitto(extra=(f"acl_file {acl}",))
    acknowledged = []
    link = connect(Endpoint(broker.host, broker.port, version="5"), on_acknowledged=acknowledged.append)
    assert link.wait_connected(10)
    link.publish("telemetry", b"{}", "denied")
    assert link.stop(5)
    assert not acknowledged
    assert link.refused == 1


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("mqtt://broker", "broker", 1883, False),
        ("broker:1884", "broker", 1884, False),
        ("mqtts://[::1]", "::1", 8883, True),
    ],
)
def test_urls_are_understood(url, host, port, tls):
    endpoint = Endpoint.from_url(url)
    assert (endpoint.host, endpoint.port, endpoint.tls) == (host, port, tls)


def test_credentials_of_a_url_are_taken_and_never_shown():
    endpoint = Endpoint.from_url("mqtt://cam:p%40ss@broker")
    assert (endpoint.username, endpoint.password) == ("cam", "p@ss")
    assert "p@ss" not in repr(endpoint) + str(endpoint)


def test_addresses_and_certificates_that_cannot_work_are_refused(tmp_path):
    for url in ("amqp://x", "mqtt://", "mqtt://x:notaport"):
        with pytest.raises(EndpointError):
            Endpoint.from_url(url)
    with pytest.raises(EndpointError, match="mqtts"):
        Endpoint.from_url("mqtt://x", ca_file=tmp_path / "ca.pem")
    with pytest.raises(EndpointError, match="does not exist"):
        Endpoint.from_url("mqtts://x", ca_file=tmp_path / "ca.pem").client("c")
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(EndpointError, match="PEM"):
        Endpoint.from_url("mqtts://x", ca_file=tmp_path / "ca.pem").client("c")
    with pytest.raises(TopicError):
        DeviceLink(Endpoint(), "Not/A/Device", info={})
