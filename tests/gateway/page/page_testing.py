"""What tests of the page share: a page on a real port, and what a browser does to sign in."""

import asyncio
import contextlib
import re
import threading
import time
from typing import Self

import httpx

from gateway.page.server import PageServer
from gateway.supervisor import Health

PASSWORD = "correct horse battery"


class RunningPage:
    """A page server on a free port of 127.0.0.1, in a thread with an event loop of its own."""

    def __init__(self, server: PageServer) -> None:
        self.server, self.health = server, Health("page", critical=False)
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = time.monotonic() + 20
        while self.server.url is None or self.health.state == "starting":
            alive = self._thread.is_alive() and time.monotonic() < deadline
            assert alive, "the page did not come up"
            time.sleep(0.01)
        self.url = self.server.url
        return self

    def __exit__(self, *_) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(10)
        assert not self._thread.is_alive(), "the page did not end"

    def _work(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        await self.server.run(self.health)


def csrf_token(html: str) -> str:
    """Return the token that a page carries."""
    return re.search(r'<meta name="csrf" content="([0-9a-f]{64})">', html).group(1)


async def sign_in(client: httpx.AsyncClient, name: str = "anna", password: str = PASSWORD, **fields) -> httpx.Response:
    """Fill in the form as a browser does."""
    form = await client.get("/login")
    data = {"name": name, "password": password, "csrf": csrf_token(form.text), "next": "/", **fields}
    return await client.post("/login", data=data)
