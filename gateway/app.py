"""The composition root: the one place that knows which parts the appliance has, and how they are joined.

The way of a message: the session reads it, the parser turns it into a record, the journal makes it durable and only
then the session acknowledges it; the inference stage looks at it, the result goes through the journal too, and the
outbox publishes it after its commit. Everything else watches, shows or commands.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_worker import Engine, ModelStore
from edge_worker.sdnotify import ServiceManager
from gateway import __version__
from gateway.alarms import AlarmRegistry
from gateway.alarms.keeper import AlarmKeeper
from gateway.config import Configuration, ConfigurationError, load, read_secret, secret_path, state_directory
from gateway.control import CommandRefusedError, ControlPlane
from gateway.credentials import broker_endpoint, frame_cipher
from gateway.diagnostics import bundle
from gateway.discovery import listeners
from gateway.endpoint import Endpoint
from gateway.ingest import DataPlane, Parser, Session, SessionEvents
from gateway.journal import JobPlan, Journal, JournalComponent, Outcome, RetentionKeeper, Ticket
from gateway.lookout import Lookout, Watched
from gateway.offloading import Dispatcher
from gateway.offloading.attestation import VerifierError
from gateway.offloading.queue_worker import QueueWorker
from gateway.outbox import Outbox
from gateway.page.log_tail import LogTail
from gateway.page.server import PageServer
from gateway.page.source import GatewayParts, GatewaySource
from gateway.pipeline import Assignment, InferenceStage
from gateway.privacy import AccessBook, Erasure, ErasureReport, PrivacyDesk
from gateway.proofs import ProofDesk, ProverPool
from gateway.records import Frame, Inference, Reading
from gateway.reload import effective, needing_restart
from gateway.routing import PriceTableError
from gateway.service import ServiceComponent
from gateway.statistics import Statistics
from gateway.supervisor import Component, HealthReport, Supervisor
from gateway.topics import Channel, check_address, device_topic, gateway_topic
from gateway.watch import DeviceWatch

if TYPE_CHECKING:
    from gateway.chain_proofs.desk import ChainProofDesk
    from gateway.disputes.desk import DisputeDesk
    from gateway.ingest.signature_desk import SignatureDesk
    from gateway.jobs.taking import JobTaker
    from gateway.settlement.desk import SettlementDesk

__all__ = ["Appliance"]

_log = logging.getLogger(__name__)
_ACCEPTED = Outcome.ACCEPTED  # bound once, as it is compared for every reading; see `gateway.journal.ledger`


class Appliance:
    """A whole gateway.

    Args:
        configuration: as read from *file*.
        file: read again by `reload`; None: there is nothing to read again.
        manager: the service manager that started the process.
        log: keeps the last lines for the page; the caller has added it to the root logger.
        log_level: of the provers, which are processes of their own.

    Raises:
        ConfigurationError: a secret can't be read.
        FrameKeyError: the pictures' key is none.
        PageError: the page can't be served as configured.

    """

    def __init__(
        self,
        configuration: Configuration,
        *,
        file: Path | None = None,
        manager: ServiceManager | None = None,
        log: LogTail | None = None,
        log_level: str = "info",
    ) -> None:
        self._configuration, self._file = configuration, file
        self._log_tail = log or LogTail()
        self._log_level = log_level
        self._reloading = asyncio.Lock()
        self.instance = str(uuid.uuid4())
        self.state = state_directory(configuration)
        endpoint = broker_endpoint(configuration)
        inference = configuration.inference
        self.alarms = AlarmRegistry()
        self.journal = Journal(
            self.state,
            configuration.journal,
            self._plan,
            cipher=frame_cipher(configuration),
        )
        assignment = Assignment(configuration)
        self.devices = DeviceWatch(assignment.settings, clock=time.monotonic)
        self.models = ModelStore(self.state / "models")
        self.engine = Engine(self.models, inference.providers)
        self.proofs = ProofDesk(
            self.journal,
            configuration.proofs,
            self.models,
            lambda topic, payload, tag: self.data.session.publish(topic, payload, tag=tag),
            self.alarms,
            used_models=lambda: self.stage.assignment.models(),  # noqa: PLW0108 - the stage is made after it
        )
        self.dispatcher = self._dispatcher(configuration)
        self.stage = InferenceStage(
            self.journal,
            self.engine,
            assignment,
            self.alarms,
            self.devices,
            threads=inference.threads,
            max_attempts=inference.max_attempts,
            max_pixels=configuration.ingest.max_pixels,
            snapshot_interval_s=inference.snapshot_interval_s,
            prover=self.proofs,
            placer=self.dispatcher,
            ahead=not configuration.kafka.enabled,
        )
        self.signatures = self._signatures()
        self.data = DataPlane(
            lambda data: Session(
                endpoint,
                configuration.client_id(),
                SessionEvents(
                    message=data.on_message,
                    has_room=data.has_room,
                    connected=self._on_connected,
                    published=self._on_published,
                ),
                keepalive_s=configuration.broker.keepalive_s,
                session_expiry_s=configuration.broker.session_expiry_s,
            ),
            Parser(configuration.ingest),
            self.journal,
            self.stage,
            self.alarms,
            self._on_tick,
            self.signatures,
        )
        self.outbox = Outbox(self.journal, self.data.session)
        self.settlement = self._settlement()
        self.chain_proofs = self._chain_proofs()
        self.disputes = self._disputes()
        self.jobs = self._jobs()
        self.journal.on_durable = self._on_durable
        self.journal.on_results = self._on_results
        self.supervisor = Supervisor(self._components(endpoint, manager or ServiceManager(None)))

    async def run(self, stop: asyncio.Event) -> None:
        """Run until *stop* is set. What is in hand is finished, everything acknowledged is kept."""
        running = asyncio.create_task(self.supervisor.run(), name="appliance")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        try:
            await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            running.cancel()
            await asyncio.wait([running])
            await asyncio.to_thread(self.journal.close)  # after everyone who writes to it
        if not running.cancelled():
            running.result()
        _log.info("the gateway has ended in order")

    async def reload(self) -> list[str]:
        """Read the configuration file again and take over what can change while running; also new models.

        Returns:
            The keys whose change needs a restart; they go on as they were.

        Raises:
            ConfigurationError: the file can't be used; nothing has changed.

        """
        async with self._reloading:
            fresh = load(self._file) if self._file is not None else self._configuration
            waiting = needing_restart(self._configuration, fresh)
            self._configuration = effective(self._configuration, fresh)
            assignment = Assignment(self._configuration)
            await self.stage.reload(assignment, self.supervisor.health[self.stage.name])
            self.devices.reconfigure(assignment.settings)
            _log.info("configuration reloaded%s", f"; a restart is needed for: {', '.join(waiting)}" if waiting else "")
            return waiting

    # -- joining ------------------------------------------------------------------------------------------------------

    def _components(self, endpoint: Endpoint, manager: ServiceManager) -> list[Component]:
        """Return the supervised parts in the order of their start; they end in reverse order."""
        configuration = self._configuration
        self.statistics = Statistics(
            self.journal,
            self.stage,
            self.data,
            reports=self._reports,
            version=__version__,
            settlement=None if self.settlement is None else self.settlement.document,
            chain_proofs=None if self.chain_proofs is None else self.chain_proofs.document,
        )
        page = configuration.page
        self.control = control = ControlPlane(
            endpoint,
            lambda: self._configuration.control,
            gateway=configuration.gateway.name,
            instance=self.instance,
            version=__version__,
            alarms=self.alarms,
            devices=self.devices,
            stats=self.statistics.document,
            commands={
                "ping": self._command_ping,
                "reload": self._command_reload,
                "acknowledge": self._command_acknowledge,
                "device": self._command_device,
                "forget": self._command_forget,
            },
            page_url=f"{'https' if page.cert_file else 'http'}://{page.host}:{page.port}/" if page.enabled else None,
            titles=lambda device: self.stage.assignment.settings(device).title or device,
        )
        self.lookout = lookout = Lookout(
            Watched(
                configuration=lambda: self._configuration,
                journal=self.journal,
                stage=self.stage,
                alarms=self.alarms,
                keeper=AlarmKeeper(self.journal, self.alarms),
                devices=self.devices,
                link=lambda: self.data.session.link,
                reports=self._reports,
            )
        )
        parts: list[Component] = [
            JournalComponent(self.journal, self.alarms),
            self.stage,
            *([] if self.signatures is None else [self.signatures]),
            self.data,
            self.proofs,
            ProverPool(
                self.state,
                configuration.proofs,
                log_level=self._log_level,
                needed=configuration.chain.proofs != "never" or configuration.routing.proofs,
            ),
            control,
            lookout,
            RetentionKeeper(
                self.journal,
                lambda: self._configuration.journal.retention,
                settles=self.settlement is not None,
            ),
            PrivacyDesk(self.journal, self._on_erased),
        ]
        if self.dispatcher is not None:
            parts.append(self.dispatcher)
            client_id = f"ciro-find-{configuration.gateway.name}-{self.instance[-8:]}"
            parts += listeners(
                configuration.routing,
                endpoint,
                client_id,
                self.state,
                self._log_level,
                self.dispatcher.use,
                self.dispatcher.drop,
                configuration.chain,
                self.dispatcher.hear,
            )
        if self.settlement is not None:
            parts.append(self.settlement)
        if self.chain_proofs is not None:
            parts.append(self.chain_proofs)
        if self.disputes is not None:
            parts.append(self.disputes)
        if self.jobs is not None:
            parts.append(self.jobs)
        if configuration.page.enabled:
            parts += self._page(control)
        parts.append(
            ServiceComponent(
                manager,
                ready=self._ready,
                alive=self._alive,
                reports=self._reports,
            )
        )
        return parts

    def _signatures(self) -> SignatureDesk | None:
        """Return the part that checks signatures; None unless it is asked for, since what it needs is an extra."""
        if not self._configuration.signatures.checked:
            return None
        try:
            from gateway.ingest.signature_desk import SignatureDesk
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                f"[signatures] needs packages that are not installed ({error.name}); "
                "run: pip install 'ciro-gateway[chain]'"
            ) from error
        return SignatureDesk(self._configuration.signatures)

    def _dispatcher(self, configuration: Configuration) -> Dispatcher | None:
        if not configuration.routing.enabled:
            return None
        try:
            return Dispatcher(
                configuration.routing,
                self.state,
                configuration.inference.threads,
                self.alarms,
                read_secret=lambda name, what: read_secret(Path(name), what),
                used_models=lambda: self.engine.models(),  # noqa: PLW0108 - the models of the moment
                prepare=self.engine.prepare_image,
                gateway=configuration.gateway.name,
                queue=_queue(configuration),
                on_mismatch=lambda _evidence: self.disputes.on_mismatch() if self.disputes is not None else None,
                asks_again=_disputes(configuration),
            )
        except (PriceTableError, VerifierError) as error:
            raise ConfigurationError(f"[routing] {error}") from error

    def _settlement(self) -> SettlementDesk | None:
        """Return the part that settles; None unless it is asked for, since what it needs is an extra."""
        configuration = self._configuration
        if configuration.chain.mode == "off":
            return None
        try:
            from gateway.settlement.desk import SettlementDesk
            from gateway.settlement.joining import joined
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                f'[chain] mode = "{configuration.chain.mode}" needs packages that are not installed ({error.name}); '
                "run: pip install 'ciro-gateway[chain]'"
            ) from error
        topic = gateway_topic(configuration.gateway.name, "receipt")
        return SettlementDesk(
            self.journal,
            configuration.chain,
            joined(configuration.chain),
            lambda payload, tag: self.data.session.publish(topic, payload, tag=tag),
            self.alarms,
            gateway=configuration.gateway.name,
        )

    def _chain_proofs(self) -> ChainProofDesk | None:
        """Return the part that has results verified by a contract; None unless the contract is named."""
        chain = self._configuration.chain
        if chain.mode == "off" or chain.proving.contract is None:
            return None
        from gateway.chain_proofs.desk import ChainProofDesk  # needs the extra [chain], as settlement, which is there
        from gateway.chain_proofs.joining import joined

        topic = gateway_topic(self._configuration.gateway.name, "receipt/proof")
        return ChainProofDesk(
            self.journal,
            lambda: self._configuration,
            self.engine,
            joined(chain),
            lambda payload, tag: self.data.session.publish(topic, payload, tag=tag),
            self.alarms,
        )

    def _disputes(self) -> DisputeDesk | None:
        """Return the part that reports wrong workers to the pool; None where no job is routed or no pool is named."""
        if self.dispatcher is None or not _disputes(self._configuration):
            return None
        from gateway.disputes.desk import DisputeDesk  # needs the extra [chain], as settlement, which is there
        from gateway.disputes.joining import joined

        chain = self._configuration.chain
        return DisputeDesk(self.journal, self.dispatcher.book_path, chain, joined(chain))

    def _jobs(self) -> JobTaker | None:
        """Return the part that takes jobs of the network; None unless it is asked for; it needs an extra likewise."""
        configuration = self._configuration
        if not configuration.jobs.enabled:
            return None
        try:
            from gateway.jobs.taking import JobTaker
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                f"[jobs] needs packages that are not installed ({error.name}); run: pip install 'ciro-gateway[chain]'"
            ) from error
        sponsors = configuration.chain.paymasters if configuration.jobs.sponsored else ()
        return JobTaker(self.state, configuration.jobs, self.engine, self.models, sponsors)

    def _page(self, control: ControlPlane) -> list[Component]:
        configuration = self._configuration
        source = GatewaySource(
            GatewayParts(
                configuration=lambda: self._configuration,
                journal=self.journal,
                stage=self.stage,
                proofs=self.proofs,
                settlement=self.settlement,
                chain_proofs=self.chain_proofs,
                jobs=self.jobs,
                disputes=self.disputes,
                dispatcher=self.dispatcher,
                engine=self.engine,
                models=self.models,
                alarms=self.alarms,
                devices=self.devices,
                reports=self._reports,
                ready=self._ready,
                alive=self._alive,
                linked=self.data.connected,
                info=control.info,
                diagnostics=self._diagnostics,
                log=self._log_tail,
            )
        )
        settings = configuration.page
        if settings.key_file is not None:
            settings = settings.model_copy(update={"key_file": secret_path(settings.key_file)})
        page = PageServer(
            settings,
            source,
            read_secret=read_secret,
            access_log=AccessBook(self.journal) if configuration.privacy.access_log else None,
            title=configuration.gateway.title,
            version=__version__,
        )
        return [source, page]

    # The parts know each other only through these: what they call may be made after them.

    def _plan(self, item: Frame | Reading) -> JobPlan | None:
        return self.stage.assignment.plan(item)

    def _on_connected(self) -> None:
        self.outbox.on_connected()

    def _on_results(self, results: list[Inference]) -> None:
        self.outbox.on_results(results)
        self.proofs.on_results(results)

    def _on_published(self, tags: list[Any]) -> None:
        """Results are tagged with their id, what became of proofs with their record's number, receipts with a pair."""
        ids = [tag for tag in tags if isinstance(tag, str)]
        records = [tag for tag in tags if isinstance(tag, int)]
        if ids:
            self.outbox.on_published(ids)
        if records:
            self.proofs.on_published(records)
        for kind, desk in (("receipt", self.settlement), ("receipt/proof", self.chain_proofs)):
            receipts = [tag[1] for tag in tags if isinstance(tag, tuple) and tag[0] == kind]
            if receipts and desk is not None:
                desk.on_published(receipts)

    def _on_erased(self, erasure: Erasure, _report: ErasureReport) -> None:
        """Take the annotated pictures back that the broker keeps of the devices that were erased."""
        known = {summary.device for summary in self.devices.devices() if summary.kind == "camera"}
        for device in {erasure.device} if erasure.device is not None else known:
            self.data.session.publish(device_topic(device, Channel.SNAPSHOT), b"", retain=True)

    def _on_tick(self) -> None:
        self.outbox.flush_latest()

    def _reports(self) -> list[HealthReport]:
        return self.supervisor.reports()

    def _ready(self) -> bool:
        return self.supervisor.ready()

    def _alive(self) -> bool:
        return self.supervisor.alive()

    def _on_durable(self, tickets: list[Ticket]) -> None:
        """Acknowledge first; then wake the stage, and let the devices' watch see what was accepted."""
        self.data.on_durable(tickets)
        self.stage.on_durable(tickets)
        readings: list[Reading] = []
        for ticket in tickets:
            if ticket.outcome is _ACCEPTED:
                item = ticket.item
                if type(item) is Reading:
                    readings.append(item)
                else:
                    self.devices.observe_frame(item)  # type: ignore[arg-type]  # what is accepted is no refused input
        if readings:
            self.devices.observe_readings(readings)

    def _diagnostics(self) -> bytes:
        lines = [
            f"{line.at:%Y-%m-%dT%H:%M:%SZ} {line.level} {line.source}: {line.text}"
            for line in self._log_tail.lines(200)
        ]
        return bundle(self._configuration, self.state, log_lines=lines, health=self.statistics.document())

    # -- commands over MQTT -------------------------------------------------------------------------------------------

    async def _command_ping(self, _arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"instance": self.instance, "version": __version__}

    async def _command_reload(self, _arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"needs_restart": await self.reload()}

    async def _command_device(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a command on to a device and wait for its answer: what it is told is logged, silence is an alarm."""
        device, command, given = arguments.get("device"), arguments.get("command"), arguments.get("arguments", {})
        if not isinstance(device, str) or not isinstance(command, str) or not isinstance(given, dict):
            raise CommandRefusedError('say what to whom: {"device": "site/area/line/device", "command": "its name"}')
        return await self.control.command(device, command, given, str(arguments.get("who", "")) or "unknown")

    async def _command_acknowledge(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        identifier = arguments.get("alarm")
        if not isinstance(identifier, str):
            raise CommandRefusedError('say which alarm: {"alarm": "its id", "who": "your name"}')
        alarm = self.alarms.acknowledge(identifier, str(arguments.get("who", "")))
        if alarm is None:
            raise CommandRefusedError(f"no alarm {identifier!r} is raised")
        return alarm.message()

    async def _command_forget(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Forget a device that was taken away: its alarms end, and the broker keeps nothing of ours about it."""
        device = arguments.get("device")
        if not isinstance(device, str):
            raise CommandRefusedError('say which device: {"device": "site/area/line/device"}')
        ended = await self.lookout.forget(check_address(device))
        if ended is None:
            raise CommandRefusedError(f"no device {device!r} is watched")
        for channel in (Channel.LATEST, Channel.SNAPSHOT):
            self.data.session.publish(device_topic(device, channel), b"", retain=True)
        _log.info("%s was taken away: it is watched again once it sends", device)
        return {"alarms_ended": ended}


def _queue(configuration: Configuration) -> QueueWorker | None:
    """Return the group of workers behind Kafka; None unless it is asked for, since the client is an extra."""
    if not configuration.kafka.enabled:
        return None
    try:
        import aiokafka  # noqa: F401
    except ModuleNotFoundError as error:
        raise ConfigurationError("[kafka] needs the extra; run: pip install 'ciro-gateway[kafka]'") from error
    return QueueWorker(configuration.kafka, configuration.gateway.name)


def _disputes(configuration: Configuration) -> bool:
    """Whether wrong workers are reported to the pool."""
    return configuration.chain.mode != "off" and configuration.chain.pool is not None
