"""``[broker.tls]`` and ``[kafka.tls]``: how a connection to a broker is encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["TlsSettings"]


class TlsSettings(BaseModel):
    """``[broker.tls]``, ``[kafka.tls]``: encrypt the connection; with a certificate, prove who we are by it."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    ca_file: Path | None = Field(
        None,
        description="PEM file of the authority that signed the broker's certificate; default: the system's",
    )
    cert_file: Path | None = Field(None, description="PEM client certificate, when the broker asks for one")
    key_file: Path | None = Field(
        None,
        description="PEM private key of the client certificate; a bare name is looked up in $CREDENTIALS_DIRECTORY",
    )

    @model_validator(mode="after")
    def _certificate_has_its_key(self) -> Self:
        if (self.cert_file is None) != (self.key_file is None):
            raise ValueError("cert_file and key_file belong together: give both or neither")
        return self
