"""Several servers behind one address: nginx hands each visitor to one, and who has stopped is started again."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
from jinja2 import Environment, StrictUndefined

from dashboard.address import LONGEST_HEAD
from dashboard.command.ready import Door, free_port, say_when_ready, wait_until_ready

__all__ = ["nginx_configuration", "serve_many"]

_TEMPLATE: Final = Path(__file__).with_name("nginx.conf.jinja")
_UPLOAD: Final = 25  # MB, more than the largest log that is taken
_PAUSE: Final = 1.0  # s before a server that has stopped is started again
_PATIENCE: Final = 20.0  # s to end what is under way


def nginx_configuration(door: Door, ports: list[int], folder: Path) -> str:
    """Write nginx's configuration.

    Parameters
    ----------
    door : Door
        Where visitors come in.
    ports : list of int
        Where the servers listen on this machine.
    folder : Path
        Where nginx may write.

    Returns
    -------
    str
        The configuration.
    """
    shown = f"[{door.address}]" if ":" in door.address else door.address
    template = Environment(undefined=StrictUndefined).from_string(_TEMPLATE.read_text("utf-8"))  # of no page
    return template.render(
        listen=f"{shown}:{door.port}", ports=ports, folder=folder, upload=_UPLOAD, head=LONGEST_HEAD // 1024
    )


def serve_many(door: Door, count: int, browser: bool, server: list[str]) -> None:
    """Run so many servers and the proxy before them until they are asked to stop.

    Parameters
    ----------
    door : Door
        Where visitors come in.
    count : int
        How many servers.
    browser : bool
        Whether to open a browser.
    server : list of str
        The command of one server, to which its port is added.

    Raises
    ------
    click.ClickException
        If nginx is not installed, or does not start.
    """
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        raise click.ClickException(
            "Several servers need nginx before them: apt-get install nginx-light, or brew install nginx."
        )
    with tempfile.TemporaryDirectory(prefix="performance-walls-") as named, _stoppable():
        folder = Path(named)
        ports = [door.port]
        while len(ports) <= count:
            ports.append(free_port("127.0.0.1", ports[-1] + 1))
        del ports[0]
        (folder / "nginx.conf").write_text(nginx_configuration(door, ports, folder), "utf-8")
        proxy = [nginx, "-p", named, "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        commands = [*([*server, "--port", str(port)] for port in ports), proxy]
        running = [_started(command) for command in commands[:-1]]
        try:
            for port in ports:  # before the proxy, which would say of each that it does not answer
                wait_until_ready(Door("127.0.0.1", port, door.path))
            running.append(_started(proxy))
            say_when_ready(door, browser)
            _keep(commands, running)
        except KeyboardInterrupt:
            click.echo("Stopped.")
        finally:
            _stop(running)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    # In a group of its own: Ctrl+C reaches this process alone, which then ends the others in order.
    return subprocess.Popen(command, start_new_session=True)


def _keep(commands: list[list[str]], running: list[subprocess.Popen[bytes]]) -> None:
    """Start again what has stopped; the proxy must not stop."""
    while True:
        time.sleep(_PAUSE)
        for place, one in enumerate(running):
            if one.poll() is None:
                continue
            if one is running[-1]:
                raise click.ClickException(f"nginx has stopped with status {one.returncode}; it has said why.")
            click.echo(f"A server has stopped with status {one.returncode}, and is started again.", err=True)
            running[place] = _started(commands[place])


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    for one in running:
        with contextlib.suppress(ProcessLookupError):
            one.terminate()
    until = time.monotonic() + _PATIENCE
    for one in running:
        try:
            one.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Take the signal of a system that stops its services as Ctrl+C."""
    before: Any = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
