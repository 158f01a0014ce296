"""A journal to write to, what its callbacks were told, and what devices send."""

import time
from hashlib import sha256

from gateway.config import JournalSettings
from gateway.journal import JobPlan, Journal, Outcome, Ticket
from gateway.records import Frame, Inference, JobType, Reading

CAMERA, SENSOR = "plant/hall/line/cam1", "plant/hall/line/temp1"
PATIENCE_S = 30.0


def owe_frames(item):
    """The planner of the tests: every frame and every waveform is owed a result."""
    if isinstance(item, Frame) or item.waveform:
        return JobPlan(JobType.COMPUTER_VISION, 1_000_000)
    return None


def picture(number, size=2000):
    """Bytes of a picture that no other number has."""
    head = sha256(str(number).encode()).digest()
    return head + bytes(size - len(head))


class Line:
    """A journal, and what its callbacks were told."""

    def __init__(self, directory, *, planner=owe_frames, settings=None, started=True, patience_s=PATIENCE_S, **options):
        self.journal = Journal(directory, settings or JournalSettings(reserve_bytes=0), planner, **options)
        self.durable, self.results = [], []
        self.journal.on_durable = self.durable.extend
        self.journal.on_results = self.results.extend
        if started:
            self.journal.start()
            assert self.journal.wait_until_open(patience_s), self.journal.condition

    def append(self, *items):
        tickets = [item if isinstance(item, Ticket) else Ticket(item) for item in items]
        for ticket in tickets:
            self.journal.append(ticket)
        return tickets

    def keep(self, *items):
        """Append messages and return their tickets once they are durable."""
        tickets = self.append(*items)
        self.journal.execute(lambda *_: None).result(PATIENCE_S)  # it comes after them in the queue
        assert all(t.outcome is not Outcome.PENDING for t in tickets)
        return tickets

    def infer(self, job, *, ok=True, identifier=None):
        inference = Inference(
            identifier or f"result-{job.id}",
            job,
            {
                "id": identifier or f"result-{job.id}",
                "decision": "ok" if ok else "scratch",
                "model": "m",
                "model_sha256": "00",
            },
            "ok" if ok else "scratch",
            ok,
            1.5,
        )
        self.journal.complete(job, inference)
        return inference

    def finish(self, *, ok=True, published=True):
        """Give every job its result; return how many."""
        done = 0
        while jobs := self.journal.lease(500).result(PATIENCE_S):
            ids = [self.infer(job, ok=ok(job) if callable(ok) else ok).id for job in jobs]
            self.journal.execute(
                lambda ledger, _, ids=ids: ledger.mark_published(ids, 1) if published else None
            ).result(PATIENCE_S)
            done += len(jobs)
        return done

    def query(self, sql, *values):
        return self.journal.execute(lambda _, db: [tuple(row) for row in db.execute(sql, values)]).result(PATIENCE_S)

    def close(self):
        self.journal.close()


def reading(seq=None, *, boot="1", device=SENSOR, payload=None, at=None, **options):
    body = payload if payload is not None else f'{{"v":{{"t":{seq}}}}}'.encode()
    return Reading(
        device,
        at if at is not None else time.time_ns() // 1000,
        body,
        boot if seq is not None else None,
        seq,
        **options,
    )


def frame(number, *, device=CAMERA, at=None, size=2000, image=None, **options):
    return Frame(
        device, at if at is not None else time.time_ns() // 1000, image or picture(number, size), 64, 64, **options
    )
