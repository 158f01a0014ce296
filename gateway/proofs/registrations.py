"""Registrations of models, as this gateway's provers made them: verified once, wished for before they are needed."""

from __future__ import annotations

import time
from collections.abc import Iterable

from edge_worker import ModelStore
from gateway.proofs.spool import Spool, SpoolError, read_bounded
from zkml import Registration, Rejected, decode_registration, verify_registration

__all__ = ["Registrations", "Wishes"]

WISH_S = 10.0


class Registrations:
    """Those in a spool, by their packages' SHA-256."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._verified: dict[str, Registration] = {}

    def get(self, model_sha256: str) -> Registration:
        """Return a package's registration.

        Raises:
            SpoolError: there is none that holds.

        """
        if model_sha256 not in self._verified:
            try:
                registration = decode_registration(read_bounded(self._spool.registration(model_sha256)))
                verify_registration(registration)
            except (OSError, Rejected) as error:
                raise SpoolError(f"the registration of model {model_sha256[:12]}… does not hold: {error}") from error
            self._verified[model_sha256] = registration
        return self._verified[model_sha256]

    def forget(self, model_sha256: str) -> None:
        """Have it read again: it may have been made anew."""
        self._verified.pop(model_sha256, None)


class Wishes:
    """Has the models in use registered before their first result.

    Attributes:
        unprovable: why a package's model can't be proven, by its SHA-256.

    """

    def __init__(self, spool: Spool, models: ModelStore) -> None:
        self._spool, self._models = spool, models
        self._wished: set[str] = set()
        self._wished_for: tuple[str, ...] = ()
        self._due = 0.0
        self.unprovable: dict[str, str] = {}

    def look(self, used: Iterable[str]) -> None:
        """Wish for what is *used* and not there; learn what can't be proven. Every ten seconds, or when it changes."""
        used = tuple(used)
        if used == self._wished_for and time.monotonic() < self._due:
            return
        self._wished_for, self._due = used, time.monotonic() + WISH_S
        for name in used:
            try:
                package = self._models.get(name)
            except (LookupError, ValueError, OSError):
                continue  # the inference stage says so
            if package.manifest.model is None or package.sha256 in self._wished:
                continue
            self._wished.add(package.sha256)
            if not self._spool.registration(package.sha256).exists():
                self._spool.wish(package.sha256)
        for sha256 in self._wished:
            reason = self._spool.unprovable(sha256)
            if reason:
                self.unprovable[sha256] = reason
