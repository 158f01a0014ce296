"""``[broker]``: where the gateway finds MQTT, and how it proves who it is."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from gateway.config.tls import TlsSettings

__all__ = ["BrokerSettings"]


def _check_host(host: str) -> str:
    if "://" in host:
        raise ValueError("write the host name or address alone; the port has its own key, TLS is [broker.tls]")
    if ":" in host:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise ValueError("write the host name or address alone; the port has its own key") from None
    if not host or host != host.strip() or "/" in host:
        raise ValueError("this is no host name and no address")
    return host


class BrokerSettings(BaseModel):
    """``[broker]``: the MQTT broker that devices publish to."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    host: Annotated[str, AfterValidator(_check_host)] = Field(
        "127.0.0.1", description="host name or address of the broker"
    )
    port: int = Field(1883, ge=1, le=65535, description="TCP port; 8883 is usual with TLS")
    version: Literal["3.1.1", "5"] = Field("5", description="MQTT version that the gateway speaks to the broker")
    client_id: str | None = Field(
        None,
        min_length=1,
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

    @model_validator(mode="after")
    def _password_has_its_user(self) -> Self:
        if self.password_file is not None and self.username is None:
            raise ValueError("password_file needs username: give both or neither")
        return self
