"""What a worker declares: versions as one number, bounds as the pool has them, a signature that the pool takes.

That the hash is the contract's is claimed on a chain, in `tests/contracts/test_cdc_pool.py`.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("starknet_py", reason="needs the extra [chain]")

import fast_stark_crypto

from edge_worker.capability_statement import (
    MAX_FRAMEWORKS,
    Capability,
    CapabilityStatement,
    Framework,
    Resources,
    encode_version,
    message_hash,
    sign,
)

SEPOLIA = int.from_bytes(b"SN_SEPOLIA", "big")
KEY = 0x1234567
WORKER, POOL = 0x1234, 0x5678
STATEMENT = CapabilityStatement(
    fast_stark_crypto.get_public_key(KEY),
    1_780_000_000,
    Resources(Capability.CUDA | Capability.FP16, 24, 16, 64, 1_000, 2_500),
    "NVIDIA L4",
    "AMD EPYC 9354",
    (Framework("onnxruntime", 1_019_002), Framework("torch", 2_003_000)),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.19.2", 1_019_002),
        ("2.3.0+cu121", 2_003_000),
        ("1.0rc1", 1_000_000),
        ("7", 7_000_000),
        ("0.0.1", 1),
        ("3.999.999", 3_999_999),
    ],
)
def test_a_release_is_one_number_that_sorts_like_it(text, number):
    assert encode_version(text) == number


@pytest.mark.parametrize("text", ["", "main", "1.2.3.4", "1.1000", "1.2.1000", "v1.2"])
def test_what_is_no_release_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(repr(text))):
        encode_version(text)


def test_the_statement_is_hashed_and_signed_as_the_contracts_unit_test_has_it():
    """The same vector is in `contracts/src/tests/capability_statement.cairo`."""
    source = Path("contracts/src/tests/capability_statement.cairo").read_text(encoding="utf-8")
    assert f"{message_hash(STATEMENT, WORKER, POOL, SEPOLIA):#x}" in source
    assert all(f"{part:#x}" in source for part in sign(STATEMENT, WORKER, POOL, SEPOLIA, KEY))


@pytest.mark.parametrize(
    "changed",
    [
        {"valid_from": 1},
        {"result_key": 5},
        {"resources": Resources()},
        {"gpu_model": ""},
        {"cpu_model": ""},
        {"frameworks": STATEMENT.frameworks[:1]},
        {"frameworks": STATEMENT.frameworks[::-1]},
    ],
)
def test_every_field_is_in_the_hash(changed):
    assert message_hash(replace(STATEMENT, **changed), WORKER, POOL, SEPOLIA) != message_hash(
        STATEMENT, WORKER, POOL, SEPOLIA
    )


def test_the_hash_is_for_one_worker_one_pool_and_one_chain():
    hashes = {
        message_hash(STATEMENT, worker, pool, chain)
        for worker, pool, chain in (
            (WORKER, POOL, SEPOLIA),
            (POOL, POOL, SEPOLIA),
            (WORKER, WORKER, SEPOLIA),
            (WORKER, POOL, int.from_bytes(b"SN_MAIN", "big")),
        )
    }
    assert len(hashes) == 4


@pytest.mark.parametrize("field", ["gpu_model", "cpu_model"])
@pytest.mark.parametrize("name", ["x" * 32, "Grafikkarte für alles"])
def test_a_model_that_is_no_short_string_is_refused(field, name):
    with pytest.raises(ValueError, match="31 ASCII"):
        replace(STATEMENT, **{field: name})


def test_frameworks_are_as_many_as_the_pool_takes():
    constants = Path("contracts/src/constants.cairo").read_text(encoding="utf-8")
    assert f"MAX_FRAMEWORKS: u32 = {MAX_FRAMEWORKS};" in constants
    with pytest.raises(ValueError, match="17 frameworks"):
        replace(STATEMENT, frameworks=(Framework("torch", 1),) * 17)
