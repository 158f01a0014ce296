"""``[chain]``: settling the journal on Starknet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

__all__ = ["BatchSettings", "ChainSettings", "PaymasterSettings", "ProvingSettings"]

_PRIME = 2**251 + 17 * 2**192 + 1


def _check_address(text: str) -> str:
    try:
        value = int(text, 16) if text.startswith("0x") else 0
    except ValueError:
        value = 0
    if not 0 < value < _PRIME:
        raise ValueError('is no address on Starknet: write it as "0x…"')
    return text


def _check_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("is no address: write it as http://… or https://…")
    return text


Address = Annotated[str, AfterValidator(_check_address)]
Url = Annotated[str, AfterValidator(_check_url)]


class PaymasterSettings(BaseModel):
    """``[[chain.paymasters]]``: a SNIP-29 service that pays for the gateway."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    url: Url = Field(description="its address; https, or http on this machine")
    api_key_file: Path | None = Field(None, description="file with the API key; a bare name is a systemd credential")
    name: str = Field("", max_length=60, description="what messages call it; empty: its host")
    forwarder: Address | None = Field(
        None, description="the only contract that may submit what is signed; without it, whichever it names"
    )


class BatchSettings(BaseModel):
    """``[chain.batch]``: when a batch is closed; whichever comes first. An alarm that is a problem closes one, too."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    age_s: float = Field(5.0, gt=0, le=86_400, description="the oldest record waits so long, seconds")
    records: int = Field(50_000, ge=1, le=1_000_000, description="so many records wait; a batch never has more")
    defects: int = Field(50, ge=1, description="so many results that are not ok wait")
    per_hour: int = Field(
        90,
        ge=2,
        le=100_000,
        description="not more batches than so many an hour, alarms aside: the Paymaster contract takes 100 of an "
        "account. Half of them are closed when they are due, the others evenly spaced, with all that waits",
    )


class ProvingSettings(BaseModel):
    """``[chain.proving]``: results that a contract verifies itself.

    Up to eight cost a transaction, and the model's inputs, small pictures, are in it: public, and not to be erased.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    contract: Address | None = Field(None, description="address of the ProofVerifier contract")
    sample_percent: float = Field(
        0.1, gt=0, le=100, description='share of the results with proofs = "sample", in percent'
    )
    per_hour: int = Field(
        6, ge=1, le=100_000, description="not more transactions an hour; they share a sponsor's limit with batches"
    )
    batch_most: int = Field(
        8, ge=1, le=8, description="so many results of one model share a proof, and its cost; 1: each has its own"
    )
    batch_age_s: float = Field(
        600.0,
        ge=0,
        le=86_400,
        description="the oldest waits so long for others, seconds; what is disputed does not wait",
    )
    most_waiting: int = Field(
        50, ge=1, le=100_000, description="results that wait for it at most; further ones are skipped, but for disputes"
    )
    plain_inputs: bool = Field(
        False, description="allow it although [privacy] frame_key_file is set: small pictures are published for good"
    )


class ChainSettings(BaseModel):
    """``[chain]``: a commitment to everything in the journal, on Starknet."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    mode: Literal["off", "sponsored", "direct"] = Field(
        "off", description="off; sponsored: a paymaster pays; direct: the gateway's own account pays"
    )
    network: Literal["devnet", "sepolia", "mainnet"] = Field("sepolia", description="which network the node belongs to")
    rpc: Url | None = Field(None, description="address of a Starknet node")
    anchor: Address | None = Field(None, description="address of the AuditAnchor contract")
    pool: Address | None = Field(
        None, description="address of the CdcPool contract: who its workers are, and where wrong ones are reported"
    )
    challenges: bool = Field(
        False,
        description="whether 1,000 CIRO of the account are staked on a vote against a listed worker that was wrong",
    )
    account: Address | None = Field(None, description="address of the gateway's account")
    key_file: Path | None = Field(None, description="file with the account's key; a bare name is a systemd credential")
    key: Literal["session", "owner"] = Field(
        "session", description="session: the key is a session's, that can only settle; owner: it is the account's own"
    )
    most_fee_strk: float = Field(
        1.0, gt=0, description="with mode direct, the most that one transaction may cost, in STRK"
    )
    lag_alarm_s: float = Field(
        600.0, gt=0, description="an alarm is raised when the oldest batch waits so long, seconds"
    )
    proofs: Literal["never", "sample", "always"] = Field(
        "never",
        description="which results the chain verifies by their proofs: none but those that `ciro chain prove` names; a "
        "random share, and all of devices with high_value; or all",
    )
    batch: BatchSettings = Field(default_factory=BatchSettings, description="when a batch is closed")
    proving: ProvingSettings = Field(
        default_factory=ProvingSettings, description="results that a contract verifies; their pictures are public"
    )
    paymasters: list[PaymasterSettings] = Field(
        default_factory=list, description="who pays with mode sponsored: the healthy and cheapest one"
    )

    @model_validator(mode="after")
    def _everything_is_given(self) -> Self:
        if self.proofs != "never" and (self.mode == "off" or self.proving.contract is None):
            raise ValueError(
                f'proofs = "{self.proofs}" needs a mode other than off, and contract under [chain.proving]: '
                "the address of ProofVerifier"
            )
        if self.mode == "off":
            return self
        missing = [name for name in ("rpc", "anchor", "account", "key_file") if getattr(self, name) is None]
        if missing:
            raise ValueError(f'mode = "{self.mode}" also needs: {", ".join(missing)}')
        if self.mode == "sponsored" and not self.paymasters:
            raise ValueError('mode = "sponsored" needs a [[chain.paymasters]] section with the url of one')
        return self
