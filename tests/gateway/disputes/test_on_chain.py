"""A worker with a wrong result is told to the pool: once, whatever ends the gateway, and with what convinces it."""

import asyncio
import contextlib
import json
import time
from functools import partial

import cv2
import numpy as np
import pytest
from job_world import CIRO, DEVNET, STAKE
from routing_site import MODEL
from typer.testing import CliRunner
from waiting import wait_for

from edge_worker.conventions import input_digest, output_digest, output_digests, result_of
from edge_worker.open_inference import encode_request, encode_response
from edge_worker.signed_result import sign
from gateway.chain.bindings.constants import REGISTRY_DEPOSIT
from gateway.chain_proofs import requests
from gateway.cli import app
from gateway.config import ChainSettings, JournalSettings
from gateway.disputes import table
from gateway.disputes.desk import DisputeDesk
from gateway.disputes.evidence import cases
from gateway.disputes.joining import joined
from gateway.journal import JobPlan, Journal, Ticket
from gateway.offloading.book import FILE, DecisionBook, Evidence, caught
from gateway.pipeline.message import result_message
from gateway.records import Frame, Inference, JobType, ProofOrder
from gateway.simulator.scenes import surface
from gateway.transactions.trouble import Trouble, UnsettledError

GATEWAY, DOUBTED = -2, -3  # accounts of the chain's
pytestmark = pytest.mark.slow


class Office:
    """A gateway's journal, book and dispute desk; `restart` is what a kill leaves."""

    def __init__(self, state, world, **settings):
        self.state, self.world = state, world
        self.account = world.accounts[GATEWAY]
        key = state / "account.key"
        key.write_text(hex(self.account.key.private))
        key.chmod(0o600)
        self.settings = ChainSettings.model_validate(
            {
                "mode": "direct",
                "network": "devnet",
                "rpc": world.rpc,
                "anchor": hex(world.site.address("AuditAnchor")),
                "pool": hex(world.pool.address),
                "account": hex(self.account.address),
                "key_file": key,
                "key": "owner",
                "most_fee_strk": 100.0,
            }
            | settings
        )
        self.journal = Journal(
            state, JournalSettings(reserve_bytes=0), lambda _: JobPlan(JobType.COMPUTER_VISION, 10**6)
        )
        self.journal.start()
        assert self.journal.wait_until_open(60)
        self.restart()

    def restart(self):
        if hasattr(self, "desk"):
            self.world.run(self.desk._node.close())
        self.desk = DisputeDesk(self.journal, self.state / FILE, self.settings, joined(self.settings))

    def rows(self):
        return self.journal.execute(lambda _, db: table.recent(db, 100)).result(60)

    def until(self, *states):
        """Step until all rows have ended in one of *states*; return them."""

        async def work():
            for _ in range(300):
                with contextlib.suppress(UnsettledError):  # the component waits and goes on
                    await self.desk.step()
                rows = await asyncio.to_thread(self.rows)
                if rows and all(row.state in states for row in rows):
                    return rows
                await asyncio.sleep(0.1)
            raise AssertionError(f"{rows}")

        return self.world.run(work())

    def close(self):
        self.world.run(self.desk._node.close())
        self.journal.close()


@pytest.fixture
def office(tmp_path, world):
    made = []

    def make(**settings):
        made.append(Office(tmp_path, world, **settings))
        return made[-1]

    yield make
    for one in made:
        one.close()


def listen(site, world, account, key, name="liar"):
    return site.worker(name, key=key.private, account=account.address, chain_id=DEVNET.chain_id)


def held(world, account):
    return world.run(world.token.balance_of(account.address))


def staked(world, account):
    return world.run(world.pool.stake_of(account.address))


def test_who_signs_two_answers_is_asked_twice_convicted_by_the_pool_and_loses_its_stake(site, world, enrolled, office):
    account, key = enrolled
    liar = listen(site, world, account, key)
    site.start(asks_again=True)
    liar.lies = 1  # the next answer only: asked again, it says the truth, and has signed both
    assert site.one().route["target"] == "local"
    wait_for(lambda: len(caught(site.directory / FILE)) == 2, "both pieces of evidence")
    desk = office()
    before = held(world, desk.account)
    rows = {row.kind: row for row in desk.until("opened", "none")}
    assert (rows["equivocation"].state, rows["challenge"].state) == ("opened", "none")
    assert staked(world, account) == 0
    assert held(world, desk.account) - before == STAKE // 2, "half of it is the challenger's"
    assert rows["equivocation"].transaction
    assert rows["equivocation"].account == hex(account.address)
    assert "no contract can tell" in rows["challenge"].error


