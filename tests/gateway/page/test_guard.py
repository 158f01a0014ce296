import pytest
from page_testing import PASSWORD, csrf_token, sign_in

from gateway.page.accounts import Accounts, Attempts, UsersFileError, hash_password, parse_users
from gateway.page.sessions import CsrfTokens, Sessions


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


# Host names


@pytest.mark.parametrize("host", ["127.0.0.1:8480", "localhost", "[::1]:8480", "192.168.1.20:8480"])
async def test_the_machines_own_names_and_addresses_are_served(client_of, source, host):
    answer = await client_of(source).get("/livez", headers={"Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8480", "", "a b", "["]
)
async def test_a_foreign_host_name_is_refused(client_of, source, host):
    answer = await client_of(source).get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Camera" not in answer.text


async def test_a_configured_host_name_is_served(client_of, source):
    client = client_of(source, allowed_hosts=["gateway.plant.example"])
    assert (await client.get("/livez", headers={"Host": "gateway.plant.example"})).status_code == 200


# Headers


@pytest.mark.parametrize("path", ["/", "/livez", "/api/v1/status", "/nothing", "/api/v1/nothing"])
async def test_every_answer_carries_the_security_headers(client_of, source, path):
    headers = (await client_of(source).get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client_of, source):
    cookie = (await client_of(source).get("/")).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie


# Login


async def test_without_a_login_everything_but_liveness_is_closed(client_of, source, user):
    client = client_of(source, users=[user])
    for path in ("/", "/results", "/alarms", "/diagnostics", "/api"):
        answer = await client.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/login"), path
    for path in ("/api/v1/status", "/api/v1/openapi.json", "/events", "/metrics", "/health", f"/pictures/{'0' * 64}"):
        assert (await client.get(path)).status_code == 401, path
    assert (await client.get("/livez")).status_code == 200
    assert (await client.get("/readyz")).status_code == 200


async def test_the_right_password_opens_the_page_and_signing_out_closes_it(client_of, source, user):
    client = client_of(source, users=[user])
    before = (await client.get("/login")).headers["set-cookie"].split(";")[0]
    answer = await sign_in(client, next="/results")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/results"
    assert answer.headers["set-cookie"].split(";")[0] != before  # a new id: no session fixation
    page = await client.get("/")
    assert page.status_code == 200
    assert "Sign out" in page.text
    old = dict(client.cookies)
    out = await client.post("/logout", data={"csrf": csrf_token(page.text)})
    assert out.status_code == 303
    client.cookies.update(old)
    assert (await client.get("/")).status_code == 303


async def test_wrong_name_and_wrong_password_get_the_same_answer(client_of, source, user):
    client = client_of(source, users=[user])
    wrong_password = await sign_in(client, "anna", "wrong password")
    wrong_name = await sign_in(client, "berta", PASSWORD)
    assert wrong_password.status_code == wrong_name.status_code == 401
    strip = {csrf_token(wrong_password.text): "", csrf_token(wrong_name.text): ""}
    texts = [wrong_password.text, wrong_name.text]
    for token in strip:
        texts = [text.replace(token, "") for text in texts]
    assert texts[0] == texts[1]


async def test_guessing_is_stopped_even_with_the_right_password(client_of, source, user):
    client = client_of(source, users=[user])
    for _ in range(5):
        assert (await sign_in(client, password="wrong password")).status_code == 401
    answer = await sign_in(client)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


async def test_who_signs_in_and_who_fails_is_logged_without_what_was_typed(client_of, source, user, caplog):
    caplog.set_level("INFO", "gateway.page.login")
    client = client_of(source, users=[user])
    await sign_in(client, name="hunter2", password="wrong password")
    await sign_in(client)
    assert "sign-in failed from 192.0.2.7" in caplog.text
    assert "anna signed in from 192.0.2.7" in caplog.text
    assert "hunter2" not in caplog.text


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
async def test_signing_in_never_leads_to_another_site(client_of, source, user, wanted):
    answer = await sign_in(client_of(source, users=[user]), next=wanted)
    assert answer.headers["location"] == "/"


async def test_a_program_reads_with_its_token_and_changes_nothing(client_of, source, user):
    token = "0123456789abcdef0123456789abcdef"
    client = client_of(source, users=[user], token_file="token", read_secret=lambda path, purpose: token)
    client.headers["Authorization"] = f"Bearer {token}"
    assert (await client.get("/api/v1/status")).status_code == 200
    assert (await client.get("/metrics")).status_code == 200
    source.add_alarm("Dark", id="a1")
    assert (await client.post("/api/v1/alarms/a1/acknowledge")).status_code == 403
    client.headers["Authorization"] = "Bearer " + "f" * 32
    assert (await client.get("/api/v1/status")).status_code == 401


