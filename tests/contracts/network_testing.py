"""The whole network on one chain: token, pool, proofs and jobs, with three workers who are ready for work.

``relayer`` plays the governor of the proof verifier and the jobs: what a vote and its timelock add is tested with the
token. ``client`` has what circulates; ``worker`` weighs more than ``other_worker``, who weighs as much as
``third_worker``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from chain_testing.chain import CHAIN_ID, Actor, Chain, Signer
from chain_testing.contract import Contract, Receipt
from pool_testing import as_felts
from poseidon_py.poseidon_hash import poseidon_hash_many
from starknet_py.hash.selector import get_selector_from_name

from edge_worker import capability_statement, signed_result
from gateway.chain.merkle import Batch
from zkml.hashing import hades

CIRO = 10**18
DAY = 86_400
HOUR = 3_600
HEARTBEAT = 300
DISPUTE_WINDOW = 3 * DAY
DECISION = 14 * DAY
APPLICATIONS = 60
ONE_CENT = 1_000_000  # the price of a CIRO worth a US cent
STAKE = 10_000 * CIRO  # $100: Basic
BIG_STAKE = 50_000 * CIRO  # $500: Premium
PARAMETERS = get_selector_from_name("Ciro hash-chain batch 1: Hades, at most 1024 records")
YEAR = 365 * DAY
TYPES = ("StarknetBatch", "RecursiveProof", "ZKMLInference", "CrossChainBridge", "ApplicationSpecific")
PRIORITIES = ("Standard", "High", "Critical", "Emergency")
NO_ONE = 0


@dataclass(frozen=True)
class ChainBatch:
    """A batch of records that goes on a hash chain, and what is said and shown about it."""

    leaves: tuple[int, ...] = (101, 102, 103)
    start: int = 77
    first: int = 9

    @cached_property
    def root(self) -> int:
        return Batch(self.first, self.leaves).root

    @cached_property
    def input_digest(self) -> int:
        return int(poseidon_hash_many([self.root, self.first, len(self.leaves), self.start]))

    @cached_property
    def head(self) -> int:
        """The output digest."""
        head = self.start
        for leaf in self.leaves:
            head = hades(head, leaf, int.from_bytes(b"CIRO_CHAIN"))[0]
        return head

    def statement(self, context: int = 0) -> list[int]:
        return [context, 0, self.input_digest, self.head, self.root, self.first, len(self.leaves), self.start]

    @property
    def proof(self) -> list[int]:
        return list(self.leaves)


BATCH = ChainBatch()


@dataclass(frozen=True)
class Network:
    """The contracts, and what their users do in one step."""

    chain: Chain
    token: Contract
    pool: Contract
    proofs: Contract
    verifier: Contract
    jobs: Contract
    keys: dict[int, Signer] = field(default_factory=dict)

    @property
    def governor(self) -> Actor:
        return self.chain.relayer

    # Money

    def fund(self, actor: Actor, amount: int) -> None:
        """Give an actor CIRO and let all contracts take it."""
        if actor != self.chain.client:
            self.token.transfer(actor, amount, by=self.chain.client)
        takers = (self.pool, self.proofs, self.jobs)
        self.chain.invoke(actor, *(self.token.approve.build(taker, 2**256 - 1) for taker in takers))

    def balance(self, holder: Any) -> int:
        return int(self.token.balance_of(holder))

    def assert_covered(self) -> None:
        """What a contract owes is no more than what it has."""
        for contract in (self.jobs, self.proofs):
            assert self.balance(contract) >= contract.held()

    # Workers

    def join(self, worker: Actor, stake: int = STAKE, **resources: int) -> None:
        """Register a worker with onnxruntime 1.20.1 and let it stake."""
        self.fund(worker, stake)
        self.keys[worker.address] = Signer(worker.address % 2**200 + 1)
        self.declare(worker, self.pool.register, **resources)
        self.pool.stake(stake, by=worker)

    def declare(self, worker: Actor, entry_point: Any, **resources: int) -> None:
        key = self.keys[worker.address]
        statement = capability_statement.CapabilityStatement(
            result_key=key.public_key,
            valid_from=self.chain.now,
            resources=capability_statement.Resources(**resources),
            frameworks=(capability_statement.Framework("onnxruntime", 1_020_001),),
        )
        signature = capability_statement.sign(statement, worker.address, self.pool.address, CHAIN_ID, key.private_key)
        entry_point(as_felts(statement), signature, by=worker)

    def refresh(self) -> None:
        """A price and heartbeats of now, where time has passed: also by itself, on a slow machine.

        The devnet stamps a block when the one before it is closed: after an empty one, the next has the time of now.
        """
        self.blocks(1)
        now = self.chain.now
        if now - self.pool.last_price()[1] > HEARTBEAT:
            self.pool.set_price(ONE_CENT, by=self.chain.oracle)
        for worker in (self.chain.worker, self.chain.other_worker, self.chain.third_worker):
            if now - self.pool.presence(worker).last_heartbeat > HEARTBEAT:
                self.pool.heartbeat(by=worker)

    # Jobs

    def spec(self, **changed: Any) -> dict[str, Any]:
        """A job that extends the hash chain by a batch, verified by nobody; names of inner fields may be given too."""
        requirements: dict[str, Any] = {
            "flags": 0,
            "framework": 0,
            "framework_version": 0,
            "gpu_memory": 0,
            "cpu_cores": 0,
            "ram": 0,
            "storage": 0,
            "bandwidth": 0,
            "tier": "NoTier",
        }
        verification: dict[str, Any] = {
            "method": "None",
            "rate": 0,
            "agreeing": 0,
            "workers": 0,
            "proof_type": "StarknetBatch",
            "parameters": PARAMETERS,
        }
        outer: dict[str, Any] = {
            "job_type": "DataProcessing",
            "model": 0,
            "input_digest": BATCH.input_digest,
            "reward": 100 * CIRO,
            "timeout": 0,
            "requirements": requirements,
            "verification": verification,
            "consumer": NO_ONE,
        }
        for name, value in changed.items():
            table = next(table for table in (outer, requirements, verification) if name in table)
            table[name] = value
        return outer

    def submit(self, **changed: Any) -> int:
        receipt = self.jobs.submit(self.spec(**changed), by=self.chain.client)
        return int(receipt.event("JobSubmitted").job_id)

    def matched(self, *workers: Actor, **changed: Any) -> int:
        """A job on these workers."""
        job = self.submit(**changed)
        for worker in workers or (self.chain.worker,):
            self.jobs.apply(job, by=worker)
        self.chain.increase_time(APPLICATIONS + 1)
        self.jobs.match_job(job, list(workers or (self.chain.worker,)), by=self.chain.stranger)
        return job

    def completed(self, output: int = BATCH.head, **changed: Any) -> int:
        """A job with a result of ``worker``."""
        job = self.matched(**changed)
        self.deliver_result(job, output)
        return job

    def deliver_result(self, job: int, output: int = BATCH.head, worker: Actor | None = None) -> Receipt:
        signature = self.sign(job, output, worker)
        return self.jobs.submit_result(job, output, signature, by=self.chain.stranger)  # type: ignore[no-any-return]

    def sign(self, job: int, output: int, worker: Actor | None = None, **changed: int) -> tuple[int, int]:
        worker = worker or self.chain.worker
        spec = self.jobs.job(job).spec
        claim = {"job_id": job, "model": spec.model, "input_digest": spec.input_digest, "output_digest": output}
        result = signed_result.Result(**(claim | changed))
        return signed_result.sign(result, worker.address, CHAIN_ID, self.keys[worker.address].private_key)

    def paid(self, **changed: Any) -> int:
        """A job that was paid when its window had passed."""
        job = self.completed(**changed)
        self.chain.increase_time(DISPUTE_WINDOW + 1)
        self.jobs.settle(job, by=self.chain.stranger)
        return job

    def blocks(self, count: int) -> None:
        for _ in range(count):
            self.chain.devnet("devnet_createBlock")

    # Proofs

    def digest(self, batch: ChainBatch = BATCH, context: int = 0) -> int:
        return int(self.proofs.statement_digest("StarknetBatch", PARAMETERS, 0, batch.statement(context)))

    def prove(self, batch: ChainBatch = BATCH, context: int = 0, by: Actor | None = None) -> Receipt:
        arguments = ("StarknetBatch", PARAMETERS, 0, batch.statement(context), batch.proof)
        return self.proofs.verify_and_record(*arguments, by=by or self.chain.stranger)  # type: ignore[no-any-return]


def deploy_network(chain: Chain, *, jobs: Any = "JobManager", proofs: Any = "ProofVerifier") -> Network:
    """``jobs`` and ``proofs`` may be mutants."""
    token = chain.deploy(
        "CiroToken",
        admin=chain.admin,
        launch_recipient=chain.client,
        treasury=chain.treasury,
        allocations=[
            {"beneficiary": chain.treasury, "amount": 950_000_000 * CIRO, "cliff": YEAR, "duration": 4 * YEAR}
        ],
    )
    pool = chain.deploy("CdcPool", admin=chain.admin, governor=token, token=token)
    verifier = chain.deploy("HashChainBatch")
    governor = chain.relayer
    proof_contract = chain.deploy(proofs, admin=chain.admin, governor=governor, token=token, pool=pool)
    job_contract = chain.deploy(
        jobs, admin=chain.admin, governor=governor, token=token, pool=pool, proof_verifier=proof_contract
    )
    chain.invoke(
        chain.admin,
        token.set_reward_pool.build(pool),
        pool.grant_role.build("ORACLE", chain.oracle),
        pool.grant_role.build("JOB_MANAGER", job_contract),
        pool.grant_role.build("SLASHER", job_contract),
        pool.grant_role.build("PROOF_VERIFIER", proof_contract),
        proof_contract.grant_role.build("GUARDIAN", chain.guardian),
        job_contract.grant_role.build("GUARDIAN", chain.guardian),
    )
    chain.invoke(
        governor,
        proof_contract.register_verifier.build("StarknetBatch", verifier),
        proof_contract.register_parameters.build(PARAMETERS, parameter_set()),
        proof_contract.set_base_price.build("StarknetBatch", 100),
    )
    network = Network(chain, token, pool, proof_contract, verifier, job_contract)
    network.fund(chain.client, 0)
    pool.set_price(ONE_CENT, by=chain.oracle)
    network.join(chain.worker, BIG_STAKE, flags=9, gpu_memory=16, cpu_cores=8, ram=32, storage=100, bandwidth=1_000)
    network.join(chain.other_worker, STAKE)
    network.join(chain.third_worker, STAKE)
    return network


def parameter_set(**changed: Any) -> dict[str, Any]:
    return {"proof_type": "StarknetBatch", "security_bits": 125, "valid_for": YEAR} | changed


def sum_of(events: Sequence[Any], name: str, key: str) -> int:
    return sum(event[key] for event in events if event.name == name)
