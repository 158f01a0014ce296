"""Devices and the plant's broker: credentials, certificates, accounts, filled-in firmware configurations."""

from gateway.devices.access import Access, devices, revoke
from gateway.devices.accounts import AccountError, PasswordFile, hash_password, matches, new_password
from gateway.devices.authority import Authority, AuthorityError, Certified, Issued, public_key_fingerprint
from gateway.devices.broker_setup import (
    GATEWAY_ACCOUNT,
    BrokerSetup,
    refresh_revocations,
    set_up_account,
    set_up_broker,
)
from gateway.devices.firmware import BrokerAddress, DeviceFile, Firmware, FirmwareError, Kind, Wifi, firmware_files
from gateway.devices.provision import NewDevice, new_device

__all__ = [
    "GATEWAY_ACCOUNT",
    "Access",
    "AccountError",
    "Authority",
    "AuthorityError",
    "BrokerAddress",
    "BrokerSetup",
    "Certified",
    "DeviceFile",
    "Firmware",
    "FirmwareError",
    "Issued",
    "Kind",
    "NewDevice",
    "PasswordFile",
    "Wifi",
    "devices",
    "firmware_files",
    "hash_password",
    "matches",
    "new_device",
    "new_password",
    "public_key_fingerprint",
    "refresh_revocations",
    "revoke",
    "set_up_account",
    "set_up_broker",
]
