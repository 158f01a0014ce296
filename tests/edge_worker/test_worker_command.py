"""``ciro worker run`` as a process: it starts, infers over HTTP, says how it is to systemd, and ends in order."""

import json
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading

import httpx
import jwt
import pytest
from certificates import self_signed

from edge_worker import ModelStore
from edge_worker.sdnotify import ServiceManager

SCRIPT = "from gateway.cli import main; main()"


class Manager:
    """The service manager's side of sd_notify."""

    def __init__(self, path):
        self.path = str(path)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._socket.settimeout(60)
        self.heard = []

    def wait_for(self, line):
        while not any(line in said.splitlines() for said in self.heard):
            self.heard.append(self._socket.recv(4096).decode())

    def close(self):
        self._socket.close()


@pytest.fixture
def manager(tmp_path):
    listening = Manager(tmp_path / "notify")
    yield listening
    listening.close()


def picture_request(jpeg):
    raw = struct.pack("<I", len(jpeg)) + jpeg
    entry = {"name": "picture", "datatype": "BYTES", "shape": [1], "parameters": {"binary_data_size": len(raw)}}
    header = json.dumps({"inputs": [entry]}).encode()
    return header + raw, {"Inference-Header-Content-Length": str(len(header))}


def test_it_serves_tells_systemd_and_ends_in_order(start, manager, build):
    process, url = start(
        "--model", "surface-inspection", env={"NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000"}
    )
    manager.wait_for("READY=1")
    manager.wait_for("STATUS=1 models in service")
    manager.wait_for("WATCHDOG=1")
    assert httpx.get(f"{url}/v2/health/ready").json() == {"ready": True}
    body, headers = picture_request(build.grey_jpeg(120))
    answer = httpx.post(f"{url}/v2/models/surface-inspection/infer", content=body, headers=headers).json()
    assert {entry["name"] for entry in answer["outputs"]} >= {"decision", "boxes", "result"}
    process.send_signal(signal.SIGTERM)
    manager.wait_for("STOPPING=1")
    assert process.wait(60) == 0
    assert "Traceback" not in process.stderr.read()


def test_a_request_in_hand_is_answered_before_the_end(start, build):
    """The request's head has arrived when SIGTERM comes; the rest is sent after."""
    process, url = start("--model", "surface-inspection")
    host, port = url.removeprefix("http://").split(":")
    body, headers = picture_request(build.grey_jpeg(120))
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        head = "".join(f"{key}: {value}\r\n" for key, value in {**headers, "Content-Length": len(body)}.items())
        connection.sendall(
            f"POST /v2/models/surface-inspection/infer HTTP/1.1\r\nHost: {host}\r\n{head}\r\n".encode() + body[:100]
        )
        httpx.get(f"{url}/v2/health/live")
        process.send_signal(signal.SIGTERM)
        connection.sendall(body[100:])
        answer = connection.recv(65536)
    assert answer.split(b"\r\n")[0] in {b"HTTP/1.1 200 OK", b"HTTP/1.1 503 Service Unavailable"}
    assert process.wait(60) == 0


def test_a_hangup_swaps_new_versions_in_while_it_serves(start, tmp_path, brightness_package):
    store = ModelStore(tmp_path / "models")
    store.add(brightness_package("1"))
    process, url = start("--model", "bright")
    store.add(brightness_package("2", gain=2.0))
    process.send_signal(signal.SIGHUP)
    while httpx.get(f"{url}/v2/models/bright").json()["versions"] != ["2"]:
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0


def test_a_second_worker_on_the_port_is_told(start):
    _, url = start("--model", "barcode")
    port = url.rsplit(":", 1)[1]
    second = start("--port", port, url=False)
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 3
    assert f"127.0.0.1 port {port}: Address already in use; choose another" in errors


