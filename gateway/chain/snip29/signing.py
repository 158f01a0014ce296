"""A transaction from the request to the hand-over: build, check, sign; and what has to be kept to do it again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from gateway.chain.device_messages import OutsideExecution, message_hash
from gateway.chain.snip29.agreement import agreed
from gateway.chain.snip29.answers import Executed, FeeEstimate
from gateway.chain.snip29.client import PaymasterClient
from gateway.chain.snip29.errors import (
    MalformedAnswerError,
    OutcomeUnknownError,
    UnreachableError,
    WireError,
)
from gateway.chain.snip29.outside import outside_execution_of
from gateway.chain.snip29.wire import Executable, Parameters, UserTransaction

__all__ = ["MessageSigner", "Prepared", "hand_over", "prepare"]


class MessageSigner(Protocol):
    """Signs for an account: `gateway.chain.signer.KeySigner`, or `SessionSigner` with a session's key."""

    def sign_hash(self, digest: int) -> list[int]:
        """Return the signature of a message hash, as the account takes it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A signed transaction, before it is handed over. Keep `to_text` first: with it the same one is handed over again.

    Attributes:
        paymaster: the name of the paymaster that it was built by.
        transaction: what is handed over.
        parameters: with these.
        fee: as estimated.
        nonce: of the outside execution; the account takes it once. None for a sponsored deployment.
        execute_before: from this Unix second on it can't be carried out any more. None for a sponsored deployment.

    """

    paymaster: str
    transaction: Executable
    parameters: Parameters
    fee: FeeEstimate
    nonce: int | None
    execute_before: int | None

    def to_text(self) -> str:
        """Return it as JSON text, for a journal."""
        return json.dumps(
            {
                "paymaster": self.paymaster,
                "transaction": self.transaction.to_json(),
                "parameters": self.parameters.to_json(),
                "fee": self.fee.to_json(),
            }
        )

    @classmethod
    def from_text(cls, text: str, chain_id: int) -> Prepared:
        """Read what `to_text` wrote.

        Raises:
            WireError: it is something else.

        """
        document = json.loads(text)
        transaction = Executable.from_json(document["transaction"])
        execution = None if transaction.typed_data is None else outside_execution_of(transaction.typed_data, chain_id)
        return _prepared(
            document["paymaster"],
            transaction,
            Parameters.from_json(document["parameters"]),
            FeeEstimate.from_json(document["fee"]),
            execution,
        )


async def prepare(
    paymaster: PaymasterClient,
    request: UserTransaction,
    parameters: Parameters,
    signer: MessageSigner,
    *,
    chain_id: int,
    forwarder: int | None = None,
    max_fee: int | None = None,
    clock: Callable[[], float] = time.time,
) -> Prepared:
    """Have *paymaster* build *request*, hold what comes back against it field by field, and sign it.

    The arguments are those of `gateway.chain.snip29.agreement.agreed`.

    Raises:
        DisagreementError: the paymaster made something else of it; nothing was signed.
        PaymasterError: it does not take the request.

    """
    built = await paymaster.build(request, parameters)
    execution = agreed(
        request, parameters, built, chain_id=chain_id, forwarder=forwarder, now=int(clock()), max_fee=max_fee
    )
    if execution is None:
        transaction = Executable(request.account, None, (), request.deployment)
    else:
        # Hashed is our own text of what was checked; handed back is theirs, which says the same.
        digest = message_hash(execution.typed_data(chain_id), request.account)
        signature = tuple(signer.sign_hash(digest))
        transaction = Executable(request.account, built.typed_data, signature, request.deployment)
    return _prepared(paymaster.name, transaction, parameters, built.fee, execution)


async def hand_over(paymaster: PaymasterClient, prepared: Prepared) -> Executed:
    """Hand *prepared* over to the paymaster that it was built by; doing so twice is safe.

    Raises:
        OutcomeUnknownError: no answer came back; it may be carried out all the same.
        PaymasterError: it was not taken.

    """
    try:
        return await paymaster.execute(prepared.transaction, prepared.parameters)
    except UnreachableError as error:
        if error.sent:
            raise OutcomeUnknownError(str(error)) from error
        raise
    except (MalformedAnswerError, WireError) as error:
        raise OutcomeUnknownError(str(error)) from error


def _prepared(
    paymaster: str,
    transaction: Executable,
    parameters: Parameters,
    fee: FeeEstimate,
    execution: OutsideExecution | None,
) -> Prepared:
    return Prepared(
        paymaster,
        transaction,
        parameters,
        fee,
        None if execution is None else execution.nonce,
        None if execution is None else execution.execute_before,
    )
