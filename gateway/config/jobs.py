"""``[jobs]``: work for the network that this gateway takes, beside its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

__all__ = ["JobSettings"]

_PRIME = 2**251 + 17 * 2**192 + 1


def _check_address(text: str) -> str:
    try:
        value = int(text, 16) if text.startswith("0x") else 0
    except ValueError:
        value = 0
    if text and not 0 < value < _PRIME:
        raise ValueError('is no address on Starknet: write it as "0x…"')
    return text


def _check_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("is no address of a node: write it as http://… or https://…")
    return text


Address = Annotated[str, AfterValidator(_check_address)]


class JobSettings(BaseModel):
    """``[jobs]``: jobs of the network that the gateway takes.

    Off by default: the machine works for others, an account of the plant pays for transactions, and its stake answers
    for wrong or missing results. `ciro job enrol` makes the account a worker.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    enabled: bool = Field(False, description="take jobs")
    rpc: Annotated[str, AfterValidator(_check_url)] = Field(
        "http://127.0.0.1:5050/rpc", description="address of a Starknet node"
    )
    network: Literal["devnet", "sepolia", "mainnet"] = Field("devnet", description="network of the node")
    contract: Address = Field("", description='address of JobManager, "0x…"')
    account: Address = Field("", description='the worker\'s account, "0x…"; it acts and is paid')
    sponsored: bool = Field(
        False, description="the paymasters of [[chain.paymasters]] pay its transactions' fees, and it needs no STRK"
    )
    key_file: Path | None = Field(
        None, description="file with the account's key, in hexadecimal; a bare name is a systemd credential"
    )
    result_key_file: Path | None = Field(
        None, description="file with the key that signs results and can move nothing; a bare name likewise"
    )
    place: str = Field("", description="where inputs and outputs lie: a folder, or an http(s) address")
    models: list[str] = Field(
        ["surface-inspection", "vibration-anomaly"], description="models that are offered: names or SHA-256"
    )
    runners: list[str] | None = Field(
        None,
        description="runners that are offered, by name, for their own job types: `ciro worker runners` lists them; "
        "default: all that serve here",
    )
    types: list[Annotated[int, Field(ge=0, le=12)]] = Field(
        [0, 2, 5], description="job types that are taken for the models"
    )
    methods: list[Literal["none", "consensus", "proof"]] = Field(
        ["none", "consensus"],
        description="ways to verify a result that are accepted; proof: a process beside the gateway proves models that "
        "can be proven",
    )
    least_reward_ciro: float = Field(1.0, ge=0, description="jobs that pay less are left to others, CIRO")
    most_input_bytes: int = Field(16 * 2**20, ge=1, le=2**30, description="larger inputs are not fetched, bytes")
    poll_s: float = Field(2.0, gt=0, le=60, description="the chain is looked at so often, seconds")

    @model_validator(mode="after")
    def _all_that_it_takes(self) -> Self:
        needed = ("contract", "account", "key_file", "result_key_file", "place", "models", "types", "methods")
        if self.enabled and (missing := [name for name in needed if not getattr(self, name)]):
            raise ValueError(f"enabled needs {', '.join(missing)} as well")
        return self
