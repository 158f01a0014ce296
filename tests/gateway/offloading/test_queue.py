"""Pictures that go to a group of workers behind a real Kafka: checked like any other, charged to who has signed."""

import asyncio
import json
import time

import fast_stark_crypto
import pytest
from kafka_room import RULES
from typer.testing import CliRunner
from waiting import wait_for
from workers import OFFLINE_CHAIN, altered

from edge_worker.conventions import input_digest, output_digest, output_digests, result_of
from edge_worker.inference_endpoint import Refusal
from edge_worker.job_ledger import SignedLedger
from edge_worker.kafka.group_worker import GroupWorker, JobRefused
from edge_worker.kafka.messages import QueuedAnswer, QueuedJob
from edge_worker.kafka.voice import Voice
from edge_worker.open_inference import encode_response, parse_request, parse_response
from edge_worker.presence import Presence
from edge_worker.result_signer import ResultSigner
from edge_worker.server import ServerSettings, WorkerServer
from edge_worker.signed_result import sign
from gateway.cli import app
from gateway.config import KafkaSettings
from gateway.offloading.book import caught
from gateway.offloading.queue_worker import QueueWorker
from gateway.page.queue_view import queue_view
from gateway.page.view import Level

from .conftest import MODEL, Site

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


class Member:
    """The shipped worker as one of the group; its faults can be changed while it runs.

    Attributes:
        lies: whether its outputs are altered, and then signed.
        gate: closed, it holds every job back.
        done: ids of the jobs that it was given.

    """

    def __init__(self, kafka, engine, name, key):
        self.lies, self.done, self.gate, self._key = False, [], asyncio.Event(), key
        public = fast_stark_crypto.get_public_key(key)
        self.result_key = hex(public)
        self.server = WorkerServer(
            engine,
            ServerSettings((MODEL,), slots=2),
            ResultSigner(SignedLedger(None), public, OFFLINE_CHAIN, public, key),
        )
        self.server.load_models()
        digests = {model: loaded.sha256 for model, loaded in engine.models().items()}

        def presence():
            said = Presence(name, "kafka", time.time(), public, public, OFFLINE_CHAIN, slots=2, models=digests)
            return said.signed(key)

        self.worker = GroupWorker(
            kafka.address,
            kafka.topics,
            RULES,
            kafka.group,
            name,
            self._do,
            most=8,
            session_s=2.0,
            voice=Voice(name, presence, lambda: {"health": 1.0}),
        )
        self.gate.set()

    async def _do(self, job):
        await self.gate.wait()
        self.done.append(job.job_id)
        try:
            body, length = await self.server.do(job.model, job.body, job.header_length)
        except Refusal as refusal:
            raise JobRefused(refusal.status, str(refusal)) from refusal
        return self._lie(job, body, length) if self.lies else (body, length)

    def _lie(self, job, body, length):
        request, answer = parse_request(job.body, job.header_length), parse_response(body, length)
        outputs = {name: altered(array) for name, array in answer.outputs.items()}
        digests, parameters = output_digests(outputs), dict(answer.parameters)
        asked = input_digest(request.inputs, request.parameters)
        result = result_of(job.job_id, parameters["model_sha256"], asked, output_digest(digests))
        r, s = sign(result, int(self.result_key, 16), OFFLINE_CHAIN, self._key)
        parameters |= {"output_digests": json.dumps(digests), "signature_r": hex(r), "signature_s": hex(s)}
        return encode_response({"model_name": MODEL, "parameters": parameters}, outputs, None)


