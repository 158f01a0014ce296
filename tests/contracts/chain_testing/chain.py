"""The chain as a test sees it: actors, declared classes, deployments, time, snapshots."""

import json
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.account.account import Account
from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import Call, ResourceBounds, ResourceBoundsMapping
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.net.models import StarknetChainId
from starknet_py.net.udc_deployer.deployer import Deployer

from chain_testing.abi import Abi, Event
from chain_testing.build import Artifact, Tools
from chain_testing.contract import Contract, Receipt
from chain_testing.devnet import Background, Devnet, ask
from chain_testing.gas import GasTable
from chain_testing.reverts import Refused, Reverted, text_of
from gateway.chain.declaration import declaration
from gateway.chain.keys import StarkKey
from gateway.chain.signer import KeySigner

_T = TypeVar("_T")
CHAIN_ID = StarknetChainId.SEPOLIA
MAX_CALLDATA = 5_000  # felts of a transaction on the network; the devnet would take 40,000
MAX_L2_GAS = 1_110_000_000  # of a transaction on the network
_ALREADY_DECLARED = 51
BOUNDS = ResourceBoundsMapping(
    l1_gas=ResourceBounds(10**5, 10**10),
    l1_data_gas=ResourceBounds(10**5, 10**10),
    l2_gas=ResourceBounds(MAX_L2_GAS, 10**10),
)
# A declaration pays for its code by the byte, and a large class pays more than any execution may.
_DECLARATION_BOUNDS = ResourceBoundsMapping(
    l1_gas=ResourceBounds(10**5, 10**10),
    l1_data_gas=ResourceBounds(10**5, 10**10),
    l2_gas=ResourceBounds(10**10, 10**10),
)
_ROLES = (
    "admin",
    "client",
    "worker",
    "other_worker",
    "third_worker",
    "oracle",
    "guardian",
    "treasury",
    "relayer",
    "stranger",
)


class Signer(KeySigner):
    """The product's signer, with what tests want of a key beside it."""

    def __init__(self, private_key: int) -> None:
        super().__init__(StarkKey(private_key), CHAIN_ID)
        self.private_key = private_key

    @cached_property
    def public_key(self) -> int:
        return StarkKey(self.private_key).public

    def sign_hash(self, digest: int) -> list[int]:
        return list(StarkKey(self.private_key).sign(digest))

    def sign(self, digest: int) -> list[int]:
        return self.sign_hash(digest)


@dataclass(frozen=True)
class Actor:
    """Somebody with an account: an address, a key, and starknet.py's view of both."""

    name: str
    address: int
    signer: Signer
    account: Account

    def __repr__(self) -> str:
        return f"{self.name}@{self.address:#x}"


class Chain:
    """Everything here is plain and blocking. ``admin``, ``client``, ``worker``, … are the devnet's ten accounts."""

    admin: Actor
    client: Actor
    worker: Actor
    other_worker: Actor
    third_worker: Actor
    oracle: Actor
    guardian: Actor
    treasury: Actor
    relayer: Actor
    stranger: Actor

    def __init__(self, url: str, classes: dict[str, Artifact], gas: GasTable) -> None:
        self.url, self.classes, self._gas = url, classes, gas
        self._background = Background()
        self._session = self._background.run(_open_session())
        self.rpc = FullNodeClient(f"{url}/rpc", session=self._session)
        self._declared: set[int] = set()
        self._asked_for: dict[int, list[Artifact]] = {}
        self._contracts: dict[int, Contract] = {}
        self._salt = 0
        predeployed = self.devnet("devnet_getPredeployedAccounts")
        self.actors = tuple(
            self.actor(name, int(one["address"], 16), int(one["private_key"], 16))
            for name, one in zip(_ROLES, predeployed, strict=True)
        )
        for actor in self.actors:
            setattr(self, actor.name, actor)

    def close(self) -> None:
        self._background.run(self._session.close())
        self._background.close()
        self._gas.save()

    # Deploying

    def deploy(self, artifact: str | Artifact, *, by: Actor | None = None, **arguments: Any) -> Contract:
        """Declare the class once, and deploy it with constructor arguments by name. Raises Reverted."""
        artifact = self.classes[artifact] if isinstance(artifact, str) else artifact
        self.declare(artifact)
        self._salt += 1
        calldata = artifact.abi.encode_constructor(arguments)
        deployment = Deployer().create_contract_deployment_raw(
            artifact.class_hash, salt=self._salt, raw_calldata=calldata
        )
        contract = self.at(deployment.address, artifact)
        self.invoke(by or self.admin, deployment.call)
        return contract

    def declare(self, artifact: str | Artifact, *, by: Actor | None = None) -> int:
        """Declare a class unless it has been; return its hash."""
        artifact = self.classes[artifact] if isinstance(artifact, str) else artifact
        if artifact.class_hash not in self._declared:
            try:
                self._background.run(self._declare(artifact, (by or self.admin).account))
            except ClientError as error:
                if error.code != _ALREADY_DECLARED:
                    raise Refused(error.code, f"{error.message}\n{text_of(error.data)}") from error
            self._declared.add(artifact.class_hash)
            self._asked_for.setdefault(artifact.class_hash, []).append(artifact)
        return artifact.class_hash

    def at(self, address: int, artifact: str | Artifact) -> Contract:
        """The contract at an address, with the ABI of a class; its events are decoded from now on."""
        artifact = self.classes[artifact] if isinstance(artifact, str) else artifact
        return self._contracts.setdefault(address, Contract(self, artifact.name, address, artifact.abi))

    def with_abi(self, address: int, name: str, abi: Abi) -> Contract:
        return self._contracts.setdefault(address, Contract(self, name, address, abi))

    def actor(self, name: str, address: int, private_key: int) -> Actor:
        """Somebody who acts through an account that is deployed already, ours or any other."""
        signer = Signer(private_key)
        account = Account(address=address, client=self.rpc, signer=signer, chain=CHAIN_ID)
        account._cairo_version = 1  # it would download the account's class to find out
        return Actor(name, address, signer, account)

    # Transactions and calls

    def invoke(self, by: Actor, *calls: Call, bounds: ResourceBoundsMapping = BOUNDS) -> Receipt:
        """Send one transaction. Raises Reverted when it was undone, Refused when it was not taken in."""
        try:
            receipt = self._background.run(self._invoke(by.account, list(calls), bounds))
        except ClientError as error:
            raise Refused(error.code, f"{error.message}\n{text_of(error.data)}") from error
        if receipt.revert_reason is not None:
            raise Reverted(receipt.revert_reason)
        gas = receipt.execution_resources.l2_gas
        if len(calls) == 1 and (contract := self._contracts.get(calls[0].to_addr)) is not None:
            self._gas.record(contract.name, _name_of(contract.abi, calls[0].selector), gas)
        return Receipt(receipt.transaction_hash, gas, self._decoded(receipt.events), receipt.block_number)

    def call(self, call: Call) -> list[int]:
        """A call against the latest block, from the zero address. Raises Reverted."""
        try:
            return self._background.run(self.rpc.call_contract(call, block_number="latest"))
        except ClientError as error:
            raise Reverted(text_of(error.data) if error.data else error.message) from error

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do with starknet.py what is not here, over ``rpc``."""
        return self._background.run(work)

    def nonce(self, actor: Actor) -> int:
        return self._background.run(self.rpc.get_contract_nonce(actor.address, block_number="latest"))

    def storage(self, contract: Contract, key: int) -> int:
        return self._background.run(self.rpc.get_storage_at(contract.address, key, block_number="latest"))

    def events(self, *contracts: Contract, from_block: int = 0) -> list[Event]:
        """All events of these contracts since a block, in the chain's order."""
        found = [
            (event.block_number or 0, order, event)
            for contract in contracts
            for order, event in enumerate(self._background.run(self._events(contract.address, from_block)))
        ]
        return list(self._decoded([event for _, _, event in sorted(found, key=lambda one: one[:2])]))

    # Time, blocks and snapshots

    @property
    def now(self) -> int:
        """The timestamp of the latest block, in Unix seconds."""
        return self._background.run(self.rpc.get_block(block_number="latest")).timestamp

    @property
    def block_number(self) -> int:
        return self._background.run(self.rpc.get_block_number())

    def increase_time(self, seconds: int) -> None:
        """Make a block ``seconds`` later than it would be."""
        self.devnet("devnet_increaseTime", time=seconds)

    def set_time(self, timestamp: int) -> None:
        """Make a block at this Unix second; later blocks go on from there."""
        self.devnet("devnet_setTime", time=timestamp, generate_block=True)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is done inside is undone afterwards: blocks, time, declarations.

        Classes that have been declared inside of two snapshots are declared before the third, and so stay: a class that
        every test deploys is not declared in every test.
        """
        for times in list(self._asked_for.values()):
            if len(times) > 1:
                self.declare(times[0])
        declared, contracts, salt = set(self._declared), dict(self._contracts), self._salt
        name = self.devnet("devnet_snapshot")
        try:
            yield
        finally:
            assert self.devnet("devnet_revert", snapshot_id=name), "the chain did not go back"
            self._declared, self._contracts, self._salt = declared, contracts, salt

    def mint_fees(self, address: int, amount: int = 10**21) -> None:
        """Give an account STRK (10^-18) to pay transactions with."""
        self.devnet("devnet_mint", address=hex(address), amount=amount, unit="FRI")

    @staticmethod
    def selector(entry_point: str) -> int:
        """What an entry point is called by."""
        return get_selector_from_name(entry_point)

    def fees_of(self, account: Any) -> int:
        """The STRK (10^-18) that an account has to pay transactions with."""
        address = hex(getattr(account, "address", account))
        return int(self.devnet("devnet_getAccountBalance", address=address, unit="FRI")["amount"])

    def devnet(self, method: str, **params: Any) -> Any:
        return self._background.run(ask(self._session, self.url, method, **params))

    # What starknet.py is asked for

    async def _declare(self, artifact: Artifact, account: Account) -> None:
        text = artifact.sierra.read_text(encoding="utf-8")
        nonce = await account.get_nonce()
        transaction = declaration(
            text,
            class_hash=artifact.class_hash,
            compiled_class_hash=artifact.compiled_class_hash,
            sender=account.address,
            nonce=nonce,
            bounds=_DECLARATION_BOUNDS,
            chain_id=CHAIN_ID,
            sign=account.signer.sign,
        )
        transaction.contract_class.contract_class_version = _priced(text)["contract_class_version"]
        answer = await self.rpc.declare(transaction)
        assert answer.class_hash == artifact.class_hash, f"{artifact.name}: the devnet has {answer.class_hash:#x}"
        receipt = await self.rpc.get_transaction_receipt(answer.transaction_hash)
        assert receipt.revert_reason is None, receipt.revert_reason

    async def _invoke(self, account: Account, calls: list[Call], bounds: ResourceBoundsMapping) -> Any:
        transaction = await account.sign_invoke_v3(calls, resource_bounds=bounds)
        felts = len(transaction.calldata)
        assert felts <= MAX_CALLDATA, f"{felts} felts of calldata; the network takes {MAX_CALLDATA}"
        sent = await self.rpc.send_transaction(transaction)
        return await self.rpc.get_transaction_receipt(sent.transaction_hash)

    async def _events(self, address: int, from_block: int) -> list[Any]:
        chunk = await self.rpc.get_events(
            address=address,
            from_block_number=from_block,
            to_block_number="latest",
            follow_continuation_token=True,
            chunk_size=1000,
        )
        return chunk.events

    def _decoded(self, events: list[Any]) -> tuple[Event, ...]:
        known = ((self._contracts.get(event.from_address), event) for event in events)
        decoded = (
            contract.abi.decode_event(contract.address, event.keys, event.data) for contract, event in known if contract
        )
        return tuple(event for event in decoded if event is not None)


@contextmanager
def running(
    tools: Tools,
    compiled: tuple[dict[str, Artifact], str],
    folder: Path,
    *,
    gas: Path | None = None,
    stock: bool = False,
    blocks_on_demand: bool = False,
) -> Iterator[Chain]:
    """A devnet of its own with all classes at hand, its log in ``folder``; ends with the context.

    Gas is written to ``gas``, else to a file in ``folder``. It is Sierra gas, as on the network: so the accounts' class
    must be told to be one that is priced so, or all that they call would be priced by steps. With ``stock`` the
    accounts are the devnet's own, and it is. With ``blocks_on_demand`` transactions wait for ``devnet_createBlock``.
    """
    classes, digest = compiled
    account = None if stock else folder / "account.sierra.json"
    if account is not None:
        account.write_text(json.dumps(_priced(classes["PlainAccount"].sierra.read_text(encoding="utf-8"))))
    options = ["--block-generation-on", "demand"] if blocks_on_demand else []
    with Devnet(tools.devnet, account, folder / "devnet.log", *options) as devnet:
        chain = Chain(devnet.url, classes, GasTable(gas or folder / "gas.json", digest))
        try:
            yield chain
        finally:
            chain.close()


def _priced(sierra: str) -> dict[str, Any]:
    """A class with the version of its Sierra: the devnet prices it by that, though the hash is always that of 0.1.0."""
    found: dict[str, Any] = json.loads(sierra)
    version = ".".join(str(int(part, 16)) for part in found["sierra_program"][:3])
    return found | {"contract_class_version": version}


def _name_of(abi: Abi, selector: int) -> str:
    return next((name for name in abi.functions if get_selector_from_name(name) == selector), hex(selector))


async def _open_session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession()
