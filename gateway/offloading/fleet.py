"""The configured workers: who they are, how they are called, whether they are well."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from gateway.config.routing import OWN_ENGINE, RoutingSettings, WorkerSettings
from gateway.offloading.answers import Signatory
from gateway.offloading.worker_client import WorkerClient, WorkerFailed
from gateway.routing import Price, PriceTable, Residency, Router, Trust, WorkerProfile

__all__ = ["Fleet", "RemoteWorker", "own_profile"]

OFFLINE_CHAIN = int.from_bytes(b"CIRO_OFFLINE", "big")
"""Chain id of signatures that belong to no chain."""

LOOK_S = 1.0
MODELS_S = 10.0


@dataclass(slots=True)
class RemoteWorker:
    """A configured worker.

    Attributes:
        owner: who runs it.
        signatory: by whom its results must be signed; None: by nobody.

    """

    settings: WorkerSettings
    client: WorkerClient
    signatory: Signatory | None
    models: dict[str, str | None] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """Who runs it."""
        return self.settings.owner or self.settings.name


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

    """

    def __init__(
        self,
        settings: RoutingSettings,
        router: Router,
        table: PriceTable,
        read_secret: Callable[[str, str], str],
        now_s: Callable[[], float],
    ) -> None:
        self._router, self._now_s = router, now_s
        self.workers = {one.name: _worker(one, read_secret) for one in settings.workers}
        for one in self.workers.values():
            router.admit(_profile(one, table)).ready = False

    async def close(self) -> None:
        """Close all connections."""
        for one in self.workers.values():
            await one.client.close()

    async def watch(self, models: Callable[[], Iterable[str]], lost: Callable[[str], None]) -> None:
        """Ask every worker each second whether it is well; *lost* is told who no longer is. Never ends."""
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.Event().wait(), name="routing-health")  # without workers, too, it never ends
            for one in self.workers.values():
                group.create_task(self._watch(one, models, lost), name=f"routing-health-{one.settings.name}")

    async def _watch(self, one: RemoteWorker, models: Callable[[], Iterable[str]], lost: Callable[[str], None]) -> None:
        record = self._router.fleet[one.settings.name]
        asked_s = float("-inf")
        while True:
            rtt_s = await one.client.ready()
            if rtt_s is not None:
                record.measured_rtt(rtt_s)
                wanted = set(models())
                if not record.ready or self._now_s() - asked_s > MODELS_S or not wanted <= one.models.keys():
                    asked_s = self._now_s()
                    found = await self._models(one, wanted)
                    record.profile = replace(record.profile, models=found)
            was = record.ready
            record.says_ready(rtt_s is not None)
            if was and rtt_s is None:
                lost(one.settings.name)
            await asyncio.sleep(LOOK_S)

    async def _models(self, one: RemoteWorker, wanted: Iterable[str]) -> Mapping[str, str | None]:
        """Return which of *wanted* the worker has; what it lacks is remembered so as not to ask every second."""
        has: dict[str, str | None] = {}
        for model in wanted:
            try:
                present, digest = await one.client.model_digest(model)
            except (WorkerFailed, TimeoutError):
                continue
            one.models[model] = digest
            if present:
                has[model] = digest
        return has


def _worker(settings: WorkerSettings, read_secret: Callable[[str, str], str]) -> RemoteWorker:
    token = None
    if settings.token_file is not None:
        token = read_secret(settings.token_file, f"the bearer token of worker {settings.name}")
    tls = None if settings.ca_file is None else ssl.create_default_context(cafile=Path(settings.ca_file))
    signatory = None
    if settings.result_key is not None:
        key = int(settings.result_key, 16)
        account = key if settings.signer is None else int(settings.signer, 16)
        chain = OFFLINE_CHAIN if settings.chain_id is None else int(settings.chain_id, 16)
        signatory = Signatory(account, key, chain)
    return RemoteWorker(settings, WorkerClient(settings.url, token=token, tls=tls), signatory)


def _profile(one: RemoteWorker, table: PriceTable) -> WorkerProfile:
    settings = one.settings
    price = Price(
        per_hour_usd=settings.usd_per_hour,
        per_call_usd=settings.usd_per_call,
        power_w=settings.power_w,
        electricity_usd_per_kwh=table.electricity_usd_per_kwh,
    )
    trust = Trust.UNSIGNED if one.signatory is None else Trust.SIGNED
    return WorkerProfile(settings.name, Residency[settings.zone.upper()], trust, slots=settings.slots, price=price)
