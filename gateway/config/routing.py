"""``[routing]``: whether jobs may be done by other machines, which those are, and how their results are checked."""

from __future__ import annotations

import ipaddress
import re
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from gateway.topics import NAME

__all__ = [
    "OWN_ENGINE",
    "DiscoverySettings",
    "P2pSettings",
    "RoutingSettings",
    "VerifierSettings",
    "WorkerSettings",
    "Zone",
    "check_element",
]

OWN_ENGINE = "local"
"""Name of this gateway's own engine among the workers."""

Zone = Literal["local", "site", "region", "any"]

_ELEMENT = re.compile(r"0x[0-9a-fA-F]{1,64}")
_LISTEN = re.compile(r"/(ip4/[0-9.]+|ip6/[0-9a-fA-F:.]+)/tcp/[0-9]{1,5}")
_PEER = re.compile(
    r"/(ip4/[0-9.]+|ip6/[0-9a-fA-F:.]+|dns[46]?/[A-Za-z0-9.-]+)/tcp/[0-9]{1,5}/p2p/[1-9A-HJ-NP-Za-km-z]+"
)


class VerifierSettings(BaseModel):
    """``[[routing.verifiers]]``: who appraises the platforms of workers; a token of its makes one attested."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    name: str = Field(min_length=1, max_length=64, description="unique; workers name it")
    key_file: str = Field(
        description="PEM public key that signs its tokens: P-256, P-384, Ed25519, or RSA from 2048 bits"
    )
    issuer: str = Field(min_length=1, description="what its tokens must name as their issuer (iss)")
    require: dict[str, bool | int | str] = Field(
        default_factory=dict,
        description="claims that a token must have with just these values, secboot = true for instance",
    )
    max_age_s: float = Field(86_400, gt=0, description="a token that was made longer ago counts no more, in seconds")


class WorkerSettings(BaseModel):
    """``[[routing.workers]]``: a machine that answers the Open Inference Protocol v2 over HTTP."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    name: str = Field(description="unique; in decisions, on the page and in results")
    url: str = Field(description="where it answers: https://host:port, or http:// on this box")
    zone: Zone = Field("any", description="how far away it stands: local (this box), site, region or any")
    plain_http: bool = Field(
        False, description="allow http:// to another machine of the site: pictures travel in the clear"
    )
    slots: int = Field(1, ge=1, le=1024, description="inferences that it runs at a time")
    result_key: str | None = Field(
        None, description="public Stark key (0x…) that must sign each result; without it the worker is unsigned"
    )
    signer: str | None = Field(None, description="account (0x…) that signs; default: the key itself")
    chain_id: str | None = Field(None, description="chain id (0x…) of its signatures; default: that of no chain")
    proofs: bool = Field(
        False, description="whether it proves its results on request (ciro worker run --provers); needs result_key"
    )
    verifier: str | None = Field(
        None, description="who vouches for its platform, of [[routing.verifiers]]; needs result_key"
    )
    owner: str | None = Field(
        None, description="who runs it: two workers of one owner are one voice in a consensus; default: its name"
    )
    token_file: str | None = Field(None, description="file with the bearer token that it asks for")
    ca_file: str | None = Field(None, description="PEM certificate that vouches for it; default: the system's")
    usd_per_hour: float = Field(0.0, ge=0, description="rent of the whole machine, US dollars an hour")
    offer: str | None = Field(None, description="offer of the price table, in place of usd_per_hour; needs processor")
    processor: str | None = Field(None, description="processor of the price table")
    usd_per_call: float = Field(0.0, ge=0, description="price of an answer, US dollars")
    usd_per_proof: float = Field(0.0, ge=0, description="price of a proof beside that, US dollars")
    power_w: float = Field(0.0, ge=0, description="power that the plant pays for, in watts; 0 for a rented machine")

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
        if name == OWN_ENGINE:
            raise ValueError(f"{OWN_ENGINE!r} is this gateway's own engine: choose another name")
        return name

    @field_validator("result_key", "signer", "chain_id")
    @classmethod
    def _is_an_element(cls, value: str | None) -> str | None:
        return check_element(value)

    @model_validator(mode="after")
    def _pictures_travel_encrypted(self) -> Self:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise ValueError(f"url {self.url!r} must be https://host:port or http://host:port, and nothing else")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            if not self.plain_http:
                raise ValueError(f"url {self.url!r} sends pictures in the clear: use https, or set plain_http = true")
            if self.zone not in {"local", "site"}:
                raise ValueError(f"url {self.url!r} leaves the site in the clear: use https")
        if self.zone == "local" and not _is_loopback(parts.hostname):
            raise ValueError(f'zone = "local" is this box, and {parts.hostname} is not: say site, region or any')
        if (self.offer is None) != (self.processor is None):
            raise ValueError("offer and processor go together: an hour of that processor at that offer")
        if self.offer is not None and self.usd_per_hour:
            raise ValueError("usd_per_hour and offer both say what an hour costs: leave one of them out")
        if self.signer is not None and self.result_key is None:
            raise ValueError("signer needs result_key: without the key nothing can be checked")
        if self.proofs and self.result_key is None:
            raise ValueError("proofs needs result_key: a proof is about an answer that somebody has signed")
        if self.verifier is not None and self.result_key is None:
            raise ValueError("verifier needs result_key: what it vouches for is the machine that has this key")
        return self