class GroupSite(Site):
    """A dispatcher that knows a group, and its members in the same loop."""

    def __init__(self, directory, engine, kafka):
        super().__init__(directory, engine)
        self.kafka, self.members, self._running = kafka, {}, {}

    def member(self, name, key):
        member = self.members[name] = Member(self.kafka, self.engine, name, key)
        self.resume(name)
        return member

    def resume(self, name):
        self._running[name] = asyncio.run_coroutine_threadsafe(self.members[name].worker.run(), self.loop)

    def end(self, name):
        self._running.pop(name).cancel()

    def start(self, **settings):
        """Run the dispatcher, which knows the members that are there; return once the group may have pictures."""
        known = {name: member.result_key for name, member in self.members.items()}
        told = {
            "enabled": True,
            "bootstrap": [self.kafka.bootstrap],
            "group": self.kafka.group,
            "topic_prefix": self.kafka.topics.prefix,
            "workers": [{"name": name, "result_key": key} for name, key in known.items()],
        }
        self.section = told | settings
        return self.begin()

    def begin(self):
        self.queue = QueueWorker(KafkaSettings.model_validate(self.section), "gw1")
        super().start()
        self.wait_ready()
        return self

    def crash(self):
        """End the dispatcher as it stands; another begins."""
        self.running.cancel()
        wait_for(lambda: self.dispatcher._loop is None and not self.dispatcher._open, "its end")
        self.begin()

    def wait_ready(self):
        wait_for(lambda: MODEL in self.record.profile.models and self.record.ready, "the group may have pictures")

    def view(self):
        return queue_view(self.queue, self.dispatcher.router)

    @property
    def record(self):
        return self.dispatcher.router.fleet["kafka"]

    def stop(self):
        for name in list(self._running):
            self.end(name)
        if self.running is not None:
            self.running.cancel()
        wait_for(lambda: not self._is_alive(), "all has ended")
        super().stop()


@pytest.fixture
def group(tmp_path, engine, kafka, monkeypatch):
    monkeypatch.setattr("gateway.routing.router.PAUSE_S", 2.0)
    site = GroupSite(tmp_path, engine, kafka)
    yield site
    site.stop()


def test_the_group_answers_and_each_result_is_signed_by_one_that_is_known(group):
    one, two = group.member("one", 0x1111), group.member("two", 0x2222)
    group.start()
    one.done.clear()
    two.done.clear()
    waiting = [group.send(seed, device=f"plant/hall/line/camera-{seed}") for seed in range(24)]
    placed = [outcome() for outcome in waiting]
    assert {one.route["target"] for one in placed} == {"kafka"}
    assert {one.route["signed_by"] for one in placed} == {"kafka/one", "kafka/two"}
    assert {one.route["trust"] for one in placed} == {"signed"}
    checked = {one.route["signed_by"] for one in placed if one.route["checked"]}
    assert checked == {"kafka/one", "kafka/two"}, "answers of newcomers are checked, by who has signed"
    assert sorted(one.done + two.done) == sorted(outcome.needs.job_id for outcome in waiting), "each is done once"


def test_a_liar_is_caught_by_name_its_answers_never_count_and_the_others_go_on(group):
    group.member("honest", 0x1111)
    liar = group.member("liar", 0x2222)
    group.start()
    liar.lies = True
    targets = []
    for seed in range(24):
        placed = group.one(seed, device=f"plant/hall/line/camera-{seed}")  # and says that the answer is right
        targets.append(placed.route.get("signed_by", placed.route["target"]))
    assert ("worker_wrong", "kafka/liar") in group.alarms.raised
    assert ("worker_wrong", "kafka") not in group.alarms.raised
    assert {one["worker"] for one in caught(group.dispatcher.book_path)} == {"kafka/liar"}
    assert "kafka/liar" not in targets
    assert "kafka/honest" in targets[-12:], "the group as a whole is not distrusted"
    shown = {one.name: one.level for one in group.view().workers}
    assert shown == {"kafka/honest": Level.OK, "kafka/liar": Level.PROBLEM}


def test_an_answer_that_no_known_worker_has_signed_neither_counts_nor_ends_the_job(group):
    group.member("known", 0x1111)
    group.start()
    forger = group.members["known"]
    forger.gate.clear()
    waiting = group.send(1, deadline_ms=30_000)
    wait_for(lambda: group.queue.client._waiting, "the job is on its way")
    forged = QueuedAnswer(waiting.needs.job_id, "gw1", 200, "known", b'{"outputs": []}', None)

    async def forge():
        from aiokafka import AIOKafkaProducer

        async with AIOKafkaProducer(bootstrap_servers=group.kafka.bootstrap) as producer:
            await producer.send_and_wait(group.kafka.topics.results, forged.body, headers=forged.headers())

    asyncio.run_coroutine_threadsafe(forge(), group.loop).result(30)
    wait_for(lambda: group.queue.client.counts["refused"], "the forgery is looked at")
    group.loop.call_soon_threadsafe(forger.gate.set)
    placed = waiting()
    assert placed.route["target"] == "kafka"
    assert placed.route["signed_by"] == "kafka/known"
    kept = asyncio.run(group.kafka.read(group.kafka.topics.dead_letters(group.kafka.topics.results)))
    assert [one.value for one in kept] == [forged.body]


