"""The bundle for support: whatever is broken it is made, and whatever is secret is not in it."""

import base64
import io
import json
import os
import sqlite3
import threading
import urllib.parse
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gateway.cli.diagnostics import command
from gateway.config import Configuration, parse
from gateway.devices import Authority
from gateway.diagnostics import bundle
from gateway.diagnostics.redaction import REMOVED, Redactor
from gateway.journal.schema import connect, migrate
from gateway.journal.state_lock import StateLock
from gateway.page.accounts import hash_password

PASSWORD = 'brök3r"pass\\wörd&<>'
TOKEN = "tok-5f1c0e9a77b24e"
FRAME_KEY = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PAGE_PASSWORD = "correct horse battery"
URL_SECRET = "inurl-9912"


def read(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def secrets(tmp_path):
    """Secret files, and every text that must not be seen, in every form that it could be written in."""
    place = tmp_path / "secrets"
    place.mkdir()
    hashes = [hash_password(PAGE_PASSWORD), hash_password("another passphrase")]
    key = Authority.create(tmp_path / "ca").issue_device("plant/hall-1/line-1/x").key
    (place / "password").write_text(PASSWORD + "\n")
    (place / "token").write_text(TOKEN + "\n")
    (place / "frame-key").write_text(FRAME_KEY + "\n")
    (place / "users").write_text(f"engineer:{hashes[1]}\n")
    (place / "tls.key").write_text(key)
    texts = [PASSWORD, TOKEN, FRAME_KEY, *hashes, URL_SECRET, *key.splitlines()[1:-1]]
    forms = {
        form
        for text in texts
        for form in (
            text,
            text.upper(),
            json.dumps(text)[1:-1],
            json.dumps(text, ensure_ascii=False)[1:-1],
            urllib.parse.quote(text, safe=""),
            base64.b64encode(text.encode()).decode().rstrip("="),
            text.encode().hex(),
        )
    }
    return place, hashes[0], key, forms


@pytest.fixture
def configuration(secrets, tmp_path, unused_port):
    place, hashed, _, _ = secrets
    return parse(f"""
        [gateway]
        title = "Press shop, mqtts://gateway:{URL_SECRET}@b.example {TOKEN}"
        [broker]
        host = "broker.plant.example"
        username = "gateway"
        password_file = "{place}/password"
        [broker.tls]
        key_file = "{place}/tls.key"
        cert_file = "{place}/tls.pem"
        [page]
        port = {unused_port}
        token_file = "{place}/token"
        users_file = "{place}/users"
        users = [{{ name = "chief", password_hash = "{hashed}" }}]
        [privacy]
        frame_key_file = "{place}/frame-key"
        [journal]
        directory = "{tmp_path}/state"
    """)


def write_journal(state: Path, *details: str) -> sqlite3.Connection:
    state.mkdir(exist_ok=True)
    journal = connect(state / "journal.db")
    migrate(journal)
    for number, detail in enumerate(details):
        journal.execute(
            "INSERT INTO alarm (id, kind, subject, severity, title, detail, remedy, raised_us, last_us, count) "
            "VALUES (?, 'broker_lost', 'broker', 'problem', 'No broker', ?, 'Start it', ?, 1, 1)",
            (f"alarm-{number}", detail, number),
        )
    return journal


def test_no_secret_is_anywhere_in_the_bundle(secrets, configuration, tmp_path):
    _, hashed, key, forms = secrets
    planted = [
        f"login with {PASSWORD} was refused",
        f"GET /api?token={TOKEN} HTTP/1.1, Authorization: Bearer {TOKEN}",
        f"cannot connect to mqtt://gateway:{URL_SECRET}@broker.plant.example:8883",
        f"key {FRAME_KEY} / {FRAME_KEY.upper()} / {base64.b64encode(bytes.fromhex(FRAME_KEY)).decode()}",
        key,
        f"user chief has {hashed}",
        urllib.parse.quote(PASSWORD, safe=""),
        json.dumps({"password": PASSWORD}),
        base64.b64encode(PASSWORD.encode()).decode(),
    ]
    write_journal(tmp_path / "state", *planted).close()
    health = {"log": planted, TOKEN: {"nested": planted}, "password": "unknown-but-named"}
    content = bundle(configuration, tmp_path / "state", log_lines=planted, health=health, problems=planted)
    files = read(content)
    everything = content.decode("latin-1") + "".join(files) + "".join(files.values())
    for form in [*forms, "unknown-but-named", base64.b64encode(bytes.fromhex(FRAME_KEY)).decode()]:
        assert form not in everything, form
    assert REMOVED in files["log.txt"]
    assert "broker.plant.example" in files["configuration.json"]
    assert "gateway" in json.loads(files["configuration.json"])["broker"]["username"]
    alarms = json.loads(files["alarms.json"])
    assert len(alarms) == len(planted)
    assert alarms[0]["remedy"] == "Start it"


def test_bundle_says_what_its_files_are(configuration, tmp_path):
    files = read(bundle(configuration, tmp_path / "state", log_lines=["hello"], health={"messages": 3}))
    for name in files:
        assert name in files["README.txt"] or name == "README.txt"
    versions = json.loads(files["versions.json"])
    assert versions["packages"]["paho-mqtt"]
    assert versions["sqlite"] == sqlite3.sqlite_version
    assert json.loads(files["host.json"])["hardware"]["cpu_cores"]["value"] >= 1
    assert json.loads(files["status.json"]) == {"messages": 3}
    assert files["log.txt"] == "hello\n"
    models = {model["name"]: model["sha256"] for model in json.loads(files["models.json"])["models"]}
    assert len(models["surface-inspection"]) == 64


def test_of_a_very_long_log_the_end_is_kept_and_no_half_secret(configuration, tmp_path):
    lines = [f"{number} token is {TOKEN}" for number in range(80_000)]
    log = read(bundle(configuration, tmp_path / "state", log_lines=lines))["log.txt"]
    assert log.endswith(f"79999 token is {REMOVED}\n")
    assert all(line.endswith(REMOVED) for line in log.splitlines())
    assert len(log) < 3_000_000


def test_absent_state_is_told_and_not_made(configuration, tmp_path):
    files = read(bundle(configuration, tmp_path / "state"))
    assert json.loads(files["journal.json"])["condition"].startswith("absent")
    assert not (tmp_path / "state").exists()


def test_journal_of_a_running_gateway_is_read_and_left_as_it_is(configuration, tmp_path):
    writer = write_journal(tmp_path / "state", "x")
    lock = StateLock(tmp_path / "state")
    lock.acquire()
    writer.execute("BEGIN IMMEDIATE")
    try:
        found = json.loads(read(bundle(configuration, tmp_path / "state"))["journal.json"])
    finally:
        writer.execute("ROLLBACK")
        lock.release()
    assert found["condition"] == "ok"
    assert found["in_use"] is True
    assert found["frames_held"]["count"] == 0
    assert found["records"] == {"first": None, "last": None}
    after = json.loads(read(bundle(configuration, tmp_path / "state"))["journal.json"])
    assert after["in_use"] is False
    writer.close()


def test_damaged_journal_does_not_keep_the_bundle_from_being_made(configuration, tmp_path):
    write_journal(tmp_path / "state", *["x" * 200] * 500).close()
    path = tmp_path / "state" / "journal.db"
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 4096):
        content[at : at + 64] = os.urandom(64)
    path.write_bytes(content)
    files = read(bundle(configuration, tmp_path / "state"))
    assert json.loads(files["journal.json"])["condition"] != "ok"
    assert "alarms.json" in files["problems.txt"]
    assert "journal.db" in json.loads(files["journal.json"])["files"]
    assert path.read_bytes() == content


