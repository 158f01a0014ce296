"""A line that exists only in this file: two cameras, three sensors, and whatever a test wants to go wrong."""

import asyncio
import functools
import hashlib
import math
import uuid
from datetime import UTC, datetime, timedelta

import cv2
import numpy as np

from gateway.page.view import (
    AlarmMark,
    AlarmView,
    BatchView,
    CameraView,
    ChainView,
    ClockView,
    ComponentView,
    DayStrip,
    DecisionCount,
    DetectionView,
    DeviceView,
    Diagnostics,
    HealthView,
    Histogram,
    HostView,
    JobsView,
    JobView,
    Level,
    LogLine,
    ModelView,
    NamedSeries,
    Picture,
    PipelineView,
    ProofFile,
    ProofsView,
    ResultBrief,
    ResultPage,
    ResultView,
    RouteShare,
    RoutingView,
    SensorView,
    Series,
    SettlementView,
    SignalView,
    StatusView,
    StoreView,
    UndoneView,
)

CAMERA_1, CAMERA_2 = "plant/hall-1/line-a/camera-1", "plant/hall-1/line-a/camera-2"
SENSORS = ("plant/hall-1/line-a/oven", "plant/hall-1/line-a/motor", "plant/hall-1/line-a/air")
BOUNDS = (0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512, 1024)
DAY_STEP_S = 900


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@functools.cache
def draw_plate(number: int, label: str) -> tuple[bytes, list[tuple[str, float, tuple[float, ...]]]]:
    """Return a brushed-metal JPEG with a defect of *label*, and the boxes around it."""
    rng = np.random.default_rng(number)
    rows = rng.normal(0, 9, (480, 1)) + rng.normal(0, 4, (480, 640))
    shade = np.linspace(-18, 14, 640)[None, :]
    image = np.clip(150 + rows + shade, 0, 255).astype(np.uint8)
    image = cv2.cvtColor(cv2.GaussianBlur(image, (9, 1), 0), cv2.COLOR_GRAY2BGR)
    boxes: list[tuple[str, float, tuple[float, ...]]] = []
    if label == "scratch":
        x, y = int(rng.integers(80, 360)), int(rng.integers(80, 300))
        cv2.line(image, (x, y), (x + 170, y + 60), (62, 62, 66), 3, cv2.LINE_AA)
        boxes = [("scratch", 0.94, (x - 8, y - 8, x + 178, y + 68))]
    elif label == "stain":
        x, y = int(rng.integers(140, 480)), int(rng.integers(120, 340))
        cv2.ellipse(image, (x, y), (70, 44), 20, 0, 360, (92, 104, 118), -1, cv2.LINE_AA)
        boxes = [("stain", 0.88, (x - 78, y - 58, x + 78, y + 58))]
    elif label == "parts":
        for index in range(7):
            x, y = 60 + 80 * index, int(rng.integers(90, 360))
            cv2.circle(image, (x, y), 26, (70, 66, 60), -1, cv2.LINE_AA)
            cv2.circle(image, (x, y), 10, (170, 172, 176), -1, cv2.LINE_AA)
            boxes.append(("part", 0.97, (x - 28, y - 28, x + 28, y + 28)))
    return cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, 85))[1].tobytes(), boxes


