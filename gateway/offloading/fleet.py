"""The configured workers: who they are, how they are called, whether they are well."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from edge_worker import InferenceFailed
from gateway.config import KafkaSettings
from gateway.config.routing import OWN_ENGINE, RoutingSettings, WorkerSettings
from gateway.offloading.admission import Admission, TrialFailed
from gateway.offloading.attestation import AttestationRefused, Verifier
from gateway.offloading.book import Heard
from gateway.offloading.queue_worker import QueueWorker
from gateway.offloading.remote import HttpWorker, RemoteWorker
from gateway.offloading.worker_client import WorkerClient, WorkerFailed
from gateway.routing import (
    Price,
    PriceTable,
    PriceTableError,
    Priors,
    Residency,
    Router,
    Trust,
    WorkerProfile,
    read_price_table,
    shipped_price_table,
)

__all__ = ["OWN_PRIORS", "Fleet", "own_profile", "price_table"]

_log = logging.getLogger(__name__)

OWN_PRIORS = Priors(rtt_s=0.0, bytes_per_s=math.inf)
"""Nothing is sent anywhere."""

LOOK_S = 1.0
MODELS_S = 10.0
PROOFS_S = 2.0
ATTESTED_S = 10.0


def price_table(settings: RoutingSettings) -> PriceTable:
    """Return the table that is configured, with every offer and processor that a worker names.

    Raises:
        PriceTableError: it can't be read, or lacks one of them.

    """
    table = shipped_price_table() if settings.prices_file is None else read_price_table(Path(settings.prices_file))
    for worker in settings.workers:
        for name, known in ((worker.offer, table.h100_hour_usd), (worker.processor, table.h100_equivalents)):
            if name is not None and name not in known:
                raise PriceTableError(
                    f"worker {worker.name!r}: {name!r} is not in {settings.prices_file or 'the shipped price table'}; "
                    f"it has {', '.join(known)}"
                )
    return table


def own_profile(
    settings: RoutingSettings, table: PriceTable, threads: int, models: Mapping[str, str | None]
) -> WorkerProfile:
    """Return this gateway's own engine as a worker; *models* grows as it is asked for more."""
    price = Price(
        per_hour_usd=settings.usd_per_hour,
        power_w=settings.power_w,
        electricity_usd_per_kwh=table.electricity_usd_per_kwh,
    )
    return WorkerProfile(OWN_ENGINE, Residency.LOCAL, Trust.OWN, slots=threads, price=price, models=models)