def test_journal_that_is_no_database_is_told(configuration, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "journal.db").write_text("not a database" * 1000)
    files = read(bundle(configuration, tmp_path / "state"))
    assert "not a database" in json.loads(files["journal.json"])["condition"]


def test_answers_of_the_running_page_are_in_the_bundle(configuration, tmp_path):
    asked = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers.get("Authorization")))
            body = b'{"ready": false}' if self.path == "/health" else b"ciro_messages_total 5\n"
            self.send_response(503 if self.path == "/health" else 200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", configuration.page.port), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        files = read(bundle(configuration, tmp_path / "state"))
        server.shutdown()
    assert json.loads(files["page-health.json"]) == {"ready": False}
    assert "ciro_messages_total 5" in files["page-metrics.txt"]
    assert asked == [("/health", f"Bearer {TOKEN}"), ("/metrics", f"Bearer {TOKEN}")]


def test_page_that_does_not_answer_is_told(configuration, tmp_path):
    assert "page-health.json: URLError" in read(bundle(configuration, tmp_path / "state"))["problems.txt"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("postgres://ann:pw@db/x", "postgres://(removed)@db/x"),
        ("password=hunter2 next", "password=(removed) next"),
        ('{"api_key": "abc", "n": 1}', '{"api_key": (removed), "n": 1}'),
        ("mosquitto_pub --token abc -t x", "mosquitto_pub --token (removed) -t x"),
        (
            'line 3: [page] password_hash = "hunter2": not a hash',
            "line 3: [page] password_hash = (removed): not a hash",
        ),
        ("Authorization: Basic YWRtaW46cHc=", "Authorization: (removed)"),
        ("line-1/camera-1: 640x480, sha256 ab12", "line-1/camera-1: 640x480, sha256 ab12"),
        ("the token is in /etc/credstore", "the token is in /etc/credstore"),
        ("ciro:$7$101$c2FsdA==$aGFzaA==", "ciro:(removed)"),
    ],
)
def test_what_looks_like_a_secret_is_removed_and_the_rest_stays(text, left):
    assert Redactor().text(text) == left


def test_short_secret_goes_where_it_stands_alone():
    assert Redactor(["pw"]).text("pw: spawn pw") == "(removed): spawn (removed)"


def run(*arguments):
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, list(arguments))


def test_command_writes_a_file_for_its_owner_alone(tmp_path):
    config = tmp_path / "gateway.toml"
    config.write_text(f'[journal]\ndirectory = "{tmp_path}/state"\n[page]\nenabled = false\n')
    done = run("--config", str(config), "--output", str(tmp_path / "bundle.zip"), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    path = Path(told["file"])
    assert path.stat().st_size == told["bytes"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "README.txt" in read(path.read_bytes())


def test_configuration_that_is_wrong_is_part_of_the_story(tmp_path):
    config = tmp_path / "gateway.toml"
    config.write_text("[page]\nport = 99999999\nenabled = false\n")
    done = run("--config", str(config), "--output", str(tmp_path / "bundle.zip"))
    assert done.exit_code == 0, done.output
    files = read((tmp_path / "bundle.zip").read_bytes())
    assert "port" in files["problems.txt"]
    assert json.loads(files["configuration.json"])["page"]["port"] == Configuration().page.port


def test_absent_configuration_is_refused(tmp_path):
    done = run("--config", str(tmp_path / "none.toml"))
    assert done.exit_code == 3
    assert "none.toml does not exist" in done.output


def test_place_that_cannot_be_written_is_told(tmp_path):
    config = tmp_path / "gateway.toml"
    config.write_text("[page]\nenabled = false\n")
    done = run("--config", str(config), "--output", str(tmp_path / "absent" / "bundle.zip"))
    assert done.exit_code == 1
    assert "--output" in done.output
