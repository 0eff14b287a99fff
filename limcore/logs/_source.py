"""The text of a log, from a path or a file, in pieces: what is no text gets a sentence at once."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike, fspath
from pathlib import Path
from typing import IO, Any, Final

__all__ = ["LogError", "LogText", "opened"]

_PIECE: Final = 2**18
_HEAD: Final = 2**16
_MOST: Final = 2**28  # characters: more than any log that is read within seconds
_LONGEST_LINE: Final = 2**21
_PACKED: Final = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "ZIP",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COLOURS: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class LogError(ValueError):
    """A file that cannot be read as what it is given for; the message says what was found and what to do."""


class LogText:
    """The text of a log: its head, to be recognised by, and then all of it, once."""

    def __init__(self, name: str, pieces: Iterator[str]) -> None:
        self.name, self._pieces, self.head = name, pieces, ""
        for piece in pieces:
            self.head += piece
            if len(self.head) >= _HEAD:
                break

    def pieces(self) -> Iterator[str]:
        """Give the text in pieces, the head first."""
        length = 0
        for piece in self._all():
            length += len(piece)
            if length > _MOST:
                raise LogError(f"{self.name} has more than {_MOST // 2**20} million characters: bring a part of it.")
            yield piece

    def _all(self) -> Iterator[str]:
        yield self.head
        yield from self._pieces

    def lines(self) -> Iterator[str]:
        """Give the lines without their ends; a line that a progress bar overwrites is one too."""
        rest = ""
        for piece in self.pieces():
            text = rest + piece
            held = text.endswith("\r")  # its line feed may come with the next piece
            lines = (text[:-1] if held else text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
            rest = lines.pop() + ("\r" if held else "")
            if len(rest) > _LONGEST_LINE or (lines and len(lines[0]) > _LONGEST_LINE):
                raise LogError(f"{self.name} has a line of millions of characters: it is no log that can be read.")
            yield from lines
        yield from rest.rstrip("\r").split("\r")


@contextmanager
def opened(source: Any) -> Iterator[LogText]:
    """Open a path, or take a file that is open, as text."""
    if isinstance(source, (str, PathLike)):
        if "\0" in fspath(source) or "\n" in fspath(source):
            raise LogError("A path or an open file is needed, not the text of a log: wrap a text in io.StringIO.")
        with Path(source).open("rb") as file:
            yield LogText(Path(source).name, _decoded(file, Path(source).name))
    elif callable(getattr(source, "read", None)):
        name = getattr(source, "name", None)
        label = Path(name).name if isinstance(name, str) and name else "This file"
        yield LogText(label, _decoded(source, label))
    else:
        raise LogError(f"A path or an open file is needed, not {type(source).__name__}.")


def _decoded(file: IO[Any], name: str) -> Iterator[str]:
    """Decode what a file gives, text or bytes, in pieces."""
    piece = file.read(_PIECE)
    if not piece:
        raise LogError(f"{name} is empty.")
    if isinstance(piece, str):
        _check_printable(piece, name)
        while piece:
            yield _plain(piece.removeprefix("\ufeff"))
            piece = file.read(_PIECE)
        return
    _check_kind(piece, name)
    wide = piece.startswith(_UTF_16)
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")("replace")
    first = decoder.decode(piece)
    _check_printable(first, name)
    yield _plain(first)
    while piece := file.read(_PIECE):
        yield _plain(decoder.decode(piece))


def _plain(text: str) -> str:
    """Take out the colours of a terminal, and the zeros that a crash leaves in a file."""
    text = text.replace("\0", "") if "\0" in text else text
    return _COLOURS.sub("", text) if "\x1b" in text else text


def _check_kind(data: bytes, name: str) -> None:
    for mark, kind in _PACKED.items():
        if data.startswith(mark):
            raise LogError(f"{name} is packed ({kind}): unpack it, and give the log in it.")
    if b"brain.Event" in data[:64]:
        raise LogError(
            f"{name} is a TensorBoard event file, which is not read here: in TensorBoard, under Time Series, "
            "switch on 'Show data download links' and save the learning rate as CSV."
        )


def _check_printable(text: str, name: str) -> None:
    """Refuse what is no text: with too much in it that nobody writes."""
    begin = text[:4096]
    odd = sum(sign == "\ufffd" or (ord(sign) < 32 and sign not in "\t\n\r\x0b\x0c\x1b\x08") for sign in begin)
    if odd * 20 > len(begin):
        raise LogError(f"{name} is binary, not the text of a log: export the log as CSV or JSON.")
    if not text.strip():
        raise LogError(f"{name} is empty: it has blanks only.")
