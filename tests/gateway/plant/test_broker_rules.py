"""The shipped mosquitto configuration, on a real mosquitto, over TLS."""

import os
import shutil
import signal
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.devices import Authority, hash_password, new_password

ME, OTHER = "plant/hall-1/line-1/camera-1", "plant/hall-1/line-2/camera-1"
SUCCESS, DENIED = "Success", "Not authorized"


def topic(address, tail):
    return f"ciro/v1/{address}/{tail}"


@pytest.fixture
def me(plant):
    plant.add(ME)
    return plant.device(ME)


@pytest.fixture
def gateway(plant):
    return plant.gateway()


@pytest.mark.parametrize("tail", ["frame", "frame/evidence", "telemetry", "status", "info", "cmd/capture/ack"])
def test_device_publishes_as_itself(me, gateway, wait_until, tail):
    gateway.subscribe("ciro/v1/#")
    assert me.publish(topic(ME, tail)) == SUCCESS
    assert wait_until(lambda: topic(ME, tail) in gateway.topics())


@pytest.mark.parametrize(
    "address",
    [
        OTHER,
        "plant/hall-1/line-1/camera-10",
        "plant/hall-1/line-1/camera-1/x",
        "plant/hall-1/line-1",
        "$gw/gw1/alarm/x",
        "plant/hall-1/line-1/camera-1/../camera-2",
    ],
)
def test_device_cannot_publish_as_another_one(me, gateway, wait_until, address):
    gateway.subscribe("ciro/v1/#")
    named = topic(address, "telemetry")
    if named.startswith(topic(ME, "")):
        assert me.publish(named) == SUCCESS  # below its own address: no channel, and nobody else's
        return
    assert me.publish(named) == DENIED
    assert me.publish(topic(ME, "telemetry")) == SUCCESS
    assert wait_until(lambda: topic(ME, "telemetry") in gateway.topics())
    assert named not in gateway.topics()


@pytest.mark.parametrize("tail", ["result", "result/latest", "result/proof", "snapshot"])
def test_device_cannot_forge_what_is_decided_about_it(me, tail):
    assert me.publish(topic(ME, tail)) == DENIED


@pytest.mark.parametrize(
    "named", ["homeassistant/sensor/x/config", "$SYS/broker/uptime", "ciro/v1/$gw/gw1/status", "x"]
)
def test_device_publishes_nowhere_else(me, named):
    assert me.publish(named) == DENIED


def test_device_reads_its_own_commands_and_nothing_of_others(plant, me, gateway, wait_until):
    plant.add(OTHER)
    other = plant.device(OTHER)
    me.subscribe("#")
    me.subscribe("ciro/v1/#")
    me.subscribe("$SYS/#")
    me.subscribe(topic(ME, "cmd/+"))
    other.publish(topic(OTHER, "telemetry"))
    other.publish(topic(OTHER, "info"), retain=True)
    gateway.publish(topic(OTHER, "cmd/capture"))
    gateway.publish(topic(ME, "result"))
    gateway.publish(topic(ME, "cmd/capture"))
    assert wait_until(lambda: topic(ME, "cmd/capture") in me.topics())
    assert set(me.topics()) == {topic(ME, "cmd/capture")}


def test_device_cannot_name_itself_by_a_wildcard(plant):
    # Accounts of such a name cannot be made; were one added by hand, mosquitto denies it everything.
    with plant.passwords.path.open("a") as file:
        file.write(f"plant/hall-1/line-1/#:{hash_password('pw')}\n")
    plant.broker.reload()
    wild = plant.device("plant/hall-1/line-1/#", "pw")
    assert wild.publish(topic(ME, "telemetry")) == DENIED


