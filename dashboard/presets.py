"""Views worth starting from: for each the parameters that differ from their defaults."""

from __future__ import annotations

from typing import Final

from dashboard.parameters import Values

__all__ = ["BARRIER_PRESETS"]

BARRIER_PRESETS: Final[dict[str, Values]] = {
    "As in the paper": {},
    "Cold memory (4 K)": {"kT": 0.34469, "unit": "meV"},
    "Fast and leaky": {
        "alpha": 0.1,
        "R_max": 1e13,
        "rates": (0.3, 0.1, 0.03, 0.01),
        "steps": 1000.0,
    },
    "Ten-year memory": {
        "alpha": 0.9,
        "rate_scale": "absolute",
        "absolute_rates": (1e6, 1e3, 1.0, 1e-3, 1e-6),
        "schedule_1": "exponential",
        "gamma_1": 0.999,
        "dE_range": (1e-9, 10.0),
    },
}
