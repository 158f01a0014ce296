"""What a worker declares about its machine: the twin of ``contracts/src/logic/capability_statement.cairo``.

The message is SNIP-12 revision 1 typed data: domain ``Ciro capabilities`` version 1 of one chain, the worker's account
as the signer, and the statement with the pool's address inside. The account submits it (``CdcPool.register``, later
``update_capabilities``); the result key that it names signs it, so that nobody registers a key that it does not hold.

Needs the extra ``[chain]``; it is imported when a function is called, so that a worker without a chain never loads it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from enum import IntFlag
from typing import Any

from edge_worker import typed_data as snip12

__all__ = [
    "MAX_FRAMEWORKS",
    "Capability",
    "CapabilityStatement",
    "Framework",
    "Resources",
    "encode_version",
    "message_hash",
    "sign",
    "typed_data",
]

MAX_FRAMEWORKS = 16
"""Frameworks in one statement, as ``contracts/src/constants.cairo`` has it."""

_SHORT_STRING = 31  # bytes
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?![\d.]*\d)")


class Capability(IntFlag):
    """Hardware capability flags; the value is the bit on the chain."""

    CUDA = 1
    OPENCL = 2
    FP16 = 4
    INT8 = 8
    NVLINK = 16
    INFINIBAND = 32
    TENSOR_CORES = 64
    MULTI_GPU = 128


@dataclass(frozen=True)
class Resources:
    """What the machine has: memory, RAM and storage in GiB, bandwidth in Mbit/s."""

    flags: int = 0
    """A sum of ``Capability``."""
    gpu_memory: int = 0
    cpu_cores: int = 0
    ram: int = 0
    storage: int = 0
    bandwidth: int = 0


@dataclass(frozen=True)
class Framework:
    """A framework that the worker runs; ``version`` is ``major * 10^6 + minor * 10^3 + patch``."""

    name: str
    version: int


@dataclass(frozen=True)
class CapabilityStatement:
    """A statement as the pool takes it.

    Raises:
        ValueError: a name has more than 31 ASCII characters, or there are too many frameworks.

    """

    result_key: int
    """The Stark public key under which the worker signs results."""
    valid_from: int
    """Unix seconds; a later statement replaces an earlier one."""
    resources: Resources = field(default_factory=Resources)
    gpu_model: str = ""
    cpu_model: str = ""
    frameworks: tuple[Framework, ...] = ()

    def __post_init__(self) -> None:
        names = [self.gpu_model, self.cpu_model, *(framework.name for framework in self.frameworks)]
        for name in names:
            if not name.isascii() or len(name) > _SHORT_STRING:
                raise ValueError(f"{name!r} has more than {_SHORT_STRING} ASCII characters, or others")
        if len(self.frameworks) > MAX_FRAMEWORKS:
            raise ValueError(f"{len(self.frameworks)} frameworks; the pool takes {MAX_FRAMEWORKS}")


def encode_version(text: str) -> int:
    """Return a release such as ``1.19.2`` as one number; a suffix (``2.3.0+cu121``, ``1.0rc1``) is left out.

    Raises:
        ValueError: there is no number, more than three, or a minor or patch number over 999.

    """
    found = _VERSION.match(text)
    if found is None:
        raise ValueError(f"{text!r} is no version major.minor.patch")
    major, minor, patch = (int(part or 0) for part in found.groups())
    if minor > 999 or patch > 999:
        raise ValueError(f"{text!r}: minor and patch go up to 999")
    return major * 1_000_000 + minor * 1_000 + patch


def typed_data(statement: CapabilityStatement, pool: int, chain_id: int) -> dict[str, Any]:
    """Return the typed data as wallets and starknet.js take it, for the pool at address *pool*."""
    message = asdict(statement) | {
        "pool": hex(pool),
        "result_key": hex(statement.result_key),
        "resources": asdict(statement.resources) | {"flags": int(statement.resources.flags)},
        "frameworks": [asdict(framework) for framework in statement.frameworks],
    }
    types = {
        "CapabilityStatement": [
            *snip12.fields("ContractAddress", "pool"),
            *snip12.fields("felt", "result_key"),
            *snip12.fields("timestamp", "valid_from"),
            *snip12.fields("Resources", "resources"),
            *snip12.fields("shortstring", "gpu_model", "cpu_model"),
            *snip12.fields("Framework*", "frameworks"),
        ],
        "Framework": [*snip12.fields("shortstring", "name"), *snip12.fields("u128", "version")],
        "Resources": snip12.fields("u128", "flags", "gpu_memory", "cpu_cores", "ram", "storage", "bandwidth"),
    }
    return snip12.typed_data(types, "CapabilityStatement", ("Ciro capabilities", "1"), chain_id, message)


def message_hash(statement: CapabilityStatement, worker: int, pool: int, chain_id: int) -> int:
    """Return the hash that the result key signs for the account at address *worker*."""
    from starknet_py.utils.typed_data import TypedData

    data: Any = typed_data(statement, pool, chain_id)
    return int(TypedData.from_dict(data).message_hash(worker))


def sign(statement: CapabilityStatement, worker: int, pool: int, chain_id: int, private_key: int) -> tuple[int, int]:
    """Return the signature (r, s) of the result key over the statement."""
    import fast_stark_crypto

    r, s = fast_stark_crypto.sign(private_key, message_hash(statement, worker, pool, chain_id))
    return r, s
