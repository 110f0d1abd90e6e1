"""The pages and what they send, as HTTP. A script gets JSON; without scripts everything works as pages and forms."""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from innoguide.model.language import clean
from innoguide.model.record import ALPHABET
from innoguide.room.desk import Desk
from innoguide.room.forms import Fields, read_form, typed_answers
from innoguide.room.gate import Gate, Headed, cached
from innoguide.room.limits import BODY_SECONDS, DRAINED, LONGEST_BODY, Bucket
from innoguide.room.qr import qr_svg
from innoguide.room.refusal import Refusal
from innoguide.room.templates import Templates

COOKIE = "innoguide_phone"
TOKEN_LENGTH = 8
_COOKIE_FORM = re.compile(r"[0-9a-f]{32}")
_CODE_FORM = re.compile(rf"[{ALPHABET}]{{{TOKEN_LENGTH}}}")
_FORM = "application/x-www-form-urlencoded"

Deed = Callable[[str, Fields], Awaitable[str]]


class Site:
    """Answers requests with the desk's views, in its language."""

    def __init__(self, desk: Desk, templates: Templates, *, hours: float) -> None:
        self._desk, self._templates, self._cookie_seconds = desk, templates, int(hours * 3600)
        # Whoever has the right code never meets this; a guesser needs thousands of years.
        self._wrong_codes = Bucket(burst=30, per_second=0.5)

    def routes(self) -> list[Route]:
        """Return all addresses there are."""
        desk = self._desk
        deeds = {
            "table": desk.choose_table,
            "note": desk.note,
            "back": desk.take_back,
            "votes": desk.votes,
            "ratings": desk.ratings,
        }
        return [
            Route("/", self._door),
            Route("/favicon.ico", self._icon),
            Route("/static/{name}", self._static),
            Route("/{token}", self._phone),
            *(Route(f"/{{token}}/{name}", self._does(deed), methods=["POST"]) for name, deed in deeds.items()),
            Route("/{token}/state", self._phone_state),
            Route("/{token}/wall", self._wall),
            Route("/{token}/wall/state", self._wall_state),
            Route("/{token}/qr.svg", self._qr),
        ]

    # Pages

    async def _door(self, request: Request) -> Response:
        code = request.query_params.get("code")
        if code is None:
            return self._code_page()
        typed = "".join(code.split()).casefold()
        if not _CODE_FORM.fullmatch(typed):
            raise Refusal(400, "room_code_form", length=TOKEN_LENGTH)
        return RedirectResponse(f"/{typed}", 303)

    async def _icon(self, _request: Request) -> Response:
        # Browsers ask by themselves: it must not count as a wrong code.
        return Response(status_code=204)

    async def _static(self, request: Request) -> Response:
        found = self._templates.static(request.path_params["name"])
        if found is None:
            raise Refusal(404, "room_wrong_code")
        content, kind = found
        return cached(Response(content, media_type=kind))

    async def _phone(self, request: Request) -> Response:
        self._check_token(request)
        known = _cookie_of(request)
        cookie = known or secrets.token_hex(16)
        if known or _is_browser(request):
            self._desk.arrive(self._desk.phone_of(cookie))
        return self._phone_page(cookie)

    async def _phone_state(self, request: Request) -> Response:
        self._check_token(request)
        phone = self._phone_id(request)
        self._desk.arrive(phone)
        return self._unless_known(request, lambda: self._desk.phone(phone))

    async def _wall(self, request: Request) -> Response:
        self._check_token(request)
        view = self._desk.wall()
        return HTMLResponse(self._templates.page("wall.html.j2", self._desk.lang, view=view, token=self._desk.token))

    async def _wall_state(self, request: Request) -> Response:
        self._check_token(request)
        return self._unless_known(request, self._desk.wall)

    async def _qr(self, request: Request) -> Response:
        self._check_token(request)
        return Response(qr_svg(self._desk.links.address), media_type="image/svg+xml")

    def _unless_known(self, request: Request, view: Callable[[], dict[str, Any]]) -> Response:
        if request.query_params.get("v") == str(self._desk.version()):
            return Response(status_code=204)
        return JSONResponse(view())

    # What is sent

    def _does(self, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a form: *deed* is done, then the phone is shown how it stands."""

        async def answer(request: Request) -> Response:
            self._check_token(request)
            phone = self._phone_id(request)
            fields = read_form(await _body(request))
            request.state.fields = fields  # what is refused stays in its field
            self._desk.let_send(phone)
            self._desk.arrive(phone)
            received = await deed(phone, fields)
            if _wants_json(request):
                return JSONResponse({"received": received, "view": self._desk.phone(phone)})
            return RedirectResponse(f"/{self._desk.token}", 303)

        return answer

    def _check_token(self, request: Request) -> None:
        if hmac.compare_digest(request.path_params["token"].encode(), self._desk.token.encode()):
            return
        if not self._wrong_codes.take():
            raise Refusal(429, "room_many_codes", retry=10)
        raise Refusal(404, "room_wrong_code")

    def _phone_id(self, request: Request) -> str:
        cookie = _cookie_of(request)
        return self._desk.phone_of(cookie) if cookie else ""

    # Answers

    def _phone_page(self, cookie: str, *, error: str = "", fields: Fields | None = None, status: int = 200) -> Response:
        sent = fields or {}
        view = self._desk.phone(self._desk.phone_of(cookie) if cookie else "") | typed_answers(sent)
        page = self._templates.page(
            "phone.html.j2",
            self._desk.lang,
            view=view,
            token=self._desk.token,
            round=view["round"],
            note_id=secrets.token_hex(8),
            error=error,
            typed=clean(sent.get("text", "")),
        )
        response = HTMLResponse(page, status)
        if cookie:
            path, age = f"/{self._desk.token}", self._cookie_seconds
            response.set_cookie(COOKIE, cookie, max_age=age, path=path, httponly=True, samesite="lax")
        return response

    def _code_page(self, *, error: str = "", status: int = 200) -> Response:
        return HTMLResponse(self._templates.page("code.html.j2", self._desk.lang, error=error), status)

    async def refuse(self, request: Request, refusal: Refusal) -> Response:
        """Say why a request is not done: to a script as JSON, else on the page that it came from."""
        words = refusal.text(self._desk.lang)
        fields = getattr(request.state, "fields", None)
        if _wants_json(request):
            response: Response = JSONResponse({"error": words, "keep": refusal.keep}, refusal.status)
        elif fields is not None:
            response = self._phone_page(_cookie_of(request), error=words, fields=fields, status=refusal.status)
        else:
            response = self._code_page(error=words, status=refusal.status)
        if refusal.retry:
            response.headers["Retry-After"] = str(refusal.retry)
        if refusal.status in (408, 413):  # what is left of the request is not waited for
            response.headers["Connection"] = "close"
        return response

    async def refused(self, request: Request, error: Exception) -> Response:
        """Answer what was raised: a refusal, an address or a method that there is not, or a fault of ours."""
        if isinstance(error, Refusal):
            return await self.refuse(request, error)
        if isinstance(error, HTTPException) and error.status_code < 500:
            response = await self.refuse(request, Refusal(error.status_code, "room_wrong_code"))
            response.headers.update(error.headers or {})
            return response
        return await self.refuse(request, Refusal(500, "room_fault", keep=True))


def make_app(site: Site, crowded: Callable[[], bool]) -> Headed:
    """Return the whole application."""
    handlers: dict[Any, Any] = {Refusal: site.refused, HTTPException: site.refused, 500: site.refused}
    gate = Middleware(Gate, refuse=site.refuse, crowded=crowded)
    return Headed(Starlette(routes=site.routes(), middleware=[gate], exception_handlers=handlers))


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _is_browser(request: Request) -> bool:
    """Whether a person opens the page; a chat that makes a preview of a link is nobody in the room."""
    purpose = request.headers.get("sec-purpose", "") + request.headers.get("purpose", "")
    return "text/html" in request.headers.get("accept", "") and not purpose


def _cookie_of(request: Request) -> str:
    given = request.cookies.get(COOKIE, "")
    return given if _COOKIE_FORM.fullmatch(given) else ""


async def _body(request: Request) -> bytes:
    """Return the body of a form. Too much, too slow or something else than a form is refused."""
    if request.headers.get("content-type", _FORM).partition(";")[0].strip().casefold() != _FORM:
        raise Refusal(415, "room_not_read")
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                body += chunk[: LONGEST_BODY + 1 - len(body)]
                if size > DRAINED:
                    break
    except TimeoutError as error:
        raise Refusal(408, "room_slow", keep=True) from error
    except ClientDisconnect as error:
        raise Refusal(400, "room_not_read") from error
    if size > LONGEST_BODY:
        raise Refusal(413, "room_too_large")
    return bytes(body)
