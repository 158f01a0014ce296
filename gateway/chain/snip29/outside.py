"""Typed data of a SNIP-9 version 2 outside execution, read back into what it says.

The account hashes the execution itself, so a signature is good for exactly what is read here and for nothing else;
still every part of the document has to be as SNIP-9 has it, lest a wallet shows or hashes something else.
"""

from __future__ import annotations

from typing import Any

from starknet_py.net.client_models import Call

from gateway.chain.device_messages import OutsideExecution
from gateway.chain.snip29.errors import WireError
from gateway.chain.snip29.fields import MAX_FELTS, U64, felt_of, integer_of

__all__ = ["outside_execution_of"]

_WHERE = "typed_data"


def outside_execution_of(typed_data: Any, chain_id: int) -> OutsideExecution:
    """Return the outside execution that *typed_data* stands for on the chain with this id.

    Raises:
        WireError: it is none of SNIP-9 version 2, or one for another chain; the message names the field.

    """
    if not isinstance(typed_data, dict):
        raise WireError(f"{_WHERE}: not an object")
    _check_frame(typed_data, chain_id)
    message = typed_data.get("message")
    if not isinstance(message, dict):
        raise WireError(f"{_WHERE}.message: not an object")
    expected = {"Caller", "Nonce", "Execute After", "Execute Before", "Calls"}
    if set(message) != expected:
        raise WireError(f"{_WHERE}.message: its fields are not {', '.join(sorted(expected))}")
    calls = message["Calls"]
    if not isinstance(calls, list) or len(calls) > MAX_FELTS:
        raise WireError(f"{_WHERE}.message.Calls: not a list of at most {MAX_FELTS}")
    read = tuple(_call(one, f"{_WHERE}.message.Calls[{place}]") for place, one in enumerate(calls))
    if sum(3 + len(call.calldata) for call in read) > MAX_FELTS:
        raise WireError(f"{_WHERE}.message.Calls: more than the {MAX_FELTS} felts that fit in a transaction")
    return OutsideExecution(
        integer_of(message["Caller"], f"{_WHERE}.message.Caller"),
        integer_of(message["Nonce"], f"{_WHERE}.message.Nonce"),
        integer_of(message["Execute After"], f"{_WHERE}.message.Execute After", U64),
        integer_of(message["Execute Before"], f"{_WHERE}.message.Execute Before", U64),
        read,
    )


def _check_frame(typed_data: dict[str, Any], chain_id: int) -> None:
    """Hold types, primary type and domain against those that we would write."""
    ours = OutsideExecution(0, 0, 0, 0, ()).typed_data(chain_id)
    if typed_data.get("primaryType") != ours["primaryType"]:
        raise WireError(f"{_WHERE}.primaryType: not {ours['primaryType']}")
    types = typed_data.get("types")
    if not isinstance(types, dict) or _members(types) != _members(ours["types"]):
        raise WireError(f"{_WHERE}.types: not those of SNIP-9 version 2")
    domain = typed_data.get("domain")
    if not isinstance(domain, dict) or set(domain) != set(ours["domain"]):
        raise WireError(f"{_WHERE}.domain: its fields are not {', '.join(sorted(ours['domain']))}")
    if domain["name"] != ours["domain"]["name"]:
        raise WireError(f"{_WHERE}.domain.name: not {ours['domain']['name']}")
    for name, wanted in (("version", 2), ("revision", 1)):
        if integer_of(domain[name], f"{_WHERE}.domain.{name}") != wanted:
            raise WireError(f"{_WHERE}.domain.{name}: not {wanted}")
    if _chain_of(domain["chainId"]) != chain_id:
        raise WireError(f"{_WHERE}.domain.chainId: another chain than {hex(chain_id)}")


def _members(types: dict[str, Any]) -> dict[str, list[tuple[Any, Any]]] | None:
    members = {}
    for name, fields in types.items():
        if not isinstance(fields, list) or not all(isinstance(field, dict) for field in fields):
            return None
        if any(set(field) != {"name", "type"} for field in fields):
            return None
        members[name] = [(field["name"], field["type"]) for field in fields]
    return members


def _chain_of(value: Any) -> int:
    """Return a chain's id that is given as a number or as its name, for instance ``SN_MAIN``."""
    if isinstance(value, str) and value.isascii() and 0 < len(value) <= 31 and value.startswith("SN_"):
        return int.from_bytes(value.encode("ascii"))
    return integer_of(value, f"{_WHERE}.domain.chainId")


def _call(value: Any, where: str) -> Call:
    if not isinstance(value, dict) or set(value) != {"To", "Selector", "Calldata"}:
        raise WireError(f"{where}: its fields are not To, Selector, Calldata")
    calldata = value["Calldata"]
    if not isinstance(calldata, list) or len(calldata) > MAX_FELTS:
        raise WireError(f"{where}.Calldata: not a list of at most {MAX_FELTS}")
    return Call(
        to_addr=integer_of(value["To"], f"{where}.To"),
        selector=felt_of(value["Selector"], f"{where}.Selector"),
        calldata=[integer_of(one, f"{where}.Calldata[{place}]") for place, one in enumerate(calldata)],
    )
