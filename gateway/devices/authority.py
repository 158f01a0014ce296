"""The plant's own certificate authority: it signs the broker's certificate and, where wanted, the devices'.

Its key (``ca.key``) signs and nothing else; whoever has it can pose as any device. ``ca.pem`` is public and goes to
every device, which trusts the broker by it. ``issued`` lists the devices' certificates, a line each (serial number in
hexadecimal, day of expiry, address), so that a device that was stolen can be shut out: ``ca.crl`` is the list of those
that the broker refuses.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gateway.whole_file import PUBLIC, SECRET, write_file

__all__ = ["Authority", "AuthorityError", "Certified", "Issued", "public_key_fingerprint"]

CA_DAYS = 3650
BROKER_DAYS = 825
DEVICE_DAYS = 1095
_CLOCK_SLACK = timedelta(hours=1)
_LONGEST_COMMON_NAME = 64  # X.520's upper bound, which OpenSSL enforces

_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class AuthorityError(ValueError):
    """A certificate cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its private key, both PEM. The key is not shown by ``repr``."""

    certificate: str
    key: str

    def __repr__(self) -> str:
        return f"Issued(certificate={self.certificate!r}, key=…)"


@dataclass(frozen=True, slots=True)
class Certified:
    """A device's certificate, as the authority remembers it."""

    serial: int
    address: str
    expires: date
    revoked: bool


