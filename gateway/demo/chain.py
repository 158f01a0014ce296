"""The demonstration's chain as a whole: started, set up, given to the gateway to settle on, and asked at the end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson

from gateway.chain.account import RevertedError
from gateway.chain.deployment import ClassesError
from gateway.chain.networks import NetworkError
from gateway.demo.devnet import devnet_process, prepare_tools
from gateway.demo.network import DemoNetwork, set_up
from gateway.demo.options import DemoError, DemoOptions
from gateway.demo.paymaster_process import PaymasterAccess, paymaster_process, write_key
from gateway.demo.proving import proving_section, register_model
from gateway.demo.settlement import SettlementWatch
from gateway.demo.summary import SettlementSummary

__all__ = ["DemoChain", "chain_section", "start_chain"]

SETTLE_LIMIT_S = 60.0
PROOF_LIMIT_S = 120.0
SHORT_S = 300.0


@dataclass(frozen=True, slots=True)
class DemoChain:
    """A running chain that the gateway settles on.

    Attributes:
        network: what is on it.
        configuration: the part of the gateway's configuration that says so.
        watch: holds its end against its beginning.

    """

    network: DemoNetwork
    configuration: str
    watch: SettlementWatch

    async def tell_first(self, say: Callable[[str], None], url: str) -> None:
        """Say when the first batch is on the chain, and when a contract has verified the first result."""
        if await self.watch.wait_for(0, float("inf")):
            say(f"The first batch is settled, and the gateway's account has paid nothing: {url}#settlement")
        if await self.watch.wait_for_proof(float("inf")):
            say(f"A contract has verified what the model said of a picture: {url}#settlement")

    async def settled(self) -> SettlementSummary:
        """Wait until the last result is anchored and one is verified, within bounds, and count."""
        await self.watch.wait_for(await asyncio.to_thread(self.watch.last_result), SETTLE_LIMIT_S)
        await self.watch.wait_for_proof(PROOF_LIMIT_S)
        return await self.watch.summary()


async def start_chain(
    options: DemoOptions, state: Path, stack: contextlib.AsyncExitStack, stop: asyncio.Event, say: Callable[[str], None]
) -> DemoChain:
    """Build what is not built, start chain and paymaster, deploy; they end with *stack*.

    Raises:
        DemoError: a part did not come up; the message says why.

    """
    folder = state / "chain"
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    tools = await prepare_tools(options.checkout, say)
    rpc = await stack.enter_async_context(devnet_process(tools, folder / "devnet.log", stop))
    registering = asyncio.create_task(register_model(state, say))
    stack.callback(registering.cancel)
    try:
        network = await set_up(rpc, options.checkout, say)
        await network.admit(await registering)
    except (NetworkError, ClassesError, RevertedError) as error:
        raise DemoError(f"the contracts could not be deployed: {error}") from error
    paymaster = await stack.enter_async_context(paymaster_process(network, folder, stop))
    session = await asyncio.to_thread(write_key, folder / "session.key", network.session)
    watch = await SettlementWatch.begin(network, state)
    settling = chain_section(network, paymaster, session, _batch_age_s(options), proofs="sample")
    return DemoChain(network, settling + proving_section(network, long=_is_long(options)), watch)


def _is_long(options: DemoOptions) -> bool:
    return options.seconds is None or options.seconds > SHORT_S


def _batch_age_s(options: DemoOptions) -> float:
    """Return how old a batch gets: the paymaster's contract carries out a hundred calls an hour for an account."""
    if options.seconds is None or _is_long(options):
        return 40.0
    return max(5.0, options.seconds / 40)  # so many are closed without delay; see `gateway.settlement.policy.spacing_s`


def chain_section(
    network: DemoNetwork,
    paymaster: PaymasterAccess,
    session: Path,
    batch_age_s: float,
    *,
    proofs: str = "never",
    **batch: int,
) -> str:
    """Return the part of a gateway's configuration that has it settle on *network*, with the key in *session*.

    *batch*: more of ``[chain.batch]``.
    """
    more = "".join(f"{name} = {value}\n" for name, value in batch.items())
    return f"""
[chain]
mode = "sponsored"
network = "{network.network.name}"
rpc = "{network.rpc}"
anchor = "{network.anchor:#x}"
account = "{network.gateway:#x}"
key_file = {orjson.dumps(str(session)).decode()}
proofs = "{proofs}"

[chain.batch]
age_s = {batch_age_s}
{more}
[[chain.paymasters]]
url = "{paymaster.url}"
api_key_file = {orjson.dumps(str(paymaster.key_file)).decode()}
name = "demo"
forwarder = "{network.paymaster:#x}"
"""
