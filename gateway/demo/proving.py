"""The contracts that verify proofs, on the demonstration's chain, and the model that they are asked about.

In a network a model is admitted by a vote that takes days; here the deployer is the governor of a `ProofVerifier` of
its own, and admits it at once.
"""

from __future__ import annotations

from starknet_py.net.client_models import Call

from gateway.chain.account import ChainAccount
from gateway.chain.bindings import InspectionVerifier, ProofVerifier
from gateway.chain.bindings.shared import ParameterSet, ProofType
from gateway.chain.contract import shipped_abi
from gateway.chain.deployment import Deployment, Site
from gateway.chain.deployment.site import Placement
from gateway.chain.deployment.steps import Declare
from gateway.chain.proof_submission import parameters_digest
from zkml import Registration

__all__ = ["admit_model", "deploy_verifiers"]

SECURITY_BITS = 100
VALID_S = 365 * 86_400


async def deploy_verifiers(site: Site) -> int:
    """Deploy verifier and registry, join them, and return the registry's address: the ``ProofVerifier`` to be asked.

    Raises:
        RevertedError: a step failed.

    """
    deployer = site.account.address
    deployment = Deployment(site, [Declare("InspectionVerifier")])
    async for _ in deployment.run(await deployment.outstanding()):
        pass
    verifier = _placed(site, "InspectionVerifier")
    registry = _placed(site, "ProofVerifier", deployer, deployer, site.address("CiroToken"), site.address("CdcPool"))
    proofs = ProofVerifier(registry.address, site.client)
    joints: list[Call] = [
        verifier.deployment(),
        registry.deployment(),
        proofs.register_verifier(ProofType.ZKML_INFERENCE, verifier.address),
    ]
    await site.account.send(joints)
    return registry.address


def _placed(site: Site, contract: str, *arguments: object) -> Placement:
    calldata = tuple(shipped_abi(contract).encode_constructor(arguments))
    return Placement(contract, site.classes.class_hash(contract), site.settings.salt, calldata)


async def admit_model(deployer: ChainAccount, contract: int, registration: Registration) -> None:
    """Have the `ProofVerifier` at *contract* take proofs of a model, as *deployer*, its governor.

    Raises:
        RevertedError: it was undone.

    """
    proofs = ProofVerifier(contract, deployer.client)
    verifier = InspectionVerifier(await proofs.verifier_of(ProofType.ZKML_INFERENCE), deployer.client)
    parameters = ParameterSet(proof_type=ProofType.ZKML_INFERENCE, security_bits=SECURITY_BITS, valid_for=VALID_S)
    calls = [
        proofs.register_parameters(parameters_digest(registration.parameter_set), parameters),
        proofs.register_model(registration.model_id),
        verifier.record_model(registration.root, registration.anchor),
    ]
    await deployer.send(calls)
