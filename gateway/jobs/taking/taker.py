"""The component that takes jobs: looks at the chain, and does for each job what comes next.

One pass after the other, one transaction at a time. Each pass asks the chain where every open job stands, so a pass
that was cut off anywhere is simply done again; only the answer itself comes from the ledger.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from poseidon_py.poseidon_hash import poseidon_hash_many
from starknet_py.net.client_models import Call

from edge_worker import Engine, ModelStore
from edge_worker.runners import PREFIX, RunnerRegistry, SeatedRunner
from edge_worker.runners import Place as RunnersPlace
from edge_worker.signed_result import Result, sign
from gateway.chain.account import ChainAccount, RevertedError
from gateway.chain.asking import NodeError, ask
from gateway.chain.bindings import CdcPool, JobManager, ProofVerifier, constants
from gateway.chain.bindings.shared import JobPaid, JobSpec, JobSubmitted, JobType, ProofType, VerificationMethod
from gateway.chain.contract import shipped_abi
from gateway.chain.deployment.connection import connect
from gateway.chain.follower import Apply, Cursor, Follower, Subscription
from gateway.chain.keys import StarkKey, StarkKeyError, read_credential
from gateway.chain.networks import NetworkError, network_named
from gateway.chain.signer import KeySigner
from gateway.chain.snip29 import PaymasterError
from gateway.chain.snip29.advice import advice
from gateway.chain.snip29.configured import paymasters_of
from gateway.chain.sponsored import SponsoredAccount
from gateway.config import JobSettings, PaymasterSettings, secret_path
from gateway.jobs.by_proof import PARAMETERS, input_digest_of, output_digest_of
from gateway.jobs.content import ContentError, ContentMissingError, Place, digest_of
from gateway.jobs.evidence import pool_of, proofs_of
from gateway.jobs.quoting import Acting
from gateway.jobs.refusals import explain, meaning_of
from gateway.jobs.specification import METHODS, model_felt
from gateway.jobs.standing import NoSuchJobError, Standing, look
from gateway.jobs.taking.decision import Facts, Next, next_step
from gateway.jobs.taking.execution import JobRefusedError, answer, answer_by_runner
from gateway.jobs.taking.ledger import JobLedger
from gateway.jobs.taking.offer import Offer, is_by_proof
from gateway.jobs.taking.proving import Proving, ProvingError
from gateway.jobs.taking.records import JobFigures, Pay, record_of, share_of
from gateway.supervisor import Health
from zkml import Context

__all__ = ["DATABASE", "JobTaker"]

_log = logging.getLogger(__name__)

DATABASE = "jobs.db"
LOOK_BACK = 2_000
"""Blocks before the first start in which jobs are looked for that still wait."""


@dataclass(slots=True)
class _Chain:
    """What is known of the chain while the component runs.

    Attributes:
        head, ahead: number of the last block, and by how many seconds its time was ahead of this machine's.

    """

    me: Acting
    key: StarkKey
    jobs: JobManager
    pool: CdcPool
    follower: Follower
    proofs: ProofVerifier
    head: int = -1
    ahead: float = 0.0

    @property
    def now(self) -> int:
        """Unix seconds by the chain's clock."""
        return int(time.time() + self.ahead)


