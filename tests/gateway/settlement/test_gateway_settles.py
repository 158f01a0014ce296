"""A whole gateway settles: what its subscribers, its page, its metrics and its statistics say of it."""

import asyncio
import queue
import subprocess
import urllib.request

import orjson
import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion
from waiting import wait_for

from gateway.demo.chain import chain_section
from gateway.demo.child import CIRO
from gateway.demo.gateway_process import free_port, gateway_process
from gateway.demo.paymaster_process import write_key

pytestmark = pytest.mark.slow

READING = b'{"ts": 1770000000000, "seq": 7, "boot": "b1", "v": {"temperature": 21.5}}'


@pytest.fixture
def ear(start_mosquitto):
    """Return a subscriber of all that the gateway says of itself, and the messages it got."""
    broker = start_mosquitto()
    heard: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="ear")
    client.on_message = lambda _client, _data, message: heard.put((message.topic, message.payload))
    client.connect(broker.host, broker.port)
    client.loop_start()
    client.subscribe("ciro/v1/$gw/demo/#", qos=1)
    yield broker, client, heard
    client.disconnect()
    client.loop_stop()


def first(heard, topic, holds):
    """Return the first message on *topic* of which *holds* is true."""

    def found():
        while not heard.empty():
            name, payload = heard.get()
            if name == f"ciro/v1/$gw/demo/{topic}" and holds(document := orjson.loads(payload)):
                return document
        return None

    return wait_for(found, f"a message on {topic}", 60.0)


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read()


def test_a_receipt_comes_through_the_broker_and_page_metrics_and_statistics_agree_with_it(
    runner, network, access, rewound, ear, tmp_path
):
    broker, client, heard = ear
    key = write_key(tmp_path / "session.key", network.session)
    settling = chain_section(network, access, key, 0.5) + "\n[control]\nstats_interval_s = 1\n"
    state = tmp_path / "state"
    state.mkdir()
    context = gateway_process(state, broker.port, free_port(), asyncio.Event(), more=settling)
    url = runner.run(context.__aenter__())
    try:
        assert client.publish("ciro/v1/plant/hall/line/oven/telemetry", READING, qos=1)
        receipt = first(heard, "receipt", lambda _: True)
        said = first(heard, "stats", lambda document: document["settlement"]["batches"] > 0)["settlement"]

        def shown():
            found = orjson.loads(get(f"{url}api/v1/status"))["settlement"]
            return found if found["batches"] else None

        view = wait_for(shown, "the batch on the page", 30.0)
        metrics = get(f"{url}metrics").decode()
    finally:
        runner.run(context.__aexit__(None, None, None))
    batch = view["last"][-1]
    assert receipt["count"] == batch["records"] == 1
    assert receipt["transaction"] == batch["transaction"] is not None
    assert receipt["paid_by"] == view["paid_by"] == said["paid_by"] == "sponsor"
    assert int(receipt["fee_fri"]) == pytest.approx(batch["strk"] * 10**18)
    assert (said["records"], said["waiting_records"], said["trouble"]) == (1, 0, None)
    assert "calls and" in view["allowance"]
    assert "ciro_settlement_records 1.0" in metrics
    assert 'ciro_settlement_fee_strk{paid_by="account"} 0.0' in metrics
    printed = subprocess.run(
        [*CIRO, "chain", "settlement", "--state", state], capture_output=True, text=True, check=True
    )
    assert "settled   1 batches, 1 records" in printed.stdout
    assert "the gateway's account paid nothing" in printed.stdout
