"""A node's address at which a test gets between: something happens just before a transaction reaches the real node.

What simulated its transaction is not asked again, so it is put into a block, and undone, as on a network where somebody
else was quicker.
"""

import asyncio
import threading

import aiohttp
from aiohttp import web

SENDS = b"starknet_addInvokeTransaction"


class NodeBetween:
    """Hands requests on to the node at *rpc*, from a thread of its own."""

    def __init__(self, rpc):
        self._rpc, self._before, self.sent = rpc, None, 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.url = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(30)

    def before_next(self, happens):
        """Have this happen before the next transaction that is sent."""
        self._before = happens

    def close(self):
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    async def _start(self):
        self._session = aiohttp.ClientSession()
        app = web.Application(client_max_size=1 << 26)
        app.router.add_post("/rpc", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/rpc"

    async def _end(self):
        await self._runner.cleanup()
        await self._session.close()

    async def _answer(self, request):
        body = await request.read()
        if SENDS in body:
            self.sent += 1
            before, self._before = self._before, None
            if before is not None:
                await before()
        headers = {"Content-Type": "application/json"}
        async with self._session.post(self._rpc, data=body, headers=headers) as answer:
            return web.Response(body=await answer.read(), status=answer.status, headers=headers)
