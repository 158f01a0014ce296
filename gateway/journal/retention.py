"""What is given up first, and when: a policy of explicit inputs, without clock or disk.

In this order: what is older than its settings allow; refused inputs beyond their share; then, while the gateway
holds more than it may, ordinary pictures, oldest first; then readings and results, as a prefix of the chain; then
evidence, oldest first; then records that are still to be settled. What is owed a result is never given up, nor is a
result that the broker does not have yet.

Records and evidence are given up for the sake of the *disk* only while the gateway itself fills most of what may be
used: when another program fills it, the gateway would give up everything in vain.

Age counts only while the clock can be trusted (`AgeClock`): a clock that jumped years ahead must not empty the
journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gateway.config import RetentionSettings

__all__ = ["AgeClock", "Demand", "Picture", "Row", "Usage", "choose_pictures", "choose_prefix", "demand"]

DAY_US = 86_400_000_000
LOW_WATER = 0.98  # once something must go, go a little further, so that it is not a trickle
QUARANTINE_SHARE = 0.1
OWN_SHARE = 0.5
SETTLE_S = 3600.0
ALL_US = 2**62
STEP_S = 300.0
PLAUSIBLE_S = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What is held now.

    Attributes:
        ordinary: pictures that are not evidence, count.
        own_bytes: journal and pictures together.
        coming_bytes: what is expected on top of that before the next look.
        quarantine_bytes: refused inputs, part of `own_bytes`.
        disk_used, disk_total: of the file system, bytes; total 0: unknown.

    """

    ordinary: int = 0
    own_bytes: int = 0
    coming_bytes: int = 0
    quarantine_bytes: int = 0
    disk_used: int = 0
    disk_total: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """What must go. Times are Unix microseconds; None: age does not count now.

    Attributes:
        ordinary_before_us, evidence_before_us, records_before_us: what was received before is too old.
        unsettled_before_us: what is to be settled and was received before has waited long enough.
        surplus_ordinary: so many ordinary pictures too many.
        surplus_bytes: so many bytes too many for ordinary pictures to stay.
        surplus_lasting_bytes: so many bytes too many for records and evidence to stay.
        surplus_quarantine_bytes: so many bytes of refused inputs too many.

    """

    ordinary_before_us: int | None = None
    evidence_before_us: int | None = None
    records_before_us: int | None = None
    unsettled_before_us: int | None = None
    surplus_ordinary: int = 0
    surplus_bytes: int = 0
    surplus_lasting_bytes: int = 0
    surplus_quarantine_bytes: int = 0

    def less(self, size: int) -> Demand:
        """Return what is left to do when *size* bytes went."""
        return replace(
            self,
            surplus_bytes=max(0, self.surplus_bytes - size),
            surplus_lasting_bytes=max(0, self.surplus_lasting_bytes - size),
        )

    def spares(self, received_us: int) -> bool:
        """Tell whether a record that is still to be settled stays."""
        return self.unsettled_before_us is None or received_us >= self.unsettled_before_us

    def last_resort(self) -> Demand | None:
        """Return what to ask of records that are to be settled, once all else went; None: nothing."""
        if not self.surplus_lasting_bytes:
            return None
        return replace(self, records_before_us=None, unsettled_before_us=ALL_US)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is held, as the policy sees it."""

    record_id: int
    received_us: int
    size: int
    evidence: bool = False
    owed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the chain, as the policy sees it.

    Attributes:
        bound: it holds a picture, is owed a result or is one owed.
        unsettled: it is to be put on a chain, and is not yet.
        batch_us: when the last record of its batch was received, Unix microseconds; 0: it is in none.

    """

    id: int
    received_us: int
    size: int
    bound: bool = False
    unsettled: bool = False
    batch_us: int = 0


