"""Keys come from keystores and credentials, agree with starknet.py, and never show themselves."""

import json
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starknet_py.hash.utils import private_to_stark_key, verify_message_signature
from starknet_py.net.signer.key_pair import KeyPair

from gateway.chain.keys import (
    CURVE_ORDER,
    StarkKey,
    StarkKeyError,
    new_key,
    read_credential,
    read_keystore,
    write_keystore,
)

CHEAP = 2**4  # scrypt's cost in tests; the default is for real keys


def test_a_keystore_gives_back_its_key_and_starknet_py_reads_it_too(tmp_path):
    key, path = new_key(), tmp_path / "gateway.json"
    write_keystore(path, key, "correct horse", iterations=CHEAP)
    assert read_keystore(path, "correct horse") == key
    assert KeyPair.from_keystore(str(path), b"correct horse").private_key == key.private


def test_a_keystore_is_readable_by_its_owner_alone_and_holds_no_key_in_clear(tmp_path):
    key, path = new_key(), tmp_path / "gateway.json"
    write_keystore(path, key, "correct horse", iterations=CHEAP)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert f"{key.private:x}" not in path.read_text()
    assert "address" not in json.loads(path.read_text())


def test_a_key_is_never_written_over(tmp_path):
    path = tmp_path / "gateway.json"
    write_keystore(path, new_key(), "one", iterations=CHEAP)
    before = path.read_bytes()
    with pytest.raises(StarkKeyError, match=r"gateway\.json: exists already"):
        write_keystore(path, new_key(), "two", iterations=CHEAP)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "no keystore of version 3"),
        ("not json", "not JSON"),
        ("[1, 2]", "no keystore of version 3"),
        ('{"version": 3, "crypto": {}}', "unreadable keystore"),
        ('{"version": 9, "crypto": {}}', "unreadable keystore"),
    ],
)
def test_what_is_no_keystore_is_refused_by_name(tmp_path, content, says):
    path = tmp_path / "broken.json"
    path.write_text(content)
    with pytest.raises(StarkKeyError, match=rf"broken\.json: .*{says}"):
        read_keystore(path, "any")


def test_a_wrong_password_is_said_and_nothing_else(tmp_path):
    path = tmp_path / "gateway.json"
    write_keystore(path, new_key(), "right", iterations=CHEAP)
    with pytest.raises(StarkKeyError, match="wrong password"):
        read_keystore(path, "wrong")


def test_an_empty_password_is_refused(tmp_path):
    with pytest.raises(StarkKeyError, match="empty password"):
        write_keystore(tmp_path / "gateway.json", new_key(), "", iterations=CHEAP)


def test_a_credential_is_read_and_one_that_others_can_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    key, path = new_key(), tmp_path / "key"
    path.write_text(f"{key.private:#x}\n")
    path.chmod(0o600)
    assert read_credential(path) == key
    path.chmod(0o644)
    with pytest.raises(StarkKeyError, match="others can read this key"):
        read_credential(path)


@pytest.mark.parametrize("text", ["", "zz", "0x0", hex(CURVE_ORDER)])
def test_a_credential_without_a_key_is_refused(tmp_path, text):
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(StarkKeyError, match="key: "):
        read_credential(path)


@settings(max_examples=6, deadline=None)
@given(private=st.integers(1, CURVE_ORDER - 1), digest=st.integers(1, 2**251 - 1))
def test_public_keys_and_signatures_are_what_starknet_py_computes(private, digest):
    key = StarkKey(private)
    assert key.public == private_to_stark_key(private)
    assert verify_message_signature(digest, list(key.sign(digest)), key.public)


def test_the_text_of_a_key_does_not_hold_it():
    key = new_key()
    assert f"{key.private:x}" not in f"{key} {key!r}"
