"""``[signatures]``: which devices sign their readings, and by which key."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from gateway.config.jobs import Address
from gateway.stark_curve import is_public_key
from gateway.topics import TopicError
from gateway.topics import check_address as check_device

__all__ = ["SignatureSettings", "SignerSettings"]


def _check_key(text: str) -> str:
    try:
        value = int(text, 16) if text.startswith("0x") else 0
    except ValueError:
        value = 0
    if not is_public_key(value):
        raise ValueError('is no public key of the Stark curve: write it as "0x…", as: ciro chain key show FILE')
    return text


def _check_devices(signers: dict[str, SignerSettings]) -> dict[str, SignerSettings]:
    for device in signers:
        try:
            check_device(device)
        except TopicError as error:
            raise ValueError(f"{device!r}: {error}; each device has a key of its own, so no * here") from error
    return signers


class SignerSettings(BaseModel):
    """``[signatures.signer."SITE/AREA/LINE/DEVICE"]``: a device's key, and whether it has to sign."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    public_key: Annotated[str, AfterValidator(_check_key)] = Field(description='the device\'s public key, "0x…"')
    account: Address = Field(
        min_length=3, description='the device\'s account, "0x…"; a signature is for this account and no other'
    )
    policy: Literal["required", "optional", "off"] = Field(
        "required",
        description="required: readings without a signature that holds are quarantined; optional: only those with a "
        "wrong one; off: nothing is checked",
    )


class SignatureSettings(BaseModel):
    """``[signatures]``: readings that their devices sign. Nothing is checked unless a device is named here."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    network: Literal["devnet", "sepolia", "mainnet"] = Field(
        "sepolia", description="network of the accounts; signatures are for it alone"
    )
    unlisted: Literal["off", "required"] = Field(
        "off", description="readings of devices that have no entry: taken unchecked, or (required) quarantined"
    )
    processes: int = Field(1, ge=1, le=16, description="processes that check; each does some 600 readings a second")
    signer: Annotated[dict[str, SignerSettings], AfterValidator(_check_devices)] = Field(
        default_factory=dict, description="by the device's address: its key"
    )

    @property
    def checked(self) -> bool:
        """Whether anything is to be checked."""
        return self.unlisted == "required" or any(entry.policy != "off" for entry in self.signer.values())
