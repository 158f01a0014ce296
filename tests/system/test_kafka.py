"""Pictures over a real Kafka: real broker, real gateway, workers in processes of their own, killed under load."""

import asyncio
import collections
import signal

import pytest

from edge_worker.kafka.messages import QueuedJob

from .conftest import wait_for
from .test_appliance import results
from .test_routing import SITE, WorkerProcess, send, targets

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class GroupProcess(WorkerProcess):
    """``ciro worker run --kafka`` with a key of its own."""

    def __init__(self, directory, name, kafka):
        self._kafka = kafka
        directory.mkdir(exist_ok=True)
        self.file = directory / f"{name}.toml"
        self.file.write_text(f"[kafka]\n{shared(kafka)}")
        super().__init__(directory, name)

    def options(self):
        return ["--kafka", self._kafka.bootstrap, "--announce-name", self.name, "--config", str(self.file)]


def shared(kafka):
    return f'group = "{kafka.group}"\ntopic_prefix = "{kafka.topics.prefix}"\npartitions = 4\nreplicas = 1\n'


def group_of(kafka, *workers, more=""):
    known = "".join(f'[[kafka.workers]]\nname = "{one.name}"\nresult_key = "{one.result_key}"\n' for one in workers)
    return f'{SITE}[kafka]\nenabled = true\nbootstrap = ["{kafka.bootstrap}"]\n{shared(kafka)}{more}{known}'


@pytest.fixture
def make_member(tmp_path, kafka):
    made = []

    def make(name):
        made.append(GroupProcess(tmp_path / "workers", name, kafka))
        return made[-1]

    yield make
    for worker in made:
        worker.kill()


def ready(gateway):
    told = "worker kafka may have jobs of model surface-inspection"
    wait_for(lambda: told in gateway.log.read_text(), "the group may have pictures", limit_s=90)


def put(kafka):
    """The ids of the jobs in the topic, with how often each was put there."""
    records = asyncio.run(kafka.read(kafka.topics.intake))
    return collections.Counter(QueuedJob.read(one.headers, one.value).job_id for one in records)


def test_a_gateway_and_a_worker_killed_under_load_cost_no_picture_and_each_is_answered_once(
    make_gateway, make_member, listen, kafka
):
    one, two = make_member("one"), make_member("two")
    gateway = make_gateway(group_of(kafka, one, two)).start()
    ready(gateway)
    ear = listen("ciro/v1/+/+/+/+/result")
    send(ear, 10)
    wait_for(lambda: len(results(ear)) == 10, "the first results")
    assert set(targets(ear)) == {"kafka"}
    for worker in (one, two):
        worker.process.send_signal(signal.SIGSTOP)
    before = put(kafka)
    send(ear, 12, first=10)
    wait_for(lambda: sum((put(kafka) - before).values()) >= 4, "pictures are in the topic")
    gateway.kill()
    one.kill()
    two.process.send_signal(signal.SIGCONT)
    gateway.start()
    wait_for(lambda: len({result["frame_sha256"] for result in results(ear)}) == 22, "every result", limit_s=90)
    assert len({result["id"] for result in results(ear)}) == 22
    assert gateway.tally.results()[0] == 22
    assert gateway.tally.owed() == 0
    again = iter(range(1000, 2000))

    def group_is_back():
        heard = len(results(ear))
        send(ear, 1, first=next(again))
        wait_for(lambda: len(results(ear)) > heard, "one more result")
        return targets(ear)[-1] == "kafka"

    wait_for(group_is_back, "the group has pictures again", limit_s=60)
