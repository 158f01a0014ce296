"""Where pictures come from: network streams, capture devices, video files and folders of pictures."""

from __future__ import annotations

import logging
import os
import select
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Captured", "Source", "SourceError", "SourceUnavailable", "open_source", "without_credentials"]

_log = logging.getLogger(__name__)

# FFmpeg's and OpenCV's own messages may quote a URL with its password. Errors are reported by this package instead.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

STREAM_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "rtmp", "rtmps", "srt", "udp", "tcp", "rtp"})
PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"})
DEFAULT_VIDEO_FPS = 25.0
LARGEST_VIDEO_FPS = 240.0

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"


class SourceError(ValueError):
    """A source that can never work as given: the message says what is wrong and what to write instead."""


class SourceUnavailable(Exception):  # noqa: N818 - a state of the world, not a mistake: it is tried again
    """A source that cannot be had now: the message says why and what to look at."""


@dataclass(frozen=True, slots=True)
class Captured:
    """One picture: either decoded (*image*, height × width × 3, BGR u8) or a file's own bytes (*encoded*)."""

    image: NDArray[np.uint8] | None = None
    encoded: bytes | None = None


class Source(Protocol):
    """Pictures, one after another."""

    @property
    def shown(self) -> str:
        """Its name for people, without credentials."""

    @property
    def live(self) -> bool:
        """Whether it runs at its own speed; ``advance`` then waits for the next picture."""

    @property
    def interval_s(self) -> float | None:
        """Seconds between pictures of a source that waits for us; None where we choose."""

    def open(self) -> None:
        """Open it, anew if it was open. Raises SourceUnavailable or SourceError."""

    def advance(self) -> bool:
        """Go to the next picture; False at the end. Raises SourceUnavailable when a live source is lost."""

    def picture(self) -> Captured | None:
        """Return the picture it stands at, or None where that one cannot be read."""

    def close(self) -> None:
        """Close it; may be called twice."""


def open_source(text: str, *, timeout_s: float = 5.0) -> Source:
    """Return the (still closed) source that *text* names.

    Args:
        text: a URL (``rtsp://…``, ``http://…``), a capture device (``/dev/video0``), a video file, a named pipe
            that carries video, a picture file, or a folder of pictures.
        timeout_s: how long a stream may take to open, and to send its next picture.

    Raises:
        SourceError: there is no such file or folder, or no kind of source is meant.

    """
    if "://" in text:
        scheme = text.partition("://")[0].lower()
        if scheme not in STREAM_SCHEMES:
            raise SourceError(f"{scheme}:// is no kind of camera; known are {', '.join(sorted(STREAM_SCHEMES))}")
        return _Video(text, without_credentials(text), live=True, backend=cv2.CAP_FFMPEG, timeout_s=timeout_s)
    path = Path(text)
    if text.startswith("/dev/video"):
        return _Video(text, text, live=True, backend=cv2.CAP_V4L2, timeout_s=timeout_s)
    if path.is_dir():
        files = tuple(sorted(file for file in path.iterdir() if file.suffix.lower() in PICTURE_SUFFIXES))
        if not files:
            raise SourceError(f"the folder {path} holds no pictures; put JPEG or PNG files into it")
        return _Pictures(text, files)
    if not path.exists():
        raise SourceError(
            f"there is no file or folder {path}; give rtsp://…, http://…, /dev/videoN, a video file or a folder"
        )
    if path.suffix.lower() in PICTURE_SUFFIXES:
        return _Pictures(text, (path,))
    pipe = stat.S_ISFIFO(path.stat().st_mode)
    return _Video(text, text, live=pipe, backend=cv2.CAP_FFMPEG, timeout_s=timeout_s)


def without_credentials(url: str) -> str:
    """Return *url* without user, password, query and fragment, any of which may hold a secret."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


class _Video:
    """A stream, a capture device, a pipe or a video file, through OpenCV."""

    def __init__(self, target: str, shown: str, *, live: bool, backend: int, timeout_s: float) -> None:
        self.shown = shown
        self.live = live
        self.interval_s: float | None = None
        self._target = target
        self._backend = backend
        self._timeout_ms = int(timeout_s * 1000)
        self._capture: cv2.VideoCapture | None = None

    def open(self) -> None:
        self.close()
        options = []
        if self._backend == cv2.CAP_FFMPEG:
            options = [
                cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
                self._timeout_ms,
                cv2.CAP_PROP_READ_TIMEOUT_MSEC,
                self._timeout_ms,
            ]
        elif not Path(self._target).exists():
            raise SourceUnavailable(f"the capture device {self.shown} is not there; plug the camera in")
        with _writer_awaited(self._target, self._timeout_ms / 1000):
            capture = cv2.VideoCapture(self._target, self._backend, options)
        if not capture.isOpened():
            capture.release()
            raise self._unopened()
        if not self.live:
            fps = capture.get(cv2.CAP_PROP_FPS)
            self.interval_s = 1 / (fps if 0 < fps <= LARGEST_VIDEO_FPS else DEFAULT_VIDEO_FPS)
        self._capture = capture

    def advance(self) -> bool:
        assert self._capture is not None, "the source is open"
        if self._capture.grab():
            return True
        if self.live:
            raise SourceUnavailable(f"{self.shown} stopped sending pictures; look at the camera and its network")
        return False

    def picture(self) -> Captured | None:
        assert self._capture is not None, "the source is open"
        done, image = self._capture.retrieve()
        return Captured(image=image.astype(np.uint8, copy=False)) if done else None

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _unopened(self) -> SourceError | SourceUnavailable:
        if self._backend == cv2.CAP_V4L2:
            return SourceUnavailable(
                f"the capture device {self.shown} does not open; is another program using it, "
                "and may this user read it (group video)?"
            )
        if self.live:
            return SourceUnavailable(
                f"{self.shown} does not open; check the address, user and password, and that the camera is on"
            )
        return SourceError(f"{self.shown} is no video that can be read; give a video file or a folder of pictures")


@contextmanager
def _writer_awaited(path: str, timeout_s: float) -> Iterator[None]:
    """Wait until somebody writes into *path* if it is a named pipe: opening it would wait without an end."""
    if "://" in path or not stat.S_ISFIFO(Path(path).stat().st_mode):
        yield
        return
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not select.select([pipe], [], [], timeout_s)[0]:
            raise SourceUnavailable(f"nobody writes into the pipe {path}; start the program that does")
        yield
    finally:
        os.close(pipe)


class _Pictures:
    """Picture files in the order of their names. JPEG and PNG files are passed through untouched."""

    def __init__(self, shown: str, files: tuple[Path, ...]) -> None:
        self.shown = shown
        self.live = False
        self.interval_s: float | None = None
        self._files = files
        self._at = -1

    def open(self) -> None:
        self._at = -1

    def advance(self) -> bool:
        self._at += 1
        return self._at < len(self._files)

    def picture(self) -> Captured | None:
        file = self._files[self._at]
        try:
            data = file.read_bytes()
        except OSError as error:
            _log.warning("%s cannot be read and is left out: %s", file, error)
            return None
        if data.startswith((_JPEG, _PNG)):
            return Captured(encoded=data)
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
        if image is None:
            _log.warning("%s is no picture and is left out", file)
            return None
        return Captured(image=image.astype(np.uint8, copy=False))

    def close(self) -> None:
        self._at = -1
