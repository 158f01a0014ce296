"""What a worker's time, calls, energy and proofs cost, in US dollars.

GPU-hours are quoted per H100-hour: a table names what each offer asks for one, and what part of an H100 each
processor is. Both tables are data (``prices.toml``), and ``[routing] prices_file`` names another file in their place.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["Price", "PriceTable", "PriceTableError", "read_price_table", "shipped_price_table"]

_J_PER_KWH = 3.6e6
_S_PER_HOUR = 3600.0


class PriceTableError(ValueError):
    """A price table can't be used; the message names the file, the line or key, and the remedy."""


@dataclass(frozen=True, slots=True)
class Price:
    """The tariff of one worker. The whole machine is rented by the hour; one inference takes one of its slots.

    Attributes:
        per_hour_usd: for the whole machine.
        per_call_usd: for each answer.
        power_w: that the plant itself pays for; 0 for a rented worker.
        electricity_usd_per_kwh: what the plant pays.
        per_proof_usd: for a proof with a result.

    """

    per_hour_usd: float = 0.0
    per_call_usd: float = 0.0
    power_w: float = 0.0
    electricity_usd_per_kwh: float = 0.0
    per_proof_usd: float = 0.0

    def work_usd(self, service_s: float, slots: int) -> float:
        """Return what *service_s* seconds of one of *slots* slots cost, energy left out."""
        return self.per_call_usd + self.per_hour_usd * service_s / (slots * _S_PER_HOUR)

    def energy_usd(self, service_s: float, slots: int) -> float:
        """Return what the energy of *service_s* seconds of one of *slots* slots costs."""
        return self.power_w * service_s / slots / _J_PER_KWH * self.electricity_usd_per_kwh


class PriceTable(BaseModel):
    """``prices.toml``.

    Raises:
        KeyError: by `per_hour_usd`, when an offer or a processor is not in the table.

    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    electricity_usd_per_kwh: float = Field(ge=0)
    h100_hour_usd: dict[str, Annotated[float, Field(ge=0)]]
    h100_equivalents: dict[str, Annotated[float, Field(gt=0)]]

    def per_hour_usd(self, offer: str, processor: str) -> float:
        """Return what an hour of *processor* costs at *offer*."""
        return self.h100_hour_usd[offer] * self.h100_equivalents[processor]


def read_price_table(path: Path) -> PriceTable:
    """Read a price table.

    Raises:
        PriceTableError: the file can't be read or says something else.

    """
    try:
        return _parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PriceTableError(f"{path}: {error}; start from gateway/routing/prices.toml") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise PriceTableError(f"{path}: {key}: {first['msg']}; start from gateway/routing/prices.toml") from error


@cache
def shipped_price_table() -> PriceTable:
    """Return the table that ships with the product."""
    return _parse((files("gateway.routing") / "prices.toml").read_text(encoding="utf-8"))


def _parse(text: str) -> PriceTable:
    return PriceTable.model_validate(tomllib.loads(text))
