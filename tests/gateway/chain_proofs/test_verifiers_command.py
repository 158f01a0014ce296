"""``ciro chain verifiers`` on a real chain: what the network takes proofs of, and who says so."""

import json

import pytest

from zkml import encode_registration

pytestmark = pytest.mark.slow


def test_only_the_governor_admits_a_model_and_whoever_asks_sees_it(
    network, chain, rewound, registration, make_key, tmp_path
):
    file = tmp_path / "model.zkr"
    file.write_bytes(encode_registration(registration))
    stranger = network.sponsor
    make_key("sponsor", stranger.key)
    at = ("verifiers", "--contract", hex(network.proofs))
    other = ("--account", hex(stranger.address), "--credential", "sponsor.key")

    before = json.loads(chain(*at, "--json", check=1).stdout)
    assert [one["ours"] for one in before["verifiers"]] == [True, True]
    assert [one["registry_ours"] for one in before["verifiers"]] == [False, True], "only inferences are about models"
    assert before["models"] == []
    refused = chain(*at, *other, "--register", "--registration", file, check=1)
    assert f"only {network.deployer.address:#x} registers" in refused.stderr
    assert json.loads(chain(*at, "--json", check=1).stdout) == before

    done = json.loads(chain(*at, "--register", "--registration", file, "--json").stdout)
    assert done["complete"]
    assert done["models"] == [{"model": f"{registration.model_id:#x}", "admitted": True, "recorded": True}]
    assert json.loads(chain(*at, "--register", "--registration", file, "--json").stdout)["transaction"] is None
    seen = chain(*at, *other).stdout
    assert "an account" in seen
    assert f"model         {registration.model_id:#x}: admitted, recorded" in seen


def test_a_contract_that_is_none_and_a_model_without_an_order_are_refused(network, chain):
    none = chain("verifiers", "--contract", hex(network.anchor), check=1)
    assert "there is no ProofVerifier at" in none.stderr
    alone = chain("verifiers", "--model", "surface-inspection", check=2)
    assert "--register" in alone.stderr


def test_a_key_that_is_not_the_accounts_and_an_account_that_is_not_there_are_said(network, chain, make_key):
    make_key("stranger")
    at = ("verifiers", "--contract", hex(network.proofs), "--credential", "stranger.key")
    assert "belongs to the key" in chain(*at, "--account", hex(network.sponsor.address), check=2).stderr
    assert "there is no account at 0x123" in chain(*at, "--account", "0x123", check=3).stderr
