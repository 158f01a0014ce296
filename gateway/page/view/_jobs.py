"""Jobs of the network as the page shows them."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from gateway.page.view._base import Level, View

__all__ = ["JobView", "JobsView"]


class JobView(View):
    """A job that suits this gateway."""

    id: str = Field(description="by which the contract knows it, hexadecimal")
    level: Level
    state: str
    detail: str = Field("", description="what comes next, or why it was refused")
    job_type: int = Field(description="number of the job type")
    model: str
    method: str = Field(description="how its result is verified: none, sampling, proof or consensus")
    reward_ciro: float = Field(description="what it offers this gateway, fee included")
    paid_ciro: float | None = Field(None, description="what it has paid this gateway; None: nothing yet")
    step: str | None = Field(None, description="what the last transaction did")
    transaction: str | None = Field(None, description="hash of the last transaction about it, hexadecimal")
    paid_in: str | None = Field(None, description="hash of the transaction that paid, hexadecimal")
    changed_at: AwareDatetime


class JobsView(View):
    """Jobs of the network that this gateway takes. Numbers are about all jobs that it keeps in ``jobs.db``."""

    level: Level
    text: str
    enabled: bool = False
    network: str = ""
    counts: dict[str, int] = Field(default_factory=dict, description="jobs by state")
    earned_ciro: float = Field(0.0, description="what all of them have paid this gateway")
    owed_ciro: float = Field(
        0.0, description="rewards of results that are on the chain and not paid yet, fees included"
    )
    paid_by: str | None = Field(None, description="who pays for the transactions: sponsor or account")
    recent: tuple[JobView, ...] = Field((), description="newest first")
