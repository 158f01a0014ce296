"""What a development chain can do beside what every node can: snapshots, and going back to them."""

from contextlib import contextmanager

import aiohttp


async def rpc(network, method, **params):
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    async with aiohttp.ClientSession() as session, session.post(network.rpc, json=request) as answer:
        found = await answer.json()
        assert "result" in found, found
        return found["result"]


@contextmanager
def undone(run, network):
    """The chain goes back to where it was; *run* carries out a coroutine.

    A new block before and after: the last one may be minutes old, and its time is the chain's.
    """
    run(rpc(network, "devnet_createBlock"))
    identifier = run(rpc(network, "devnet_snapshot"))
    yield
    run(rpc(network, "devnet_revert", snapshot_id=identifier))
    run(rpc(network, "devnet_createBlock"))
