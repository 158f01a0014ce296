"""What is asked of a paymaster, as values and as SNIP-29's JSON; client and service share them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from starknet_py.net.client_models import Call

from gateway.chain.snip29.errors import WireError
from gateway.chain.snip29.fields import MAX_FELTS, U64, felt_of, felts_of, hexes, integer_of, list_of, object_of

__all__ = [
    "API_KEY_HEADER",
    "Deployment",
    "Executable",
    "FeeMode",
    "Parameters",
    "Sponsored",
    "TimeBounds",
    "TokenFee",
    "TransactionType",
    "UserTransaction",
    "type_in",
]

API_KEY_HEADER: Final = "x-paymaster-api-key"
_TYPES = ("invoke", "deploy", "deploy_and_invoke")
TransactionType = Literal["invoke", "deploy", "deploy_and_invoke"]


# Parameters


@dataclass(frozen=True, slots=True)
class Sponsored:
    """Somebody else pays, on the strength of the API key."""


@dataclass(frozen=True, slots=True)
class TokenFee:
    """The account pays in a token, by a transfer that is added to its calls.

    Attributes:
        gas_token: the token's contract.

    """

    gas_token: int


FeeMode = Sponsored | TokenFee


@dataclass(frozen=True, slots=True)
class TimeBounds:
    """When a transaction may be carried out, Unix seconds, both exclusive."""

    execute_after: int
    execute_before: int


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a transaction is paid for, and when it may be carried out."""

    fee_mode: FeeMode = Sponsored()
    time_bounds: TimeBounds | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        mode: dict[str, Any] = {"mode": "sponsored"}
        if isinstance(self.fee_mode, TokenFee):
            mode = {"mode": "default", "gas_token": hex(self.fee_mode.gas_token)}
        document: dict[str, Any] = {"version": "0x1", "fee_mode": mode}
        if self.time_bounds is not None:
            document["time_bounds"] = {
                "execute_after": self.time_bounds.execute_after,
                "execute_before": self.time_bounds.execute_before,
            }
        return document

    @classmethod
    def from_json(cls, value: Any, where: str = "parameters") -> Parameters:
        """Read it. Raises `WireError`."""
        document = object_of(value, where)
        if document.get("version") != "0x1":
            raise WireError(f'{where}.version: only "0x1" is known')
        mode = object_of(document.get("fee_mode"), f"{where}.fee_mode")
        fee_mode: FeeMode
        if mode.get("mode") == "sponsored":
            fee_mode = Sponsored()
        elif mode.get("mode") == "default":
            fee_mode = TokenFee(felt_of(mode.get("gas_token"), f"{where}.fee_mode.gas_token"))
        else:
            raise WireError(f'{where}.fee_mode.mode: neither "sponsored" nor "default"')
        bounds = document.get("time_bounds")
        if bounds is None:
            return cls(fee_mode)
        bounds = object_of(bounds, f"{where}.time_bounds")
        after, before = (
            integer_of(bounds.get(name), f"{where}.time_bounds.{name}", U64)
            for name in ("execute_after", "execute_before")
        )
        return cls(fee_mode, TimeBounds(after, before))


# What is asked for


