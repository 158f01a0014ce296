"""A worker that nobody wrote down, found over a real broker, gets a picture; an impostor gets nothing."""

import asyncio
import json
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from certificates import self_signed
from paho.mqtt.enums import CallbackAPIVersion
from waiting import until, wait_for

from edge_worker.presence import TIMEOUT_S, read_presence
from gateway.app import Appliance
from gateway.config import parse
from gateway.discovery import Book, Discovery, Finder, presence_topic
from gateway.discovery.joining import heard_of
from gateway.endpoint import Endpoint
from gateway.offloading.book import FILE, heard
from gateway.supervisor import Health

SCRIPT = "from gateway.cli import main; main()"


def ciro(*arguments, **options):
    return subprocess.Popen([sys.executable, "-c", SCRIPT, *map(str, arguments)], text=True, **options)


@pytest.fixture
def key(tmp_path):
    """A result key's file and its public half."""
    path = tmp_path / "result-key"
    with ciro("worker", "key", path, "--json", stdout=subprocess.PIPE) as made:
        return path, json.loads(made.stdout.read())["public_key"]


@pytest.fixture
def announce(tmp_path, mosquitto, key):
    """Return a function that starts a worker which announces itself as gpu-1, at the broker unless told otherwise."""
    running = []

    def start(*how):
        place = ("--store", tmp_path / "models", "--model", "surface-inspection", "--port", 0, "--slots", 1)
        how = how or ("--announce", f"mqtt://127.0.0.1:{mosquitto.port}")
        named = ("--announce-name", "gpu-1", "--result-key", key[0])
        process = ciro("worker", "run", *place, *how, *named, stdout=subprocess.PIPE)
        running.append(process)
        line = process.stdout.readline()
        assert "listens on" in line
        process.url = line.split()[-1]
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def listening(site, mosquitto, key):
    """The gateway's side: a dispatcher without workers, and the component that finds some."""
    site.start(discovery={"enabled": True, "keys": [key[1]]})
    dispatcher = site.dispatcher
    discovery = Discovery(
        Endpoint("127.0.0.1", mosquitto.port),
        "ciro-find-test",
        Finder(
            Book(dispatcher.settings),
            use=lambda found: dispatcher.use(found.settings, found.measured),
            drop=dispatcher.drop,
            note=lambda source, found, refused: dispatcher.hear(heard_of(source, found, refused)),
        ),
    )
    running = asyncio.run_coroutine_threadsafe(discovery.run(Health("discovery", critical=False)), site.loop)
    yield discovery._finder
    running.cancel()


@pytest.fixture
def broker(mosquitto):
    """A client of the broker that keeps what it hears, by topic."""
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.heard = {}
    client.on_message = lambda _, __, message: client.heard.__setitem__(message.topic, message.payload)
    client.connect("127.0.0.1", mosquitto.port)
    client.subscribe(presence_topic("+"), 1)
    client.loop_start()
    yield client
    client.loop_stop()
    client.disconnect()


@pytest.mark.slow
def test_an_announced_worker_is_found_tried_out_and_gets_pictures(site, listening, announce):
    announce()
    fleet = site.dispatcher.router.fleet
    wait_for(lambda: "gpu-1" in fleet and fleet["gpu-1"].ready and fleet["gpu-1"].profile.models, "the found worker")
    assert fleet["gpu-1"].profile.capabilities & 8
    assert "onnxruntime" in fleet["gpu-1"].profile.frameworks
    assert site.one().route["target"] == "gpu-1"


@pytest.mark.slow
def test_a_killed_worker_is_taken_back_by_its_last_will_comes_back_and_its_goodbye_leaves_nothing(
    site, listening, announce, broker
):
    topic = presence_topic("gpu-1")
    first = announce()
    wait_for(lambda: broker.heard.get(topic), "a presence")
    fleet = site.dispatcher.router.fleet
    wait_for(lambda: "gpu-1" in fleet and fleet["gpu-1"].ready, "the found worker")
    first.kill()
    wait_for(lambda: broker.heard[topic] == b"", "the last will")
    wait_for(lambda: not fleet["gpu-1"].ready, "the gateway to see it")
    second = announce()
    wait_for(lambda: fleet["gpu-1"].ready, "the worker again, at another port")
    second.terminate()
    assert second.wait(30) == 0
    wait_for(lambda: broker.heard[topic] == b"", "the goodbye")


