"""The works this project cites, each once."""

from __future__ import annotations

from typing import Final

__all__ = ["KAPLAN", "PAPER", "address"]

PAPER: Final = (
    "S. Chakrabartty and G. Cauwenberghs, “Performance Walls in Machine Learning and Neuromorphic Systems”, "
    "IEEE International Symposium on Circuits and Systems (ISCAS), 2023"
)

KAPLAN: Final = "J. Kaplan et al., “Scaling Laws for Neural Language Models”, arXiv:2001.08361, 2020"


def address(doi: str, url: str) -> str:
    """Give where a source is found: by its DOI if it has one."""
    return f"https://doi.org/{doi}" if doi else url
