"""What learning gives off: the paper's accounting and the floor of detailed balance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import limcore

PAPER = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)


@given(drive=st.floats(1e-9, 12.0), barrier=st.floats(0.0, 50.0))
def test_heat_of_a_net_update_is_the_drive(drive, barrier):
    rate = limcore.update_rate(barrier, drive)
    heat = limcore.net_update_heat(rate, limcore.equilibrium_rate(barrier))
    assert heat == pytest.approx(drive, rel=1e-9)


def test_heat_of_an_update_as_fast_as_the_equilibrium_rate_is_refused():
    with pytest.raises(limcore.DomainError, match="equilibrium_rate"):
        limcore.net_update_heat(1.0, 1.0)


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
    # 13 fJ for each of 10^23 updates, section III of the paper.
    table = limcore.hardware_table().set_index("name")
    assert table.loc["RRAM write, as the paper has it", "energy_high_J"] * 1e23 == pytest.approx(1.3e9)
