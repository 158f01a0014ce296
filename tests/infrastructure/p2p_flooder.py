"""A peer without manners, run in the side-car's environment: says what comes on standard input, 500 times a second."""

import itertools
import secrets
import sys

import trio

from gateway.p2p import gossip
from gateway.p2p.lines import WORKERS


class Flooder(gossip.Gossip):
    """Finds everything fine that it says."""

    def _is_fine(self, neighbour, message):
        return True


async def main(address, payload):
    gossip._PASSED_ON_PER_S = 1e9
    one = Flooder(secrets.token_bytes(32), [], [address], lambda *_: None)
    async with one.running():
        await trio.sleep(5)  # connected, and a mesh
        sys.stdout.write(f"{one.peer}\n")
        sys.stdout.flush()
        for _ in itertools.repeat(None, 20_000):
            await one.say(WORKERS, payload)
            await trio.sleep(0.002)


trio.run(main, sys.argv[1], sys.stdin.buffer.read())
