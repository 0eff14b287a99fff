"""A class at one server, for a minute: python tests/benchmarks/class.py [students …].

Each student opens the page of the barrier with parameters of their own, then drags a slider every few seconds. Asked is
what the page's own code asks: the curves of the first sight, the page with its scripts, a WebSocket session, the frames
of a drag, a turn of the page when the thumb is let go; and more, since a page keeps its frames for the next drag.
Beside it, in the same run, two of its servers behind nginx, and plain Streamlit and Dash with the same figure. The
students run on the same processors as the servers. Needs: pip install -e ".[bench]"

The README's table is that of class.json beside this file: --json tests/benchmarks/class.json writes a new one.
"""

import argparse
import asyncio
import json
import os
import random
import re
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import httpx
import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parents[2]
PEERS = Path(__file__).parent / "peers"
MINUTE = 60.0
ARRIVE = 15.0  # s in which all open the page
THINK = (4.0, 8.0)  # s between two drags
DRAG = 1.2  # s
MOVES = 15  # of a thumb that Dash hears of in that time
PATIENCE = 60.0  # s after which a student gives up
NO_TLS = ssl.create_default_context()  # once: for each student it would take longer than all that is asked
ASSETS = re.compile(r'(?:src|href)="\.?/?([^"]+\.(?:js|css))"')


class Class:
    """What is measured of all students together."""

    def __init__(self, url):
        self.url, self.end = url, time.monotonic() + ARRIVE + MINUTE
        self.times, self.failures = defaultdict(list), []

    async def timed(self, what, doing):
        start = time.monotonic()
        try:
            result = await asyncio.wait_for(doing, PATIENCE)
        except Exception as error:  # whatever it is, a student has seen nothing
            self.failures.append(f"{what}: {type(error).__name__} {error}")
            return None
        self.times[what].append(time.monotonic() - start)
        return result

    async def watch_health(self, path):
        async with httpx.AsyncClient(base_url=self.url, timeout=PATIENCE, verify=NO_TLS) as client:
            while time.monotonic() < self.end:
                await self.timed("health check", client.get(path))
                await asyncio.sleep(0.5)


class Session:
    """A WebSocket session of a Streamlit page, as a browser holds it."""

    def __init__(self, base, page, query):
        self.address = f"{base.replace('http', 'ws')}/_stcore/stream"
        self.page, self.query, self.slider = page, query, None

    async def open(self, client, scripts):
        answer = await client.get(f"/{self.page}?{self.query}")
        answer.raise_for_status()
        index = answer.text
        for asset in [*ASSETS.findall(index), *scripts]:
            await get_file(client, f"/{asset}")
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        self.socket = await websockets.connect(
            self.address,
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            ping_interval=None,
            additional_headers={"Cookie": cookies} if cookies else None,
        )
        await self.turn()
        return self

    async def turn(self, value=None):
        """Let the page run, until its figure is there; what follows is taken before the next turn."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        if value is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.slider
            state.double_array_value.data.append(value)
        await self.socket.send(message.SerializeToString())
        self.rest = asyncio.ensure_future(self.take(until_figure := asyncio.Event()))
        waiting = asyncio.ensure_future(until_figure.wait())
        await asyncio.wait({waiting, self.rest}, return_when=asyncio.FIRST_COMPLETED)
        if not until_figure.is_set():
            self.rest.result()
            raise RuntimeError("the page has no figure")

    async def take(self, figure):
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self.socket.recv())
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "slider" and self.slider is None:
                self.slider = element.slider.id
            if kind in ("bidi_component", "plotly_chart"):
                figure.set()
            if message.WhichOneof("type") == "script_finished":
                return


async def get(client, address):
    """Get an answer as it is sent: to unpack it is the work of the student's own machine."""
    for last in (False, True):
        try:
            async with client.stream("GET", address) as answer:
                async for _ in answer.aiter_raw():
                    pass
                return answer
        except httpx.RemoteProtocolError:  # the connection was kept, and closed meanwhile: browsers ask once more
            if last:
                raise


async def get_file(client, address):
    (await get(client, address)).raise_for_status()


async def patiently(client, address):
    """Get an answer, and ask again where the server says that it is busy, as the page does."""
    while (answer := await get(client, address)).status_code == 503:
        await asyncio.sleep(float(answer.headers["retry-after"]))
    answer.raise_for_status()


async def student(room, kind, number):
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, ARRIVE))
    query = f"squared_gradient={chance.randint(50, 99) / 100}&kT={chance.randint(60, 300) / 10}&tau_1={10 + number}"
    limits = httpx.Limits(max_connections=6)
    async with httpx.AsyncClient(base_url=room.url, timeout=PATIENCE, limits=limits, verify=NO_TLS) as client:
        await {"explorer": explorer, "two workers": explorer, "streamlit": plain, "dash": dash}[kind](
            room, client, query, chance
        )


async def drags(room, chance):
    while time.monotonic() < room.end - DRAG:
        await asyncio.sleep(chance.uniform(*THINK))
        yield round(0.05 + 0.005 * chance.randrange(181), 3)


async def explorer(room, client, query, chance):
    session = Session(room.url, "barrier", query)
    if await room.timed("first curves", first_curves(client, query)) is None:
        return
    opened = session.open(client, ["figures/plotly.min.js"])
    if await room.timed("first picture", opened) is None:
        return
    near = 90
    async for alpha in drags(room, chance):
        await session.rest
        sweep = f"/figures/barrier/sweep?{query}&over=alpha&v=1"
        await room.timed("drag", patiently(client, f"{sweep}&near={near}"))
        whole = await get(client, f"{sweep}&near={near}&frames=181")
        if whole.status_code == 503:  # words come when the thumb rests
            drawing = f"/figures/barrier/drawing?{query}&alpha={alpha}&theme=light"
            await room.timed("words", patiently(client, drawing))
        else:
            room.times["words"].append(0.0)
        await asyncio.sleep(DRAG)
        await room.timed("let go", session.turn(alpha))
        near = round((alpha - 0.05) / 0.005)


async def first_curves(client, query):
    for address in ("barrier", "figures/first.js", "figures/barrier/drawing"):
        await get_file(client, f"/{address}?{query if 'js' not in address else ''}")
    return True


async def plain(room, client, query, chance):
    session = Session(room.url, "", "")
    if await room.timed("first picture", session.open(client, [])) is None:
        return
    async for alpha in drags(room, chance):
        await session.rest
        await asyncio.sleep(DRAG)
        await room.timed("let go", session.turn(alpha))


async def dash(room, client, query, chance):
    async def opened():
        index = (await client.get("/")).text
        for asset in ASSETS.findall(index):
            (await client.get(f"/{asset}")).raise_for_status()
        for path in ("/_dash-layout", "/_dash-dependencies"):
            (await client.get(path)).raise_for_status()
        await moved(0.5)

    async def moved(alpha):
        body = {
            "output": "figure.figure",
            "outputs": {"id": "figure", "property": "figure"},
            "inputs": [{"id": "alpha", "property": "value", "value": alpha}],
            "changedPropIds": ["alpha.value"],
            "state": [],
        }
        (await client.post("/_dash-update-component", json=body)).raise_for_status()

    await room.timed("first picture", opened())
    async for alpha in drags(room, chance):
        for move in range(MOVES):
            start = time.monotonic()
            await room.timed("drag", moved(alpha + 1e-4 * move))
            await asyncio.sleep(max(0.0, DRAG / MOVES - (time.monotonic() - start)))


SERVERS = {
    "explorer": ([sys.executable, "-m", "streamlit", "run", "dashboard/app.py"], "/_stcore/health"),
    "two workers": (
        [sys.executable, "-m", "dashboard.command", "serve", "--no-browser", "--workers", "2"],
        "/_stcore/health",
    ),
    "streamlit": ([sys.executable, "-m", "streamlit", "run", str(PEERS / "streamlit_app.py")], "/_stcore/health"),
    "dash": ([sys.executable, str(PEERS / "dash_app.py")], "/"),
}


def started(kind, port):
    command, health = SERVERS[kind]
    streamlit = ["--server.headless=true", f"--server.port={port}"]
    options = {"dash": [str(port)], "two workers": [f"--port={port}"]}.get(kind, streamlit)
    output = tempfile.TemporaryFile()  # noqa: SIM115  (the server keeps it)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stdout=output, stderr=output)
    for _ in range(600):
        try:
            httpx.get(f"http://127.0.0.1:{port}{health}").raise_for_status()
            return psutil.Process(server.pid)
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"{kind} does not answer")


def spent(server):
    """Give processor seconds and resident bytes of a server with all its processes."""
    seconds = memory = 0.0
    for one in [server, *server.children(recursive=True)]:
        used = one.cpu_times()
        seconds += used.user + used.system
        memory += one.memory_full_info().pss
    return seconds, memory


async def lesson(kind, students, port):
    server = started(kind, port)
    try:
        before = spent(server)
        room = Class(f"http://127.0.0.1:{port}")
        health = asyncio.ensure_future(room.watch_health(SERVERS[kind][1]))
        await asyncio.gather(*(student(room, kind, number) for number in range(students)))
        after = spent(server)
        health.cancel()
    finally:
        for one in [*server.children(recursive=True), server]:
            one.kill()
    return room, [(end - start) / students for start, end in zip(before, after, strict=True)]


def quantiles(times):
    if len(times) < 2:
        return [1e3 * one for one in times * 3] or [float("nan")] * 3
    cut = statistics.quantiles(times, n=100, method="inclusive")
    return [1e3 * cut[part - 1] for part in (50, 95, 99)]


def told(kind, students, room, cost):
    seconds, memory = cost
    print(f"\n{kind}, {students} students: {len(room.failures)} failures, ", end="")
    print(f"{seconds:.2f} s of processor and {memory / 1e6:.1f} MB a student")
    for what, times in room.times.items():
        p50, p95, p99 = quantiles(times)
        print(f"  {what:<14} {len(times):6d} times   p50 {p50:7.0f}   p95 {p95:7.0f}   p99 {p99:7.0f} ms")
    for failure in sorted(set(room.failures))[:5]:
        print(f"  {failure}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", type=int, nargs="*", default=[1, 30, 100, 300])
    parser.add_argument("--server", choices=SERVERS, action="append", help="only these; by default all")
    parser.add_argument("--json", type=Path, help="where the numbers go as well")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    numbers = []
    for students in asked.students:
        for place, kind in enumerate(asked.server or SERVERS):
            room, cost = asyncio.run(lesson(kind, students, 8700 + 10 * place))
            told(kind, students, room, cost)
            times = {what: quantiles(times) for what, times in room.times.items()}
            numbers.append({"server": kind, "students": students, "failures": len(room.failures), "ms": times})
    if asked.json:
        asked.json.write_text(json.dumps(numbers, indent=1))


if __name__ == "__main__":
    main()
