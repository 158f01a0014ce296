"""The transaction that declares a class whose hash is known already.

starknet.py computes the hash of the whole class for each signature, more than a second for one of ours; ours are known
from the compiler's manifest, and a node that computes another refuses the signature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starknet_py.common import create_sierra_compiled_contract
from starknet_py.hash.transaction import TransactionHashPrefix, compute_declare_v3_transaction_hash
from starknet_py.net.client_models import ResourceBoundsMapping
from starknet_py.net.models.transaction import DeclareV3

__all__ = ["declaration"]


def declaration(
    sierra: str,
    *,
    class_hash: int,
    compiled_class_hash: int,
    sender: int,
    nonce: int,
    bounds: ResourceBoundsMapping,
    chain_id: int,
    sign: Callable[[int], tuple[int, int]],
) -> DeclareV3:
    """Return the signed declaration of the class whose JSON is *sierra*.

    *sign* signs its hash with the sender's key.
    """
    unsigned = DeclareV3(
        contract_class=create_sierra_compiled_contract(sierra).convert_to_sierra_contract_class(),
        compiled_class_hash=compiled_class_hash,
        sender_address=sender,
        nonce=nonce,
        resource_bounds=bounds,
        signature=[],
        version=3,
        tip=0,
    )
    fields = unsigned.get_common_fields(tx_prefix=TransactionHashPrefix.DECLARE, address=sender, chain_id=chain_id)
    digest = compute_declare_v3_transaction_hash(
        account_deployment_data=[],
        class_hash=class_hash,
        compiled_class_hash=compiled_class_hash,
        common_fields=fields,
    )
    return replace(unsigned, signature=list(sign(digest)))
