"""The figures over HTTP: `/figures/<name>.<format>?<parameters>`, the frames of a live figure, and Plotly itself."""

from __future__ import annotations

import asyncio
import functools
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import limcore
from dashboard import theme
from dashboard.address import LONGEST_QUERY, base_path, public_address
from dashboard.compression import answer, answer_packed
from dashboard.desks import ALL_FRAMES, DRAWINGS, EXPORTS, FEW_FRAMES, HEAVY_EXPORTS
from dashboard.export.answers import Said, exported, printed
from dashboard.export.export import Export
from dashboard.export.formats import FORMATS
from dashboard.export.lesson_sheet import Sheet, lesson_pdf
from dashboard.export.press import NoBrowserError, PictureError
from dashboard.export.provenance import LOCAL_APP
from dashboard.figures import FIGURES, Figure
from dashboard.headers import FIGURE_PAGE
from dashboard.heavy import BusyError
from dashboard.live import answers, ask
from dashboard.operator_routes import OPERATOR_ROUTES
from dashboard.packing import is_text, pack
from dashboard.parameters import InvalidParameter, Values, encode
from dashboard.places import ASSETS
from dashboard.plotly_script import plotly_script
from dashboard.scripts import linked
from dashboard.work import Desk

__all__ = ["ROUTES", "routes"]

_THEME: Final = frozenset({"theme", "v"})  # beside the parameters: the theme, and the version that frames are for
_DAY: Final = "public, max-age=86400"
_RETRY: Final = 1  # s


def _mode(query: Mapping[str, str]) -> str:
    mode = query.get("theme", "light")
    if mode not in theme.MODES:
        raise InvalidParameter("theme", mode, f"one of {', '.join(theme.MODES)}")
    return mode


def _base(request: Request) -> str:
    return public_address(request.scope) or f"{LOCAL_APP}{base_path()}"


def _said(figure: Figure, request: Request) -> Said:
    """Give all that an export is made from, checked, in an order of its own: who asks for the same gets the same."""
    query = request.query_params
    values = ask.read(figure, query, _THEME | frozenset(Export.keys))
    Export.read(figure, values, _base(request), query)
    also = {key: query[key] for key in Export.keys if key in query}
    return tuple(sorted((encode(values) | also).items()))


