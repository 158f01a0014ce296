"""Who may log in at the broker, and how a device is shut out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.devices.accounts import AccountError, PasswordFile
from gateway.devices.authority import Authority, Certified
from gateway.devices.broker_setup import refresh_revocations

__all__ = ["Access", "devices", "revoke"]


@dataclass(frozen=True, slots=True)
class Access:
    """A device's ways in, or another account's: a password, certificates, or both."""

    name: str
    password: bool
    certificates: tuple[Certified, ...] = field(default=())

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "name": self.name,
            "password": self.password,
            "certificates": [
                {"serial": f"{c.serial:x}", "expires": str(c.expires), "revoked": c.revoked} for c in self.certificates
            ],
        }


def devices(passwords: PasswordFile, authority: Authority | None) -> list[Access]:
    """Return everybody whom the broker knows, or knew by a certificate, by name."""
    by_password = set(passwords.users())
    certified: dict[str, list[Certified]] = {}
    for certificate in authority.certified() if authority else []:
        certified.setdefault(certificate.address, []).append(certificate)
    return [
        Access(name, name in by_password, tuple(certified.get(name, ())))
        for name in sorted(by_password | set(certified))
    ]


def revoke(name: str, passwords: PasswordFile, authority: Authority | None, mosquitto: Path) -> Access:
    """Take every way in from *name*, and return what was taken. It counts when mosquitto has read its files again.

    Raises:
        AccountError: there was none.

    """
    had_password = name in passwords.users()
    if had_password:
        passwords.remove(name)
    ended = authority.revoke(name) if authority else []
    if authority and ended:
        refresh_revocations(mosquitto, authority)
    if not had_password and not ended:
        raise AccountError(
            f"{name} has neither an account in {passwords.path} nor a certificate that holds; see: ciro device list"
        )
    return Access(name, had_password, tuple(ended))
