"""`serve`: the dashboard, wherever it is installed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import click

import dashboard
from dashboard.command.ready import Door, free_port, say_when_ready
from dashboard.environment import check_environment
from dashboard.places import SETTINGS

__all__ = ["serve_command"]

_HERE: Final = Path(dashboard.__file__).parent
_QUIET: Final = {
    "server.headless": True,  # else Streamlit asks for an e-mail address where nobody has answered before
    "logger.hideWelcomeMessage": True,  # which asks a host on the internet for the address of this machine
}


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Or the next that is free."
)
@click.option(
    "--address", default="localhost", show_default=True, help="0.0.0.0 serves a whole network, such as a class."
)
@click.option("--browser/--no-browser", default=True, help="Open a browser, or not.")
def serve_command(port: int, address: str, browser: bool) -> None:
    """Start the dashboard.

    \b
    performance-walls serve
    performance-walls serve --address 0.0.0.0 --port 80
    """
    try:
        check_environment()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    door = _door(address, port)
    options = {"server.port": door.port, "server.address": address} | _settings() | _QUIET
    flags = [f"--{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in options.items()]
    say_when_ready(door, browser)
    # Imported here: all other commands do without it.
    from streamlit.web import cli as streamlit

    try:
        streamlit.main(["run", str(_HERE / "app.py"), *flags], prog_name="streamlit", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):  # what is under way has been ended; it was asked to stop
        click.echo("Stopped.")


def _door(address: str, port: int) -> Door:
    """Find a port that nobody listens at, and say so if it is not the one that was asked for."""
    try:
        free = free_port(address, port)
    except PermissionError as error:
        raise click.UsageError(f"port = {port} is not allowed: this user may listen at 1024 and above.") from error
    except OSError as error:
        raise click.UsageError(f"address = {address!r}, port = {port} is not allowed: {error.strerror}.") from error
    if free != port:
        click.echo(f"Port {port} is in use; {free} is taken.", err=True)
    return Door(address, free)


def _settings() -> dict[str, Any]:
    """Read the settings of the app, so that it looks the same from whatever folder it is started."""
    return _flat(tomllib.loads(SETTINGS.read_text("utf-8")))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat
