"""What an ended or refused connection of aiomqtt means, and what to do about it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import aiomqtt
from aiomqtt.exceptions import MqttConnectError
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.reasoncodes import ReasonCode

from gateway.endpoint import Endpoint

__all__ = ["Problem", "problem_of"]

TAKEN_OVER = 0x8E
UNSPECIFIED = 0x80
_CLOSED = (MQTTErrorCode.MQTT_ERR_CONN_LOST, MQTTErrorCode.MQTT_ERR_NO_CONN)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no connection, what to do, and whether another client took it over (MQTT 5 reason 0x8E)."""

    reason: str
    remedy: str
    taken_over: bool = False


def problem_of(error: Exception, endpoint: Endpoint, client_id: str) -> Problem:
    """Put an exception of the connection into words."""
    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Problem(
            f"the broker's certificate is not accepted: {cause.verify_message}",
            "check [broker.tls] ca_file, the certificate's dates and host name, and this machine's clock",
        )
    if isinstance(cause, ssl.SSLError):
        return Problem(
            f"no encrypted connection to {endpoint}: {cause.reason or cause}",
            "check that [broker] port is the broker's TLS port, and [broker.tls] cert_file where it asks for one",
        )
    if isinstance(error, MqttConnectError):
        return Problem(
            f"{endpoint} refused the gateway: {error.rc if isinstance(error.rc, ReasonCode) else error}",
            "check [broker] username and password_file, and that the broker knows this account",
        )
    code = next((e.rc for e in (error, cause) if isinstance(e, aiomqtt.MqttCodeError)), None)
    if isinstance(code, ReasonCode) and code.value == TAKEN_OVER:
        return Problem(
            f"another client logged in as {client_id!r}",
            "a second gateway runs with this one's name and instance id, as a copy of a running machine does: restart "
            "one of the two, and give each its own [gateway] name",
            taken_over=True,
        )
    if isinstance(cause, OSError):
        return Problem(f"no connection to {endpoint}: {cause}", "start the broker, or correct [broker] host and port")
    reason = (
        "it was closed without a word" if code in _CLOSED or getattr(code, "value", 0) == UNSPECIFIED else str(cause)
    )
    return Problem(f"the connection to {endpoint} was lost: {reason}", "check broker and network")
