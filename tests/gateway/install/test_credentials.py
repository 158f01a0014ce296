"""What the units hand over as credentials, the gateway finds by the names that the units give them."""

import re
from pathlib import Path

import pytest

from gateway.config import ConfigurationError, parse, read_secret, secret_path
from gateway.credentials import broker_endpoint
from gateway.shipped_files import shipped


@pytest.fixture
def credentials(tmp_path, monkeypatch):
    """A credentials directory with one of each that the gateway's unit loads."""
    directory = tmp_path / "credentials"
    directory.mkdir()
    names = re.findall(r"(?m)^LoadCredential=([^:]+):", (shipped("systemd") / "ciro-gateway.service").read_text())
    for name in names:
        (directory / name).write_text(f"secret of {name}\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(directory))
    return directory


def test_bare_names_are_credentials(credentials, tmp_path):
    configuration = parse("""
        [broker]
        username = "gateway"
        password_file = "broker-password"
        [broker.tls]
        cert_file = "/etc/ciro/gateway.pem"
        key_file = "broker-key"
        [page]
        cert_file = "/etc/ciro/page.pem"
        key_file = "page-key"
        users_file = "page-users"
        token_file = "page-token"
        [privacy]
        frame_key_file = "frame-key"
    """)
    endpoint = broker_endpoint(configuration)
    assert endpoint.password == "secret of broker-password"
    assert endpoint.key_file == credentials / "broker-key"
    assert secret_path(configuration.page.key_file) == credentials / "page-key"
    for path in (configuration.page.users_file, configuration.page.token_file, configuration.privacy.frame_key_file):
        assert read_secret(path, "test") == f"secret of {path}"


def test_whole_paths_are_themselves(credentials, tmp_path):
    (tmp_path / "broker-key").write_text("another")
    assert secret_path(tmp_path / "broker-key") == tmp_path / "broker-key"
    assert read_secret(tmp_path / "broker-key", "test") == "another"


def test_credential_that_is_absent_is_named_with_the_places_looked_at(credentials):
    (credentials / "frame-key").unlink()
    with pytest.raises(ConfigurationError, match=re.escape(str(credentials / "frame-key"))):
        read_secret(secret_path((credentials / "frame-key").relative_to(credentials)), "picture key")


def test_commands_of_root_find_credentials_where_the_units_take_them_from(tmp_path, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.setattr("gateway.config.loader._CREDENTIAL_STORE", tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ciro.frame-key").write_text("from the store")
    assert read_secret(Path("frame-key"), "test") == "from the store"
    (tmp_path / "frame-key").write_text("from here")
    assert read_secret(Path("frame-key"), "test") == "from here"
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "absent"))
    (tmp_path / "frame-key").unlink()
    with pytest.raises(ConfigurationError, match="does not exist"):
        read_secret(Path("frame-key"), "test")  # a service sees what it was given, and nothing else
