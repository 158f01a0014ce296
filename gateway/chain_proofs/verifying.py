"""The contract that verifies, as it is asked: whether it takes a model, holds a statement, and how that got there."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import BlockStatus, Call, StarknetBlockWithTxHashes

from gateway.chain.bindings import InspectionVerifier, ProofVerifier
from gateway.chain.bindings.shared import ProofType
from gateway.chain.proof_submission import parameters_digest
from gateway.paymaster.node import Node, NodeAwayError, NodeRefusedError
from gateway.proofs.spool import context_of
from gateway.transactions.landed import Landed, landed_by
from gateway.transactions.trouble import Trouble, UnsettledError
from zkml import Registration
from zkml.bundle import Bundle
from zkml.cairo.calldata import binding_of, proof_calldata, statement_calldata
from zkml.hashing import hashes_of
from zkml.statement import Context, Statement

__all__ = ["VerifyingChain", "job_of", "job_of_all", "statement_digest"]

_CHUNK = 100
_OTHER_FORM = "statement"
"""What the contract says of a statement that is not of a form that it has a circuit for."""
_OWN_REASON = "PROOF: "
"""How the contract's own reasons begin; what else a node may say, such as no gas left, says nothing of a proof."""


def job_of(record: bytes) -> int:
    """Return the job that a result's statement names: its record's SHA-256, cut to 31 bytes.

    So the statement is about this result as it was published, and whoever has the record's bytes can see that.
    """
    return int.from_bytes(record[:31], "big")


def job_of_all(records: Sequence[bytes]) -> int:
    """Return the job that a statement about these results names, in their order; of several, a digest of all."""
    return job_of(records[0]) if len(records) == 1 else context_of(tuple(records)).job


def statement_digest(statement: Statement) -> int:
    """Return the digest under which ProofVerifier records a statement; as its ``proof_statement.cairo`` makes it."""
    span = hashes_of("poseidon").span
    parameters = parameters_digest(statement.parameter_set)
    kind = list(ProofType).index(ProofType.ZKML_INFERENCE)
    return span([kind, parameters, statement.model_id, span(statement_calldata(statement))])


