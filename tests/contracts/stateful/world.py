"""The network on a devnet, its state as the events tell it, and one way to call it: predicted, sent, compared."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chain_testing.chain import BOUNDS, Actor, Chain
from chain_testing.contract import Contract
from chain_testing.reverts import Reverted
from chain_testing.sponsored import set_up
from network_testing import CIRO, deploy_network
from replay_testing import REPLAYS, assert_views_agree, rebuilt

from gateway.chain.contract import shipped_abi
from gateway.chain.events import ChainEvent
from stateful.model import Question, match_weight, refusal


@dataclass(frozen=True)
class Outcome:
    """What a call came to: ``reason`` is None when it took place. ``at`` is the second of its block."""

    reason: str | None
    at: int
    block: int
    gas: int
    events: tuple[Any, ...] = ()

    @property
    def done(self) -> bool:
        return self.reason is None

    def event(self, name: str) -> Any:
        return next(event.value for event in self.events if event.name == name)


@dataclass
class Tally:
    """What was called, and what it cost."""

    succeeded: Counter[str] = field(default_factory=Counter)
    reverted: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    gas: dict[str, list[int]] = field(default_factory=dict)
    invariants: int = 0
    views: int = 0

    @property
    def calls(self) -> int:
        return self.succeeded.total() + self.reverted.total()

    def add(self, entry_point: str, outcome: Outcome) -> None:
        if outcome.reason is None:
            self.succeeded[entry_point] += 1
            self.gas.setdefault(entry_point, []).append(outcome.gas)
        else:
            self.reverted[entry_point] += 1
            self.reasons[outcome.reason] += 1


class World:
    """All contracts; ``state(name)`` is what their events have told so far."""

    def __init__(
        self, chain: Chain, tally: Tally, after_call: Callable[["World"], None], *, jobs: Any = "JobManager"
    ) -> None:
        self.chain, self.tally, self._after_call = chain, tally, after_call
        self.wanted: list[list[int]] = []  # the statements of the requests for proofs, in their order
        self.executed = 0  # outside executions of the device
        self.taken_back = 0  # of the sponsor's deposit, by the sponsor
        self.network = deploy_network(chain, jobs=jobs)
        self.sponsored = set_up(chain)
        network = self.network
        self.contracts: dict[str, Contract] = {
            "token": network.token,
            "pool": network.pool,
            "jobs": network.jobs,
            "proofs": network.proofs,
            "anchor": chain.deploy("AuditAnchor"),
            "paymaster": self.sponsored.paymaster,
            "account": self.sponsored.device.contract,
        }
        network.pool.grant_role("GUARDIAN", chain.guardian, by=chain.admin)
        for actor in (chain.worker, chain.other_worker, chain.third_worker, chain.stranger):
            network.fund(actor, 60_000 * CIRO)
        self._kinds = {contract.address: name for name, contract in self.contracts.items()}
        self._abis = {name: _class_of(contract) for name, contract in self.contracts.items()}
        self._states = {name: rebuilt(chain, contract) for name, contract in self._rebuildable()}
        self._nonces = {actor.address: chain.nonce(actor) for actor in chain.actors}
        self.now = chain.now
        self.before: Mapping[str, Any] = dict(self._states)

    # Who and what

    @property
    def workers(self) -> tuple[Actor, ...]:
        return self.chain.worker, self.chain.other_worker, self.chain.third_worker

    def state(self, name: str) -> Any:
        return self._states[name]

    def contract(self, name: str) -> Contract:
        return self.contracts[name]

    # Doing

    def call(self, by: Actor, name: str, entry_point: str, *arguments: Any, **facts: Any) -> Outcome:
        """Send a call and hold what it came to against the model. ``facts`` are what the model cannot know."""
        call = getattr(self.contracts[name], entry_point).build(*arguments)
        states = dict(self._states)
        earliest = self.now
        outcome = self.chain.run(self._send(by, call))
        self.now, self.before = outcome.at, states
        question = Question(states, self.contracts, by.address, outcome.at, outcome.block, arguments, facts)
        # On the devnet a call sees a second between that of the block before and that of its own.
        expected = {refusal(name, entry_point, replace(question, at=at)) for at in (earliest, outcome.at)}
        label = f"{name}.{entry_point}"
        self.tally.add(label, outcome)
        assert outcome.reason in expected, (
            f"{label}{arguments} by {by} came to {outcome.reason or 'success'}, the model says {expected}"
        )
        self.executed += sum(event.name == "OutsideExecuted" for event in outcome.events)
        if (name, entry_point) == ("paymaster", "withdraw") and by == self.sponsored.sponsor and outcome.done:
            self.taken_back += arguments[0]
        self._after_call(self)
        return outcome

    def best_first(self, workers: Sequence[int]) -> list[int]:
        """Workers as the job manager ranks them now."""
        asked = Question(self._states, self.contracts, self.chain.stranger.address, self.now, 0, (), {})
        return sorted(workers, key=lambda worker: -match_weight(asked, worker))

    def wait(self, seconds: int) -> None:
        self.chain.increase_time(seconds)
        self.now = self.chain.now

    def blocks(self, count: int) -> None:
        for _ in range(count):
            self.chain.devnet("devnet_createBlock")

    def assert_views_agree(self) -> None:
        """Everything that the events told is what the views say."""
        for name, contract in self.contracts.items():
            assert_views_agree(self.chain, self._typed(contract), self._states[name])
            self.tally.views += 1

    async def _send(self, by: Actor, call: Any) -> Outcome:
        nonce = self._nonces[by.address]
        transaction = await by.account.sign_invoke_v3([call], nonce=nonce, resource_bounds=BOUNDS)
        sent = await self.chain.rpc.send_transaction(transaction)
        self._nonces[by.address] = nonce + 1
        receipt = await self.chain.rpc.get_transaction_receipt(sent.transaction_hash)
        block = await self.chain.rpc.get_block_with_tx_hashes(block_number=receipt.block_number)
        reason = None if receipt.revert_reason is None else Reverted(receipt.revert_reason).reason
        events = tuple(self._follow(receipt)) if reason is None else ()
        return Outcome(reason, block.timestamp, receipt.block_number, receipt.execution_resources.l2_gas, events)

    def _follow(self, receipt: Any) -> list[ChainEvent]:
        seen = []
        for event in receipt.events:
            if (name := self._kinds.get(event.from_address)) is None:
                continue
            kind = self._abis[name]
            shape, value = shipped_abi(kind).decode_event(event.keys, event.data)
            told = ChainEvent(event.from_address, receipt.block_number, receipt.transaction_hash, shape.name, value)
            self._states[name] = REPLAYS[kind][1](self._states[name], told)
            seen.append(told)
        return seen

    def _rebuildable(self) -> list[tuple[str, Contract]]:
        return [(name, self._typed(contract)) for name, contract in self.contracts.items()]

    @staticmethod
    def _typed(contract: Contract) -> Contract:
        """A contract under its class's name, also when a mutant of the class is deployed."""
        return Contract(contract.chain, _class_of(contract), contract.address, contract.abi)


def _class_of(contract: Contract) -> str:
    return next(name for name in REPLAYS if contract.name.startswith(name))
