"""What training in memories takes, counted in four ways at once."""

from __future__ import annotations

from typing import Final

import numpy as np

__all__ = ["ACCOUNTS", "Accounts"]

ACCOUNTS: Final = ("heat", "paper", "crossings", "literal")
"""The ways to count, from the floor up."""


class Accounts:
    """Energies so far in kT, summed over the weights of each run."""

    def __init__(self, runs: int) -> None:
        self.heat = np.zeros(runs)
        """The floor: the drive times net hops, which is the heat that hops give off."""
        self.paper = np.zeros(runs)
        """Barrier and drive for each net hop that is expected."""
        self.crossings = np.zeros(runs)
        """The barrier at every crossing, there and back."""
        self.literal = np.zeros(runs)
        """Barrier and drive of every element at every update."""
