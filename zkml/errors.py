"""What the verifier says when it does not believe, and what the compiler says when it cannot prove."""

from __future__ import annotations

__all__ = ["Cancelled", "Rejected", "Unprovable"]


class Rejected(Exception):  # noqa: N818 (the verdict, not a fault of the program)
    """A proof, a registration or a statement was not accepted.

    Attributes:
        check: the short name of the check that failed; `docs/security-of-proofs.md` lists them.
        detail: what was found.

    """

    def __init__(self, check: str, detail: str = "") -> None:
        super().__init__(f"{check}: {detail}" if detail else check)
        self.check = check
        self.detail = detail


class Unprovable(ValueError):  # noqa: N818
    """A model, an input or a machine is outside what can be proven; the message names the part and the remedy."""


class Cancelled(Exception):  # noqa: N818
    """A proof was given up because the caller asked for it."""