def demand(settings: RetentionSettings, usage: Usage, now_us: int | None) -> Demand:
    """Return what must go, given what is held. *now_us* None: the clock is not trusted, age does not count."""

    def before(days: float) -> int | None:
        return None if now_us is None else now_us - round(days * DAY_US)

    surplus = _surplus(usage.own_bytes + usage.coming_bytes, settings.max_bytes)
    lasting = surplus
    if usage.disk_total:
        allowed = round(settings.max_disk_share * usage.disk_total)
        too_much = _surplus(usage.disk_used, allowed)
        surplus = max(surplus, too_much)
        own = usage.own_bytes - round(OWN_SHARE * allowed)
        lasting = max(lasting, min(too_much, max(0, own)))
    return Demand(
        ordinary_before_us=before(settings.frames_days),
        evidence_before_us=before(settings.evidence_days),
        records_before_us=before(settings.records_days),
        unsettled_before_us=before(settings.unsettled_days),
        surplus_ordinary=_surplus(usage.ordinary, settings.max_frames),
        surplus_bytes=surplus,
        surplus_lasting_bytes=lasting,
        surplus_quarantine_bytes=_surplus(usage.quarantine_bytes, round(QUARANTINE_SHARE * settings.max_bytes)),
    )


def choose_pictures(pictures: Iterable[Picture], due: Demand) -> tuple[list[Picture], Demand]:
    """Choose from *pictures* (of one class, oldest first) those that must go; return them and what is left to do."""
    chosen: list[Picture] = []
    for picture in pictures:
        if picture.owed:
            continue
        cutoff = due.evidence_before_us if picture.evidence else due.ordinary_before_us
        surplus = due.surplus_lasting_bytes if picture.evidence else due.surplus_bytes
        old = cutoff is not None and picture.received_us < cutoff
        crowded = not picture.evidence and due.surplus_ordinary > 0
        if not (old or crowded or surplus > 0):
            continue
        chosen.append(picture)
        due = due.less(picture.size)
        if not picture.evidence:
            due = replace(due, surplus_ordinary=max(0, due.surplus_ordinary - 1))
    return chosen, due


def choose_prefix(rows: Iterable[Row], due: Demand, now_us: int | None) -> tuple[int, int]:
    """Return the last record, and the bytes, of the prefix of the chain that must go; (0, 0) for none.

    *rows* begin with the oldest record. The prefix ends before the first that is bound, or is neither too old nor too
    much. A record from the future has a wrong time: it goes with a later one that is too old, and not by itself. A
    batch is as old as its last record, since what is left of one that was cut can't be audited; want of room cuts it.
    """
    last = size = 0
    passed = 0
    for row in rows:
        if row.bound or (row.unsettled and due.spares(row.received_us)):
            break
        passed += row.size
        newest_us = row.received_us
        if now_us is None or row.batch_us <= now_us:
            newest_us = max(newest_us, row.batch_us)
        if size < due.surplus_lasting_bytes or (
            due.records_before_us is not None and newest_us < due.records_before_us
        ):
            last, size = row.id, passed
        elif now_us is None or row.received_us <= now_us:
            break
    return last, size


def _surplus(held: int, most: int) -> int:
    return 0 if held <= most else held - int(LOW_WATER * most)


@dataclass(slots=True)
class AgeClock:
    """Judges whether the wall clock can be trusted for ages.

    It is trusted while it runs in step with the monotonic clock, and from the start if it is not more than a week
    ahead of the newest record. After a step of more than five minutes, or a start far ahead, it must run in step for
    an hour first: time for the time service, or for an engineer, to correct it.
    """

    newest_us: int | None = None
    _offset: float | None = field(default=None)
    _trusted_from: float = field(default=0.0)

    def now_us(self, wall_s: float, monotonic_s: float) -> int | None:
        """Return the present moment in Unix microseconds, or None while the clock is not trusted."""
        offset = wall_s - monotonic_s
        if self._offset is None:
            far = self.newest_us is not None and wall_s - self.newest_us / 1e6 > PLAUSIBLE_S
            self._trusted_from = monotonic_s + (SETTLE_S if far else 0.0)
        elif abs(offset - self._offset) > STEP_S:
            self._trusted_from = monotonic_s + SETTLE_S
        self._offset = offset
        return round(wall_s * 1e6) if monotonic_s >= self._trusted_from else None
