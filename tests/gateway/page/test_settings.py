import pytest
from pydantic import ValidationError

from gateway.config.page import PageSettings
from gateway.page.server import PageError, PageServer


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "plant-gateway.local"])
def test_an_address_beyond_loopback_is_refused_without_tls_and_login(host, user):
    with pytest.raises(ValidationError, match=r"add TLS.*and a login"):
        PageSettings(host=host)
    with pytest.raises(ValidationError, match="add TLS"):
        PageSettings(host=host, users=[user])
    with pytest.raises(ValidationError, match="add a login"):
        PageSettings(host=host, cert_file="page.pem", key_file="page.key")


def test_an_address_beyond_loopback_is_taken_with_tls_and_login(user):
    assert PageSettings(host="0.0.0.0", users=[user], cert_file="page.pem", key_file="page.key")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_loopback_needs_nothing(host):
    assert PageSettings(host=host)


def test_a_users_file_that_names_nobody_is_no_login(source):
    settings = PageSettings(host="0.0.0.0", users_file="page-users", cert_file="page.pem", key_file="page.key")
    with pytest.raises(PageError, match="names nobody"):
        PageServer(settings, source, read_secret=lambda path, purpose: "# nobody yet\n")


def test_a_short_api_token_is_refused(source):
    with pytest.raises(PageError, match="at least 20 characters"):
        PageServer(PageSettings(token_file="token"), source, read_secret=lambda path, purpose: "secret")


def test_a_password_in_place_of_its_hash_is_refused():
    with pytest.raises(ValidationError, match="ciro page password"):
        PageSettings(users=[{"name": "anna", "password_hash": "hunter2"}])


def test_a_certificate_without_its_key_is_refused():
    with pytest.raises(ValidationError, match="belong together"):
        PageSettings(cert_file="page.pem")


def test_a_users_file_that_cannot_be_read_is_named_with_its_line(source):
    with pytest.raises(PageError, match="users_file page-users: line 2"):
        PageServer(PageSettings(users_file="page-users"), source, read_secret=lambda path, purpose: "# users\nanna\n")
