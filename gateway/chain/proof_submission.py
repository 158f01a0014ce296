"""Has a proof verified by the network: one transaction to ProofVerifier, what it cost, and what it said.

The transaction's calldata are then read from the node and verified by the Python verifier: what the contract has said
yes to is what anybody can verify who reads the chain.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call, InvokeTransactionV3

from gateway.chain.account import ChainAccount
from gateway.chain.bindings import InspectionVerifier, ProofVerifier
from gateway.chain.bindings.shared import ProofType
from gateway.chain.input_vouching import digest_to_sign
from gateway.chain.model_registration import ModelRefusedError, register_on_chain
from zkml.cairo.calldata import (
    binding_of,
    proof_calldata,
    proof_of_calldata,
    statement_calldata,
    statement_of_calldata,
)
from zkml.errors import Rejected
from zkml.registration import Registration
from zkml.statement import Statement
from zkml.verifier import verify

__all__ = ["ProofRefusedError", "ProofSubmitter", "Verification", "parameters_digest"]

_CHECK_EVERY_S = 0.05


def parameters_digest(name: str) -> int:
    """Return the digest under which the contracts know a parameter set."""
    return get_selector_from_name(f"Ciro zkML 1: {name}")


class ProofRefusedError(RuntimeError):
    """The network does not take the proof; the message says why and what helps."""


@dataclass(frozen=True, slots=True)
class Verification:
    """A transaction in which a contract verified a proof.

    Attributes:
        transaction: its hash.
        block: its number; None while it is not in one.
        seconds: from handing it over to the node until it was executed.
        l2_gas: of the whole transaction.
        calldata_felts: of the whole transaction.
        fee_fri: what was paid, in 10^-18 STRK.

    """

    transaction: int
    block: int | None
    seconds: float
    l2_gas: int
    calldata_felts: int
    fee_fri: int


@dataclass(frozen=True, slots=True)
class ProofSubmitter:
    """Sends proofs of registered models to the ProofVerifier at *contract*."""

    account: ChainAccount
    contract: int

    @property
    def _proofs(self) -> ProofVerifier:
        return ProofVerifier(self.contract, self.account.client)

    async def verifier(self) -> InspectionVerifier:
        """Return the contract that is asked about proofs of inferences.

        Raises:
            ProofRefusedError: there is none.

        """
        address = await self._proofs.verifier_of(ProofType.ZKML_INFERENCE)
        if not address:
            raise ProofRefusedError(
                "the network has no verifier for proofs of inferences yet; governance registers one"
            )
        return InspectionVerifier(address, self.account.client)

    async def prepare(self, registration: Registration, statement: Statement) -> None:
        """See that the network can be asked about this statement; register the model and record it if nobody has.

        Raises:
            ProofRefusedError: it cannot be.
            RevertedError: the contract refuses the registration, or the record.

        """
        verifier = await self.verifier()
        chain, said = self.account.network.chain_id, statement.context
        if (said.chain, said.contract) != (chain, verifier.address):
            raise ProofRefusedError(
                f"the proof is for contract {said.contract:#x} on chain {said.chain:#x}; prove again with "
                f"--context chain={chain:#x} --context contract={verifier.address:#x}"
            )
        if statement.binding != (wanted := binding_of(statement.count)):
            raise ProofRefusedError(
                f"a contract has {statement.count} input(s) bound otherwise; prove again with --binding "
                + ("public", "witness", "commitment")[wanted]
            )
        parameters = parameters_digest(statement.parameter_set)
        if not await self._proofs.supports(ProofType.ZKML_INFERENCE, parameters, statement.model_id):
            raise ProofRefusedError(
                f"the network does not take proofs of model {statement.model_id:#x} with {statement.parameter_set}: "
                "governance has not registered the model, or not this parameter set"
            )
        try:
            await register_on_chain(self.account, verifier, registration)
        except ModelRefusedError as error:
            raise ProofRefusedError(str(error)) from error

    def call(self, statement: Statement, proof: bytes) -> Call:
        """Return the call that has the statement verified and recorded.

        For inputs that are bound by a commitment the account vouches itself: it signs that they are its own.
        """
        signature = None
        if statement.commitment is not None:
            signature = self.account.key.sign(digest_to_sign(statement, self.account.address))
        return self._proofs.verify_and_record(
            ProofType.ZKML_INFERENCE,
            parameters_digest(statement.parameter_set),
            statement.model_id,
            statement_calldata(statement, self._source(statement)),
            proof_calldata(proof, signature),
        )

    def _source(self, statement: Statement) -> int:
        return 0 if statement.commitment is None else self.account.address

    async def submit(self, statement: Statement, proof: bytes) -> Verification:
        """Send a proof, and wait until the network has verified it.

        Raises:
            RevertedError: a check failed, whose name is the reason.
            TimeoutError: the transaction is in no block after ten minutes.

        """
        calls = [self.call(statement, proof)]
        bounds = (await self.account.estimate(calls)).to_resource_bounds(1.5, 1.5)
        signed = await self.account.signing.sign_invoke_v3(calls=calls, resource_bounds=bounds)
        started = time.monotonic()
        sent = await self.account.client.send_transaction(signed)
        receipt = await self.account.outcome(sent.transaction_hash, check_every=_CHECK_EVERY_S)
        seconds = time.monotonic() - started
        gas = receipt.execution_resources.l2_gas
        felts = len(signed.calldata)
        block = getattr(receipt, "block_number", None)  # a receipt without a block is of one that is still being made
        return Verification(sent.transaction_hash, block, seconds, gas, felts, receipt.actual_fee.amount)

    async def read_back(self, transaction: int, registration: Registration) -> Statement:
        """Verify the proof that a transaction carries, as the node has it; return its statement.

        Raises:
            Rejected: it carries none for this contract, or the proof in it does not hold.

        """
        found = await self.account.client.get_transaction(transaction)
        calldata = found.calldata if isinstance(found, InvokeTransactionV3) else []
        verifier = await self.verifier()
        statement_felts, proof_felts = _arguments(calldata, self.contract)
        statement = statement_of_calldata(
            statement_felts,
            registration.architecture,
            registration.parameter_set,
            self.account.network.chain_id,
            verifier.address,
        )
        verify(registration, statement, proof_of_calldata(proof_felts, statement))
        return statement

    async def statement_digest(self, statement: Statement) -> int:
        """Return the digest under which ProofVerifier records a statement."""
        parameters = parameters_digest(statement.parameter_set)
        felts = statement_calldata(statement, self._source(statement))
        return await self._proofs.statement_digest(ProofType.ZKML_INFERENCE, parameters, statement.model_id, felts)

    async def is_recorded(self, digest: int) -> bool:
        """Whether the network holds a statement to be verified, now."""
        return await self._proofs.is_verified(digest)


def _arguments(calldata: Sequence[int], contract: int) -> tuple[Sequence[int], Sequence[int]]:
    """Return statement and proof of the only call in an account's calldata."""
    selector = get_selector_from_name("verify_and_record")
    if len(calldata) < 8 or list(calldata[:3]) != [1, contract, selector] or calldata[3] != len(calldata) - 4:
        raise Rejected("format", "the transaction is no single call of verify_and_record")
    rest = calldata[7:]  # after the call's head: type, parameters, model
    statement, rest = rest[1 : 1 + rest[0]], rest[1 + rest[0] :]
    if not rest or rest[0] != len(rest) - 1:
        raise Rejected("format", "the transaction's calldata end elsewhere")
    return statement, rest[1:]