@pytest.mark.slow
def test_a_worker_that_has_fallen_silent_is_let_go_with_its_record_kept(site, listening, announce, broker):
    worker = announce()
    fleet = site.dispatcher.router.fleet
    wait_for(lambda: "gpu-1" in fleet and fleet["gpu-1"].ready, "the found worker")
    fleet["gpu-1"].caught_wrong(0.0)
    worker.kill()
    wait_for(lambda: "don't answer" in site.health.reason, "the health check")
    listening.wall_s = lambda: time.time() + TIMEOUT_S + 1
    wait_for(lambda: "gpu-1" in site.dispatcher._fleet.gone, "the worker to be let go")
    wait_for(lambda: "don't answer" not in site.health.reason, "the routing to be well without it")
    listening.wall_s = time.time
    announce()
    wait_for(lambda: fleet["gpu-1"].ready, "the worker again")
    assert fleet["gpu-1"].caught == 1


@pytest.mark.slow
def test_a_replayed_presence_and_an_impostors_are_refused_and_change_nothing(site, listening, announce, broker):
    announce()
    topic = presence_topic("gpu-1")
    wait_for(lambda: broker.heard.get(topic) and listening.book.found, "a presence")
    wait_for(lambda: "gpu-1" in site.dispatcher._fleet.workers, "the found worker")
    true = broker.heard[topic]
    url = listening.book.found["gpu-1"].settings.url
    broker.publish(topic, true, 1, retain=True)  # changes nothing, as is seen when what came after it was judged
    moved = json.loads(true) | {"url": "http://127.0.0.1:1", "at_s": json.loads(true)["at_s"] + 1}
    broker.publish(topic, json.dumps(moved), 1, retain=True)
    wait_for(lambda: "forged" in listening.book.refused.get("gpu-1", ""), "the forgery's refusal")
    assert listening.book.found["gpu-1"].settings.url == url
    assert site.dispatcher._fleet.workers["gpu-1"].settings.url == url
    site.dispatcher._book.flush()
    (one,) = heard(site.directory / FILE)
    assert one.source == "gpu-1"
    assert "forged" in one.refused


def gateway(tmp_path, mosquitto, key, how):
    """A whole gateway that listens for the worker with *key*."""
    lines = f"""
        [broker]
        port = {mosquitto.port}
        [page]
        enabled = false
        [journal]
        directory = "{tmp_path / "state"}"
        [routing]
        enabled = true
        residency = "site"
        [routing.discovery]
        {how}
        keys = ["{key[1]}"]
    """
    return Appliance(parse("\n".join(line.strip() for line in lines.splitlines())))


@pytest.mark.slow
async def test_the_whole_gateway_finds_a_worker_and_says_so(tmp_path, mosquitto, announce, key):
    appliance = gateway(tmp_path, mosquitto, key, "enabled = true")
    stop = asyncio.Event()
    running = asyncio.create_task(appliance.run(stop))
    await asyncio.to_thread(announce)
    await until(lambda: "1 workers found" in appliance.supervisor.health["discovery"].reason)
    fleet = appliance.dispatcher.router.fleet
    await until(lambda: "gpu-1" in fleet and fleet["gpu-1"].ready)
    stop.set()
    await running


