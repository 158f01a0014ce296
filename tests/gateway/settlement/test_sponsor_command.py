"""``ciro chain sponsor``: from a new account to a journal that is settled for nothing, each role by its own account."""

import asyncio
import json

import pytest
from proving import wait_for
from settlement_plant import Plant
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.bindings import CiroToken, Paymaster
from gateway.chain.keys import read_credential
from gateway.chain.networks import STRK

pytestmark = pytest.mark.slow


@pytest.fixture
def gateway(network, chain, make_key):
    """Return the address of a new account whose session may settle."""
    for name in ("owner", "session"):
        make_key(name)
    make_key("sponsor", network.sponsor.key)
    made = chain(
        "session", "grant", "--owner-credential", "owner.key", "--session-key", "session.key",
        "--anchor", hex(network.anchor), "--deploy", "--json",
    )  # fmt: skip
    return json.loads(made.stdout)["account"]


def test_each_role_does_its_part_and_then_the_gateway_settles_for_nothing(
    runner, network, access, rewound, chain, gateway, tmp_path
):
    contract = Paymaster(network.paymaster, network.client)
    opening = get_selector_from_name("open_journal")
    runner.run(network.deployer.send([contract.set_allowed(network.anchor, opening, False)]))
    deposit = runner.run(network.deposit())
    base = ("sponsor", "--gateway", gateway, "--anchor", hex(network.anchor), "--contract", hex(network.paymaster))
    sponsor = ("--account", hex(network.sponsor.address), "--credential", "sponsor.key")

    half = chain(*base, *sponsor, "--deposit", "2", check=1)
    assert "has not the role POLICY" in half.stderr
    assert "PAYMASTER: call not allowed" in half.stderr
    assert runner.run(network.deposit()) == deposit + 2 * 10**18
    assert runner.run(contract.sponsorship(int(gateway, 16))).sponsor == network.sponsor.address

    whole = json.loads(chain(*base, "--json").stdout)  # the deployer, who has POLICY
    assert (whole["refusal"], whole["account"]) == ("", gateway)
    assert runner.run(contract.is_allowed(network.anchor, opening))

    key = read_credential(tmp_path / "session.key")
    plant = Plant(network, tmp_path, access, account=gateway, signing=key)
    try:
        plant.place.make(3)

        async def settled():
            async with plant.running():
                await asyncio.to_thread(wait_for, plant.all_settled, "the settlement")
            await plant.assert_each_record_is_anchored_once()

        runner.run(settled())
    finally:
        plant.place.close()
    assert runner.run(CiroToken(STRK, network.client).balance_of(int(gateway, 16))) == 0
    assert runner.run(network.client.get_contract_nonce(int(gateway, 16))) == 0
    assert runner.run(network.deposit()) < deposit + 2 * 10**18


def test_what_is_no_anchor_no_paymaster_or_no_gateway_is_not_let_through(network, chain, gateway):
    base = ("sponsor", "--gateway", gateway)
    at = ("--contract", hex(network.paymaster))
    assert "is no AuditAnchor" in chain(*base, *at, "--anchor", hex(STRK), check=1).stderr
    none = chain(*base, "--contract", hex(network.anchor), "--anchor", hex(network.anchor), check=3)
    assert "there is no Paymaster at" in none.stderr
    assert "name the Paymaster contract" in chain(*base, "--anchor", hex(network.anchor), check=2).stderr
    assert "for which gateway" in chain("sponsor", *at, check=2).stderr
