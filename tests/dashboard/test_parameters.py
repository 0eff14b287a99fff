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


def test_table_of_any_number_of_rows_is_thinned_to_its_changes_for_a_link():
    table = PARAMETERS["table_1"]
    assert table.parse("step,lr\n0,0.1\n10,0.1\n\n20,0.01\n") == ((0.0, 0.1), (20.0, 0.01))
    assert table.parse("0;0,1\n5;0,01") == ((0.0, 0.1), (5.0, 0.01))
    rows = [(n, 0.1 / (1.0 + n / 100.0)) for n in range(20_000)]
    thinned = table.parse("\n".join(f"{n},{rate!r}" for n, rate in rows))
    assert len(table.format(thinned)) <= 4000
    assert table.parse(table.format(thinned)) == thinned
    assert set(thinned) <= {(float(n), rate) for n, rate in rows}
    held = [
        rate
        for begun, end in zip(thinned, (*thinned[1:], (20_000, 0)), strict=True)
        for rate in [begun[1]] * int(end[0] - begun[0])
    ]
    assert max(abs(one / rate - 1.0) for one, (_, rate) in zip(held, rows, strict=True)) < 0.05


@pytest.mark.parametrize(
    ("text", "row", "told"),
    [
        ("0,0.1\n2.5,0.1", "2.5,0.1", "a whole step in row 2"),
        ("0:0.1,50:0.1,20:0.2", "20:0.2", "in row 3, greater than the one before it"),
        ("step;lr\n0;0,1\n5;nan", "5;nan", "a step and a rate in row 3"),
        ("0 0.1\n5 1.5", "5 1.5", "at most 1 in row 2"),
        ("0,0.1\n5,0", "5,0", "at rate 0 a step never ends"),
        ("5:0.1", "5:0.1", "step 0, in row 1"),
    ],
)
def test_row_of_a_table_that_is_not_allowed_is_named(text, row, told):
    with pytest.raises(InvalidParameter, match=told) as caught:
        PARAMETERS["table_1"].parse(text)
    assert caught.value.value == row
