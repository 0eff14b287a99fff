"""Parameters: what they read they can write, and what they refuse they name."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parameters import PARAMETERS, InvalidParameter, Number, decode, encode
from dashboard.presets import BARRIER_PRESETS, LEARNING_PRESETS
from dashboard.readings import reading

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


def test_refusal_is_the_same_in_another_process():
    error = InvalidParameter("alpha", "7", "below 1")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.parameter) == (str(error), "alpha")


@pytest.mark.parametrize("key", [key for key in NUMBERS if not PARAMETERS[key].even])
def test_stops_read_differently(key):
    parameter = PARAMETERS[key]
    readings = [reading(parameter, stop) for stop in parameter.stops]
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


@pytest.mark.parametrize("preset", [*BARRIER_PRESETS.values(), *LEARNING_PRESETS.values()], ids=str)
def test_presets_survive_the_address_and_stand_at_stops(preset):
    values, errors = decode(encode(preset), tuple(preset))
    assert (values, errors) == (preset, [])
    numbers = {key: value for key, value in preset.items() if key in NUMBERS}
    assert {key: PARAMETERS[key].nearest_stop(value) for key, value in numbers.items()} == numbers


@pytest.mark.parametrize("text", ["defaults", "alpha:0.3", "alpha:0.3;table_1:0:0.1,100:0.01;schedule_1:table"])
def test_pin_reads_what_it_holds(text):
    pin = PARAMETERS["pin_1"]
    assert pin.parse(text) == text
    held = pin.read(text)
    again = ";".join(f"{key}:{PARAMETERS[key].format(value)}" for key, value in held.items())
    assert (again or "defaults") == text


@pytest.mark.parametrize(
    "text", ["alpha", "alpha:2", "alpha:0.3;alpha:0.4", "unit:meV", "pin_2:alpha:0.3", ";", "alpha:0.3;" * 900]
)
def test_bad_pin_is_refused(text):
    with pytest.raises(InvalidParameter, match="key:value"):
        PARAMETERS["pin_1"].parse(text)