class Authority:
    """A certificate authority kept in one directory: ``ca.pem``, ``ca.key``, ``issued`` and ``ca.crl``."""

    def __init__(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, directory: Path) -> None:
        self.certificate = certificate
        self._key = key
        self._directory = directory

    @classmethod
    def create(
        cls, directory: Path, *, name: str = "Plant", days: int = CA_DAYS, now: datetime | None = None
    ) -> Authority:
        """Make a new authority in *directory*, which is created with mode 0700 where absent.

        Raises:
            AuthorityError: there is one already; its devices would no longer be trusted.

        """
        if (directory / "ca.key").exists() or (directory / "ca.pem").exists():
            raise AuthorityError(
                f"{directory} holds an authority already; every device trusts it, so it is not replaced: "
                "choose another directory for a new one"
            )
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} MQTT authority"[:_LONGEST_COMMON_NAME])])
        certificate = (
            _builder(subject, subject, key, days, now)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        write_file(directory / "ca.key", _key_pem(key), SECRET)
        write_file(directory / "ca.pem", _certificate_pem(certificate), PUBLIC)
        return cls(certificate, key, directory)

    @classmethod
    def load(cls, directory: Path) -> Authority:
        """Read the authority in *directory*.

        Raises:
            AuthorityError: there is none, or it cannot be read.

        """
        try:
            certificate = x509.load_pem_x509_certificate((directory / "ca.pem").read_bytes())
            key = serialization.load_pem_private_key((directory / "ca.key").read_bytes(), password=None)
        except FileNotFoundError as error:
            raise AuthorityError(
                f"no authority in {directory}: make one with: ciro device ca --ca {directory}"
            ) from error
        except (OSError, ValueError, TypeError) as error:
            raise AuthorityError(f"the authority in {directory} cannot be read: {error}") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise AuthorityError(f"{directory}/ca.key is not the key of {directory}/ca.pem")
        return cls(certificate, key, directory)

    @property
    def pem(self) -> str:
        """The authority's certificate, PEM: what devices trust."""
        return _certificate_pem(self.certificate)

    def issue_broker(
        self, hosts: list[str], *, days: int = BROKER_DAYS, now: datetime | None = None, key_pem: bytes | None = None
    ) -> Issued:
        """Make the broker's certificate for *hosts*: DNS names and IP addresses under which devices reach it.

        Its key is RSA with 2048 bits, the one kind that all of the firmware we support understands. *key_pem* is the
        key of the certificate that is renewed: devices that trust the key need not be told.

        Raises:
            AuthorityError: *hosts* is empty, a name cannot be one, or *key_pem* is no RSA key.

        """
        if not hosts:
            raise AuthorityError(
                "a broker's certificate names at least one host: the name or address devices connect to"
            )
        key = _broker_key(key_pem)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:_LONGEST_COMMON_NAME])])
        names = x509.SubjectAlternativeName([_general_name(host) for host in hosts])
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        return self._issue(subject, key, usage, days, now, names)

    def issue_device(self, address: str, *, days: int = DEVICE_DAYS, now: datetime | None = None) -> Issued:
        """Make a device's certificate. Its common name is the address, which the broker takes as the user name.

        Raises:
            AuthorityError: the address is longer than a common name may be.

        """
        if len(address) > _LONGEST_COMMON_NAME:
            raise AuthorityError(
                f"{address} has {len(address)} characters; in a certificate a device's address may have "
                f"{_LONGEST_COMMON_NAME}: choose shorter names or use a password"
            )
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        issued = self._issue(subject, key, x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), days, now)
        certificate = x509.load_pem_x509_certificate(issued.certificate.encode())
        line = f"{certificate.serial_number:x} {certificate.not_valid_after_utc.date()} {address}\n"
        write_file(self._directory / "issued", self._issued() + line, SECRET)
        return issued

    def certified(self) -> list[Certified]:
        """Return the devices' certificates in the order in which they were issued."""
        revoked = {int(entry.serial_number) for entry in self._revoked()}
        found = []
        for line in self._issued().splitlines():
            serial, expires, address = line.split(" ", 2)
            number = int(serial, 16)
            found.append(Certified(number, address, date.fromisoformat(expires), number in revoked))
        return found

    def revoke(self, address: str, *, now: datetime | None = None) -> list[Certified]:
        """Put every certificate of the device *address* that still holds on the list; return them, maybe none."""
        moment = now or datetime.now(UTC)
        ended = [c for c in self.certified() if c.address == address and not c.revoked and c.expires >= moment.date()]
        if ended:
            new = [
                x509.RevokedCertificateBuilder().serial_number(entry.serial).revocation_date(moment).build()
                for entry in ended
            ]
            write_file(self._directory / "ca.crl", self._list([*self._revoked(), *new], moment), PUBLIC)
        return ended

    @property
    def revocation_list(self) -> str:
        """The list of certificates that the broker refuses, PEM; it holds as long as the authority does."""
        try:
            return (self._directory / "ca.crl").read_text(encoding="ascii")
        except FileNotFoundError:
            return self._list([], datetime.now(UTC))

    def _issued(self) -> str:
        try:
            return (self._directory / "issued").read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def _revoked(self) -> list[x509.RevokedCertificate]:
        return list(x509.load_pem_x509_crl(self.revocation_list.encode()))

    def _list(self, revoked: list[x509.RevokedCertificate], moment: datetime) -> str:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(moment - _CLOCK_SLACK)
            .next_update(self.certificate.not_valid_after_utc)
        )
        for entry in revoked:
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    def _issue(
        self,
        subject: x509.Name,
        key: _Key,
        usage: x509.ExtendedKeyUsage,
        days: int,
        now: datetime | None,
        names: x509.SubjectAlternativeName | None = None,
    ) -> Issued:
        builder = (
            _builder(subject, self.certificate.subject, key, days, now)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(usage, critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
        )
        if names is not None:
            builder = builder.add_extension(names, critical=False)
        return Issued(_certificate_pem(builder.sign(self._key, hashes.SHA256())), _key_pem(key))


def public_key_fingerprint(certificate_pem: str) -> str:
    """Return Tasmota's fingerprint (version 2) of a certificate's RSA public key: 20 bytes in hexadecimal, spaced.

    SHA-1 over the tag ``ssh-rsa``, the exponent and the modulus, each preceded by its length in 4 bytes, big-endian,
    without leading zeros (Tasmota's ``WiFiClientSecureLightBearSSL.cpp``; SHA-1 is its choice).

    Raises:
        AuthorityError: the key is not RSA; Tasmota understands no other.

    """
    public = x509.load_pem_x509_certificate(certificate_pem.encode()).public_key()
    if not isinstance(public, rsa.RSAPublicKey):
        raise AuthorityError("Tasmota trusts RSA keys alone: make the broker's certificate with: ciro device broker")
    numbers = public.public_numbers()
    digest = hashlib.sha1(usedforsecurity=False)
    for part in (b"ssh-rsa", _big_endian(numbers.e), _big_endian(numbers.n)):
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest().hex(" ").upper()


def _broker_key(key_pem: bytes | None) -> rsa.RSAPrivateKey:
    if key_pem is None:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    try:
        key = serialization.load_pem_private_key(key_pem, password=None)
    except (ValueError, TypeError) as error:
        raise AuthorityError(f"the broker's key cannot be read: {error}") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise AuthorityError("the broker's key is not RSA: remove it and its certificate, and make both anew")
    return key


def _big_endian(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _builder(
    subject: x509.Name, issuer: x509.Name, key: _Key, days: int, now: datetime | None
) -> x509.CertificateBuilder:
    start = (now or datetime.now(UTC)) - _CLOCK_SLACK  # a device whose clock is a little behind must not refuse it
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _CLOCK_SLACK + timedelta(days=days))
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not host or len(host) > 253 or not all(c.isascii() and (c.isalnum() or c in "-._*") for c in host):
        raise AuthorityError(f"{host!r} is neither a host name nor an IP address")
    return x509.DNSName(host)


def _certificate_pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_pem(key: _Key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
