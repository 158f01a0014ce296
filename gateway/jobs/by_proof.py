"""Jobs that are paid on a proof: how their contents are named, and with which parameters they are proven.

Such a job is about a tensor and not about a picture, since what a proof says begins with the tensor: the input is the
model's input as bytes (uint8, row-major), the output its result (int32, little-endian, row-major). Their digests are
those that the contract computes, Starknet's ``poseidon_hash_span`` over their elements.
"""

from __future__ import annotations

from typing import Final

from starknet_py.hash.selector import get_selector_from_name

from zkml.field import PRIME
from zkml.hashing import hashes_of
from zkml.statement import packed

__all__ = ["PARAMETERS", "PARAMETER_SET", "input_digest_of", "output_digest_of", "values_of"]

PARAMETER_SET: Final = "sn-pos-32-31-24"
PARAMETERS: Final = get_selector_from_name(f"Ciro zkML 1: {PARAMETER_SET}")
"""The parameter set as the contracts know it."""


def input_digest_of(content: bytes) -> int:
    """Return the digest by which a job names its input."""
    return hashes_of("poseidon").span(packed(content))


def output_digest_of(content: bytes) -> int:
    """Return the digest that a worker signs.

    Raises:
        ValueError: *content* is no whole number of values.

    """
    return hashes_of("poseidon").span([value % PRIME for value in values_of(content)])


def values_of(content: bytes) -> list[int]:
    """Return an output's values.

    Raises:
        ValueError: as above.

    """
    if len(content) % 4:
        raise ValueError("an output has four bytes a value")
    return [int.from_bytes(content[at : at + 4], "little", signed=True) for at in range(0, len(content), 4)]
