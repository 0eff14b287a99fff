"""The states that the controls of a figure can be in."""

from hypothesis import strategies as st

from dashboard.figures.runs import check_schedules
from dashboard.parameters import PARAMETERS, Choice, Number, defaults

__all__ = ["any_state"]


def any_state(figure):
    """Give a strategy for all values of a figure in any state of its controls whose schedules can be made."""
    choices = {
        key: st.sampled_from(parameter.stops if isinstance(parameter, Number) else list(parameter.options))
        for key in figure.parameters
        if isinstance(parameter := PARAMETERS[key], (Number, Choice))
    }
    states = st.fixed_dictionaries(choices).map(lambda chosen: defaults(figure.parameters) | chosen)
    return states.filter(lambda values: not check_schedules(values))
