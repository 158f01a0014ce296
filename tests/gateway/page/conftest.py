"""A page over a made-up line, in this process."""

import sys
from pathlib import Path

import httpx
import pytest

from gateway.config.page import PageSettings, PageUser
from gateway.page.accounts import hash_password
from gateway.page.server import PageServer

sys.path.insert(0, str(Path(__file__).parent))

from browsing import ARGUMENTS, DESKTOP, Visit, chromium
from fake_status_source import FakeStatusSource
from page_testing import PASSWORD
from playwright.sync_api import sync_playwright


@pytest.fixture
def source():
    return FakeStatusSource()


@pytest.fixture(scope="session")
def user():
    """A login whose password is PASSWORD."""
    return PageUser(name="anna", password_hash=hash_password(PASSWORD))


@pytest.fixture
def client_of():
    """Return a function that makes an HTTP client of a page in this process: ``client_of(source, users=[…])``."""

    def make(source, *, access_log=None, registry=None, read_secret=None, **settings) -> httpx.AsyncClient:
        server = PageServer(
            PageSettings(**settings),
            source,
            access_log=access_log,
            registry=registry,
            read_secret=read_secret,
            version="0.1.0",
        )
        transport = httpx.ASGITransport(server.app, raise_app_exceptions=False, client=("192.0.2.7", 4711))
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480")

    return make


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Return a function that opens a page in a fresh browser profile."""
    contexts = []

    def start(url, *, viewport=DESKTOP, scheme="light", live=True):
        contexts.append(browser.new_context(viewport=viewport, color_scheme=scheme))
        return Visit(contexts[-1]).open(url, live=live)

    yield start
    for context in contexts:
        context.close()