class VerifyingChain:
    """The ``ProofVerifier`` at *contract*, as *account* has statements verified. Methods raise `UnsettledError`."""

    def __init__(self, node: Node, contract: int, account: int) -> None:
        self._node, self._contract, self._account = node, contract, account
        self._verifier = 0

    @property
    def _proofs(self) -> ProofVerifier:
        return ProofVerifier(self._contract, self._node.client)

    async def context(self, records: Sequence[bytes]) -> Context:
        """Return where the proof about records counts: this chain, the verifier of the moment, this account."""
        return Context(self._node.network.chain_id, await self.verifier(), self._account, job_of_all(records))

    async def verifier(self, *, anew: bool = False) -> int:
        """Return the address of the contract that verifies; *anew*: governance may have put another in its place."""
        if anew or not self._verifier:
            self._verifier = await self._find_verifier()
        return self._verifier

    async def _find_verifier(self) -> int:
        try:
            if not await self._node.chain_matches():
                raise _setup(f"{self._node.url} is no node of {self._node.network.name}: correct [chain] rpc")
            found = await self._node.ask(self._proofs.verifier_of(ProofType.ZKML_INFERENCE))
        except NodeAwayError as error:
            raise _away(error) from error
        except NodeRefusedError as error:
            raise _setup(f"no ProofVerifier at {self._contract:#x}: correct [chain.proving] contract") from error
        if not found:
            raise _setup("ProofVerifier has no verifier of inferences yet; its governance registers one")
        return found

    async def why_not(self, model: int, parameter_set: str) -> str:
        """Return why proofs of a model are not taken; empty: they are."""
        try:
            parameters = parameters_digest(parameter_set)
            if not await self._node.ask(self._proofs.supports(ProofType.ZKML_INFERENCE, parameters, model)):
                return f"ProofVerifier does not take model {model:#x} with {parameter_set}: its governance registers it"
            verifier = InspectionVerifier(await self.verifier(), self._node.client)
            if not (await self._node.ask(verifier.model_record(model))).root:
                return f"nobody has recorded model {model:#x} at the verifier: see docs/onchain-verifier.md"
        except NodeAwayError as error:
            raise _away(error) from error
        except NodeRefusedError as error:
            raise _setup(f"the verifier does not answer as one: {error}") from error
        return ""

    async def takes(self, registration: Registration, count: int) -> bool:
        """Whether the contract has a circuit for so many pictures: asked by black ones, with an empty proof of them."""
        architecture = registration.architecture
        black, nothing = bytes(prod(architecture.input)), bytes(4 * prod(architecture.output.shape))
        statement = Statement(
            registration.model_id,
            registration.parameter_set,
            (black,) * count,
            (nothing,) * count,
            Context(self._node.network.chain_id, await self.verifier(), self._account),
            binding_of(count),
        )
        try:
            return await self._check(statement, []) != _OTHER_FORM
        except NodeAwayError as error:
            raise _away(error) from error
        except NodeRefusedError:
            return False

    def calls(self, bundle: Bundle) -> Sequence[Call]:
        """Return what has a proof verified and its statement recorded."""
        statement = bundle.statement
        parameters = parameters_digest(statement.parameter_set)
        felts, proof = statement_calldata(statement), proof_calldata(bundle.proof)
        kind = ProofType.ZKML_INFERENCE
        return [self._proofs.verify_and_record(kind, parameters, statement.model_id, felts, proof)]

    async def refusal(self, bundle: Bundle) -> str:
        """Return the check by which the contract refuses a proof; empty: it takes it, or the node can't say.

        Asked before anything is sent: a sponsor says no for many reasons, and this one does not pass with time.
        """
        try:
            return await self._check(bundle.statement, proof_calldata(bundle.proof))
        except NodeAwayError as error:
            raise _away(error) from error
        except NodeRefusedError as error:  # the contract gave up before it looked at the proof, or the node did
            return str(error) if str(error).startswith(_OWN_REASON) else ""

    async def _check(self, statement: Statement, proof: list[int]) -> str:
        """Return the check that fails, by its name; empty: none does."""
        kind, parameters = ProofType.ZKML_INFERENCE, parameters_digest(statement.parameter_set)
        felts = statement_calldata(statement)
        said = await self._node.ask(self._proofs.check(kind, parameters, statement.model_id, felts, proof))
        return said.to_bytes(32, "big").lstrip(b"\0").decode("ascii", "replace")

    async def has(self, digest: int) -> bool:
        """Whether the contract has verified a statement; also one that has expired since, or is disputed."""
        try:
            return (await self._node.ask(self._proofs.statement(digest))).recorded_at != 0
        except (NodeAwayError, NodeRefusedError) as error:
            raise _away(error) from error

    async def landed(self, digest: int, guess: int | None, since: int, payer: str) -> Landed:
        """Return how a statement that the contract holds got there.

        Args:
            digest: of the statement.
            guess: the transaction that was sent for it; a relayer may have replaced it.
            since: number of the block from which on to look for it.
            payer: who bears the cost.

        """
        try:
            transaction = guess
            if guess is None or not await self._recorded_by(guess, digest):
                transaction = await self._transaction_of(digest, since)
            return await landed_by(self._node, transaction, payer)
        except (NodeAwayError, NodeRefusedError) as error:
            raise _away(error) from error

    async def is_final(self, block: int) -> bool:
        """Whether a block is proven to Ethereum."""
        try:
            found = await self._node.ask(self._node.client.get_block_with_tx_hashes(block_number=block))
        except (NodeAwayError, NodeRefusedError) as error:
            raise _away(error) from error
        return isinstance(found, StarknetBlockWithTxHashes) and found.status == BlockStatus.ACCEPTED_ON_L1

    async def _recorded_by(self, transaction: int, digest: int) -> bool:
        try:
            found = await self._node.ask(self._node.client.get_transaction_receipt(transaction))
        except NodeRefusedError:
            return False
        wanted = [get_selector_from_name("StatementRecorded"), digest]
        return any(event.from_address == self._contract and event.keys[:2] == wanted for event in found.events)

    async def _transaction_of(self, digest: int, since: int) -> int | None:
        """Return the last transaction that recorded a statement."""
        last, token = None, None
        while True:
            page = await self._node.ask(
                self._node.client.get_events(
                    address=self._contract,
                    keys=[[get_selector_from_name("StatementRecorded")], [digest]],
                    from_block_number=since,
                    to_block_number="latest",
                    chunk_size=_CHUNK,
                    continuation_token=token,
                )
            )
            if page.events:
                last = page.events[-1].transaction_hash
            token = page.continuation_token
            if token is None:
                return last


def _away(error: Exception) -> UnsettledError:
    return UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}")


def _setup(message: str) -> UnsettledError:
    return UnsettledError(Trouble.SETUP, message)
