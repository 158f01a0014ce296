"""What goes on a device: the shipped firmware configuration with this device's names and secrets filled in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum

from gateway.devices.authority import Issued, public_key_fingerprint
from gateway.shipped_files import shipped
from gateway.topics import Channel, device_topic

__all__ = ["BrokerAddress", "DeviceFile", "Firmware", "FirmwareError", "Kind", "Wifi", "firmware_files"]

TLS_PASSWORD_PORT = 8883
TLS_CERTIFICATE_PORT = 8884
_LONGEST_FULL_TOPIC = 100  # Tasmota's bound on FullTopic
_LONGEST_NODE_NAME = 31  # ESPHome's bound on a node's name
_UNKNOWN = "change-me"


class FirmwareError(ValueError):
    """A device of this kind cannot have this name or these credentials; the message says what to choose instead."""


class Kind(StrEnum):
    """Which firmware the device runs."""

    ESP32_CAM = "esp32-cam"
    VIBRATION = "vibration"
    TASMOTA = "tasmota"
    GENERIC = "generic"


_ESPHOME = {Kind.ESP32_CAM: "esp32-cam.yaml", Kind.VIBRATION: "vibration-node.yaml"}


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """Where devices find the broker, and what they trust it by.

    Attributes:
        host: a name or address that the broker's certificate carries.
        port: TCP port; None chooses the port that ``firmware_configs/mosquitto/ciro.conf`` opens.
        ca_pem: the plant's authority, PEM.
        certificate_pem: the broker's certificate, which Tasmota trusts by its key; None where it is not at hand.

    """

    host: str
    port: int | None
    ca_pem: str
    certificate_pem: str | None = None


@dataclass(frozen=True, slots=True)
class Wifi:
    """The network that the device joins. What is not given stays to be filled in by hand."""

    ssid: str = _UNKNOWN
    password: str = field(default=_UNKNOWN, repr=False)


@dataclass(frozen=True, slots=True)
class Firmware:
    """Everything that one device's files are made from.

    ``password`` is None where the device logs in by ``certificate``.
    """

    kind: Kind
    address: str
    broker: BrokerAddress
    wifi: Wifi
    ota_password: str = field(repr=False)
    password: str | None = field(repr=False)
    certificate: Issued | None

    @property
    def port(self) -> int:
        """The broker's port for this way of logging in."""
        return self.broker.port or (TLS_CERTIFICATE_PORT if self.certificate else TLS_PASSWORD_PORT)


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """A file to be written for a device. ``secret`` files are for their owner's eyes alone."""

    name: str
    content: str = field(repr=False)
    secret: bool


def firmware_files(firmware: Firmware) -> list[DeviceFile]:
    """Return the files of one device, ready to be flashed or pasted.

    Raises:
        FirmwareError: the name is too long for this firmware, or it cannot log in by certificate.

    """
    files = [DeviceFile("ca.pem", firmware.broker.ca_pem, secret=False)]
    if firmware.certificate is not None:
        files.append(DeviceFile("client.pem", firmware.certificate.certificate, secret=False))
        files.append(DeviceFile("client.key", firmware.certificate.key, secret=True))
    if firmware.password is not None:
        files.append(DeviceFile("password", firmware.password + "\n", secret=True))
    if firmware.kind in _ESPHOME:
        return files + _esphome(firmware)
    if firmware.kind is Kind.TASMOTA:
        return [*files, _tasmota(firmware)]
    return [*files, _connection(firmware)]


