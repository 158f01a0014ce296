"""The paymaster's configuration file, one class a section; only the contract and a relayer must be named."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.device_account import DEVICE_ACCOUNT_CLASS
from gateway.chain.networks import NETWORKS, NetworkError, check_address
from gateway.chain.snip29.fields import PRIME
from gateway.config import ConfigurationError, is_loopback
from gateway.config.problems import describe
from gateway.config.reference import page

__all__ = [
    "DEVICE_ACCOUNT_CLASS",
    "ChainSection",
    "FeeSection",
    "LimitSection",
    "PaymasterSettings",
    "PolicySection",
    "RelayerSection",
    "ServiceSection",
    "example",
    "load_settings",
    "reference",
]


class Felt(int):
    """A number of the chain, written as "0x…", since TOML's own end at 64 bits."""

    @classmethod
    def read(cls, value: Any) -> int:
        """Return the number that is written. Raises `ValueError`."""
        if isinstance(value, str) and value[:2] in {"0x", "0X"}:
            with contextlib.suppress(ValueError):
                value = int(value, 16)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < PRIME:
            raise ValueError('write it as a text, "0x…"')
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        """Have pydantic read it so."""
        return no_info_plain_validator_function(cls.read)


class Selector(Felt):
    """An entry point, by its name or its selector."""

    @classmethod
    def read(cls, value: Any) -> int:
        """Return the selector. Raises `ValueError`."""
        if isinstance(value, str) and value.isidentifier():
            return get_selector_from_name(value)
        return super().read(value)


def _node(url: str) -> str:
    try:
        return check_address(url)
    except NetworkError as error:
        raise ValueError(str(error)) from None


