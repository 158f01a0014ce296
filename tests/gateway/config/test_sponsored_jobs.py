"""Jobs are sponsored by somebody who is named, on the network that is meant."""

import pytest

from gateway.config import ConfigurationError, parse

PAYER = '[[chain.paymasters]]\nurl = "https://paymaster.example"\n'


def test_jobs_are_sponsored_by_the_paymasters_of_the_chain():
    assert parse(f"[jobs]\nsponsored = true\n{PAYER}").jobs.sponsored
    assert not parse(PAYER).jobs.sponsored


def test_nobody_who_pays_is_an_error():
    with pytest.raises(ConfigurationError, match=r"needs a \[\[chain.paymasters\]\]"):
        parse("[jobs]\nsponsored = true\n")


def test_paymasters_of_another_network_are_an_error():
    chain = (
        '[chain]\nmode = "sponsored"\nrpc = "https://node.example"\nanchor = "0x1"\naccount = "0x2"\nkey_file = "k"\n'
    )
    with pytest.raises(ConfigurationError, match=r"network of \[chain\]"):
        parse(f'[jobs]\nsponsored = true\nnetwork = "devnet"\n{chain}network = "sepolia"\n{PAYER}')
