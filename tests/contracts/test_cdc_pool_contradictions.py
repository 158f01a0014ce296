"""A signed result and a proof of the contrary: who is slashed for it, and who cannot be."""

from dataclasses import asdict, replace

import pytest
from chain_testing.chain import CHAIN_ID
from chain_testing.reverts import reverts_with
from inspection_testing import KIND, PARAMETERS, Inspections, elements, inspection_prover
from network_testing import YEAR, parameter_set
from pool_testing import BASIC_STAKE, CIRO, deploy_pool, key_of, sign_result

from edge_worker import signed_result
from edge_worker.signed_result import Result

JOB = 0x70B


class World:
    """A pool with two workers, a ledger of proofs that it trusts, and a proof of what is true of one picture.

    The proof was made by the client, for another job than the worker's.
    """

    def __init__(self, chain, pool, proofs, inspections, proof):
        self.chain, self.pool, self.proofs, self.inspections = chain, pool, proofs, inspections
        self.statement, self.proof = elements(proof)
        self.true = Result(JOB, *self.statement[1:4])
        self.false = replace(self.true, output_digest=self.true.output_digest + 1)

    def prove(self):
        kind = (KIND, PARAMETERS, self.inspections.model)
        self.proofs.verify_and_record(*kind, self.statement, self.proof, by=self.chain.stranger)

    def strangers_ledger(self):
        """A ledger in which everything is in order, but whose governor is the stranger; the proof is verified there."""
        stranger = self.chain.stranger
        mine = self.chain.deploy(
            "ProofVerifier", admin=stranger, governor=stranger, token=self.pool.token, pool=self.pool
        )
        kind = (KIND, PARAMETERS, self.inspections.model)
        self.chain.invoke(
            stranger,
            mine.register_verifier.build(KIND, self.inspections.verifier),
            mine.register_parameters.build(PARAMETERS, parameter_set(proof_type=KIND, security_bits=100)),
            mine.register_model.build(self.inspections.model),
        )
        mine.verify_and_record(*kind, self.statement, self.proof, by=stranger)
        return mine

    def evidence(self, result=None, worker=None, **changed):
        """The arguments that hold the worker's false result against the proof."""
        result, worker = result or self.false, self.chain.worker if worker is None else worker
        return {
            "worker": worker,
            "result_key": key_of(worker).public_key,
            "signed": asdict(result),
            "signature": sign_result(result, worker),
            "ledger": self.proofs,
            "parameters": PARAMETERS,
            "statement": self.statement,
        } | changed

    def report(self, *arguments, by=None, **changed):
        return self.pool.report_contradiction(**self.evidence(*arguments, **changed), by=by or self.chain.stranger)


def with_workers(chain, pool, proofs):
    chain.invoke(chain.admin, pool.grant_role.build("PROOF_VERIFIER", proofs))
    for worker in (chain.worker, chain.other_worker):
        pool.staked(worker)
    return pool


@pytest.fixture(scope="module")
def built(module_chain):
    chain, prover = module_chain, inspection_prover()
    pool = deploy_pool(chain)
    proofs = chain.deploy("ProofVerifier", admin=chain.admin, governor=chain.relayer, token=pool.token, pool=pool)
    inspections = Inspections.deploy(chain, prover)
    chain.invoke(
        chain.relayer,
        proofs.register_verifier.build(KIND, inspections.verifier),
        proofs.register_parameters.build(PARAMETERS, parameter_set(proof_type=KIND, security_bits=100)),
        proofs.register_model.build(inspections.model),
    )
    proof = inspections.prove(account=chain.client.address)
    return World(chain, with_workers(chain, pool, proofs), proofs, inspections, proof)


@pytest.fixture
def world(chain, built):
    """The world with the proof on the chain; what a test does is undone."""
    built.prove()
    return built


