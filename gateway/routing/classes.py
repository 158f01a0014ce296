"""The two classes that no price can buy off: how far an input may travel, and how a result must be vouched for."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Residency", "Trust"]


class Residency(IntEnum):
    """How far from this box an input may travel, and how far away a worker stands. An order: the nearer is smaller."""

    LOCAL = 0  # this box
    SITE = 1  # the plant's own network
    REGION = 2  # the legal area that the operator names
    ANY = 3  # anywhere

    @property
    def label(self) -> str:
        """The name in configuration and messages."""
        return self.name.lower()


class Trust(IntEnum):
    """How a worker's results are vouched for. An order: the stronger is greater.

    A worker is at most SIGNED, or PROVEN where it gives proofs: whether it is attested changes with time, and is
    in its condition. A job that asks for ATTESTED is not proven, so who gives proofs is not attested by that.

    OWN is this gateway's own engine, which answers for nobody else's machine and so meets every demand.
    """

    UNSIGNED = 0  # any Open Inference Protocol server
    SIGNED = 1  # each result signed by a known key
    ATTESTED = 2  # and a named verifier vouches for the worker's platform, now
    PROVEN = 3  # and each result with a proof that the gateway verifies
    OWN = 4

    @property
    def label(self) -> str:
        """The name in configuration and messages."""
        return self.name.lower()
