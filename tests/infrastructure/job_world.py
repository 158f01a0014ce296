"""A chain of its own for jobs, whose clock the tests turn: contracts, a client with CIRO, and accounts for workers."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from starknet_py.devnet_utils.devnet_client import DevnetClient
from typer.testing import CliRunner

from edge_worker.signed_result import Result, sign
from gateway.chain.account import ChainAccount
from gateway.chain.bindings import CdcPool, CiroToken, JobManager
from gateway.chain.deployment import CompiledClasses, Deployment, DeploymentSettings, Site, recipe
from gateway.chain.deployment.connection import connect
from gateway.chain.keys import StarkKey
from gateway.chain.networks import network_named
from gateway.cli import app
from gateway.demo.devnet import devnet_process, prepare_tools
from gateway.jobs.content import Place
from gateway.jobs.enrolment import enrolment

ROOT = Path(__file__).resolve().parents[2]
CIRO = 10**18
HEARTBEAT = 300
ONE_CENT = 1_000_000  # the price of a CIRO worth a US cent
STAKE = 10_000 * CIRO  # $100
DEVNET = network_named("devnet")


@dataclass
class World:
    """The chain and who is on it. ``client`` holds every role, so that it also turns the price."""

    runner: asyncio.Runner
    rpc: str
    site: Site
    accounts: list[ChainAccount]
    keys: dict[int, StarkKey] = field(default_factory=dict)

    @property
    def client(self):
        return self.accounts[0]

    @property
    def jobs(self):
        return JobManager(self.site.address("JobManager"), self.site.client)

    @property
    def pool(self):
        return CdcPool(self.site.address("CdcPool"), self.site.client)

    @property
    def token(self):
        return CiroToken(self.site.address("CiroToken"), self.site.client)

    def run(self, work):
        return self.runner.run(work)

    def send(self, account, *calls):
        return self.run(account.send(list(calls)))

    def devnet(self, method, **params):
        async def ask():
            body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            async with aiohttp.ClientSession() as session, session.post(self.rpc, json=body) as answer:
                return (await answer.json())["result"]

        return self.run(ask())

    def pass_time(self, seconds):
        """Time goes by; price and heartbeats are kept fresh, as an oracle and living workers do."""
        self.devnet("devnet_increaseTime", time=seconds)
        self.send(self.client, self.pool.set_price(ONE_CENT))
        for account in self.accounts:
            known = account.address in self.keys
            now = self.run(self.site.client.get_block(block_number="latest")).timestamp
            if known and now - self.run(self.pool.presence(account.address)).last_heartbeat > HEARTBEAT:
                self.send(account, self.pool.heartbeat())

    def enrol(self, account, stake=STAKE):
        self.keys[account.address] = key = StarkKey(account.address % 2**200 + 1)
        self.send(self.client, self.token.transfer(account.address, stake))
        self.send(account, *self.run(enrolment(self.pool, account.address, key, DEVNET.chain_id, stake)).calls)

    def enrolled(self, account):
        """Enrol *account* unless it has its stake, whatever an earlier test has cost it; return its result key."""
        if self.run(self.pool.stake_of(account.address)) < STAKE:
            self.enrol(account)
        return self.keys[account.address]

    def work(self, job_id, output: bytes, place: Place, *, worker=None, published: bytes | None = None):
        """Do a job by hand: apply, wait, be named, sign, carry the result."""
        worker = worker or self.accounts[1]
        self.send(worker, self.jobs.apply(job_id))
        self.pass_time(61)
        self.send(worker, self.jobs.match_job(job_id, [worker.address]))
        self.result(job_id, output, place, worker=worker, published=published)

    def result(self, job_id, output, place, *, worker, published=None):
        digest = self.run(place.publish(output))
        if published is not None:
            Path(place.where(digest)).write_bytes(published)
        spec = self.run(self.jobs.job(job_id)).spec
        result = Result(job_id, spec.model, spec.input_digest, digest)
        signature = sign(result, worker.address, DEVNET.chain_id, self.keys[worker.address].private)
        self.send(worker, self.jobs.submit_result(job_id, digest, signature))

    def ciro(self, *arguments, check=None):
        """Run the command line on this chain; return what it did."""
        done = CliRunner().invoke(
            app, ["job", *map(str, arguments)], env={"CIRO_JOBS": hex(self.jobs.address)}, catch_exceptions=False
        )
        if check is not None:
            assert done.exit_code == check, done.stdout + done.stderr
        return done

    def said(self, *arguments, check=0):
        return json.loads(self.ciro(*arguments, "--json", "--rpc", self.rpc, check=check).stdout)


@asynccontextmanager
async def started(log):
    """Start a chain, deploy, and yield address, site and accounts."""
    tools = await prepare_tools(ROOT, print)
    async with devnet_process(tools, log, asyncio.Event()) as rpc:
        client = await connect(rpc, DEVNET)
        found = await DevnetClient(node_url=rpc).get_predeployed_accounts()
        accounts = [ChainAccount(client, DEVNET, int(one.address), StarkKey(int(one.private_key))) for one in found]
        site = Site(accounts[0], CompiledClasses.from_checkout(ROOT), DeploymentSettings.of_one(accounts[0].address))
        deployment = Deployment(site, recipe(site))
        async for _ in deployment.run(await deployment.outstanding()):
            pass
        yield rpc, site, accounts
