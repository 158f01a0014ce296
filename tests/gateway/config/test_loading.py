"""What a plant engineer reads when the configuration is wrong: the file, the line, the key and the remedy."""

import os
from pathlib import Path

import pytest

from gateway.config import Configuration, ConfigurationError, load, parse, read_secret, state_directory


def refusal(text: str) -> str:
    with pytest.raises(ConfigurationError) as refused:
        parse(text, name="/etc/ciro/gateway.toml")
    return str(refused.value)


def test_no_file_means_the_defaults():
    assert load(None) == Configuration()


def test_empty_file_is_valid(tmp_path):
    (tmp_path / "gateway.toml").write_text("")
    assert load(tmp_path / "gateway.toml") == Configuration()


def test_absent_file_is_named_with_the_command_that_writes_one(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml: does not exist; .*ciro config example > "):
        load(tmp_path / "nowhere.toml")


def test_directory_in_place_of_a_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="give the path of a file"):
        load(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_says_who_must_read_it(tmp_path):
    file = tmp_path / "gateway.toml"
    file.write_text("")
    file.chmod(0)
    with pytest.raises(ConfigurationError, match="permission denied"):
        load(file)


def test_file_of_another_encoding_is_refused_with_the_remedy(tmp_path):
    file = tmp_path / "gateway.toml"
    file.write_bytes("[gateway]\n".encode("utf-16"))
    with pytest.raises(ConfigurationError, match=r"gateway\.toml: not UTF-8 .*save it as UTF-8"):
        load(file)


def test_byte_order_mark_of_a_windows_editor_is_taken(tmp_path):
    file = tmp_path / "gateway.toml"
    file.write_bytes(b'\xef\xbb\xbf[gateway]\r\nname = "gw2"\r\n')
    assert load(file).gateway.name == "gw2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("host = broker", 'a text needs quotes: key = "text"'),
        ('path = "C:\\x"', "a backslash must be doubled"),
        ("name: 5", "TOML has an equals sign"),
        ("[broker", "not TOML"),
    ],
)
def test_what_is_not_toml_is_shown_with_what_is_usually_wrong(text, said):
    message = refusal(text)
    assert message.startswith("/etc/ciro/gateway.toml: not TOML")
    assert said in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[broker]\nport = 99999", "line 2: [broker] port = 99999: must be at most 65535 (TCP port"),
        ("[brokr]\nport = 1", "line 1: [brokr]: no such section; did you mean 'broker'?"),
        ('[broker]\nhots = "x"', "line 2: [broker] hots: no such key; did you mean 'host'?"),
        ("[privacy]\nzzz = 1", "no such key; known are: "),
        ('[broker]\nhost = "mqtt://x:1883"', "write the host name or address alone"),
        ('[broker]\nhost = "x:1883"', "the port has its own key"),
        ('[broker]\nhost = ""', "no host name"),
        ('[broker]\npassword_file = "p"', "password_file needs username"),
        ('[broker.tls]\ncert_file = "c"', "line 1: [broker.tls]: cert_file and key_file belong together"),
        ('[gateway]\nname = "GW 1"', "use 1 to 64 characters of a-z, 0-9"),
        ("[ingest]\nmax_pixels = nan", "must be a finite number"),
        ("[inference]\ndeadline_ms = 0", "must be at least 1"),
        ('[inference]\nproviders = "x"', "must be a valid list"),
        ("[journal]\nretention = 5", "must be a section of its own, that comes once: write [journal.retention]"),
        ("[devices]\nmode = 1", "may come several times: write [[devices]]"),
        ('[[devices]]\nmodel = "x"', "line 1: [[devices]] number 1 match: this key must be given"),
        ('[[devices]]\nmatch = "camera-1"', "write site/area/line/device"),
        (
            '[[devices]]\nmatch = "a/b/c/d"\n[[devices]]\nmatch = "a/b/c/e"\nmode = "newest"',
            """line 5: [[devices]] number 2 ("a/b/c/e") mode = "newest": must be 'every' or 'latest'""",
        ),
        ('[[devices]]\nmatch = "a/b/c/d"\n[[devices]]\nmatch = "a/b/c/d"', "only the first counts: join them"),
        (
            '[[devices]]\nmatch = "a/b/c/d"\n[devices.range.t]\nlow = 5\nhigh = 1',
            'line 3: [[devices]] number 1 ("a/b/c/d") range.t: low (5.0) must be below high (1.0)',
        ),
        ('[[devices]]\nmatch = "a/b/c/d"\ncosts = { scratch = [0, 1] }', "both costs must be above 0"),
        ('[page]\nhost = "0.0.0.0"', "add TLS (cert_file, key_file) and a login"),
    ],
)
def test_wrong_value_is_named_with_line_key_and_remedy(text, said):
    message = refusal(text)
    assert said in message
    assert "ciro config schema --markdown" in message


