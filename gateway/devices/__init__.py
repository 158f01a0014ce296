"""Devices and the plant's broker: credentials, certificates, accounts, filled-in firmware configurations."""

from gateway.devices.accounts import AccountError, PasswordFile, hash_password, matches, new_password
from gateway.devices.authority import Authority, AuthorityError, Issued, public_key_fingerprint
from gateway.devices.broker_setup import GATEWAY_ACCOUNT, BrokerSetup, set_up_account, set_up_broker
from gateway.devices.firmware import BrokerAddress, DeviceFile, Firmware, FirmwareError, Kind, Wifi, firmware_files
from gateway.devices.provision import NewDevice, new_device

__all__ = [
    "GATEWAY_ACCOUNT",
    "AccountError",
    "Authority",
    "AuthorityError",
    "BrokerAddress",
    "BrokerSetup",
    "DeviceFile",
    "Firmware",
    "FirmwareError",
    "Issued",
    "Kind",
    "NewDevice",
    "PasswordFile",
    "Wifi",
    "firmware_files",
    "hash_password",
    "matches",
    "new_device",
    "new_password",
    "public_key_fingerprint",
    "set_up_account",
    "set_up_broker",
]
