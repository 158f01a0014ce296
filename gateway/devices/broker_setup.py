"""mosquitto's side: configuration, rules, certificate and the gateway's account, put where mosquitto reads them."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from gateway.devices.accounts import AccountError, PasswordFile, hash_password, new_password
from gateway.devices.authority import Authority
from gateway.shipped_files import shipped
from gateway.whole_file import PUBLIC, SECRET, write_file

__all__ = ["GATEWAY_ACCOUNT", "BrokerSetup", "refresh_revocations", "set_up_account", "set_up_broker"]

GATEWAY_ACCOUNT = "gateway"
_SHARED_WITH_BROKER = 0o640
_CONFIGURED = "/etc/mosquitto/ciro"


@dataclass(frozen=True, slots=True)
class BrokerSetup:
    """What was put in place for mosquitto: files written now, and files kept because they were edited or in use."""

    directory: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def set_up_broker(
    directory: Path,
    authority: Authority,
    hosts: list[str],
    *,
    gateway_password: Path,
    group: str | None = "mosquitto",
    renew: bool = False,
) -> BrokerSetup:
    """Put the plant's configuration into mosquitto's *directory* (``/etc/mosquitto`` on Debian).

    Written are ``conf.d/ciro.conf`` and, under ``ciro/``, the rules, the authority's and the broker's certificates,
    the list of revoked ones, the broker's key, and the password file with the gateway's account, whose password goes to
    *gateway_password* (0600). What is there already is kept: certificates and accounts are in use, the rest may be
    edited; only the list of revoked certificates is always the authority's present one. A shipped file that differs
    from the one kept is written beside it as ``NAME.new``. *renew* makes the broker's certificate anew, for the same
    key.

    What the broker must read and others must not belongs to *group* (mode 0640) where that group exists and we may.

    Raises:
        AuthorityError: *hosts* cannot be certified.
        AccountError: the gateway has an account whose password file is absent.

    """
    place = directory / "ciro"
    (directory / "conf.d").mkdir(parents=True, exist_ok=True)
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    written: list[Path] = []
    kept: list[Path] = []

    configuration = (shipped("firmware_configs/mosquitto") / "ciro.conf").read_text(encoding="utf-8")
    rules = (shipped("firmware_configs/mosquitto") / "acl").read_text(encoding="utf-8")
    _keep_or_write(directory / "conf.d" / "ciro.conf", configuration.replace(_CONFIGURED, str(place)), written, kept)
    _keep_or_write(place / "acl", rules, written, kept)
    _keep_or_write(place / "ca.pem", authority.pem, written, kept)
    refresh_revocations(directory, authority)

    certificate, key = place / "broker.pem", place / "broker.key"
    if renew or not (certificate.exists() and key.exists()):
        issued = authority.issue_broker(hosts, key_pem=key.read_bytes() if key.exists() else None)
        write_file(key, issued.key, SECRET)
        write_file(certificate, issued.certificate, PUBLIC)
        written += [certificate, key]
    else:
        kept += [certificate, key]

    passwords = place / "passwords"
    if GATEWAY_ACCOUNT not in PasswordFile(passwords).users():
        set_up_account(passwords, GATEWAY_ACCOUNT, gateway_password)
        written += [passwords, gateway_password]
    elif gateway_password.exists():
        kept += [passwords, gateway_password]
    else:
        raise AccountError(
            f"{passwords} has the account {GATEWAY_ACCOUNT}, but its password is not in {gateway_password}: "
            f"draw a new one with: ciro device account {GATEWAY_ACCOUNT} --replace"
        )
    for path in (key, passwords):
        _share_with(path, group)
    return BrokerSetup(directory, tuple(written), tuple(kept))


def refresh_revocations(directory: Path, authority: Authority) -> Path:
    """Give mosquitto the authority's present list of certificates to refuse; return where it lies."""
    path = directory / "ciro" / "ca.crl"
    write_file(path, authority.revocation_list, PUBLIC)
    return path


def set_up_account(passwords: Path, user: str, secret_file: Path, *, replace: bool = False) -> None:
    """Make an account that is no device's: add its hash to *passwords*, write its password to *secret_file* (0600).

    Raises:
        AccountError: the account exists and *replace* is false, or the name breaks the rule.

    """
    password = new_password()
    PasswordFile(passwords).add(user, hash_password(password), replace=replace)
    secret_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(secret_file, password + "\n", SECRET)


def _keep_or_write(path: Path, content: str, written: list[Path], kept: list[Path]) -> None:
    if not path.exists():
        write_file(path, content, PUBLIC)
        written.append(path)
    elif path.read_text(encoding="utf-8") == content:
        kept.append(path)
    else:
        beside = path.with_name(path.name + ".new")
        write_file(beside, content, PUBLIC)
        written.append(beside)
        kept.append(path)


def _share_with(path: Path, group: str | None) -> None:
    if group is None or os.geteuid() != 0:
        return
    try:
        shutil.chown(path, group=group)
    except LookupError:
        return  # mosquitto runs under another name here; docs/install.md says what it must be able to read
    except OSError as error:
        if error.errno == errno.EINVAL:
            return  # root of a user namespace that does not know the group
        raise
    path.chmod(_SHARED_WITH_BROKER)
