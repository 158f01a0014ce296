"""``[journal]``: where the records are kept, and for how long."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["JournalSettings", "RetentionSettings"]


class RetentionSettings(BaseModel):
    """``[journal.retention]``: what is given up first when age, count or disk share says so.

    What is still owed a result is never deleted. Evidence (frames marked so, and frames whose result is not ok)
    outlives everything but records that are to be settled.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    frames_days: float = Field(7, gt=0, description="pictures that are not evidence, in days")
    evidence_days: float = Field(365, gt=0, description="pictures that are evidence, in days")
    records_days: float = Field(400, gt=0, description="readings and results, in days")
    unsettled_days: float = Field(
        400,
        ge=0,
        description="records that [chain] is to settle and has not yet, in days: so long they stay whatever "
        "records_days says, and for the sake of max_bytes and the disk they go last of all; 0: they go with the others",
    )
    max_frames: int = Field(1_000_000, ge=1, description="pictures that are not evidence, count")
    max_bytes: int = Field(20 * 2**30, ge=2**20, description="journal and pictures together, in bytes")
    max_disk_share: float = Field(
        0.8,
        gt=0,
        le=0.98,
        description="share of the file system that may be in use before pictures are given up",
    )


class JournalSettings(BaseModel):
    """``[journal]``: the durable store."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    directory: Path | None = Field(
        None, description="all state; default: $STATE_DIRECTORY, else the user's state directory"
    )
    max_group: int = Field(2000, ge=1, le=100_000, description="messages in one commit at most")
    max_queue_messages: int = Field(
        20_000,
        ge=10,
        description="messages read but not yet durable; at this bound the gateway stops reading",
    )
    max_queue_bytes: int = Field(64 * 2**20, ge=2**20, description="the same bound in bytes")
    frame_log_bytes: int = Field(
        64 * 2**20, ge=2**20, description="size at which the frame log is checkpointed into picture files"
    )
    reserve_bytes: int = Field(
        8 * 2**20,
        ge=0,
        description="a file given up when the disk is full, so that clearing up can be written",
    )
    retention: RetentionSettings = Field(default_factory=RetentionSettings, description="what is kept how long")
