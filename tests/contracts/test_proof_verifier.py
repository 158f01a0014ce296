"""ProofVerifier: what can be proven, and the one way to a record: a verifier's yes."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import BATCH, DAY, NO_ONE, PARAMETERS, TYPES, YEAR, ChainBatch, deploy_network, parameter_set

OTHER_SET = 0x5E7
MODEL = 0x30DE1


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself."""
    network.refresh()


class TestRecord:
    def test_a_proof_that_holds_is_recorded_whoever_brings_it(self, chain, network):
        assert not network.proofs.is_verified(network.digest())
        recorded = network.prove(by=chain.stranger).event("StatementRecorded")
        assert (recorded.digest, recorded.version) == (network.digest(), 1)
        assert network.proofs.is_verified(network.digest())
        assert network.proofs.statement(network.digest()).expires_at == recorded.recorded_at + YEAR

    @pytest.mark.parametrize(
        ("place", "check"),
        [
            (1, "CHAIN: model"),
            (2, "CHAIN: input"),
            (3, "CHAIN: head"),
            (4, "CHAIN: root"),
            (5, "CHAIN: root"),
            (6, "CHAIN: count"),
            (7, "CHAIN: input"),
        ],
    )
    def test_a_statement_that_is_false_in_one_place_is_not(self, chain, network, place, check):
        statement = BATCH.statement()
        statement[place] += 1
        arguments = ("StarknetBatch", PARAMETERS, 0, statement, BATCH.proof)
        assert network.proofs.check(*arguments) == int.from_bytes(check.encode())
        with reverts_with(check):
            network.proofs.verify_and_record(*arguments, by=chain.stranger)
        assert not network.proofs.is_verified(network.proofs.statement_digest(*arguments[:4]))

    @pytest.mark.parametrize(
        ("proof", "check"),
        [
            ([101, 102, 104], "CHAIN: root"),
            ([102, 101, 103], "CHAIN: root"),
            ([101, 102], "CHAIN: count"),
            ([101, 102, 103, 104], "CHAIN: count"),
            ([], "CHAIN: count"),
        ],
    )
    def test_a_proof_that_does_not_hold_is_not(self, chain, network, proof, check):
        with reverts_with(check):
            network.proofs.verify_and_record(
                "StarknetBatch", PARAMETERS, 0, BATCH.statement(), proof, by=chain.stranger
            )
        assert not network.proofs.is_verified(network.digest())

    def test_it_counts_until_it_expires_and_again_when_it_is_proven_again(self, chain, network):
        network.prove()
        chain.increase_time(YEAR - 100)
        assert network.proofs.is_verified(network.digest())
        chain.increase_time(200)
        assert not network.proofs.is_verified(network.digest())
        network.prove()
        assert network.proofs.is_verified(network.digest())

    @pytest.mark.parametrize("proof_type", TYPES[1:])
    def test_a_type_without_a_verifier_has_none(self, chain, network, proof_type):
        for call in (network.proofs.verify_and_record, network.proofs.check):
            with reverts_with("NO_VERIFIER"):
                call.call(proof_type, PARAMETERS, 0, BATCH.statement(), BATCH.proof)
        assert network.proofs.verifier_of(proof_type) == 0
        assert not network.proofs.supports(proof_type, PARAMETERS, 0)

    def test_neither_parameters_nor_a_model_that_nobody_registered_are_taken(self, chain, network):
        for parameters, model, reason in (
            (OTHER_SET, 0, "PROOF: unknown parameters"),
            (PARAMETERS, MODEL, "PROOF: unknown model"),
        ):
            with reverts_with(reason):
                network.proofs.check("StarknetBatch", parameters, model, BATCH.statement(), BATCH.proof)

    def test_one_type_is_not_shown_as_another(self, network):
        digests = {network.proofs.statement_digest(one, PARAMETERS, 0, BATCH.statement()) for one in TYPES}
        assert len(digests) == len(TYPES)


