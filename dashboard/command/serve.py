"""`serve`: the dashboard, wherever it is installed."""

from __future__ import annotations

import contextlib
import os
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import click

import dashboard
from dashboard.command.ready import Door, free_port, say_when_ready
from dashboard.command.workers import serve_many
from dashboard.environment import SETTINGS, check_environment, variable
from dashboard.places import SETTINGS as APP_SETTINGS

__all__ = ["serve_command"]

_HERE: Final = Path(dashboard.__file__).parent
_QUIET: Final = {
    "server.headless": True,  # else Streamlit asks for an e-mail address where nobody has answered before
    "logger.hideWelcomeMessage": True,  # which asks a host on the internet for the address of this machine
}
_MOST_WORKERS: Final = 64


def _from_file(context: click.Context, _: click.Parameter, file: Path | None) -> None:
    """Take settings from a file, where neither a flag nor the environment says anything."""
    if file is None:
        return
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"settings = {str(file)!r} cannot be read: {error}.") from error
    known = {option.name for option in context.command.params}
    if strange := sorted(set(said) - known):
        raise click.UsageError(
            f"{strange[0]} in {str(file)!r} is not allowed: one of {', '.join(sorted(filter(None, known)))}."
        )
    context.default_map = said


def _set(function: Any) -> Any:
    """Give a command the settings that the app itself reads, as flags."""
    for setting in reversed(SETTINGS):
        function = click.option(f"--{setting.name}", default="", envvar=setting.variable, help=setting.help)(function)
    return function


@click.command("serve")
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    envvar=variable("settings"),
    callback=_from_file,
    is_eager=True,
    expose_value=False,
    help="A TOML file that says port = 80 and the like, by the names of these flags.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8501,
    show_default=True,
    envvar=variable("port"),
    help="Or the next free one.",
)
@click.option(
    "--address",
    default="localhost",
    show_default=True,
    envvar=variable("address"),
    help="0.0.0.0 serves a whole network, such as a class.",
)
@click.option("--path", default="", envvar=variable("path"), help="Below which the app lies, such as /walls.")
@click.option(
    "--workers",
    type=click.IntRange(1, _MOST_WORKERS),
    default=1,
    show_default=True,
    envvar=variable("workers"),
    help="Servers behind the address; more than one need nginx.",
)
@_set
@click.option("--browser/--no-browser", default=True, envvar=variable("browser"), help="Open a browser, or not.")
@click.option("--silent", is_flag=True, hidden=True)
def serve_command(
    port: int, address: str, path: str, workers: int, browser: bool, silent: bool, **settings: str
) -> None:
    """Start the dashboard.

    \b
    performance-walls serve
    performance-walls serve --address 0.0.0.0 --port 80
    performance-walls serve --workers 4 --url https://walls.university.edu

    Each flag can be said in the environment too, as PERFORMANCE_WALLS_PORT and the like, and in a file.
    """
    for setting in SETTINGS:
        os.environ[setting.variable] = settings[setting.name]
    try:
        check_environment()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    door = _door(address, port, f"/{path.strip('/')}".rstrip("/"))
    if workers > 1:
        serve_many(door, workers, browser, _one_of_several(door))
    else:
        _serve(door, browser, silent)


def _serve(door: Door, browser: bool, silent: bool) -> None:
    options = {"server.port": door.port, "server.address": door.address, "server.baseUrlPath": door.path}
    options |= _app_settings() | _QUIET
    flags = [f"--{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in options.items()]
    if not silent:
        say_when_ready(door, browser)
    # Imported here: all other commands do without it.
    from streamlit.web import cli as streamlit

    # What is under way has been ended then: it was asked to stop.
    with contextlib.suppress(click.Abort, KeyboardInterrupt):
        streamlit.main(["run", str(_HERE / "app.py"), *flags], prog_name="streamlit", standalone_mode=False)
    if not silent:
        click.echo("Stopped.")


def _one_of_several(door: Door) -> list[str]:
    """Give the command of a server that is met through the proxy alone."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_HERE.parent), os.environ.get("PYTHONPATH")]))
    # A proxy has passed on what comes: where visitors find the app must be said.
    os.environ[variable("url")] = os.environ[variable("url")] or door.network_url() or door.url()
    alone = ["--no-browser", "--silent", "--address", "127.0.0.1", "--workers", "1", "--path", door.path]
    return [sys.executable, "-m", "dashboard.command", "serve", *alone]


def _door(address: str, port: int, path: str) -> Door:
    """Find a port that nobody listens at, and say so if it is not the one that was asked for."""
    try:
        free = free_port(address, port)
    except PermissionError as error:
        raise click.UsageError(f"port = {port} is not allowed: this user may listen at 1024 and above.") from error
    except OSError as error:
        raise click.UsageError(f"address = {address!r}, port = {port} is not allowed: {error.strerror}.") from error
    if free != port:
        click.echo(f"Port {port} is in use; {free} is taken.", err=True)
    return Door(address, free, path)


def _app_settings() -> dict[str, Any]:
    """Read the settings of the app, so that it looks the same from whatever folder it is started."""
    return _flat(tomllib.loads(APP_SETTINGS.read_text("utf-8")))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat
