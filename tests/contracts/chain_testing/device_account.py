"""Device accounts as tests act through them: as the owner, and with a session key."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from starknet_py.hash.address import compute_address
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.account.account import Account
from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import Call

from chain_testing.build import Artifact
from chain_testing.chain import BOUNDS, CHAIN_ID, Actor, Chain, Signer
from chain_testing.contract import Contract
from chain_testing.reverts import Refused, text_of
from gateway.chain.device_messages import ANY_CALLER, OutsideExecution, message_hash
from gateway.chain.signer import SessionSigner as SignsAsSession

OWNER_KEY = 0x0A11CE
SESSION_KEY = 0x5E551
MAX_FEE = 2 * 10**19  # what the harness bids for every transaction, and a little more
INVALID_TRANSACTION = 55  # the RPC's code for what `__validate__` refuses


class SessionSigner(SignsAsSession, Signer):
    """The product's, with what tests want of a key beside it."""


@dataclass(frozen=True)
class Device:
    """A deployed account with its owner's and one session's key."""

    contract: Contract
    owner: Actor
    session: Actor

    @property
    def address(self) -> int:
        return self.contract.address

    @property
    def session_key(self) -> int:
        return self.session.signer.public_key

    def grant(self, chain: Chain, *entry_points: tuple[Contract, str], **terms: Any) -> None:
        """Grant the session key these entry points, for an hour and ten calls unless said otherwise."""
        arguments = {
            "session_key": self.session_key,
            "expires_at": chain.now + 3_600,
            "calls": 10,
            "max_fee": MAX_FEE,
            "permissions": [
                {"to": contract, "selector": get_selector_from_name(name)} for contract, name in entry_points
            ],
        }
        self.contract.grant_session(**(arguments | terms), by=self.owner)

    def calls_left(self) -> int:
        return int(self.contract.session(self.session_key).calls_left)


def deploy_device(chain: Chain, artifact: str | Artifact = "DeviceAccount", guardian: Any = 0) -> Device:
    """A funded account, whose session key has been granted nothing yet."""
    signer = Signer(OWNER_KEY)
    contract = chain.deploy(artifact, public_key=signer.public_key, guardian=guardian)
    chain.mint_fees(contract.address, 10**22)
    return device_at(chain, contract)


def deploy_itself(chain: Chain, signer: Signer, arguments: list[int], salt: int = 5) -> Contract:
    """Fund the address that the account will have, and let it deploy itself. Raises Refused."""
    class_hash = chain.declare("DeviceAccount")
    address = compute_address(class_hash=class_hash, constructor_calldata=arguments, salt=salt)
    chain.mint_fees(address)
    account = Account(address=address, client=chain.rpc, signer=signer, chain=CHAIN_ID)

    async def send() -> None:
        transaction = await account.sign_deploy_account_v3(
            class_hash, salt, constructor_calldata=arguments, resource_bounds=BOUNDS
        )
        await chain.rpc.deploy_account(transaction)

    try:
        chain.run(send())
    except ClientError as error:
        raise Refused(error.code, f"{error.message}\n{text_of(error.data)}") from error
    return chain.at(address, "DeviceAccount")


def estimated_gas(chain: Chain, by: Actor, *calls: Call) -> int:
    """The L2 gas of a transaction that is only simulated."""

    async def estimate() -> int:
        transaction = await by.account.sign_invoke_v3(list(calls), resource_bounds=BOUNDS)
        signed = await by.account.sign_for_fee_estimate(transaction)
        return int((await chain.rpc.estimate_fee(signed)).l2_gas_consumed)

    return chain.run(estimate())


def device_at(chain: Chain, contract: Contract, owner_key: int = OWNER_KEY) -> Device:
    owner = chain.actor("owner", contract.address, owner_key)
    signer = SessionSigner(SESSION_KEY)
    account = Account(address=contract.address, client=chain.rpc, signer=signer, chain=CHAIN_ID)
    return Device(contract, owner, Actor("session", contract.address, signer, account))


def outside(chain: Chain, *calls: Call, caller: Any = ANY_CALLER, nonce: int = 1, **bounds: int) -> OutsideExecution:
    """An outside execution that is good for an hour around now."""
    after = bounds.get("execute_after", chain.now - 3_600)
    before = bounds.get("execute_before", chain.now + 3_600)
    return OutsideExecution(getattr(caller, "address", caller), nonce, after, before, calls)


def sign(signer: Signer, execution: OutsideExecution, account: Any) -> list[int]:
    """The signature of ``account`` over an outside execution."""
    return signer.sign(message_hash(execution.typed_data(CHAIN_ID), account.address))


def as_argument(execution: OutsideExecution) -> dict[str, Any]:
    """The outside execution as the contracts' ABIs take it."""
    return {
        "caller": execution.caller,
        "nonce": execution.nonce,
        "execute_after": execution.execute_after,
        "execute_before": execution.execute_before,
        "calls": [
            {"to": call.to_addr, "selector": call.selector, "calldata": call.calldata} for call in execution.calls
        ],
    }


def submit(device: Device, execution: OutsideExecution, signature: Sequence[int], by: Actor) -> Any:
    """Have ``by`` carry out what the account has signed."""
    return device.contract.execute_from_outside_v2(as_argument(execution), list(signature), by=by)


@contextmanager
def refused_with(reason: str) -> Iterator[None]:
    """Claim that the transactions inside are not taken in, because ``__validate__`` panics with this reason."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == INVALID_TRANSACTION, caught.value
    assert f"'{reason}'" in str(caught.value), caught.value
