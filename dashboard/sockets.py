"""How the server's connections send."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Final

__all__ = ["send_at_once"]

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
