"""The fixture that other tests lean on does what it says."""

import paho.mqtt.client as mqtt
import pytest
from waiting import wait_for


def _subscriber(broker, got, *, clean=False):
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "fixture-sub", clean_session=clean)
    client.on_message = lambda c, u, m: got.append(m.payload)
    client.connect(broker.host, broker.port)
    client.subscribe("t/#", 1)
    client.loop_start()
    return client


def _publish(broker, payload, *, retain=False):
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.connect(broker.host, broker.port)
    client.loop_start()
    client.publish("t/x", payload, qos=1, retain=retain).wait_for_publish(5)
    client.disconnect()
    client.loop_stop()


def test_sessions_and_retained_messages_survive_an_orderly_restart(mosquitto):
    got = []
    client = _subscriber(mosquitto, got)
    wait_for(client.is_connected)
    _publish(mosquitto, b"kept", retain=True)
    wait_for(lambda: got == [b"kept"])
    client.disconnect()
    client.loop_stop()
    _publish(mosquitto, b"while away")
    mosquitto.restart()
    again = []
    client = _subscriber(mosquitto, again)
    wait_for(lambda: b"while away" in again)
    client.disconnect()
    client.loop_stop()


def test_a_killed_broker_comes_back_on_its_port_and_a_frozen_one_answers_again(mosquitto):
    port = mosquitto.port
    mosquitto.kill()
    assert not mosquitto.running
    mosquitto.start()
    assert mosquitto.port == port
    mosquitto.pause()
    mosquitto.resume()
    _publish(mosquitto, b"after")


def test_a_broker_that_refuses_its_configuration_says_why(start_mosquitto):
    with pytest.raises(RuntimeError, match="no_such_option"):
        start_mosquitto("broken", extra=("no_such_option 1",))