def test_a_worker_whose_key_is_not_named_gets_nothing_counted(group):
    group.member("known", 0x1111)
    group.start()
    stranger = group.member("stranger", 0x2222)
    wait_for(lambda: not stranger.worker.trouble, "it is in the group")
    for seed in range(200):
        placed = group.one(seed, device=f"plant/hall/line/camera-{seed}")
        assert placed.route.get("signed_by", "local") in {"kafka/known", "local"}
        if stranger.done:
            break
    assert stranger.done, "it had one"


def test_a_job_that_is_put_there_again_after_a_crash_is_not_run_again(group):
    member = group.member("one", 0x1111)
    group.start()
    moment_us = time.time_ns() // 1000
    member.gate.clear()
    member.done.clear()
    first = group.send(1, deadline_ms=60_000, received_us=moment_us)
    wait_for(lambda: group.queue.client.counts["sent"] and group.queue.client._waiting, "it is on its way")
    group.loop.call_soon_threadsafe(member.gate.set)
    wait_for(lambda: first.needs.job_id in member.done, "it is done")
    group.crash()
    again = group.send(1, deadline_ms=60_000, received_us=moment_us)
    assert again().route["job_id"] == first.needs.job_id
    assert member.done.count(first.needs.job_id) == 2
    repeated = member.server.metrics.registry.get_sample_value
    assert repeated("ciro_worker_jobs_total", {"repeated": "true", "signed": "true"}) == 1, "it is run once"


def test_the_queue_and_its_dead_letters_can_be_looked_at(group, tmp_path):
    group.member("one", 0x1111)
    group.start()
    file = tmp_path / "gateway.toml"
    told = "".join(f"{key} = {json.dumps(value)}\n" for key, value in group.section.items() if key != "workers")
    known = f'[[kafka.workers]]\nname = "gpu-1"\nresult_key = "{group.members["one"].result_key}"\n'
    file.write_text(f"[routing]\nenabled = true\n[kafka]\n{told}{known}")

    def ciro(*arguments):
        done = CliRunner().invoke(app, ["route", *arguments, "--config", str(file), "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    found = ciro("queue")
    assert found["workers"][0]["known_as"] == "gpu-1"
    assert MODEL in found["workers"][0]["models"]
    assert (found["lag"], found["members"], found["dead_letters"]) == (0, 1, 0)
    asyncio.run(group.kafka.put(QueuedJob("no-such-model", "lost", "gw1", b"{}", None)))
    wait_for(lambda: group.queue.client.state.dead == 1, "it is given up, and that is seen")
    shown = group.view()
    assert (shown.members, shown.dead_letters, shown.level) == (1, 1, Level.OK)
    (letter,) = ciro("dead-letters")["latest"]
    assert letter["job_id"] == "lost"
    assert letter["death"]["by"] == "one"
    assert "404" in letter["death"]["reason"]


def test_nothing_is_put_into_a_queue_that_is_full_and_the_gateway_says_so(group):
    member = group.member("slow", 0x1111)
    group.start(most_lag=6)
    member.gate.clear()
    waiting = [group.send(seed) for seed in range(6)]
    wait_for(lambda: group.record.full, "the queue is full")
    sent = group.queue.client.counts["sent"]
    placed = group.one(7)
    assert placed.route["target"] == "local"
    assert group.queue.client.counts["sent"] == sent
    shown = group.view()
    assert shown.level is Level.WARNING
    assert "most_lag is 6" in shown.text
    assert shown.lag == 6
    wait_for(lambda: "kafka gets nothing more: " in group.health.report().reason, "the gateway says so")
    group.loop.call_soon_threadsafe(member.gate.set)
    for outcome in waiting:
        assert not isinstance(outcome(), Exception)
    wait_for(lambda: not group.record.full, "there is room again")
    assert group.one(8).route["target"] == "kafka"


def test_a_frozen_broker_costs_no_picture_and_the_group_is_back_when_it_is(group):
    group.member("one", 0x1111)
    group.start()
    group.kafka.broker.freeze()
    try:
        placed = [group.one(seed) for seed in range(3)]
        assert {one.route["target"] for one in placed} == {"local"}
        wait_for(lambda: not group.record.ready, "it is noticed")
        wait_for(lambda: "see that Kafka runs" in group.health.report().remedy, "and said")
    finally:
        group.kafka.broker.thaw()
    group.wait_ready()
    wait_for(lambda: group.one(9).route["target"] == "kafka", "the group has pictures again")
