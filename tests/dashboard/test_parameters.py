"""Parameters: what they read they can write, and what they refuse they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.controls import _reading
from dashboard.parameters import PARAMETERS, InvalidParameter, Number, decode, encode
from dashboard.presets import BARRIER_PRESETS

NUMBERS = [key for key, parameter in PARAMETERS.items() if isinstance(parameter, Number)]


@pytest.mark.parametrize("key", PARAMETERS)
def test_default_survives_the_address(key):
    parameter = PARAMETERS[key]
    assert parameter.parse(parameter.format(parameter.default)) == parameter.default


@pytest.mark.parametrize("key", NUMBERS)
def test_every_stop_survives_the_address(key):
    parameter = PARAMETERS[key]
    assert [parameter.parse(parameter.format(stop)) for stop in parameter.stops] == list(parameter.stops)


@pytest.mark.parametrize("key", NUMBERS)
def test_default_is_a_stop(key):
    assert PARAMETERS[key].default in PARAMETERS[key].stops


@pytest.mark.parametrize("key", [key for key in NUMBERS if not PARAMETERS[key].even])
def test_stops_read_differently(key):
    parameter = PARAMETERS[key]
    readings = [_reading(parameter, stop) for stop in parameter.stops]
    assert len(set(readings)) == len(readings)


@given(st.floats(0.001, 0.999))
def test_any_value_in_range_survives_the_address(value):
    assert PARAMETERS["alpha"].parse(PARAMETERS["alpha"].format(value)) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("alpha", "1"),
        ("alpha", "nan"),
        ("alpha", "half"),
        ("steps", "1.5"),
        ("unit", "cal"),
        ("rates", ""),
        ("rates", "0.1,2"),
        ("rates", ",".join(f"1e-{k}" for k in range(1, 15))),
        ("dE_range", "10,1"),
        ("dE_range", "1"),
        ("table_1", "5:0.1"),
        ("table_1", "0:0.1,0:0.2"),
        ("table_1", "0:2"),
        ("table_1", "0-0.1"),
        ("table_1", "0:0.1," * 900),
    ],
)
def test_bad_text_is_refused_by_name(key, text):
    with pytest.raises(InvalidParameter) as caught:
        PARAMETERS[key].parse(text)
    assert caught.value.parameter == key


def test_decoding_keeps_the_good_and_names_the_bad():
    values, errors = decode({"alpha": "0.3", "kT": "hot", "junk": "1"}, ("alpha", "kT"))
    assert values == {"alpha": 0.3, "kT": PARAMETERS["kT"].default}
    assert [error.parameter for error in errors] == ["kT"]


@pytest.mark.parametrize("name", BARRIER_PRESETS)
def test_presets_survive_the_address(name):
    preset = BARRIER_PRESETS[name]
    values, errors = decode(encode(preset), tuple(preset))
    assert (values, errors) == (preset, [])
