"""A whole gateway: a camera's picture goes in over MQTT, and the contract has verified its result."""

import asyncio
import queue
import subprocess
import urllib.request

import cv2
import numpy as np
import orjson
import paho.mqtt.client as mqtt
import pytest
from chain_proving import CAMERA, MODEL
from paho.mqtt.enums import CallbackAPIVersion
from proving import compiled_kernels
from waiting import wait_for

from edge_worker import ModelStore
from gateway.demo.chain import chain_section
from gateway.demo.child import CIRO
from gateway.demo.gateway_process import free_port, gateway_process
from gateway.demo.paymaster_process import write_key
from gateway.proofs.spool import CHAIN, Spool
from gateway.simulator.scenes import surface
from zkml import encode_registration

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]

LONGEST_S = 400.0
RECEIPT = "ciro/v1/$gw/demo/receipt/proof"


@pytest.fixture
def ear(start_mosquitto):
    """Return a broker, a client of it, and the receipts of proofs that the client got."""
    broker, heard = start_mosquitto(), queue.SimpleQueue()
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="ear")
    client.on_message = lambda _client, _data, message: heard.put(orjson.loads(message.payload))
    client.connect(broker.host, broker.port)
    client.loop_start()
    client.subscribe(RECEIPT, qos=1)
    yield broker, client, heard
    client.disconnect()
    client.loop_stop()


def test_a_pictures_result_is_verified_on_the_chain_and_receipt_page_metrics_and_command_agree(
    runner, network, access, rewound, registration, ear, tmp_path, monkeypatch
):
    broker, client, heard = ear
    monkeypatch.setenv("NUMBA_CACHE_DIR", compiled_kernels())
    runner.run(network.admit(registration))
    state = tmp_path / "state"
    state.mkdir()
    spool = Spool(state, CHAIN)
    spool.make()
    spool.registration(ModelStore(state / "models").get(MODEL).sha256).write_bytes(encode_registration(registration))
    key = write_key(tmp_path / "session.key", network.session)
    chain = chain_section(network, access, key, 0.5, proofs="sample")
    more = f'{chain}\n[chain.proving]\ncontract = "{network.proofs:#x}"\nbatch_age_s = 0\n'
    more += f'\n[[devices]]\nmatch = "{CAMERA}"\nmodel = "{MODEL}"\nhigh_value = true\n'
    context = gateway_process(state, broker.port, free_port(), asyncio.Event(), more=more)
    url = runner.run(context.__aenter__())

    def get(path):
        with urllib.request.urlopen(url + path, timeout=5) as answer:
            return answer.read()

    def shown():
        proofs = orjson.loads(get("api/v1/status"))["settlement"]["proofs"]
        return proofs if proofs["verified"] else None

    try:
        _, picture = cv2.imencode(".jpg", surface.render(np.random.default_rng(3), "scratch").image)
        client.publish(f"ciro/v1/{CAMERA}/frame", picture.tobytes(), qos=1).wait_for_publish(30)
        wait_for(lambda: not heard.empty(), "the receipt of a proof", LONGEST_S)
        receipt, view = heard.get(), wait_for(shown, "the proof on the page", 30.0)
        metrics = get("metrics").decode()
        result = orjson.loads(get(f"api/v1/results/{receipt['result']}"))
    finally:
        runner.run(context.__aexit__(None, None, None))
    (proof,) = view["last"]
    assert receipt["reason"] == proof["reason"] == "high value"
    assert receipt["transaction"] == proof["transaction"] == result["chain_proof"]["transaction"] is not None
    assert int(receipt["fee_fri"]) == pytest.approx(proof["strk"] * 10**18)
    assert receipt["paid_by"] == "sponsor"
    assert "ciro_chain_proofs_verified 1.0" in metrics
    assert 'ciro_chain_proofs_fee_strk{paid_by="account"} 0.0' in metrics
    command = [*CIRO, "chain", "settlement", "--state", state]
    printed = subprocess.run(command, capture_output=True, text=True, check=False)  # 1: the last batch may wait
    assert f"transaction {receipt['transaction']}" in printed.stdout
    assert runner.run(network.balance()) == runner.run(network.nonce()) == 0
