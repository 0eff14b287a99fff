"""Views worth starting from: for each the parameters that differ from their defaults."""

from __future__ import annotations

from typing import Final

from dashboard.parameters import TEMPERATURES, Values

__all__ = [
    "BARRIER_PRESETS",
    "ENERGY_PRESETS",
    "HISTORY_PRESETS",
    "LEARNING_PRESETS",
    "LIFETIMES_PRESETS",
    "PROJECTION_PRESETS",
    "SPECTRUM_PRESETS",
    "TRAINING_PRESETS",
    "WELLS_PRESETS",
]

BARRIER_PRESETS: Final[dict[str, Values]] = {
    "As in the paper": {},
    "Cold memory (4 K)": {"kT": TEMPERATURES["4 K"], "unit": "meV"},
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

LEARNING_PRESETS: Final[dict[str, Values]] = {
    "As in the paper": {"view": "curves"},
    "Why 1/n never consolidates": {"view": "retention", "steps": 1e12},
    "Exponential: few steps, endless time": {
        "view": "curves",
        "schedule_1": "exponential",
        "gamma_1": 0.9998,
        "schedule_2": "inverse_time",
    },
    "Warm-up, then cosine": {
        "view": "curves",
        "schedule_1": "cosine",
        "total_steps_1": 1e5,
        "minimum_1": 1e-6,
        "warmup_steps_1": 1e3,
        "steps": 1e5,
        "rate_trace": "on",
    },
    "Restarts forget": {
        "view": "retention",
        "schedule_1": "cosine_restarts",
        "period_1": 1e3,
        "multiplier_1": 3.0,
        "retention": 1.0,
        "R_max": 1e6,
        "steps": 1e5,
        "alpha": 0.95,
    },
}

ENERGY_PRESETS: Final[dict[str, Values]] = {
    "As in the paper": {},
    "What α buys": {"view": "price"},
    "Exponential: half the price": {"view": "price", "schedule_1": "exponential", "gamma_1": 0.99997},
    "Update by update": {"account": "step"},
    "A trillion updates": {"steps": 1e12},
    "Cold memory (4 K)": {"kT": TEMPERATURES["4 K"], "unit": "J"},
    "Cosine, then at rest": {"schedule_1": "cosine", "total_steps_1": 1e6, "minimum_1": 1e-6, "account": "step"},
}

SPECTRUM_PRESETS: Final[dict[str, Values]] = {
    "Fig. 4": {},
    "Everything": {"rows": "all"},
    "Bit by bit": {"rows": "all", "per": "bit"},
    "Over the years": {"rows": "all", "spectrum_axis": "year"},
    "At 4 K": {"kT": TEMPERATURES["4 K"]},
}

PROJECTION_PRESETS: Final[dict[str, Values]] = {
    "GPT-3": {"model_parameters": 2e11, "tokens_per_parameter": 2.0},
    "Llama 3.1": {"model_parameters": 5e11, "tokens_per_parameter": 50.0},
    "The paper’s 10²³ operations": {
        "model_parameters": 2e11,
        "tokens_per_parameter": 0.5,
        "bits": 1.0,
        "count_computing": "off",
    },
    "A brain": {"model_parameters": 1e15, "tokens_per_parameter": 1.0, "count_computing": "off"},
    "Which wall?": {"view": "walls"},
    "Step by step": {"view": "walls", "count_updates": "step"},
}

WELLS_PRESETS: Final[dict[str, Values]] = {
    "A bit at rest": {"well_drive": 0.0},
    "An update": {"well_barrier": 2.0, "well_drive": 3.0},
    "No barrier": {"well_barrier": 0.0, "well_drive": 0.0},
    "Ten elements": {"view": "occupation", "elements": 10.0},
    "A million elements": {"view": "occupation", "elements": 1e6},
    "Static or adaptive": {"view": "profile"},
}

TRAINING_PRESETS: Final[dict[str, Values]] = {
    "Digits": {},
    "Two moons": {"task": "moons", "first_share": 0.12},
    "Spirals": {"task": "spirals", "training_steps": 1000.0, "first_share": 0.05},
    "Too much noise": {"energy_scale": 100.0},
    "Constant low barrier": {"schedule_1": "constant", "first_share": 0.005},
    "Two tasks": {"view": "tasks"},
    "The floor of ½ kT": {
        "view": "loss",
        "task": "bowl",
        "memory": "ladder",
        "energy_scale": 1000.0,
        "first_step": 0.1,
        "schedule_1": "constant",
        "alpha": 0.5,
    },
}

LIFETIMES_PRESETS: Final[dict[str, Values]] = {
    "As published": {},
    "Plastic or stable": {"write_probability": 1.0, "static_low": 0.0, "static_high": 10.0},
    "Learning slows with α": {"alpha": 0.9},
    "Learning that ends": {"schedule_1": "exponential", "gamma_1": 0.99},
    "Learnt late": {"stored_at": 1000.0},
}

HISTORY_PRESETS: Final[dict[str, Values]] = {
    "Practise, then contradict": {"view": "history", "history": 12 * "p" + 3 * "d"},
    "To and fro": {"view": "history", "history": 6 * "pd"},
    "Practise, then others come": {"view": "history", "history": 8 * "p" + 32 * "r"},
    "A fast clock": {"view": "history", "history": 12 * "p" + 3 * "d", "pattern_attempts": 1.0, "alpha": 0.9},
}
"""Of one element, on the page of lifetimes."""
