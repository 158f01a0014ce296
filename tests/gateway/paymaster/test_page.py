"""The page shows what was spent, to those who may see it, and runs nothing that somebody wrote into a name."""

import base64
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from test_store import submission

from gateway.config import ConfigurationError

TOKEN = "a token of more than twenty characters"


def browser(process):
    return TestClient(process.app, base_url="http://localhost")


def test_it_shows_keys_accounts_days_and_what_went_wrong(process):
    made = process()
    key, _ = made.store.add_key("press hall", day_nano=10**9)
    made.store.take(replace(submission(1, key), created_at=int(made.service.node.wall())))
    made.store.finish("0x1", "reverted", spent_nano=60, reason="COUNTER: zero amount")
    page = browser(made).get("/").text
    for text in ("press hall", "0xacc", "0.00000006", "COUNTER: zero amount", "Takes no transactions now"):
        assert text in page


def test_what_somebody_called_a_key_is_text(process):
    made = process()
    made.store.add_key("<script>alert(1)</script>")
    answer = browser(made).get("/")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/", "/metrics", "/api/v1/spending"])
def test_with_a_token_nobody_sees_anything_without_it(process, tmp_path, path):
    (tmp_path / "token").write_text(TOKEN)
    client = browser(process(page_token_file=str(tmp_path / "token")))
    wrong = base64.b64encode(b"anybody:wrong").decode()
    for header in (None, "Bearer wrong", f"Basic {wrong}", "Basic !", "Basic", "Bearer"):
        assert client.get(path, headers={"Authorization": header} if header else {}).status_code == 401
    right = base64.b64encode(f"anybody:{TOKEN}".encode()).decode()
    for header in (f"Bearer {TOKEN}", f"Basic {right}"):
        assert client.get(path, headers={"Authorization": header}).status_code == 200
    assert client.get("/livez").status_code == 200


def test_a_token_that_is_short_is_refused(process, tmp_path):
    (tmp_path / "token").write_text("short")
    with pytest.raises(ConfigurationError, match="20 characters"):
        process(page_token_file=str(tmp_path / "token"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8580", 200),
        ("[::1]:1", 200),
        ("evil.example", 421),
        ("[", 421),
        ("pay.plant.example", 200),
    ],
)
def test_other_names_than_ours_are_refused(process, host, status):
    client = browser(process(allowed_hosts=["pay.plant.example"]))
    assert client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("days", ["", "0", "-1", "x", "99999999", "１"])
def test_a_span_that_is_none_is_not_an_error(process, days):
    assert browser(process()).get("/", params={"days": days}).status_code == 200


def test_without_a_node_nothing_is_taken_and_that_is_said(process):
    client = browser(process())
    assert client.get("/readyz").status_code == 503
    body = {"jsonrpc": "2.0", "id": 1, "method": "paymaster_isAvailable", "params": []}
    assert client.post("/", json=body).json() == {"jsonrpc": "2.0", "id": 1, "result": False}


def test_metrics_count_requests_by_code(process):
    client = browser(process())
    client.post("/", json={"jsonrpc": "2.0", "id": 1, "method": "paymaster_buildTransaction", "params": {}})
    told = client.get("/metrics").text
    assert 'ciro_paymaster_requests_total{code="163",method="paymaster_buildTransaction"} 1.0' in told
    assert "ciro_paymaster_ready 0.0" in told
