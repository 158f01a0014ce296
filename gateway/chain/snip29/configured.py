"""Paymasters as the configuration names them. Nothing goes over the wire here."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.chain.snip29.client import PaymasterClient
from gateway.chain.snip29.failover import Paymaster, Paymasters
from gateway.config import PaymasterSettings, read_secret

__all__ = ["paymasters_of"]


def paymasters_of(settings: Sequence[PaymasterSettings], chain_id: int) -> Paymasters:
    """Return the services of ``[[chain.paymasters]]``, their API keys read.

    Raises:
        ConfigurationError: a key can't be read.
        ValueError: an address is none, or two services have the same name.

    """
    return Paymasters([_paymaster(one) for one in settings], chain_id)


def _paymaster(settings: PaymasterSettings) -> Paymaster:
    key = None
    if settings.api_key_file is not None:
        key = read_secret(settings.api_key_file, "[[chain.paymasters]] api_key_file")
    forwarder = None if settings.forwarder is None else int(settings.forwarder, 16)
    return Paymaster(PaymasterClient(settings.url, key, settings.name), forwarder)
