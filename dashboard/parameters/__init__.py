"""Every parameter once: its symbol, label, unit, range, default, stops and help.

The key of a parameter is its name everywhere: in the page's address, in `/figures/...`, in the header of a CSV, in
Python. A page's controls, the parsing of a query and the sweep of a live figure all read this list and nothing else.

A module of this package lists the parameters of one page, or of what pages have in common, in its own `PARAMETERS`.
"""

from dashboard.parameters.kinds import (
    Choice,
    InvalidParameter,
    Name,
    Number,
    Parameter,
    Several,
    Span,
    Values,
)
from dashboard.parameters.pins import PIN_KEYS, PIN_LETTERS, PINNED_KEYS
from dashboard.parameters.run import RUN_KEYS, TEMPERATURES
from dashboard.parameters.schedule_table import Table
from dashboard.parameters.schedules import SCHEDULE_SIGNS, SCHEDULE_SLOT, SCHEDULE_SLOTS, SCHEDULE_WORDS, slot
from dashboard.parameters.written import Letters, Numbers, OwnPoint, Pin

# isort: split
from dashboard.parameters.codec import decode, defaults, encode
from dashboard.parameters.registry import PARAMETERS

__all__ = [
    "PARAMETERS",
    "PINNED_KEYS",
    "PIN_KEYS",
    "PIN_LETTERS",
    "RUN_KEYS",
    "SCHEDULE_SIGNS",
    "SCHEDULE_SLOT",
    "SCHEDULE_SLOTS",
    "SCHEDULE_WORDS",
    "TEMPERATURES",
    "Choice",
    "InvalidParameter",
    "Letters",
    "Name",
    "Number",
    "Numbers",
    "OwnPoint",
    "Parameter",
    "Pin",
    "Several",
    "Span",
    "Table",
    "Values",
    "decode",
    "defaults",
    "encode",
    "slot",
]
