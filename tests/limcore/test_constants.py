"""Constants, thermal energy and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

UNITS = [*limcore.ENERGY_UNITS, "kT"]


def test_thermal_energy_at_300_kelvin():
    assert limcore.thermal_energy(300.0) == pytest.approx(4.141947e-21, rel=1e-7)
    assert limcore.convert_energy(1.0, "kT", "meV") == pytest.approx(25.852, abs=5e-4)


def test_landauer_limit_at_300_kelvin():
    kT = limcore.thermal_energy(300.0)
    assert limcore.landauer_energy(kT) == pytest.approx(2.870979e-21, rel=1e-7)
    assert limcore.convert_energy(limcore.landauer_energy(kT), "J", "meV") == pytest.approx(17.919, abs=5e-4)


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.floats(1e-30, 1e30))
def test_conversion_there_and_back(one, other, value):
    there = limcore.convert_energy(value, one, other)
    assert limcore.convert_energy(there, other, one) == pytest.approx(value, rel=1e-14)
