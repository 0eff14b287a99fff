"""What is said where the app is started: its address, once it answers, and a code for the cameras of a class."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from dataclasses import dataclass
from typing import Final

import click
import segno

__all__ = ["Door", "free_port", "say_when_ready", "wait_until_ready"]

_TRIED: Final = 100  # ports, from the one that was asked for
_PATIENCE: Final = 120.0  # s
_EVERYWHERE: Final = ("0.0.0.0", "::")
_ELSEWHERE: Final = ("192.0.2.1", 9)  # of no machine (RFC 5737): nothing is sent, but the way there is looked up


@dataclass(frozen=True)
class Door:
    """Where the app listens."""

    address: str
    port: int
    path: str = ""

    def url(self, host: str | None = None) -> str:
        """Write the address for a browser on this machine, or on the network under a host's name."""
        shown = host or ("localhost" if self.address in _EVERYWHERE else self.address)
        port = "" if self.port == 80 else f":{self.port}"
        return f"http://{f'[{shown}]' if ':' in shown else shown}{port}{self.path}"

    def network_url(self) -> str | None:
        """Write the address for other machines of the network; None if it is open to this one alone."""
        if self.address not in _EVERYWHERE:
            return None
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            try:
                way.connect(_ELSEWHERE)
            except OSError:
                return None
            return self.url(str(way.getsockname()[0]))


def free_port(address: str, port: int) -> int:
    """Give the port itself, or the next one that nobody listens at.

    Raises OSError if the address is none of this machine, or no port is to be had.
    """
    family, *_, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    for tried in range(port, min(port + _TRIED, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself does
            try:
                probe.bind((place[0], tried, *place[2:]))
            except OSError as error:
                last = error
            else:
                return tried
    raise last


def say_when_ready(door: Door, browser: bool) -> None:
    """Say the address once the app answers, and open it in a browser, while the app starts."""
    threading.Thread(target=_say, args=(door, browser), daemon=True).start()


def wait_until_ready(door: Door) -> bool:
    """Wait until the app answers; tell whether it does in good time."""
    until = time.monotonic() + _PATIENCE
    while not _answers(door.url() + "/_stcore/health"):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _say(door: Door, browser: bool) -> None:
    if not wait_until_ready(door):
        return
    click.echo(f"The explorer is at {click.style(door.url(), bold=True)}. Ctrl+C stops it.")
    if network := door.network_url():
        click.echo(f"In this network it is at {click.style(network, bold=True)}.")
        segno.make_qr(network, error="l").terminal(compact=True)
    if browser:
        webbrowser.open(door.url())


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
