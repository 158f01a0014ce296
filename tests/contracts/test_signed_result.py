"""A worker's signed result: one hash in Cairo, here, in starknet.py and in wallets."""

import dataclasses

import pytest
from starknet_py.hash.utils import verify_message_signature
from starknet_py.utils.typed_data import TypedData

from edge_worker.signed_result import Result, holds, message_hash, sign, typed_data

SEPOLIA = int.from_bytes(b"SN_SEPOLIA")
MAINNET = int.from_bytes(b"SN_MAIN")
WORKER = 0x1234
PRIVATE_KEY = 0x1234567
RESULT = Result(job_id=11, model=22, input_digest=33, output_digest=2**251 - 5)
# The same vectors as in contracts/src/tests/signed_result.cairo.
KEY = 0x2202275E27873286B71DAE62930BBF6420D2E933BBC7CB08E09019E7218AD9C
HASH = 0x61030F6D4643DFA8630D5EF719A751BA2356FC8F564FA2DBCB207223FEF2AB9
SIGNATURE = (
    0x631E9472792235A53311C3E23ADF5110C4B1A1F2544023460700151CDD2E11B,
    0x316498D5572CA98105F311A636323C52558ED6041292CA4A6B5195CF27FC5F1,
)


def test_hash_and_signature_are_those_of_the_cairo_tests():
    assert message_hash(RESULT, WORKER, SEPOLIA) == HASH
    assert sign(RESULT, WORKER, SEPOLIA, PRIVATE_KEY) == SIGNATURE


def test_starknet_py_hashes_the_typed_data_the_same_and_accepts_the_signature():
    assert TypedData.from_dict(typed_data(RESULT, SEPOLIA)).message_hash(WORKER) == HASH
    assert verify_message_signature(HASH, list(SIGNATURE), KEY)


def test_starknet_js_hashes_and_signs_the_typed_data_the_same(starknet_js):
    answer = starknet_js(account=hex(WORKER), private_key=hex(PRIVATE_KEY), typed_data=[typed_data(RESULT, SEPOLIA)])
    (signed,) = answer["signed"]
    assert int(answer["public_key"], 16) == KEY
    assert int(signed["hash"], 16) == HASH
    assert tuple(int(one, 16) for one in signed["signature"]) == SIGNATURE


def test_signature_holds_for_this_worker_key_and_chain_alone():
    assert holds(RESULT, WORKER, SEPOLIA, KEY, SIGNATURE)
    assert not holds(RESULT, WORKER + 1, SEPOLIA, KEY, SIGNATURE)
    assert not holds(RESULT, WORKER, MAINNET, KEY, SIGNATURE)
    assert not holds(
        RESULT, WORKER, SEPOLIA, 0x1EF15C18599971B7BECED415A40F0C7DEACFD9B0D1819E03D723D8BC943CFCA, SIGNATURE
    )


@pytest.mark.parametrize("field", ["job_id", "model", "input_digest", "output_digest"])
def test_signature_holds_for_no_other_claim(field: str):
    other = dataclasses.replace(RESULT, **{field: 7})
    assert not holds(other, WORKER, SEPOLIA, KEY, SIGNATURE)


@pytest.mark.parametrize("signature", [(0, 0), (0, 1), (1, 0), (2**252, 1), (1, 2**300), (-1, 1), (SIGNATURE[0], -1)])
@pytest.mark.parametrize("key", [KEY, 0, 2, 2**300, -1])
def test_numbers_that_are_no_key_or_no_signature_hold_for_nothing(key: int, signature: tuple[int, int]):
    assert not holds(RESULT, WORKER, SEPOLIA, key, signature)


@pytest.mark.parametrize("value", [-1, 2**251 + 17 * 2**192 + 1, 2**256])
def test_claim_outside_the_field_is_refused(value: int):
    with pytest.raises(ValueError, match="output_digest"):
        Result(1, 2, 3, value)