@dataclass(frozen=True, slots=True)
class Deployment:
    """An account that is not there yet.

    Attributes:
        address: where it will be.
        class_hash, salt, calldata: what the address follows from.
        sigdata: what some accounts want beside their constructor's arguments; ours want nothing.

    """

    address: int
    class_hash: int
    salt: int
    calldata: tuple[int, ...]
    sigdata: tuple[int, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        document: dict[str, Any] = {
            "address": hex(self.address),
            "class_hash": hex(self.class_hash),
            "salt": hex(self.salt),
            "calldata": hexes(self.calldata),
            "version": 1,
        }
        if self.sigdata is not None:
            document["sigdata"] = hexes(self.sigdata)
        return document

    @classmethod
    def from_json(cls, value: Any, where: str = "deployment") -> Deployment:
        """Read it. Raises `WireError`."""
        document = object_of(value, where)
        if document.get("version", 1) not in {1, "1", "0x1"}:
            raise WireError(f"{where}.version: only 1 is known")
        sigdata = document.get("sigdata")
        return cls(
            felt_of(document.get("address"), f"{where}.address"),
            felt_of(document.get("class_hash"), f"{where}.class_hash"),
            felt_of(document.get("salt"), f"{where}.salt"),
            felts_of(document.get("calldata"), f"{where}.calldata"),
            None if sigdata is None else felts_of(sigdata, f"{where}.sigdata"),
        )


def _type_of(deployment: Deployment | None, *, invokes: bool) -> TransactionType:
    if deployment is None:
        return "invoke"
    return "deploy_and_invoke" if invokes else "deploy"


def type_in(document: Mapping[str, Any], where: str) -> TransactionType:
    """Return the member ``type``. Raises `WireError`."""
    kind = document.get("type")
    for known in _TYPES:
        if kind == known:
            return known  # type: ignore[return-value]
    raise WireError(f"{where}.type: none of {', '.join(_TYPES)}")


@dataclass(frozen=True, slots=True)
class UserTransaction:
    """What an account wants done: calls, its own deployment, or first the one and then the other.

    Attributes:
        account: who calls; with a deployment and no calls, the account that is deployed.
        calls: made in this order, all or none.
        deployment: of the account, before the calls.

    """

    account: int
    calls: tuple[Call, ...] = ()
    deployment: Deployment | None = None

    @property
    def type(self) -> TransactionType:
        """Its name in SNIP-29."""
        return _type_of(self.deployment, invokes=bool(self.calls))

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        document: dict[str, Any] = {"type": self.type}
        if self.deployment is not None:
            document["deployment"] = self.deployment.to_json()
        if self.type != "deploy":
            document["invoke"] = {
                "user_address": hex(self.account),
                "calls": [
                    {"to": hex(call.to_addr), "selector": hex(call.selector), "calldata": hexes(call.calldata)}
                    for call in self.calls
                ],
            }
        return document

    @classmethod
    def from_json(cls, value: Any, where: str = "transaction") -> UserTransaction:
        """Read it. Raises `WireError`."""
        document = object_of(value, where)
        kind = type_in(document, where)
        deployment = (
            None if kind == "invoke" else Deployment.from_json(document.get("deployment"), f"{where}.deployment")
        )
        if kind == "deploy":
            assert deployment is not None
            return cls(deployment.address, (), deployment)
        invoke = object_of(document.get("invoke"), f"{where}.invoke")
        account = felt_of(invoke.get("user_address"), f"{where}.invoke.user_address")
        place = f"{where}.invoke.calls"
        calls = tuple(
            _call_of(one, f"{place}[{number}]")
            for number, one in enumerate(list_of(invoke.get("calls"), place, MAX_FELTS))
        )
        if not calls:
            raise WireError(f"{place}: empty; give at least one call")
        if sum(3 + len(call.calldata) for call in calls) > MAX_FELTS:
            raise WireError(f"{place}: more than the {MAX_FELTS} felts that fit in a transaction")
        return cls(account, calls, deployment)


def _call_of(value: Any, where: str) -> Call:
    document = object_of(value, where)
    return Call(
        to_addr=felt_of(document.get("to"), f"{where}.to"),
        selector=felt_of(document.get("selector"), f"{where}.selector"),
        calldata=list(felts_of(document.get("calldata"), f"{where}.calldata")),
    )


@dataclass(frozen=True, slots=True)
class Executable:
    """A transaction as it is handed over: what the account signed, and its signature.

    Attributes:
        account: who signed.
        typed_data: what; None for a sponsored deployment.
        signature: felts, as the account takes them.
        deployment: of the account, before.

    """

    account: int
    typed_data: dict[str, Any] | None
    signature: tuple[int, ...]
    deployment: Deployment | None = None

    @property
    def type(self) -> TransactionType:
        """Its name in SNIP-29."""
        return _type_of(self.deployment, invokes=self.typed_data is not None)

    def to_json(self) -> dict[str, Any]:
        """Return it as it goes over the wire."""
        document: dict[str, Any] = {"type": self.type}
        if self.deployment is not None:
            document["deployment"] = self.deployment.to_json()
        if self.typed_data is not None:
            document["invoke"] = {
                "user_address": hex(self.account),
                "typed_data": self.typed_data,
                "signature": hexes(self.signature),
            }
        return document

    @classmethod
    def from_json(cls, value: Any, where: str = "transaction") -> Executable:
        """Read it. Raises `WireError`."""
        document = object_of(value, where)
        kind = type_in(document, where)
        deployment = (
            None if kind == "invoke" else Deployment.from_json(document.get("deployment"), f"{where}.deployment")
        )
        if kind == "deploy":
            assert deployment is not None
            return cls(deployment.address, None, (), deployment)
        invoke = object_of(document.get("invoke"), f"{where}.invoke")
        return cls(
            felt_of(invoke.get("user_address"), f"{where}.invoke.user_address"),
            dict(object_of(invoke.get("typed_data"), f"{where}.invoke.typed_data")),
            felts_of(invoke.get("signature"), f"{where}.invoke.signature"),
            deployment,
        )
