"""Events followed on a real chain: closed blocks only, through a reorganisation, page by page, past an absent node."""

import pytest
from chain_testing.devnet import Background, Devnet, ask
from starknet_py.net.account.account import Account
from starknet_py.net.client_models import ResourceBounds, ResourceBoundsMapping
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.asking import NodeError
from gateway.chain.bindings import CiroToken
from gateway.chain.contract import shipped_abi
from gateway.chain.follower import Apply, Cursor, Follower, Subscription, following
from gateway.chain.keys import StarkKey
from gateway.chain.networks import STRK, network_named
from gateway.chain.signer import KeySigner

CHAIN_ID = network_named("devnet").chain_id
BOUNDS = ResourceBoundsMapping(
    l1_gas=ResourceBounds(10**5, 10**13),
    l1_data_gas=ResourceBounds(10**5, 10**13),
    l2_gas=ResourceBounds(10**8, 10**11),
)
OPTIONS = ("--state-archive-capacity", "full", "--block-generation-on", "demand")


class World:
    """A chain whose blocks are closed by the test, an account that sends STRK, and a follower who keeps a list."""

    def __init__(self, url: str, background: Background) -> None:
        self._background, self.url = background, url
        self.client = FullNodeClient(f"{url}/rpc")
        one = background.run(self._devnet("devnet_getPredeployedAccounts"))[0]
        address = int(one["address"], 16)
        signer = KeySigner(StarkKey(int(one["private_key"], 16)), CHAIN_ID)
        self.account = Account(address=address, client=self.client, signer=signer, chain=CHAIN_ID)
        self.follow(self.client)
        self.cursor, self.sent = Cursor(), []

    def follow(self, client):
        token = Subscription(STRK, shipped_abi("CiroToken"), frozenset({"Transfer"}))
        self.follower = Follower(client, [token])

    async def _devnet(self, method, **params):
        import aiohttp

        async with aiohttp.ClientSession() as session:
            return await ask(session, self.url, method, **params)

    def devnet(self, method, **params):
        return self._background.run(self._devnet(method, **params))

    def send(self, amount: int) -> None:
        call = CiroToken(STRK, self.client).transfer(0xBEEF, amount)
        self._background.run(self.account.execute_v3(calls=[call], resource_bounds=BOUNDS))

    def close_block(self) -> str:
        return self.devnet("devnet_createBlock")["block_hash"]

    def read(self) -> list[str]:
        """Go on from the cursor; return what was done, block by block."""
        return self._background.run(self._read())

    async def _read(self):
        done = []
        async for step in self.follower.steps(self.cursor):
            if isinstance(step, Apply):
                values = [event.value.value for event in step.events if event.value.to == 0xBEEF]
                self.sent.append((step.block, values))
                done.append("apply")
            else:
                assert self.sent.pop()[0] == step.block
                done.append("undo")
            self.cursor = step.cursor
        return done

    @property
    def amounts(self):
        return [value for _, values in self.sent for value in values]


@pytest.fixture(scope="module")
def world(tools, tmp_path_factory):
    background = Background()
    with Devnet(tools.devnet, None, tmp_path_factory.mktemp("devnet") / "log", *OPTIONS) as devnet:
        yield World(devnet.url, background)
    background.close()


def test_what_is_pre_confirmed_does_not_count_until_its_block_is_closed(world):
    world.read()
    world.send(11)
    assert world.read() == []
    world.close_block()
    assert world.read() == ["apply"]
    assert world.amounts == [11]
    assert world.read() == [], "nothing comes twice"


def test_blocks_that_are_taken_back_are_undone_and_their_successors_applied(world):
    before = list(world.amounts)
    world.send(21)
    first = world.close_block()
    world.read()
    world.send(22)
    world.close_block()
    world.read()
    assert world.amounts == [*before, 21, 22]
    world.devnet("devnet_abortBlocks", starting_block_id={"block_hash": first})
    world.send(23)
    world.close_block()
    assert world.read() == ["undo", "undo", "apply"]
    assert world.amounts == [*before, 23]


def test_pages_are_read_to_the_end(world, monkeypatch):
    monkeypatch.setattr(following, "_CHUNK", 2)
    before = list(world.amounts)
    for amount in range(31, 36):
        world.send(amount)
    world.close_block()
    world.read()
    assert world.amounts == [*before, 31, 32, 33, 34, 35]


def test_a_node_that_is_away_is_named_and_when_it_is_back_nothing_is_missing(world):
    before = list(world.amounts)
    world.follow(FullNodeClient("http://127.0.0.1:9/rpc"))
    world.send(41)
    world.close_block()
    with pytest.raises(NodeError, match=r"127\.0\.0\.1:9.*is the node up"):
        world.read()
    world.follow(world.client)
    world.read()
    assert world.amounts == [*before, 41]
