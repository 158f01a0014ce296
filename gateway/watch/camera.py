"""The pictures of one camera: frozen, black, over-exposed, of the wrong size."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from gateway.watch.condition import Condition, Span
from gateway.watch.picture import PictureStatistics, changed_share

__all__ = ["CameraWatch"]

Size = tuple[int, int]

FROZEN_COUNT = 5
FROZEN_S = 5.0
FEWEST_COMPARED = 20
UNLEARNT_LIMIT = 0.003
LIMITS = (0.0005, 0.01)
SHARE_OF_QUIET = 0.1
BLACK_SHARE = 0.995
BRIGHT_SHARE = 0.6
UNLEARNT_BRIGHT_SHARE = 0.9
FEWEST_LIT = 10
FOLLOW = 0.05
USUAL_SIZE_COUNT = 5
SIZES_KEPT = 8
ADOPT_S = 300.0
ALONE_S = 4.0
_SHOWN = Span(3, 1.0, patience=5.0)
_GONE = Span(3, 1.0, patience=5.0)


class CameraWatch:
    """Watches what one camera shows.

    *Frozen*: at most a sliver of the pixels changes from picture to picture, for 5 s and 5 pictures. A live camera's
    noise changes 5 % of the pixels even in a still scene at noise of a quarter grey level and JPEG quality 60; the
    limit is a tenth of the camera's own quietest share, between 0.05 % and 1 %, and 0.3 % until 20 pictures were
    compared. Where pictures are not decoded, identical compressed data says the same.

    *Black*, *over-exposed*: the shares of dark and bright pixels; a view that is usually bright is judged against
    its own usual share.

    *Wrong size*: two of the last eight pictures, or one that stays alone for 4 s, differ from the expected size.

    Args:
        size: configured width and height in pixels; None where it is learnt.

    """

    def __init__(self, size: tuple[int | None, int | None] = (None, None)) -> None:
        self._configured = size
        self._usual: Size | None = None
        self._candidate: tuple[Size, int, float] | None = None
        self._odd: deque[bool] = deque(maxlen=SIZES_KEPT)
        self._odd_at = 0.0
        self.size: Size | None = None
        self._size_active = False
        self._data: tuple[int, bytes, bytes] | None = None
        self._same_data = Condition(Span(FROZEN_COUNT, FROZEN_S), Span(2, 0))
        self._picture: PictureStatistics | None = None
        self._same_pixels = Condition(Span(FROZEN_COUNT, FROZEN_S), Span(2, 0))
        self._quiet, self._compared = 1.0, 0
        self._black = Condition(_SHOWN, _GONE)
        self._bright = Condition(_SHOWN, _GONE)
        self._usual_bright, self._lit = 0.0, 0
        self.statistics: PictureStatistics | None = None

    def configure(self, size: tuple[int | None, int | None]) -> None:
        """Take over another configured size."""
        self._configured = size

    def note_data(self, image: bytes, width: int, height: int, now: float) -> None:
        """Note a compressed picture as it arrived, and its size from its header."""
        self._note_size((width, height), now)
        middle = len(image) // 2
        # the length, the middle and the end of the compressed data differ when any pixel's noise does, while the
        # head carries time stamps; comparing less than all of it costs a microsecond
        data = len(image), image[middle : middle + 64], image[-64:]
        if self._data is not None:
            self._same_data.observe(data == self._data, now)
        self._data = data

    def note_picture(self, statistics: PictureStatistics, now: float) -> None:
        """Note a decoded picture's statistics."""
        before, self._picture = self._picture, statistics
        self.statistics = statistics
        if before is not None:
            self._compare(changed_share(before, statistics), now)
        self._black.observe(statistics.dark >= BLACK_SHARE, now)
        self._note_light(statistics.bright, now)

    def findings(self, now: float) -> Iterator[tuple[str, str]]:
        """Yield the alarm kinds that hold at *now*, each with its detail."""
        blind = self._black.active or self._bright.active
        if (self._same_data.active or self._same_pixels.active) and not blind:
            since = min(c.since for c in (self._same_data, self._same_pixels) if c.active)
            yield "picture_frozen", f"the same picture for {now - since:.0f} s and more"
        if self._black.active and self.statistics is not None:
            yield "picture_black", f"{self.statistics.dark:.1%} of the pixels are black"
        if self._bright.active and self.statistics is not None:
            yield "picture_overexposed", f"{self.statistics.bright:.0%} of the pixels are at the upper end"
        if self._is_wrong_size(now):
            expected = " x ".join("any" if side is None else str(side) for side in self._expected())
            yield "picture_wrong_size", f"{self._odd_size()} pixels instead of {expected}"

    # -- frozen ------------------------------------------------------------------------------------------------

    def _compare(self, share: float, now: float) -> None:
        limit = UNLEARNT_LIMIT
        if self._compared >= FEWEST_COMPARED:
            limit = min(max(SHARE_OF_QUIET * self._quiet, LIMITS[0]), LIMITS[1])
        same = share <= limit
        self._same_pixels.observe(same, now)
        if not same:
            self._compared += 1
            # follows falling shares quickly and rising ones slowly: the quietest that the camera gets
            self._quiet += (0.2 if share < self._quiet else 0.005) * (share - self._quiet)

    # -- light -------------------------------------------------------------------------------------------------

    def _note_light(self, share: float, now: float) -> None:
        limit = UNLEARNT_BRIGHT_SHARE
        if self._lit >= FEWEST_LIT:
            limit = max(BRIGHT_SHARE, (1 + self._usual_bright) / 2)
        over = share >= limit
        self._bright.observe(over, now)
        if not over and not self._bright.active:
            self._lit += 1
            self._usual_bright += max(FOLLOW, 1 / self._lit) * (share - self._usual_bright)

    # -- size --------------------------------------------------------------------------------------------------

    def _expected(self) -> tuple[int | None, int | None]:
        if self._configured != (None, None):
            return self._configured
        return self._usual or (None, None)

    def _note_size(self, size: Size, now: float) -> None:
        self.size = size
        odd = any(want is not None and have != want for have, want in zip(size, self._expected(), strict=True))
        self._odd.append(odd)
        if odd:
            self._odd_at = now
        if size == self._usual:
            self._candidate = None
            return
        if self._candidate is None or self._candidate[0] != size:
            self._candidate = size, 0, now
        _, count, since = self._candidate
        self._candidate = size, count + 1, since
        needed = 0.0 if self._usual is None else ADOPT_S
        if count + 1 >= USUAL_SIZE_COUNT and now - since >= needed:
            self._usual, self._candidate = size, None
            if self._configured == (None, None):
                self._odd.clear()

    def _is_wrong_size(self, now: float) -> bool:
        odd = sum(self._odd)
        if self._size_active:
            right_since = list(self._odd)[-3:]
            self._size_active = not (odd == 0 or (not any(right_since) and now - self._odd_at >= 3.0))
        else:
            recent = now - self._odd_at < 30.0
            self._size_active = (odd >= 2 and recent) or (odd == 1 and self._odd[-1] and now - self._odd_at >= ALONE_S)
        return self._size_active

    def _odd_size(self) -> str:
        if self._odd and not self._odd[-1] and self._candidate is not None:
            return "x".join(map(str, self._candidate[0]))
        return "x".join(map(str, self.size or (0, 0)))
