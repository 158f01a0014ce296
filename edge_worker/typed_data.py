"""SNIP-12 revision 1 typed data, as wallets, starknet.js and starknet.py take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["fields", "typed_data"]

Field = dict[str, str]


def fields(kind: str, *names: str) -> list[Field]:
    """Return struct fields of one type."""
    return [{"name": name, "type": kind} for name in names]


def typed_data(
    types: Mapping[str, Sequence[Field]],
    primary: str,
    domain: tuple[str, str],
    chain_id: int,
    message: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the typed data of the struct *primary*; *types* are it and the structs inside it.

    *domain* is name and version; *chain_id* the chain's id as a number.
    """
    name, version = domain
    return {
        "types": {
            "StarknetDomain": fields("shortstring", "name", "version", "chainId", "revision"),
            **{struct: list(members) for struct, members in types.items()},
        },
        "primaryType": primary,
        "domain": {"name": name, "version": version, "chainId": hex(chain_id), "revision": "1"},
        "message": dict(message),
    }
