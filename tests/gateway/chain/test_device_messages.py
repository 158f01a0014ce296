"""What a device signs hashes to what the contracts' own tests hold, which is what starknet.js computes."""

from pathlib import Path

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call

from gateway.chain.device_messages import ANY_CALLER, OutsideExecution, confirm_key, message_hash, revoke_session

VECTORS = (Path(__file__).parents[3] / "contracts/src/tests/typed_messages.cairo").read_text()
SEPOLIA = int.from_bytes(b"SN_SEPOLIA")
ACCOUNT = 0x123
EXECUTION = OutsideExecution(
    caller=0x456,
    nonce=7,
    execute_after=100,
    execute_before=200,
    calls=(Call(0x9, get_selector_from_name("transfer"), [1, 2]), Call(0xA, 0xBEEF, [])),
)


def test_messages_hash_to_the_vectors_of_the_contracts() -> None:
    for message in (
        EXECUTION.typed_data(SEPOLIA),
        confirm_key(SEPOLIA, 0xABC, 3),
        revoke_session(SEPOLIA, 0xABC, 7),
    ):
        assert VECTORS.count(f"{message_hash(message, ACCOUNT):#x}") == 1


def test_account_and_chain_are_in_every_hash() -> None:
    for message, elsewhere in (
        (EXECUTION.typed_data(SEPOLIA), EXECUTION.typed_data(1)),
        (confirm_key(SEPOLIA, 5, 1), confirm_key(1, 5, 1)),
        (revoke_session(SEPOLIA, 5, 1), revoke_session(1, 5, 1)),
    ):
        assert len({message_hash(message, ACCOUNT), message_hash(message, 1), message_hash(elsewhere, ACCOUNT)}) == 3


def test_an_outside_execution_is_serialised_as_the_contracts_take_it() -> None:
    transfer = get_selector_from_name("transfer")
    assert EXECUTION.calldata() == [0x456, 7, 100, 200, 2, 9, transfer, 2, 1, 2, 0xA, 0xBEEF, 0]
    assert ANY_CALLER.to_bytes(10) == b"ANY_CALLER"
