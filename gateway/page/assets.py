"""The page's own style sheet, scripts and icons: read once, compressed once, cached by browsers for good.

All files share one version in their address, ``/static/VERSION/NAME``, so that modules find each other by relative
names and a new release is never mixed with an old one.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

__all__ = ["Assets"]

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _Asset:
    media_type: str
    plain: bytes
    compressed: bytes


class Assets:
    """Serves the files of a directory."""

    def __init__(self, directory: Path) -> None:
        self._assets = {
            path.name: _Asset(_TYPES[path.suffix], content, gzip.compress(content, 9, mtime=0))
            for path in sorted(directory.iterdir())
            if path.suffix in _TYPES
            for content in (path.read_bytes(),)
        }
        digest = sha256()
        for name, asset in self._assets.items():
            digest.update(name.encode() + b"\0" + asset.plain)
        self.version = digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Return the address of the file *name*; raise KeyError when there is none."""
        return f"/static/{self.version}/{self._assets[name] and name}"

    async def serve(self, request: Request) -> Response:
        """Answer ``/static/{version}/{name}``. An old version gets the present file, uncached."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("there is no such file\n", status_code=404)
        headers = {"Vary": "Accept-Encoding"}
        headers["Cache-Control"] = _FOR_GOOD if request.path_params["version"] == self.version else "no-cache"
        content = asset.plain
        if "gzip" in request.headers.get("accept-encoding", "") and len(asset.compressed) < len(content):
            headers["Content-Encoding"] = "gzip"
            content = asset.compressed
        return Response(content, media_type=asset.media_type, headers=headers)
