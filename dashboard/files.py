"""Files that are whole whenever they are there: written aside, then put in their places."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["folder_aside", "write_whole", "written_aside"]


def write_whole(target: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; raise an OSError that names it."""
    with written_aside(target) as aside:
        aside.write_bytes(content)


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of the target if all goes well, and is removed if not.

    A device or a pipe is written to as it stands. Raises an OSError that names the target, not what is written aside.
    """
    place = Path(os.path.realpath(target))  # a link stays a link
    aside = place.with_name(f".{secrets.token_hex(4)}.unfinished")
    try:
        if place.exists() and not place.is_file():
            yield place
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            with place.open("r+b"):  # what may not be written is not replaced either
                pass
        yield aside
        with aside.open("r+b") as written:
            os.fsync(written.fileno())
        if place.exists():
            shutil.copymode(place, aside)
        aside.replace(place)
    except OSError as error:
        if error.errno is None or error.filename not in (None, os.fspath(aside), os.fspath(place)):
            raise
        raise OSError(error.errno, os.strerror(error.errno), os.fspath(target)) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


@contextmanager
def folder_aside(folder: Path) -> Iterator[Path]:
    """Give a folder to write into, whose files take their places in another if all goes well, and are removed if not.

    Other files of that folder stay. It is not on another disk, so that there is room for what has been written.
    """
    is_new = not folder.exists()
    aside = folder / f".{secrets.token_hex(4)}.unfinished"
    aside.mkdir(parents=True)
    try:
        yield aside
        for path in sorted(aside.rglob("*")):
            place = folder / path.relative_to(aside)
            if path.is_dir():
                place.mkdir(exist_ok=True)
            else:
                path.replace(place)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)
