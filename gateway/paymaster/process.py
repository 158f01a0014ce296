"""The service as a process: joins its parts, listens, looks after itself, ends in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from edge_worker.sdnotify import ServiceManager
from gateway.chain.keys import StarkKeyError, read_credential
from gateway.chain.networks import NETWORKS
from gateway.config import ConfigurationError, read_secret, secret_path
from gateway.paymaster.costs import Costs
from gateway.paymaster.following import Follower
from gateway.paymaster.metrics import PaymasterMetrics
from gateway.paymaster.node import Node, NodeAwayError, NodeRefusedError
from gateway.paymaster.page import SpendingPage
from gateway.paymaster.policy import Policy
from gateway.paymaster.pool import RelayerPool
from gateway.paymaster.relayer import Relayer
from gateway.paymaster.rpc import RpcEndpoint
from gateway.paymaster.service import PaymasterService
from gateway.paymaster.settings import PaymasterSettings
from gateway.paymaster.store import PaymasterStore

__all__ = ["DATABASE", "PaymasterProcess"]

_log = logging.getLogger(__name__)

DATABASE = "paymaster.db"
_RELAYER_ROLE = int.from_bytes(b"RELAYER")
_LOOK_S = 5.0
_BALANCES_S = 30.0
_GRACE_S = 10


class PaymasterProcess:
    """Everything that ``ciro paymaster run`` runs.

    Args:
        settings: the configuration.
        directory: where the database is.
        manager: told when it is ready, fed its watchdog.

    Raises:
        ConfigurationError: a key can't be read, or is too short.
        StoreError: the database can't be used.

    """

    def __init__(self, settings: PaymasterSettings, directory: Path, manager: ServiceManager) -> None:
        self.settings, self._manager = settings, manager
        service = settings.service
        token = None
        if service.page_token_file is not None:
            token = read_secret(service.page_token_file, "[service] page_token_file")
            if len(token) < 20:
                raise ConfigurationError("[service] page_token_file: at least 20 characters: openssl rand -hex 32")
        chain = settings.chain
        node = Node(chain.rpc, NETWORKS[chain.network], chain.timeout_s)
        try:
            relayers = [
                Relayer(node, one.address, read_credential(secret_path(one.key_file))) for one in settings.relayers
            ]
        except StarkKeyError as error:
            raise ConfigurationError(f"[[relayers]] key_file: {error}") from error
        pool = RelayerPool(relayers)
        self.metrics = PaymasterMetrics(pool)
        self.store = PaymasterStore(directory / DATABASE)
        costs = Costs(node, settings.fees.margin, settings.fees.estimate_s)
        self.service = PaymasterService(node, pool, costs, Policy(settings), self.store)
        self.follower = Follower(self.service, self.metrics)
        self.service.on_sent = self.follower.look_soon
        endpoint = RpcEndpoint(self.service, settings.limits, self.metrics)
        page = SpendingPage(self.service, self.metrics, token=token, names=service.allowed_hosts)
        self.app = Starlette(routes=[Route("/", endpoint.answer, methods=["POST"]), *page.routes()])

    async def run(self, announce: Callable[[str], None] = lambda _: None) -> None:
        """Serve until SIGTERM or SIGINT; *announce* is told the address.

        Raises:
            OSError: the port is taken, or a certificate is absent.
            ConfigurationError: the node belongs to another network.

        """
        service = self.settings.service
        with _listener(service.host, service.port) as listener:
            await self._look()
            looking = [
                asyncio.create_task(self._keep_looking(), name="paymaster-look"),
                asyncio.create_task(self._follow(), name="paymaster-follow"),
            ]
            server = _Server(self._configuration())
            serving = asyncio.create_task(server.serve([listener]))
            try:
                opened = asyncio.create_task(server.opened.wait())
                await asyncio.wait([serving, opened], return_when=asyncio.FIRST_COMPLETED)
                opened.cancel()
                if server.started:
                    host, port = listener.getsockname()[:2]
                    scheme = "https" if service.cert_file else "http"
                    announce(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/")
                    self._manager.ready(self._sentence())
                while not serving.done():
                    for task in looking:
                        if task.done():
                            task.result()
                    self._manager.alive()
                    await asyncio.wait(
                        [serving, *looking],
                        timeout=self._manager.watchdog_interval_s,
                        return_when=asyncio.FIRST_COMPLETED,
                    )
                await serving
            finally:
                self._manager.stopping()
                server.should_exit = True
                await asyncio.wait([serving])
                for task in looking:
                    task.cancel()
                await asyncio.gather(*looking, return_exceptions=True)
                await self.close()

    async def close(self) -> None:
        """End: what is written is on the disk, what is on its way is followed after the next start."""
        await self.service.node.close()
        self.service.disk.shutdown(wait=True)
        self.store.close()

    async def _follow(self) -> None:
        while True:
            try:
                await self.follower.resume()
                break
            except (NodeAwayError, NodeRefusedError) as error:
                _log.warning("what was on its way can't be looked up yet: %s", error)
                await asyncio.sleep(_LOOK_S)
        await self.follower.run()

    async def _keep_looking(self) -> None:
        loop, seen = asyncio.get_running_loop(), 0.0
        while True:
            await asyncio.sleep(_LOOK_S)
            if loop.time() - seen >= _BALANCES_S:
                seen = loop.time()
                await self.service.pool.look()
            await self._look()
            self._manager.status(self._sentence())

    async def _look(self) -> None:
        """Find out whether transactions can be taken."""
        service = self.service
        was = service.ready
        try:
            if not await service.node.chain_matches():
                raise ConfigurationError(
                    f"[chain] rpc: the node at {service.node.url} belongs to no {service.node.network.name}"
                )
            if any(one.balance is None for one in service.pool.relayers):
                await service.pool.look()
                await self._check_roles()
            paused = await service.node.ask(service.paymaster.is_paused())
            able = any(one.fit and one.balance for one in service.pool.relayers)
            service.ready = able and not paused
        except (NodeAwayError, NodeRefusedError) as error:
            service.ready = False
            if was:
                _log.error("no transactions are taken: %s", error)
        self.metrics.ready.set(float(service.ready))
        if service.ready and not was:
            _log.info("transactions are taken")

    async def _check_roles(self) -> None:
        for relayer in self.service.pool.relayers:
            if not await self.service.node.ask(self.service.paymaster.has_role(_RELAYER_ROLE, relayer.address)):
                _log.error(
                    "relayer %#x has not the role RELAYER of the contract: what it sends is refused; "
                    "have the administrator grant it",
                    relayer.address,
                )

    def _sentence(self) -> str:
        relayers = sum(one.fit for one in self.service.pool.relayers)
        state = "takes transactions" if self.service.ready else "takes no transactions now"
        return f"{state}; {relayers} of {len(self.service.pool.relayers)} relayers fit"

    def _configuration(self) -> uvicorn.Config:
        service = self.settings.service
        return uvicorn.Config(
            self.app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_GRACE_S,
            limit_concurrency=4 * self.settings.limits.requests,
            h11_max_incomplete_event_size=65_536,
            ssl_certfile=service.cert_file,
            ssl_keyfile=None if service.key_file is None else secret_path(service.key_file),
        )


class _Server(uvicorn.Server):
    """uvicorn that says when it listens, and ends on SIGINT and SIGTERM in order and with exit code 0."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        try:
            for number in signals:
                loop.add_signal_handler(number, self.handle_exit, number, None)
        except (RuntimeError, ValueError):  # not the main thread: whoever runs us stops us
            yield
            return
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    return socket.create_server((host, port), family=family, backlog=256)
