"""How large a text is, about, and where it is broken.

Lengths are pixels of a canvas on which type has 14 px.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["LINE", "size_of", "wrapped"]

LINE: Final = 18.2
"""The height of a line of text."""

_EM: Final = 14.0
_SMALL: Final = 0.7  # of the size of type: a sub- or superscript
_TAG: Final = re.compile(r"<[^>]*>")
_SCRIPT: Final = re.compile(r"<su[bp]>(.*?)</su[bp]>")
# A number stays with its unit, and a sign with what it is between.
_BREAK: Final = re.compile(r"(?<![=×+−⋯→▲]) (?!kT\b|meV\b|f?J\b|/s\b|%|[fpnµm]?s\b|min\b|h\b|(?:day|year)s?\b|[=×+−] )")
# Widths in em of the widest of the families that are drawn with (DejaVu Sans): text is never wider than is said.
_WIDTHS: Final[dict[str, float]] = {
    **dict.fromkeys("ijlI.,:;|'’!", 0.34),
    **dict.fromkeys(" ftr()[]/-", 0.4),
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", 0.44),
    **dict.fromkeys("mwMW%—…⋯▲", 0.98),
    **dict.fromkeys("ABCDEGHNOPQRUΔ−×=≥≤+<>→←", 0.82),
}
_USUAL: Final = 0.62


@lru_cache(maxsize=4096)
def _length(text: str) -> float:
    small = "".join(_SCRIPT.findall(text))
    plain = _TAG.sub("", _SCRIPT.sub("", text))
    return _EM * (
        sum(_WIDTHS.get(letter, _USUAL) for letter in plain)
        + _SMALL * sum(_WIDTHS.get(letter, _USUAL) for letter in small)
    )


@lru_cache(maxsize=4096)
def size_of(text: str) -> tuple[float, float]:
    """Give about how wide and high a text is, with the edge around it."""
    lines = text.split("<br>")
    return max(map(_length, lines)) + 4.0, LINE * len(lines)


@lru_cache(maxsize=1024)
def wrapped(text: str, width: float) -> str:
    """Break a text into lines that are no wider."""
    lines = [""]
    for word in _BREAK.split(text):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and _length(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "<br>".join(lines)
