"""Parts of a page that have a script of their own."""

from . import v2

__all__ = ["v2"]
