"""A paymaster that answers what a test has it answer, over real HTTP: stands for services that fail or cheat."""

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from starknet_py.net.client_models import Call

from gateway.chain.device_messages import OutsideExecution
from gateway.chain.snip29 import Deployment, FeeEstimate, Parameters, PaymasterClient, UserTransaction
from gateway.chain.snip29.answers import Built
from gateway.chain.snip29.wire import TokenFee

CHAIN_ID = int.from_bytes(b"SN_SEPOLIA")
ACCOUNT, FORWARDER, TOKEN = 0xACC, 0xF0, 0x70
NOW = 1_780_000_000
CALLS = (Call(0xC0, 0x5E1, [1, 2]), Call(0xC1, 0x5E2, []))
REQUEST = UserTransaction(ACCOUNT, CALLS)
DEPLOYMENT = Deployment(ACCOUNT, 0xC1A55, 7, (1, 0))

Answer = Callable[[str, Any], Any]


def offer(request: UserTransaction, parameters: Parameters, *, price: int = 100, nonce: int = 5) -> Built:
    """What an honest paymaster builds."""
    calls, kind = request.calls, request.type
    if isinstance(parameters.fee_mode, TokenFee):
        transfer = 0x83AFD3F4CAEDC6EEBF44246FE54E38C95E3179A5EC9EA81740ECA5B482D12E
        calls = (*calls, Call(parameters.fee_mode.gas_token, transfer, [FORWARDER, 2 * price, 0]))
        kind = "deploy_and_invoke" if kind == "deploy" else kind
    bounds = parameters.time_bounds
    after, before = (bounds.execute_after, bounds.execute_before) if bounds else (1, NOW + 600)
    execution = OutsideExecution(FORWARDER, nonce, after, before, calls)
    typed = None if kind == "deploy" else execution.typed_data(CHAIN_ID)
    return Built(kind, parameters, FeeEstimate(10**18, price, price, 2 * price, 2 * price), typed, request.deployment)


class Scripted:
    """Answers by method; what is not scripted is answered honestly."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any, str | None]] = []
        self.price, self.nonce = 100, 5
        self.answers: dict[str, Answer] = {}
        self.http: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.http is not None:
            return await self.http(request)
        body = await request.json()
        method, params = body["method"], body["params"]
        self.asked.append((method, params, request.headers.get("x-paymaster-api-key")))
        answer = self.answers.get(method, self._honest)(method, params)
        member = "error" if isinstance(answer, dict) and "code" in answer else "result"
        return web.json_response({"jsonrpc": "2.0", "id": body["id"], member: answer})

    def methods(self) -> list[str]:
        return [method for method, _, _ in self.asked]

    def _honest(self, method: str, params: Any) -> Any:
        match method:
            case "paymaster_isAvailable":
                return True
            case "paymaster_getSupportedTokens":
                return [{"token_address": hex(TOKEN), "decimals": 6, "price_in_strk": hex(10**19)}]
            case "paymaster_buildTransaction":
                self.nonce += 1
                wanted = UserTransaction.from_json(params["transaction"]), Parameters.from_json(params["parameters"])
                return offer(*wanted, price=self.price, nonce=self.nonce).to_json()
            case "paymaster_executeTransaction":
                return {"tracking_id": "0x7", "transaction_hash": "0x8"}
            case _:
                return {"transaction_hash": "0x9", "status": "accepted"}


@asynccontextmanager
async def serving(scripted: Scripted, **options: Any):
    """A client of the scripted paymaster, which listens on a free port of this machine."""
    app = web.Application()
    app.router.add_post("/", scripted.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    try:
        async with PaymasterClient(f"http://127.0.0.1:{port}/", **options) as client:
            yield client
    finally:
        await runner.cleanup()
