"""The inspection model's verifier on a chain, with proofs for it and what both verifiers say of them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from chain_testing.build import Artifact
from chain_testing.chain import CHAIN_ID, Actor, Chain
from chain_testing.contract import Contract
from chain_testing.reverts import Reverted
from network_testing import Network, parameter_set
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call

from gateway.chain.input_vouching import digest_to_sign
from zkml import Context, Prover, load_circuit, verify
from zkml.cairo.binding import binding_of
from zkml.cairo.calldata import proof_calldata, registration_calldata, statement_calldata
from zkml.cairo.description import architecture_words
from zkml.errors import Rejected
from zkml.field import BYTES
from zkml.format import PROOF_MAGIC
from zkml.proving import Proof
from zkml.registration import Registration
from zkml.statement import Statement

KIND = "ZKMLInference"
SET = "sn-pos-32-31-24"
PARAMETERS = get_selector_from_name(f"Ciro zkML 1: {SET}")
MODEL = Path(__file__).resolve().parents[2] / "models" / "surface-inspection" / "model.onnx"


@dataclass(frozen=True)
class Inspections:
    """A verifier that has the model's record."""

    chain: Chain
    verifier: Contract
    prover: Prover

    @classmethod
    def deploy(cls, chain: Chain, prover: Prover, verifier: str | Artifact = "InspectionVerifier") -> "Inspections":
        registry = chain.deploy("ModelRegistry")
        contract = deploy_verifier(chain, registry, verifier)
        register(registry, contract, prover.registration, chain.stranger)
        return cls(chain, contract, prover)

    @property
    def model(self) -> int:
        return self.prover.registration.model_id

    @property
    def source(self) -> Actor:
        """The account that vouches for pictures that are committed to."""
        return self.chain.relayer

    def inputs(self, seed: int, items: int = 1) -> np.ndarray:
        shape = self.prover.registration.architecture.input
        return np.random.default_rng(seed).integers(0, 256, (items, *shape)).astype(np.uint8)

    def context(self, **changed: int) -> Context:
        parts = {"chain": int(CHAIN_ID), "contract": self.verifier.address, "account": 0x77, "job": 7, "nonce": 1}
        return Context(**(parts | changed))

    def prove(self, seed: int = 1, items: int = 1, **context: int) -> Proof:
        binding = binding_of(self.prover.circuit.architecture, items)
        return self.prover.prove(self.inputs(seed, items), self.context(**context), binding=binding)

    @cached_property
    def proof(self) -> Proof:
        return self.prove()

    def verdict(self, statement: list[int], proof: list[int], model: int | None = None) -> str:
        """What the contract says: empty for yes. Raises Reverted."""
        said = self.verifier.verify.call(PARAMETERS, self.model if model is None else model, statement, proof)
        return int(said).to_bytes(31, "big").lstrip(b"\0").decode()

    def verify_call(self, proof: Proof) -> Call:
        """The call that has the contract verify a proof."""
        return self.verifier.verify.build(PARAMETERS, self.model, *self.elements(proof))

    def elements(self, proof: Proof) -> tuple[list[int], list[int]]:
        """Statement and proof, as the contract takes them; committed pictures with their source's signature."""
        return self.said(proof.statement), self.signed(proof.statement, proof_calldata(proof.data))

    def said(self, statement: Statement) -> list[int]:
        return statement_calldata(statement, self.source.address)

    def signed(self, statement: Statement, proof: list[int]) -> list[int]:
        if statement.commitment is None:
            return proof
        signature = self.source.signer.sign_hash(digest_to_sign(statement, self.source.address))
        return [len(signature), *signature, *proof]

    def verdicts(self, changed: list[int], statement: Statement | None = None) -> tuple[str, str]:
        """What the Python verifier and the contract say of other elements for a statement, by default `proof`'s."""
        statement = self.proof.statement if statement is None else statement
        try:
            verify(self.prover.registration, statement, as_bytes(changed))
            python = ""
        except Rejected as rejected:
            python = rejected.check
        return python, self.contract_verdict(changed, statement)

    def contract_verdict(self, changed: list[int], statement: Statement) -> str:
        """What the contract says of a proof of these elements: empty for yes."""
        try:
            return self.verdict(self.said(statement), self.signed(statement, changed))
        except Reverted as reverted:
            return f"reverted: {reverted}"


def deploy_verifier(chain: Chain, registry: Contract, verifier: str | Artifact = "InspectionVerifier") -> Contract:
    """A verifier of inferences, whose registrar is the stranger."""
    general = chain.declare("GeneralVerifier")
    return chain.deploy(verifier, registrar=chain.stranger.address, registry=registry, general=general)


def register(registry: Contract, verifier: Contract, registration: Registration, by: Actor) -> None:
    """Have a registration verified, and the inspections' verifier record the model."""
    registry.register_model(*registration_calldata(registration), by=by)
    verifier.record_model(**recorded(registration), by=by)


def recorded(registration: Registration) -> dict[str, object]:
    """What a model is recorded by."""
    words = architecture_words(registration.architecture)
    return {"architecture": words, "root": registration.root, "anchor": registration.anchor}


def route(network: Network, inspections: Inspections) -> None:
    """Make the verifier that of type 2, and the model one that is asked about, as the governor would."""
    network.chain.invoke(
        network.governor,
        network.proofs.register_verifier.build(KIND, inspections.verifier),
        network.proofs.register_parameters.build(PARAMETERS, parameter_set(proof_type=KIND, security_bits=100)),
        network.proofs.register_model.build(inspections.model),
    )


def as_bytes(elements: list[int]) -> bytes:
    """A proof of these elements."""
    return PROOF_MAGIC + b"".join(element.to_bytes(BYTES, "little") for element in elements)


def elements(proof: Proof) -> tuple[list[int], list[int]]:
    """Statement and proof, as the contract takes them."""
    return statement_calldata(proof.statement), proof_calldata(proof.data)


def inspection_prover() -> Prover:
    return Prover(load_circuit(MODEL), SET)