class TestAFalsehood:
    def test_costs_half_of_the_stake_and_pays_who_proved_the_contrary(self, chain, world):
        had = world.pool.balance(chain.client)
        receipt = world.report()
        slashed, told = receipt.event("Slashed"), receipt.event("ResultContradicted")
        assert (slashed.reason, slashed.by, slashed.challenger) == (
            "Malicious",
            world.pool.address,
            chain.client.address,
        )
        assert (told.job_id, told.signed_output, told.proven_output) == (
            JOB,
            world.false.output_digest,
            world.true.output_digest,
        )
        assert told.statement == world.proofs.statement_digest(
            KIND, PARAMETERS, world.inspections.model, world.statement
        )
        assert world.pool.stake_of(chain.worker) == BASIC_STAKE // 2
        assert world.pool.balance(chain.client) == had + BASIC_STAKE // 4
        assert world.pool.balance(chain.stranger) == 0, "who carries the evidence gains nothing by it"
        assert world.pool.reputation(chain.worker) == 400
        world.pool.assert_covered()

    def test_costs_once_for_whatever_jobs_it_was_signed(self, chain, world):
        """Else whoever finds a mistake asks for it again and again before telling."""
        world.report()
        with reverts_with("POOL: answered for already"):
            world.report()
        with reverts_with("POOL: evidence used"):
            world.report(replace(world.false, job_id=JOB + 1))
        with reverts_with("POOL: answered for already"):
            world.report(replace(world.false, output_digest=5))
        world.report(None, chain.other_worker)
        assert world.pool.stake_of(chain.worker) == world.pool.stake_of(chain.other_worker) == BASIC_STAKE // 2

    def test_under_a_key_given_up_since_counts(self, chain, world):
        chain.increase_time(60)
        world.pool.update(chain.worker, key_of(chain.worker, 1))
        world.report()
        assert world.pool.stake_of(chain.worker) == BASIC_STAKE // 2

    def test_signed_before_its_signer_registered_counts_for_that_signer_alone(self, chain, world):
        """The signature names the account: nobody else can have the key and be meant."""
        early = world.evidence(None, chain.stranger)
        with reverts_with("POOL: key of somebody else"):
            world.pool.report_contradiction(**early, by=chain.client)
        world.pool.staked(chain.stranger)
        world.pool.report_contradiction(**early, by=chain.client)
        assert world.pool.stake_of(chain.stranger) == BASIC_STAKE // 2

    def test_waits_while_nothing_is_at_stake(self, chain, world):
        world.pool.slash(chain.worker, "Fraud", chain.client, 1)
        with reverts_with("POOL: nothing at stake"):
            world.report()
        world.pool.fund(chain.worker, CIRO)
        world.pool.stake(CIRO, by=chain.worker)
        world.report()
        assert world.pool.stake_of(chain.worker) == CIRO // 2

    def test_earns_the_worker_nothing_when_it_proves_it_itself(self, chain, built):
        mine = built.inspections.prove(2, account=chain.worker.address)
        own = World(chain, built.pool, built.proofs, built.inspections, mine)
        own.prove()
        own.report()
        assert built.pool.balance(chain.worker) == 0
        assert built.pool.stake_of(chain.worker) == BASIC_STAKE // 2