class Section(BaseModel):
    """What all sections have in common: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ServiceSection(Section):
    """``[service]``: where the service listens. Beyond loopback it wants TLS, and a token for page and metrics."""

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8580, ge=0, le=65535, description="TCP port; 0 takes any free one")
    cert_file: Path | None = Field(None, description="PEM certificate (chain)")
    key_file: Path | None = Field(None, description="PEM private key; a bare name is a credential")
    page_token_file: Path | None = Field(
        None,
        description="file with the token for page and metrics (password of HTTP Basic, or Bearer); a bare name is "
        "a credential",
    )
    allowed_hosts: list[str] = Field(
        default_factory=list, description="names under which browsers reach the page, beside localhost and addresses"
    )
    directory: Path | None = Field(
        None, description="where paymaster.db is; default: $STATE_DIRECTORY, else the user's"
    )

    @model_validator(mode="after")
    def _only_guarded_beyond_loopback(self) -> Self:
        if (self.cert_file is None) != (self.key_file is None):
            raise ValueError("cert_file and key_file belong together: give both or neither")
        if not is_loopback(self.host) and (self.cert_file is None or self.page_token_file is None):
            raise ValueError(
                f"host {self.host} can be reached from other machines: add cert_file, key_file and page_token_file"
            )
        return self


class ChainSection(Section):
    """``[chain]``: the network, a node of it, and our Paymaster contract."""

    network: str = Field("devnet", description="devnet, sepolia or mainnet")
    rpc: Annotated[str, AfterValidator(_node)] = Field("http://127.0.0.1:5050/rpc", description="address of a node")
    paymaster: Felt = Field(description="address of the Paymaster contract, as ciro chain status shows it")
    timeout_s: float = Field(20, gt=0, le=120, description="for one question to the node, seconds")

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.network not in NETWORKS:
            raise ValueError(f"network {self.network!r} is none of {', '.join(NETWORKS)}")
        return self


class RelayerSection(Section):
    """``[[relayers]]``: an account that sends transactions; it has the role RELAYER, and STRK."""

    address: Felt = Field(description="the account")
    key_file: Path = Field(description="its private key as 0x-text; a bare name is a credential")


class FeeSection(Section):
    """``[fees]``: what a transaction may cost."""

    modes: list[str] = Field(
        default_factory=lambda: ["sponsored"],
        description='"sponsored": out of the sponsor\'s deposit; "default": the account pays in STRK',
    )
    margin: float = Field(1.5, ge=1, le=10, description="a transaction may use this many times what was estimated")
    most_strk: float = Field(5, gt=0, description="no transaction may cost more than this, in STRK")
    estimate_s: float = Field(30, ge=0, le=600, description="how long an estimate counts for the same calls, seconds")

    @model_validator(mode="after")
    def _known(self) -> Self:
        if not self.modes or set(self.modes) - {"sponsored", "default"}:
            raise ValueError('modes: one or both of "sponsored" and "default"')
        return self


class AllowSection(Section):
    """``[[policy.allow]]``: entry points of one contract."""

    contract: Felt = Field(description="the contract")
    entry_points: list[Selector] = Field(default_factory=list, description="names or selectors; empty: all of them")


class PolicySection(Section):
    """``[policy]``: what this service carries out, beside what the contract allows; the stricter counts."""

    allow: list[AllowSection] = Field(default_factory=list, description="empty: whatever the contract allows")
    blocked_accounts: list[Felt] = Field(default_factory=list, description="accounts that are not served")
    deployable_classes: list[Felt] = Field(
        default_factory=list,
        description="accounts of these may be deployed, beside this version's DeviceAccount",
    )
    longest_s: int = Field(3600, ge=10, le=86_400, description="how far ahead time bounds may reach, seconds")
    shortest_s: int = Field(5, ge=0, le=600, description="how much of them must be left, seconds")


class LimitSection(Section):
    """``[limits]``: against too much at once."""

    body_bytes: int = Field(2**20, ge=1024, le=2**24, description="largest request")
    requests: int = Field(128, ge=1, le=10_000, description="requests at a time; more are answered 503")
    key_per_minute: float = Field(1_200, gt=0, description="requests of one API key; more are answered 429")
    account_per_minute: float = Field(240, gt=0, description="transactions of one account; more are answered 429")
    address_per_minute: float = Field(
        120, gt=0, description="requests without a known key from one address; more are answered 429"
    )


class PaymasterSettings(Section):
    """The whole file."""

    service: ServiceSection = Field(default_factory=ServiceSection, description="where it listens")
    chain: ChainSection = Field(description="the network and the contract")
    relayers: list[RelayerSection] = Field(min_length=1, max_length=64, description="who sends")
    fees: FeeSection = Field(default_factory=FeeSection, description="what a transaction may cost")
    policy: PolicySection = Field(default_factory=PolicySection, description="what is carried out")
    limits: LimitSection = Field(default_factory=LimitSection, description="against too much at once")

    @model_validator(mode="after")
    def _distinct_relayers(self) -> Self:
        addresses = [relayer.address for relayer in self.relayers]
        if len(set(addresses)) != len(addresses):
            raise ValueError("two relayers have the same address")
        return self


def load_settings(path: Path) -> PaymasterSettings:
    """Read the configuration file *path*.

    Raises:
        ConfigurationError: it is absent, no TOML, or says what it may not; the message names line, key and remedy.

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: does not exist; write one with: ciro paymaster example > {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read: {getattr(error, 'strerror', None) or error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: not TOML: {error}") from error
    try:
        return PaymasterSettings.model_validate(data)
    except ValidationError as error:
        lines = describe(error.errors(include_url=False), PaymasterSettings, data, text)
        raise ConfigurationError("\n  ".join([f"{path}: {len(lines)} problem(s)", *lines])) from error


_HEAD = """\
# Configuration of the paymaster

Written from the model by `ciro paymaster example --markdown`; do not edit. What it is for: [paymaster](paymaster.md).

The file is [TOML](https://toml.io), `/etc/ciro/paymaster.toml` for the service. Addresses are texts, `"0x…"`. A key or
section that is not listed here is an error, and so is a value outside its range: the message names line and key. A path
that is a bare name, where the meaning says so, is a credential of the service manager.
"""


def reference() -> str:
    """Return the reference of the file as Markdown."""
    return page(PaymasterSettings, _HEAD, {})


_EXAMPLE = """\
# Ciro Paymaster: pays for the transactions of your own accounts. All keys: docs/paymaster.md

[service]
host = "127.0.0.1"                 # any other address needs cert_file, key_file and page_token_file
port = 8580

[chain]
network = "devnet"
rpc = "http://127.0.0.1:5050/rpc"
paymaster = "0x123"                # ciro chain status

[[relayers]]                       # one more for each stream of transactions that is to run beside the others
address = "0x456"
key_file = "relayer-key-1"         # a bare name is a systemd credential

[fees]
most_strk = 5.0                    # no transaction costs more

[policy]
longest_s = 3600                   # time bounds reach no further ahead
# [[policy.allow]]                 # without any: whatever the contract allows
# contract = "0x789"
# entry_points = ["anchor_batch"]

[limits]
key_per_minute = 1200
account_per_minute = 240
"""


def example() -> str:
    """Return an example of the file as TOML text."""
    return _EXAMPLE
