"""The states that the controls of a figure can be in."""

import random
from functools import cache

from hypothesis import strategies as st

from dashboard.figures.chosen_schedules import check_schedules, pinned_values
from dashboard.parameters import PARAMETERS, PIN_KEYS, Choice, Number, defaults

__all__ = ["any_state", "drawn_states", "quick"]

# What an address may say and no slider: the ends of what is allowed, and whatever makes one of a thing.
_FAR = {
    "steps": (1.0, 2.0),
    "alpha": (0.001, 0.999),
    "retention": (1e-12, 1e-6, 1e15),
    "squared_gradient": (1e-6,),
    "R_max": (1.0, 1e21),
    "elements": (1.0,),
    "model_parameters": (1.0, 1e18),
    "tokens_per_parameter": (1e-6,),
    "bits": (1.0, 64.0),
    "static_barrier": (0.1, 5.0),
    "low_barrier": (0.0, 0.37, 60.0, 1000.0),
    "well_barrier": (-5.0, 100.0),
    "well_drive": (1e-9, 30.0, 100.0),
    "probe_dE": (1e-12, 1e3),
    "probe_rate": (1e-30, 1.0, 0.99999),
    "table_1": (((0.0, 0.5), (10.0, 0.01), (50.0, 0.2), (400.0, 1e-5)), ((0.0, 1e-3), (5.0, 1.0), (300.0, 1e-9))),
    "rates": ((1.0, 0.5, 1e-9), (0.3,)),
    "pin_1": ("defaults", "alpha:0.3;steps:1000;schedule_1:exponential"),
}


_FEW_UPDATES = (1.0, 50.0, 20.0)


def stops_of(key):
    """Give the stops of a number's slider; of a training's updates only few, since more only take longer."""
    return _FEW_UPDATES if key == "training_steps" else PARAMETERS[key].stops


def quick(keys):
    """Give the defaults of some parameters, but few updates of a training."""
    return defaults(keys) | ({"training_steps": _FEW_UPDATES[-1]} if "training_steps" in keys else {})


@cache
def any_state(figure):
    """Give a strategy for all values of a figure in any state of its controls whose schedules can be made.

    It is the same for all that is drawn of a figure: to make and to check it anew would take longer than most drawings.
    """
    choices = {
        key: st.sampled_from(stops_of(key) if isinstance(parameter, Number) else list(parameter.options))
        for key in figure.parameters
        if isinstance(parameter := PARAMETERS[key], (Number, Choice))
    }
    states = st.fixed_dictionaries(choices).map(lambda chosen: quick(figure.parameters) | chosen)
    return states.filter(lambda values: not check_schedules(values))


def drawn_states(keys, number, *, fitting=lambda values: True):
    """List the defaults and so many states of some parameters, drawn the same way each time: stops, choices, extremes.

    Each departs from the defaults, and with few updates of a training, in some of its parameters; a state counts if
    its schedules can be made and it is fitting.
    """
    source = random.Random(" ".join(keys))
    states = [defaults(keys)]
    while len(states) <= number:
        values = quick(keys) | {key: _drawn(key, source) for key in keys if source.random() < 0.5}
        if "schedule_1" in keys and source.random() < 0.7:
            values |= {"schedule_2": "none", "schedule_3": "none"}
        pinned = [pinned for _, pinned in pinned_values(values)] if set(PIN_KEYS) <= set(keys) else []
        if not any(map(check_schedules, [values, *pinned])) and fitting(values):
            states.append(values)
    return states


def _drawn(key, source):
    parameter = PARAMETERS[key]
    if key in _FAR and source.random() < 0.15:
        return source.choice(_FAR[key])
    if isinstance(parameter, Number):
        return source.choice(stops_of(key))
    if isinstance(parameter, Choice):
        return source.choice(list(parameter.options))
    return parameter.default
