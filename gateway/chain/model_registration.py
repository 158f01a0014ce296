"""Has the network verify a model's registration, and its verifier of inferences record the model. Anybody may.

``ModelRegistry`` keeps what it has verified for good; the verifier then takes the model's record from there, and before
that no proof about the model. A model whose architecture the verifier has no class for needs a description of that
first, which its registrar alone gives, since it says what is proven. Which models a network takes proofs of is another
question: see `admission`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starknet_py.net.client_models import Call

from gateway.chain.account import ChainAccount
from gateway.chain.asking import CONTRACT_NOT_FOUND, NO_ENTRY_POINT, ask, ask_unless
from gateway.chain.bindings import InspectionVerifier, ModelRegistry
from zkml.cairo.calldata import registration_calldata
from zkml.cairo.description import architecture_words, description
from zkml.registration import Registration

__all__ = ["ModelRefusedError", "RegisteredOnChain", "Step", "calldata_felts", "missing_steps", "register_on_chain"]


class ModelRefusedError(RuntimeError):
    """The verifier does not take such a model; the message says why and what helps."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is missing before proofs about a model can be verified.

    Attributes:
        name: for people.
        call: that does it.
        registrar: who alone may; None: anybody.

    """

    name: str
    call: Call
    registrar: int | None = None


@dataclass(frozen=True, slots=True)
class RegisteredOnChain:
    """A transaction that registered a model.

    Attributes:
        transaction: its hash.
        l2_gas, calldata_felts: of the whole transaction.
        fee_fri: what was paid, in 10^-18 STRK.

    """

    transaction: int
    l2_gas: int
    calldata_felts: int
    fee_fri: int


async def missing_steps(verifier: InspectionVerifier, registration: Registration) -> list[Step]:
    """Return what is missing, in its order; nothing where the verifier has the model's record.

    Raises:
        ModelRefusedError: no contract can verify proofs of such a model.
        NodeError: the node does not answer.

    """
    client, model = verifier.client, registration.model_id
    if (await ask(client.url, verifier.model_record(model))).root:
        return []
    words = architecture_words(registration.architecture)
    served = await ask_unless(client.url, verifier.is_served(words), CONTRACT_NOT_FOUND, NO_ENTRY_POINT)
    if served is None:
        raise ModelRefusedError(f"the contract at {verifier.address:#x} records no registered models")
    steps = []
    if not served:
        try:
            described = verifier.describe_architecture(words, description(registration.architecture))
        except ValueError as error:
            raise ModelRefusedError(f"model {model:#x} can not be verified by a contract: {error}") from error
        registrar = await ask(client.url, verifier.registrar())
        steps.append(Step(f"description of the architecture of model {model:#x}", described, registrar))
    registry = ModelRegistry(await ask(client.url, verifier.registry()), client)
    if not await ask(client.url, registry.is_registered(model)):
        try:
            call = registry.register_model(*registration_calldata(registration))
        except ValueError as error:
            raise ModelRefusedError(str(error)) from error
        steps.append(Step(f"registration of model {model:#x}", call))
    record = verifier.record_model(words, registration.root, registration.anchor)
    return [*steps, Step(f"record of model {model:#x}", record)]


async def register_on_chain(
    account: ChainAccount, verifier: InspectionVerifier, registration: Registration
) -> RegisteredOnChain | None:
    """Send what is missing in one transaction; return what it cost, or None where nothing is missing.

    Raises:
        ModelRefusedError: see `missing_steps`; or its architecture is still to be described, by another account.
        NodeError: see `missing_steps`.
        RevertedError: a check of the registration failed, whose name is the reason.

    """
    steps = await missing_steps(verifier, registration)
    for step in steps:
        if step.registrar not in {None, account.address}:
            raise ModelRefusedError(
                f"the {step.name} is missing, which only {step.registrar:#x} gives, since it says what is proven: "
                "`ciro chain verifiers --register --model …`"
            )
    calls = [step.call for step in steps]
    if not calls:
        return None
    receipt = await account.send(calls)
    resources = receipt.execution_resources
    return RegisteredOnChain(
        receipt.transaction_hash, resources.l2_gas, calldata_felts(calls), receipt.actual_fee.amount
    )


def calldata_felts(calls: Sequence[Call]) -> int:
    """Return the elements of a transaction's calldata: their number, and address, selector and length of each call."""
    return 1 + sum(3 + len(call.calldata) for call in calls)
