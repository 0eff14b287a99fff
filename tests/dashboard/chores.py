"""Work for processes to do, told apart by the files that it leaves."""

import os
from pathlib import Path

__all__ = ["die", "noted", "process", "released"]


def noted(folder, size=1):
    """Leave a file for each time that this is done, and give so many bytes."""
    Path(folder, f"{len(os.listdir(folder))}").touch()
    return b"x" * size


def released(folder, name):
    """Leave a file, and go on when another is there."""
    Path(folder, name).touch()
    os.mkfifo(fifo := Path(folder, f"{name}.go"))
    return fifo.read_bytes()


def process():
    """Say which process this is."""
    return str(os.getpid()).encode()


def die(_):
    """End the process, as one that the system kills."""
    os._exit(1)
