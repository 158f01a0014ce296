"""What a network takes proofs of: the verifier of each kind, its parameter set, and the models.

All of it is in `ProofVerifier`, and only its governor writes it: on a plant's own network one account, elsewhere the
holders of CIRO by a vote. That a model's registration holds is for `ModelRegistry` to say, by its proof, and not for
the governor: see `model_registration`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.account import ChainAccount
from gateway.chain.asking import CONTRACT_NOT_FOUND, NO_ENTRY_POINT, ask, ask_unless
from gateway.chain.bindings import InspectionVerifier, ProofVerifier
from gateway.chain.bindings.shared import ModelRegistered, ParameterSet, ProofType
from gateway.chain.contract import shipped_abi
from gateway.chain.events import decoded
from gateway.chain.model_registration import ModelRefusedError, missing_steps
from gateway.chain.proof_submission import parameters_digest
from zkml.registration import Registration

__all__ = ["INFERENCE_SET", "KINDS", "Admission", "AdmissionError", "Kind", "KindState", "ModelState", "Registry"]

VALID_S = 365 * 86_400
INFERENCE_SET = "sn-pos-32-31-24"
"""The parameter set that `InspectionVerifier` knows."""
_CHUNK = 1000


class AdmissionError(RuntimeError):
    """Something can't be admitted, or there is no ProofVerifier to ask; the message says why and what helps."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proof that we have a verifier for.

    Attributes:
        proof_type: as the contracts number it.
        contract: the verifier's name in the manifest.
        set_name: its only parameter set, for people.
        parameters: the digest under which the contracts know that.
        security_bits: what is proven of it; at least 100, or the contract refuses it.

    """

    proof_type: ProofType
    contract: str
    set_name: str
    parameters: int
    security_bits: int


KINDS = (
    Kind(
        ProofType.STARKNET_BATCH,
        "HashChainBatch",
        "hash-chain batch 1",
        get_selector_from_name("Ciro hash-chain batch 1: Hades, at most 1024 records"),
        125,
    ),
    Kind(
        ProofType.ZKML_INFERENCE,
        "InspectionVerifier",
        INFERENCE_SET,
        parameters_digest(INFERENCE_SET),
        100,
    ),
)


@dataclass(frozen=True, slots=True)
class KindState:
    """What is registered for a kind of proof.

    Attributes:
        kind: which.
        verifier: address of the contract that is asked; 0: none.
        version: the how manieth; 0 before the first.
        class_hash: of the contract there.
        valid_s: for so long a statement counts; 0: the parameter set is not registered.
        registry: address of the ModelRegistry from which the verifier takes models' records; 0: from none.
        registry_class: its class.
        general_class: the class whose code verifies models that the verifier itself has none for; 0: no such.

    """

    kind: Kind
    verifier: int
    version: int
    class_hash: int
    valid_s: int
    registry: int = 0
    registry_class: int = 0
    general_class: int = 0


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model that was admitted at some time.

    Attributes:
        model: its identity.
        admitted: whether it still is.
        recorded: whether the verifier has its record, for which its registration was verified by the network.

    """

    model: int
    admitted: bool
    recorded: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """One thing that is to be registered.

    Attributes:
        name: for people.
        call: that does it.
        governed: whether only the governor may; else anybody.

    """

    name: str
    call: Call
    governed: bool = True


