"""``[kafka]``: workers behind a queue. The gateway puts jobs into a topic, a group of workers shares them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from gateway.config.page import is_loopback
from gateway.config.routing import OWN_ENGINE, Zone, check_element
from gateway.config.tls import TlsSettings
from gateway.topics import NAME

__all__ = ["KafkaSettings", "KafkaWorkerSettings"]

_BROKER = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+):([0-9]{1,5})")
_PREFIX = re.compile(r"[A-Za-z0-9._-]{1,64}")


class KafkaWorkerSettings(BaseModel):
    """``[[kafka.workers]]``: a worker of the group whose signature counts."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    name: str = Field(description="unique in the group; in evidence and on the page, as GROUP/NAME")
    result_key: str = Field(description="public Stark key (0x…) that signs its results: ciro worker key shows it")
    signer: str | None = Field(None, description="account (0x…) that signs; default: the key itself")
    chain_id: str | None = Field(None, description="chain id (0x…) of its signatures; default: that of no chain")

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        return _check_name(name)

    @field_validator("result_key", "signer", "chain_id")
    @classmethod
    def _is_an_element(cls, value: str | None) -> str | None:
        return check_element(value)


class KafkaSettings(BaseModel):
    """``[kafka]``: a group of workers behind Kafka, one candidate of the routing. Needs the extra ``[kafka]``."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    enabled: bool = Field(False, description="let pictures go to the group of workers behind Kafka")
    bootstrap: list[str] = Field(
        default_factory=lambda: ["127.0.0.1:9092"], min_length=1, description="host:port of one broker or more"
    )
    name: str = Field("kafka", description="the group's name among the workers: in decisions, on the page, in results")
    group: str = Field("ciro-workers", min_length=1, max_length=128, description="consumer group of the workers")
    topic_prefix: str = Field("ciro", description="topics are PREFIX.job.intake, PREFIX.result.distribution, …")
    zone: Zone = Field("site", description="how far away brokers and workers stand: local, site, region or any")
    plain_text: bool = Field(
        False, description="allow other machines of the site without [kafka.tls]: pictures travel in the clear"
    )
    plain_inputs: bool = Field(
        False,
        description="allow it beside [privacy] frame_key_file: brokers keep small pictures, the models' inputs, in the "
        "clear",
    )
    username: str | None = Field(None, description="SASL user name, when the brokers ask for one")
    password_file: Path | None = Field(
        None, description="file that holds the password; a bare name is looked up in $CREDENTIALS_DIRECTORY"
    )
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="how user name and password are shown; PLAIN only with [kafka.tls]"
    )
    partitions: int = Field(
        12, ge=1, le=1000, description="of the topics of jobs and answers that are made: the most workers that share"
    )
    replicas: int | None = Field(
        None, ge=1, le=9, description="copies of topics that are made; default: what the cluster's default is"
    )
    keep_minutes: float = Field(
        60, gt=0, description="jobs, which hold pictures, and answers are kept so long, minutes"
    )
    keep_dead_days: float = Field(7, gt=0, description="dead letters, which hold pictures, are kept so long, days")
    most_message_mb: int = Field(8, ge=1, le=1024, description="the largest message in MiB; larger jobs go elsewhere")
    most_lag: int = Field(
        1000, ge=1, description="jobs that may wait in the topic, of all gateways; beyond, nothing is put there"
    )
    most_in_flight: int = Field(256, ge=1, description="jobs of this gateway that may be on their way there")
    most_slots: int = Field(64, ge=1, le=4096, description="so many inferences at a time are believed of the group")
    usd_per_hour: float = Field(0.0, ge=0, description="rent of the whole group, US dollars an hour")
    usd_per_call: float = Field(0.0, ge=0, description="price of an answer, US dollars")
    tls: TlsSettings | None = Field(None, description="TLS settings; absent means plain TCP")
    workers: list[KafkaWorkerSettings] = Field(default_factory=list, description="whose signatures count")

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if name == OWN_ENGINE:
            raise ValueError(f"{OWN_ENGINE!r} is this gateway's own engine: choose another name")
        return _check_name(name)

    @field_validator("topic_prefix")
    @classmethod
    def _is_a_prefix(cls, prefix: str) -> str:
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(
                f"{prefix!r} is no beginning of a topic: use 1 to 64 characters of a-z, 0-9, '.', '_', '-'"
            )
        return prefix

    @field_validator("bootstrap")
    @classmethod
    def _are_brokers(cls, bootstrap: list[str]) -> list[str]:
        return [check_broker(one) for one in bootstrap]

    @model_validator(mode="after")
    def _pictures_travel_encrypted(self) -> Self:
        far = [one for one in self.bootstrap if not is_loopback(one.rpartition(":")[0].strip("[]"))]
        if far and self.zone == "local":
            raise ValueError(f'zone = "local" is this box, and {far[0]} is not: say site, region or any')
        if far and self.tls is None:
            if not self.plain_text:
                raise ValueError(f"{far[0]} would get pictures in the clear: add [kafka.tls], or plain_text = true")
            if self.zone != "site":
                raise ValueError(f"{far[0]} leaves the site in the clear: add [kafka.tls]")
            if self.username is not None and self.mechanism == "PLAIN":
                raise ValueError('mechanism = "PLAIN" would show the password to everybody on the way: add [kafka.tls]')
        return self

    @model_validator(mode="after")
    def _somebody_can_answer(self) -> Self:
        if (self.username is None) != (self.password_file is None):
            raise ValueError("username and password_file go together: give both or neither")
        if self.enabled and not self.workers:
            raise ValueError("name the workers whose signatures count: [[kafka.workers]] with name and result_key")
        for what in ("name", "result_key"):
            told = [getattr(worker, what) for worker in self.workers]
            twice = next((one for one in told if told.count(one) > 1), None)
            if twice is not None:
                raise ValueError(f"two [[kafka.workers]] entries have {what} = {twice!r}")
        return self


def check_broker(address: str) -> str:
    """Return *address* if it is ``host:port``; raises `ValueError`."""
    found = _BROKER.fullmatch(address)
    if found is None or not 0 < int(found[2]) < 65536:
        raise ValueError(f"{address!r} is no broker: write host:port, usually port 9092, or 9093 with TLS")
    return address


def _check_name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a name: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
    return name
