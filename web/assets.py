"""Small static files under addresses that change with their content, so browsers keep them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, plain and compressed, its type, and the address it is served at."""

    body: bytes
    gzipped: bytes
    media_type: str
    url: str


class Assets:
    """The files of one folder, read once."""

    def __init__(self, prefix: str, folder: Path) -> None:
        self.prefix = prefix
        self._files = {p.name: _asset(prefix, p) for p in sorted(folder.iterdir())}

    def url(self, name: str) -> str:
        """Return the address of a file; raises KeyError when there is none of that name."""
        return self._files[name].url

    def route(self) -> Route:
        """Return the route that serves the files."""

        async def serve(request: Request) -> Response:
            asset = self._files.get(request.path_params["name"])
            if asset is None:
                return PlainTextResponse("There is no such file.", 404)
            return _response(asset, request.headers.get("accept-encoding", ""))

        return Route(f"/{self.prefix}/{{digest:str}}/{{name:str}}", serve)


def _response(asset: Asset, accepted: str) -> Response:
    # Compressed once: in a wave of joining phones every one of them asks for the same files.
    if "gzip" not in accepted:
        return Response(asset.body, media_type=asset.media_type, headers=FOREVER)
    headers = {**FOREVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(asset.gzipped, media_type=asset.media_type, headers=headers)


def _asset(prefix: str, path: Path) -> Asset:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:12]
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    url = f"/{prefix}/{digest}/{path.name}"
    return Asset(body, gzip.compress(body, 9, mtime=0), media_type, url)
