"""Which results the chain verifies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.chain_proofs.choosing import Reason, choose
from gateway.config import ChainSettings, ConfigurationError, parse

PAID = '[chain]\nmode = "direct"\nrpc = "https://node.example"\nanchor = "0x1"\naccount = "0x2"\nkey_file = "k"\n'
CONTRACT = '[chain.proving]\ncontract = "0x9"\n'


def settings(proofs, **proving):
    return ChainSettings.model_construct(proofs=proofs, proving=ChainSettings().proving.model_copy(update=proving))


@given(high=st.booleans(), draw=st.floats(0, 1, exclude_max=True))
def test_never_is_never_and_always_is_always(high, draw):
    assert choose(settings("never"), high_value=high, draw=draw) is None
    assert choose(settings("always"), high_value=high, draw=draw) is Reason.ALWAYS


@given(percent=st.floats(0.001, 100), draw=st.floats(0, 1, exclude_max=True))
def test_a_sample_takes_its_share_and_all_of_high_value(percent, draw):
    chosen = choose(settings("sample", sample_percent=percent), high_value=False, draw=draw)
    assert chosen == (Reason.SAMPLE if draw * 100 < percent else None)
    assert choose(settings("sample", sample_percent=percent), high_value=True, draw=draw) is Reason.HIGH_VALUE


def test_nothing_is_put_on_a_chain_unless_it_is_asked_for():
    assert parse("").chain.proofs == "never"


@pytest.mark.parametrize("proofs", ["sample", "always"])
def test_a_policy_without_a_contract_is_refused_and_says_which_key_is_missing(proofs):
    with pytest.raises(ConfigurationError, match=r"contract under \[chain.proving\]"):
        parse(f'{PAID}proofs = "{proofs}"\n')
    assert parse(f'{PAID}proofs = "{proofs}"\n{CONTRACT}').chain.proofs == proofs


def test_pictures_that_are_encrypted_are_not_published_unless_that_is_said():
    secret = '[privacy]\nframe_key_file = "key"\n'
    with pytest.raises(ConfigurationError, match="publishes its input"):
        parse(f'{PAID}proofs = "always"\n{CONTRACT}{secret}')
    assert parse(f'{PAID}proofs = "always"\n{CONTRACT}plain_inputs = true\n{secret}').chain.proving.plain_inputs
