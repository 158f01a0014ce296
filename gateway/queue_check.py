"""Whether the gateway would reach its queue: what ``ciro gateway check`` looks at of ``[kafka]``. Changes nothing.

Each broker is tried by itself, so that one that is away is named; topics and group are asked of those that answer.
"""

from __future__ import annotations

import asyncio
import importlib.util
import ssl
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from edge_worker.kafka.topics import Topics
from gateway.config import ConfigurationError
from gateway.credentials import kafka_address
from gateway.finding import Finding

if TYPE_CHECKING:
    from edge_worker.kafka.address import KafkaAddress
    from gateway.config import KafkaSettings

__all__ = ["check_queue"]

WHAT = "kafka"
ANSWER_S, LIMIT_S = 3.0, 10.0

_START = "start Kafka, or correct [kafka] bootstrap; a gateway that runs keeps trying, and pictures go elsewhere"
_REMEDIES = (  # parts of what the client says, what it means, what to do
    ("SaslAuthenticationFailed", "", "correct [kafka] username and password_file, and see that the brokers know both"),
    ("UnsupportedSaslMechanism", "the broker doesn't take [kafka] mechanism", "choose one that it takes"),
    ("IllegalSaslState", "the broker asks for no user at this port", "take the port that does, or leave username out"),
    ("CERTIFICATE_VERIFY_FAILED", "", "name who vouches for the brokers' certificates: [kafka.tls] ca_file"),
    ("CERTIFICATE_REQUIRED", "the broker asks for a client certificate", "give [kafka.tls] cert_file and key_file"),
    ("Name or service not known", "", "correct the name in [kafka] bootstrap"),
    ("Errno", "", _START),
)
_TOPIC_DENIED, _TOPIC_ABSENT = 29, 3


def check_queue(settings: KafkaSettings, *, offline: bool = False) -> list[Finding]:
    """Look at everything that ``[kafka]`` needs; with *offline* no broker is tried."""
    if not settings.enabled:
        return []
    if importlib.util.find_spec("aiokafka") is None:
        return [
            _problem("aiokafka is not installed", "pip install 'ciro-gateway[kafka]', or set [kafka] enabled = false")
        ]
    try:
        address = kafka_address(settings)
        address.options()
    except ConfigurationError as error:
        return [_problem(str(error), "correct the file or the path in [kafka]")]
    except (OSError, ssl.SSLError) as error:
        return [_problem(f"a certificate can't be used: {error}", "correct the files of [kafka.tls]")]
    if offline:
        return [Finding(WHAT, ok=True, text=f"{address}, not tried")]
    return asyncio.run(_look(address, settings))


async def _look(address: KafkaAddress, settings: KafkaSettings) -> list[Finding]:
    each = [replace(address, bootstrap=(broker,)) for broker in address.bootstrap]
    away = [await _try(one) for one in each]
    told = [finding for finding in away if finding is not None]
    answering = [one for one, finding in zip(each, away, strict=True) if finding is None]
    if not answering:
        return told
    text = f"{', '.join(str(one) for one in answering)} answer{'s' if len(answering) == 1 else ''}"
    return [*told, await _contents(answering[0], settings, text)]


async def _try(address: KafkaAddress) -> Finding | None:
    """Return why a broker can't be used; None if it can."""
    from aiokafka.errors import KafkaError

    from edge_worker.kafka.address import started, told

    try:
        async with asyncio.timeout(LIMIT_S), started(address.admin(ANSWER_S)) as admin:
            await admin.list_topics()
    except (KafkaError, OSError, TimeoutError) as error:
        said = told(error)
    else:
        return None
    for part, meaning, remedy in _REMEDIES:
        if part in said:
            return _problem(f"no connection to {address}: {meaning or said}", remedy)
    if "Unable to bootstrap" in said:
        meaning, remedy = "it ends the connection", "it may ask for a user: [kafka] username and password_file"
    elif address.tls:  # both sides wait, or hang up: neither says why
        meaning, remedy = "it does not answer in TLS", "take the port that speaks TLS, or leave [kafka.tls] out"
    elif "closed" in said:
        meaning, remedy = "it ends the connection", "this port may want TLS: add [kafka.tls], or take the plain one"
    else:
        meaning, remedy = "it does not answer", _START
    return _problem(f"no connection to {address}: {meaning}", remedy)


async def _contents(address: KafkaAddress, settings: KafkaSettings, text: str) -> Finding:
    """Say how topics and group are; those that are absent are made when a gateway or a worker starts."""
    from aiokafka.errors import KafkaError

    from edge_worker.kafka.address import started, told

    topics = Topics(settings.topic_prefix)
    wanted = [topics.intake, topics.results, topics.workers, topics.health]
    try:
        async with asyncio.timeout(LIMIT_S), started(address.admin(ANSWER_S)) as admin:
            found = {one["topic"]: one for one in await admin.describe_topics(wanted)}
            members = await _members(admin, settings.group)
    except (KafkaError, OSError, TimeoutError) as error:
        return _problem(f"{text}, but not about topics: {told(error)}", "see the brokers' log, and what they let us do")
    codes = {name: one["error_code"] for name, one in found.items()}
    denied = [name for name in wanted if codes.get(name) == _TOPIC_DENIED]
    if denied:
        return _problem(f"{text}, but lets us not use {', '.join(denied)}", "let this user describe, read and write it")
    absent = [name for name in wanted if codes.get(name, _TOPIC_ABSENT) == _TOPIC_ABSENT]
    jobs = len(found[topics.intake]["partitions"]) if topics.intake not in absent else 0
    about = f"{topics.intake} has {jobs} partition{'' if jobs == 1 else 's'}" if jobs else ""
    made = f"{', '.join(absent)}: made at the start" if absent else ""
    group = "" if members is None else f"{members} worker{'' if members == 1 else 's'} in {settings.group}"
    return Finding(WHAT, ok=True, text="; ".join(part for part in (text, about, made, group) if part))


async def _members(admin: Any, group: str) -> int | None:
    """Return how many workers are in the group; None where nobody can tell, as on a cluster that never had one."""
    from aiokafka.errors import KafkaError

    try:
        (described,) = await admin.describe_consumer_groups([group])
    except KafkaError:
        return None
    return sum(len(one[5]) for one in described.groups)  # error, group, state, protocol type, protocol, members


def _problem(text: str, remedy: str) -> Finding:
    return Finding(WHAT, ok=False, text=text, remedy=remedy)
