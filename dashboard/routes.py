"""The figures over HTTP: `/figures/<name>.<format>?<parameters>`, the frames of a live figure, and Plotly itself."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import limcore
from dashboard import theme
from dashboard.address import LONGEST_QUERY, base_path, public_address
from dashboard.compression import answer, answer_packed, pack
from dashboard.export.export import Export
from dashboard.export.formats import FORMATS
from dashboard.export.images import NoBrowserError, PictureError
from dashboard.export.paper import Paper
from dashboard.export.print_layout import print_drawing
from dashboard.export.provenance import LOCAL_APP
from dashboard.export.tables import drawing_json
from dashboard.figures import FIGURES, Figure, encode_arrays
from dashboard.gate import BusyError, Gate
from dashboard.headers import FIGURE_PAGE
from dashboard.live import ask
from dashboard.once import once
from dashboard.parameters import InvalidParameter, encode
from dashboard.places import ASSETS

__all__ = ["ROUTES", "routes"]

_LONGEST_SWEEP: Final = 0.8  # s of processor time for all frames; what has none is drawn when the thumb is let go
_THEME: Final = frozenset({"theme", "v"})  # beside the parameters: the theme, and the version that frames are for
_SWEEPS: Final = Gate("views", waiting=20, patience=30.0)
_DAY: Final = "public, max-age=86400"


def _mode(query: Mapping[str, str]) -> str:
    mode = query.get("theme", "light")
    if mode not in theme.MODES:
        raise InvalidParameter("theme", mode, f"one of {', '.join(theme.MODES)}")
    return mode


def _base(request: Request) -> str:
    return public_address(request.scope) or f"{LOCAL_APP}{base_path()}"


def _export(figure: Figure, request: Request) -> Export:
    query = request.query_params
    values = ask.read(figure, query, _THEME | frozenset(Export.keys))
    return Export.read(figure, values, _base(request), query)


def _guarded(respond: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Answer a bad request with 422 (404 for a figure or format that does not exist) and the reason."""

    @functools.wraps(respond)
    def guarded(request: Request) -> Response:
        try:
            _check_query(request)
            return respond(request)
        except InvalidParameter as error:
            status = 404 if error.parameter in {"figure", "format"} else 422
            return _refusal(error.parameter, error.value, error.allowed, status)
        except limcore.DomainError as error:
            return _refusal(error.parameter, str(error.value), error.allowed, 422)
        except NoBrowserError as error:
            return JSONResponse({"error": {"reason": "There is no browser to draw with.", "remedy": str(error)}}, 501)
        except PictureError as error:
            return JSONResponse({"error": {"reason": str(error)}}, 500)
        except BusyError as error:
            return JSONResponse({"error": {"reason": str(error)}}, 503, headers={"Retry-After": "60"})

    return guarded


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


def _refusal(parameter: str, value: str, allowed: str, status: int) -> Response:
    reason = {"parameter": parameter, "value": value, "allowed": allowed}
    return JSONResponse({"error": reason}, status_code=status)


@_guarded
def _figure(request: Request) -> Response:
    name, _, form = request.path_params["file"].partition(".")
    figure = ask.find(name)
    if form not in FORMATS:
        raise InvalidParameter("format", form, f"one of {', '.join(FORMATS)}")
    content = FORMATS[form].write(_export(figure, request))
    headers = {"Content-Disposition": f'inline; filename="{name}.{form}"', "Access-Control-Allow-Origin": "*"}
    if form == "html":
        headers["Content-Security-Policy"] = FIGURE_PAGE
    return answer(request, content, FORMATS[form].media_type, headers)


@_guarded
def _drawing_only(request: Request) -> Response:
    """Answer with one drawing for a live figure that has no frames yet."""
    figure = ask.find(request.path_params["name"])
    values = ask.read(figure, request.query_params, _THEME)
    text = drawing_json(Export(figure, values, paper=Paper(colours=_mode(request.query_params))))
    return answer(request, text, "application/json", {})


@_guarded
def _print(request: Request) -> Response:
    """Answer with a drawing laid out for print, for the browser to save as a picture."""
    figure = ask.find(request.path_params["name"])
    ready = print_drawing(_export(figure, request))
    content = {**encode_arrays(ready.drawing), "scale": ready.scale, "image_scale": ready.image_scale}
    return answer(request, json.dumps(content, ensure_ascii=False, allow_nan=False), "application/json", {})


@_guarded
def _sweep(request: Request) -> Response:
    figure = ask.find(request.path_params["name"])
    query = request.query_params
    over = query.get("over", "")
    stops = ask.swept_stops(figure, over, query.get("frames"))
    values = ask.read(figure, query, _THEME | {"over", "frames"})
    figure.drawing(values)  # what cannot be drawn is refused here
    fixed = {key: text for key, text in encode(values).items() if key != over}
    body = _pack(figure.name, over, stops, tuple(sorted(fixed.items())))
    return answer_packed(request, body, "application/octet-stream", {"Cache-Control": _DAY})


@once(most=64, gate=_SWEEPS, followers=10)
def _pack(name: str, over: str, stops: tuple[float, ...], fixed: tuple[tuple[str, str], ...]) -> bytes:
    """Pack and compress the frames; a class that opens the same view asks for the same ones."""
    figure = ask.find(name)
    return pack(ask.frames(figure, ask.read(figure, dict(fixed)), over, stops, _LONGEST_SWEEP))


@_guarded
def _about(request: Request) -> Response:
    """Answer with what a figure is, and what its parameters take."""
    text = json.dumps(ask.about(request.path_params["name"]), ensure_ascii=False)
    return answer(request, text, "application/json", {"Cache-Control": _DAY, "Access-Control-Allow-Origin": "*"})


@functools.cache
def _plotly() -> bytes:
    return pack((Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes())


def _plotly_js(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return answer_packed(request, _plotly(), "text/javascript", headers)


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
def _nothing(request: Request) -> Response:
    """Say of any other address under the figures that there is none."""
    raise InvalidParameter("figure", request.path_params["rest"], f"one of {', '.join(FIGURES)}")


ROUTES: Final = [
    Route("/figures/plotly.min.js", _plotly_js),
    Route("/figures/overview.png", _picture_of_the_app),
    Route("/overview", _first_page),
    Route("/figures/{name}/drawing", _drawing_only),
    Route("/figures/{name}/print", _print),
    Route("/figures/{name}/about", _about),
    Route("/figures/{name}/sweep", _sweep),
    Route("/figures/{file}", _figure),
    Route("/figures/{rest:path}", _nothing),
]
"""What is answered beside the pages, where the app is served at the root."""


def routes() -> list[Route]:
    """Give the routes where the app is served."""
    base = base_path().rstrip("/")
    door = [Route(base, _into_the_path)] if base else []
    return door + [Route(base + route.path, route.endpoint) for route in ROUTES]
