"""How a run has begun."""

from ..session import Run, current

__all__ = ["get_script_run_ctx"]


def get_script_run_ctx() -> Run:
    """Give what is known of this run."""
    return current().run