class TestNobodyIsSlashed:
    def test_for_what_is_true(self, chain, world):
        with reverts_with("POOL: same output"):
            world.report(world.true)

    def test_for_another_input_or_model(self, chain, world):
        for other in (replace(world.false, input_digest=5), replace(world.false, model=5)):
            with reverts_with("POOL: another model or input"):
                world.report(other)
        with reverts_with("POOL: another model or input"):
            world.report(statement=world.statement[:3])

    def test_for_what_it_did_not_sign(self, chain, world):
        """Another output, job, chain, account or purpose than what the signature is about."""
        worker, key = chain.worker, key_of(chain.worker).private_key
        signed_elsewhere = signed_result.sign(world.false, worker.address, int.from_bytes(b"SN_MAIN", "big"), key)
        signed_as_other = signed_result.sign(world.false, chain.other_worker.address, CHAIN_ID, key)
        declared = world.pool.sign(world.pool.statement(key_of(worker)), worker, key_of(worker))
        for forged in (
            {"signature": sign_result(world.true, worker)},
            {"signature": sign_result(replace(world.false, job_id=JOB + 1), worker)},
            {"signature": signed_elsewhere},
            {"signature": signed_as_other},
            {"signature": declared},
            {"signature": (0, 0)},
        ):
            with reverts_with("POOL: result not signed"):
                world.report(**forged)

    def test_under_another_key_than_its_own(self, chain, world):
        strangers = {
            "result_key": key_of(chain.stranger).public_key,
            "signature": sign_result(world.false, chain.worker, key_of(chain.stranger)),
        }
        others = {
            "result_key": key_of(chain.other_worker).public_key,
            "signature": sign_result(world.false, chain.worker, key_of(chain.other_worker)),
        }
        for forged in (strangers, others):
            with reverts_with("POOL: key of somebody else"):
                world.report(**forged)
        with reverts_with("WORKER: not registered"):
            world.pool.report_contradiction(**(world.evidence() | strangers | {"worker": 0}), by=chain.stranger)

    def test_on_a_statement_that_nobody_verified(self, chain, built):
        with reverts_with("POOL: not proven"):
            built.report()

    def test_on_a_statement_changed_after_it_was_proven(self, chain, world):
        """Another account in it, to be paid, or another output, to convict the honest."""
        stolen = [*world.statement[:4], chain.stranger.address, *world.statement[5:]]
        with reverts_with("POOL: not proven"):
            world.report(statement=stolen)
        slander = [*world.statement[:3], 99, *world.statement[4:]]
        with reverts_with("POOL: not proven"):
            world.report(world.true, statement=slander)

    def test_on_the_word_of_a_ledger_of_ones_own(self, chain, world):
        """Everything is in order there, but governance has not named it: its governor is the stranger."""
        mine = world.strangers_ledger()
        for ledger in (mine, chain.stranger, 0):
            with reverts_with("POOL: unknown ledger"):
                world.report(ledger=ledger)

    def test_on_a_statement_that_is_out_of_force(self, chain, world):
        digest = world.proofs.statement_digest(KIND, PARAMETERS, world.inspections.model, world.statement)
        governor = chain.relayer
        takings_back = {
            "model": [world.proofs.retire_model.build(world.inspections.model)],
            "parameters": [world.proofs.retire_parameters.build(PARAMETERS)],
            "verifier": [world.proofs.retire_verifier.build(KIND)],
            "version": [world.proofs.revoke_version.build(KIND, 1)],
        }
        for calls in takings_back.values():
            with chain.snapshot():
                chain.invoke(governor, *calls)
                with reverts_with("POOL: not proven"):
                    world.report()
        with chain.snapshot():
            world.pool.token.approve(world.proofs, 2**256 - 1, by=chain.client)
            world.proofs.dispute_statement(digest, by=chain.client)
            with reverts_with("POOL: not proven"):
                world.report()
        chain.increase_time(YEAR + 1)
        with reverts_with("POOL: not proven"):
            world.report()

    def test_on_a_statement_of_another_kind(self, chain, world):
        """Under other parameters the digest is another; a kind with other digests cannot be named at all."""
        with reverts_with("POOL: not proven"):
            world.report(parameters=PARAMETERS + 1)