def _guarded(respond: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Answer a bad request with 422 (404 for a figure or format that does not exist) and the reason."""

    @functools.wraps(respond)
    async def guarded(request: Request) -> Response:
        try:
            _check_query(request)
            return await respond(request)
        except ClientDisconnect:
            return Response(status_code=499)  # which nobody reads
        except (ValueError, RuntimeError) as error:
            return _told(error)

    return guarded


async def _while_asked(request: Request, desk: Desk, work: Callable[..., bytes], *given: Hashable) -> bytes:
    """Await what a desk makes as long as somebody waits for the answer; raise ClientDisconnect if nobody does."""
    making = asyncio.ensure_future(desk.take(work, *given))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({making, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not making.done():
            raise ClientDisconnect
        return making.result()
    finally:
        making.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _check_query(request: Request) -> None:
    """Raise InvalidParameter for a query that is too long, no text, or says a thing twice."""
    query: bytes = request.scope["query_string"]
    if len(query) > LONGEST_QUERY:
        raise InvalidParameter("query", f"{len(query)} characters", f"at most {LONGEST_QUERY} characters")
    try:
        unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidParameter("query", query.decode("latin-1"), "text in UTF-8") from error
    for key, count in Counter(key for key, _ in request.query_params.multi_items()).items():
        if count > 1:
            raise InvalidParameter(key, ", ".join(request.query_params.getlist(key)), "one value, said once")


def _told(error: Exception) -> Response:
    """Say why there is no answer; raise what is not for the reader."""
    match error:
        case InvalidParameter():
            reason = {"parameter": error.parameter, "value": error.value, "allowed": error.allowed}
            return _error(reason, 404 if error.parameter in {"figure", "format", "lesson"} else 422)
        case limcore.DomainError():
            return _error({"parameter": error.parameter, "value": str(error.value), "allowed": error.allowed}, 422)
        case NoBrowserError():
            return _error({"reason": "There is nothing to draw pictures with here.", "remedy": str(error)}, 501)
        case PictureError():
            return _error({"reason": str(error)}, 500)
        case BusyError():
            return _error({"reason": str(error)}, 503, {"Retry-After": str(_RETRY)})
    raise error


def _error(reason: dict[str, str], status: int, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": reason}, status, headers)


@_guarded
async def _figure(request: Request) -> Response:
    name, _, form = request.path_params["file"].partition(".")
    figure = ask.find(name)
    if form not in FORMATS:
        raise InvalidParameter("format", form, f"one of {', '.join(FORMATS)}")
    desk = HEAVY_EXPORTS if FORMATS[form].is_heavy else EXPORTS
    content = await _while_asked(request, desk, exported, name, form, _said(figure, request), _base(request))
    headers = {"Content-Disposition": f'inline; filename="{name}.{form}"', "Access-Control-Allow-Origin": "*"}
    if form == "html":
        headers["Content-Security-Policy"] = FIGURE_PAGE
    give = answer_packed if is_text(FORMATS[form].media_type) else answer
    return give(request, content, FORMATS[form].media_type, headers)


@_guarded
async def _drawing_only(request: Request) -> Response:
    """Answer with one drawing, for where a live figure has no frame."""
    figure = ask.find(request.path_params["name"])
    fixed = _fixed(ask.read(figure, request.query_params, _THEME))
    made = await _while_asked(request, DRAWINGS, answers.drawing, figure.name, fixed, _mode(request.query_params))
    return answer_packed(request, made, "application/json", {})


@_guarded
async def _print(request: Request) -> Response:
    """Answer with a drawing laid out for print, for the browser to save as a picture."""
    figure = ask.find(request.path_params["name"])
    content = await _while_asked(request, EXPORTS, printed, figure.name, _said(figure, request), _base(request))
    return answer_packed(request, content, "application/json", {})


@_guarded
async def _sweep(request: Request) -> Response:
    """Answer with frames along a slider: a few around the stop `near` the thumb, or so many, or all of them."""
    figure = ask.find(request.path_params["name"])
    query = request.query_params
    over = query.get("over", "")
    stops = ask.swept_stops(figure, over, query.get("frames"))
    values = ask.read(figure, query, _THEME | {"over", "frames", "near"})
    fixed = _fixed({key: value for key, value in values.items() if key != over})
    near = ask.near_stop(stops, query["near"]) if "near" in query else None
    if near is not None and "frames" not in query:
        made = await _while_asked(request, FEW_FRAMES, answers.few_frames, figure.name, over, near, fixed)
    elif FEW_FRAMES.is_idle:
        made = await _while_asked(
            request, ALL_FRAMES, answers.all_frames, figure.name, over, query.get("frames"), near, fixed
        )
    else:
        raise BusyError("Other views come first: try again in a moment.")
    return answer_packed(request, made, "application/octet-stream", {"Cache-Control": _DAY})


def _fixed(values: Values) -> answers.Fixed:
    return tuple(sorted(encode(values).items()))


@_guarded
async def _about(request: Request) -> Response:
    """Answer with what a figure is, and what its parameters take."""
    text = json.dumps(ask.about(request.path_params["name"]), ensure_ascii=False)
    return answer(request, text, "application/json", {"Cache-Control": _DAY, "Access-Control-Allow-Origin": "*"})


@functools.cache
def _plotly() -> bytes:
    return pack(plotly_script().encode())


def _plotly_js(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return answer_packed(request, _plotly(), "text/javascript", headers)


@functools.cache
def _first() -> bytes:
    return pack(linked("live/first.js").encode())


def _first_js(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return answer_packed(request, _first(), "text/javascript", headers)


def _picture_of_the_app(_: Request) -> Response:
    """Answer with the picture that a link to the app shows elsewhere."""
    return FileResponse(ASSETS / "overview.png", headers={"Cache-Control": _DAY})


def _first_page(request: Request) -> Response:
    """Lead to the first page, which stands at the bare address, under its name too."""
    query = request.scope["query_string"].decode("latin-1")
    return RedirectResponse(f"./?{query}".removesuffix("?"))


def _into_the_path(_: Request) -> Response:
    """Lead from the path of the app to what lies in it; Starlette itself would name the host that a client claims."""
    return RedirectResponse(f"{base_path().split('/')[-2]}/")


@_guarded
async def _lesson(request: Request) -> Response:
    """Answer with a lesson to print, as PDF."""
    name, _, form = request.path_params["file"].partition(".")
    if form != "pdf":
        raise InvalidParameter("format", form, "pdf")
    asked = Sheet.read(name, request.query_params)
    content = await _while_asked(request, HEAVY_EXPORTS, lesson_pdf, asked.lesson, asked.answers, asked.sheet)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return answer(request, content, "application/pdf", headers)


@_guarded
async def _nothing(request: Request) -> Response:
    """Say of any other address under the figures that there is none."""
    raise InvalidParameter("figure", request.path_params["rest"], f"one of {', '.join(FIGURES)}")


ROUTES: Final = [
    Route("/figures/plotly.min.js", _plotly_js),
    Route("/figures/first.js", _first_js),
    Route("/figures/overview.png", _picture_of_the_app),
    Route("/overview", _first_page),
    Route("/figures/{name}/drawing", _drawing_only),
    Route("/figures/{name}/print", _print),
    Route("/figures/{name}/about", _about),
    Route("/figures/{name}/sweep", _sweep),
    Route("/figures/{file}", _figure),
    Route("/figures/{rest:path}", _nothing),
    Route("/lessons/{file}", _lesson),
    *OPERATOR_ROUTES,
]
"""What is answered beside the pages, where the app is served at the root."""


def routes() -> list[Route]:
    """Give the routes where the app is served."""
    base = base_path().rstrip("/")
    door = [Route(base, _into_the_path)] if base else []
    return door + [Route(base + route.path, route.endpoint) for route in ROUTES]
