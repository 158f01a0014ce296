"""What the configuration's secrets are for: the logins at the broker and at Kafka, the cipher of pictures at rest."""

from __future__ import annotations

from edge_worker.kafka.address import KafkaAddress
from edge_worker.kafka.topics import TopicRules
from gateway.config import Configuration, KafkaSettings, read_secret, secret_path
from gateway.endpoint import Endpoint
from gateway.journal import FrameCipher

__all__ = ["broker_endpoint", "frame_cipher", "kafka_address", "topic_rules"]


def broker_endpoint(configuration: Configuration) -> Endpoint:
    """Return the broker's address with the gateway's credentials.

    Raises:
        ConfigurationError: the password file can't be read.

    """
    broker = configuration.broker
    tls = broker.tls
    return Endpoint(
        host=broker.host,
        port=broker.port,
        version=broker.version,
        username=broker.username,
        password=None if broker.password_file is None else read_secret(broker.password_file, "[broker] password_file"),
        tls=tls is not None,
        ca_file=tls.ca_file if tls else None,
        cert_file=tls.cert_file if tls else None,
        key_file=secret_path(tls.key_file) if tls and tls.key_file else None,
    )


def frame_cipher(configuration: Configuration) -> FrameCipher | None:
    """Return the cipher of pictures at rest, or None when they are kept as they are.

    Raises:
        ConfigurationError: the key file can't be read.
        FrameKeyError: what it holds is no key.

    """
    path = configuration.privacy.frame_key_file
    return None if path is None else FrameCipher.from_hex(read_secret(path, "[privacy] frame_key_file"))


def kafka_address(settings: KafkaSettings) -> KafkaAddress:
    """Return the address of ``[kafka]`` with the credentials for it.

    Raises:
        ConfigurationError: the password file can't be read.

    """
    tls, password = settings.tls, settings.password_file
    return KafkaAddress(
        tuple(settings.bootstrap),
        tls=tls is not None,
        ca_file=tls.ca_file if tls else None,
        cert_file=tls.cert_file if tls else None,
        key_file=secret_path(tls.key_file) if tls and tls.key_file else None,
        username=settings.username,
        password=None if password is None else read_secret(password, "[kafka] password_file"),
        mechanism=settings.mechanism,
        most_bytes=settings.most_message_mb << 20,
    )


def topic_rules(settings: KafkaSettings) -> TopicRules:
    """Return how the topics of ``[kafka]`` are made."""
    return TopicRules(
        settings.partitions,
        settings.replicas or -1,
        settings.keep_minutes * 60.0,
        settings.keep_dead_days * 86_400.0,
    )