class FakeStatusSource:
    """Supplies a line that runs. Tests change its public attributes."""

    def __init__(self, *, history: int = 60) -> None:
        self.alarm_list: list[AlarmView] = []
        self.camera_title = "Camera 1"
        self.component_states: dict[str, str] = {}
        self.has_devices = True
        self.error: Exception | None = None
        self.live = self.ready = True
        self.status_reads = 0
        self.picture_reads = 0
        self.settlement = SettlementView(level=Level.OFF, text="Off: nothing is put on a chain.")
        self.jobs = JobsView(level=Level.OFF, text="Off: this gateway takes no jobs of the network.")
        self._pictures: dict[str, Picture] = {}
        self._results: list[ResultView] = []
        self._position = 48_211
        self._started = datetime.now(UTC) - timedelta(hours=7, minutes=12)
        for back in range(history, 0, -1):
            self.add_result(received_at=datetime.now(UTC) - timedelta(seconds=back * 4))

    def add_result(self, decision: str | None = None, *, camera: str | None = None, received_at=None) -> ResultView:
        """Add a result as if a camera had just published a picture."""
        number = len(self._results)
        camera = camera or (CAMERA_1, CAMERA_2)[number % 2]
        if decision is None:
            decision = "ok" if camera == CAMERA_2 or number % 9 else ("scratch", "stain")[number // 9 % 2]
        content, boxes = draw_plate(number % 12, "parts" if camera == CAMERA_2 else decision)
        sha256 = hashlib.sha256(content).hexdigest()
        self._pictures[sha256] = Picture(media_type="image/jpeg", content=content, device=camera)
        now = received_at or datetime.now(UTC)
        self._position += 5
        result_id = str(uuid.UUID(int=(int(now.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62) | number))
        counter = camera == CAMERA_2
        result = ResultView(
            id=result_id,
            position=self._position,
            device=camera,
            decision="7 parts" if counter else decision,
            ok=decision == "ok",
            score=0.97 if decision == "ok" else 0.94,
            received_at=now,
            latency_ms=1.4 + number % 7 * 0.3,
            model="part-counter" if counter else "surface-inspection",
            picture=sha256,
            width=640,
            height=480,
            detections=tuple(DetectionView(label=label, score=score, box=box) for label, score, box in boxes),
            created_at=now + timedelta(milliseconds=2),
            published_at=now + timedelta(milliseconds=3),
            job_type=2,
            frame_sha256=sha256,
            model_sha256=_digest("part-counter" if counter else "surface-inspection"),
            input_sha256=_digest(f"input {number}"),
            scores={} if counter else {"ok": 0.97 if decision == "ok" else 0.03, "scratch": 0.02, "stain": 0.01},
            route_reason="the only place configured",
            subject_position=self._position - 1,
            record_sha256=_digest(f"record {number}"),
            chain_head=_digest(f"head {number}"),
            message={"id": result_id, "decision": decision},
        )
        self._results.append(result)
        return result

    def settle(self, **changed) -> None:
        """Have settlement on, with three batches on the chain."""
        now = datetime.now(UTC)
        batches = tuple(
            BatchView(
                number=number,
                records=412 + number,
                results=198,
                state="final" if number < 41 else "settled",
                transaction=f"0x{_digest(f'transaction {number}')[1:]}",
                block=812_000 + number,
                strk=0.0063,
                l2_gas=8_412_000,
                paid_by="sponsor",
                settled_at=now - timedelta(seconds=5 * (43 - number)),
            )
            for number in (42, 41, 40)
        )
        self.settlement = SettlementView(
            level=changed.pop("level", Level.OK),
            text=changed.pop("text", "Every record goes onto Starknet; a sponsor pays."),
            mode="sponsored",
            network="sepolia",
            batches=42,
            records=17_326,
            results=8_316,
            strk=0.2646,
            l2_gas=353_304_000,
            strk_per_1000_results=0.0318,
            l2_gas_per_1000_results=42_484_848.0,
            paid_by="sponsor",
            allowance="2358 calls and 49.7354 STRK today",
            undone=UndoneView(
                count=2,
                strk=0.0071,
                l2_gas=7_100_000,
                transaction=f"0x{_digest('undone')[1:]}",
                reason="PAYMASTER: calls of the day: the account's calls of the day are used up: wait for midnight UTC",
                noted_at=now - timedelta(minutes=12),
            ),
            last=batches,
            **changed,
        )

    def take_jobs(self) -> None:
        """Have jobs of the network taken: one of each sort."""
        now = datetime.now(UTC)

        def job(number: int, level: Level, state: str, **told) -> JobView:
            told = {"model": "surface-inspection", "method": "none", "reward_ciro": 5.0, "job_type": 2} | told
            if "step" in told:
                told["transaction"] = f"0x{_digest(f'job transaction {number}')[1:]}"
            moment = now - timedelta(minutes=number)
            return JobView(id=f"0x{_digest(f'job {number}')[1:]}", level=level, state=state, changed_at=moment, **told)

        self.jobs = JobsView(
            level=Level.OK,
            text="Takes jobs on Starknet (sepolia): 2 models are offered; a sponsor pays for the transactions.",
            enabled=True,
            network="sepolia",
            counts={"applied": 1, "at work": 1, "delivered": 3, "paid": 1_204, "refused": 2},
            earned_ciro=5_869.5,
            owed_ciro=15.0,
            paid_by="sponsor",
            recent=(
                job(1, Level.INFO, "applied", step="apply", detail="a worker is named a minute after the submission"),
                job(2, Level.INFO, "at work", method="consensus", reward_ciro=2.5, step="commit"),
                job(3, Level.OK, "delivered", step="submit", detail="can be disputed for another 2 d 23 h"),
                job(4, Level.OK, "paid", method="proof", step="prove", paid_ciro=4.875, paid_in="0x50a1d"),
                job(5, Level.WARNING, "refused", job_type=5, detail="PoisonImage: <not> a picture"),
            ),
        )

    def add_alarm(self, title: str, *, level: Level = Level.PROBLEM, subject: str = CAMERA_2, **fields) -> AlarmView:
        now = datetime.now(UTC)
        alarm = AlarmView(
            id=fields.pop("id", f"alarm-{len(self.alarm_list)}"),
            level=level,
            subject=subject,
            title=title,
            detail=fields.pop("detail", "The last picture came at 03:12:07; one every 0.2 s is usual."),
            remedy=fields.pop("remedy", "Check the camera's power and network cable, then its own status light."),
            raised_at=now - timedelta(minutes=3),
            last_at=now,
            **fields,
        )
        self.alarm_list.append(alarm)
        return alarm

    def health(self) -> HealthView:
        return HealthView(live=self.live, ready=self.ready, version="0.1.0", components=self._components())

    async def status(self) -> StatusView:
        self.status_reads += 1
        if self.error is not None:
            raise self.error
        now = datetime.now(UTC)
        return StatusView(
            at=now,
            gateway="gw1",
            title="Ciro Gateway",
            version="0.1.0",
            components=self._components(),
            alarms=tuple(a for a in self.alarm_list if a.cleared_at is None),
            cameras=self._cameras(now) if self.has_devices else (),
            sensors=self._sensors(now) if self.has_devices else (),
            pipeline=self._pipeline(now),
            routing=RoutingView(
                text="All results are made in this gateway; no other worker is configured.",
                shares=(RouteShare(target="local", results=41_377, share=1.0),),
            ),
            store=StoreView(
                level=Level.OK,
                text="Every result has reached the broker.",
                waiting=0,
                waiting_bytes=0,
                records=self._position,
                frames=20_412,
                used_bytes=1_843_000_000,
                cap_bytes=21_474_836_480,
                share=1_843_000_000 / 21_474_836_480,
            ),
            models=tuple(
                ModelView(
                    name=name,
                    version="1.0.0",
                    task=task,
                    sha256=_digest(name),
                    active=True,
                    provider="CPU",
                    level=Level.OK,
                    self_test="golden check passed",
                )
                for name, task in (
                    ("surface-inspection", "classification"),
                    ("part-counter", "detection"),
                    ("vibration-anomaly", "timeseries"),
                )
            ),
            proofs=ProofsView(level=Level.OFF, text="Off: the audit chain is kept locally."),
            settlement=self.settlement,
            jobs=self.jobs,
            chain=ChainView(position=self._position, head=_digest(f"head {len(self._results) - 1}")),
            host=HostView(
                name="edge-7",
                cpu_share=0.21,
                cores=2,
                load=0.42,
                memory_used=1_910_000_000,
                memory_total=8_200_000_000,
                process_bytes=182_000_000,
                process_cpu_share=0.17,
                temperature_c=47.5,
                disk_used=21_700_000_000,
                disk_total=62_000_000_000,
                clock=ClockView(level=Level.OK, text="Synchronised."),
                uptime_s=(now - self._started).total_seconds(),
            ),
            log=tuple(
                LogLine(at=now - timedelta(seconds=40 - 9 * i), level=level, source=source, text=text)
                for i, (level, source, text) in enumerate(
                    (
                        (Level.INFO, "gateway.ingest", "connected to 127.0.0.1:1883, session present"),
                        (Level.INFO, "gateway.devices", f"{CAMERA_2} appeared"),
                        (Level.WARNING, "gateway.journal", "a commit took 212 ms; the disk is busy"),
                        (Level.INFO, "edge_worker.engine", "surface-inspection loaded, golden check passed"),
                    )
                )
            ),
        )

    async def device(self, address: str) -> DeviceView | None:
        status = await self.status()
        camera = next((c for c in status.cameras if c.device == address), None)
        sensor = next((s for s in status.sensors if s.device == address), None)
        view = camera or sensor
        if view is None:
            return None
        counts: dict[tuple[str, bool], int] = {}
        for result in self._results:
            if result.device == address:
                counts[result.decision, result.ok] = counts.get((result.decision, result.ok), 0) + 1
        return DeviceView(
            device=address,
            title=view.title,
            level=view.level,
            state=view.state,
            first_seen=self._started,
            last_at=view.last_at,
            model="surface-inspection",
            info={"firmware": "2026.10.2"},
            camera=camera,
            sensor=sensor,
            decisions=tuple(DecisionCount(decision=d, ok=ok, count=n) for (d, ok), n in sorted(counts.items())),
            alarms=tuple(a for a in status.alarms if a.subject == address),
        )

    async def results(self, query) -> ResultPage:
        def fits(r: ResultView) -> bool:
            return (
                query.device in {None, r.device} and query.decision in {None, r.decision} and query.ok in {None, r.ok}
            )

        found = [r for r in reversed(self._results) if fits(r)]
        chosen = [
            r
            for r in found
            if (query.before is None or r.position < query.before) and (query.after is None or r.position > query.after)
        ]
        chosen = chosen[-query.limit :] if query.after is not None else chosen[: query.limit]
        names = ResultBrief.model_fields.keys()
        return ResultPage(
            items=tuple(ResultBrief(**{name: getattr(r, name) for name in names}) for r in chosen),
            older=chosen[-1].position if chosen and chosen[-1] is not found[-1] else None,
            newer=chosen[0].position if chosen and chosen[0] is not found[0] else None,
        )

    async def result(self, result_id: str) -> ResultView | None:
        return next((r for r in self._results if r.id == result_id), None)

    async def proof(self, result_id: str) -> ProofFile | None:
        return ProofFile(content=b"zkmlPF01") if await self.result(result_id) else None

    async def decisions(self) -> tuple[str, ...]:
        return tuple(sorted({r.decision for r in self._results}))

    async def picture(self, sha256: str) -> Picture | None:
        self.picture_reads += 1
        await asyncio.sleep(0)
        return self._pictures.get(sha256)

    async def alarms(self, *, cleared: bool, limit: int) -> tuple[AlarmView, ...]:
        return tuple(a for a in reversed(self.alarm_list) if cleared or a.cleared_at is None)[:limit]

    async def acknowledge(self, alarm_id: str, who: str) -> AlarmView | None:
        for index, alarm in enumerate(self.alarm_list):
            if alarm.id == alarm_id:
                seen = alarm.model_copy(update={"acknowledged_at": datetime.now(UTC), "acknowledged_by": who})
                self.alarm_list[index] = seen
                return seen
        return None

    async def diagnostics(self) -> Diagnostics:
        return Diagnostics(
            file_name="ciro-diagnostics.zip", media_type="application/zip", content=b"PK\x05\x06" + bytes(18)
        )

    def _components(self) -> tuple[ComponentView, ...]:
        names = ("journal", "ingest", "inference", "control", "watch", "page")
        return tuple(
            ComponentView(
                name=name,
                critical=name in {"journal", "ingest"},
                state=self.component_states.get(name, "ok"),
                reason="connected to 127.0.0.1:1883" if name == "ingest" else "",
                since=self._started,
                tick_age_s=0.4,
            )
            for name in names
        )

    def _cameras(self, now: datetime) -> tuple[CameraView, ...]:
        views = []
        for number, (device, title) in enumerate(((CAMERA_1, self.camera_title), (CAMERA_2, "Camera 2"))):
            last = next((r for r in reversed(self._results) if r.device == device), None)
            trouble = next((a for a in self.alarm_list if a.subject == device and a.cleared_at is None), None)
            names = ResultBrief.model_fields.keys()
            start = math.floor(now.timestamp() / DAY_STEP_S - 95) * DAY_STEP_S
            rng = np.random.default_rng(number)
            views.append(
                CameraView(
                    device=device,
                    title=title,
                    level=trouble.level if trouble else Level.OK,
                    state="silent" if trouble else "live",
                    fps=0.0 if trouble else 5.0,
                    width=640,
                    height=480,
                    last_at=last.received_at if last else None,
                    last=ResultBrief(**{name: getattr(last, name) for name in names}) if last else None,
                    day=DayStrip(
                        start=start,
                        step_s=DAY_STEP_S,
                        ok=tuple(0 if 8 < i < 24 else int(v) for i, v in enumerate(rng.integers(3900, 4500, 96))),
                        not_ok=tuple(0 if 8 < i < 24 else int(v) for i, v in enumerate(rng.poisson(60, 96))),
                    ),
                )
            )
        return tuple(views)

    def _sensors(self, now: datetime) -> tuple[SensorView, ...]:
        end = math.floor(now.timestamp() / 2) * 2
        times = end - 2 * np.arange(149, -1, -1)

        def signal(name, unit, values, **fields):
            series = Series(start=float(times[0]), step_s=2, values=tuple(float(v) for v in values))
            return SignalView(name=name, unit=unit, value=float(values[-1]), series=series, **fields)

        noise = np.random.default_rng(int(end)).normal(0, 1, 150)
        oven = 181.5 + 2.2 * np.sin(times / 47) + 0.2 * noise
        motor = 1.9 + 0.25 * np.sin(times / 31) + 0.08 * noise
        motor[70:92] += 1.3
        mark = AlarmMark(start=float(times[70]), end=float(times[92]), level=Level.WARNING, title="Vibration unusual")
        signals = (
            (signal("temperature", "°C", oven, low=175.0, high=187.0),),
            (signal("accel (rms)", "m/s²", motor, marks=(mark,)),),
            (signal("pressure", "bar", 6.1 + 0.02 * noise), signal("flow", "l/min", 212 + 4 * np.sin(times / 60))),
        )
        return tuple(
            SensorView(
                device=device,
                title=("Oven", "Motor", "Air")[i],
                level=Level.OK,
                state="live",
                rate_hz=1.0,
                last_at=now - timedelta(milliseconds=300),
                signals=signals[i],
            )
            for i, device in enumerate(SENSORS)
        )

    def _pipeline(self, now: datetime) -> PipelineView:
        start = math.floor(now.timestamp() / 2) * 2 - 300
        wave = np.sin((start + 2 * np.arange(150)) / 23)
        return PipelineView(
            messages_per_s=13.0,
            results_per_s=11.0,
            p50_ms=1.62,
            p95_ms=3.4,
            p99_ms=9.7,
            window_s=300,
            backlog=0,
            dropped=0,
            late=0,
            failed=0,
            quarantined=2,
            duplicates=17,
            latency=Histogram(
                bounds=BOUNDS, counts=(0, 40, 990, 1330, 610, 170, 82, 31, 26, 11, 6, 3, 1, 0, 0, 0, 0, 0)
            ),
            throughput=(
                NamedSeries(name="messages", series=Series(start=start, step_s=2, values=tuple(13 + 1.1 * wave))),
                NamedSeries(name="results", series=Series(start=start, step_s=2, values=tuple(11 + 0.8 * wave))),
            ),
        )
