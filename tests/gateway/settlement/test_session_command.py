"""``ciro chain session`` on a real chain: what is granted, and what is refused in words."""

import json
import re

import pytest
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.bindings import DeviceAccount
from gateway.chain.keys import read_credential
from gateway.chain.networks import STRK

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def keys(make_key):
    for name in ("owner", "session", "stranger"):
        make_key(name)


def public(tmp_path, name):
    return read_credential(tmp_path / f"{name}.key").public


def test_a_key_gets_exactly_what_it_needs_is_renewed_by_the_configuration_and_loses_it(
    runner, network, chain, tmp_path
):
    owner, key = ("--owner-credential", "owner.key"), ("--session-key", "session.key")
    where = ("--anchor", hex(network.anchor), "--proofs", hex(network.proofs))
    tried = chain("session", "grant", *owner, *key, *where, "--deploy", "--dry-run")
    assert "will be able to call, and nothing else" in tried.stderr
    assert tried.stdout == ""
    absent = chain("session", "grant", *owner, *key, *where, check=3)
    assert "grant --deploy` puts it there" in absent.stderr, "the trial deployed nothing"

    granted = chain("session", "grant", *owner, *key, *where, "--deploy", "--max-fee", "0.5", "--fund", "2")
    (tmp_path / "gateway.toml").write_text(granted.stdout)
    address = int(re.search(r'account = "(0x\w+)"', granted.stdout)[1], 16)
    account, session = DeviceAccount(address, network.client), public(tmp_path, "session")
    assert runner.run(account.public_key()) == public(tmp_path, "owner")
    status = runner.run(account.session(session))
    assert (status.live, status.max_fee, status.calls_left) == (True, 5 * 10**17, 72_000)

    def may(contract, name):
        return runner.run(account.is_permitted(session, contract, get_selector_from_name(name)))

    assert may(network.anchor, "anchor")
    assert may(network.anchor, "open_journal")
    assert may(network.proofs, "verify_and_record")
    for contract, name in (
        (STRK, "transfer"), (STRK, "anchor"), (network.proofs, "register_model"), (network.proofs, "dispute_statement"),
        (network.paymaster, "withdraw"), (address, "grant_session"),
    ):  # fmt: skip
        assert not may(contract, name)

    shown = chain("session", "show", "--config", "gateway.toml", rpc=None)
    assert "is live" in shown.stdout
    assert "MAY NOT" not in shown.stdout
    (tmp_path / "elsewhere.toml").write_text(granted.stdout.replace(f"{network.anchor:#x}", "0x77"))
    lacks = chain("session", "show", "--config", "elsewhere.toml", rpc=None, check=1)
    assert "MAY NOT  call anchor of AuditAnchor 0x77" in lacks.stdout

    renewed = chain("session", "grant", *owner, "--config", "gateway.toml", "--days", "90", "--json", rpc=None)
    assert json.loads(renewed.stdout)["max_fee_fri"] == 5 * 10**17, "as the configuration's most_fee_strk"
    assert runner.run(account.session(session)).grant == status.grant + 1

    chain("session", "revoke", *owner, "--config", "gateway.toml", rpc=None)
    gone = chain("session", "show", "--config", "gateway.toml", rpc=None, check=1)
    assert "has no session" in gone.stdout
    again = chain("session", "revoke", *owner, "--config", "gateway.toml", rpc=None, check=1)
    assert "SESSION: none for this key" in again.stderr
    chain("session", "revoke", *owner, "--config", "gateway.toml", "--all", rpc=None)


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"--owner-credential": "stranger.key"}, 1, "belongs to the key"),
        ({"--anchor": hex(STRK)}, 1, "is no AuditAnchor"),
        ({"--proofs": hex(STRK)}, 1, "is no ProofVerifier"),
        ({"--pool": hex(STRK)}, 1, "is no CdcPool"),
        ({"--pool": hex(STRK), "--challenges": "11"}, 1, "at most 10 of 1,000 CIRO"),
        ({"--challenges": "1"}, 2, "of which pool's workers?"),
        ({"--days": "91"}, 1, "1 to 90 days"),
        ({"--calls": "800000"}, 1, "1,000 an hour"),
        ({"--max-fee": "11"}, 1, "0 to 10 are allowed"),
        ({"--session-key": "owner.key"}, 1, "the owner's own"),
        ({"--gateway": "0x123"}, 3, "there is no account at 0x123"),
        ({"--gateway": hex(STRK)}, 3, "is no DeviceAccount"),
        ({"--network": "mainnet", "--account": "0x1", "--credential": "owner.key"}, 3, "not to mainnet"),
        ({"--session-key": "0x5"}, 2, "is no public key"),
        ({"--session-key": "absent.key"}, 2, "No such file"),
        ({"--config": "absent.toml"}, 2, "does not exist"),
        ({"--anchor": "12"}, 2, 'write an address as "0x'),
    ],
)
def test_what_is_wrong_or_too_wide_is_named_and_nothing_is_signed(
    runner, network, chain, tmp_path, changed, code, words
):
    base = ["session", "grant", "--owner-credential", "owner.key", "--session-key", "session.key"]
    made = chain(*base, "--anchor", hex(network.anchor), "--deploy", "--json")
    address = json.loads(made.stdout)["account"]
    account = DeviceAccount(int(address, 16), network.client)
    before = runner.run(account.session(public(tmp_path, "session")))
    options = {
        "--owner-credential": "owner.key", "--session-key": "session.key", "--anchor": hex(network.anchor),
        "--gateway": address,
    } | changed  # fmt: skip
    done = chain("session", "grant", *[word for pair in options.items() for word in pair], check=code)
    assert words in done.stderr
    assert runner.run(account.session(public(tmp_path, "session"))) == before


def test_no_node_ends_with_3(chain):
    done = chain(
        "session", "show", "--gateway", "0x1", "--session-key", "session.key", rpc="http://127.0.0.1:9/rpc", check=3
    )
    assert "is the node up" in done.stderr
