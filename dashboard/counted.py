"""What is counted of the app for whoever runs it: requests, how long they took, who waits, how much memory is taken."""

from __future__ import annotations

import bisect
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

import limcore
from dashboard.environment import requests_are_told

__all__ = ["Requests", "metrics"]

_BOUNDS: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # s
_KINDS: Final = ("figures", "lessons", "_stcore", "static", "healthz", "metrics")
_LONGEST: Final = 500  # characters of an address in the log

_ANSWERED: Counter[tuple[str, int]] = Counter()
_TIMES: dict[str, list[int]] = {}
_SECONDS: defaultdict[str, float] = defaultdict(float)


class Requests:
    """Middleware that counts requests; it writes each to the log, if that was asked for.

    A line has the time, the method, the address as it was asked for, the status and the milliseconds. It does not say
    who asked.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.told = requests_are_told()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and count it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        finally:
            seconds = time.perf_counter() - begun
            _count(_kind(scope), status, seconds)
            if self.told:
                now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
                print(now, scope["method"], _asked(scope), status, f"{1000 * seconds:.0f} ms", file=sys.stderr)


def _kind(scope: Scope) -> str:
    """Say of what kind a request is; there are few, whatever is asked for."""
    inside = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/").split("/")
    return next((part for part in inside[:2] if part in _KINDS), "page")


def _asked(scope: Scope) -> str:
    """Give the address as it came, in which no line can end."""
    path, query = scope.get("raw_path") or b"", scope["query_string"]
    text = ascii((path + (b"?" + query if query else b"")).decode("latin-1"))[1:-1]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "~"


def _count(kind: str, status: int, seconds: float) -> None:
    _ANSWERED[kind, status] += 1
    _SECONDS[kind] += seconds
    _TIMES.setdefault(kind, [0] * (len(_BOUNDS) + 1))[bisect.bisect_left(_BOUNDS, seconds)] += 1


def metrics(waiting: Mapping[str, int]) -> str:
    """Write what was counted in Prometheus' text format.

    Parameters
    ----------
    waiting : dict of int
        How many wait at each desk.

    Returns
    -------
    str
        The text.
    """
    return "".join(f"{line}\n" for line in _lines(waiting))


def _lines(waiting: Mapping[str, int]) -> Iterator[str]:
    name = "performance_walls"
    yield from _family(f"{name}_info", "gauge", "Which version runs.", [(f'version="{limcore.__version__}"', 1)])
    answered = [(f'kind="{kind}",status="{status}"', count) for (kind, status), count in sorted(_ANSWERED.items())]
    yield from _family(f"{name}_requests_total", "counter", "Requests answered.", answered)
    yield f"# HELP {name}_request_seconds Time until a request was answered as a whole."
    yield f"# TYPE {name}_request_seconds histogram"
    for kind, times in sorted(_TIMES.items()):
        total = 0
        for bound, count in zip([*map(str, _BOUNDS), "+Inf"], times, strict=True):
            total += count
            yield f'{name}_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {total}'
        yield f'{name}_request_seconds_sum{{kind="{kind}"}} {_SECONDS[kind]:.6f}'
        yield f'{name}_request_seconds_count{{kind="{kind}"}} {total}'
    desks = [(f'desk="{desk}"', count) for desk, count in waiting.items()]
    yield from _family(f"{name}_waiting", "gauge", "Orders under way or waiting at each desk.", desks)
    yield from _family(f"{name}_sessions", "gauge", "Pages that are open.", [("", _sessions())])
    yield from _family("process_cpu_seconds_total", "counter", "Processor time.", [("", sum(os.times()[:2]))])
    if memory := _memory():
        yield from _family("process_resident_memory_bytes", "gauge", "Memory of the server.", [("", memory)])


def _family(name: str, kind: str, words: str, values: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    for labels, value in values:
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"


def _sessions() -> int:
    from streamlit import runtime

    return int(runtime.get_instance()._session_mgr.num_active_sessions()) if runtime.exists() else 0


def _memory() -> int:
    """Give the resident memory in bytes; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if told.exists() else 0
