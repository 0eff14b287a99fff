"""What learning gives off: the paper's accounting and the floor of detailed balance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)


@given(drive=st.floats(0.0, 1400.0), barrier=st.floats(-50.0, 50.0))
def test_heat_of_a_net_update_is_the_drive(drive, barrier):
    heat = limcore.net_update_heat(*limcore.directional_rates(barrier, drive))
    assert heat == pytest.approx(drive, rel=1e-12, abs=1e-15) or drive > 650


@pytest.mark.parametrize("drive", [40.0, 100.0, 600.0])
def test_heat_of_a_drive_that_hardly_anything_goes_back_against(drive):
    # R and R0 are the same double here.
    assert limcore.update_rate(3.0, drive) == limcore.equilibrium_rate(3.0)
    assert limcore.net_update_heat(*limcore.directional_rates(3.0, drive)) == pytest.approx(drive, rel=1e-14)


def test_heat_is_endless_where_nothing_goes_back():
    assert limcore.net_update_heat(1.0, 0.0) == np.inf


def test_heat_against_the_drive_is_refused():
    with pytest.raises(limcore.DomainError, match=r"backward_rate\[1\] = 2.0.*at most the forward_rate, 1"):
        limcore.net_update_heat(1.0, [0.5, 2.0])


@pytest.mark.parametrize("start", ["paper", "barrier_free"])
@pytest.mark.parametrize("convention", ["mean_rate", "symmetric_tilt"])
def test_barrier_and_drive_are_the_whole(start, convention):
    law = {"alpha": 0.4, "squared_gradient": 0.7, "start": start, "convention": convention, "points": 300}
    parts = limcore.dissipation_trajectory(PAPER, 10**9, **law)
    whole = limcore.learning_trajectory(PAPER, 10**9, **law)
    np.testing.assert_allclose(parts["barrier"] + parts["drive"], whole["dissipation"], rtol=1e-13)
    total = parts["cumulative_barrier"] + parts["cumulative_drive"]
    np.testing.assert_allclose(total, whole["cumulative_dissipation"], rtol=1e-11)


def test_drive_of_one_over_n_sums_to_the_harmonic_number():
    drive = limcore.dissipation_trajectory(PAPER, 10**6, alpha=0.5, points=[10**6])["cumulative_drive"].iloc[0]
    assert drive == pytest.approx(np.log(1e6) + 0.5772156649015329 + 0.5e-6, rel=1e-12)


def test_rram_writes_of_the_paper():
    # 13 fJ and 10^23 operations are in section II of the paper; their product is our arithmetic.
    table = limcore.hardware_table().set_index("name")
    assert table.loc["RRAM write, as the paper has it", "energy_high_J"] * 1e23 == pytest.approx(1.3e9)
