"""How the server's connections send, and how much they take before they answer."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Final

from uvicorn.protocols.http import h11_impl

from dashboard.address import LONGEST_HEAD

__all__ = ["send_at_once", "take_long_addresses"]

_OPEN_FILES: Final = Path("/dev/fd")


def send_at_once() -> None:
    """Let what is written to a connection leave at once; each that is accepted does as the listening socket does.

    Otherwise a message waits until the one before it is acknowledged, for 40 ms or a way to the reader and back: event
    loops see to it, but not for a socket that names no protocol, and such a one Streamlit opens. Where open files have
    no names nothing is done.
    """
    for name in os.listdir(_OPEN_FILES) if _OPEN_FILES.is_dir() else ():
        with contextlib.suppress(OSError):
            number = os.dup(int(name))
            try:
                one = socket.socket(fileno=number)
            except OSError:
                os.close(number)
                continue
            with one:
                if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def take_long_addresses() -> None:
    """Let a request begin with as long an address as is read, in however many pieces it comes.

    What is not whole yet may else have 16 kB: enough for a longer one that comes at once, as on one machine, but not
    over a network. Streamlit has no setting for it; a request that never ends is refused as before.
    """
    h11_impl.DEFAULT_MAX_INCOMPLETE_EVENT_SIZE = LONGEST_HEAD  # type: ignore[attr-defined]  # Uvicorn’s own
