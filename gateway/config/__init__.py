"""The configuration: one pydantic file per section, so that the tree of files is the tree of the TOML file."""

from gateway.config.broker import BrokerSettings
from gateway.config.chain import BatchSettings, ChainSettings, PaymasterSettings, ProvingSettings
from gateway.config.control import ControlSettings
from gateway.config.example import example
from gateway.config.inference import DeviceSettings, InferenceSettings, SignalRange
from gateway.config.ingest import IngestSettings
from gateway.config.jobs import JobSettings
from gateway.config.journal import JournalSettings, RetentionSettings
from gateway.config.kafka import KafkaSettings
from gateway.config.loader import (
    ConfigurationError,
    load,
    parse,
    read_secret,
    schema_json,
    secret_path,
    state_directory,
)
from gateway.config.page import PageSettings, PageUser, is_loopback
from gateway.config.privacy import PrivacySettings
from gateway.config.proofs import ProofSettings
from gateway.config.reference import reference
from gateway.config.root import Configuration, GatewaySettings
from gateway.config.signatures import SignatureSettings, SignerSettings
from gateway.config.tls import TlsSettings

__all__ = [
    "BatchSettings",
    "BrokerSettings",
    "ChainSettings",
    "Configuration",
    "ConfigurationError",
    "ControlSettings",
    "DeviceSettings",
    "GatewaySettings",
    "InferenceSettings",
    "IngestSettings",
    "JobSettings",
    "JournalSettings",
    "KafkaSettings",
    "PageSettings",
    "PageUser",
    "PaymasterSettings",
    "PrivacySettings",
    "ProofSettings",
    "ProvingSettings",
    "RetentionSettings",
    "SignalRange",
    "SignatureSettings",
    "SignerSettings",
    "TlsSettings",
    "example",
    "is_loopback",
    "load",
    "parse",
    "read_secret",
    "reference",
    "schema_json",
    "secret_path",
    "state_directory",
]
