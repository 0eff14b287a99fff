"""`python -m dashboard.command` is `performance-walls`."""

from dashboard.command.main import cli

cli(prog_name="performance-walls")
