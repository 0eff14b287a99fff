"""Contents that are compressed, before they travel or are kept."""

from __future__ import annotations

import gzip
from typing import Final

__all__ = ["pack"]

_LEVEL: Final = 5  # a higher one takes longer and gains next to nothing on frames


def pack(content: bytes) -> bytes:
    """Compress a content."""
    return gzip.compress(content, _LEVEL, mtime=0)