class Fleet:
    """The workers; made inside the event loop that calls them.

    Args:
        read_secret: reads a token's file.
        queue: the group behind Kafka; None: there is none.
        verifiers: of workers' platforms, by name.
        note: told whether a worker is attested, when that or the reason has changed.

    Attributes:
        workers: by name.
        gone: names of workers that were found, and dropped since.

    """

    def __init__(
        self,
        settings: RoutingSettings,
        router: Router,
        table: PriceTable,
        read_secret: Callable[[str, str], str],
        now_s: Callable[[], float],
        queue: QueueWorker | None = None,
        verifiers: Mapping[str, Verifier] | None = None,
        note: Callable[[Heard], None] = lambda _heard: None,
    ) -> None:
        self._router, self._now_s, self._table, self._read_secret = router, now_s, table, read_secret
        self._verifiers, self._note = verifiers or {}, note
        self._watch_one: Callable[[RemoteWorker], None] | None = None  # None: not watching yet
        self._watching: dict[str, asyncio.Task[None]] = {}
        self.gone: set[str] = set()
        self._left: list[RemoteWorker] = []  # dropped: closed at the end, since they may be at work
        configured = [_worker(one, read_secret) for one in settings.workers]
        self.workers: dict[str, RemoteWorker] = {one.name: one for one in configured}
        for one in configured:
            router.admit(_profile(one, table)).ready = False
        if queue is not None:
            self.workers[queue.name] = queue
            record = router.admit(_group_profile(queue.settings, table))
            record.ready, record.most_in_flight = False, queue.settings.most_in_flight
            for name in queue.members:
                router.admit_member(name, record.profile)

    async def close(self) -> None:
        """Close all connections."""
        for one in {id(one): one for one in [*self.workers.values(), *self._left]}.values():
            await one.close()

    async def watch(self, models: Callable[[], Iterable[str]], admission: Admission) -> None:
        """Ask every worker each second whether it is well, and try out who or what is new. Never ends."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_own(models, admission), name="routing-own-engine")

            def watch_one(one: RemoteWorker) -> None:
                task = group.create_task(self._watch_both(one, models, admission), name=f"routing-health-{one.name}")
                self._watching[one.name] = task

            for one in self.workers.values():
                watch_one(one)
            self._watch_one = watch_one

    def use(self, settings: WorkerSettings, measured: Mapping[str, Any]) -> bool:
        """Take a worker that was found, or what a known one says of itself now; False: not yet, offer it again.

        Args:
            settings: as if it were configured.
            measured: fields of its `WorkerProfile` that its signed presence vouches for.

        """
        if self._watch_one is None:
            return False
        name = settings.name
        one = self.workers.get(name)
        if not isinstance(one, HttpWorker) or one.settings != settings:
            self.drop(name)
            one = self.workers[name] = _worker(settings, self._read_secret)
            self._router.admit(_profile(one, self._table)).ready = False
            _log.info("worker %s was found at %s", name, settings.url)
        record = self._router.fleet[name]
        record.profile = replace(record.profile, **measured)
        if name not in self._watching:
            self._watch_one(one)
        self.gone.discard(name)
        return True

    def drop(self, name: str) -> None:
        """Give a worker no more jobs, and look after it no more; what it has is waited for.

        Its record stays: who was caught with a wrong result is no newcomer for having been away.
        """
        watching = self._watching.pop(name, None)
        if watching is not None:
            watching.cancel()
            record = self._router.fleet[name]
            record.says_ready(ready=False)
            record.attested_until_s = float("-inf")  # who comes under this name next has a word of its own
            self._left.append(self.workers[name])
            self.gone.add(name)

    async def _watch_own(self, models: Callable[[], Iterable[str]], admission: Admission) -> None:
        tried: set[str] = set()
        while True:
            for model in set(models()) - tried:
                tried.add(model)
                prepared = await asyncio.to_thread(admission.input_of, model)
                if prepared is not None:
                    with contextlib.suppress(TrialFailed, InferenceFailed):  # the stage meets it with the next picture
                        await admission.try_out(OWN_ENGINE, prepared)
            await asyncio.sleep(LOOK_S)

    async def _watch_both(self, one: RemoteWorker, models: Callable[[], Iterable[str]], admission: Admission) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch(one, models, admission))
            if one.proofs:
                group.create_task(self._watch_proofs(one, admission))
            if isinstance(one, HttpWorker) and one.settings.verifier is not None:
                group.create_task(self._watch_platform(one, self._verifiers[one.settings.verifier]))

    async def _watch_proofs(self, one: RemoteWorker, admission: Admission) -> None:
        """Have the worker prove a trial of each model that it may have; beside its health, since a proof takes long."""
        name = one.name
        record = self._router.fleet[name]
        while True:
            for model in list(one.models) if record.ready else []:
                if model in record.unfit or self._router.is_distrusted(name, self._now_s()):
                    continue
                prepared = await asyncio.to_thread(admission.input_of, model)
                if prepared is None or prepared.model.sha256 not in one.tried - one.proven:
                    continue
                before = record.unproven.get(model)
                try:
                    await admission.try_proof(name, prepared)
                except TrialFailed as error:
                    if before != str(error):
                        _log.warning("worker %s proves no results of model %s: %s", name, model, error)
                else:
                    one.proven.add(prepared.model.sha256)
                    _log.info("worker %s proves results of model %s", name, model)
            await asyncio.sleep(PROOFS_S)

    async def _watch_platform(self, one: HttpWorker, verifier: Verifier) -> None:
        """Ask for the token of its verifier again and again: it is renewed, and may be withdrawn."""
        assert one.signatory is not None  # the configuration asks for its key
        record = self._router.fleet[one.name]
        record.attested_until_s = float("-inf")  # whatever was said to who looked before
        record.not_attested = f"no token of {verifier.name} was seen yet"
        while True:
            now_s, before = time.time(), record.is_attested(self._now_s())
            try:
                token = await one.client.attestation()
                left_s = verifier.holds_until(token, one.signatory.result_key, now_s) - now_s
            except (WorkerFailed, TimeoutError):
                pass  # it gets no jobs while it is away; the token that was seen counts on
            except AttestationRefused as error:
                if before or record.not_attested != str(error):
                    _log.warning("worker %s is not attested: %s", one.name, error)
                    self._note(_heard(one, str(error)))
                record.attested_until_s, record.not_attested = float("-inf"), str(error)
            else:
                record.attested_until_s = self._now_s() + left_s
                record.not_attested = f"its token of {verifier.name} has ended"
                if not before:
                    _log.info("worker %s is attested by %s for %.0f s", one.name, verifier.name, left_s)
                    self._note(_heard(one, None))
            await asyncio.sleep(ATTESTED_S)

    async def _watch(self, one: RemoteWorker, models: Callable[[], Iterable[str]], admission: Admission) -> None:
        record = self._router.fleet[one.name]
        asked_s = float("-inf")
        while True:
            rtt_s = await one.ready()
            record.full, record.others = one.full, one.others
            if rtt_s is not None:
                record.measured_rtt(rtt_s)
                wanted = set(models())
                if not record.ready or self._now_s() - asked_s > MODELS_S or not wanted <= one.models.keys():
                    asked_s = self._now_s()
                    found = await self._models(one, wanted)
                    await self._try_out(one, found, admission)
                    record.profile = replace(record.profile, models=found)
                record.profile = replace(record.profile, **one.measured())
            if record.ready and rtt_s is None:
                _log.warning("worker %s does not answer any more", one.name)
            record.says_ready(rtt_s is not None)
            await asyncio.sleep(LOOK_S)

    async def _models(self, one: RemoteWorker, wanted: Iterable[str]) -> Mapping[str, str | None]:
        """Return which of *wanted* the worker has; what it lacks is remembered so as not to ask every second."""
        has: dict[str, str | None] = {}
        for model in wanted:
            try:
                present, digest = await one.model_digest(model)
            except (WorkerFailed, TimeoutError):
                continue
            one.models[model] = digest
            if present:
                has[model] = digest
        return has

    async def _try_out(self, one: RemoteWorker, found: Mapping[str, str | None], admission: Admission) -> None:
        """Try the worker with every model that it has not been tried with; one with another package gets no job."""
        name = one.name
        record = self._router.fleet[name]
        for model, digest in found.items():
            if self._router.is_distrusted(name, self._now_s()):
                return
            prepared = await asyncio.to_thread(admission.input_of, model)
            if prepared is None or digest not in {None, prepared.model.sha256} or prepared.model.sha256 in one.tried:
                continue
            try:
                await admission.try_out(name, prepared)
            except TrialFailed as error:
                if record.unfit.get(model) != str(error):
                    _log.warning("worker %s gets no jobs of model %s: it %s", name, model, error)
                record.unfit[model] = str(error)
            else:
                one.tried.add(prepared.model.sha256)
                _log.info("worker %s may have jobs of model %s", name, model)


def _heard(one: HttpWorker, refused: str | None) -> Heard:
    """Return what became of a worker's token, for the book; that a worker is there follows from no token."""
    reason = None if refused is None else f"attested: {refused}"
    return Heard(f"attestation of {one.name}", time.time_ns() // 1000, refused=reason)


def _worker(settings: WorkerSettings, read_secret: Callable[[str, str], str]) -> HttpWorker:
    token = None
    if settings.token_file is not None:
        token = read_secret(settings.token_file, f"the bearer token of worker {settings.name}")
    tls = None if settings.ca_file is None else ssl.create_default_context(cafile=Path(settings.ca_file))
    return HttpWorker(settings, WorkerClient(settings.url, token=token, tls=tls))


def _profile(one: HttpWorker, table: PriceTable) -> WorkerProfile:
    settings = one.settings
    per_hour_usd = settings.usd_per_hour
    if settings.offer is not None and settings.processor is not None:
        per_hour_usd = table.per_hour_usd(settings.offer, settings.processor)
    price = Price(
        per_hour_usd=per_hour_usd,
        per_call_usd=settings.usd_per_call,
        per_proof_usd=settings.usd_per_proof,
        power_w=settings.power_w,
        electricity_usd_per_kwh=table.electricity_usd_per_kwh,
    )
    trust = Trust.UNSIGNED if one.signatory is None else Trust.PROVEN if settings.proofs else Trust.SIGNED
    return WorkerProfile(settings.name, Residency[settings.zone.upper()], trust, slots=settings.slots, price=price)


def _group_profile(settings: KafkaSettings, table: PriceTable) -> WorkerProfile:
    price = Price(
        per_hour_usd=settings.usd_per_hour,
        per_call_usd=settings.usd_per_call,
        electricity_usd_per_kwh=table.electricity_usd_per_kwh,
    )
    return WorkerProfile(settings.name, Residency[settings.zone.upper()], Trust.SIGNED, price=price, is_group=True)
