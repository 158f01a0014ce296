"""Where inputs and outputs lie: under the digest that the chain knows, in a folder or behind a base address.

A digest is the first 31 bytes of the SHA-256 of the bytes, big-endian, an element of Starknet's field; a name is the
digest in hexadecimal, 62 digits at least. Jobs that are paid on a proof have another digest (`gateway.jobs.by_proof`).
Whoever reads checks the bytes against the name, so the place needs no trust: a shared folder, or a web server that
answers ``GET`` and takes ``PUT`` below the base address (nginx, WebDAV, an object store).
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import aiohttp

from gateway.stark_curve import PRIME
from gateway.whole_file import PUBLIC, write_file

__all__ = ["MOST_BYTES", "ContentError", "ContentMissingError", "Place", "digest_of", "name_of"]

MOST_BYTES = 64 * 2**20
"""Larger contents are not read, unless a caller says otherwise."""

_BYTES = 31
_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=15)


class ContentError(RuntimeError):
    """A content can't be read or laid down, or is not what its name says; the message names the place."""


class ContentMissingError(ContentError):
    """There is nothing under the name, yet."""


def digest_of(content: bytes) -> int:
    """Return the digest of *content* as the chain holds it."""
    return int.from_bytes(hashlib.sha256(content).digest()[:_BYTES], "big")


def name_of(digest: int) -> str:
    """Return the name under which the content of *digest* lies.

    Raises:
        ContentError: no content has such a digest: it is no element of the field.

    """
    if not 0 <= digest < PRIME:
        raise ContentError(f"{digest:#x} is the digest of no content: it is no number of the chain")
    return f"{digest:0{2 * _BYTES}x}"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, or the base address of a web server.

    Attributes:
        base: path, ``http://…`` or ``https://…``.

    """

    base: str

    @classmethod
    def at(cls, text: str) -> Self:
        """Return the place that *text* names.

        Raises:
            ContentError: it names none.

        """
        if re.match(r"[a-z][a-z0-9+.-]*://", text) and not text.startswith(("http://", "https://")):
            raise ContentError(f"{text}: a place is a folder, or an address that begins with http:// or https://")
        if not text:
            raise ContentError("no place is given: name a folder or an address")
        return cls(text.rstrip("/") or "/")

    @property
    def is_remote(self) -> bool:
        """Whether it is a web server."""
        return self.base.startswith(("http://", "https://"))

    def where(self, digest: int) -> str:
        """Return where the content of *digest* lies."""
        return f"{self.base}/{name_of(digest)}"

    async def fetch(self, digest: int, most: int = MOST_BYTES, digest_of: Callable[[bytes], int] = digest_of) -> bytes:
        """Return the content of *digest*, which *digest_of* gives for it.

        Raises:
            ContentMissingError: there is none here.
            ContentError: it can't be read, has more than *most* bytes, or is not what its name says.

        """
        where = self.where(digest)
        content = await (self._get(where, most) if self.is_remote else asyncio.to_thread(_read, Path(where), most))
        if len(content) > most:
            raise ContentError(f"{where}: more than {most:,} bytes")
        if not _fits(content, digest, digest_of):
            raise ContentError(f"{where}: not what its name says; it was altered or cut off, and is not used")
        return content

    async def publish(self, content: bytes, digest_of: Callable[[bytes], int] = digest_of) -> int:
        """Lay *content* down, and return its digest; what is there already stays.

        Raises:
            ContentError: it can't be written.

        """
        digest = digest_of(content)
        where = self.where(digest)
        if self.is_remote:
            await self._put(where, content)
        else:
            await asyncio.to_thread(_write, Path(where), content)
        return digest

    @staticmethod
    async def _get(where: str, most: int) -> bytes:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.get(where, allow_redirects=False) as answer,
            ):
                if answer.status == 404:
                    raise ContentMissingError(f"{where}: nothing is there")
                if answer.status != 200:
                    raise ContentError(f"{where}: the server answers {answer.status} {answer.reason}")
                content = bytearray()
                async for part in answer.content.iter_chunked(2**16):
                    content += part
                    if len(content) > most:
                        break
                return bytes(content)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ContentError(f"{where}: {error or 'no answer in time'}") from error

    @staticmethod
    async def _put(where: str, content: bytes) -> None:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.put(where, data=content, allow_redirects=False) as answer,
            ):
                if not 200 <= answer.status < 300:
                    raise ContentError(
                        f"{where}: the server answers {answer.status} {answer.reason}; does it allow PUT there?"
                    )
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ContentError(f"{where}: {error or 'no answer in time'}") from error


def _fits(content: bytes, digest: int, digest_of: Callable[[bytes], int]) -> bool:
    try:
        return digest_of(content) == digest
    except ValueError:  # these bytes have no such digest
        return False


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise ContentMissingError(f"{path}: nothing is there") from error
    except OSError as error:
        raise ContentError(f"{path}: {error.strerror}") from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content, PUBLIC)
    except OSError as error:
        raise ContentError(f"{path}: {error.strerror}") from error
