"""The shipped bridge to a second broker: what goes out, what stays, and what a broker that is away costs."""

import shutil

import pytest

from gateway.devices import hash_password
from gateway.shipped_files import shipped

ADDRESS = "plant/hall-1/line-1/camera-1"
PASSWORD = "bridge-password"


def topic(tail, address=ADDRESS):
    return f"ciro/v1/{address}/{tail}"


@pytest.fixture
def bridged(new_plant, tmp_path):
    """A plant's broker with the bridge, and a second broker that knows the bridge's account and an observer's."""
    far, near = new_plant(tmp_path / "far"), new_plant(tmp_path / "near")
    shutil.copy(shipped("firmware_configs/mosquitto") / "bridge-target.acl", far.directory / "ciro" / "acl")
    with (far.directory / "ciro" / "acl").open("a") as rules:
        rules.write("\nuser observer\ntopic readwrite ciro/v1/#\n")
    far.passwords.add("plant-bridge", hash_password(PASSWORD))
    far.passwords.add("observer", hash_password("look"))

    text = (shipped("firmware_configs/mosquitto") / "bridge.conf").read_text()
    for shipped_text, ours in {
        "second-broker.plant.example:8883": f"localhost:{far.broker.ports[8883]}",
        "/etc/mosquitto/ciro/second-broker-ca.pem": str(far.ca),
        "remote_password change-me": f"remote_password {PASSWORD}",
        "restart_timeout 2 60": "restart_timeout 1 1",
    }.items():
        assert shipped_text in text
        text = text.replace(shipped_text, ours)
    (near.directory / "conf.d" / "ciro-bridge.conf").write_text(text)
    far.broker.start()
    near.broker.start()
    near.add(ADDRESS)
    return near, far


def bridge_stands(near, gateway, wait_until):
    gateway.subscribe("$SYS/broker/connection/#")
    state = "$SYS/broker/connection/ciro-bridge-plant/state"
    return wait_until(lambda: [p for t, p, _ in gateway.received if t == state][-1:] == [b"1"])


def test_results_readings_and_alarms_go_out_and_pictures_stay(bridged, wait_until):
    near, far = bridged
    gateway, camera = near.gateway(), near.device(ADDRESS)
    observer = far.device("observer", "look")
    observer.subscribe("ciro/v1/#")
    assert bridge_stands(near, gateway, wait_until)
    camera.publish(topic("frame"))
    camera.publish(topic("frame/evidence"))
    camera.publish(topic("telemetry"))
    camera.publish(topic("status"), retain=True)
    camera.publish(topic("info"), retain=True)
    gateway.publish(topic("snapshot"), retain=True)
    gateway.publish(topic("cmd/capture"))
    gateway.publish(topic("result/latest"), retain=True)
    gateway.publish("ciro/v1/$gw/gw1/alarm/x")
    gateway.publish(topic("result/proof"))
    gateway.publish(topic("result"))
    wanted = {topic(tail) for tail in ("telemetry", "status", "info", "result", "result/latest", "result/proof")}
    wanted.add("ciro/v1/$gw/gw1/alarm/x")
    assert wait_until(lambda: wanted <= set(observer.topics()))
    assert set(observer.topics()) == wanted


def test_nothing_comes_in_over_the_bridge(bridged, wait_until):
    near, far = bridged
    gateway, camera = near.gateway(), near.device(ADDRESS)
    camera.subscribe(topic("cmd/+"))
    gateway.subscribe("ciro/v1/#")
    observer = far.device("observer", "look")
    observer.subscribe("ciro/v1/#")
    assert bridge_stands(near, gateway, wait_until)
    observer.publish(topic("cmd/capture"))
    observer.publish(topic("telemetry"), b"forged")
    camera.publish(topic("telemetry"), b"mine")
    assert wait_until(lambda: b"mine" in [payload for _, payload, _ in observer.received])
    assert camera.received == []
    assert b"forged" not in [payload for _, payload, _ in gateway.received]


def test_what_was_sent_while_the_second_broker_was_away_arrives_when_it_is_back(bridged, wait_until):
    near, far = bridged
    gateway = near.gateway()
    assert bridge_stands(near, gateway, wait_until)
    far.broker.kill()
    wanted = {topic("result/latest", f"plant/hall-1/line-1/camera-{number}") for number in range(50)}
    for name in wanted:
        assert gateway.publish(name, retain=True) == "Success"
    far.broker.start()
    observer = far.device("observer", "look")
    observer.subscribe("ciro/v1/#")  # retained: whether the bridge or the observer is back first does not matter
    assert wait_until(lambda: wanted <= set(observer.topics()), 30)


def test_bridge_account_may_do_nothing_else_on_the_second_broker(bridged):
    _, far = bridged
    bridge = far.device("plant-bridge", PASSWORD, client_id="somebody")
    assert bridge.publish(topic("telemetry")) == "Success"
    assert bridge.publish(topic("cmd/capture")) == "Not authorized"
    assert bridge.publish(topic("frame")) == "Not authorized"


def test_bridge_trusts_no_broker_of_another_authority(bridged, wait_until, tmp_path):
    near, far = bridged
    near.broker.kill()
    conf = near.directory / "conf.d" / "ciro-bridge.conf"
    conf.write_text(conf.read_text().replace(str(far.ca), str(near.ca)))
    near.broker.start()
    near.add(ADDRESS)
    assert wait_until(lambda: "certificate verify failed" in near.broker.log.read_text())
    observer = far.device("observer", "look")
    observer.subscribe("ciro/v1/#")
    near.device(ADDRESS).publish(topic("telemetry"))
    assert not wait_until(observer.topics, 2)