def _esphome(firmware: Firmware) -> list[DeviceFile]:
    site, area, line, device = firmware.address.split("/")
    node = device.replace("_", "-").strip("-")
    if not node or len(node) > _LONGEST_NODE_NAME:
        raise FirmwareError(
            f"{device!r} cannot be an ESPHome node: its name has 1 to {_LONGEST_NODE_NAME} characters and begins and "
            "ends with a letter or digit"
        )
    text = (shipped("firmware_configs/esphome") / _ESPHOME[firmware.kind]).read_text(encoding="utf-8")
    values = {
        "site": site,
        "area": area,
        "line": line,
        "device": device,
        "node_name": node,
        "broker_host": firmware.broker.host,
        "broker_port": str(firmware.port),
    }
    for key, value in values.items():
        text, count = re.subn(rf"(?m)^  {key}: \S+", f"  {key}: {json.dumps(value)}", text, count=1)
        if count != 1:
            raise FirmwareError(f"{_ESPHOME[firmware.kind]} has no substitution {key}: install the product again")
    secrets: dict[str, str] = {
        "wifi_ssid": firmware.wifi.ssid,
        "wifi_password": firmware.wifi.password,
        "ota_password": firmware.ota_password,
        "plant_ca": firmware.broker.ca_pem,
    }
    if firmware.certificate is None:
        secrets["mqtt_password"] = firmware.password or _UNKNOWN
    else:
        text = re.sub(r"(?m)^  username: .*\n  password: !secret mqtt_password\n", "", text)
        text = text.replace(
            "  certificate_authority: !secret plant_ca\n",
            "  certificate_authority: !secret plant_ca\n"
            "  client_certificate: !secret client_certificate\n"
            "  client_certificate_key: !secret client_certificate_key\n",
        )
        secrets["client_certificate"] = firmware.certificate.certificate
        secrets["client_certificate_key"] = firmware.certificate.key
    return [
        DeviceFile(f"{node}.yaml", text, secret=False),
        DeviceFile("secrets.yaml", "".join(f"{k}: {_yaml(v)}\n" for k, v in secrets.items()), secret=True),
    ]


def _yaml(value: str) -> str:
    """Write *value* as YAML: a block for PEM, else a double-quoted string, whose escapes are JSON's."""
    if "\n" in value:
        return "|\n" + "".join(f"  {line}\n" for line in value.strip().splitlines()).rstrip("\n")
    return json.dumps(value)


def _tasmota(firmware: Firmware) -> DeviceFile:
    if firmware.password is None:
        raise FirmwareError("Tasmota logs in by password here: leave --certificate out")
    address = firmware.address
    full_topic = f"ciro/v1/{address}/tasmota/%prefix%/"
    if len(full_topic) > _LONGEST_FULL_TOPIC:
        longest = _LONGEST_FULL_TOPIC - (len(full_topic) - len(address))
        raise FirmwareError(f"{address} has {len(address)} characters; Tasmota holds addresses of up to {longest}")
    fingerprint = "<FINGERPRINT of the broker's key: give its certificate with --broker-certificate>"
    if firmware.broker.certificate_pem is not None:
        fingerprint = public_key_fingerprint(firmware.broker.certificate_pem)
    text = (shipped("firmware_configs/tasmota") / "sensor.txt").read_text(encoding="utf-8")
    values = {
        "<FINGERPRINT>": fingerprint,
        "<BROKER>": firmware.broker.host,
        "<PORT>": str(firmware.port),
        "<ADDRESS>": address,
        "<PASSWORD>": firmware.password,
        "<DEVICE>": address.rsplit("/", 1)[1],
    }
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return DeviceFile("tasmota.txt", text, secret=True)


def _connection(firmware: Firmware) -> DeviceFile:
    address = firmware.address
    login: dict[str, object] = {"username": address, "password_file": "password"}
    if firmware.certificate is not None:
        login = {"certificate_file": "client.pem", "key_file": "client.key"}
    described = {
        "device": address,
        "broker": {"host": firmware.broker.host, "port": firmware.port, "tls": True, "ca_file": "ca.pem"},
        "client_id": address,
        "login": login,
        "publish": {
            channel.name.lower(): {"topic": device_topic(address, channel), "qos": 1, "retain": retain}
            for channel, retain in (
                (Channel.FRAME, False),
                (Channel.EVIDENCE, False),
                (Channel.TELEMETRY, False),
                (Channel.STATUS, True),
                (Channel.INFO, True),
            )
        },
        "last_will": {"topic": device_topic(address, Channel.STATUS), "payload": "offline", "qos": 1, "retain": True},
        "subscribe": {"commands": device_topic(address, "cmd/+")},
    }
    return DeviceFile("connection.json", json.dumps(described, indent=2) + "\n", secret=False)
