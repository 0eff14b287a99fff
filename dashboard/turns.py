"""How many pages run at the same time.

Pages run on threads, which take turns at the interpreter with the one that answers everything else: with twenty of them
it would wait twenty times as long, many times for each answer, and no page would be done sooner.
"""

from __future__ import annotations

import threading
from typing import Final

from loky import cpu_count

__all__ = ["TURN"]

TURN: Final = threading.BoundedSemaphore(max(2, cpu_count()))
"""Held while a page runs."""