class TestOneResultCostsOnce:
    def test_after_job_manager_has_slashed_for_it(self, chain, world):
        world.pool.slash(chain.worker, "Malicious", chain.client, JOB)
        assert world.pool.has_answered(chain.worker, JOB)
        with reverts_with("POOL: answered for already"):
            world.report()

    def test_but_what_is_less_than_malice_is_no_answer(self, chain, world):
        """A worker that let the time for a proof pass, to lose less, is not spared by that."""
        world.pool.slash(chain.worker, "ProtocolViolation", chain.client, JOB)
        world.report()
        assert world.pool.stake_of(chain.worker) == BASIC_STAKE * 7 // 20

    @pytest.mark.parametrize("reason", ["Malicious", "ProtocolViolation", "Unavailable"])
    def test_before_job_manager_slashes_for_it_whose_decision_is_carried_out(self, chain, world, reason):
        world.report()
        reputation = world.pool.reputation(chain.worker)
        slashed = world.pool.slash(chain.worker, reason, chain.client, JOB).event("Slashed")
        assert (slashed.to_challenger, slashed.burnt, slashed.to_treasury) == (0, 0, 0)
        assert world.pool.stake_of(chain.worker) == BASIC_STAKE // 2
        assert world.pool.reputation(chain.worker) == reputation

    def test_but_fraud_is_graver(self, chain, world):
        world.report()
        world.pool.slash(chain.worker, "Fraud", chain.client, JOB)
        assert world.pool.stake_of(chain.worker) == 0

    def test_and_other_jobs_are_other_results(self, chain, world):
        world.report()
        world.pool.slash(chain.worker, "Malicious", chain.client, JOB + 1)
        assert world.pool.stake_of(chain.worker) == BASIC_STAKE // 4

    def test_of_two_signed_outputs_the_fraud_is_not_excused_by_the_falsehood(self, chain, world):
        world.report()
        world.pool.report_equivocation(
            worker=chain.worker,
            result_key=key_of(chain.worker).public_key,
            first=asdict(world.false),
            first_signature=sign_result(world.false, chain.worker),
            second_output=world.true.output_digest,
            second_signature=sign_result(world.true, chain.worker),
            by=chain.client,
        )
        assert world.pool.stake_of(chain.worker) == 0


class TestMutants:
    """Each has one check taken out, and slashes where the sound pool does not."""

    @pytest.fixture
    def broken(self, chain, mutant, built, request):
        pool = with_workers(chain, deploy_pool(chain, mutant(request.param)), built.proofs)
        world = World.__new__(World)
        world.__dict__ |= vars(built) | {"pool": pool}
        return world

    @pytest.mark.parametrize("broken", ["pool-any-ledger-convicts"], indirect=True)
    def test_with_any_ledger_a_stranger_convicts_by_its_own_contract(self, chain, broken):
        mine = broken.strangers_ledger()
        broken.report(ledger=mine)
        assert broken.pool.stake_of(chain.worker) == BASIC_STAKE // 2

    @pytest.mark.parametrize("broken", ["pool-unproven-convicts"], indirect=True)
    def test_without_a_verified_statement_the_honest_are_slashed(self, chain, broken):
        slander = [*broken.statement[:3], 99, *broken.statement[4:]]
        broken.report(broken.true, statement=slander)
        assert broken.pool.stake_of(chain.worker) == BASIC_STAKE // 2

    @pytest.mark.parametrize("broken", ["pool-another-input-convicts"], indirect=True)
    def test_without_comparing_inputs_every_true_result_is_contradicted(self, chain, broken):
        broken.prove()
        broken.report(replace(broken.true, input_digest=5, output_digest=6))
        assert broken.pool.stake_of(chain.worker) == BASIC_STAKE // 2

    @pytest.mark.parametrize("broken", ["pool-carrier-is-paid"], indirect=True)
    def test_a_pool_that_pays_the_caller_pays_who_copied_the_evidence(self, chain, broken):
        broken.prove()
        broken.report(by=chain.stranger)
        assert broken.pool.balance(chain.stranger) == BASIC_STAKE // 4

    @pytest.mark.parametrize("broken", ["pool-result-answers-twice"], indirect=True)
    def test_without_the_memory_of_jobs_one_result_costs_twice(self, chain, broken):
        broken.prove()
        broken.pool.slash(chain.worker, "Malicious", chain.client, JOB)
        broken.report()
        assert broken.pool.stake_of(chain.worker) == BASIC_STAKE // 4
