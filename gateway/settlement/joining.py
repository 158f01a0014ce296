"""Settlement as the configuration wants it: keys read, clients made. Nothing goes over the wire here."""

from __future__ import annotations

from gateway.chain.keys import StarkKeyError, read_credential
from gateway.chain.networks import NetworkError, network_named
from gateway.chain.signer import KeySigner, SessionSigner
from gateway.chain.snip29.configured import paymasters_of
from gateway.config import ChainSettings, ConfigurationError, secret_path
from gateway.paymaster.node import Node
from gateway.settlement.chain import AnchorChain
from gateway.transactions.submitting import DirectSubmitter, SponsoredSubmitter, Submitter

__all__ = ["joined"]

_FRI = 10**18


def joined(settings: ChainSettings) -> tuple[Node, AnchorChain, Submitter]:
    """Return the node, the contract and the way to it.

    Raises:
        ConfigurationError: a secret can't be read, or an address is none.

    """
    assert settings.rpc is not None
    assert settings.anchor is not None
    assert settings.account is not None
    assert settings.key_file is not None
    try:
        network = network_named(settings.network)
        key = read_credential(secret_path(settings.key_file))
        node = Node(settings.rpc, network)
        account, anchor = int(settings.account, 16), int(settings.anchor, 16)
        signer = (SessionSigner if settings.key == "session" else KeySigner)(key, network.chain_id)
        if settings.mode == "direct":
            most = int(settings.most_fee_strk * _FRI)
            return node, AnchorChain(node, anchor, account, None), DirectSubmitter(node, account, signer, most)
        paymasters = paymasters_of(settings.paymasters, network.chain_id)
        forwarder = paymasters.members[0].forwarder if len(paymasters.members) == 1 else None
        submitter = SponsoredSubmitter(paymasters, node, account, signer)
        return node, AnchorChain(node, anchor, account, forwarder, sponsored=True), submitter
    except (StarkKeyError, NetworkError, ValueError) as error:
        raise ConfigurationError(f"[chain]: {error}") from error
