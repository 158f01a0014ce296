"""The bridge: a camera that does not speak MQTT becomes a device that does."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

import gateway
from gateway.camera_bridge.frozen import FrozenDetector
from gateway.camera_bridge.latest import LatestFrames, OfferedFrame
from gateway.camera_bridge.pacing import Pacer
from gateway.camera_bridge.sources import Captured, Source, SourceUnavailable
from gateway.device_link import CommandError, DeviceLink
from gateway.endpoint import Endpoint
from gateway.exif import stamp
from gateway.supervisor import backoff_s

__all__ = ["BridgeOptions", "BridgeReport", "BridgeState", "CameraBridge"]

_log = logging.getLogger(__name__)

REOPEN_FROZEN_S = (5.0, 300.0)
"""A frozen source is opened anew at once, then after these shortest and longest waits while it stays frozen."""


HANGING_S = 3.0
"""How long the end of the bridge waits for a source that does not answer."""


class BridgeState(StrEnum):
    """How the source is; published as ``state`` in the retained ``info``."""

    OPENING = "opening"
    OK = "ok"
    FROZEN = "frozen"
    LOST = "lost"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class BridgeOptions:
    """How the bridge works.

    Attributes:
        rate: pictures a second that are sent.
        quality: JPEG quality of pictures that are not JPEG already, 1 to 100.
        frozen_after_s: an unchanging picture is called frozen after this many seconds; 0 turns that off.
        loop: start a video or a folder again at its end.
        once: send one picture and end.
        seconds: end after this long; None means until stopped.
        patience_s: with *once*, how long source and broker may take.
        in_flight: pictures that wait for their PUBACK at once.

    """

    rate: float = 5.0
    quality: int = 85
    frozen_after_s: float = 8.0
    loop: bool = False
    once: bool = False
    seconds: float | None = None
    patience_s: float = 15.0
    in_flight: int = 2


@dataclass(frozen=True, slots=True)
class BridgeReport:
    """What a bridge did, once it has ended.

    Attributes:
        captured: pictures taken at the wanted rate.
        acknowledged: pictures that the broker acknowledged.
        overtaken: pictures replaced by a newer one before the broker took them.
        waiting: pictures that the broker never acknowledged.
        opened: how often the source was opened.
        connected: how often the broker accepted the connection.
        state, reason: how the source was at the end.

    """

    captured: int
    acknowledged: int
    overtaken: int
    waiting: int
    opened: int
    connected: int
    state: BridgeState
    reason: str

    @property
    def exit_code(self) -> int:
        """0 all well; 1 the source was lost or frozen at the end, or pictures are left; 3 source or broker absent."""
        if not self.opened or not self.connected:
            return 3
        if self.state in {BridgeState.LOST, BridgeState.FROZEN} or self.waiting or not self.acknowledged:
            return 1
        return 0

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {**asdict(self), "state": str(self.state)}


class CameraBridge:
    """Carries pictures from a source to the broker, and says how the source is.

    The device's retained ``status`` is ``online`` while the source gives pictures, ``offline`` while it does not
    (and, as last will, when the bridge itself is gone). The retained ``info`` says more: ``state`` (opening, ok,
    frozen, lost, ended), ``reason``, ``since``, the source without credentials, the resolution and the rate.
    Commands: ``capture`` sends the next picture as evidence, ``reopen`` opens the source anew.

    Args:
        source: from `open_source`.
        endpoint: the broker.
        device: ``site/area/line/device``.
        clock, wall: monotonic and Unix time in seconds.
        retry: (attempt 0, 1, …; draw in [0, 1)) → seconds to wait before the source is opened again.

    """

    def __init__(
        self,
        source: Source,
        endpoint: Endpoint,
        device: str,
        options: BridgeOptions | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        rng: random.Random | None = None,
        retry: Callable[[int, float], float] = backoff_s,
        reconnect_s: tuple[float, float] = (0.5, 15.0),
    ) -> None:
        self.options = options or BridgeOptions()
        self._source = source
        self._clock = clock
        self._wall = wall
        self._rng = rng or random.Random()
        self._retry = retry
        self._stop = threading.Event()
        self._finished = threading.Event()
        self._reopen = threading.Event()
        self._evidence = threading.Event()
        self._state = BridgeState.OPENING
        self._reason = ""
        self._since = wall()
        self._resolution: tuple[int, int] | None = None
        self._boot = int(wall())
        self._captured = 0
        self._acknowledged = 0
        self._opened = 0
        self._frozen = FrozenDetector(self.options.frozen_after_s)
        self._reopen_at_s = 0.0
        self._reopen_wait_s = REOPEN_FROZEN_S[0]
        self._ends_at_s: float | None = None
        self._link = DeviceLink(
            endpoint,
            device,
            info=self._info(),
            on_acknowledged=self._count,
            on_command=self._carry_out,
            retry_s=reconnect_s,
            rng=self._rng,
        )
        self._frames = LatestFrames(self._link, in_flight=self.options.in_flight)

    @property
    def state(self) -> BridgeState:
        """How the source is."""
        return self._state

    def stop(self) -> None:
        """Let ``run`` end; may be called from any thread and from a signal handler."""
        self._stop.set()

    def run(self) -> BridgeReport:
        """Carry pictures until stopped, until the source's end, or for as long as the options say.

        Raises:
            SourceError: the source can never work as given.
            EndpointError: the broker's address or certificates cannot be used.

        """
        options = self.options
        started = self._clock()
        limits = [s for s in (options.seconds, options.patience_s if options.once else None) if s is not None]
        self._ends_at_s = started + min(limits) if limits else None
        self._link.set_status("offline")
        self._link.start()
        self._frames.start()
        try:
            self._carry_in_thread()
        finally:
            patience = options.patience_s if options.once else 5.0
            waiting = 0 if self._frames.stop(patience) else 1
            self._link.wait_outstanding(0, 5.0)
            waiting += self._captured_waiting()
            self._link.stop(5.0)
        return BridgeReport(
            captured=self._captured,
            acknowledged=self._acknowledged,
            overtaken=self._frames.overtaken,
            waiting=waiting,
            opened=self._opened,
            connected=self._link.connects,
            state=self._state,
            reason=self._reason,
        )

    # -- source ----------------------------------------------------------------------------------------------

    def _carry_in_thread(self) -> None:
        """Carry pictures in a thread of their own: a source that hangs in a read cannot keep the bridge from ending."""
        failures: list[Exception] = []

        def carry() -> None:
            try:
                self._carry()
            except Exception as error:  # noqa: BLE001 - raised again below
                failures.append(error)
            finally:
                self._source.close()
                self._finished.set()
                self._stop.set()

        threading.Thread(target=carry, name="camera-bridge", daemon=True).start()
        remaining = None if self._ends_at_s is None else self._ends_at_s - self._clock()
        self._stop.wait(remaining)
        self._stop.set()
        if not self._finished.wait(HANGING_S):
            _log.warning("%s hangs in a read and is left behind", self._source.shown)
        if failures:
            raise failures[0]

    def _carry(self) -> None:
        attempt = 0
        while not self._over():
            try:
                self._source.open()
                self._opened += 1
                if self._play():
                    return
                attempt = 0
            except SourceUnavailable as error:
                wait = self._retry(attempt, self._rng.random())
                attempt = 0 if self._state in {BridgeState.OK, BridgeState.FROZEN} else attempt + 1
                self._say(BridgeState.LOST, str(error))
                self._source.close()
                _log.info("the source is opened again in %.1f s", wait)
                self._rest(wait)

    def _play(self) -> bool:
        """Carry the open source's pictures; return True at the end, False to open it anew."""
        source = self._source
        period = source.interval_s or 1 / self.options.rate
        pacer = Pacer(self.options.rate)
        anchor, step, taken = self._clock(), 0, 0
        while not self._over():
            if not source.live:
                self._rest(anchor + step * period - self._clock())
                step += 1
            if not source.advance():
                if self.options.loop and step > 1:
                    return False
                self._say(BridgeState.ENDED, "the source is at its end")
                return True
            now = self._clock()
            moment = now if source.live else anchor + (step - 1) * period  # a file's own time does not jitter
            if (source.live or source.interval_s is not None) and not pacer.take(moment):
                continue
            captured = source.picture()
            if captured is None:
                continue
            taken += 1
            self._take(captured, now)
            if self.options.once:
                self._say(BridgeState.ENDED, "one picture was asked for")
                return True
            if self._reopen.is_set() or self._frozen_again(now):
                self._reopen.clear()
                return False
        return True

    def _take(self, captured: Captured, now: float) -> None:
        wall_ms = int(self._wall() * 1000)
        if captured.image is not None:
            self._watch(captured.image, now)
            encoded = stamp(self._jpeg(captured.image), wall_ms, self._boot << 32 | self._captured)
        else:
            assert captured.encoded is not None, "a captured picture is either decoded or encoded"
            encoded = captured.encoded
            if self._resolution is None:
                image = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
                self._resolution = None if image is None else (image.shape[1], image.shape[0])
            self._say(BridgeState.OK, "")
        properties = {"ts": str(wall_ms), "seq": str(self._captured), "boot": str(self._boot)}
        evidence = self._evidence.is_set()
        self._evidence.clear()
        self._captured += 1
        self._frames.offer(OfferedFrame(encoded, properties, evidence))

    def _watch(self, image: NDArray[np.uint8], now: float) -> None:
        resolution = (image.shape[1], image.shape[0])
        if resolution != self._resolution:
            self._resolution = resolution
            self._link.set_info(self._info())
        if self._frozen.look(image, now):
            self._say(
                BridgeState.FROZEN,
                f"the picture has not changed for {self.options.frozen_after_s:g} s; the source is opened anew; "
                "if that does not help, restart the camera",
            )
        else:
            self._say(BridgeState.OK, "")

    def _frozen_again(self, now: float) -> bool:
        """Return whether a frozen live source is due to be opened anew."""
        if self._state is not BridgeState.FROZEN:
            self._reopen_at_s, self._reopen_wait_s = 0.0, REOPEN_FROZEN_S[0]
            return False
        if not self._source.live or now < self._reopen_at_s:
            return False
        self._reopen_at_s = now + self._reopen_wait_s * (0.5 + self._rng.random() / 2)
        self._reopen_wait_s = min(REOPEN_FROZEN_S[1], self._reopen_wait_s * 2)
        return True

    def _jpeg(self, image: NDArray[np.uint8]) -> bytes:
        done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, self.options.quality])
        if not done:
            raise SourceUnavailable(f"{self._source.shown} gave a picture of shape {image.shape}, which is none")
        return bytes(data)

    # -- presence --------------------------------------------------------------------------------------------

    def _say(self, state: BridgeState, reason: str) -> None:
        if (state, reason) == (self._state, self._reason):
            return
        if state is not self._state:
            self._since = self._wall()
            level = logging.WARNING if state in {BridgeState.LOST, BridgeState.FROZEN} else logging.INFO
            _log.log(level, "%s: %s%s", self._source.shown, state, f": {reason}" if reason else "")
        self._state, self._reason = state, reason
        self._link.set_info(self._info())
        self._link.set_status("online" if state in {BridgeState.OK, BridgeState.FROZEN} else "offline")

    def _info(self) -> Mapping[str, Any]:
        return {
            "kind": "camera",
            "model": "ciro camera bridge",
            "firmware": gateway.__version__,
            "source": self._source.shown,
            "resolution": None if self._resolution is None else list(self._resolution),
            "fps": self.options.rate,
            "boot": self._boot,
            "state": str(self._state),
            "reason": self._reason,
            "since": datetime.fromtimestamp(self._since, UTC).isoformat(timespec="milliseconds"),
        }

    def _carry_out(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
        del given
        match name:
            case "capture":
                self._evidence.set()
            case "reopen":
                self._reopen.set()
            case "ping":
                return {"ts": int(self._wall() * 1000)}
            case _:
                raise CommandError(f"a camera bridge has no command {name!r}; it has capture, reopen and ping")
        return None

    def _count(self, ticket: object) -> None:
        if isinstance(ticket, OfferedFrame):
            self._acknowledged += 1

    def _captured_waiting(self) -> int:
        return max(0, self._frames.sent - self._acknowledged)

    # -- time ------------------------------------------------------------------------------------------------

    def _over(self) -> bool:
        return self._stop.is_set() or (self._ends_at_s is not None and self._clock() >= self._ends_at_s)

    def _rest(self, seconds: float) -> None:
        if self._ends_at_s is not None:
            seconds = min(seconds, self._ends_at_s - self._clock())
        if seconds > 0:
            self._stop.wait(seconds)
