"""What the server makes of states that nobody would choose: failures, answers that take long, growth of memory.

    python tests/benchmarks/bench_states.py [--states 20000] [--seed 0]

Each figure gets so many generated states, as drawing, table, file or page, or as the frames along a slider. Wanted: no
answer of 5xx, none that takes more than 2 s, and less than 300 MB of growth. The baseline is the server's own health
check in the same run.
"""

import argparse
import collections
import http.client
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psutil
from odd_states import odd_queries

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import App

from dashboard.catalogue import place_of
from dashboard.figures import FIGURES, Figure
from dashboard.parameters import PARAMETERS, Number

LONG = 2.0  # s
WAYS = (*["/drawing"] * 12, *[".csv"] * 4, *[".json"] * 4, *[".py"] * 2, *["page"] * 4, "/sweep")


class Findings:
    """What has been answered, and what should not have been."""

    def __init__(self) -> None:
        self.statuses: collections.Counter[int] = collections.Counter()
        self.times: list[float] = []
        self.failed: list[str] = []
        self.slow: list[tuple[float, str]] = []

    def add(self, address: str, status: int, took: float) -> None:
        self.statuses[status] += 1
        self.times.append(took)
        if status >= 500:
            self.failed.append(f"{status} {address}")
        if took > LONG:
            self.slow.append((took, address))


def addresses(states: int, seed: int) -> Iterator[str]:
    """Give addresses, in turn of all figures and all ways to ask for them."""
    for number, (figure, query) in enumerate(odd_queries(states * len(FIGURES), seed)):
        yield _address(figure, WAYS[number // len(FIGURES) % len(WAYS)], query)


def _address(figure: Figure, way: str, query: dict[str, str]) -> str:
    if way == "page":
        return f"/{place_of(figure.name)[0].name}?{urlencode(query)}"
    if way == "/sweep":
        over = next(key for key in figure.parameters if isinstance(PARAMETERS[key], Number))
        query = {key: text for key, text in query.items() if key != over} | {"over": over}
    return f"/figures/{figure.name}{way}?{urlencode(query)}"


def ask(port: int, address: str) -> tuple[int, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - begun
    connection.close()
    return answer.status, took


class Memory(threading.Thread):
    """Watches the server's memory."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = psutil.Process(process)
        self.first = self.most = self.process.memory_info().rss
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.most = max(self.most, self.process.memory_info().rss)

    @property
    def growth(self) -> float:
        """Megabytes."""
        return (self.most - self.first) / 1e6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--states", type=int, default=20_000, help="of each figure")
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    app = App()
    app.start()
    assert app.process is not None
    try:
        for figure in FIGURES.values():  # what is loaded once is no growth
            for way in dict.fromkeys(WAYS):
                ask(app.port, _address(figure, way, {}))
        health = statistics.median(ask(app.port, "/_stcore/health")[1] for _ in range(200))
        memory, findings = Memory(app.process.pid), Findings()
        memory.start()
        for address in addresses(chosen.states, chosen.seed):
            findings.add(address, *ask(app.port, address))
        memory.done.set()
    finally:
        app.stop()
    middle = statistics.median(findings.times)
    print(f"{len(findings.times):,} answers: {dict(sorted(findings.statuses.items()))}")
    print(f"5xx: {len(findings.failed)}, longer than {LONG:g} s: {len(findings.slow)}, growth: {memory.growth:.0f} MB")
    print(
        f"median {1e3 * middle:.1f} ms, {middle / health:.1f} x the health check; longest {max(findings.times):.2f} s"
    )
    for line in (*findings.failed[:10], *(f"{took:.1f} s {address}" for took, address in sorted(findings.slow)[-10:])):
        print(line[:400])


if __name__ == "__main__":
    main()
