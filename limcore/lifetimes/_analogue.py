"""Elements whose weight is a quantity rather than a sign: the chain of variables, and the Fowler-Nordheim memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

import numpy as np

from limcore.errors import Array, DomainError, check_number, check_whole
from limcore.lifetimes._memory import LAST_TIME, MOST_WRITES, Memory, Moments

__all__ = ["Chain", "FowlerNordheim"]

_MOST_VARIABLES: Final = 30
_AT_ONCE: Final = 1e6


class Chain(Memory):
    r"""Variables in a row, from fast to slow, that exchange what they hold both ways (Benna and Fusi, 2016).

    Like liquid in beakers, each twice as wide as the one before and joined by tubes half as wide; the first is what is
    read and written, the last leaks:

    .. math:: C_k \frac{du_k}{dt} = g_{k-1}(u_{k-1} - u_k) - g_k(u_k - u_{k+1})

    .. math:: C_k = 2^{k-1}, \quad g_k = \frac{r}{2}\, 2^{1-k}, \quad u_{m+1} = 0

    That is diffusion, so that the signal falls as :math:`t^{-1/2}` up to a time near :math:`4^m/r`. A weight is not
    bounded and read without error.
    """

    name = "chain"
    defaults: ClassVar[dict[str, Any]] = {"levels": 10, "rate": 1.0}

    def __init__(self, levels: float, rate: float) -> None:
        self.levels = int(check_whole("levels", levels, at_least=1, at_most=_MOST_VARIABLES))
        self.rate = check_number("rate", rate, at_least=1e-12, at_most=1.0)

    def moments(self, times: Array) -> Moments:
        """Compute the signal by the modes of the chain; the power is that of all patterns, and of this one."""
        decays, strengths = self._modes()
        signal = np.exp(-np.multiply.outer(times, decays)) @ strengths
        with np.errstate(under="ignore"):
            others = strengths @ (1.0 / np.add.outer(decays, decays)) @ strengths
            return Moments(signal, others + signal**2)

    def _modes(self) -> tuple[Array, Array]:
        """Find decay rates and strengths, from singular values: squares, so that slow ones keep their digits."""
        places = np.arange(self.levels)
        pulls = np.sqrt(0.5 * self.rate * 0.5**places)[:, None] * (np.eye(self.levels) - np.eye(self.levels, k=1))
        _, roots, modes = np.linalg.svd(pulls / np.sqrt(2.0**places))
        return roots**2, modes[:, 0] ** 2

    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Add what is left of the pattern and of all that came within the memory of the chain, and after it."""
        decays, strengths = self._modes()
        past = 12.0 / decays.min()
        return np.asarray(
            [
                bits * (np.exp(-decays * time) @ strengths)
                + _summed(lambda ages: np.exp(-np.multiply.outer(ages, decays)) @ strengths, past, bits.size, random)
                for time in times
            ]
        ).reshape(times.size, bits.size)


class FowlerNordheim(Memory):
    r"""A difference between two gates from which charge tunnels ever more slowly (Mehta et al., 2022).

    Charge leaves a gate at a voltage V by the law of Fowler and Nordheim, which gives a clock that runs as a logarithm:

    .. math:: \frac{dV}{dt} = -\frac{k_1}{k_2} V^2 e^{-k_2/V}, \qquad V = \frac{k_2}{\ln(k_1 t + k_0)}

    A small difference W between two such gates therefore follows, with :math:`y = k_1 t + k_0`,

    .. math:: \frac{dW}{dt} = -\frac{k_1}{y}\left(1 + \frac{2}{\ln y}\right)(W - x)

    and a pattern is a pulse of voltage, x = ±1 for a moment: what it writes falls as 1/t, like what is forgotten. This
    linear law is ours. `rate` is :math:`k_1/k_0`, `exponent` is :math:`\ln k_0 = k_2/V(0)`, and the pattern is stored
    after so many others (`stored_after`) since the gates were charged.
    """

    name = "fowler_nordheim"
    defaults: ClassVar[dict[str, Any]] = {"stored_after": 0.0, "rate": 1.0, "exponent": 30.0}

    def __init__(self, stored_after: float, rate: float, exponent: float) -> None:
        self.stored_after = check_number("stored_after", stored_after, at_least=0.0, at_most=LAST_TIME)
        self.rate = check_number("rate", rate, at_least=1e-12, at_most=1e12)
        self.exponent = check_number("exponent", exponent, at_least=1.0, at_most=1e6)

    def moments(self, times: Array) -> Moments:
        """Compute what this pattern and all others have left, in units of what is left of one written at first."""
        own = self._written(np.asarray(self.stored_after))
        now = self.stored_after + times
        others = (self._squares(now) - self._squares(np.zeros(()))) / self.rate
        return Moments(np.full(times.shape, 1.0), 1.0 + others / own**2)

    def _written(self, when: Array) -> Array:
        """Compute how much of a pattern written at a time is left at any later one, as (ℓ² + 2ℓ), ℓ = ln y."""
        clock = self.exponent + np.log1p(self.rate * when)
        return np.asarray((clock**2 + 2.0 * clock) / (self.exponent**2 + 2.0 * self.exponent))

    def _squares(self, when: Array) -> Array:
        """Integrate the square of it over y/k₀."""
        clock = self.exponent + np.log1p(self.rate * when)
        whole = (1.0 + self.rate * when) * (clock**4 + 4.0 * clock**2 - 8.0 * clock + 8.0)
        return np.asarray(whole / (self.exponent**2 + 2.0 * self.exponent) ** 2)

    def weights(self, bits: Array, times: Array, random: np.random.Generator) -> Array:
        """Add what is left of the pattern, and of all others since the gates were charged."""
        own = float(self._written(np.asarray(self.stored_after)))

        def left(now: float) -> Array:
            return _summed(lambda ages: self._written(now - ages) / own, now, bits.size, random)

        rows = [bits + left(self.stored_after + float(time)) for time in times]
        return np.asarray(rows).reshape(times.size, bits.size)


def _summed(left: Callable[[Array], Array], past: float, count: int, random: np.random.Generator) -> Array:
    """Draw for each of many elements what all patterns of the past have left, each with its sign."""
    if count * past > MOST_WRITES:
        raise DomainError("elements", count, f"so few that they meet at most {MOST_WRITES:g} patterns in all")
    together = max(1, int(_AT_ONCE / (past + 1.0)))
    return np.concatenate([_some(left, past, min(together, count - k), random) for k in range(0, count, together)])


def _some(left: Callable[[Array], Array], past: float, count: int, random: np.random.Generator) -> Array:
    numbers = random.poisson(past, count)
    ages = random.uniform(0.0, past, int(numbers.sum()))
    kept = left(ages) * random.choice([-1.0, 1.0], ages.size)
    return np.asarray(np.bincount(np.repeat(np.arange(count), numbers), weights=kept, minlength=count), dtype=float)