def test_all_problems_are_told_at_once():
    message = refusal('[broker]\nport = 0\nversion = "4"\n[gateway]\nname = ""')
    assert message.startswith("/etc/ciro/gateway.toml: 3 problems")
    assert len(message.splitlines()) == 5


def test_what_could_be_a_password_is_never_repeated():
    message = refusal('[[page.users]]\nname = "anna"\npassword_hash = "hunter2hunter2"')
    assert "hunter2" not in message
    assert '[[page.users]] number 1 ("anna") password_hash' in message


def test_long_value_is_shown_in_part():
    message = refusal(f'[gateway]\ntitle = "{"x" * 500}"')
    assert "x" * 100 not in message


def test_ipv6_address_is_a_host():
    assert parse('[broker]\nhost = "::1"').broker.host == "::1"


def test_first_device_entry_that_matches_counts():
    configuration = parse(
        '[[devices]]\nmatch = "a/b/c/d"\nmode = "latest"\n[[devices]]\nmatch = "a/*/*/*"\nmodel = "none"'
    )
    assert configuration.device("a/b/c/d").mode == "latest"
    assert configuration.device("a/b/c/d").model is None
    assert configuration.device("a/b/c/e").model == "none"
    assert configuration.device("x/b/c/e").model is None


# -- state directory and secrets -------------------------------------------------------------------------------------


def test_configured_directory_comes_before_the_service_managers(monkeypatch):
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/ciro-gateway")
    assert state_directory(parse('[journal]\ndirectory = "/srv/ciro"')) == Path("/srv/ciro")
    assert state_directory(Configuration()) == Path("/var/lib/ciro-gateway")


def test_first_of_several_state_directories_counts(monkeypatch):
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/a:/var/lib/b")
    assert state_directory(Configuration()) == Path("/var/lib/a")


def test_without_a_service_manager_state_is_the_users_own(monkeypatch, tmp_path):
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_directory(Configuration()) == tmp_path / "ciro"


def test_home_is_expanded_in_the_configured_directory(monkeypatch):
    monkeypatch.setenv("HOME", "/home/anna")
    assert state_directory(parse('[journal]\ndirectory = "~/ciro"')) == Path("/home/anna/ciro")


def test_bare_name_is_a_credential_first(monkeypatch, tmp_path):
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "broker-password").write_text("from the service manager\n")
    (tmp_path / "broker-password").write_text("from the working directory\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert read_secret(Path("broker-password"), "x") == "from the service manager"
    assert read_secret(Path("../" + tmp_path.name + "/broker-password"), "x") == "from the working directory"
    assert read_secret(tmp_path / "broker-password", "x") == "from the working directory"
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    assert read_secret(Path("broker-password"), "x") == "from the working directory"


def test_absent_secret_says_where_it_was_looked_for(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/ciro-gateway.service")
    with pytest.raises(ConfigurationError) as refused:
        read_secret(Path("broker-password"), "[broker] password_file")
    assert str(refused.value).startswith("[broker] password_file: broker-password does not exist; looked at ")
    assert "/run/credentials/ciro-gateway.service/broker-password" in str(refused.value)
    assert str(tmp_path / "broker-password") in str(refused.value)


def test_empty_secret_is_refused(tmp_path):
    (tmp_path / "secret").write_text("\n")
    with pytest.raises(ConfigurationError, match="is empty"):
        read_secret(tmp_path / "secret", "the key")


def test_secret_that_is_no_text_is_refused_without_showing_it(tmp_path):
    (tmp_path / "secret").write_bytes(b"\xff\xfe\x00hidden")
    with pytest.raises(ConfigurationError) as refused:
        read_secret(tmp_path / "secret", "the key")
    assert "hidden" not in str(refused.value)