class P2pSettings(BaseModel):
    """``[routing.discovery.p2p]``: workers heard of by gossip among machines that dial each other (libp2p)."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    enabled: bool = Field(False, description="listen for workers at the peer-to-peer side-car")
    process: Literal["spawn", "service"] = Field(
        "spawn", description="spawn: the gateway starts the side-car itself; service: ciro-p2p.service runs it"
    )
    socket: str | None = Field(
        None, description="local socket of the side-car; default: in the state directory, or that of the service"
    )
    program: str | None = Field(
        None,
        description="ciro of an environment with the extra [p2p], with spawn; default: this one's, or that of the "
        "environment beside it whose name ends in -p2p",
    )
    listen: list[str] = Field(
        default_factory=list,
        description="where others reach the side-car, with spawn: /ip4/ADDRESS/tcp/PORT; default: it only dials",
    )
    peers: list[str] = Field(
        default_factory=list, description="machines to dial, with spawn: /ip4/ADDRESS/tcp/PORT/p2p/ID"
    )

    @field_validator("listen", "peers")
    @classmethod
    def _are_multiaddresses(cls, addresses: list[str], info: ValidationInfo) -> list[str]:
        form = _PEER if info.field_name == "peers" else _LISTEN
        for one in addresses:
            if not form.fullmatch(one):
                raise ValueError(
                    f"{one!r} is not of the form /ip4/ADDRESS/tcp/PORT{'/p2p/ID' if form is _PEER else ''}"
                )
        return addresses


class DiscoverySettings(BaseModel):
    """``[routing.discovery]``: workers that announce themselves. Place and prices are said here, for all."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    enabled: bool = Field(False, description="listen for workers that announce themselves at the broker")
    zeroconf: bool = Field(
        False,
        description="listen for workers on the local network (multicast DNS); opens UDP port 5353 and asks whoever is "
        "announced there for its signed presence; needs the extra [zeroconf]",
    )
    zeroconf_addresses: list[str] = Field(
        default_factory=list, description="this machine's own addresses to listen at; default: every network card"
    )
    keys: list[str] = Field(
        default_factory=list,
        description="public result keys (0x…) whose announcements count, beside those of [[routing.workers]]",
    )
    zone: Literal["site", "region", "any"] = Field("site", description="how far away found workers stand")
    plain_http: bool = Field(
        False, description="allow http:// to found workers of the site: pictures travel in the clear"
    )
    registered: bool = Field(
        False, description="whether workers count that CdcPool knows by their key, too; needs [chain] rpc and pool"
    )
    least_stake_ciro: float = Field(1_000, ge=0, description="what such a worker must have at stake, CIRO")
    registry_stale_s: float = Field(
        3_600, gt=0, description="without a node, what is known of such workers counts for so long, in seconds"
    )
    proofs: bool = Field(False, description="whether found workers prove their results on request")
    verifier: str | None = Field(
        None, description="who vouches for the platforms of found workers, of [[routing.verifiers]]"
    )
    most_slots: int = Field(16, ge=1, le=1024, description="so many inferences at a time are believed at most")
    token_file: str | None = Field(None, description="file with the bearer token that they ask for")
    ca_file: str | None = Field(None, description="PEM certificate that vouches for them; default: the system's")
    usd_per_hour: float = Field(0.0, ge=0, description="rent of each, US dollars an hour")
    usd_per_call: float = Field(0.0, ge=0, description="price of an answer, US dollars")
    usd_per_proof: float = Field(0.0, ge=0, description="price of a proof beside that, US dollars")
    p2p: P2pSettings = Field(default_factory=P2pSettings, description="workers heard of by gossip")

    @field_validator("keys")
    @classmethod
    def _are_elements(cls, keys: list[str]) -> list[str]:
        for key in keys:
            check_element(key)
        return keys

    @field_validator("zeroconf_addresses")
    @classmethod
    def _are_addresses(cls, addresses: list[str]) -> list[str]:
        for one in addresses:
            try:
                ipaddress.ip_address(one)
            except ValueError:
                raise ValueError(f"{one!r} is no address: write an IPv4 or IPv6 address of this machine's") from None
        return addresses