async def test_users_come_from_a_credential_too(client_of, source):
    line = f"berta:{hash_password(PASSWORD)}\n"
    client = client_of(source, users_file="page-users", read_secret=lambda path, purpose: line)
    assert (await sign_in(client, "berta")).status_code == 303


# Cross-site requests


async def acknowledge(client, **headers):
    return await client.post("/alarms/acknowledge", data={"id": "a1"}, headers=headers)


async def test_a_change_without_the_token_is_forbidden(client_of, source):
    source.add_alarm("Dark", id="a1")
    client = client_of(source)
    assert (await acknowledge(client)).status_code == 403
    await client.get("/")
    assert (await acknowledge(client)).status_code == 403
    assert (await client.post("/api/v1/alarms/a1/acknowledge")).status_code == 403
    assert source.alarm_list[0].acknowledged_at is None


async def test_another_browsers_token_is_forbidden(client_of, source):
    source.add_alarm("Dark", id="a1")
    client, other = client_of(source), client_of(source)
    await client.get("/")
    token = csrf_token((await other.get("/")).text)
    assert (await acknowledge(client, **{"X-CSRF-Token": token})).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_a_change_from_another_site_is_forbidden_even_with_the_token(client_of, source, headers):
    source.add_alarm("Dark", id="a1")
    client = client_of(source)
    token = csrf_token((await client.get("/")).text)
    assert (await acknowledge(client, **{"X-CSRF-Token": token}, **headers)).status_code == 403
    assert source.alarm_list[0].acknowledged_at is None


async def test_our_own_page_acknowledges_an_alarm_and_the_name_is_kept(client_of, source, user):
    source.add_alarm("Dark", id="a1")
    client = client_of(source, users=[user])
    await sign_in(client)
    token = csrf_token((await client.get("/")).text)
    answer = await acknowledge(client, **{"X-CSRF-Token": token, "Origin": "http://127.0.0.1:8480"})
    assert answer.status_code == 303
    assert source.alarm_list[0].acknowledged_by == "anna@192.0.2.7"
    again = await client.post("/api/v1/alarms/a1/acknowledge", headers={"X-CSRF-Token": token})
    assert again.json()["acknowledged_by"] == "anna@192.0.2.7"


async def test_a_large_body_is_refused_before_it_is_read(client_of, source):
    client = client_of(source)
    token = csrf_token((await client.get("/")).text)
    answer = await client.post("/alarms/acknowledge", content=b"x" * 20_000, headers={"X-CSRF-Token": token})
    assert answer.status_code == 413


# The parts


def test_sessions_end_by_age_by_idleness_and_by_signing_out():
    clock = Clock()
    sessions = Sessions(longest_s=3600, idle_s=600, clock=clock)
    cookie = sessions.start("anna")
    clock.now += 500
    assert sessions.find(cookie).user == "anna"
    clock.now += 500
    assert sessions.alive(cookie)
    clock.now += 101
    assert sessions.find(cookie) is None  # idle since the find, alive() does not count
    cookie = sessions.start("anna")
    for _ in range(8):
        clock.now += 500
        sessions.find(cookie)
    assert sessions.find(cookie) is None
    cookie = sessions.start("anna")
    sessions.end(cookie)
    assert sessions.find(cookie) is None


def test_a_token_belongs_to_one_cookie_and_one_server():
    tokens = CsrfTokens()
    token = tokens.make("cookie")
    assert tokens.check("cookie", token)
    assert not tokens.check("other", token)
    assert not CsrfTokens().check("cookie", token)
    assert not tokens.check("cookie", "é")


def test_attempts_are_counted_in_a_sliding_window_and_memory_is_bounded():
    clock = Clock()
    attempts = Attempts(3, 60, most_keys=10, clock=clock)
    for _ in range(3):
        assert attempts.wait_s("a") == 0
        attempts.failed(["a"])
        clock.now += 10
    assert attempts.wait_s("a") == 30
    clock.now += 31
    assert attempts.wait_s("a") == 0
    for number in range(50):
        attempts.failed([str(number)])
    assert len(attempts._failures) == 10


def test_hashes_are_argon2id_and_never_the_password():
    hashed = hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed
    accounts = Accounts({"anna": hashed})
    assert accounts.check("anna", PASSWORD)
    assert not accounts.check("anna", PASSWORD + "x")
    assert not accounts.check("", PASSWORD)
    with pytest.raises(ValueError, match="10 to 1024"):
        hash_password("short")


def test_a_bad_line_of_users_is_named_by_number_without_its_content():
    for text in ("anna", "anna:hunter2", f"an na:{hash_password(PASSWORD)}"):
        with pytest.raises(UsersFileError, match="line 2") as caught:
            parse_users("# users\n" + text)
        assert "hunter2" not in str(caught.value)
