"""Why there is no connection to the broker, by which signs, and what to do about it: the same for all who connect."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from paho.mqtt.reasoncodes import ReasonCode

from gateway.endpoint import Endpoint

__all__ = [
    "SHORT_LIVED_IN_A_ROW",
    "SHORT_LIVED_S",
    "TAKEN_OVER_WAIT_S",
    "Problem",
    "is_silent",
    "is_taken_over",
    "refusal",
    "taken_over",
    "transport_problem",
]

SHORT_LIVED_S = 3.0
"""An accepted connection that ends this soon was not stable."""
SHORT_LIVED_IN_A_ROW = 3
"""So many look like two clients with one id, where the broker does not say so (mosquitto 2.0.11)."""
TAKEN_OVER_WAIT_S = 20.0
"""About how long to wait, by a drawn factor, before connecting again: two must not chase each other."""
_TAKEN_OVER, _UNSPECIFIED = 0x8E, 0x80  # MQTT 5, 3.14.2.1

_CREDENTIALS = "check [broker] username and password_file, and that the broker knows this account"
_REFUSALS = {  # MQTT 5, 3.2.2.2; paho puts the codes of 3.1.1 into the same
    0x84: '[broker] version: write the MQTT version that the broker speaks, "3.1.1" or "5"',
    0x85: "[broker] client_id: choose one that the broker takes",
    0x86: _CREDENTIALS,
    0x87: _CREDENTIALS,
    0x88: "the broker is not ready; look at its log",
    0x89: "the broker is overloaded; look at its log",
    0x8A: "the broker has banned this client; look at its configuration",
    0x9F: "the broker limits how often clients may connect; wait, or raise its limit",
}

_EXPIRED = (9, 10)
_OTHER_HOST = (62, 64)
_UNKNOWN_AUTHORITY = (2, 18, 19, 20, 21, 24)

_ALERTS = (  # parts of OpenSSL's reason, what they mean, what to do
    (
        ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE"),
        "it asks for a client certificate",
        "give one: [broker.tls] cert_file and key_file",
    ),
    (
        ("ALERT_CERTIFICATE_EXPIRED",),
        "it refuses the gateway's certificate, which has expired",
        "issue a new one and put it in the place of [broker.tls] cert_file; then restart the gateway",
    ),
    (
        ("UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN", "CERTIFICATE_REVOKED", "ACCESS_DENIED"),
        "it refuses the gateway's certificate",
        "give one that the broker's authority has signed and not withdrawn: [broker.tls] cert_file and key_file",
    ),
    (
        ("WRONG_VERSION_NUMBER", "UNEXPECTED_EOF", "RECORD_LAYER_FAILURE", "PACKET_LENGTH"),
        "that port does not speak TLS",
        "give the broker's TLS port (8883 is usual) in [broker] port, or remove [broker.tls]",
    ),
    (
        ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "NO_SHARED_CIPHER"),
        "it speaks another version of TLS",
        "let the broker speak TLS 1.2 or newer",
    ),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no connection and what to do.

    Attributes:
        refused: something has to be changed before it can work; else it is enough that broker and network come back.
        taken_over: another client has, or most likely has, our client id.

    """

    reason: str
    remedy: str
    refused: bool = False
    taken_over: bool = False


def refusal(endpoint: Endpoint, code: ReasonCode | str) -> Problem:
    """Put the broker's negative answer to a login into words."""
    value = code.value if isinstance(code, ReasonCode) else 0
    return Problem(f"{endpoint} refused the gateway: {code}", _REFUSALS.get(value, _CREDENTIALS), refused=True)


def is_taken_over(code: object) -> bool:
    """Whether the broker ended the connection because another client has logged in with its client id (MQTT 5)."""
    return isinstance(code, ReasonCode) and code.value == _TAKEN_OVER


def is_silent(code: object) -> bool:
    """Whether paho knows no more than that the connection is gone: the broker gave no reason."""
    return isinstance(code, ReasonCode) and code.value == _UNSPECIFIED


def taken_over(client_id: str, *, certain: bool = True) -> Problem:
    """Say that another client has our client id; *certain* when the broker said so."""
    remedy = "two gateways share one name: give each its own [gateway] name, or stop one of them"
    if certain:
        return Problem(f"another client logged in as {client_id!r}", remedy, taken_over=True)
    return Problem(
        f"the broker ends one connection after another right after it was made; most often another client logs in as "
        f"{client_id!r}",
        f"{remedy}. A listener of the broker that takes the user name for the client id (use_username_as_clientid) "
        "does the same to the gateway's own two connections: give it another one",
        taken_over=True,
    )


def transport_problem(endpoint: Endpoint, error: BaseException) -> Problem:
    """Put an error of the connection below MQTT into words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_problem(endpoint, error)
    if isinstance(error, ssl.SSLError):
        said = f"{error.reason or ''} {error}".upper().replace(" ", "_")
        for parts, meaning, remedy in _ALERTS:
            if any(part in said for part in parts):
                return Problem(f"no encrypted connection to {endpoint}: {meaning}", remedy, refused=True)
        return Problem(
            f"no encrypted connection to {endpoint}: {error.reason or error}",
            "check [broker] port and [broker.tls] against the broker's listener",
            refused=True,
        )
    if endpoint.tls and isinstance(error, ConnectionResetError | ConnectionAbortedError):
        return Problem(
            f"no encrypted connection to {endpoint}: it was cut ({error.strerror})",
            "check broker and network, and whether [broker] port is the broker's TLS port (8883 is usual); where it is "
            "not, remove [broker.tls]",
        )
    return Problem(
        f"no connection to {endpoint}: {error}",
        "start the broker, or correct [broker] host and port; devices' messages wait or are lost at their side",
    )


def _certificate_problem(endpoint: Endpoint, error: ssl.SSLCertVerificationError) -> Problem:
    code = error.verify_code
    if code in _EXPIRED:
        remedy = "renew the broker's certificate (ciro device broker --renew), or set this machine's clock"
    elif code in _OTHER_HOST:
        remedy = f"write in [broker] host a name that the certificate is for, or issue one for {endpoint.host}"
    elif code in _UNKNOWN_AUTHORITY:
        remedy = "put the certificate of the authority that signed it into [broker.tls] ca_file"
    else:
        remedy = "check [broker.tls] ca_file, the certificate's dates and host name, and this machine's clock"
    message = error.verify_message or str(error)
    return Problem(f"the certificate of {endpoint} is not accepted: {message}", remedy, refused=True)
