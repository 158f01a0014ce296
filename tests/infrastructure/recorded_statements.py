"""Statements that a contract on a real chain has verified: a result's own, and true ones about something else."""

from dataclasses import dataclass

import cv2
import numpy as np
from chain_proving import MODEL
from settling import Settled

from gateway.chain.account import ChainAccount
from gateway.chain.admission import INFERENCE_SET
from gateway.chain.bindings import ProofVerifier
from gateway.chain.bindings.shared import ProofType
from gateway.chain_proofs import table
from gateway.chain_proofs.choosing import Candidate, Reason
from gateway.chain_proofs.gathering import filled
from gateway.chain_proofs.remaking import Remade, remake
from gateway.chain_proofs.verifying import VerifyingChain, job_of_all, statement_digest
from gateway.journal import connect_read_only
from gateway.paymaster.node import Node
from gateway.proofs.spool import CHAIN, Spool
from gateway.simulator.scenes import surface
from gateway.transactions.landed import Landed
from zkml import Context, Registration, encode_registration
from zkml.bundle import Bundle
from zkml.cairo.calldata import binding_of

SET = INFERENCE_SET


@dataclass(frozen=True)
class Recorded:
    """A statement on the chain: what it says, and the transaction."""

    bundle: Bundle
    transaction: int

    @property
    def digest(self):
        return statement_digest(self.bundle.statement)


class Recorder:
    """Proves and has verified what it is told, as the gateway's account would, or as a liar."""

    def __init__(self, settled: Settled, prover):
        self.settled, self.prover, network = settled, prover, settled.network
        self._account: ChainAccount = network.relayers[-1]
        self.contract = network.proofs
        self._run = settled.runner.run
        self._run(network.admit(prover.registration))
        proofs = ProofVerifier(network.proofs, network.client)
        self.verifier = self._run(proofs.verifier_of(ProofType.ZKML_INFERENCE))

    @property
    def registration(self) -> Registration:
        return self.prover.registration

    def own_context(self, records):
        chain = self.settled.network.network.chain_id
        return Context(chain, self.verifier, self.settled.gateway, job_of_all(records))

    def record(self, tensor, context):
        """Have the contract verify what the model gives for a tensor, or for several."""
        tensors = tensor.reshape(-1, *self.prover.circuit.architecture.input)
        proof = self.prover.prove(tensors, context, binding=binding_of(len(tensors)))
        bundle = Bundle(proof.statement, proof.data, {})
        receipt = self._run(self._send(bundle))
        return Recorded(bundle, receipt.transaction_hash)

    async def _send(self, bundle):
        node = Node(self.settled.network.rpc, self.settled.network.network)
        calls = VerifyingChain(node, self.contract, self._account.address).calls(bundle)
        await node.close()
        return await self._account.send(calls)


def record_own(recorder: Recorder) -> Recorded:
    """Have the pictured result verified, and noted in its gateway's journal, as the component does."""
    candidate, made = _remade(recorder.settled)
    found = recorder.record(np.frombuffer(made.input, np.uint8), recorder.own_context([made.record]))
    _note(recorder, candidate, found, [made.record])
    return found


def record_shared(recorder: Recorder, place: int, others: list[tuple[bytes, np.ndarray]]) -> Recorded:
    """Have it verified at a place among others, which are records' digests with inputs; and noted likewise."""
    candidate, made = _remade(recorder.settled)
    items = [*others[:place], (made.record, np.frombuffer(made.input, np.uint8)), *others[place:]]
    records = list(filled(tuple(record for record, _ in items)))
    tensors = np.stack([tensor.reshape(recorder.prover.circuit.architecture.input) for _, tensor in items])
    filling = np.repeat(tensors[-1:], len(records) - len(items), axis=0)
    found = recorder.record(np.concatenate([tensors, filling]), recorder.own_context(records))
    _note(recorder, candidate, found, records)
    return found


def _remade(settled: Settled) -> tuple[Candidate, Remade]:
    with connect_read_only(settled.place.journal.path) as db:
        candidate = table.named(db, settled.pictured)
        return candidate, remake(settled.place.journal, db, settled.place.engine, candidate.record_id)


def _note(recorder: Recorder, candidate: Candidate, found: Recorded, records: list[bytes]) -> None:
    place, batch = recorder.settled.place, f"{found.digest:x}"
    spool = Spool(place.state, CHAIN)
    spool.make()
    spool.registration(candidate.model_sha256).write_bytes(encode_registration(recorder.registration))

    def note(db):
        table.add(db, candidate, Reason.DISPUTE, 1)
        table.assign(db, [candidate.record_id], batch, records)
        table.prove(db, batch, found.digest)
        table.verify(db, batch, Landed(found.transaction, 1, 1, 1, "account"), 1)

    place.journal.execute(lambda _, db: note(db)).result()


def other_picture(place):
    """The model's input for a picture that the gateway never took in."""
    _, encoded = cv2.imencode(".jpg", surface.render(np.random.default_rng(99), "scratch").image)
    return place.engine.infer_image(MODEL, encoded.tobytes()).run.tensor
