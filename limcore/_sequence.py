"""One learning-rate schedule after another, each from its own step 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._cooling import rising_steps
from limcore._schedule import Schedule, Side, Spell, step_numbers
from limcore.errors import Array, DomainError

__all__ = ["InSequence"]

_MOST: Final = 1000


class InSequence(Schedule):
    """Schedules in sequence: at each milestone the next begins with its step 0, as in PyTorch's SequentialLR."""

    name = "sequence"
    parameter_names = ("schedules", "milestones")

    def __init__(self, schedules: Sequence[Schedule], milestones: ArrayLike) -> None:
        if not isinstance(schedules, (list, tuple)) or not 2 <= len(schedules) <= _MOST:
            raise DomainError("schedules", schedules, f"a list of 2 to {_MOST:,} schedules")
        ends = rising_steps("milestones", milestones)
        if ends.size != len(schedules) - 1:
            allowed = f"a list of {len(schedules) - 1}: one between each two of the schedules"
            raise DomainError("milestones", f"shape {ends.shape}", allowed)
        for place, one in enumerate(schedules):
            if not isinstance(one, Schedule):
                raise DomainError("schedules", one, "a schedule, as make_schedule makes them", (place,))
        self._parts = tuple(schedules)
        self._begun: Array = np.concatenate([[0.0], ends])
        self._lengths: Array = np.append(np.diff(self._begun), np.inf)
        super().__init__(schedules=self._parts, milestones=tuple(ends.tolist()))

    def log_learning_rate(self, n: ArrayLike) -> Array:
        """Compute the logarithm of the learning rate of the schedule whose turn it is."""
        n = step_numbers(n)
        place = np.searchsorted(self._begun, n, side="right") - 1
        log_rate = np.full(n.shape, np.nan)
        for number, (part, begun) in enumerate(zip(self._parts, self._begun, strict=True)):
            mine = (place == number) & ~np.isnan(n)
            if mine.any():
                own = part.log_learning_rate(np.where(mine, n - begun, 0.0))
                log_rate = np.where(mine, own, log_rate)
        return log_rate

    def _ends_and_turns(self, number: int) -> Array:
        """List the steps of a part at which its learning rate can be highest or lowest, within its length."""
        part, last = self._parts[number], self._lengths[number] - 1.0
        if np.isinf(last):
            return np.array([0.0, part.peak_step])
        breaks = part.breakpoints(last)
        steps = np.concatenate([[0.0, last, part.peak_step, part.trough_step], breaks, breaks - 1.0])
        return np.unique(steps[(steps >= 0) & (steps <= last)])

    @property
    def peak_step(self) -> float:
        """The first step with the highest learning rate."""
        steps = np.concatenate([begun + self._ends_and_turns(k) for k, begun in enumerate(self._begun)])
        return float(steps[int(np.argmax(self.log_learning_rate(steps)))])

    @property
    def trough_step(self) -> float:
        """The step up to which, from the peak on, the learning rate does not rise; at most the end of that schedule."""
        number = int(np.searchsorted(self._begun, self.peak_step, side="right")) - 1
        end = self._begun[number] + min(self._parts[number].trough_step, self._lengths[number] - 1.0)
        return float(max(end, self.peak_step))

    @property
    def lowest_log_rate(self) -> float:
        """The lowest of all learning rates, as a logarithm."""
        logs: list[float] = [self._parts[-1].lowest_log_rate]
        for number in range(len(self._parts) - 1):
            logs.append(float(np.min(self._parts[number].log_learning_rate(self._ends_and_turns(number)))))
        return min(logs)

    def _of_parts(self, listed: Callable[[Schedule, float], Array], last: float) -> Array:
        """List something of each part, up to its end, and the milestones."""
        steps = [self._begun[1:]]
        for part, begun, length in zip(self._parts, self._begun, self._lengths, strict=True):
            if begun <= last:
                own = listed(part, min(last - begun, length - 1.0))
                steps.append(begun + own[own < length])
        return np.unique(np.concatenate(steps))

    def breakpoints(self, last: float) -> Array:
        """List the milestones, and what each schedule has between them."""
        return self._of_parts(lambda part, end: part.breakpoints(end), last)

    def landmarks(self, last: float) -> Array:
        """List the milestones, and what each schedule has between them."""
        marks = self._of_parts(lambda part, end: part.landmarks(end), last)
        return marks[marks <= last]

    def cumulative(
        self,
        term: Callable[[Array], Array],
        upto: Array,
        switch: Side | None = None,
        unit: float = 0.0,
    ) -> Array:
        """Sum over each schedule in its turn."""
        sums: list[Array] = []
        before = np.zeros(1)
        for part, begun, length in zip(self._parts, self._begun, self._lengths, strict=True):
            own = upto[(upto > begun) & (upto <= begun + length)] - begun
            more = upto[-1] > begun + length
            ends = np.append(own, length) if more else own
            if not ends.size:
                break
            total = before + part.cumulative(term, ends, switch, unit)
            sums.append(total[..., :-1] if more else total)
            before = total[..., -1:]
        return np.concatenate(sums, axis=-1)

    def _spells(self, level: float) -> list[Spell]:
        """Join what is low enough of each schedule, within its length."""
        spells: list[Spell] = []
        for part, begun, length in zip(self._parts, self._begun, self._lengths, strict=True):
            for first, lost in part._spells(level):
                if first >= length:
                    continue
                spell = (float(begun + first), float(begun + min(lost, length)))
                if spells and spells[-1][1] == spell[0]:
                    spells[-1] = (spells[-1][0], spell[1])
                else:
                    spells.append(spell)
        return spells
