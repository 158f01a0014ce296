"""Where a device finds its broker and how it logs in: an address that becomes a paho client.

The programs that play a device (``ciro simulate``, ``ciro camera bridge``) are given a URL; the gateway takes the same
facts from ``[broker]`` of its configuration.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

if TYPE_CHECKING:
    import aiomqtt

__all__ = ["Endpoint", "EndpointError"]

Version = Literal["3.1.1", "5"]

PLAIN_PORT = 1883
TLS_PORT = 8883


class EndpointError(ValueError):
    """A broker address that cannot be used; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A broker's address and a device's credentials.

    Attributes:
        host, port: TCP address of the broker.
        version: MQTT version spoken, ``"3.1.1"`` or ``"5"``.
        username, password: None when the broker asks for none. The password is not shown by ``repr``.
        tls: whether the connection is encrypted.
        ca_file: PEM file of the authority that signed the broker's certificate; None means the system's.
        cert_file, key_file: PEM client certificate and its key, when the broker asks for one.

    """

    host: str = "127.0.0.1"
    port: int = PLAIN_PORT
    version: Version = "3.1.1"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None

    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        version: Version = "3.1.1",
        username: str | None = None,
        password: str | None = None,
        ca_file: Path | None = None,
        cert_file: Path | None = None,
        key_file: Path | None = None,
    ) -> Endpoint:
        """Read ``mqtt://[user[:password]@]host[:port]`` or ``mqtts://…``; keywords win over the URL's parts.

        Raises:
            EndpointError: not such a URL, or certificate files without ``mqtts``.

        """
        parts = urlsplit(url if "://" in url else f"mqtt://{url}")
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in {"mqtt", "mqtts"} or not parts.hostname or port == -1:
            raise EndpointError("the broker's address is not understood: write mqtt://HOST:PORT or mqtts://HOST:PORT")
        tls = parts.scheme == "mqtts"
        if not tls and (ca_file or cert_file or key_file):
            raise EndpointError("certificate files need an encrypted connection: write mqtts://HOST:PORT")
        return cls(
            host=parts.hostname,
            port=port or (TLS_PORT if tls else PLAIN_PORT),
            version=version,
            username=username or (unquote(parts.username) if parts.username else None),
            password=password or (unquote(parts.password) if parts.password else None),
            tls=tls,
            ca_file=ca_file,
            cert_file=cert_file,
            key_file=key_file,
        )

    def __str__(self) -> str:
        return f"{'mqtts' if self.tls else 'mqtt'}://{self.host}:{self.port}"

    def check(self) -> None:
        """Raise EndpointError when a certificate file cannot be used; opens no connection."""
        if (self.cert_file is None) != (self.key_file is None):
            raise EndpointError("a client certificate needs both its certificate file and its key file")
        for path in (self.ca_file, self.cert_file, self.key_file):
            if path is not None and not path.is_file():
                raise EndpointError(f"the certificate file {path} does not exist")
        if self.tls:
            self.tls_context()

    def client(self, client_id: str) -> mqtt.Client:
        """Return an unconnected paho client with a clean session, TLS, credentials and ``TCP_NODELAY``.

        Raises:
            EndpointError: a certificate file cannot be used.

        """
        self.check()
        if self.version == "5":
            client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id, protocol=MQTTProtocolVersion.MQTTv5)
        else:
            client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id, clean_session=True)
        if self.username is not None:
            client.username_pw_set(self.username, self.password)
        if self.tls:
            client.tls_set_context(self.tls_context())
        client.on_socket_open = set_no_delay
        return client

    def async_client(self, client_id: str, **options: Any) -> aiomqtt.Client:
        """Return an unconnected aiomqtt client with a clean session, TLS, credentials and ``TCP_NODELAY``.

        *options* go to aiomqtt's constructor as they are (the last will, bounds). Needs a running event loop.

        Raises:
            EndpointError: a certificate file cannot be used.

        """
        import aiomqtt

        self.check()
        five = self.version == "5"
        return aiomqtt.Client(
            self.host,
            self.port,
            username=self.username,
            password=self.password,
            identifier=client_id,
            protocol=aiomqtt.ProtocolVersion.V5 if five else aiomqtt.ProtocolVersion.V311,
            clean_session=None if five else True,  # with MQTT 5 the first connection of a client starts clean
            tls_context=self.tls_context() if self.tls else None,
            socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
            **options,
        )

    def tls_context(self) -> ssl.SSLContext:
        """Return the TLS settings: the authority that is trusted, and our certificate when there is one.

        Raises:
            EndpointError: a certificate file cannot be used.

        """
        try:
            context = ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)
            if self.cert_file is not None:
                context.load_cert_chain(self.cert_file, self.key_file)
        except (OSError, ssl.SSLError) as error:
            raise EndpointError(
                f"a certificate file cannot be used ({error}); give PEM files, the key without a pass phrase"
            ) from error
        return context


def set_no_delay(client: mqtt.Client, userdata: object, sock: object) -> None:  # noqa: ARG001 - paho's signature
    """Send small packets at once: with Nagle's algorithm a QoS 1 round trip costs 44 ms."""
    if isinstance(sock, socket.socket):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