def two_answers(office, world, account, key, *, chain_id=DEVNET.chain_id, job="0198-job"):
    """Put evidence of two signed answers into the book, as the dispatcher does."""
    tensor, sent = np.zeros((1, 4), np.uint8), {"job_id": job, "model_sha256": "ab" * 32}
    request, _ = encode_request(job, {"x": tensor}, sent)

    def answer(value):
        outputs = {"y": np.full((1, 2), value, np.int32)}
        digests = output_digests(outputs)
        result = result_of(job, "ab" * 32, input_digest({"x": tensor}, sent), output_digest(digests))
        r, s = sign(result, account.address, chain_id, key.private)
        signed = {"output_digests": json.dumps(digests), "result_key": hex(key.public)}
        signed |= {"signature_r": hex(r), "signature_s": hex(s)}
        return encode_response({"model_name": "m", "parameters": signed}, outputs, None)

    first, second = answer(1), answer(2)
    book = DecisionBook(office.state, 1.0)
    book.keep(Evidence(job, "liar", "it signed two answers to one job", request, *first, "liar", *second))
    book.close()


class Killed(BaseException):
    """Stands for the kill of the gateway."""


@pytest.mark.parametrize("moment", ["noted", "signed", "handed over"])
def test_a_killed_gateway_opens_no_dispute_twice_and_forgets_none(world, enrolled, office, monkeypatch, moment):
    account, key = enrolled
    desk = office()
    two_answers(desk, world, account, key, job=f"0198-{moment}")
    submitter = desk.desk._submitter
    hand_over = submitter.hand_over

    async def killed(intent):
        if moment == "handed over":
            await hand_over(intent)
        raise Killed

    monkeypatch.setattr(submitter, "prepare" if moment == "noted" else "hand_over", killed)
    with pytest.raises(Killed):
        world.run(desk.desk.step())
    desk.restart()
    before = held(world, desk.account)
    desk.until("opened")
    desk.restart()
    desk.until("opened")
    assert len(desk.rows()) == 1
    assert staked(world, account) == 0
    gained = 0 if moment == "handed over" else STAKE // 2  # it was the challenger's already
    assert held(world, desk.account) - before == gained


def test_what_is_signed_for_no_chain_or_by_no_worker_opens_nothing(world, enrolled, office):
    account, key = enrolled
    desk = office()
    two_answers(desk, world, account, key, chain_id=1, job="0198-elsewhere")
    two_answers(desk, world, account, type(key)(77), job="0198-unknown")
    rows = desk.until("none")
    assert {row.error.split(":")[0] for row in rows} == {
        "its results are not signed for this chain and account",
        "its key is not registered in CdcPool",
    }
    assert staked(world, account) == STAKE


def test_a_listed_worker_that_stands_against_others_is_challenged_once_where_that_is_allowed(
    site, world, enrolled, office
):
    account, key = enrolled
    world.send(world.client, world.token.transfer(account.address, REGISTRY_DEPOSIT))
    world.send(account, world.token.approve(world.pool.address, REGISTRY_DEPOSIT), world.pool.apply_for_listing())
    liar = listen(site, world, account, key)
    site.start(asks_again=True)
    liar.lies = True  # always: it repeats what it said
    site.one(1)
    desk = office(challenges=True)
    world.send(world.client, world.token.transfer(desk.account.address, 3 * REGISTRY_DEPOSIT))
    before = held(world, desk.account)
    (row,) = desk.until("opened")
    challenge = world.run(world.pool.challenge(row.challenge))
    assert (challenge.worker, challenge.challenger) == (account.address, desk.account.address)
    desk.restart()
    desk.until("opened")
    assert before - held(world, desk.account) == 1_000 * CIRO
    assert staked(world, account) == STAKE, "a vote decides, not the gateway"


@pytest.mark.parametrize("proofs", ["sample", "never"])
def test_our_own_result_of_a_disputed_job_is_proven_by_itself_where_results_may_be(
    world, enrolled, office, engine, proofs
):
    account, key = enrolled
    desk = office(proofs=proofs, proving={"contract": hex(world.site.address("ProofVerifier"))})
    two_answers(desk, world, account, key, job=f"0198-{proofs}")
    result = "01970000-0000-7000-8000-00000000f001"
    make_result(desk.journal, engine, result, f"0198-{proofs}")
    (row,) = desk.until("opened")
    assert row.result_id == (result if proofs == "sample" else None)
    assert list(requests.asked(desk.state)) == ([result] if proofs == "sample" else [])


