"""Who holds which role on a network, and how the launch supply is shared: a TOML file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from gateway.chain.bindings import constants

__all__ = ["AllocationSetting", "DeploymentSettings", "SettingsError", "read_settings"]

_LOCKED = constants.SUPPLY_AT_LAUNCH - constants.CIRCULATING_AT_LAUNCH
_YEARS = 4


class SettingsError(ValueError):
    """The file of settings can't be used; the message names the key and the remedy."""


def _address(value: object) -> int:
    """Read an address written as ``"0x…"``."""
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not value.startswith("0x"):
        raise ValueError('write an address as "0x…"')
    return int(value, 16)


Address = Annotated[int, BeforeValidator(_address), Field(gt=1, lt=2**251)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AllocationSetting(_Strict):
    """A part of the launch supply that is locked for one beneficiary."""

    beneficiary: Address
    ciro: int = Field(gt=0, description="whole CIRO")
    cliff_days: int = Field(ge=0, description="days after the launch before which nothing is free")
    duration_days: int = Field(gt=0, description="days after the launch from which all is free")


class DeploymentSettings(_Strict):
    """The settings of a deployment; addresses are written as ``"0x…"``."""

    salt: int = Field(default=0, ge=0, description="another number gives another set of addresses")
    treasury: Address = Field(description="receives its part of fees and slashes")
    launch_recipient: Address = Field(description="receives the 50,000,000 CIRO that circulate at the launch")
    guardian: Address = Field(description="may stop new obligations in an emergency")
    oracle: Address = Field(description="writes the price of CIRO")
    sponsor: Address = Field(description="pays for the paymaster's calls")
    policy: Address = Field(description="registers devices with the paymaster and keeps its allow list")
    relayers: list[Address] = Field(default_factory=list, description="send sponsored calls")
    proofs_governor: Address | None = Field(
        default=None,
        description="registers verifiers and models in ProofVerifier at once, and may replace its code: for a network "
        "of one plant; without it the holders of CIRO do, by a vote and its timelock",
    )
    inspection: bool = Field(
        default=True, description="deploy InspectionVerifier, which verifies proofs of inferences, and ModelRegistry"
    )
    allocations: list[AllocationSetting] = Field(min_length=1, description="share out the locked 950,000,000 CIRO")

    @model_validator(mode="after")
    def _all_is_allocated(self) -> DeploymentSettings:
        total = sum(allocation.ciro for allocation in self.allocations) * constants.ONE_CIRO
        if total != _LOCKED:
            raise ValueError(
                f"allocations: they sum to {total // constants.ONE_CIRO:,} CIRO;"
                f" share out exactly {_LOCKED // constants.ONE_CIRO:,}"
            )
        return self

    @classmethod
    def of_one(cls, address: int, *, salt: int = 0) -> DeploymentSettings:
        """Return settings in which *address* holds every role: for a devnet, never for a network that matters."""
        return cls(
            salt=salt,
            treasury=address,
            launch_recipient=address,
            guardian=address,
            oracle=address,
            sponsor=address,
            policy=address,
            relayers=[address],
            proofs_governor=address,
            allocations=[
                AllocationSetting(
                    beneficiary=address,
                    ciro=_LOCKED // constants.ONE_CIRO,
                    cliff_days=365,
                    duration_days=_YEARS * 365,
                )
            ],
        )


def read_settings(path: Path) -> DeploymentSettings:
    """Read a TOML file.

    Raises:
        SettingsError: no such file, no TOML, or a key that does not fit.

    """
    try:
        return DeploymentSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    except ValidationError as error:
        lines = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()]
        raise SettingsError("\n  ".join([f"{path}: {len(lines)} problem(s)", *lines])) from error