class TestRegistry:
    def test_every_change_is_the_governors(self, chain, network):
        calls = (
            network.proofs.register_verifier.build("StarknetBatch", network.verifier),
            network.proofs.retire_verifier.build("StarknetBatch"),
            network.proofs.revoke_version.build("StarknetBatch", 1),
            network.proofs.register_parameters.build(OTHER_SET, parameter_set()),
            network.proofs.retire_parameters.build(PARAMETERS),
            network.proofs.register_model.build(MODEL),
            network.proofs.retire_model.build(MODEL),
            network.proofs.set_base_price.build("StarknetBatch", 1),
            network.proofs.rule_on_statement.build(1, True),
            network.proofs.upgrade.build(1),
        )
        for call in calls:
            for actor in (chain.admin, chain.guardian, chain.stranger):
                with reverts_with("UPGRADE: not the governor"):
                    chain.invoke(actor, call)

    def test_a_verifier_is_of_the_type_that_it_is_registered_for(self, chain, network):
        with reverts_with("PROOF: another type"):
            network.proofs.register_verifier("ZKMLInference", network.verifier, by=network.governor)
        with reverts_with("PROOF: zero"):
            network.proofs.register_verifier("StarknetBatch", NO_ONE, by=network.governor)

    def test_a_new_verifier_is_a_new_version_and_a_retired_one_is_none(self, chain, network):
        second = chain.deploy("HashChainBatch")
        network.proofs.register_verifier("StarknetBatch", second, by=network.governor)
        assert network.proofs.verifier_version("StarknetBatch") == 2
        assert network.proofs.verifier_of("StarknetBatch") == second.address
        assert network.prove().event("StatementRecorded").version == 2
        network.proofs.retire_verifier("StarknetBatch", by=network.governor)
        with reverts_with("NO_VERIFIER"):
            network.prove()
        with reverts_with("NO_VERIFIER"):
            network.proofs.retire_verifier("StarknetBatch", by=network.governor)
        assert network.proofs.is_verified(network.digest())

    def test_what_an_unsound_version_said_yes_to_counts_no_longer(self, chain, network):
        network.prove()
        network.proofs.revoke_version("StarknetBatch", 1, by=network.governor)
        assert network.proofs.is_revoked("StarknetBatch", 1)
        assert not network.proofs.is_verified(network.digest())
        with reverts_with("NO_VERIFIER"):
            network.prove()
        network.proofs.register_verifier("StarknetBatch", network.verifier, by=network.governor)
        network.prove()
        assert network.proofs.is_verified(network.digest())
        for version in (0, 3):
            with reverts_with("PROOF: no such version"):
                network.proofs.revoke_version("StarknetBatch", version, by=network.governor)

    def test_weak_or_empty_parameters_are_not_registered(self, network):
        for digest, changed, reason in (
            (OTHER_SET, {"security_bits": 99}, "PROOF: too few bits"),
            (OTHER_SET, {"valid_for": 0}, "PROOF: zero"),
            (0, {}, "PROOF: zero"),
        ):
            with reverts_with(reason):
                network.proofs.register_parameters(digest, parameter_set(**changed), by=network.governor)
        with reverts_with("PROOF: zero"):
            network.proofs.register_model(0, by=network.governor)

    def test_what_is_retired_is_no_longer_taken(self, network):
        network.proofs.register_model(MODEL, by=network.governor)
        assert network.proofs.supports("StarknetBatch", PARAMETERS, MODEL)
        network.proofs.retire_model(MODEL, by=network.governor)
        assert not network.proofs.is_model(MODEL)
        with reverts_with("PROOF: not registered"):
            network.proofs.retire_model(MODEL, by=network.governor)
        network.proofs.retire_parameters(PARAMETERS, by=network.governor)
        assert network.proofs.parameter_set(PARAMETERS).valid_for == 0
        with reverts_with("PROOF: unknown parameters"):
            network.prove()
        with reverts_with("PROOF: not registered"):
            network.proofs.retire_parameters(PARAMETERS, by=network.governor)

    def test_an_inference_is_about_a_registered_model(self, network):
        """Of the type without a verifier nothing is provable; once it has one, a model is still asked for."""
        assert not network.proofs.supports("ZKMLInference", PARAMETERS, 0)
        assert network.proofs.supports("StarknetBatch", PARAMETERS, 0)
        assert not network.proofs.supports("StarknetBatch", OTHER_SET, 0)