def make_result(journal, engine, identifier, job_id):
    """Make a result that was routed as *job_id*, as the pipeline does."""
    image = cv2.imencode(".jpg", surface.render(np.random.default_rng(0), "ok").image)[1].tobytes()
    ticket = Ticket(Frame("a/b/c/d", time.time_ns() // 1000, image, 640, 480, seq=7, boot="a1"))
    journal.append(ticket)
    wait_for(lambda: ticket.job, "the job")
    out = engine.infer_image(MODEL, image)
    route = {"target": "local", "reason": "its worker was wrong", "job_id": job_id}
    message = result_message(
        identifier=identifier, job=ticket.job, out=out, ok=out.ok, latency_ms=1.0, late=False, signal=None,
        ts_ms=None, proof=ProofOrder(), route=route,
    )  # fmt: skip
    journal.complete(ticket, Inference(identifier, ticket.job, message, out.decision, out.ok, 1.0))
    found = partial(table.result_of_job, job_id=job_id, after_us=0)
    wait_for(lambda: journal.execute(lambda _, db: found(db)).result(60) == identifier, "the result")


def test_what_was_told_is_listed_with_the_evidence(world, enrolled, office):
    account, key = enrolled
    desk = office()
    two_answers(desk, world, account, key, job="0198-listed")
    desk.until("opened")
    said = CliRunner().invoke(app, ["route", "evidence", "--state", str(desk.state), "--json"], catch_exceptions=False)
    (one,) = json.loads(said.stdout)
    assert one["on_chain"]["account"] == hex(account.address)
    assert "convicted" in one["on_chain"]["text"]


def test_evidence_is_read_back_as_it_was_signed(site, world, enrolled):
    account, key = enrolled
    liar = listen(site, world, account, key)
    site.start()
    liar.lies = True
    site.one(2)
    (case,) = cases(site.directory / FILE, 0)
    assert case.first.holds(account.address, DEVNET.chain_id)
    assert case.first.key == key.public
    assert not case.first.holds(account.address + 1, DEVNET.chain_id)
    assert type(case.first).of_text(case.first.text()) == case.first


# -- by a session's key -----------------------------------------------------------------------------------------------


@pytest.fixture
def session(tmp_path, world):
    """Return a function that has the gateway account's owner grant a session; it returns what the desk needs of it."""
    account = world.accounts[GATEWAY]
    for name, private in (("owner", account.key.private), ("session", 0x5E551)):
        (tmp_path / f"{name}.key").write_text(hex(private))
        (tmp_path / f"{name}.key").chmod(0o600)
    where = ["--gateway", hex(account.address), "--anchor", hex(world.site.address("AuditAnchor"))]
    where += ["--session-key", str(tmp_path / "session.key"), "--rpc", world.rpc]

    def command(*words, check=0):
        done = CliRunner().invoke(app, ["chain", "session", *words, *where], catch_exceptions=False)
        assert done.exit_code == check, done.output
        return done.output

    def grant(*words):
        command("grant", "--owner-credential", str(tmp_path / "owner.key"), "--max-fee", "10", *words)
        return {"key": "session", "key_file": tmp_path / "session.key", "most_fee_strk": 10.0}

    grant.show = partial(command, "show")
    return grant


def test_a_sessions_key_has_a_liar_convicted_and_one_for_settling_alone_is_refused(world, enrolled, office, session):
    account, key = enrolled
    pool = ("--pool", hex(world.pool.address))
    desk = office(**session())
    two_answers(desk, world, account, key, job="0198-session")
    with pytest.raises(UnsettledError, match="call not permitted") as refused:
        world.run(desk.desk.step())
    assert refused.value.trouble is Trouble.KEY
    assert f"MAY NOT  call report_equivocation of CdcPool {world.pool.address:#x}" in session.show(*pool, check=1)
    session(*pool)
    assert f"may      call report_equivocation of CdcPool {world.pool.address:#x}" in session.show(*pool)
    (row,) = desk.until("opened")
    assert row.transaction
    assert staked(world, account) == 0
    assert "challenge_listing" not in session.show(*pool), "none was asked for"


def test_a_sessions_key_challenges_as_often_as_the_owner_has_approved_deposits_for_and_can_approve_nothing(
    world, office, session
):
    account = world.accounts[DOUBTED]
    world.enrol(account)
    world.send(world.client, world.token.transfer(account.address, REGISTRY_DEPOSIT))
    world.send(account, world.token.approve(world.pool.address, REGISTRY_DEPOSIT), world.pool.apply_for_listing())
    challenging = ("--pool", hex(world.pool.address), "--challenges", "1")
    desk = office(challenges=True, **session(*challenging))
    owner, pool = desk.account.address, world.pool.address
    world.send(world.client, world.token.transfer(owner, 3 * REGISTRY_DEPOSIT))
    assert "may      have 1,000 CIRO deposited for challenges" in session.show(*challenging)
    assert world.run(world.token.allowance(owner, pool)) == REGISTRY_DEPOSIT

    submitter, before = desk.desk._submitter, held(world, desk.account)

    async def send(call):
        await submitter.hand_over(await submitter.prepare([call]))

    for call in (world.token.approve(account.address, 1), world.token.transfer(account.address, 1)):
        with pytest.raises(UnsettledError, match="call not permitted"):
            world.run(send(call))
    (call,) = world.run(desk.desk._pool.challenge(account.address))  # and no approval before it
    world.run(send(call))
    challenge = world.run(world.pool.challenge(world.run(world.pool.listing(account.address)).challenge))
    assert challenge.challenger == owner
    assert before - held(world, desk.account) == REGISTRY_DEPOSIT
    assert world.run(world.token.allowance(owner, pool)) == 0
    assert "MAY NOT  have 1,000 CIRO deposited" in session.show(*challenging, check=1)
