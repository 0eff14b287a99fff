"""Learning-rate schedules: the learning rate at step n, with the names and the counting (from 0) of PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import MOST, Array, DomainError, check

__all__ = [
    "SCHEDULES",
    "Constant",
    "Exponential",
    "InverseTime",
    "PowerLaw",
    "Schedule",
    "Table",
    "make_schedule",
]


class Schedule:
    """A learning-rate schedule: call it with step numbers, counted from 0, to get learning rates.

    A subclass has a name, the names of its parameters, and computes ln eps in `log_learning_rate`: the logarithm
    stays exact where the rate itself is too small to be a double.
    """

    name: ClassVar[str]
    parameter_names: ClassVar[tuple[str, ...]]

    def __init__(self, **parameters: Any) -> None:
        self.parameters: Mapping[str, Any] = MappingProxyType(parameters)

    def _number(self, key: str) -> float:
        return float(self.parameters[key])

    def __call__(self, n: ArrayLike) -> Array:
        """Compute the learning rate at steps n (at least 0; any shape)."""
        with np.errstate(under="ignore"):
            return np.exp(self.log_learning_rate(n))[()]

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate at steps n (at least 0; any shape)."""
        raise NotImplementedError

    def breakpoints(self) -> Array:
        """List the steps at which the schedule is not smooth, each the first of a new stretch."""
        return np.empty(0)

    def __repr__(self) -> str:
        """Write the schedule as the call that makes it."""
        return f"{self.name}({', '.join(f'{k}={v!r}' for k, v in self.parameters.items())})"

    def __eq__(self, other: object) -> bool:
        """Schedules are equal if they have the same name and parameters."""
        return isinstance(other, Schedule) and repr(self) == repr(other)

    def __hash__(self) -> int:
        """Hash the name and the parameters."""
        return hash(repr(self))


def _steps(n: ArrayLike) -> Array:
    return check("n", n, at_least=0.0)


def _positive(parameter: str, value: float) -> float:
    return float(check(parameter, value, above=0.0, at_most=MOST))


class Constant(Schedule):
    """The same learning rate at every step: eps = initial."""

    name = "constant"
    parameter_names = ("initial",)

    def __init__(self, initial: float) -> None:
        super().__init__(initial=_positive("initial", initial))

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) for each step."""
        return np.asarray(np.log(self._number("initial")) + 0.0 * _steps(n))


class InverseTime(Schedule):
    """Inverse-time decay: eps = initial / (1 + n/tau). With initial = tau = 1, the paper's 1/n counted from 1."""

    name = "inverse_time"
    parameter_names = ("initial", "tau")

    def __init__(self, initial: float, tau: float) -> None:
        super().__init__(initial=_positive("initial", initial), tau=_positive("tau", tau))

    def __call__(self, n: ArrayLike) -> Array:
        """Compute the learning rate at steps n; by division, so that 1/n is exact."""
        return np.asarray(self._number("initial") / (1.0 + _steps(n) / self._number("tau")))[()]

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) - ln(1 + n/tau)."""
        return np.asarray(np.log(self._number("initial")) - np.log1p(_steps(n) / self._number("tau")))


class PowerLaw(Schedule):
    """Power-law decay: eps = initial (1 + n/tau)^-exponent."""

    name = "power_law"
    parameter_names = ("initial", "tau", "exponent")

    def __init__(self, initial: float, tau: float, exponent: float) -> None:
        super().__init__(
            initial=_positive("initial", initial),
            tau=_positive("tau", tau),
            exponent=_positive("exponent", exponent),
        )

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) - exponent ln(1 + n/tau)."""
        steps = np.log1p(_steps(n) / self._number("tau"))
        return np.asarray(np.log(self._number("initial")) - self._number("exponent") * steps)


class Exponential(Schedule):
    """Exponential decay: eps = initial gamma^n, with gamma between 0 and 1."""

    name = "exponential"
    parameter_names = ("initial", "gamma")

    def __init__(self, initial: float, gamma: float) -> None:
        decay = float(check("gamma", gamma, above=0.0, below=1.0))
        super().__init__(initial=_positive("initial", initial), gamma=decay)

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute ln(initial) + n ln(gamma)."""
        return np.asarray(np.log(self._number("initial")) + _steps(n) * np.log(self._number("gamma")))


class Table(Schedule):
    """A schedule given step by step: each learning rate holds until the next listed step, the last for ever."""

    name = "table"
    parameter_names = ("steps", "learning_rates")

    def __init__(self, steps: ArrayLike, learning_rates: ArrayLike) -> None:
        listed = np.atleast_1d(check("steps", steps, at_least=0.0, at_most=MOST))
        rates = np.atleast_1d(check("learning_rates", learning_rates, above=0.0, at_most=MOST))
        if listed.ndim != 1 or listed.shape != rates.shape:
            shapes = f"{listed.shape} and {rates.shape}"
            raise DomainError("learning_rates", shapes, "one learning rate for each step")
        if listed.size == 0 or listed[0] != 0.0:
            first = listed[0] if listed.size else None
            raise DomainError("steps", first, "a list that begins with step 0", (0,))
        falls = np.flatnonzero(~(np.diff(listed) > 0))
        if falls.size:
            index = int(falls[0]) + 1
            raise DomainError("steps", listed[index], "greater than the step before it", (index,))
        super().__init__(steps=tuple(listed.tolist()), learning_rates=tuple(rates.tolist()))

    def __call__(self, n: ArrayLike) -> Array:
        """Look up the learning rate at steps n."""
        rates = np.asarray(self.parameters["learning_rates"])
        n = _steps(n)
        place = np.searchsorted(self.parameters["steps"], n, side="right") - 1
        return np.where(np.isnan(n), np.nan, rates[place])[()]

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Look up the learning rate and take its logarithm."""
        return np.log(self(n))

    def breakpoints(self) -> Array:
        """List the steps at which the learning rate changes."""
        return np.asarray(self.parameters["steps"][1:])


SCHEDULES: Final[Mapping[str, type[Schedule]]] = MappingProxyType(
    {one.name: one for one in (Constant, InverseTime, PowerLaw, Exponential, Table)}
)
"""The schedules by name."""


def make_schedule(name: str, **parameters: Any) -> Schedule:
    """Make a learning-rate schedule by its name.

    Parameters
    ----------
    name : str
        A key of `SCHEDULES`: "constant", "inverse_time", "power_law", "exponential" or "table".
    **parameters
        The parameters of that schedule: `initial` (learning rate of the first step), `tau` (steps), `exponent`,
        `gamma` (factor for each step), or for a table `steps` and `learning_rates`.

    Returns
    -------
    Schedule
        A callable that gives learning rates for step numbers counted from 0.

    Raises
    ------
    DomainError
        If the name or a parameter is unknown, one is missing, or a value is not allowed.

    Examples
    --------
    >>> schedule = make_schedule("inverse_time", initial=1.0, tau=1.0)
    >>> schedule([0, 9, 99])
    array([1.  , 0.1 , 0.01])
    """
    if name not in SCHEDULES:
        raise DomainError("name", name, f"one of {', '.join(SCHEDULES)}")
    made = SCHEDULES[name]
    for key in parameters:
        if key not in made.parameter_names:
            raise DomainError("parameter", key, f"one of {', '.join(made.parameter_names)}")
    for key in made.parameter_names:
        if key not in parameters:
            raise DomainError(key, None, f"given for the schedule {name}")
    return made(**parameters)
