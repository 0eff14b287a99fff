"""Numbers as a person types them beside a slider."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

import limcore
from dashboard.parameters import PARAMETERS, InvalidParameter, Number, Span
from dashboard.parameters.typed import read_typed
from dashboard.readings import reading

NUMBERS = [one for one in PARAMETERS.values() if isinstance(one, Number)]
SPANS = [one for one in PARAMETERS.values() if isinstance(one, Span)]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("alpha", "1/3", 1 / 3),
        ("alpha", " .25 ", 0.25),
        ("alpha", "33 %", 0.33),
        ("kT", "26", 26.0),
        ("kT", "300 K", PARAMETERS["kT"].default),
        ("kT", "25.85 meV · 300 K", 25.85),
        ("kT", "0.02 eV", 20.0),
        ("R_max", "2.5e9", 2.5e9),
        ("R_max", "2.5 × 10⁹ /s", 2.5e9),
        ("R_max", "2.5*10^9", 2.5e9),
        ("R_max", "10⁹", 1e9),
        ("R_max", "3 GHz", 3e9),
        ("steps", "1,000,000", 1e6),
        ("steps", "1 000", 1e3),
        ("retention", "3 days", 3 * 86400.0),
        ("retention", "10 years", 10 * limcore.YEAR),
        ("well_barrier", "20 kT", 20.0),
        ("dE_range", "0.01 – 5", (0.01, 5.0)),
        ("dE_range", "10⁻⁴, 10", (1e-4, 10.0)),
        ("dE_range", "1e-3 to 4", (1e-3, 4.0)),
    ],
)
def test_what_people_write_is_read(key, text, value):
    assert read_typed(PARAMETERS[key], text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *(("alpha", text) for text in ("", "half", "0,333", "1/0", "1/2/3", "2", "nan", "inf", "0.3 kT", "1" * 99)),
        *(("R_max", text) for text in ("10^999", "1e999", "-1", "3 K", "1,000")),
        *(("steps", text) for text in ("1.5", "1,00", "0")),
        *(("dE_range", text) for text in ("1", "10, 1", "1, 2, 3", "a – b")),
        ("kT", "−3 K"),
        ("retention", "10 parsecs"),
    ],
)
def test_what_is_no_allowed_number_is_refused_by_name(key, text):
    with pytest.raises(InvalidParameter) as caught:
        read_typed(PARAMETERS[key], text)
    assert caught.value.parameter == key


@given(one=some.sampled_from([*NUMBERS, *SPANS]), text=some.text(max_size=80))
def test_any_text_is_a_value_or_refused(one, text):
    try:
        value = read_typed(one, text)
    except InvalidParameter:
        return
    assert one.parse(one.format(value)) == value


@pytest.mark.parametrize("parameter", NUMBERS, ids=lambda one: one.key)
def test_what_a_slider_reads_can_be_typed(parameter):
    for stop in parameter.stops:
        read = read_typed(parameter, reading(parameter, stop))
        assert math.isclose(read, stop, rel_tol=0.01, abs_tol=1e-12), reading(parameter, stop)


@pytest.mark.parametrize("parameter", NUMBERS, ids=lambda one: one.key)
def test_the_nearest_stop_is_where_a_value_stands(parameter):
    for low, high in zip(parameter.stops, parameter.stops[1:], strict=False):
        assert parameter.to_widget(low) == low
        assert parameter.to_widget((low + high) / 2) in (low, high)


@pytest.mark.parametrize("span", SPANS, ids=lambda one: one.key)
def test_a_span_stands_between_two_stops(span):
    for value in (span.default, (span.stops[0], span.stops[0] * 1.01), (span.stops[-1] * 0.99, span.stops[-1])):
        low, high = span.to_widget(value)
        assert low < high
        assert {low, high} <= set(span.stops)
