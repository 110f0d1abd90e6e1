"""What every request passes before anything is done with it, and what every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from ipaddress import ip_address
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from innoguide.room.limits import BODY_SECONDS, DRAINED
from innoguide.room.refusal import Refusal

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: browsers would then send `Origin: null` with the pages' own forms.
    "Referrer-Policy": "same-origin",
}
_STATIC_SECONDS = 300

Refuse = Callable[[Request, Refusal], Awaitable[Response]]


class Headed:
    """Puts the headers of safety on every answer, also on those of faults. *seen* is when somebody last asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.seen = monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.seen = monotonic()

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers)


class Gate:
    """Lets nobody in who came by another name than our address, from another page, or when it is too crowded."""

    def __init__(self, app: ASGIApp, refuse: Refuse, crowded: Callable[[], bool]) -> None:
        self._app, self._refuse, self._crowded = app, refuse, crowded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        refusal = self._look_at(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        response = await self._refuse(Request(scope, receive), refusal)
        if refusal.keep:  # crowded: make room, but not before the phone has said its piece and can hear the answer
            await _drain(receive)
            response.headers["Connection"] = "close"
        await response(scope, receive, send)

    def _look_at(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        host, server = headers.get("host", ""), scope.get("server")
        if not server or len(headers.getlist("host")) != 1 or not is_ours(host, *server):
            return Refusal(400, "room_wrong_host")
        if scope["method"] == "POST" and headers.get("origin", f"http://{host}") != f"http://{host}":
            return Refusal(400, "room_wrong_page")
        if self._crowded():
            return Refusal(503, "room_crowded", keep=True, retry=5)
        return None


async def _drain(receive: Receive) -> None:
    """Read the rest of a request away."""
    with suppress(TimeoutError):
        async with asyncio.timeout(BODY_SECONDS):
            size, more = 0, True
            while more and size <= DRAINED:
                message = await receive()
                size, more = size + len(message.get("body", b"")), message.get("more_body", False)


def is_ours(host: str, address: str, port: int) -> bool:
    """Whether *host* names the address and port that a request came in at. A name from outside could lead anywhere."""
    names = {address} | ({"localhost"} if ip_address(address).is_loopback else set())
    return host in {f"{name}:{port}" for name in names} or (port == 80 and host in names)


def cached(response: Response) -> Response:
    """Let phones keep a file that is the same for all for a few minutes."""
    response.headers["Cache-Control"] = f"public, max-age={_STATIC_SECONDS}"
    return response