def test_client_without_a_client_id_gets_its_user_name(plant, gateway, wait_until):
    plant.add(ME)
    gateway.subscribe("ciro/v1/#")
    done = subprocess.run(
        [
            *("mosquitto_pub", "-h", "localhost", "-p", str(plant.broker.ports[8883]), "--cafile", plant.ca),
            *("-u", ME, "-P", "secret", "-q", "1", "-t", topic(ME, "telemetry"), "-m", "x"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert wait_until(lambda: topic(ME, "telemetry") in gateway.topics())


def test_device_cannot_end_anothers_connection_by_its_client_id(plant, gateway):
    plant.add(ME)
    plant.add(OTHER)
    victim = plant.device(ME)
    impostor = plant.device(OTHER, client_id=ME)
    second = plant.device(OTHER.replace("camera-1", "camera-2"), client_id="ciro-gw-test")
    assert impostor.connected
    assert second.refused
    assert victim.publish(topic(ME, "telemetry")) == SUCCESS
    assert not victim.lost
    assert not gateway.lost


@pytest.mark.parametrize(
    ("username", "password"), [(ME, "wrong"), (ME, ""), ("nobody", "secret"), (None, None), ("gateway", "secret")]
)
def test_wrong_login_is_refused(plant, username, password):
    plant.add(ME)
    client = plant.device(username, password)
    assert not client.connected
    assert client.refused in {"Not authorized", "Bad user name or password"}


def test_device_does_not_speak_plain_text(plant):
    plant.add(ME)
    plain = plant.device(ME, ca=None)
    assert not plain.connected


def test_devices_trust_no_other_broker(plant, tmp_path):
    stranger = Authority.create(tmp_path / "stranger")
    (tmp_path / "stranger.pem").write_text(stranger.pem)
    plant.add(ME)
    client = plant.device(ME, ca=tmp_path / "stranger.pem")
    assert "certificate verify failed" in client.refused


def test_gateway_decides_commands_and_watches_but_forges_no_device(gateway, wait_until):
    gateway.subscribe("$SYS/broker/#")
    for tail in ("result", "result/latest", "result/proof", "snapshot", "cmd/capture"):
        assert gateway.publish(topic(ME, tail)) == SUCCESS
    for tail in ("status", "stats", "alarm/stalled", "receipt"):
        assert gateway.publish(topic("$gw/gw1", tail)) == SUCCESS
    assert gateway.publish("homeassistant/sensor/ciro/config") == SUCCESS
    for tail in ("frame", "telemetry", "status"):
        assert gateway.publish(topic(ME, tail)) == DENIED
    assert wait_until(lambda: any(name.startswith("$SYS/broker/publish/messages/dropped") for name in gateway.topics()))


# --- certificates ----------------------------------------------------------------------------------------------------


@pytest.fixture
def issue(plant, tmp_path):
    """Return a function that writes a device's certificate and key and returns their paths."""

    def write(address, authority=None, **options):
        issued = (authority or plant.authority).issue_device(address, **options)
        paths = tmp_path / "client.pem", tmp_path / "client.key"
        paths[0].write_text(issued.certificate)
        paths[1].write_text(issued.key)
        return paths

    return write


def test_certificate_makes_a_device_itself(plant, issue):
    client = plant.certified(issue(ME))
    assert client.publish(topic(ME, "telemetry")) == SUCCESS
    assert client.publish(topic(OTHER, "telemetry")) == DENIED


def test_user_name_beside_a_certificate_changes_nothing(plant, issue):
    client = plant.certified(issue(ME), username=OTHER, password="x", client_id=OTHER)
    assert client.publish(topic(OTHER, "telemetry")) == DENIED
    assert client.publish(topic(ME, "telemetry")) == SUCCESS


def test_expired_certificate_is_refused(plant, issue):
    expired = issue(ME, now=datetime.now(UTC) - timedelta(days=30), days=29)
    assert not plant.certified(expired).connected


def test_certificate_of_another_authority_is_refused(plant, issue, tmp_path):
    stranger = Authority.create(tmp_path / "stranger")
    assert not plant.certified(issue(ME, stranger)).connected


def test_no_certificate_is_refused(plant):
    assert not plant.certified(None).connected


def test_expired_broker_certificate_is_refused_by_devices(new_plant):
    plant = new_plant()
    issued = plant.authority.issue_broker(["127.0.0.1"], now=datetime.now(UTC) - timedelta(days=30), days=29)
    (plant.directory / "ciro" / "broker.pem").write_text(issued.certificate)
    (plant.directory / "ciro" / "broker.key").write_text(issued.key)
    plant.broker.start()
    plant.add(ME)
    assert "certificate has expired" in plant.device(ME).refused


# --- durability and rights -------------------------------------------------------------------------------------------


def test_what_the_broker_saved_survives_its_kill(new_plant, wait_until):
    plant = new_plant()
    plant.broker.start()
    plant.add(ME)
    gateway = plant.gateway("ciro-gw-durable")
    gateway.close()
    plant.clients.clear()
    me = plant.device(ME)
    me.publish(topic(ME, "info"), b"retained", retain=True)
    store = plant.directory / "store" / "mosquitto.db"
    plant.broker.signal(signal.SIGUSR1)  # save now; otherwise autosave_interval decides
    assert wait_until(lambda: store.exists() and b"retained" in store.read_bytes())
    plant.broker.kill()
    plant.broker.start()
    gateway = plant.gateway()
    gateway.subscribe("ciro/v1/#")
    assert wait_until(lambda: (topic(ME, "info"), b"retained", True) in gateway.received)


def test_autosave_needs_no_asking(new_plant, wait_until):
    plant = new_plant()
    plant.broker.start()
    plant.add(ME)
    plant.device(ME).publish(topic(ME, "info"), b"saved-by-itself", retain=True)
    store = plant.directory / "store" / "mosquitto.db"
    assert wait_until(lambda: store.exists() and b"saved-by-itself" in store.read_bytes())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start mosquitto as Debian does, to drop its rights")
def test_broker_reads_its_files_after_it_dropped_its_rights(new_plant):
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        plant = new_plant(place, user="mosquitto")
        plant.broker.start()
        password = new_password()
        plant.add(ME, password)
        assert plant.device(ME, password).publish(topic(ME, "telemetry")) == SUCCESS
        for secret in (plant.passwords.path, plant.directory / "ciro" / "broker.key"):
            assert secret.stat().st_mode & 0o007 == 0
    finally:
        shutil.rmtree(place)


def test_removed_device_is_refused(plant):
    plant.add(OTHER)
    plant.device(OTHER)
    plant.passwords.remove(OTHER)
    plant.broker.reload()
    assert not plant.device(OTHER).connected


def test_message_beyond_the_bound_ends_the_connection(me, wait_until):
    me.client.publish(topic(ME, "frame"), bytes(17_000_000), 1)
    assert wait_until(lambda: me.lost)


def test_picture_of_the_greatest_size_passes(me):
    assert me.publish(topic(ME, "frame"), bytes(16_000_000)) == SUCCESS
