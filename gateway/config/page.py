"""``[page]``: where the status page listens, and who may look at it."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

__all__ = ["USER_NAME", "PageSettings", "PageUser", "is_loopback"]

USER_NAME = re.compile(r"[A-Za-z0-9._@-]{1,64}")


def is_loopback(host: str) -> bool:
    """Whether *host* can only be reached from this machine: ``localhost`` or a loopback address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_hash(text: str) -> str:
    if not text.startswith("$argon2id$"):
        raise ValueError("not an argon2id hash; make one with: ciro page password")
    return text


class PageUser(BaseModel):
    """``[[page.users]]``: a login."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._@-]+$", description="name to sign in with")
    password_hash: Annotated[str, AfterValidator(_check_hash)] = Field(
        description="argon2id hash, as printed by: ciro page password"
    )


class PageSettings(BaseModel):
    """``[page]``: the status page, its health endpoints and its read API.

    On a loopback address it needs nothing. On any other address it is refused without TLS and a login.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(True, description="whether the page is served at all")
    host: str = Field("127.0.0.1", description="address to listen on; any other than loopback needs TLS and a login")
    port: int = Field(8480, ge=0, le=65535, description="TCP port; 0 takes any free one")
    cert_file: Path | None = Field(None, description="PEM certificate (chain) of the page")
    key_file: Path | None = Field(
        None, description="PEM private key of cert_file; a bare name is looked up in $CREDENTIALS_DIRECTORY"
    )
    users: list[PageUser] = Field(default_factory=list, description="who may sign in")
    users_file: Path | None = Field(
        None,
        description="file with one 'name:hash' a line, in addition to users; a bare name is looked up in "
        "$CREDENTIALS_DIRECTORY",
    )
    token_file: Path | None = Field(
        None,
        description="file with a token that programs send as 'Authorization: Bearer TOKEN' to read the API and "
        "/metrics; a bare name is looked up in $CREDENTIALS_DIRECTORY",
    )
    allowed_hosts: list[str] = Field(
        default_factory=list,
        description="host names under which browsers reach the page, beside localhost, this machine's name and any "
        "IP address; other names are refused (DNS rebinding)",
    )
    session_hours: float = Field(12, gt=0, le=168, description="a login ends after this many hours")
    idle_minutes: float = Field(120, gt=0, description="a login ends after this many minutes without a request")
    update_interval_s: float = Field(1.0, ge=0.2, le=60, description="seconds between two updates of an open page")
    picture_interval_s: float = Field(
        2.0, ge=0.2, le=3600, description="least seconds between two pictures of a camera on an open page"
    )

    @model_validator(mode="after")
    def _only_guarded_beyond_loopback(self) -> Self:
        if (self.cert_file is None) != (self.key_file is None):
            raise ValueError("cert_file and key_file belong together: give both or neither")
        if not self.enabled or is_loopback(self.host):
            return self
        missing = []
        if self.cert_file is None:
            missing.append("TLS (cert_file, key_file)")
        if not self.users and self.users_file is None:
            missing.append("a login (users or users_file; make a hash with: ciro page password)")
        if missing:
            raise ValueError(f"host {self.host} can be reached from other machines: add {' and '.join(missing)}")
        return self
