"""`serve`: the dashboard, wherever it is installed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import click

import dashboard
from dashboard.environment import check_environment
from dashboard.places import SETTINGS

__all__ = ["serve_command"]

_HERE: Final = Path(dashboard.__file__).parent


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
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
    options = {"server.port": port, "server.address": address, "server.headless": not browser} | _settings()
    flags = [f"--{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in options.items()]
    # Imported here: all other commands do without it.
    from streamlit.web import cli as streamlit

    streamlit.main(["run", str(_HERE / "app.py"), *flags], prog_name="streamlit")


def _settings() -> dict[str, Any]:
    """Read the settings of the app, so that it looks the same from whatever folder it is started."""
    return _flat(tomllib.loads(SETTINGS.read_text("utf-8")))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat
