"""The whole configuration: one model, one file, one section a class."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from gateway.config.broker import BrokerSettings
from gateway.config.chain import ChainSettings
from gateway.config.control import ControlSettings
from gateway.config.inference import DeviceSettings, InferenceSettings
from gateway.config.ingest import IngestSettings
from gateway.config.jobs import JobSettings
from gateway.config.journal import JournalSettings
from gateway.config.kafka import KafkaSettings
from gateway.config.page import PageSettings
from gateway.config.privacy import PrivacySettings
from gateway.config.proofs import ProofSettings
from gateway.config.routing import RoutingSettings
from gateway.config.signatures import SignatureSettings
from gateway.topics import NAME

__all__ = ["Configuration", "GatewaySettings"]


def _check_name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a name: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
    return name


class GatewaySettings(BaseModel):
    """``[gateway]``: who this appliance is."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    name: Annotated[str, AfterValidator(_check_name)] = Field(
        "gw1", description="name in topics (ciro/v1/$gw/NAME/…); unique among gateways of one broker"
    )
    title: str = Field("Ciro Gateway", max_length=80, description="heading of the status page")


class Configuration(BaseModel):
    """The configuration file."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    gateway: GatewaySettings = Field(default_factory=GatewaySettings, description="who this appliance is")
    broker: BrokerSettings = Field(default_factory=BrokerSettings, description="the MQTT broker")
    ingest: IngestSettings = Field(default_factory=IngestSettings, description="what is accepted from devices")
    journal: JournalSettings = Field(default_factory=JournalSettings, description="the durable store")
    inference: InferenceSettings = Field(default_factory=InferenceSettings, description="the engine in this box")
    devices: list[DeviceSettings] = Field(default_factory=list, description="overrides by device, first match counts")
    control: ControlSettings = Field(default_factory=ControlSettings, description="the gateway's own voice on MQTT")
    page: PageSettings = Field(default_factory=PageSettings, description="the status page")
    privacy: PrivacySettings = Field(default_factory=PrivacySettings, description="encryption and access log")
    proofs: ProofSettings = Field(default_factory=ProofSettings, description="which results are proven")
    signatures: SignatureSettings = Field(
        default_factory=SignatureSettings, description="which devices sign their readings"
    )
    routing: RoutingSettings = Field(default_factory=RoutingSettings, description="who looks at pictures")
    kafka: KafkaSettings = Field(default_factory=KafkaSettings, description="workers behind a queue")
    chain: ChainSettings = Field(default_factory=ChainSettings, description="settling on Starknet")
    jobs: JobSettings = Field(default_factory=JobSettings, description="work for the network that is taken")

    @model_validator(mode="after")
    def _every_device_entry_counts(self) -> Self:
        seen: set[str] = set()
        for entry in self.devices:
            if entry.match in seen:
                raise ValueError(
                    f'two [[devices]] entries have match = "{entry.match}", and only the first counts: join them'
                )
            seen.add(entry.match)
        return self

    @model_validator(mode="after")
    def _registered_workers_are_looked_up(self) -> Self:
        if self.routing.discovery.registered and (self.chain.rpc is None or self.chain.pool is None):
            raise ValueError("[routing.discovery] registered needs rpc and pool of [chain]: a node, and CdcPool")
        return self

    @model_validator(mode="after")
    def _pictures_stay_encrypted(self) -> Self:
        if self.privacy.frame_key_file is not None and self.proofs.policy != "off" and not self.proofs.plain_inputs:
            raise ValueError(
                "[privacy] frame_key_file encrypts pictures, and [proofs] keeps its inputs, small pictures, in the "
                'clear: set policy = "off", or allow it with [proofs] plain_inputs = true'
            )
        return self

    @model_validator(mode="after")
    def _pictures_stay_off_the_chain(self) -> Self:
        chain = self.chain
        if self.privacy.frame_key_file is not None and chain.proofs != "never" and not chain.proving.plain_inputs:
            raise ValueError(
                "[privacy] frame_key_file encrypts pictures, and a proof on the chain publishes its input, a small "
                'picture, for good: set [chain] proofs = "never", or allow it with [chain.proving] plain_inputs = true'
            )
        return self

    @model_validator(mode="after")
    def _pictures_stay_out_of_the_queue(self) -> Self:
        if self.privacy.frame_key_file is not None and self.kafka.enabled and not self.kafka.plain_inputs:
            raise ValueError(
                "[privacy] frame_key_file encrypts pictures, and Kafka keeps the models' inputs, small pictures, in "
                "the clear: leave [kafka] off, or allow it with plain_inputs = true"
            )
        return self

    @model_validator(mode="after")
    def _the_queue_is_a_worker(self) -> Self:
        if self.kafka.enabled and not self.routing.enabled:
            raise ValueError("[kafka] enabled = true needs [routing] enabled = true: it decides what goes there")
        if self.kafka.enabled and self.kafka.name in {worker.name for worker in self.routing.workers}:
            raise ValueError(
                f"[kafka] name = {self.kafka.name!r} is that of a [[routing.workers]] entry: choose another"
            )
        return self

    @model_validator(mode="after")
    def _somebody_sponsors_jobs(self) -> Self:
        if self.jobs.sponsored and not self.chain.paymasters:
            raise ValueError("[jobs] sponsored = true needs a [[chain.paymasters]] section with the url of one")
        if self.jobs.sponsored and self.chain.mode != "off" and self.chain.network != self.jobs.network:
            raise ValueError("[jobs] sponsored = true needs the network of [chain]: its paymasters pay on that one")
        return self

    def device(self, address: str) -> DeviceSettings:
        """Return the settings of the device *address*: the first entry that matches, else the defaults."""
        for entry in self.devices:
            if entry.matches(address):
                return entry
        return DeviceSettings(match=address)

    def client_id(self) -> str:
        """Return the client id of the data plane's persistent session."""
        return self.broker.client_id or f"ciro-gw-{self.gateway.name}"
