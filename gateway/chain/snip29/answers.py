"""What a paymaster answers, as values and as SNIP-29's JSON; client and service share them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from gateway.chain.snip29.errors import WireError
from gateway.chain.snip29.fields import felt_of, integer_of, object_of
from gateway.chain.snip29.wire import Deployment, Parameters, TransactionType, type_in

__all__ = ["Built", "Executed", "FeeEstimate", "Token", "Tracked"]

Status = Literal["active", "accepted", "dropped"]
_FEES = (
    "gas_token_price_in_strk",
    "estimated_fee_in_strk",
    "estimated_fee_in_gas_token",
    "suggested_max_fee_in_strk",
    "suggested_max_fee_in_gas_token",
)


@dataclass(frozen=True, slots=True)
class FeeEstimate:
    """What a transaction costs: in fri (10^-18 STRK), and in the gas token's smallest unit.

    Attributes:
        gas_token_price_in_strk: fri for one whole gas token.
        estimated_fee_in_strk, estimated_fee_in_gas_token: the expected cost.
        suggested_max_fee_in_strk, suggested_max_fee_in_gas_token: with the margin that the paymaster wants.

    """

    gas_token_price_in_strk: int
    estimated_fee_in_strk: int
    estimated_fee_in_gas_token: int
    suggested_max_fee_in_strk: int
    suggested_max_fee_in_gas_token: int

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        return {name: hex(getattr(self, name)) for name in _FEES}

    @classmethod
    def from_json(cls, value: Any, where: str = "fee") -> FeeEstimate:
        """Read it. Raises `WireError`."""
        document = object_of(value, where)
        return cls(*(felt_of(document.get(name), f"{where}.{name}") for name in _FEES))


@dataclass(frozen=True, slots=True)
class Built:
    """A transaction as a paymaster would carry it out.

    Attributes:
        type: as asked for; `deploy_and_invoke` for a deployment that is paid in a token, since the fee is a call.
        parameters: as asked for.
        fee: what it costs.
        typed_data: what the account signs; None for a sponsored deployment.
        deployment: as asked for.

    """

    type: TransactionType
    parameters: Parameters
    fee: FeeEstimate
    typed_data: dict[str, Any] | None = None
    deployment: Deployment | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        document: dict[str, Any] = {
            "type": self.type,
            "parameters": self.parameters.to_json(),
            "fee": self.fee.to_json(),
        }
        if self.typed_data is not None:
            document["typed_data"] = self.typed_data
        if self.deployment is not None:
            document["deployment"] = self.deployment.to_json()
        return document

    @classmethod
    def from_json(cls, value: Any) -> Built:
        """Read it. Raises `WireError`."""
        document = object_of(value, "result")
        kind = type_in(document, "result")
        typed = None if kind == "deploy" else dict(object_of(document.get("typed_data"), "result.typed_data"))
        return cls(
            kind,
            Parameters.from_json(document.get("parameters"), "result.parameters"),
            FeeEstimate.from_json(document.get("fee"), "result.fee"),
            typed,
            None if kind == "invoke" else Deployment.from_json(document.get("deployment"), "result.deployment"),
        )


@dataclass(frozen=True, slots=True)
class Executed:
    """A transaction that was sent.

    Attributes:
        tracking_id: finds the transaction again should it be sent anew under another hash; AVNU's service answers 0.
        transaction_hash: as it was sent first.

    """

    tracking_id: int
    transaction_hash: int

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        return {"tracking_id": hex(self.tracking_id), "transaction_hash": hex(self.transaction_hash)}

    @classmethod
    def from_json(cls, value: Any) -> Executed:
        """Read it. Raises `WireError`."""
        document = object_of(value, "result")
        return cls(
            felt_of(document.get("tracking_id"), "result.tracking_id"),
            felt_of(document.get("transaction_hash"), "result.transaction_hash"),
        )


@dataclass(frozen=True, slots=True)
class Tracked:
    """What became of a transaction.

    Attributes:
        transaction_hash: the latest.
        status: ``active`` (on its way), ``accepted`` (in a block) or ``dropped`` (given up).

    """

    transaction_hash: int
    status: Status

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        return {"transaction_hash": hex(self.transaction_hash), "status": self.status}

    @classmethod
    def from_json(cls, value: Any) -> Tracked:
        """Read it. Raises `WireError`."""
        document = object_of(value, "result")
        status = document.get("status")
        if status not in {"active", "accepted", "dropped"}:
            raise WireError("result.status: none of active, accepted, dropped")
        return cls(felt_of(document.get("transaction_hash"), "result.transaction_hash"), status)


@dataclass(frozen=True, slots=True)
class Token:
    """A token that fees can be paid in.

    Attributes:
        address: its contract.
        decimals: digits after the point of one whole token.
        price_in_strk: fri for one whole token.

    """

    address: int
    decimals: int
    price_in_strk: int

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        return {
            "token_address": hex(self.address),
            "decimals": self.decimals,
            "price_in_strk": hex(self.price_in_strk),
        }

    @classmethod
    def from_json(cls, value: Any, where: str = "result") -> Token:
        """Read it. Raises `WireError`."""
        document = object_of(value, where)
        return cls(
            felt_of(document.get("token_address"), f"{where}.token_address"),
            integer_of(document.get("decimals"), f"{where}.decimals", 256),
            integer_of(document.get("price_in_strk"), f"{where}.price_in_strk", 2**256),
        )
