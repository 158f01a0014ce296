"""What a device signs is what the gateway checks, and nothing else passes."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crypto_cpp_py.utils import cpp_generate_k_rfc6979  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from starknet_py.constants import EC_ORDER
from starknet_py.hash.utils import private_to_stark_key, verify_message_signature

from edge_worker import typed_data as snip12
from gateway.chain import device_messages
from gateway.chain.keys import StarkKey
from gateway.chain.signed_reading import (
    READING_TYPE,
    Claim,
    SignatureError,
    _short_sha256,
    check_reading,
    claim_of,
    message_hash,
    sign_reading,
    split,
)

SIGNER: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[3] / "firmware_configs" / "micropython" / "ciro_sign.py")
)
KEY, OTHER = 0x1234567, 0x7654321
PUBLIC = private_to_stark_key(KEY)
ADDRESS, ACCOUNT, CHAIN = "plant/hall/line/press", 0x777, int.from_bytes(b"SN_SEPOLIA")
READING = b'{"v":{"temp":21.5},"boot":3,"seq":9}'
SIGNED: bytes = SIGNER["sign"](READING, ADDRESS, ACCOUNT, CHAIN, KEY)


def check(payload: bytes = SIGNED, address: str = ADDRESS, account: int = ACCOUNT, key: int = PUBLIC) -> None:
    check_reading(payload, address, account, CHAIN, key)


def written(r: int, s: int) -> bytes:
    return READING[:-1] + f',"sig":"{r:064x}{s:064x}"}}'.encode()


def test_the_hash_is_that_of_snip_12() -> None:
    typed = snip12.typed_data(
        {"Reading": snip12.fields("felt", "device", "reading")},
        "Reading",
        ("Ciro device account", "1"),
        CHAIN,
        {"device": hex(_short_sha256(ADDRESS.encode())), "reading": hex(_short_sha256(READING))},
    )
    expected = device_messages.message_hash(typed, ACCOUNT)
    assert message_hash(READING, ADDRESS, ACCOUNT, CHAIN) == expected
    assert SIGNER["message_hash"](READING, ADDRESS, ACCOUNT, CHAIN) == expected
    assert SIGNER["_TYPE"] == READING_TYPE


@settings(max_examples=25, deadline=None)
@given(key=st.integers(1, EC_ORDER - 1), digest=st.integers(1, 2**251 - 1))
def test_the_devices_signer_agrees_with_starknet_py(key: int, digest: int) -> None:
    public = private_to_stark_key(key)
    assert SIGNER["public_key"](key) == public
    r, s = SIGNER["sign_hash"](digest, key)
    assert s <= EC_ORDER // 2
    assert verify_message_signature(digest, [r, s], public)


@settings(max_examples=50, deadline=None)
@given(key=st.integers(1, EC_ORDER - 1), bits=st.integers(1, 251), seed=st.integers(0, 2**251))
def test_its_nonces_are_those_of_rfc_6979_and_of_starknet_py(key: int, bits: int, seed: int) -> None:
    digest = seed % 2**bits or 1
    assert next(SIGNER["_nonces"](digest, key)) == cpp_generate_k_rfc6979(digest, key)
    r, s = StarkKey(key).sign(digest)
    assert SIGNER["sign_hash"](digest, key) == (r, min(s, EC_ORDER - s))


def test_the_gateways_own_signer_writes_the_same_bytes() -> None:
    assert sign_reading(READING, ADDRESS, ACCOUNT, CHAIN, StarkKey(KEY)) == SIGNED


@pytest.mark.parametrize("random", [bytes, lambda count: b"\xff" * count])
def test_a_key_is_drawn_within_the_curves_order(random: Callable[[int], bytes]) -> None:
    assert 0 < SIGNER["new_key"](random) < EC_ORDER


def test_a_claim_can_be_packed() -> None:
    claim = claim_of(SIGNED, ADDRESS, ACCOUNT, CHAIN, PUBLIC)
    assert Claim.unpack(claim.pack()) == claim


def test_a_signed_reading_holds() -> None:
    check()
    assert split(SIGNED)[0] == READING


@pytest.mark.parametrize(
    "forged",
    [
        SIGNER["sign"](READING, ADDRESS, ACCOUNT, CHAIN, OTHER),
        SIGNED.replace(b"21.5", b"21.6"),
        SIGNED.replace(b'"seq":9', b'"seq":8'),
        SIGNED.replace(b'"boot":3', b'"boot":4'),
        written(split(SIGNED)[1], EC_ORDER - split(SIGNED)[2]),
        written(0, 1),
        written(1, 0),
        written(2**256 - 1, 2**256 - 1),
    ],
    ids=["other-key", "value", "seq", "boot", "other-s", "r-zero", "s-zero", "huge"],
)
def test_a_forgery_is_refused(forged: bytes) -> None:
    with pytest.raises(SignatureError) as refused:
        check(forged)
    assert refused.value.reason == "wrong_signature"


def test_a_signature_is_for_one_address_and_one_account() -> None:
    for elsewhere in ({"address": "plant/hall/line/other"}, {"account": ACCOUNT + 1}):
        with pytest.raises(SignatureError):
            check(**elsewhere)


@pytest.mark.parametrize("key", [0, 2**251 + 17 * 2**192 + 1, 2**300, 5])
def test_a_key_that_is_no_point_is_refused(key: int) -> None:
    with pytest.raises(SignatureError):
        check(key=key)


@pytest.mark.parametrize("payload", [b"", READING, SIGNED + b" ", SIGNED[:-2] + b'0"}', SIGNED.upper()])
def test_a_signature_anywhere_but_last_is_none(payload: bytes) -> None:
    with pytest.raises(SignatureError) as refused:
        check(payload)
    assert refused.value.reason == "not_signed"
