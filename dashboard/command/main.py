"""The commands of `performance-walls`."""

from __future__ import annotations

import click

import limcore
from dashboard.command.engine import engine_command
from dashboard.command.figures import bundle_command, export_command, list_command
from dashboard.command.options import Group
from dashboard.command.run import run_command
from dashboard.command.serve import serve_command
from dashboard.command.site import site_command
from dashboard.command.sweep import sweep_command

__all__ = ["cli"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(limcore.__version__, prog_name="performance-walls")
def cli() -> None:
    """The energy walls of machine-learning training: figures, tables and sweeps without the browser.

    \b
    performance-walls serve
    performance-walls export barrier --format pdf --print single
    performance-walls COMMAND --help shows more examples.
    """


cli.add_command(serve_command)
cli.add_command(list_command)
cli.add_command(export_command)
cli.add_command(bundle_command)
cli.add_command(site_command)
cli.add_command(engine_command)
cli.add_command(sweep_command)
cli.add_command(run_command)
