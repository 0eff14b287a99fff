"""What the figures cost the server, against a bare one: python tests/benchmarks/bench_figures.py."""

import statistics
import time

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import routes


def median_ms(client, addresses):
    times = []
    for address in addresses:
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
        assert answer.status_code == 200
    return 1e3 * statistics.median(times), len(answer.content)


def main():
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
