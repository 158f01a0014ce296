"""SNIP-29's methods, for a caller whose API key is known: what is checked, in which order, and what is sent.

1. A request is held against this service's policy, then against the contract's, and simulated. Nothing is spent.
2. What the account signed comes back. All checks are made anew; exactly what is about to be sent is simulated.
3. What it may cost at most is reserved in the key's budget, durably, together with the transaction's hash.
4. Only then it is sent. From here on the service follows it to its end, also across its own end.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call

from gateway.chain.bindings.device_account import DeviceAccount
from gateway.chain.bindings.paymaster import Paymaster
from gateway.chain.bindings.shared import InnerCall
from gateway.chain.bindings.shared import OutsideExecution as ContractExecution
from gateway.chain.device_messages import OutsideExecution
from gateway.chain.networks import STRK, UDC
from gateway.chain.snip29.answers import Built, Executed, FeeEstimate, Token, Tracked
from gateway.chain.snip29.errors import (
    InvalidAddressError,
    InvalidDeploymentDataError,
    InvalidIdError,
    MaxAmountTooLowError,
    ProtocolError,
    TransactionExecutionError,
)
from gateway.chain.snip29.outside import outside_execution_of
from gateway.chain.snip29.wire import Deployment, Executable, Parameters, TimeBounds, TokenFee, UserTransaction
from gateway.paymaster.amounts import as_strk, nano_up
from gateway.paymaster.costs import Cost, Costs
from gateway.paymaster.node import Node, NodeAwayError, NodeRefusedError, Undone
from gateway.paymaster.policy import Policy
from gateway.paymaster.pool import RelayerPool
from gateway.paymaster.refusals import of_undone, unavailable
from gateway.paymaster.relayer import Relayer, RelayerUnfitError, Signed
from gateway.paymaster.store import ApiKey, BudgetError, DuplicateError, PaymasterStore, Submission

__all__ = ["PaymasterService", "by", "calls_from", "text_of_calls"]

_T = TypeVar("_T")
_TRANSFER = get_selector_from_name("transfer")
_DEPLOY = get_selector_from_name("deployContract")
_WHOLE_STRK = 10**18
_GUESS = 1.3
"""The fee in the first simulation of a transaction, over what was estimated when it was built: the contract's rules
about fees hold for every smaller one too, so that one simulation is enough."""


@dataclass
class PaymasterService:
    """The methods. Each raises `ProtocolError`.

    Attributes:
        node, pool, costs, policy, store: what it works with.
        paymaster: our contract.
        accounts: those that are known to be deployed.

    """

    node: Node
    pool: RelayerPool
    costs: Costs
    policy: Policy
    store: PaymasterStore
    disk: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="paymaster-store")
    )
    on_sent: Callable[[str], None] = lambda _: None
    accounts: set[int] = field(default_factory=set)
    ready: bool = False

    @property
    def paymaster(self) -> Paymaster:
        """The contract, as seen with what the node has before the next block."""
        return Paymaster(self.policy.settings.chain.paymaster, self.node.client, "pre_confirmed")

    async def durable(self, work: Callable[..., _T], *arguments: Any, **named: Any) -> _T:
        """Do *work* with the database, off the event loop and in order."""
        return await asyncio.get_running_loop().run_in_executor(self.disk, lambda: work(*arguments, **named))

    # SNIP-29's methods

    def supported_tokens(self) -> list[Token]:
        """Return STRK, when accounts may pay themselves."""
        return [Token(STRK, 18, _WHOLE_STRK)] if "default" in self.policy.settings.fees.modes else []

    async def build(self, request: UserTransaction, parameters: Parameters) -> Built:
        """Return what the account is to sign for *request*."""
        self.policy.check_mode(parameters)
        self.policy.check_calls(request.account, request.calls)
        bounds = self.policy.bounds(parameters.time_bounds, await self._asked(self.node.now()))
        deploy = await self._deployment(request.account, request.deployment)
        relayer = self._picked()
        cost, fresh = await self._asked(self.costs.before_signing(request, deploy, relayer))
        self.check_cost(cost)
        pays = isinstance(parameters.fee_mode, TokenFee)
        if not pays and fresh:
            await self._check_sponsorship(request.account, request.calls, cost.expected)
        fee = FeeEstimate(_WHOLE_STRK, cost.expected, cost.expected, cost.most, cost.most)
        if request.type == "deploy" and not pays:
            return Built("deploy", parameters, fee, None, request.deployment)
        calls = request.calls
        caller: int = self.policy.settings.chain.paymaster
        if pays:
            caller = relayer.address
            calls = (*calls, Call(STRK, _TRANSFER, [caller, cost.most % 2**128, cost.most >> 128]))
        execution = OutsideExecution(
            caller, secrets.randbits(250), bounds.execute_after, bounds.execute_before, tuple(calls)
        )
        typed = execution.typed_data(self.node.network.chain_id)
        kind = "invoke" if request.deployment is None else "deploy_and_invoke"
        return Built(kind, parameters, fee, typed, request.deployment)  # type: ignore[arg-type]

    async def execute(self, transaction: Executable, parameters: Parameters, key: ApiKey) -> Executed:
        """Carry out what the account signed; the same transaction once more gives the same answer."""
        self.policy.check_mode(parameters)
        pays = isinstance(parameters.fee_mode, TokenFee)
        execution = None
        if transaction.typed_data is not None:
            execution = outside_execution_of(transaction.typed_data, self.node.network.chain_id)
        elif pays:
            raise TransactionExecutionError({"execution_error": "nothing was signed that would pay the fee"})
        once = "deployment" if execution is None else hex(execution.nonce)
        account, digest = hex(transaction.account), _digest(transaction, parameters)
        if (known := await self.durable(self.store.find, account, once)) is not None:
            return _answered(known, digest)
        try:
            return await self._carry_out(transaction, execution, once, digest, key, pays=pays)
        except (DuplicateError, ProtocolError):
            # The same one may have come twice at a time: what the first has done is why the second can't be.
            if (known := await self.durable(self.store.find, account, once)) is not None:
                return _answered(known, digest)
            raise

    async def _carry_out(
        self,
        transaction: Executable,
        execution: OutsideExecution | None,
        once: str,
        digest: str,
        key: ApiKey,
        *,
        pays: bool,
    ) -> Executed:
        """Check, simulate and send what was not taken on before. Raises `DuplicateError`: it was, meanwhile."""
        self.policy.check_calls(transaction.account, () if execution is None else execution.calls)
        now = await self._asked(self.node.now())
        if execution is not None:
            self.policy.check_bounds(TimeBounds(execution.execute_after, execution.execute_before), now)
        relayer = self._relayer_for(execution, pays=pays)
        deploy = await self._deployment(transaction.account, transaction.deployment)
        if execution is None:
            await self._check_sponsorship(transaction.account, (), 0)
        calls, cost, fee = await self._priced(relayer, transaction, execution, deploy, pays=pays)
        submission = Submission(
            id=hex(secrets.randbits(250)),
            key_id=key.id,
            account=hex(transaction.account),
            once=once,
            digest=digest,
            mode="default" if pays else "sponsored",
            payload=text_of_calls(calls),
            relayer=hex(relayer.address),
            nonce=0,
            hash="0x0",
            reserved_nano=nano_up(cost.most),
            charged_nano=fee // 10**9,
            created_at=int(self.node.wall()),
            execute_before=2**53 if execution is None else execution.execute_before,
        )
        return await self._sent(submission, calls, cost, relayer if pays else None)

    async def latest_hash(self, tracking_id: int, key: ApiKey) -> Tracked:
        """Return what became of one of the key's own transactions."""
        known = await self.durable(self.store.submission, hex(tracking_id))
        if known is None or known.key_id != key.id:
            raise InvalidIdError
        status = {"active": "active", "dropped": "dropped"}.get(known.state, "accepted")
        return Tracked(int(known.hash, 16), status)  # type: ignore[arg-type]

    # Steps

    async def _deployment(self, account: int, deployment: Deployment | None) -> list[Call]:
        """Return the call that deploys the account, if that is to be done; hold whether it is there against it."""
        if deployment is None:
            if account not in self.accounts:
                if not await self._asked(self.node.has_account(account)):
                    raise InvalidAddressError
                self.accounts.add(account)
            return []
        self.policy.check_deployment(account, deployment)
        if await self._asked(self.node.has_account(account)):
            raise InvalidDeploymentDataError("the account is deployed already")
        calldata = [deployment.class_hash, deployment.salt, 0, len(deployment.calldata), *deployment.calldata]
        return [Call(UDC, _DEPLOY, calldata)]

    def _picked(self) -> Relayer:
        try:
            return self.pool.pick()
        except RelayerUnfitError as error:
            raise unavailable(str(error)) from error

    def _relayer_for(self, execution: OutsideExecution | None, *, pays: bool) -> Relayer:
        """Return who simulates and, where the account pays, must send; refuse what is signed for somebody else."""
        if execution is None or not pays:
            if execution is not None and execution.caller != self.policy.settings.chain.paymaster:
                raise TransactionExecutionError({"execution_error": "PAYMASTER: signed for another"})
            return self._picked()
        relayer = self.pool.at(execution.caller)
        if relayer is None:
            raise TransactionExecutionError({"execution_error": "signed for somebody who is no relayer here"})
        return relayer

    async def _check_sponsorship(self, account: int, calls: Sequence[Call], fee: int) -> None:
        """Ask the contract whether it would pay; where there are no calls, whether somebody sponsors the account."""
        if not calls:
            found = await self._asked(self.node.ask(self.paymaster.sponsorship(account)))
            if not found.sponsor or found.blocked:
                reason = "PAYMASTER: blocked" if found.blocked else "PAYMASTER: not registered"
                raise TransactionExecutionError({"execution_error": reason})
            return
        inner = [InnerCall(call.to_addr, call.selector, call.calldata) for call in calls]
        reason = await self._asked(self.node.ask(self.paymaster.refusal(account, inner, fee)))
        if reason:
            raise TransactionExecutionError(
                {"execution_error": reason.to_bytes(31).lstrip(b"\0").decode("ascii", "replace")}
            )

    async def _priced(
        self,
        relayer: Relayer,
        transaction: Executable,
        execution: OutsideExecution | None,
        deploy: list[Call],
        *,
        pays: bool,
    ) -> tuple[list[Call], Cost, int]:
        """Return the relayer's calls, what they cost, and what the relayer gets back for them, in fri."""

        def with_fee(fee: int) -> list[Call]:
            calls = [*deploy, *self._forwarded(transaction, execution, fee, pays=pays)]
            self.policy.check_size(calls)
            return calls

        if execution is None or pays:
            cost = await self._asked(self.costs.of(relayer, with_fee(0)))
            self.check_cost(cost)
            paid = _paid(execution, relayer) if execution is not None else 0
            if pays and paid < cost.expected:
                raise MaxAmountTooLowError(f"signed for {paid} fri, and it costs {cost.expected}")
            return with_fee(0), cost, paid
        known = self.costs.known(UserTransaction(transaction.account, execution.calls, transaction.deployment))
        guess = int(known.expected * _GUESS) if known is not None else 1
        cost = await self._asked(self.costs.of(relayer, with_fee(guess)))
        self.check_cost(cost)
        if cost.expected > guess:
            cost = await self._asked(self.costs.of(relayer, with_fee(cost.expected)))
            self.check_cost(cost)
        return with_fee(cost.expected), cost, cost.expected

    def _forwarded(
        self, transaction: Executable, execution: OutsideExecution | None, fee: int, *, pays: bool
    ) -> list[Call]:
        if execution is None:
            return []
        argument = ContractExecution(
            execution.caller,
            execution.nonce,
            execution.execute_after,
            execution.execute_before,
            [InnerCall(call.to_addr, call.selector, call.calldata) for call in execution.calls],
        )
        signature = list(transaction.signature)
        if pays:
            return [DeviceAccount(transaction.account, self.node.client).execute_from_outside_v2(argument, signature)]
        return [self.paymaster.execute_sponsored(transaction.account, argument, signature, fee)]

    def check_cost(self, cost: Cost) -> None:
        """Refuse what costs more than a transaction may. Raises `TransactionExecutionError`."""
        most = self.policy.settings.fees.most_strk
        if cost.expected > most * _WHOLE_STRK:
            raise TransactionExecutionError(
                {"execution_error": f"it would cost {as_strk(nano_up(cost.expected))} STRK; the most here is {most:g}"}
            )

    async def _sent(self, submission: Submission, calls: list[Call], cost: Cost, only: Relayer | None) -> Executed:
        """Reserve, note and send. What goes wrong after the reservation gives it back, unless it may have gone out."""
        taken = False

        async def note(signed: Signed) -> None:
            nonlocal taken
            await self.durable(self.store.sent_again if taken else self.store.take, by(submission, signed))
            taken = True

        try:
            signed = await self.pool.send(calls, cost.bounds, note, only=only)
        except BudgetError as error:
            raise unavailable(str(error)) from error
        except (NodeAwayError, NodeRefusedError, RelayerUnfitError) as error:
            if taken:
                await self.durable(self.store.finish, submission.id, "dropped", spent_nano=0, reason=str(error))
            raise unavailable(str(error)) from error
        self.on_sent(submission.id)
        return Executed(int(submission.id, 16), signed.hash)

    async def _asked(self, question: Any) -> Any:
        """Wait for what needs the node; its troubles become SNIP-29's errors."""
        try:
            return await question
        except Undone as error:
            raise of_undone(error) from error
        except NodeAwayError as error:
            raise unavailable(f"the Starknet node does not answer: {error}") from error
        except NodeRefusedError as error:
            raise TransactionExecutionError({"execution_error": str(error)}) from error


def by(submission: Submission, signed: Signed) -> Submission:
    """Return a submission as it goes out by a transaction."""
    return replace(submission, relayer=hex(signed.relayer), nonce=signed.nonce, hash=hex(signed.hash))


def text_of_calls(calls: Sequence[Call]) -> str:
    """Return calls as JSON, to be sent again after a restart."""
    return json.dumps([[hex(call.to_addr), hex(call.selector), [hex(one) for one in call.calldata]] for call in calls])


def calls_from(text: str) -> list[Call]:
    """Read what `text_of_calls` wrote."""
    return [
        Call(int(to, 16), int(selector, 16), [int(one, 16) for one in calldata])
        for to, selector, calldata in json.loads(text)
    ]


def _digest(transaction: Executable, parameters: Parameters) -> str:
    text = json.dumps([transaction.to_json(), parameters.to_json()["fee_mode"]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _answered(known: Submission, digest: str) -> Executed:
    if known.digest != digest:
        raise TransactionExecutionError(
            {"execution_error": "another transaction with this nonce is on its way or done"}
        )
    return Executed(int(known.id, 16), int(known.hash, 16))


def _paid(execution: OutsideExecution, relayer: Relayer) -> int:
    """Return what the last call pays the relayer, in fri; 0 when it is no such call."""
    if not execution.calls:
        return 0
    last = execution.calls[-1]
    if (last.to_addr, last.selector) != (STRK, _TRANSFER) or len(last.calldata) != 3:
        return 0
    recipient, low, high = last.calldata
    return low + (high << 128) if recipient == relayer.address else 0
