"""``[ingest]``: what is accepted from devices."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["IngestSettings"]


class IngestSettings(BaseModel):
    """``[ingest]``: bounds beyond which a message is quarantined."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    max_reading_bytes: int = Field(1_000_000, ge=100, description="largest telemetry payload in bytes")
    max_frame_bytes: int = Field(16_000_000, ge=1000, description="largest picture in bytes")
    max_pixels: int = Field(50_000_000, ge=4096, description="largest picture in pixels")
    max_signals: int = Field(256, ge=1, description="names in one reading's v")
    max_samples: int = Field(100_000, ge=16, description="samples in one waveform")
