"""The schedules that a log may follow, each with the whole steps and the numbers from which a search for it begins."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from limcore._cooling import COOL_DOWNS
from limcore.errors import Array

__all__ = ["Candidate", "candidates"]

_SAME: Final = 2e-3
"""Rates that differ by less of the highest are the same one, rounded."""
_MOST_STAIRS: Final = 30
_MOST_CYCLES: Final = 50


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A kind of schedule and where to begin to look for it."""

    name: str
    steps: dict[str, float] = field(default_factory=dict)
    """Whole numbers of steps, with the parameters that they are."""
    numbers: dict[str, float] = field(default_factory=dict)
    """Positive numbers."""
    fixed: dict[str, Any] = field(default_factory=dict)
    floor: bool = False
    """Whether it has a minimum."""
    top: str = "initial"
    over: bool = False
    """Whether a warm-up takes the place of its first steps."""
    rises: bool = False
    """Whether it rises by itself, and has no warm-up before it."""

    @property
    def freedom(self) -> int:
        """How many numbers it is told by."""
        return len(self.steps) + len(self.numbers) + len(self.fixed.get("milestones", ())) + self.floor + 1


def candidates(step: Array, rate: Array, warm: float) -> Iterator[Candidate]:
    """List the schedules to try for some rates, the simplest first; `warm` is the length of their warm-up."""
    after = step >= warm
    k, r = step[after] - warm, rate[after] / rate.max()
    if k.size < 2:
        k, r = step, rate / rate.max()
    last = max(float(k[-1]), 1.0)
    yield Candidate(name="constant")
    yield from _stairs(k, r)
    yield from _ending(k, r, last, warm)
    yield from _endless(k, r, last)
    yield from _again(k, r)
    yield from _one_cycle(step, rate)


def _ending(k: Array, r: Array, last: float, warm: float) -> Iterator[Candidate]:
    """List those that come to an end: by their last rate, or where they are at it for the first time."""
    low = np.flatnonzero(r <= r.min() + _SAME)
    ends = dict.fromkeys(max(float(np.rint(end)), 1.0) for end in (last, k[low[0]], 1.5 * last))
    flat = np.flatnonzero(r >= r.max() - _SAME)
    stable = max(np.rint(float(k[flat[-1]])), 0.0)
    for end, floor in itertools.product(ends, (False, True)):
        yield Candidate(name="polynomial", steps={"total_steps": end}, floor=floor)
        yield Candidate(name="cosine_held", steps={"total_steps": end}, floor=floor)
        yield Candidate(name="cosine", steps={"total_steps": end}, floor=floor)
        yield Candidate(name="polynomial", steps={"total_steps": end}, numbers={"power": 1.5}, floor=floor)
        for name in ("polynomial", "cosine_held") if warm else ():
            yield Candidate(name=name, steps={"total_steps": end + warm}, floor=floor, over=True)
        if stable > 0:
            for shape in COOL_DOWNS:
                lengths = {"stable_steps": stable, "decay_steps": max(end - stable, 1.0)}
                yield Candidate(name="warmup_stable_decay", steps=lengths, fixed={"cool_down": shape}, floor=floor)


def _endless(k: Array, r: Array, last: float) -> Iterator[Candidate]:
    half = np.flatnonzero(r <= 0.5)
    tau = float(k[half[0]]) if half.size else last
    yield Candidate(name="inverse_sqrt", numbers={"tau": max(tau / 3.0, 1e-3)})
    yield Candidate(name="inverse_time", numbers={"tau": max(tau, 1e-3)})
    fall = np.log(2.0) / max(tau, 1e-3)
    yield Candidate(name="exponential", numbers={"gamma": float(np.exp(-fall))})
    yield Candidate(name="power_law", numbers={"tau": max(tau, 1e-3), "exponent": 1.0})


def _stairs(k: Array, r: Array) -> Iterator[Candidate]:
    """Read stairs off: where each begins, and by how much they fall."""
    edges = 1 + np.flatnonzero(np.abs(np.diff(r)) > _SAME * np.maximum(r[1:], 1e-12))
    if not 1 <= edges.size <= _MOST_STAIRS or k.size < 2 * edges.size:
        return
    levels = np.append(r[0], r[edges])
    if np.any(levels <= 0) or np.any(np.diff(levels) >= 0):
        return
    ratios = levels[1:] / levels[:-1]
    gamma = float(np.exp(np.mean(np.log(ratios))))
    if np.ptp(ratios) > 0.05 * gamma:
        return
    begun = np.maximum(np.ceil(k[edges]), 1.0)
    size = float(np.rint(begun[-1] / begun.size))
    if size >= 1 and np.all(np.abs(begun - size * np.arange(1.0, begun.size + 1.0)) <= np.diff(k, prepend=0.0)[edges]):
        yield Candidate(name="step", steps={"step_size": size}, numbers={"gamma": gamma})
    milestones = tuple(np.unique(begun).tolist())
    yield Candidate(name="multi_step", numbers={"gamma": gamma}, fixed={"milestones": milestones})


def _again(k: Array, r: Array) -> Iterator[Candidate]:
    """Read off where the rate begins anew: restarts, equal or each longer and lower than that before it."""
    jumps = 1 + np.flatnonzero(np.diff(r) > 0.2 * (r.max() - r.min()))
    if not 1 <= jumps.size <= _MOST_CYCLES:
        return
    begun = np.append(0.0, k[jumps])
    lengths = np.diff(begun)
    growth = float(np.clip(lengths[1] / lengths[0], 1.0, 10.0)) if lengths.size > 1 else 1.0
    period = max(np.rint(lengths[0]), 1.0)
    for multiplier in dict.fromkeys((1.0, max(float(np.rint(growth)), 1.0), 2.0)):
        whole = {"multiplier": multiplier}
        yield Candidate(name="cosine_restarts", steps={"period": period}, fixed=whole, floor=True)
    peaks = r[np.append(0, jumps)]
    decay = float(np.clip(np.exp(np.mean(np.diff(np.log(peaks)))), 0.01, 1.0))
    fixed = {"cycles": float(jumps.size + 1)}
    yield Candidate(name="falling_restarts", steps={"period": period}, numbers={"decay": decay}, fixed=fixed)
    numbers = {"growth": growth, "decay": decay}
    yield Candidate(name="falling_restarts", steps={"period": period}, numbers=numbers, fixed=fixed)


def _one_cycle(step: Array, rate: Array) -> Iterator[Candidate]:
    top = int(np.argmax(rate))
    if top == 0 or rate[0] <= 0 or rate[-1] >= rate[0]:
        return
    total = max(float(np.rint(step[-1])) + 1.0, 2.0)
    part = float(np.clip((step[top] + 1.0) / total, 0.01, 0.99))
    start = {"pct_start": part, "div_factor": max(float(rate[top] / rate[0]), 1.0)}
    for annealing in ("cosine", "linear"):
        fixed = {"annealing": annealing}
        yield Candidate(
            name="one_cycle", steps={"total_steps": total}, numbers=start, fixed=fixed, top="maximum", rises=True
        )
