"""A device's key in the configuration is one, or it is refused in words."""

import pytest

from gateway.config import ConfigurationError, parse

KEY = "0x1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfca"


def signer(device="a/b/c/d", key=KEY, account="0x1", more=""):
    return f'[signatures.signer."{device}"]\npublic_key = "{key}"\naccount = "{account}"\n{more}'


def test_a_signer_is_required_to_sign_unless_said_otherwise():
    settings = parse(signer()).signatures
    assert settings.checked
    assert settings.signer["a/b/c/d"].policy == "required"
    assert not parse(signer(more='policy = "off"')).signatures.checked
    assert not parse("").signatures.checked


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (signer(key="0x5"), "no public key of the Stark curve"),
        (signer(key="5"), "no public key"),
        (signer(key="0x" + "f" * 64), "no public key"),
        (signer(account="0x0"), "no address on Starknet"),
        (signer(account=""), "account"),
        (signer(device="a/b/c/*"), "no * here"),
        (signer(more='policy = "maybe"'), "policy"),
    ],
)
def test_a_wrong_entry_is_named(text, says):
    with pytest.raises(ConfigurationError) as refused:
        parse(text)
    assert says in str(refused.value)