class JobTaker:
    """Takes jobs of the network.

    Args:
        state: directory of the ledger.
        settings: ``[jobs]``.
        engine: does the work, in a thread.
        models: where the offered ones are.
        sponsors: who pays for its transactions; empty: the account itself.

    """

    name = "jobs"
    critical = False

    def __init__(
        self,
        state: Path,
        settings: JobSettings,
        engine: Engine,
        models: ModelStore,
        sponsors: Sequence[PaymasterSettings] = (),
    ) -> None:
        self._state, self._settings, self._engine, self._models = state, settings, engine, models
        self._sponsors = sponsors
        self._proving = Proving(state)
        self.done = 0
        self.figures = JobFigures()
        """As of the last pass."""

    async def run(self, health: Health) -> None:
        """Take jobs until cancelled."""
        ledger = await asyncio.to_thread(JobLedger, self._state / DATABASE)
        try:
            self.figures = await asyncio.to_thread(ledger.figures)  # also while no node answers
            while True:
                health.tick()
                chain = None
                try:
                    chain = await self._connect()
                    health.starting("models are made ready")
                    offer = await self._offered()
                    while True:
                        health.tick()
                        await self._pass(chain, offer, ledger, health)
                        await asyncio.sleep(self._settings.poll_s)
                except (NodeError, NetworkError) as error:
                    health.degraded(str(error), "jobs are taken again when the node answers")
                except ProvingError as error:
                    health.degraded(str(error), 'or take "proof" out of [jobs] methods')
                except (StarkKeyError, ContentError, LookupError, ValueError) as error:
                    health.degraded(str(error), "mend [jobs] in the configuration and start the gateway again")
                finally:
                    if chain is not None:
                        await chain.me.close()
                await asyncio.sleep(self._settings.poll_s)
        finally:
            await self._proving.close()
            await asyncio.to_thread(ledger.close)

    async def _connect(self) -> _Chain:
        settings, network = self._settings, network_named(self._settings.network)
        assert settings.key_file is not None
        assert settings.result_key_file is not None
        account_key = await asyncio.to_thread(read_credential, secret_path(settings.key_file))
        key = await asyncio.to_thread(read_credential, secret_path(settings.result_key_file))
        client = await connect(settings.rpc, network)
        jobs = JobManager(int(settings.contract, 16), client)
        subscription = Subscription(jobs.address, shipped_abi("JobManager"), frozenset({"JobSubmitted", "JobPaid"}))
        me: Acting = ChainAccount(client, network, int(settings.account, 16), account_key)
        if self._sponsors:
            payers = await asyncio.to_thread(paymasters_of, self._sponsors, network.chain_id)
            me = SponsoredAccount(client, network, me.address, KeySigner(account_key, network.chain_id), payers)
        pool, proofs = CdcPool(await pool_of(jobs), client), ProofVerifier(await proofs_of(jobs), client)
        return _Chain(me, key, jobs, pool, Follower(client, [subscription]), proofs)

    async def _offered(self) -> Offer:
        offer = await asyncio.to_thread(self._offer)
        if VerificationMethod.ZERO_KNOWLEDGE_PROOF not in offer.methods:
            return offer
        packages = [self._models.get(sha256) for sha256 in offer.models.values()]
        paths = {one.sha256: one.path(one.manifest.model.path) for one in packages if one.manifest.model is not None}
        return replace(offer, provable=await self._proving.open(paths))

    def _offer(self) -> Offer:
        settings = self._settings
        packages = [self._models.get(ref) for ref in settings.models]
        return Offer(
            {model_felt(package.sha256): package.sha256 for package in packages},
            frozenset(JobType(kind) for kind in settings.types),
            frozenset(METHODS[name] for name in settings.methods),
            round(settings.least_reward_ciro * constants.ONE_CIRO),
            names={package.sha256: package.name for package in packages},
            runners={model_felt(seat.sha256): seat for seat in self._runners()},
        )

    def _runners(self) -> list[SeatedRunner]:
        """Return the runners that are offered: those that are named, or all that serve here.

        Raises:
            LookupError: one that is named does not serve here; the message says why.

        """
        registry, named = RunnerRegistry(RunnersPlace(self._models)), self._settings.runners
        if named is None:
            return list(registry.serving)
        return [registry.find(f"{PREFIX}{name}") for name in named]

    # -- one pass -----------------------------------------------------------------------------------------------------

    async def _pass(self, chain: _Chain, offer: Offer, ledger: JobLedger, health: Health) -> None:
        cursor = await self._follow(chain, offer, ledger)
        await self._tell_time(chain)
        trouble, unpaid = await self._be_present(chain), ""
        for job_id in await asyncio.to_thread(ledger.open_jobs):
            health.tick()
            try:
                await self._advance(chain, offer, ledger, job_id, cursor, may_apply=not trouble)
            except RevertedError as error:
                _log.info("job %#x: %s", job_id, explain(error))
            except PaymasterError as error:
                said = meaning_of(str(error))  # the contract would refuse it, so nobody sponsors it
                unpaid = unpaid if said else advice(error, chain.me.address)
                _log.info("job %#x: %s", job_id, said or unpaid)
            except JobRefusedError as error:
                _log.error("job %#x can't be proven: %s", job_id, error)
            except ContentMissingError as error:
                _log.debug("job %#x: %s", job_id, error)  # its client may be slower than the chain
            except ContentError as error:
                _log.warning("job %#x: %s", job_id, error)
        self.figures = await asyncio.to_thread(ledger.figures)
        if unpaid:
            health.degraded(f"a transaction is not sponsored: {unpaid}", "ask the sponsor; see docs/paymaster.md")
        elif trouble:
            health.degraded(f"no job is applied for: {trouble}", "run: ciro job enrol; then see docs/jobs.md")
        else:
            health.ok(f"{self.done} jobs answered since the start")

    async def _follow(self, chain: _Chain, offer: Offer, ledger: JobLedger) -> int:
        """Take in what the chain says; return the number of the last block."""
        contract, me = chain.jobs.address, chain.me.address
        cursor = await asyncio.to_thread(ledger.cursor, contract)
        if cursor is None:
            head = await ask(chain.me.client.url, chain.me.client.get_block_number())
            cursor = Cursor(first=max(0, head - LOOK_BACK))
        async for step in chain.follower.steps(cursor):
            events = step.events if isinstance(step, Apply) else ()
            suitable, paid = [], []
            for event in events:
                one = event.value
                if isinstance(one, JobPaid):
                    paid.append(Pay(one.job_id, share_of(one, me), event.transaction))
                elif isinstance(one, JobSubmitted):
                    if objection := offer.objection(one.client, one.spec, me):
                        _log.debug("job %#x is left to others: %s", one.job_id, objection)
                    else:
                        suitable.append(one)
            await asyncio.to_thread(ledger.take_in, contract, step, suitable, paid)
            cursor = step.cursor
        return cursor.last.number if cursor.last is not None else cursor.first

    async def _tell_time(self, chain: _Chain) -> None:
        client = chain.me.client
        block = await ask(client.url, client.get_block_with_tx_hashes(block_number="latest"))
        number = getattr(block, "block_number", -1)
        if number != chain.head:
            chain.head, chain.ahead = number, max(0.0, block.timestamp - time.time())

    async def _be_present(self, chain: _Chain) -> str:
        """Send a heartbeat when one is due; return why the pool would give us no job, if it would not."""
        pool, me, url = chain.pool, chain.me.address, chain.me.client.url
        if not await ask(url, pool.is_registered(me)):
            return f"account {me:#x} is no worker of the pool"
        if (key := await ask(url, pool.result_key(me))) != chain.key.public:
            return f"the pool knows another result key of ours, {key:#x}, than result_key_file holds"
        seen = (await ask(url, pool.presence(me))).last_heartbeat
        if chain.now - seen > constants.HEARTBEAT_INTERVAL:
            try:
                await ask(url, chain.me.send([pool.heartbeat()]))
            except RevertedError as error:
                _log.info("heartbeat: %s", explain(error))
            except PaymasterError as error:
                return f"its heartbeat is not sponsored: {advice(error, me)}"
        trouble = await ask(url, pool.unavailability(me))
        return trouble.to_bytes(31, "big").lstrip(b"\0").decode("ascii", "replace")

    async def _advance(
        self, chain: _Chain, offer: Offer, ledger: JobLedger, job_id: int, block: int, *, may_apply: bool
    ) -> None:
        """Do for one job what comes next."""
        try:
            standing = await look(chain.jobs, job_id)
        except NoSuchJobError:
            await asyncio.to_thread(ledger.drop, job_id, block)
            return
        spec = standing.job.spec
        kept = await asyncio.to_thread(ledger.answer, job_id, spec)
        facts = await self._facts(chain, standing, prepared=kept is not None)
        await asyncio.to_thread(ledger.note, record_of(standing, facts, offer.name(standing.job.spec)))
        step = next_step(facts)
        if step is Next.WAIT or (step in {Next.PREPARE, Next.APPLY} and not may_apply and not standing.workers):
            return
        if step is Next.CLOSE:
            await asyncio.to_thread(ledger.close_job, job_id, block, standing.job.state.name.lower())
            return
        if step is Next.PREPARE:
            await self._prepare(offer, ledger, standing, block)
            return
        if step is Next.MATCH:
            calls = await self._matching(chain, standing)
        elif step is Next.PROVE:
            calls = await self._proof(chain, offer, standing)
        elif step in {Next.APPLY, Next.SETTLE, Next.LAPSE, Next.SETTLE_VOTE}:
            calls = [self._simple(chain, step, job_id)]
        else:
            assert kept is not None
            if (
                step is not Next.COMMIT
            ):  # before the chain has its digest, so that the client finds it; not while others vote
                await self._place().publish(kept.output, _digests(spec)[1])
            calls = [self._carrying(chain, step, standing, kept.digest, kept.salt)]
        if calls:
            receipt = await ask(chain.me.client.url, chain.me.send(calls))
            self.done += step in {Next.SUBMIT, Next.REVEAL}
            await asyncio.to_thread(ledger.note_sent, job_id, step, receipt.transaction_hash)
            _log.info("job %#x: %s, transaction %#x", job_id, step, receipt.transaction_hash)

    async def _facts(self, chain: _Chain, standing: Standing, *, prepared: bool) -> Facts:
        votes = {}
        if standing.job.spec.verification.method == VerificationMethod.CONSENSUS_VALIDATION:
            for worker in standing.workers:
                commitment, shown, _ = await ask(chain.me.client.url, chain.jobs.vote(standing.job_id, worker))
                votes[worker] = (commitment != 0, shown)
        return Facts(standing.job, chain.me.address, standing.applicants, standing.workers, votes, prepared, chain.now)

    async def _prepare(self, offer: Offer, ledger: JobLedger, standing: Standing, block: int) -> None:
        """Fetch the input, check its digest, have it answered, and keep the answer.

        That is done before the job is applied for: a job that can't be done would cost reputation.
        """
        job_id, spec = standing.job_id, standing.job.spec
        of_input, of_output = _digests(spec)
        content = await self._place().fetch(spec.input_digest, self._settings.most_input_bytes, of_input)
        try:
            if is_by_proof(spec):
                output = await self._proving.run(offer.package(spec), content)
            elif (seat := offer.runner(spec)) is not None:
                output = await asyncio.to_thread(answer_by_runner, seat, job_id, content)
            else:
                output = await asyncio.to_thread(answer, self._engine, job_id, offer.package(spec), content)
        except JobRefusedError as error:
            _log.warning("job %#x can't be done: %s", job_id, error)
            await asyncio.to_thread(ledger.refuse, job_id, block, str(error)[:500])
            return
        await asyncio.to_thread(ledger.enter, job_id, spec, of_output(output), output)

    async def _proof(self, chain: _Chain, offer: Offer, standing: Standing) -> list[Call]:
        """Return the calls that bring the proof and take the pay, in one transaction: nobody can come between."""
        job_id, spec, url = standing.job_id, standing.job.spec, chain.me.client.url
        content = await self._place().fetch(spec.input_digest, self._settings.most_input_bytes, input_digest_of)
        verifier = await ask(url, chain.proofs.verifier_of(ProofType.ZKML_INFERENCE))
        context = Context(chain.me.network.chain_id, verifier, chain.me.address, job_id)
        proven = await self._proving.prove(offer.package(spec), content, context)
        about = (ProofType.ZKML_INFERENCE, PARAMETERS, spec.model, list(proven.statement))
        calls = [chain.jobs.settle_by_proof(job_id, list(proven.statement))]
        if not await ask(url, chain.proofs.is_verified(await ask(url, chain.proofs.statement_digest(*about)))):
            calls.insert(0, chain.proofs.verify_and_record(*about, list(proven.proof)))
        return calls

    async def _matching(self, chain: _Chain, standing: Standing) -> list[Call]:
        """Return the call that names the workers who weigh most, if we are among them; others may make it as well."""
        url, weights = chain.me.client.url, {}
        for one in standing.applicants:
            if await ask(url, chain.pool.is_available(one)):
                weights[one] = await ask(url, chain.pool.match_weight(one))
        count = standing.job.spec.verification.workers or 1
        best = sorted(weights, key=lambda one: (-weights[one], one != chain.me.address))[:count]
        if chain.me.address not in best or len(best) < count:
            return []
        return [chain.jobs.match_job(standing.job_id, best)]

    @staticmethod
    def _simple(chain: _Chain, step: Next, job_id: int) -> Call:
        jobs = chain.jobs
        calls = {
            Next.APPLY: jobs.apply,
            Next.SETTLE: jobs.settle,
            Next.LAPSE: jobs.lapse_dispute,
            Next.SETTLE_VOTE: jobs.settle_consensus,
        }
        return calls[step](job_id)

    @staticmethod
    def _carrying(chain: _Chain, step: Next, standing: Standing, digest: int, salt: int) -> Call:
        job_id, spec, me = standing.job_id, standing.job.spec, chain.me.address
        if step is Next.COMMIT:
            return chain.jobs.commit_result(job_id, poseidon_hash_many([job_id, me, digest, salt]))
        result = Result(job_id, spec.model, spec.input_digest, digest)
        signature = sign(result, me, chain.me.network.chain_id, chain.key.private)
        if step is Next.REVEAL:
            return chain.jobs.reveal_result(job_id, me, digest, salt, signature)
        return chain.jobs.submit_result(job_id, digest, signature)

    def _place(self) -> Place:
        return Place.at(self._settings.place)


def _digests(spec: JobSpec) -> tuple[Callable[[bytes], int], Callable[[bytes], int]]:
    """Return what the job's input and output are known by."""
    return (input_digest_of, output_digest_of) if is_by_proof(spec) else (digest_of, digest_of)
