"""How often a device sends: its usual interval, learnt or configured, and when it is silent, slow or fast."""

from __future__ import annotations

from collections import deque
from statistics import median

from gateway.watch.condition import Condition, Span

__all__ = ["Cadence"]

SPACING_S = 0.1
BURST_S = 0.05
FEWEST_INTERVALS = 3
FIRST_LOOK_S = 3.0
YOUNG_S = 60.0
MOST_KEPT = 64
HISTORY = 128
LATE = 1.8
WINDOW_S = 5.0
WINDOW_INTERVALS = 5
FAR = 2.0
IRREGULAR = 2.0
REGULAR = 1.5
FEWEST_JUDGED = 8
JUDGED_EVERY = 4
LATE_SHARE = 0.8
FEWEST_PAUSES = 3
LEARNT_PAUSE_S = 120.0
PAUSES_S = 3600.0
PAUSE_FACTOR = 1.5
ADOPT_S = 300.0
SETTLE_S = 60.0
RETURN_S = 30.0
UNKNOWN_LIMIT_S = 60.0
LIMIT_INTERVALS = 2.5
LIMIT_S = 4.5
DRIFT = 0.02


class Cadence:
    """The rhythm of one stream of messages.

    `observe` is called with the number of messages since the last call, about every 0.1 s at most; so a fast stream
    costs no more than a slow one. What follows within 0.05 s belongs to the observation before: a device may hand over
    several messages at once. The usual interval is the median of the first minute and follows slowly after; intervals
    that are far from it are set aside until it is known whether they are jitter or a new rhythm.

    A stream is *irregular* when the 90th percentile of its intervals is more than twice their median (parts that
    trigger a camera at random come near 3.3), until it is less than 1.5 times: then only silence is looked for, and
    with more patience.

    Devices that hand over several messages at a time are judged by the time between the times; three pauses within an
    hour that ended by themselves, each of at most 2 min, are taken as normal (a line that waits for parts), and only a
    longer one counts.

    Args:
        interval_s: configured interval in seconds; None: learnt.
        now: monotonic seconds.
        backlog_until: until then the broker may still be handing over what it kept for the gateway: how fast that
            comes says nothing about the device.

    """

    __slots__ = (
        "_aside",
        "_configured",
        "_fast",
        "_first",
        "_gap",
        "_gaps",
        "_history",
        "_interval",
        "_irregular",
        "_mark",
        "_measured_from",
        "_noted_in",
        "_pauses",
        "_recent",
        "_resumed",
        "_settle_until",
        "_silent",
        "_slow",
        "_told",
        "_unjudged",
        "_young_until",
        "last",
    )

    def __init__(self, interval_s: float | None, now: float, backlog_until: float = 0.0) -> None:
        self._configured = interval_s
        self._interval: float | None = None
        self._first = self.last = self._mark = self._measured_from = now
        self._told = self._resumed = False
        self._gaps: deque[float] = deque(maxlen=MOST_KEPT)  # between observations, however many messages each brought
        self._gap = 0.0
        self._pauses: deque[tuple[float, float]] = deque(maxlen=MOST_KEPT)  # when one ended, how long it was
        self._young_until = now + YOUNG_S
        self._settle_until = backlog_until
        self._recent: deque[tuple[float, float, int]] = deque(maxlen=MOST_KEPT)
        self._history: deque[float] = deque(maxlen=HISTORY)
        self._irregular, self._unjudged = False, 0
        self._aside: deque[float] = deque(maxlen=MOST_KEPT)
        self._noted_in: deque[float] | deque[tuple[float, float]] | None = None  # where the latest interval was put
        self._silent = Condition(Span(1, 0), Span(2, 0))
        self._slow = Condition(Span(2, 1.0), Span(3, 3.0))
        self._fast = Condition(Span(3, 2.0), Span(3, 3.0))

    @property
    def interval_s(self) -> float | None:
        """The usual interval in seconds: configured, else learnt; None while unknown."""
        return self._configured or self._interval

    @property
    def irregular(self) -> bool:
        """Whether messages come at irregular moments."""
        return self._irregular and self._configured is None

    @property
    def limit_s(self) -> float:
        """How long a pause may be, in seconds, before the stream counts as silent.

        30 s at least for the first message after the gateway was cut off: devices have to find the broker again.
        """
        limit = self._pause_limit_s()
        if len(self._pauses) >= FEWEST_PAUSES:
            limit = max(limit, PAUSE_FACTOR * max(length for _, length in self._pauses))
        return max(limit, RETURN_S) if self._resumed and not self._told else limit

    @property
    def silent(self) -> bool:
        """Whether no messages come any more."""
        return self._silent.active

    @property
    def slow(self) -> bool:
        """Whether messages come at less than half of the usual rate."""
        return self._slow.active

    @property
    def fast(self) -> bool:
        """Whether messages come at more than twice the usual rate."""
        return self._fast.active

    def configure(self, interval_s: float | None) -> None:
        """Take over another configured interval."""
        self._configured = interval_s

    def rate_hz(self, now: float) -> float:
        """Return the present rate in messages a second, over the last 5 s or 5 usual intervals."""
        window = self._window_s()
        count = sum(n for end, _, n in self._recent if end > now - window)
        return count / max(min(window, now - self._first), SPACING_S)

    def observe(self, now: float, count: int) -> None:
        """Note that *count* messages came since the last call, the latest at *now*."""
        elapsed, self._mark, self.last = now - self._mark, now, now
        if not self._told:
            self._told = True  # the first message begins the first interval
            return
        if elapsed < BURST_S:  # the rest of a burst, whose beginning was taken for all of it
            if not self._recent:
                return
            elapsed, count = self._take_back(elapsed, count)
        interval = elapsed / count
        self._recent.append((now, elapsed, count))
        self._silent.observe(False, now)
        self._noted_in = None
        usual = self.interval_s
        kept_up = count > 1 and usual is not None and interval <= LATE * usual
        if elapsed > self._pause_limit_s() and not self.irregular and not kept_up:
            self._note_pause(elapsed, now)
            return  # a silence that is over says nothing about the rhythm
        self._gaps.append(elapsed)
        if usual is not None and not usual / LATE <= interval <= usual * LATE:
            self._aside.append(interval)
            self._noted_in = self._aside
            if len(self._history) < 2 * FEWEST_INTERVALS or self.irregular:
                self._accept_aside()
            elif now < self._settle_until and len(self._aside) >= len(self._history):
                self._adopt(now)
            return
        if self._aside and not (self._slow.active or self._fast.active) and self._rate_is_usual(now):
            self._accept_aside()
        self._history.append(interval)
        self._noted_in = self._history
        self._judge_regularity(1)
        self._learn(interval, now)

    def look(self, now: float) -> None:
        """Judge silence and rate at *now*; called about once a second, only while the gateway hears the broker."""
        silent = now - self.last > self.limit_s
        if silent:
            self._silent.observe(True, now)
        usual = self.interval_s
        learning = self._configured is None and len(self._history) < FEWEST_JUDGED
        if usual is None or silent or self.irregular or learning or now < self._settle_until:
            self._slow.observe(False, now)
            self._fast.observe(False, now)
            return
        window = self._window_s()
        recent = [entry for entry in self._recent if entry[0] > now - window]
        self._slow.observe(self._is_slow(recent, usual, window, now), now)
        self._fast.observe(self._is_fast(recent, usual, window, now), now)
        for condition in (self._slow, self._fast):
            if condition.active and self._configured is None and now - condition.since >= ADOPT_S and recent:
                self._adopt(now)

    def resume(self, now: float) -> None:
        """Begin to measure anew after the gateway was cut off: what was not heard is not the device's fault."""
        self._first = self.last = self._mark = self._measured_from = now
        self._told, self._resumed = False, True
        self._recent.clear()
        self._aside.clear()
        self._noted_in = None
        self._settle_until = now + SETTLE_S  # broker and devices hand over what they kept
        for condition in (self._silent, self._slow, self._fast):
            condition.reset()

    def _window_s(self) -> float:
        return max(WINDOW_S, WINDOW_INTERVALS * (self.interval_s or 0.0))

    def _rate_is_usual(self, now: float) -> bool:
        usual = self.interval_s
        return usual is None or self.rate_hz(now) * usual >= 1 / LATE

    def _is_slow(self, recent: list[tuple[float, float, int]], usual: float, window: float, now: float) -> bool:
        """Fewer than half came, and those that came were late: so it is no pause followed by normal traffic."""
        if now - self._measured_from < window or sum(n for _, _, n in recent) > window / usual / FAR:
            return False
        late = sum(elapsed for _, elapsed, n in recent if elapsed / n > LATE * usual)
        return late >= LATE_SHARE * window

    def _is_fast(self, recent: list[tuple[float, float, int]], usual: float, window: float, now: float) -> bool:
        """Most of the time, and not only in one burst, messages came more than twice as fast."""
        if now - self._measured_from < window:
            return False
        quick = sum(elapsed for _, elapsed, n in recent if elapsed / n < usual / FAR)
        return quick >= 0.8 * window

    def _take_back(self, elapsed: float, count: int) -> tuple[float, int]:
        """Forget the latest observation and return it joined with the one that follows it so closely."""
        _, before, n = self._recent.pop()
        if self._noted_in:
            self._noted_in.pop()
        if self._noted_in is not self._pauses and self._gaps:
            self._gaps.pop()
        return before + elapsed, n + count

    def _pause_limit_s(self) -> float:
        """Return how long a pause may be by the rhythm alone."""
        usual = self.interval_s
        if usual is None:
            return UNKNOWN_LIMIT_S
        limit = LIMIT_INTERVALS * max(usual, self._gap) + LIMIT_S
        learning = self._configured is None and len(self._history) < FEWEST_JUDGED
        if self._history and (self.irregular or learning):
            limit = max(limit, 3 * max(self._history) + 2)
        return limit

    def _note_pause(self, length: float, now: float) -> None:
        """Begin to measure the rate anew, and remember the pause."""
        self._measured_from = now
        while self._pauses and now - self._pauses[0][0] > PAUSES_S:
            self._pauses.popleft()
        if length <= LEARNT_PAUSE_S:
            self._pauses.append((now, length))
            self._noted_in = self._pauses

    def _judge_regularity(self, new: int) -> None:
        """Look at the spread of the intervals now and then, *new* of them having come; with hysteresis."""
        self._unjudged += new
        few = len(self._history) < FEWEST_JUDGED
        if self._unjudged < JUDGED_EVERY and not few:
            return
        self._gap = median(self._gaps) if self._gaps else 0.0
        if few:
            return
        self._unjudged = 0
        ordered = sorted(self._history)
        spread = ordered[len(ordered) * 9 // 10] / max(ordered[len(ordered) // 2], 1e-9)
        self._irregular = spread > (REGULAR if self._irregular else IRREGULAR)

    def _accept_aside(self) -> None:
        self._history.extend(self._aside)
        self._judge_regularity(len(self._aside))
        self._aside.clear()
        self._noted_in = self._history

    def _learn(self, interval: float, now: float) -> None:
        if self._interval is None or now < self._young_until:
            if len(self._history) >= FEWEST_INTERVALS and now - self._first >= FIRST_LOOK_S:
                self._interval = median(self._history)
        else:
            self._interval += DRIFT * (interval - self._interval)

    def _adopt(self, now: float) -> None:
        intervals = list(self._aside) or [elapsed / n for _, elapsed, n in self._recent]
        self._interval = median(intervals)
        self._history = deque(intervals, maxlen=HISTORY)
        self._irregular = False
        self._aside.clear()
        self._noted_in = None
        self._young_until = now + YOUNG_S
        self._slow.reset()
        self._fast.reset()
