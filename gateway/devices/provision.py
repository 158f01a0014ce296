"""A new device: credentials drawn, its account added, its files written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gateway.devices.accounts import PasswordFile, hash_password, new_password
from gateway.devices.authority import Authority, Issued
from gateway.devices.firmware import BrokerAddress, Firmware, FirmwareError, Kind, Wifi, firmware_files
from gateway.topics import check_address
from gateway.whole_file import PUBLIC, SECRET, write_file

__all__ = ["NewDevice", "new_device"]

PASSWORD_LINE = "mosquitto-password-line"  # noqa: S105 - a file's name


@dataclass(frozen=True, slots=True)
class NewDevice:
    """What was made for a device.

    Attributes:
        address: ``site/area/line/device``; also its user name at the broker.
        directory: where its files lie (mode 0700).
        files: their paths, those with secrets of mode 0600.
        account_added: whether its line is in the broker's password file; else it lies in ``mosquitto-password-line``.
        to_fill_in: what the person at the keyboard still has to write into the files.

    """

    address: str
    directory: Path
    files: tuple[Path, ...]
    account_added: bool
    to_fill_in: tuple[str, ...]


def new_device(
    address: str,
    kind: Kind,
    directory: Path,
    broker: BrokerAddress,
    *,
    wifi: Wifi | None = None,
    password_file: Path | None = None,
    authority: Authority | None = None,
    replace: bool = False,
    now: datetime | None = None,
) -> NewDevice:
    """Make a device's credentials and its filled-in configuration in *directory*.

    With *authority* the device logs in by a client certificate, else by a password. With *password_file* its account
    is added there; without, the line to add is written beside the other files.

    Raises:
        TopicError: *address* is no device address.
        FirmwareError: the address does not fit the firmware, or *directory* has files that *replace* does not allow
            to be replaced.
        AccountError: the account exists and *replace* is false.
        AuthorityError: the certificate cannot be made.

    """
    check_address(address)
    certificate: Issued | None = authority.issue_device(address, now=now) if authority else None
    password = None if certificate else new_password()
    firmware = Firmware(kind, address, broker, wifi or Wifi(), new_password(), password, certificate)
    files = firmware_files(firmware)
    present = [directory / file.name for file in files if (directory / file.name).exists()]
    if present and not replace:
        raise FirmwareError(
            f"{present[0]} exists already: choose another directory with --out, or make new credentials with --replace"
        )
    hashed = hash_password(password) if password else None
    if hashed and password_file:
        PasswordFile(password_file).add(address, hashed, replace=replace)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in files:
        write_file(directory / file.name, file.content, SECRET if file.secret else PUBLIC)
    names = [file.name for file in files]
    if hashed and password_file is None:
        write_file(directory / PASSWORD_LINE, f"{address}:{hashed}\n", SECRET)
        names.append(PASSWORD_LINE)
    return NewDevice(
        address,
        directory,
        tuple(directory / name for name in names),
        account_added=hashed is None or password_file is not None,
        to_fill_in=tuple(_to_fill_in(firmware)),
    )


def _to_fill_in(firmware: Firmware) -> list[str]:
    missing = []
    if firmware.kind in {Kind.ESP32_CAM, Kind.VIBRATION} and firmware.wifi.ssid == Wifi().ssid:
        missing.append("wifi_ssid and wifi_password in secrets.yaml (or give --wifi-ssid and --wifi-password)")
    if firmware.kind is Kind.TASMOTA and firmware.broker.certificate_pem is None:
        missing.append("the broker's fingerprint in tasmota.txt (or give --broker-certificate)")
    return missing
