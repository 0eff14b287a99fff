"""What whoever runs the app asks it: whether it works, and how it goes."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import desks
from dashboard.counted import metrics
from dashboard.environment import metrics_are_open
from dashboard.heavy import BusyError
from dashboard.live import answers

__all__ = ["OPERATOR_ROUTES"]

_PATIENCE: Final = 20.0  # s for one figure, on a server that has its hands full
_PASSED_ON: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_HERE: Final = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
_NEW: Final = {"Cache-Control": "no-store"}


async def _health(_: Request) -> Response:
    """Answer 200 if a figure can be drawn, 503 with the reason if not; all who ask at once await the same figure."""
    try:
        drawn = await asyncio.wait_for(desks.HEALTH.take(answers.drawing, "barrier", (), "light"), _PATIENCE)
    except (BusyError, TimeoutError) as error:
        return PlainTextResponse(f"No figure can be drawn. {error}".strip() + "\n", 503, _NEW)
    return PlainTextResponse("ok\n" if drawn else "empty\n", 200 if drawn else 503, _NEW)


async def _metrics(request: Request) -> Response:
    """Answer with what was counted; to programs on this machine, if no more was said."""
    passed_on = any(name in request.headers for name in _PASSED_ON)
    here = request.client is not None and request.client.host in _HERE and not passed_on
    if not (here or metrics_are_open()):
        told = "The metrics are read on the machine itself; PERFORMANCE_WALLS_METRICS=everywhere opens them.\n"
        return PlainTextResponse(told, 403, _NEW)
    return PlainTextResponse(metrics(desks.waiting()), headers=_NEW, media_type="text/plain; version=0.0.4")


OPERATOR_ROUTES: Final = [Route("/healthz", _health), Route("/metrics", _metrics)]