@pytest.mark.slow
@pytest.mark.slow
async def test_the_whole_gateway_finds_a_worker_on_the_local_network(tmp_path, mosquitto, announce, key):
    appliance = gateway(tmp_path, mosquitto, key, 'zeroconf = true\nzeroconf_addresses = ["127.0.0.1"]')
    stop = asyncio.Event()
    running = asyncio.create_task(appliance.run(stop))
    worker = await asyncio.to_thread(announce, "--zeroconf")
    fleet = appliance.dispatcher.router.fleet
    await until(lambda: "gpu-1" in fleet and fleet["gpu-1"].ready)
    first = appliance.dispatcher._fleet.workers["gpu-1"].settings.url
    worker.kill()  # without a goodbye
    await until(lambda: not fleet["gpu-1"].ready, "the gateway to see it")
    await asyncio.to_thread(announce, "--zeroconf")
    await until(lambda: fleet["gpu-1"].ready, "the worker again, at another port")
    assert appliance.dispatcher._fleet.workers["gpu-1"].settings.url != first
    assert "discovery" not in appliance.supervisor.health, "nobody asked for the broker's"
    stop.set()
    await running


@pytest.mark.slow
def test_only_the_presence_is_shown_without_the_token(tmp_path, key, announce):
    token = tmp_path / "token"
    token.write_text("0123456789abcdef0123456789abcdef\n")
    token.chmod(0o600)
    certificate, private = self_signed(tmp_path)
    worker = announce("--zeroconf", "--token-file", token, "--certificate", certificate, "--key", private)
    context = ssl.create_default_context(cafile=certificate)

    def status(path):
        try:
            with urllib.request.urlopen(worker.url + path, context=context) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, b""

    code, shown = status("/presence")
    assert code == 200
    presence = read_presence(shown, time.time())
    assert (presence.name, hex(presence.result_key), presence.url) == ("gpu-1", key[1], worker.url)
    assert {status(path)[0] for path in ("/v2", "/hardware", "/metrics", "/presence/", "//presence")} == {401}


@pytest.mark.parametrize(
    ("options", "says"),
    [(["--zeroconf"], "--result-key"), (["--zeroconf", "--host", "0.0.0.0"], "--announce-url")],
)
def test_announcing_on_the_local_network_without_what_it_needs_is_refused(tmp_path, options, says):
    with ciro("worker", "run", "--store", tmp_path, *options, stderr=subprocess.PIPE) as refused:
        assert says in refused.stderr.read()
    assert refused.returncode == 2


def test_announcing_without_a_key_is_refused(tmp_path):
    with ciro(
        "worker", "run", "--store", tmp_path, "--announce", "mqtt://127.0.0.1", stderr=subprocess.PIPE
    ) as refused:
        assert "--result-key" in refused.stderr.read()
    assert refused.returncode == 2


def test_the_plants_broker_lets_a_worker_speak_for_itself_only(start_mosquitto, tmp_path):
    passwords = tmp_path / "passwords"
    passwords.touch(0o600)
    for user in ("gateway", "gpu-1"):
        subprocess.run(["mosquitto_passwd", "-b", str(passwords), user, "secret"], check=True, capture_output=True)
    rules = tmp_path / "acl"
    rules.write_text(Path("firmware_configs/mosquitto/acl").read_text(encoding="utf-8"))
    rules.chmod(0o600)
    broker = start_mosquitto(anonymous=False, extra=(f"password_file {passwords}", f"acl_file {rules}"))

    def client(user):
        made = mqtt.Client(CallbackAPIVersion.VERSION2)
        made.username_pw_set(user, "secret")
        made.connect("127.0.0.1", broker.port)
        made.loop_start()
        return made

    gateway, worker, heard = client("gateway"), client("gpu-1"), {}
    gateway.on_message = lambda _, __, message: heard.__setitem__(message.topic, message.payload)
    gateway.subscribe(presence_topic("+"), 1)
    for name in ("gpu-2", "gpu-1"):  # in this order: when its own has come, the other's would have
        worker.publish(presence_topic(name), b"here", 1, retain=True)
    wait_for(lambda: heard, "the presence")
    assert heard == {presence_topic("gpu-1"): b"here"}
    for each in (gateway, worker):
        each.loop_stop()
        each.disconnect()
