"""Where Kafka is and who we are there, as the client library takes it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable

__all__ = ["KafkaAddress", "started", "told"]

CLOSE_S = 3.0


@dataclass(frozen=True, slots=True)
class KafkaAddress:
    """A cluster, and the credentials for it.

    Attributes:
        bootstrap: ``host:port`` of one broker or more.
        tls: encrypt; *ca_file* is the PEM certificate that vouches for the brokers, None: the system's.
        cert_file, key_file: PEM client certificate and its key, when the brokers ask for one.
        username, password: for SASL; *mechanism* says how they are shown.
        most_bytes: of a message.

    """

    bootstrap: tuple[str, ...]
    tls: bool = False
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    mechanism: str = "SCRAM-SHA-512"
    most_bytes: int = 8 << 20

    def __str__(self) -> str:
        return ", ".join(self.bootstrap)

    def options(self) -> dict[str, Any]:
        """Return what every client of the library is told.

        Raises:
            OSError, ssl.SSLError: a certificate can't be used.

        """
        sasl = self.username is not None
        protocol = {(False, False): "PLAINTEXT", (True, False): "SSL", (False, True): "SASL_PLAINTEXT"}
        found: dict[str, Any] = {
            "bootstrap_servers": list(self.bootstrap),
            "security_protocol": protocol.get((self.tls, sasl), "SASL_SSL"),
            "metadata_max_age_ms": 30_000,
        }
        if self.tls:
            found["ssl_context"] = context = ssl.create_default_context(cafile=self.ca_file)
            if self.cert_file is not None:
                context.load_cert_chain(self.cert_file, self.key_file)
        if sasl:
            found |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password or "",
            }
        return found

    def producer(self, **more: Any) -> Any:
        """Return a producer, not started: idempotent, so that what it sends again is written once."""
        from aiokafka import AIOKafkaProducer

        return AIOKafkaProducer(
            **self.options(), enable_idempotence=True, max_request_size=self.most_bytes, retry_backoff_ms=50, **more
        )

    def consumer(self, *topics: str, **more: Any) -> Any:
        """Return a consumer, not started; it commits nothing by itself."""
        from aiokafka import AIOKafkaConsumer

        return AIOKafkaConsumer(
            *topics,
            **self.options(),
            enable_auto_commit=False,
            max_partition_fetch_bytes=self.most_bytes,
            retry_backoff_ms=50,
            **more,
        )

    def admin(self, request_s: float) -> Any:
        """Return an administrative client, not started, that waits *request_s* seconds for an answer."""
        from aiokafka.admin import AIOKafkaAdminClient

        return AIOKafkaAdminClient(**self.options(), request_timeout_ms=round(request_s * 1e3))


@contextlib.asynccontextmanager
async def started(client: Any) -> Any:
    """Start a client of the library and yield it; stop it afterwards, also when its broker is silent.

    Raises:
        KafkaConnectionError: no broker could be reached, with the reason, which the library only logs.

    """
    from aiokafka.errors import KafkaConnectionError

    stop = getattr(client, "stop", None) or client.close
    heard = _Heard()
    logger = logging.getLogger("aiokafka")
    try:
        logger.addHandler(heard)
        try:
            await client.start()
        except KafkaConnectionError as error:
            raise KafkaConnectionError(heard.reason or told(error)) from error
        finally:
            logger.removeHandler(heard)
        yield client
    finally:
        await _in_time(stop())


class _Heard(logging.Handler):
    """Remembers why a broker could not be reached."""

    reason = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and str(record.msg).startswith("Unable connect"):
            self.reason = record.getMessage()


async def _in_time(stopping: Awaitable[None]) -> None:
    with contextlib.suppress(TimeoutError, Exception):  # what it had to say was about a connection that is given up
        async with asyncio.timeout(CLOSE_S):
            await stopping


def told(error: BaseException) -> str:
    """Return what a client's error says, in words; many of the library's say nothing but their name."""
    return str(error.args[0]) if error.args else str(error) or type(error).__name__
