"""``[broker]``: where the gateway finds MQTT, and how it proves who it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["BrokerSettings", "TlsSettings"]


class TlsSettings(BaseModel):
    """``[broker.tls]``: encrypt the connection; with a certificate, prove who we are by it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ca_file: Path | None = Field(
        None,
        description="PEM file of the authority that signed the broker's certificate; default: the system's",
    )
    cert_file: Path | None = Field(None, description="PEM client certificate, when the broker asks for one")
    key_file: Path | None = Field(None, description="PEM private key of the client certificate")


class BrokerSettings(BaseModel):
    """``[broker]``: the MQTT broker that devices publish to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="host name or address of the broker")
    port: int = Field(1883, ge=1, le=65535, description="TCP port; 8883 is usual with TLS")
    version: Literal["3.1.1", "5"] = Field("5", description="MQTT version that the gateway speaks to the broker")
    client_id: str | None = Field(
        None,
        max_length=64,
        description="fixed client id of the persistent session; default: ciro-gw-{gateway name}",
    )
    username: str | None = Field(None, description="user name, when the broker asks for one")
    password_file: Path | None = Field(
        None, description="file that holds the password; a bare name is looked up in $CREDENTIALS_DIRECTORY"
    )
    keepalive_s: int = Field(30, ge=5, le=3600, description="MQTT keep-alive in seconds")
    session_expiry_s: int = Field(
        7 * 86_400,
        ge=60,
        description="how long the broker keeps our session while we are away (MQTT 5), seconds",
    )
    tls: TlsSettings | None = Field(None, description="TLS settings; absent means plain TCP")
