"""What commands share: the name of a figure, its parameters as key=value, and errors told in one sentence."""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

import limcore
from dashboard.figures import FIGURES, Figure
from dashboard.parameters import InvalidParameter

__all__ = ["FigureName", "Group", "pairs", "set_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Group(click.Group):
    """A group whose commands tell a bad parameter in one sentence and leave with status 2, as for a bad option."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # not every pipe takes an α
        try:
            with _stopped_in_order():
                return super().invoke(ctx)
        except (InvalidParameter, limcore.DomainError) as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            raise  # whoever reads has enough, as head has: click ends quietly
        except OSError as error:
            told = f"{error.filename}: {error.strerror}." if error.filename else str(error)
            raise click.ClickException(told) from error


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Leave, when told to, as any command leaves: what is half made is removed on the way."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    told = [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__]
    in_main = threading.current_thread() is threading.main_thread()
    taken = [one for one in told if in_main and signal.getsignal(one) is signal.SIG_DFL]
    for one in taken:
        signal.signal(one, leave)
    try:
        yield
    finally:
        for one in taken:
            signal.signal(one, signal.SIG_DFL)


class FigureName(click.ParamType[Figure]):
    """The name of a figure."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Figure:
        """Find the figure of that name."""
        if isinstance(value, Figure):
            return value
        if value not in FIGURES:
            self.fail(f"{value!r} is no figure: it must be one of {', '.join(FIGURES)}.", param, ctx)
        return FIGURES[value]


def set_option(command: _Command) -> _Command:
    """Add `--set key=value`, which may be repeated."""
    told = "Set a parameter: --set alpha=0.4. May be repeated; 'list NAME' shows all."
    return click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help=told)(command)


def pairs(option: str, texts: Iterable[str]) -> dict[str, str]:
    """Read key=value pairs; each key once."""
    read: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise click.UsageError(f"{option} {text!r} is not allowed: it must be KEY=VALUE, such as alpha=0.4.")
        if key in read:
            raise click.UsageError(f"{option} names {key!r} twice.")
        read[key.strip()] = value
    return read
