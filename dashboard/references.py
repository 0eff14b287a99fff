"""The works this project cites, each once."""

from __future__ import annotations

from typing import Final

__all__ = ["PAPER"]

PAPER: Final = (
    "S. Chakrabartty and G. Cauwenberghs, “Performance Walls in Machine Learning and Neuromorphic Systems”, "
    "IEEE International Symposium on Circuits and Systems (ISCAS), 2023"
)