def test_an_address_of_the_network_needs_a_token_and_tls(start):
    process = start("--host", "0.0.0.0", url=False)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "--token-file" in errors


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate of 127.0.0.1 and its key, as files."""
    return self_signed(tmp_path, name="worker")


def test_with_a_token_and_tls_only_who_knows_it_gets_in(start, certificate, tmp_path):
    cert, key = certificate
    (tmp_path / "token").write_text("s3cret\n")
    _, url = start(
        "--model", "barcode", "--token-file", str(tmp_path / "token"), "--certificate", str(cert), "--key", str(key)
    )
    assert url.startswith("https://")
    trust = ssl.create_default_context(cafile=str(cert))
    with httpx.Client(base_url=url, verify=trust) as client:
        assert client.get("/v2/health/live").status_code == 200
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "s3cret"}):
            refused = client.get("/v2/models/barcode", headers=headers)
            assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert client.get("/v2/models/barcode", headers={"Authorization": "Bearer s3cret"}).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/v2/health/live")


def test_an_absent_token_or_certificate_is_named(start, tmp_path):
    process = start("--token-file", str(tmp_path / "none"), url=False)
    assert str(tmp_path / "none") in process.communicate(timeout=60)[1]
    assert process.returncode == 2
    process = start("--certificate", str(tmp_path / "none.pem"), "--key", str(tmp_path / "none.key"), url=False)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "none.pem" in errors
    (tmp_path / "wrong.pem").write_text("no certificate")
    process = start("--certificate", str(tmp_path / "wrong.pem"), url=False)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "wrong.pem" in errors
    assert "not PEM" in errors
    assert "Traceback" not in errors


def test_without_a_service_manager_nothing_is_sent_and_nothing_fails(tmp_path):
    assert not ServiceManager(None).ready("x")
    assert not ServiceManager(str(tmp_path / "nobody")).alive()
    assert ServiceManager(None, "3000000").watchdog_interval_s == 1.5
    assert ServiceManager(None, "0").watchdog_interval_s is None
    assert ServiceManager(None, "soon").watchdog_interval_s is None


def test_an_abstract_socket_is_reached():
    name = f"@ciro-test-{threading.get_ident()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0" + name[1:])
        listening.settimeout(30)
        assert ServiceManager(name).status("two\nlines")
        assert listening.recv(100) == b"STATUS=two lines"


def ciro(*arguments):
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_key_is_made_once_for_its_owner_only_and_signs(start, build, tmp_path):
    path = tmp_path / "result-key"
    made = json.loads(ciro("worker", "key", str(path), "--json").stdout)
    assert made["made"] is True
    assert path.stat().st_mode & 0o777 == 0o600
    again = json.loads(ciro("worker", "key", str(path), "--json").stdout)
    assert again == {**made, "made": False}
    _, url = start("--model", "surface-inspection", "--result-key", str(path))
    assert httpx.get(f"{url}/v2").json()["parameters"]["result_key"] == made["public_key"]
    raw = struct.pack("<I", len(build.grey_jpeg(120))) + build.grey_jpeg(120)
    entry = {"name": "picture", "datatype": "BYTES", "shape": [1], "parameters": {"binary_data_size": len(raw)}}
    header = json.dumps({"inputs": [entry], "parameters": {"job_id": "one", "sign": True}}).encode()
    answer = httpx.post(
        f"{url}/v2/models/surface-inspection/infer",
        content=header + raw,
        headers={"Inference-Header-Content-Length": str(len(header))},
    ).json()
    assert answer["parameters"]["signature_r"].startswith("0x")
    assert answer["parameters"]["result_key"] == made["public_key"]
    assert (tmp_path / "signed-results.sqlite").exists()


def test_what_a_verifier_gave_for_the_platform_is_shown_as_it_is_now(start, tmp_path):
    key, token = tmp_path / "result-key", tmp_path / "token"
    nonce = json.loads(ciro("worker", "key", str(key), "--json").stdout)["eat_nonce"]
    assert nonce in ciro("worker", "key", str(key)).stdout
    token.write_text(jwt.encode({"eat_nonce": "of another"}, "s" * 32) + "\n")
    process, url = start("--model", "barcode", "--result-key", str(key), "--attestation", str(token))
    shown = f"{url}/v2/attestation"
    assert httpx.get(shown).json() == {"token": token.read_text().strip()}
    token.write_text(renewed := jwt.encode({"eat_nonce": nonce}, "s" * 32))
    assert httpx.get(shown).json() == {"token": renewed}
    for content, word in (("", "is empty"), ("x" * 20_000, "longer than 16 KiB"), (None, "No such file")):
        token.unlink() if content is None else token.write_text(content)
        absent = httpx.get(shown)
        assert absent.status_code == 404
        assert word in absent.json()["error"]
    process.send_signal(signal.SIGTERM)
    assert f"about another key: its eat_nonce must be {nonce}" in process.communicate(timeout=60)[1]


def test_a_worker_without_a_token_says_so_to_who_has_its_bearer_token(start, tmp_path):
    (tmp_path / "bearer").write_text("a-long-secret")
    _, url = start("--model", "barcode", "--token-file", str(tmp_path / "bearer"))
    shown = f"{url}/v2/attestation"
    assert httpx.get(shown).status_code == 401
    absent = httpx.get(shown, headers={"Authorization": "Bearer a-long-secret"})
    assert (absent.status_code, absent.json()["error"]) == (
        404,
        "there is no token: this worker runs without --attestation",
    )


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--account", "0x1", "--network", "sepolia"], "--result-key"),
        (["--attestation", "ABSENT"], "--result-key"),
        (["--result-key", "KEY", "--account", "0x1"], "go together"),
        (["--result-key", "KEY", "--account", "zero", "--network", "sepolia"], "no address"),
        (["--result-key", "KEY", "--account", "0x1", "--network", "moon"], "moon"),
        (["--result-key", "ABSENT"], "No such file"),
    ],
)
def test_a_signer_that_makes_no_sense_is_refused(start, tmp_path, options, word):
    (tmp_path / "KEY").write_text("0x1234")
    (tmp_path / "KEY").chmod(0o600)
    process = start(*[str(tmp_path / each) if each in {"KEY", "ABSENT"} else each for each in options], url=False)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert word in errors
