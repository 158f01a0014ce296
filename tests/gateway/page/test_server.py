"""The page on real sockets: TLS, streams, order at the end."""

import json
import socket
import ssl

import httpx
import pytest
from certificates import self_signed
from page_testing import RunningPage, sign_in

from gateway.config.page import PageSettings
from gateway.page.server import PageError, PageServer
from gateway.supervisor import Health


@pytest.fixture
def certificate(tmp_path):
    """Return the paths of a self-signed certificate for 127.0.0.1 and of its key."""
    return self_signed(tmp_path)


async def test_on_every_address_it_serves_over_tls_with_a_login_and_secure_cookies(source, certificate, user):
    cert_file, key_file = certificate
    settings = PageSettings(host="0.0.0.0", port=0, cert_file=cert_file, key_file=key_file, users=[user])
    context = ssl.create_default_context(cafile=cert_file)
    with RunningPage(PageServer(settings, source)) as running:
        base = running.url.replace("0.0.0.0", "127.0.0.1")
        async with httpx.AsyncClient(base_url=base, verify=context) as client:
            assert (await client.get("/")).status_code == 303
            answer = await sign_in(client)
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("__Host-ciro=")
            for flag in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
                assert flag in cookie
            page = await client.get("/")
            assert page.status_code == 200
            assert "max-age=" in page.headers["strict-transport-security"]
        with pytest.raises(httpx.HTTPError):
            async with httpx.AsyncClient(base_url=base.replace("https", "http")) as plain:
                await plain.get("/")


async def test_old_tls_is_refused(source, certificate, user):
    cert_file, key_file = certificate
    settings = PageSettings(host="127.0.0.1", port=0, cert_file=cert_file, key_file=key_file, users=[user])
    with RunningPage(PageServer(settings, source)) as running:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cert_file)
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        port = int(running.url.rsplit(":", 1)[1].rstrip("/"))
        with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", port), 5) as plain:
            context.wrap_socket(plain, server_hostname="127.0.0.1")


async def test_a_stream_starts_whole_and_ends_with_the_server(source):
    settings = PageSettings(port=0, update_interval_s=0.2)
    async with httpx.AsyncClient(timeout=10) as client:
        with RunningPage(PageServer(settings, source)) as running:
            stream = client.stream("GET", f"{running.url}events")
            answer = await stream.__aenter__()
            assert answer.headers["content-type"].startswith("text/event-stream")
            lines = answer.aiter_lines()
            first = [await anext(lines) for _ in range(2)]
            assert first[0] == "event: update"
            assert "headline" in json.loads(first[1].removeprefix("data: "))["sections"]
        async for _ in lines:  # it ends: neither an error nor a hang
            pass
        await stream.__aexit__(None, None, None)


async def test_a_taken_port_is_a_clear_error(source):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PageError, match=f"can't listen on 127.0.0.1 port {port}.*choose another"):
            await PageServer(PageSettings(port=port), source).run(Health("page", critical=False))


async def test_a_broken_certificate_is_a_clear_error(source, certificate, user):
    cert_file, key_file = certificate
    cert_file.write_text("no certificate")
    settings = PageSettings(port=0, cert_file=cert_file, key_file=key_file, users=[user])
    with pytest.raises(PageError, match="the certificate can't be used"):
        await PageServer(settings, source).run(Health("page", critical=False))


async def test_it_serves_again_after_it_was_ended(source):
    server = PageServer(PageSettings(port=0), source)
    for _ in range(2):
        with RunningPage(server) as running:
            async with httpx.AsyncClient() as client:
                assert (await client.get(f"{running.url}livez")).status_code == 200
    assert server.url is None