class TestHashChainBatch:
    """The verifier of type 0, asked directly."""

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 100])
    def test_batches_of_every_shape_hold(self, network, count):
        batch = ChainBatch(tuple(range(1, count + 1)), start=5, first=1)
        assert network.verifier.verify(PARAMETERS, 0, batch.statement(3), batch.proof) == 0

    @pytest.mark.parametrize(
        ("parameters", "model", "statement", "check"),
        [
            (OTHER_SET, 0, BATCH.statement(), "CHAIN: parameters"),
            (PARAMETERS, 1, BATCH.statement(), "CHAIN: model"),
            (PARAMETERS, 0, BATCH.statement()[:-1], "CHAIN: statement"),
            (PARAMETERS, 0, [*BATCH.statement(), 0], "CHAIN: statement"),
            (PARAMETERS, 0, [0, 0, 0, 0, BATCH.root, 2**64, 3, 77], "CHAIN: count"),
            (PARAMETERS, 0, [0, 0, 0, 0, BATCH.root, 2**64 - 1024, 3, 77], "CHAIN: count"),
        ],
    )
    def test_it_says_what_is_wrong(self, network, parameters, model, statement, check):
        assert network.verifier.verify(parameters, model, statement, BATCH.proof) == int.from_bytes(check.encode())

    def test_more_records_than_its_bound_are_refused(self, network):
        statement = [0, 0, 0, 0, 1, 1, 1_025, 0]
        assert network.verifier.verify(PARAMETERS, 0, statement, [1] * 1_025) == int.from_bytes(b"CHAIN: count")


def test_is_not_deployed_without_a_price_a_token_or_a_governor(chain, network):
    arguments = {"admin": chain.admin, "governor": chain.admin, "token": network.token, "pool": network.pool}
    for missing, reason in (
        ("pool", "MARKET: zero pool"),
        ("token", "ESCROW: zero token"),
        ("governor", "UPGRADE: zero governor"),
    ):
        with reverts_with(reason):
            chain.deploy("ProofVerifier", **(arguments | {missing: NO_ONE}))


def test_a_verifier_is_replaced_after_a_vote_and_the_timelock_and_not_before(chain):
    """With the token's own governance as the governor; it takes a supermajority, as new code does."""
    network = deploy_network(chain)
    proofs = chain.deploy(
        "ProofVerifier", admin=chain.admin, governor=network.token, token=network.token, pool=network.pool
    )
    network.token.delegate(chain.client, by=chain.client)
    chain.increase_time(10)
    build = proofs.register_verifier.build("StarknetBatch", network.verifier)
    calls = [{"to": build.to_addr, "selector": build.selector, "calldata": build.calldata}]
    proposal = network.token.propose(calls, "Upgrade", 0x7E87, by=chain.client).event("ProposalCreated").proposal
    chain.increase_time(10)
    network.token.cast_vote(proposal, "For", by=chain.client)
    chain.increase_time(7 * DAY)
    network.token.queue(proposal, by=chain.stranger)
    with reverts_with("GOV: timelock not over"):
        network.token.execute(proposal, calls, by=chain.stranger)
    assert proofs.verifier_of("StarknetBatch") == 0
    chain.increase_time(DAY)
    network.token.execute(proposal, calls, by=chain.stranger)
    assert proofs.verifier_of("StarknetBatch") == network.verifier.address
