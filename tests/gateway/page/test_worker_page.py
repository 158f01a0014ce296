"""A worker's page says how it is, in any width and colour scheme, and runs nothing."""

import threading
from collections import Counter

import cv2
import numpy as np
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from browsing import ARGUMENTS, chromium
from playwright.sync_api import sync_playwright
from starlette.testclient import TestClient

from edge_worker import Engine, ModelStore
from edge_worker.kafka.address import KafkaAddress
from edge_worker.kafka.group_worker import GroupWorker
from edge_worker.kafka.topics import TopicRules, Topics
from edge_worker.open_inference import encode_request
from edge_worker.server import ServerSettings, WorkerServer
from gateway.page.formats import count
from gateway.worker_page import WorkerPage

MODELS = ("surface-inspection", "part-counter")


@pytest.fixture
def worker(tmp_path):
    server = WorkerServer(Engine(ModelStore(tmp_path / "models")), ServerSettings(MODELS))
    server.add_routes(WorkerPage(server).routes())
    return server


@pytest.fixture
def client(worker):
    with TestClient(worker.app) as opened:
        yield opened


def look_at_a_picture(client, data=None):
    jpeg = data or cv2.imencode(".jpg", np.full((64, 64, 3), 120, np.uint8))[1].tobytes()
    body, length = encode_request("", {"picture": np.array([jpeg], object)}, {})
    headers = {"Inference-Header-Content-Length": str(length)}
    return client.post("/v2/models/surface-inspection/infer", content=body, headers=headers)


def test_it_shows_what_was_answered_refused_and_how_right_the_models_are(client):
    look_at_a_picture(client)
    look_at_a_picture(client, b"no picture")
    page = client.get("/").text
    for text in ("Takes requests", "surface-inspection", "part-counter", "1 passed", "not signed", "none given"):
        assert text in page
    shown = {model["name"]: model for model in client.get("/api/v1/worker").json()["models"]}
    inspection = shown["surface-inspection"]
    assert (inspection["answered"], inspection["refused"], inspection["failed"]) == (1, 1, 0)
    assert inspection["golden"]["state"] == "right"
    assert inspection["batch_rows"] == 32


def test_what_is_wrong_comes_first_with_its_reason_and_as_text(client, worker):
    worker.refused["<script>alert(1)</script>"] = "file model.onnx is missing"
    worker.golden.wrong["part-counter"] = "3 elements differ"
    page = client.get("/").text
    assert "A model is no longer right" in page
    assert "file model.onnx is missing" in page
    assert "3 elements differ" in page
    assert "<script" not in page


def in_a_group(worker, **how):
    """Let *worker* have the standing of a member of a group: no broker is asked."""
    address = KafkaAddress(("kafka.plant.example:9092",))
    member = GroupWorker(address, Topics(), TopicRules(), "line-<3>", "one", None, most=8)
    for name, value in how.items():
        setattr(member, name, value)
    worker.join(member)
    worker._companions.clear()


def test_jobs_through_kafka_are_shown_and_told_to_prometheus(worker):
    in_a_group(worker, trouble="", counts=Counter(answered=1234, refused=3, dead=1), _dead_letters=2)
    with TestClient(worker.app) as client:
        page, shown = client.get("/").text, client.get("/api/v1/worker").json()["group"]
        metrics = client.get("/metrics").text
    for text in ("in the group", "line-&lt;3&gt;", "no partition is this worker", count(1234), "2 kept of all"):
        assert text in page
    assert (shown["member"], shown["counts"]["answered"], shown["dead_letters"]) == (True, 1234, 2)
    assert 'ciro_worker_group_jobs_total{outcome="answered"} 1234.0' in metrics
    assert "ciro_worker_group_member 1.0" in metrics


def test_why_no_jobs_come_through_kafka_is_said(worker):
    in_a_group(worker, trouble="kafka.plant.example:9092: <refused>")
    with TestClient(worker.app) as client:
        page, metrics = client.get("/").text, client.get("/metrics").text
    assert "not in the group" in page
    assert "kafka.plant.example:9092: &lt;refused&gt;" in page
    assert "ciro_worker_group_member 0.0" in metrics
    assert "ciro_worker_group_dead_letters" not in metrics, "what was not looked at is not told"


def test_it_may_run_no_script_and_stand_in_no_frame(client):
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert client.post("/").status_code == 405


@pytest.fixture
def url(worker):
    server = uvicorn.Server(uvicorn.Config(worker.app, port=0, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(30)


@pytest.mark.slow
def test_it_is_readable_in_chromium_light_and_dark_and_on_a_telephone(url, worker):
    in_a_group(worker, trouble="kafka.plant.example:9092: connection refused")
    worker.refused["press-hall"] = "golden output 'logits': 2 of 4 elements differ, the most by 1 (allowed 0)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            problems = []
            page.on("console", lambda message, problems=problems: problems.append(message.text))
            page.goto(url)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page).response["violations"]
            assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found] == []
            assert problems == []
            page.close()
        browser.close()
