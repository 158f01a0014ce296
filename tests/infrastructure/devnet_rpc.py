"""What a development chain can do beside what every node can: snapshots, and going back to them."""

import aiohttp


async def rpc(network, method, **params):
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    async with aiohttp.ClientSession() as session, session.post(network.rpc, json=request) as answer:
        found = await answer.json()
        assert "result" in found, found
        return found["result"]
