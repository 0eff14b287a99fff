"""Contents that are compressed, before they travel or are kept."""

from __future__ import annotations

import gzip
from typing import Final

__all__ = ["is_text", "pack"]

_TEXT: Final = ("text/", "application/json", "image/svg+xml")
_LEVEL: Final = 5  # a higher one takes longer and gains next to nothing on frames


def is_text(media_type: str) -> bool:
    """Whether a content of this type is worth compressing; all else that is answered is compressed in itself."""
    return media_type.startswith(_TEXT)


def pack(content: bytes) -> bytes:
    """Compress a content."""
    return gzip.compress(content, _LEVEL, mtime=0)
