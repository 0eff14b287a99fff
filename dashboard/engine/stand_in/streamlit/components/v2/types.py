"""What a component is for its caller."""

from collections.abc import Callable
from typing import Any

__all__ = ["ComponentRenderer"]

ComponentRenderer = Callable[..., Any]
