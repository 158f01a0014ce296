"""``[proofs]``: which results are proven, and what that may take."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ProofSettings"]


class ProofSettings(BaseModel):
    """``[proofs]``: mathematical proofs that a model gave its output.

    Off by default: a proof takes processor time of the machine that inspects, some hundred kilobytes on the disk, and
    is not zero-knowledge: who collects proofs learns the model's weights. A plant decides that for itself.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    policy: Literal["off", "defects", "sample", "every"] = Field(
        "off", description="which results are proven: none, those that are not ok, a random share, or all"
    )
    sample_percent: float = Field(5.0, gt=0, le=100, description="share of the results with policy sample, in percent")
    batch_most: int = Field(
        8, ge=1, le=64, description="results of one device in one proof at most; powers of two are used best"
    )
    batch_age_s: float = Field(2.0, ge=0, description="a result waits so long for others to share its proof, seconds")
    prover: Literal["spawn", "service"] = Field(
        "spawn", description="spawn: the gateway starts the provers itself; service: ciro-prover.service runs them"
    )
    processes: int = Field(1, ge=1, le=64, description="provers that work side by side, each with about 0.3 GB")
    nice: int = Field(15, ge=0, le=19, description="how far provers stand back behind everything else on the machine")
    most_waiting: int = Field(
        2000, ge=1, le=1_000_000, description="results that wait for their proof at most; further ones are skipped"
    )
    keep_days: float = Field(30, gt=0, description="proofs are kept so long, in days")
    max_bytes: int = Field(2 * 2**30, ge=2**20, description="all kept proofs together, in bytes; the oldest go first")
    plain_inputs: bool = Field(
        False,
        description="allow proofs although [privacy] frame_key_file is set: their inputs, which are small pictures, "
        "are kept in the clear",
    )
