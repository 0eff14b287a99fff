"""What the figures cost the server, against a bare one: python tests/benchmarks/bench_figures.py."""

import itertools
import statistics
import subprocess
import sys
import time

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import routes
from dashboard.figures import FIGURES

FIRST = "from dashboard.figures import FIGURES; [one.drawing(one.values()) for one in FIGURES.values()]"


def median_ms(client, addresses):
    times = []
    for address in addresses:
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
        assert answer.status_code == 200
    return 1e3 * statistics.median(times), len(answer.content)


def processor_ms(call, rounds=15):
    times = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return 1e3 * statistics.median(times)


def without_server():
    """Print what drawing takes of the processor, in arrays all the way, and what making a DataFrame takes besides."""
    for name, figure in FIGURES.items():
        key = next(key for key in ("alpha", "kT", "squared_gradient") if key in figure.parameters)
        states = (figure.values(**{key: 0.1 + k / 1000}) for k in itertools.count())  # each differs: no cache helps
        drawn = processor_ms(lambda figure=figure, states=states: figure.drawing(next(states)))
        tabulated = processor_ms(lambda figure=figure, states=states: figure.table(next(states)))
        print(f"{drawn:7.2f} ms  to draw {name}; its table for pandas takes {tabulated / drawn:.2f} times that")
    start = "import numpy", FIRST, f"import pandas; {FIRST}"
    bare, alone, heavy = (statistics.median(_start_ms(code) for _ in range(5)) for code in start)
    print(f"{alone:7.0f} ms  to start Python and draw every figure once, {alone / bare:.1f} times a start with NumPy")
    print(f"{heavy:7.0f} ms  with pandas imported, {heavy / alone:.2f} times that")


def _start_ms(code):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return 1e3 * (time.perf_counter() - start)


def main():
    without_server()
    empty = Route("/empty", lambda request: JSONResponse({}))
    client = TestClient(Starlette(routes=[*routes.ROUTES, empty]))
    baseline, _ = median_ms(client, ["/empty"] * 200)
    print(f"{baseline:7.2f} ms  an empty answer (the baseline)")
    # Each request differs, so that no cache helps.
    cases = {
        "barrier.json": [f"/figures/barrier.json?alpha={0.1 + k / 1000}" for k in range(200)],
        "barrier-surface.json": [f"/figures/barrier-surface.json?alpha={0.1 + k / 1000}" for k in range(200)],
        "sweep of 61 frames over alpha": [
            f"/figures/barrier/sweep?over=alpha&frames=61&kT={20 + k / 10}" for k in range(20)
        ],
        "sweep of 61 frames over kT in meV": [
            f"/figures/barrier/sweep?over=kT&unit=meV&frames=61&alpha={0.1 + k / 100}" for k in range(20)
        ],
        "sweep of 61 frames of the surface over kT in meV": [
            f"/figures/barrier-surface/sweep?over=kT&unit=meV&frames=61&alpha={0.1 + k / 100}" for k in range(20)
        ],
        "learning.json": [f"/figures/learning.json?alpha={0.1 + k / 1000}" for k in range(200)],
    } | {
        f"sweep of 61 frames of {figure} over alpha": [
            f"/figures/{figure}/sweep?over=alpha&frames=61&kT={20 + k / 10}" for k in range(20)
        ]
        for figure in ("learning", "learning-surface", "retention")
    }
    for name, addresses in cases.items():
        took, size = median_ms(client, addresses)
        print(f"{took:7.2f} ms  {name}, {size / 1e3:.0f} kB, {took / baseline:.1f} times the baseline")


if __name__ == "__main__":
    main()