class RoutingSettings(BaseModel):
    """``[routing]``: hybrid routing. Off by default, and no picture leaves this box unless ``residency`` says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    enabled: bool = Field(False, description="decide for each picture who looks at it: this box or a worker")
    residency: Zone = Field(
        "local", description="how far pictures may travel; [[devices]] residency says otherwise for a device"
    )
    trust: Literal["unsigned", "signed", "attested", "proven"] = Field(
        "signed",
        description="the least that vouches for a worker's result: nothing, a signature by its known key, a verifier's "
        "word on its platform beside that, or a proof",
    )
    check: Literal["sample", "consensus", "proof", "signature"] = Field(
        "sample",
        description="how a worker's results are checked beside its signature: a random share is computed here as "
        "well, several independent workers must agree, each must be proven (as trust = proven), or not at all",
    )
    proof_within_s: float = Field(
        60, gt=0, le=3600, description="a proof that is not there so long after its answer is refused, in seconds"
    )
    sample_percent: float = Field(
        2.0, gt=0, le=100, description="share of a proven worker's results that is checked, percent; all of a newcomer"
    )
    agree: int = Field(2, ge=2, le=3, description="with check = consensus: so many independent workers must agree")
    tolerance: float = Field(
        1e-3,
        ge=0,
        description="how far outputs of floating-point models may differ, absolute and relative; integers never",
    )
    critical: bool = Field(False, description="allow a second worker for a late picture (at most 5 % of all)")
    smaller_model: str | None = Field(None, description="model that stands in when the wanted one is in time nowhere")
    when_late: Literal["local", "reject"] = Field(
        "local", description="what becomes of a picture that nobody can look at in time: here and late, or rejected"
    )
    usd_per_hour: float = Field(0.0, ge=0, description="what this box costs, US dollars an hour")
    power_w: float = Field(0.0, ge=0, description="what this box draws for inference, in watts")
    prices_file: str | None = Field(None, description="price table in place of the shipped one; see docs/routing.md")
    keep_days: float = Field(30, gt=0, description="decisions are kept so long, in days")
    discovery: DiscoverySettings = Field(
        default_factory=DiscoverySettings, description="workers that announce themselves"
    )
    workers: list[WorkerSettings] = Field(default_factory=list, description="the other machines")
    verifiers: list[VerifierSettings] = Field(
        default_factory=list, description="who appraises the platforms of workers"
    )

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        twice = _twice([worker.name for worker in self.workers])
        if twice is not None:
            raise ValueError(f"two [[routing.workers]] entries are called {twice!r}")
        if self.check == "consensus" and len({worker.owner or worker.name for worker in self.workers}) < self.agree - 1:
            raise ValueError(f"check = consensus asks for {self.agree} independent voices: add workers of other owners")
        if self.enabled and not self.proofs and (self.check == "proof" or self.trust == "proven"):
            demand = "check = proof" if self.check == "proof" else "trust = proven"
            raise ValueError(f"{demand} asks for proofs, and no worker gives any: set proofs = true for one that does")
        return self

    @model_validator(mode="after")
    def _verifiers_are_known(self) -> Self:
        names = [verifier.name for verifier in self.verifiers]
        twice = _twice(names)
        if twice is not None:
            raise ValueError(f"two [[routing.verifiers]] entries are called {twice!r}")
        named = {
            name for name in (self.discovery.verifier, *(one.verifier for one in self.workers)) if name is not None
        }
        unknown = sorted(named - set(names))
        if unknown:
            raise ValueError(f"verifier = {unknown[0]!r} is none of [[routing.verifiers]]: add it there")
        if self.enabled and self.trust == "attested" and not named:
            raise ValueError("trust = attested asks for a verifier's word, and no worker has a verifier: name one")
        return self

    @property
    def proofs(self) -> bool:
        """Whether proofs of workers are to be verified here."""
        return self.enabled and (self.discovery.proofs or any(worker.proofs for worker in self.workers))


def _twice(names: list[str]) -> str | None:
    """Return a name that stands there more than once."""
    return next((name for name in names if names.count(name) > 1), None)


def check_element(value: str | None) -> str | None:
    """Return *value* if it is a number of Starknet's as ``0x…``, or None; raises `ValueError`."""
    if value is not None and not _ELEMENT.fullmatch(value):
        raise ValueError(f"{value!r} is not a number of Starknet's: write it as 0x and hexadecimal digits")
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
