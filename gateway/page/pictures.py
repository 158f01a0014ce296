"""Pictures for the page: by digest, in full or small, made once for all viewers, noted in the access log."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

import cv2
import numpy as np

from gateway.page.view import AccessLog, Picture, StatusSource

__all__ = ["Pictures", "shrink"]

LEAST_THUMBNAIL_PX = 320
THUMBNAIL_QUALITY = 72
MOST_CACHED_BYTES = 2_000_000
LONGEST_CACHED_S = 60.0  # a picture that is erased must not live on here

_REDUCED = (
    (8, cv2.IMREAD_REDUCED_COLOR_8),
    (4, cv2.IMREAD_REDUCED_COLOR_4),
    (2, cv2.IMREAD_REDUCED_COLOR_2),
)


def shrink(content: bytes, width: int | None = None) -> bytes | None:
    """Return *content* as a small JPEG, at least 320 px wide where the original is; None when it is no picture.

    *width* is the original's, in pixels, where it is known: the decoder then does the scaling, which is several
    times faster than decoding in full. Orientation tags are ignored: boxes are in pixels of the stored picture.
    """
    flags = cv2.IMREAD_COLOR
    for divisor, reduced in _REDUCED:
        if width is not None and width // divisor >= LEAST_THUMBNAIL_PX:
            flags = reduced
            break
    try:
        image = cv2.imdecode(np.frombuffer(content, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None
    if image is None:
        return None
    done, encoded = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, THUMBNAIL_QUALITY))
    return encoded.tobytes() if done else None


@dataclass(frozen=True, slots=True)
class _Thumbnail:
    content: bytes
    device: str | None
    made: float


class Pictures:
    """Supplies pictures to viewers.

    Args:
        source: where pictures come from.
        executor: threads in which they are shrunk.
        access_log: who is told who looked at what; None: nobody is.
        wall: the present moment.
        clock: monotonic seconds.

    """

    def __init__(
        self,
        source: StatusSource,
        executor: Executor,
        access_log: AccessLog | None = None,
        *,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source, self._executor, self._access_log, self._wall = source, executor, access_log, wall
        self._clock = clock
        self._thumbnails: OrderedDict[str, _Thumbnail] = OrderedDict()
        self._cached_bytes = 0
        self._making: dict[str, asyncio.Task[_Thumbnail | None]] = {}

    @property
    def cache_control(self) -> str:
        """How long browsers may keep a picture: for good by its digest; not at all where looking is logged."""
        return "private, max-age=86400, immutable" if self._access_log is None else "no-store"

    async def full(self, sha256: str, who: str) -> Picture | None:
        """Return the picture as the camera sent it, or None when it is not kept (any more)."""
        picture = await self._source.picture(sha256)
        if picture is not None:
            await self._note(who, "picture", sha256, picture.device)
        return picture

    async def thumbnail(self, sha256: str, who: str, width: int | None = None) -> bytes | None:
        """Return a small JPEG of the picture, or None when it is not kept (any more)."""
        thumbnail = self._thumbnails.get(sha256)
        if thumbnail is None or self._clock() - thumbnail.made > LONGEST_CACHED_S:
            task = self._making.get(sha256)
            if task is None:
                task = asyncio.create_task(self._make(sha256, width))
                self._making[sha256] = task
                task.add_done_callback(lambda _: self._making.pop(sha256, None))
            thumbnail = await asyncio.shield(task)
        else:
            self._thumbnails.move_to_end(sha256)
        if thumbnail is None:
            return None
        await self._note(who, "thumbnail", sha256, thumbnail.device)
        return thumbnail.content

    async def _make(self, sha256: str, width: int | None) -> _Thumbnail | None:
        picture = await self._source.picture(sha256)
        if picture is None:
            return None
        small = await asyncio.get_running_loop().run_in_executor(self._executor, shrink, picture.content, width)
        if small is None:
            return None
        thumbnail = _Thumbnail(small, picture.device, self._clock())
        if self._access_log is None:  # where looking is logged, pictures may be erased too: keep no copies
            before = self._thumbnails.pop(sha256, None)
            self._thumbnails[sha256] = thumbnail
            self._cached_bytes += len(small) - (0 if before is None else len(before.content))
            while self._cached_bytes > MOST_CACHED_BYTES:
                _, oldest = self._thumbnails.popitem(last=False)
                self._cached_bytes -= len(oldest.content)
        return thumbnail

    async def _note(self, who: str, what: str, sha256: str, device: str | None) -> None:
        if self._access_log is not None:
            await self._access_log.record(at=self._wall(), who=who, what=what, sha256=sha256, device=device)
