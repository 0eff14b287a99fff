"""The schedule that a training log follows: the known one nearest to its rates, with its parameters and its error."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from limcore._candidates import Candidate, candidates
from limcore._schedule import Schedule
from limcore.errors import Array, DomainError
from limcore.logs import TrainingLog
from limcore.schedules import make_schedule

__all__ = ["ScheduleFit", "fit_schedule"]

_ROWS: Final = 200  # that a search looks at
_FEW: Final = 40  # tries of a first search
_TRIES: Final = 400  # of one that looks closely
_CLOSELY: Final = 8  # candidates that are looked at so
_EXACT: Final = 1e-14
_ALIKE: Final = 1.05  # times the least error of equally many numbers: the one that is listed first
_FINEST: Final = 1e-6
_SAME: Final = 2e-3
_AS_GOOD: Final = 1.25  # times the least error: a schedule told by fewer numbers is then the better one
_ROUNDING: Final = 1e-6
_DIGITS: Final = 8


@dataclass(frozen=True)
class ScheduleFit:
    """The known schedule nearest to the rates of a log.

    Attributes
    ----------
    schedule : Schedule
        The schedule, with step 0 at the first row of the log; it prints as its name and parameters.
    error : float
        Root of the mean square of what the rates differ by, over the rows; 1 is the highest rate.
    largest_error : float
        The largest difference, 1 being the highest rate.
    largest_at : float
        The step with it.
    """

    schedule: Schedule
    error: float
    largest_error: float
    largest_at: float


def fit_schedule(log: TrainingLog) -> ScheduleFit:
    """Find the known schedule nearest to the rates of a training log.

    Parameters
    ----------
    log : TrainingLog
        A log with three rows at least, as `read_training_log` gives it; if it counts epochs, so do the parameters.

    Returns
    -------
    ScheduleFit
        The schedule and how far it is from the log. Of schedules that are about as near, the one with fewest numbers.

    Raises
    ------
    DomainError
        If it is no such log, or no rate is above 0.

    Notes
    -----
    The search is over a few hundred rows, spread over the log, and is bounded: it takes a second or two for any log.

    Examples
    --------
    >>> import io
    >>> from limcore import read_training_log
    >>> file = io.StringIO("step,lr,loss\\n" + "".join(f"{n},{0.1 * 0.9**n:.4g},1\\n" for n in range(0, 40, 2)))
    >>> fit_schedule(read_training_log(file)).schedule
    exponential(initial=0.1, gamma=0.9)
    """
    if not isinstance(log, TrainingLog):
        raise DomainError("log", log, "a training log, as read_training_log gives it")
    if log.step.size < 3 or not np.any(log.learning_rate > 0):
        raise DomainError("log", f"{log.step.size} rows", "a log with three rows at least, and rates above 0")
    found = _nearest(_Rates(*_thinned(log.step, log.learning_rate)))
    return _told(found.made(), log.step, log.learning_rate)


def _told(schedule: Schedule, step: Array, rate: Array) -> ScheduleFit:
    off = np.abs(schedule(step) - rate) / rate.max()
    worst = int(np.argmax(off))
    return ScheduleFit(schedule, float(np.sqrt(np.mean(off**2))), float(off[worst]), float(step[worst]))


def _thinned(step: Array, rate: Array) -> tuple[Array, Array]:
    """Keep rows spread over the log, those of its rise, and those on both sides of each jump."""
    if step.size <= _ROWS:
        return step, rate
    spread = np.linspace(0, step.size - 1, _ROWS)
    rise = np.linspace(0, int(np.argmax(rate)), _ROWS // 4)
    leaps = np.argsort(-np.abs(np.diff(rate)))[: _ROWS // 4]
    kept = np.unique(np.rint(np.concatenate([spread, rise, leaps, leaps + 1])).astype(np.intp))
    return step[kept], rate[kept]


class _Rates:
    """The rows that are looked at, and what their warm-up looks like."""

    def __init__(self, step: Array, rate: Array) -> None:
        self.step, self.rate, self.highest = step, rate / rate.max(), float(rate.max())
        self.warm = self._line_to_the_top()

    def _line_to_the_top(self) -> float:
        """Find where a straight line through the first, rising rows comes to the highest rate; 0 if none rises."""
        top = int(np.argmax(self.rate >= 1.0 - _SAME))
        if top == 0:
            return 0.0
        n, r = self.step[:top], self.rate[:top]
        if top == 1:
            return float(max(np.rint(self.step[1]), 1.0))
        slope = np.polyfit(n, r, 1)
        return float(max(np.rint((1.0 - slope[1]) / slope[0]), 1.0)) if slope[0] > 0 else 0.0


@dataclass(frozen=True)
class _Fit:
    """A candidate with all its numbers, and how far it is from the rows."""

    rates: _Rates
    candidate: Candidate
    values: dict[str, float]
    top: float
    start: float
    floor: float
    error: float
    warmup: str = "from_start"

    def made(self, digits: int | None = None) -> Schedule:
        """Make the schedule, with its rates to so many digits; with as few as are as near, if no number is given."""
        if digits is None:
            return self._shortest()
        top, floor = (_rounded(one * self.rates.highest, digits) for one in (self.top, self.floor))
        given: dict[str, Any] = {self.candidate.top: top, **self.candidate.fixed}
        for key, value in self.values.items():
            given[key] = value if key in self.candidate.steps or key == "warmup_steps" else _rounded(value, digits)
        if self.candidate.floor and floor > 0:
            given["minimum"] = min(floor, top)
        if given.get("warmup_steps"):
            given["warmup"] = self.warmup
            given["warmup_place"] = "over" if self.candidate.over else "before"
            if self.warmup == "from_start":
                given["warmup_start"] = min(_rounded(self.start / self.top, digits), 1.0)
        return make_schedule(self.candidate.name, **given)

    def _shortest(self) -> Schedule:
        for digits in range(1, _DIGITS):
            try:
                schedule = self.made(digits)
            except DomainError:
                continue
            if self._error_of(schedule) <= _AS_GOOD * self.error + _ROUNDING / 10.0:
                return schedule
        return self.made(17)

    def _error_of(self, schedule: Schedule) -> float:
        off = schedule(self.rates.step) / self.rates.highest - self.rates.rate
        return float(np.sqrt(np.mean(off**2)))


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}") if digits < 17 else float(value)


def _nearest(rates: _Rates) -> _Fit:
    """Search for each candidate, more closely for those that come near, and take one that few numbers tell."""
    begun = [fit for one in candidates(rates.step, rates.rate, rates.warm) if (fit := _begun(rates, one))]
    looked = sorted(
        (_searched(fit, _FEW) for fit in begun), key=lambda fit: (max(fit.error, _EXACT), fit.candidate.freedom)
    )
    fits = [_searched(fit, _TRIES) for fit in looked[:_CLOSELY]]
    least = _AS_GOOD * min(fit.error for fit in fits) + _ROUNDING
    near = [fit for fit in fits if fit.error <= least]
    fewest = min(fit.candidate.freedom for fit in near)
    simple = [fit for fit in near if fit.candidate.freedom == fewest]
    best = min(fit.error for fit in simple)
    order = {id(fit.candidate): place for place, fit in enumerate(begun)}
    as_near = [fit for fit in simple if fit.error <= _ALIKE * best + _ROUNDING / 10.0]
    return _with_named_warm_up(min(as_near, key=lambda fit: order[id(fit.candidate)]))


def _with_named_warm_up(fit: _Fit) -> _Fit:
    """Take the warm-up of a library, if it is about as near as one that begins at a rate of its own."""
    warm = fit.values.get("warmup_steps")
    if not warm:
        return fit
    ways = (
        ("nanogpt", warm, 1.0 / (warm + 1.0)),
        ("huggingface", warm, 0.0),
        ("llm.c", warm + 1.0, 1.0 / (warm + 1.0)),
    )
    named = [one for way in ways if (one := _with(fit, *way)) is not None]
    nearest = min(named, key=lambda one: one.error, default=fit)
    return nearest if nearest.error <= _AS_GOOD * fit.error + _ROUNDING else fit


def _with(fit: _Fit, name: str, warm: float, part: float) -> _Fit | None:
    values = fit.values | {"warmup_steps": warm}
    one = _Fit(fit.rates, fit.candidate, values, fit.top, part * fit.top, fit.floor, fit.error, name)
    try:
        error = one._error_of(one.made(17))
    except DomainError:
        return None
    return _Fit(fit.rates, fit.candidate, values, fit.top, one.start, fit.floor, error, name)


def _begun(rates: _Rates, candidate: Candidate) -> _Fit | None:
    """Fit a candidate as it is listed."""
    values = {**candidate.steps, **candidate.numbers}
    if rates.warm and not candidate.rises:
        values["warmup_steps"] = rates.warm
    return _fitted(rates, candidate, values)


def _searched(best: _Fit, most: int) -> _Fit:
    """Move one number at a time, or two at once, by less and less, and all of them on where that brought it nearer."""
    change, tries = 0.5, 0
    while best.values and change > _FINEST and tries < most and best.error > _EXACT:
        before = best
        for moves in _directions(tuple(best.values), 1.0 + change):
            if len(moves) > 1 and best is not before:
                break
            tries += 1
            best = _tried(best, _moved(best, moves)) or best
        if best is before:
            change /= 2.0
        elif (further := _tried(best, _further(before.values, best))) is not None:
            best, tries = further, tries + 1
    return best


def _directions(keys: tuple[str, ...], factor: float) -> Iterator[dict[str, float]]:
    """List factors for each of the numbers, then for two of them at once."""
    for key in keys:
        yield {key: factor}
        yield {key: 1.0 / factor}
    for one, other in itertools.combinations(keys, 2):
        for first, second in itertools.product((factor, 1.0 / factor), repeat=2):
            yield {one: first, other: second}


def _tried(best: _Fit, values: dict[str, float] | None) -> _Fit | None:
    other = None if values is None else _fitted(best.rates, best.candidate, values)
    return other if other is not None and other.error < best.error * (1.0 - 1e-9) else None


def _further(before: dict[str, float], best: _Fit) -> dict[str, float]:
    """Go as far again as from the values before."""
    ahead = {key: value + (value - before[key]) for key, value in best.values.items()}
    return {key: value if value > 0 else best.values[key] for key, value in ahead.items()}


def _moved(fit: _Fit, moves: dict[str, float]) -> dict[str, float] | None:
    """Multiply some of the numbers; whole ones by one step at least, if that is about as far."""
    values = dict(fit.values)
    for key, factor in moves.items():
        old = values[key]
        if key in fit.candidate.numbers:
            # What is near 1, as a decay, moves by what it lacks.
            values[key] = 1.0 - (1.0 - old) * factor if key in ("gamma", "pct_start") else old * factor
            continue
        new = float(np.rint(old * factor))
        values[key] = old + (1.0 if factor > 1.0 else -1.0) if new == old else new
        if values[key] < 1.0:
            return None
    return values


def _fitted(rates: _Rates, candidate: Candidate, values: dict[str, float]) -> _Fit | None:
    """Find the highest rate, the first and the lowest of a candidate with these numbers, by least squares."""
    warm = values.get("warmup_steps", 0.0)
    given: dict[str, Any] = {candidate.top: 1.0, **candidate.fixed, **values}
    given.pop("warmup_steps", None)
    n = rates.step
    try:
        made = make_schedule(candidate.name, **given)
        shape = made(n if candidate.over else np.maximum(n - warm, 0.0))
    except DomainError:
        return None
    rising = n < warm
    done = n / warm if warm else n
    columns = [np.where(rising, done, shape)]
    if candidate.floor:
        columns.append(np.where(rising, 0.0, 1.0 - shape))
    if warm:
        columns.append(np.where(rising, 1.0 - done, 0.0))
    sizes = _least_squares(columns, rates.rate)
    if sizes[0] <= 0:
        return None
    off = sizes @ np.stack(columns) - rates.rate
    error = float(np.sqrt(np.mean(off**2)))
    floor = float(sizes[1]) if candidate.floor else 0.0
    return _Fit(rates, candidate, values, float(sizes[0]), float(sizes[-1]) if warm else 0.0, floor, error)


def _least_squares(columns: list[Array], rate: Array) -> Array:
    """Solve for the size of each column, none below 0, none but the first above the first."""
    sizes = np.zeros(len(columns))
    used = list(range(len(columns)))
    for _ in columns:
        matrix = np.stack([columns[k] for k in used], axis=1)
        solved = np.linalg.lstsq(matrix, rate, rcond=None)[0]
        negative = [k for k, size in zip(used, solved, strict=True) if size < 0 and k > 0]
        if not negative:
            sizes[used] = solved
            break
        used = [k for k in used if k not in negative]
    sizes[1:] = np.minimum(sizes[1:], max(float(sizes[0]), 0.0))
    return sizes
