"""``[privacy]``: pictures encrypted at rest, and a log of who looked at them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["PrivacySettings"]


class PrivacySettings(BaseModel):
    """``[privacy]``: off by default; one line turns each on."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    frame_key_file: Path | None = Field(
        None,
        description="file with a 32-byte key as 64 hexadecimal digits; when set, pictures are encrypted with "
        "AES-256-GCM before they reach the disk; a bare name is looked up in $CREDENTIALS_DIRECTORY",
    )
    access_log: bool = Field(False, description="record who looked at which picture")
