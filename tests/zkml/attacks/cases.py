"""What a forger hands to a verifier, and what a verifier says to it."""

from dataclasses import dataclass
from typing import Any

from mutants import moved, part

__all__ = ["Bundled", "Claimed", "Described", "Proven", "Registered"]


def _said(package: Any, judge: Any) -> str:
    """Return ``accepted``, the name of the check that rejected, or of whatever else is raised."""
    try:
        judge()
    except part(package, "errors").Rejected as error:
        return error.check
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    return "accepted"


@dataclass(frozen=True)
class Proven:
    """A proof of a statement about a registered model."""

    registration: Any
    statement: Any
    data: Any

    def verdict(self, package: Any) -> str:
        registration, statement = moved(self.registration, package), moved(self.statement, package)
        return _said(package, lambda: package.verify(registration, statement, self.data))


@dataclass(frozen=True)
class Registered:
    """A model's record."""

    registration: Any

    def verdict(self, package: Any) -> str:
        registration = moved(self.registration, package)
        return _said(package, lambda: part(package, "registration").verify_registration(registration))


@dataclass(frozen=True)
class Described:
    """A network's description."""

    architecture: Any

    def verdict(self, package: Any) -> str:
        architecture = moved(self.architecture, package)
        return _said(package, architecture.check)


@dataclass(frozen=True)
class Claimed:
    """The bytes of a registration."""

    data: Any

    def verdict(self, package: Any) -> str:
        return _said(package, lambda: package.decode_registration(self.data))


@dataclass(frozen=True)
class Bundled:
    """The bytes of a bundle."""

    data: Any

    def verdict(self, package: Any) -> str:
        return _said(package, lambda: part(package, "bundle").decode_bundle(self.data))