@dataclass(frozen=True, slots=True)
class Registry:
    """The ``ProofVerifier`` at *contract*. Every method raises `NodeError` when the node does not answer."""

    client: FullNodeClient
    contract: int

    @property
    def _proofs(self) -> ProofVerifier:
        return ProofVerifier(self.contract, self.client)

    async def governor(self) -> int:
        """Return who registers.

        Raises:
            AdmissionError: there is no such contract.

        """
        asked = self._proofs.governor()
        found = await ask_unless(self.client.url, asked, CONTRACT_NOT_FOUND, NO_ENTRY_POINT)
        if found is None:
            raise AdmissionError(
                f"there is no ProofVerifier at {self.contract:#x} on this network; `ciro chain status` shows where"
            )
        return found

    async def kinds(self) -> list[KindState]:
        """Return what is registered for each kind that we have a verifier for."""
        found = []
        for kind in KINDS:
            verifier = await ask(self.client.url, self._proofs.verifier_of(kind.proof_type))
            version = await ask(self.client.url, self._proofs.verifier_version(kind.proof_type))
            known = await ask(self.client.url, self._proofs.parameter_set(kind.parameters))
            registry = general = 0
            if verifier and kind.proof_type is ProofType.ZKML_INFERENCE:
                asked = InspectionVerifier(verifier, self.client)
                registry = await ask_unless(self.client.url, asked.registry(), NO_ENTRY_POINT) or 0
                general = await ask_unless(self.client.url, asked.general_class(), NO_ENTRY_POINT) or 0
            classes = [await self._class_at(address) for address in (verifier, registry)]
            found.append(KindState(kind, verifier, version, classes[0], known.valid_for, registry, classes[1], general))
        return found

    async def _class_at(self, address: int) -> int:
        return int(await ask(self.client.url, self.client.get_class_hash_at(address))) if address else 0

    async def models(self) -> list[ModelState]:
        """Return all models that were ever admitted, in the order of that."""
        verifier = await self._inspection()
        found = []
        for model in await self._ever_admitted():
            admitted = await ask(self.client.url, self._proofs.is_model(model))
            found.append(ModelState(model, admitted, await self._recorded(verifier, model)))
        return found

    async def outstanding(self, verifiers: Mapping[str, int], registrations: Sequence[Registration]) -> list[Admission]:
        """Return what is to be registered so that proofs are taken by *verifiers* (by contract name) of these models.

        A kind that has a verifier keeps it, whichever it is: another one is the governor's to choose.

        Raises:
            AdmissionError: the verifier does not take one of the models.

        """
        wanted: list[Admission] = []
        for state in await self.kinds():
            kind, verifier = state.kind, state.verifier or verifiers.get(state.kind.contract, 0)
            if not verifier:
                continue
            if not state.verifier:
                call = self._proofs.register_verifier(kind.proof_type, verifier)
                wanted.append(Admission(f"verifier of type {int(kind.proof_type)}: {kind.contract}", call))
            if not state.valid_s:
                rules = ParameterSet(kind.proof_type, kind.security_bits, VALID_S)
                call = self._proofs.register_parameters(kind.parameters, rules)
                wanted.append(Admission(f"parameter set {kind.set_name}", call))
            if kind.proof_type is ProofType.ZKML_INFERENCE:
                for registration in registrations:
                    wanted += await self._model(InspectionVerifier(verifier, self.client), registration)
        return wanted

    async def admit(self, governor: ChainAccount, wanted: Sequence[Admission]) -> int | None:
        """Register all of *wanted* in one transaction; return its hash, or None when there is nothing to do.

        Raises:
            RevertedError: it was undone.

        """
        if not wanted:
            return None
        return (await governor.send([one.call for one in wanted])).transaction_hash

    async def _model(self, verifier: InspectionVerifier, registration: Registration) -> list[Admission]:
        model = registration.model_id
        try:
            steps = await missing_steps(verifier, registration)
        except ModelRefusedError as error:
            raise AdmissionError(str(error)) from error
        wanted = [Admission(step.name, step.call, governed=step.registrar is not None) for step in steps]
        if not await ask(self.client.url, self._proofs.is_model(model)):
            wanted.append(Admission(f"model {model:#x}", self._proofs.register_model(model)))
        return wanted

    async def _inspection(self) -> InspectionVerifier | None:
        address = await ask(self.client.url, self._proofs.verifier_of(ProofType.ZKML_INFERENCE))
        return InspectionVerifier(address, self.client) if address else None

    async def _recorded(self, verifier: InspectionVerifier | None, model: int) -> bool:
        if verifier is None:
            return False
        return bool((await ask(self.client.url, verifier.model_record(model))).root)

    async def _ever_admitted(self) -> list[int]:
        """Return the models of all ``ModelRegistered`` events, each once."""
        found: dict[int, None] = {}
        token: str | None = None
        while True:
            page = await ask(
                self.client.url,
                self.client.get_events(
                    address=self.contract,
                    keys=[[get_selector_from_name("ModelRegistered")]],
                    from_block_number=0,
                    to_block_number="latest",
                    chunk_size=_CHUNK,
                    continuation_token=token,
                ),
            )
            for event in page.events:
                value = decoded(shipped_abi("ProofVerifier"), event).value
                assert isinstance(value, ModelRegistered)
                found[value.model] = None
            token = page.continuation_token
            if token is None:
                return list(found)
