"""A visit without a server, beside the app and plain Streamlit: python tests/benchmarks/bench_site.py ENGINE_FOLDER.

Each shows the barrier, in a browser of its own. First a visit over a line of 10 Mbit/s with a processor four times
slower: bytes and time until the curves are there, and the figure. Then, at full speed, a thumb that moves a step at a
time, from the key to the picture; for the page without a server also how soon Python runs, and the bytes with it. The
file server compresses texts, as GitHub Pages does and most hosts; what it would send otherwise is said too. Other work
on the machine counts in all times but those of the main thread. Needs: pip install -e ".[bench,test]"
"""

import gzip
import mimetypes
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import sync_playwright

from dashboard.engine.files import engine_files
from dashboard.engine.pack import packed_engine
from dashboard.export.provenance import LOCAL_APP
from dashboard.site.build import ENGINE, assets
from dashboard.site.figure_pages import figure_page

started = import_module("class").started  # whose name is none for Python
LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 2e6 / 8}
SLOWER = 4
PORT = 8750
MOVES = 40
WITHIN = 180_000  # ms
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/wasm")
# When something was first seen, and how long a key took to move a curve.
WATCH = """
window.seen = {};
window.moves = [];
const curves = () => [...document.querySelectorAll(".scatterlayer path.js-line")];
const shapes = () => curves().map(one => one.getAttribute("d")).join();
let before = "", pressed = 0;
const look = () => {
  const now = performance.now();
  if (!seen.curves && document.querySelector(".live-sketch path, #first-sight path, path.js-line")) seen.curves = now;
  if (!seen.figure && curves().length) seen.figure = now;
  if (pressed && shapes() !== before) {
    moves.push(now - pressed);
    pressed = 0;
  }
  requestAnimationFrame(look);
};
look();
addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow")) return;
  before = shapes();
  pressed = event.timeStamp;
}, true);
"""


@contextmanager
def file_server(folder):
    """Serve a folder as hosts of files do, texts compressed."""
    kept = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = urlsplit(self.path).path.lstrip("/") or "index.html"
            if path not in kept:
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                file = folder / path
                content = file.read_bytes() if file.is_file() else b""
                zipped = kind.startswith(TEXT)
                kept[path] = file.is_file(), kind, zipped, gzip.compress(content, 6) if zipped else content
            there, kind, zipped, content = kept[path]
            self.send_response(200 if there else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "max-age=600")
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def small_site(folder, engine):
    """Write the page of the barrier, and what all pages share."""
    packed = packed_engine(engine_files(engine), ENGINE)
    page = figure_page("barrier", LOCAL_APP)
    for name, content in ((page.path, page.write(packed)), *assets(packed)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


class Visit:
    """A page in a browser of its own, and what it takes."""

    def __init__(self, playwright, *, slow=False, telephone=False):
        self.browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        self.context = self.browser.new_context(
            viewport={"width": 1400, "height": 1000}, reduced_motion="reduce", has_touch=telephone, is_mobile=telephone
        )
        self.tab = self.context.new_page()
        self.tab.add_init_script(WATCH)
        self.wire = self.context.new_cdp_session(self.tab)
        self.bytes, self.plain = 0, 0
        self.wire.on("Network.loadingFinished", lambda told: self.count(told["encodedDataLength"]))
        self.wire.on("Network.dataReceived", lambda told: self.count_plain(told["dataLength"]))
        self.wire.send("Network.enable")
        self.wire.send("Performance.enable", {"timeDomain": "threadTicks"})
        if slow:
            self.wire.send("Network.emulateNetworkConditions", LINE)
            self.wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def count(self, size):
        self.bytes += size

    def count_plain(self, size):
        self.plain += size

    def until(self, what, address=None):
        if address:
            self.tab.goto(address, wait_until="commit")
        self.tab.wait_for_function(f"() => seen.{what}", timeout=WITHIN)
        return self.tab.evaluate(f"() => seen.{what}") / 1e3

    def processor(self):
        """Give the seconds that the page's main thread has had of the processor."""
        told = self.wire.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in told if one["name"] == "TaskDuration")

    def memory(self):
        """Give what the browser's processes have for themselves, in bytes."""
        mine = psutil.Process().children(recursive=True)
        return sum(one.memory_full_info().uss for one in mine if "chrom" in one.name())

    def drag(self, slider):
        thumb = self.tab.locator(slider).first
        thumb.focus()
        for _ in range(MOVES):
            count = self.tab.evaluate("() => moves.length")
            self.tab.keyboard.press("ArrowRight")
            self.tab.wait_for_function("count => moves.length > count", arg=count, timeout=WITHIN)
        return self.tab.evaluate("() => moves")


def first_visit(playwright, address):
    """Visit for the first time, on a telephone's means; Python has not been asked for."""
    visit = Visit(playwright, slow=True)
    curves = visit.until("curves", address)
    figure = visit.until("figure")
    told = {"s to the curves": curves, "s to the figure": figure, "s of the main thread's processor": visit.processor()}
    told |= {"MB sent": visit.bytes / 1e6, "MB unpacked": visit.plain / 1e6}
    visit.browser.close()
    return told


def at_work(playwright, address, slider, ready):
    """Move a thumb, once the page is ready for it."""
    visit = Visit(playwright)
    visit.tab.goto(address, wait_until="commit")
    start = time.perf_counter()
    visit.tab.wait_for_selector(ready, state="attached", timeout=WITHIN)
    told = {"s until ready, cold": time.perf_counter() - start, "MB sent in all": visit.bytes / 1e6}
    visit.until("figure")
    visit.tab.wait_for_load_state("networkidle")
    before = visit.processor()
    moves = visit.drag(slider)
    told |= {"ms of the main thread for a move": 1e3 * (visit.processor() - before) / MOVES}
    told |= {"ms from thumb to picture, p50": statistics.median(moves)}
    told |= {"ms from thumb to picture, p95": statistics.quantiles(moves, n=20)[-1]}
    told |= {"MB of memory": visit.memory() / 1e6}
    start = time.perf_counter()
    visit.tab.reload(wait_until="commit")
    visit.tab.wait_for_selector(ready, state="attached", timeout=WITHIN)
    told |= {"s until ready, again": time.perf_counter() - start}
    visit.browser.close()
    return told


def main():
    """Print what each takes, and how many times what the page without a server takes."""
    rest = "[data-testid=stApp][data-test-script-state=notRunning]"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        small_site(Path(folder), Path(sys.argv[1]))
        with file_server(Path(folder)) as files:
            ours = measured(playwright, f"{files}/barrier.html", "html[data-engine=runs]", ".st-key-alpha")
        report("no server", ours, ours)
        for kind, path, slider in (
            ("explorer", "/barrier", ".st-key-alpha"),
            ("streamlit", "/", "[data-testid=stSlider]"),
        ):
            server = started(kind, PORT)
            try:
                report(kind, measured(playwright, f"http://127.0.0.1:{PORT}{path}", rest, slider), ours)
            finally:
                for one in [*server.children(recursive=True), server]:
                    one.kill()


def measured(playwright, address, ready, slider):
    return first_visit(playwright, address) | at_work(playwright, address, f"{slider} input[type=range]", ready)


def report(kind, told, ours):
    print(f"\n{kind}")
    for what, number in told.items():
        print(f"  {what:<32} {number:8.2f}   {number / ours[what]:6.2f} times")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
