"""A pool beside a token after a launch, and workers in it.

``client`` has what circulates; ``relayer`` holds the roles of JobManager and ProofVerifier, which have their own tests.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from chain_testing.chain import CHAIN_ID, Actor, Chain, Signer
from chain_testing.contract import Contract, Receipt

from edge_worker import capability_statement, signed_result
from edge_worker.capability_statement import CapabilityStatement

CIRO = 10**18
LOCKED = 950_000_000 * CIRO
DAY = 86_400
HEARTBEAT = 300
ABSENT = 900
UNSTAKE_DELAY = 7 * DAY
ONE_CENT = 1_000_000  # the price of a CIRO worth a US cent
BASIC_STAKE = 10_000 * CIRO  # $100 at a cent

Signature = tuple[int, int]


@dataclass(frozen=True)
class Pool:
    """The contracts, and what their users do in one step."""

    chain: Chain
    token: Contract
    contract: Contract

    def __getattr__(self, entry_point: str) -> Any:
        """Every entry point of the contract."""
        return getattr(self.contract, entry_point)

    @property
    def address(self) -> int:
        return self.contract.address

    # Money

    def balance(self, holder: Any = None) -> int:
        return int(self.token.balance_of(self.contract if holder is None else holder))

    def fund(self, actor: Actor, amount: int) -> None:
        """Give an actor CIRO and let the pool take it."""
        self.chain.invoke(self.chain.client, self.token.transfer.build(actor, amount))
        self.token.approve(self.contract, 2**256 - 1, by=actor)

    def set_price(self, price: int = ONE_CENT) -> Receipt:
        return self.contract.set_price(price, by=self.chain.oracle)  # type: ignore[no-any-return]

    # Workers

    def statement(self, key: Signer, **changed: Any) -> CapabilityStatement:
        return CapabilityStatement(**({"result_key": key.public_key, "valid_from": self.chain.now} | changed))

    def sign(self, statement: CapabilityStatement, worker: Actor | Contract, key: Signer) -> Signature:
        return capability_statement.sign(statement, worker.address, self.address, CHAIN_ID, key.private_key)

    def register(self, worker: Actor, key: Signer | None = None, **changed: Any) -> Receipt:
        """Register with the worker's own key, unless another is given."""
        key = key or key_of(worker)
        statement = self.statement(key, **changed)
        signature = self.sign(statement, worker, key)
        return self.contract.register(as_felts(statement), signature, by=worker)  # type: ignore[no-any-return]

    def update(self, worker: Actor, key: Signer | None = None, **changed: Any) -> Receipt:
        key = key or key_of(worker)
        statement = self.statement(key, **changed)
        signature = self.sign(statement, worker, key)
        return self.contract.update_capabilities(as_felts(statement), signature, by=worker)  # type: ignore[no-any-return]

    def staked(self, worker: Actor, amount: int = BASIC_STAKE, **changed: Any) -> None:
        """Register a worker and let it stake."""
        self.register(worker, **changed)
        self.fund(worker, amount)
        self.contract.stake(amount, by=worker)

    def slash(self, worker: Actor, reason: str, challenger: Any, evidence: int = 0xE1) -> Receipt:
        return self.contract.slash(worker, reason, challenger, evidence, by=self.chain.relayer)  # type: ignore[no-any-return]

    def open_jobs(self, worker: Actor, count: int = 1) -> Receipt:
        return self.chain.invoke(self.chain.relayer, *[self.contract.job_opened.build(worker)] * count)

    def close_job(self, worker: Actor, event: str = "JobDone") -> Receipt:
        return self.contract.job_closed(worker, event, by=self.chain.relayer)  # type: ignore[no-any-return]

    def pay_fee(self, amount: int) -> Receipt:
        """A protocol fee, of which the pool gets 5 %."""
        return self.token.pay_protocol_fee(amount, by=self.chain.client)  # type: ignore[no-any-return]

    # What must always hold

    def assert_covered(self) -> None:
        """The balance is never less than what is owed, and what is owed is the sum of its parts."""
        liabilities = self.contract.liabilities()
        assert self.contract.owed() == sum(liabilities.values())
        assert self.balance() >= self.contract.owed()


def deploy_pool(chain: Chain, artifact: Any = "CdcPool") -> Pool:
    """No price is set yet."""
    token = chain.deploy(
        "CiroToken",
        admin=chain.admin,
        launch_recipient=chain.client,
        treasury=chain.treasury,
        allocations=[
            {"beneficiary": chain.treasury, "amount": LOCKED, "cliff": 365 * DAY, "duration": 4 * 365 * DAY},
        ],
    )
    pool = chain.deploy(artifact, admin=chain.admin, governor=token, token=token)
    roles = {"ORACLE": chain.oracle, "GUARDIAN": chain.guardian, "JOB_MANAGER": chain.relayer, "SLASHER": chain.relayer}
    chain.invoke(
        chain.admin,
        *(pool.grant_role.build(role, holder) for role, holder in roles.items()),
        token.set_reward_pool.build(pool),
    )
    return Pool(chain, token, pool)


def key_of(worker: Actor | Contract, number: int = 0) -> Signer:
    """A worker's result key: always the same, and another for each number."""
    digest = sha256(f"{worker.address} {number}".encode()).digest()
    return Signer(int.from_bytes(digest[:31], "big") + 1)


def as_felts(statement: CapabilityStatement) -> dict[str, Any]:
    """A statement as the ABI takes it."""
    return {
        "result_key": statement.result_key,
        "valid_from": statement.valid_from,
        "resources": vars(statement.resources) | {"flags": int(statement.resources.flags)},
        "gpu_model": statement.gpu_model,
        "cpu_model": statement.cpu_model,
        "frameworks": [vars(framework) for framework in statement.frameworks],
    }


def result(job_id: int = 11, model: int = 22, input_digest: int = 33, output: int = 44) -> signed_result.Result:
    return signed_result.Result(job_id, model, input_digest, output)


def sign_result(claim: signed_result.Result, worker: Actor, key: Signer | None = None) -> Signature:
    return signed_result.sign(claim, worker.address, CHAIN_ID, (key or key_of(worker)).private_key)
