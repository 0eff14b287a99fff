"""The version, once; a plain string so that reading it costs nothing."""

__version__ = "0.3.0"
