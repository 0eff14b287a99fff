"""Rates over an energy barrier, and the barrier that a rate asks for: Eqs. 1-4 of the paper.

Two states are separated by a barrier of height E0. A drive, the gradient energy dE, lowers the barrier of the forward
transition against that of the backward one. Energies are in the unit of the `kT` passed in (1 by default: reduced
units); rates are in the unit of `rate_max` (1 by default: relative to the attempt rate).

The paper writes dE with both signs: Eq. 2 has dE > 0 ease the forward step, Eqs. 3 and 4 need dE < 0. Here dE is the
size of the drive, at least 0, everywhere.

Results keep their accuracy over the whole range of doubles, also where a quotient such as dE/2kT leaves it. One that is
itself too large for a double is infinite, one too small 0; what infinite arguments leave open (a barrier of infinity
against an endless drive or time) is NaN.

References
----------
.. [1] S. Chakrabartty and G. Cauwenberghs, "Performance Walls in Machine Learning and Neuromorphic Systems",
       IEEE International Symposium on Circuits and Systems (ISCAS), 2023.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from limcore._barrier import in_blocks, mean_barrier, tilted_barrier
from limcore._wide import TINY, exponential, log_ratio, product, quotient
from limcore.errors import MOST, Array, check, check_choice, check_shapes

__all__ = [
    "Convention",
    "barrier_height",
    "directional_barriers",
    "directional_rates",
    "equilibrium_rate",
    "minimum_gradient_energy",
    "strict_minimum_gradient_energy",
    "update_rate",
]

Convention = Literal["mean_rate", "symmetric_tilt"]
"""Which energy is called the barrier: that of the mean rate (the paper's), or the mean of the two barriers."""

_LINEAR: Final = 1e-17
"""Below it, x stands for tanh x, artanh x and ln(1 + x), to a double."""


def equilibrium_rate(barrier_height: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the rate of transitions over a barrier with no drive (Arrhenius).

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    rate_max : array_like
        Attempt rate, above 0: the rate with no barrier.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Eq. 1 of [1]_:

    .. math:: R^0 = R_\mathrm{max} \exp(-E^0 / kT)

    Kramers' theory gives the prefactor for barriers of a few kT and more; below that it is a model.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{equilibrium_rate(10.0, rate_max=1e9):.1f}")
    45399.9
    """
    fastest, thermal = device(rate_max, kT)
    barrier = check("barrier_height", barrier_height)
    check_shapes(barrier_height=barrier, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        return exponential(quotient(-barrier, thermal), fastest)[()]


def directional_rates(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> tuple[Array, Array]:
    r"""Compute the forward and the backward rate under a drive.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    forward, backward : numpy.ndarray or numpy.float64
        Rates in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a drive is negative, `rate_max` or `kT` is not above 0 and finite, or the convention is unknown.

    Notes
    -----
    Eq. 2 of [1]_, with :math:`R = R^0 \tanh(\Delta E / 2kT)`:

    .. math:: R_\rightarrow = R^0 + R, \qquad R_\leftarrow = R^0 - R, \qquad
              R_\rightarrow / R_\leftarrow = \exp(\Delta E / kT)

    The backward rate is computed without that subtraction, so it keeps its accuracy where it is small.

    :math:`R^0 = R_\mathrm{max} \exp(-E^0 / kT)` does not depend on the drive. With the symmetric tilt the drive
    quickens it, to :math:`R_\mathrm{max} \exp(-E_m / kT) \cosh(\Delta E / 2kT)`:

    .. math:: R_\rightarrow = R_\mathrm{max} e^{-(E_m - \Delta E/2)/kT}, \qquad
              R_\leftarrow = R_\mathrm{max} e^{-(E_m + \Delta E/2)/kT}

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> forward, backward = directional_rates(0.0, 1.0)
    >>> print(f"{forward:.6f} {backward:.6f}")
    1.462117 0.537883
    >>> forward, backward = directional_rates(0.0, 1.0, convention="symmetric_tilt")
    >>> print(f"{forward:.6f} {backward:.6f}")
    1.648721 0.606531
    """
    fastest, thermal = device(rate_max, kT)
    barrier, drive = check("barrier_height", barrier_height), check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        if _tilted(convention):
            eased, raised = (_exponent(barrier, drive, part, thermal) for part in (0.5, -0.5))
            return exponential(eased, fastest)[()], exponential(raised, fastest)[()]
        exponent, boltzmann = quotient(-barrier, thermal), np.asarray(np.exp(-drive / thermal))
        share = np.asarray(2.0 / (1.0 + boltzmann))
        forward = exponential(exponent, fastest, share)
        weak = boltzmann < TINY
        if weak.any():  # too small to be a factor
            exponent = np.where(weak, _exponent(barrier, drive, -1.0, thermal), exponent)
            boltzmann = np.where(weak, 1.0, boltzmann)
        return forward[()], exponential(exponent, fastest, share, boltzmann)[()]


def update_rate(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the update rate, half the difference of the rates along the drive and against it.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Update rate in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a drive is negative, `rate_max` or `kT` is not above 0 and finite, or the convention is unknown.

    Notes
    -----
    Eq. 3 of [1]_ with the size of the drive; printed, its quotient of exponentials is negative for a positive drive:

    .. math:: R = R_\mathrm{max} \exp(-E^0/kT) \tanh\frac{\Delta E}{2kT}

    With the symmetric tilt of Butler, Volmer and Eyring, tanh becomes sinh; the two agree to second order in
    :math:`\Delta E / kT`. `barrier_height` is the inverse.

    An element on a ladder of states, which may go on from each of them, makes 2R net transitions in unit time. Two
    states fill up: with a share p in the favoured one there are :math:`R + R^0 (1 - 2p)`, none at equilibrium.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{update_rate(0.0, 1.0):.8f}")
    0.46211716
    """
    fastest, thermal = device(rate_max, kT)
    barrier, drive = check("barrier_height", barrier_height), check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, rate_max=fastest, kT=thermal)
    tilted = _tilted(convention)
    with np.errstate(all="ignore"):
        half = np.asarray(drive / thermal * 0.5)
        eased = np.asarray(-0.5 * np.expm1(-2.0 * half) if tilted else np.tanh(half))
        exponent = _exponent(barrier, drive, 0.5, thermal) if tilted else quotient(-barrier, thermal)
        linear = half < TINY
        if not linear.any():
            return exponential(exponent, fastest, eased)[()]
        # So weak a drive acts by its quotient with kT, which may be too small to be a double.
        factors = np.where(linear, drive, eased), np.where(linear, 0.5, 1.0)
        return exponential(exponent, fastest, *factors, over=(np.where(linear, thermal, 1.0),))[()]


def barrier_height(
    gradient_energy: ArrayLike,
    update_rate: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the barrier height at which a drive sustains an update rate.

    Parameters
    ----------
    gradient_energy : array_like
        Size of the drive, at least 0 (infinity gives the plateau), in the unit of `kT`.
    update_rate : array_like
        Update rate, at least 0 and finite, in the unit of `rate_max`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What is called the barrier: that of the mean rate, or the mean of the two barriers.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape. A negative one is a result: the drive is too weak
        for the rate even with no barrier. A rate of 0 gives infinity, a drive of 0 minus infinity; both at once NaN,
        since then any barrier fits.

    Raises
    ------
    DomainError
        If a drive or a rate is negative, a rate is infinite, `rate_max` or `kT` is not above 0 and finite, or the
        convention is unknown.

    Notes
    -----
    Eq. 4 of [1]_ with the size of the drive:

    .. math:: E^0 = kT \left[ \ln\frac{R_\mathrm{max}}{R} + \ln\tanh\frac{\Delta E}{2kT} \right]

    For :math:`\Delta E \to \infty` it levels off at :math:`kT \ln(R_\mathrm{max}/R)`; for :math:`\Delta E \to 0` it
    falls as :math:`kT \ln(R_\mathrm{max} \Delta E / 2kTR)`. It is physical where it is at least 0, that is from
    `minimum_gradient_energy` on. With the symmetric tilt, tanh becomes sinh.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{barrier_height(1.0, 0.01):.5f}")
    3.83323
    >>> print(f"{barrier_height(1.0, 0.01, convention='symmetric_tilt'):.4f}")
    3.9533
    """
    fastest, thermal = device(rate_max, kT)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(gradient_energy=drive, update_rate=rate, rate_max=fastest, kT=thermal)
    block = tilted_barrier if _tilted(convention) else mean_barrier
    with np.errstate(all="ignore"):
        result: Array = in_blocks(block, drive, rate, fastest, thermal)[()]
    return result


def directional_barriers(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> tuple[Array, Array]:
    r"""Compute the barriers that the forward and the backward transition see.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        What `barrier_height` means: the barrier of the mean rate, or the mean of the two barriers.

    Returns
    -------
    forward, backward : numpy.ndarray or numpy.float64
        Barriers in the unit of `kT`, of the broadcast shape; backward - forward is the drive.

    Raises
    ------
    DomainError
        If a drive is negative, `kT` is not above 0 and finite, or the convention is unknown.

    Notes
    -----
    From Eqs. 1 and 2 of [1]_, with :math:`t = \tanh(\Delta E / 2kT)`:

    .. math:: E_\rightarrow = E^0 - kT \ln(1 + t), \qquad E_\leftarrow = E^0 - kT \ln(1 - t)

    So E0 is not the mean of the two, which lies higher by :math:`kT \ln\cosh(\Delta E / 2kT)`. With the symmetric tilt
    that mean is given, and the two are half the drive below and above it.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> forward, backward = directional_barriers(5.0, 2.0)
    >>> print(f"{forward:.5f} {backward:.5f}")
    4.43378 6.43378
    >>> forward, backward = directional_barriers(5.0, 2.0, convention="symmetric_tilt")
    >>> print(f"{forward:.5f} {backward:.5f}")
    4.00000 6.00000
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    barrier = check("barrier_height", barrier_height)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, kT=thermal)
    tilted = _tilted(convention)
    with np.errstate(all="ignore"):
        half = drive / thermal * 0.5
        eased = np.where(tilted | (half < _LINEAR), drive * 0.5, thermal * np.log1p(np.tanh(half)))
        return (barrier - eased)[()], (barrier + (drive - eased))[()]


def minimum_gradient_energy(
    update_rate: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the least drive that sustains an update rate: the update-wall.

    Parameters
    ----------
    update_rate : array_like
        Update rate, at least 0 and finite, in the unit of `rate_max`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.
    convention : {"mean_rate", "symmetric_tilt"}
        Which barrier vanishes at the least drive.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Drive in the unit of `kT` at which the barrier is 0, of the broadcast shape. Infinity where no drive will do:
        from the attempt rate on, in the mean-rate convention.

    Raises
    ------
    DomainError
        If a rate is negative or infinite, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Eq. 4 of [1]_ at E0 = 0 (with the symmetric tilt, artanh becomes arsinh):

    .. math:: \Delta E_\mathrm{min} = 2kT \operatorname{artanh}(R / R_\mathrm{max})

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{minimum_gradient_energy(0.01):.7f}")
    0.0200007
    """
    fastest, thermal = device(rate_max, kT)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(update_rate=rate, rate_max=fastest, kT=thermal)
    if not _tilted(convention):
        return drive_of_rates(rate, fastest, thermal)[()]
    with np.errstate(all="ignore"):
        relative = rate / fastest
        # arsinh x = ln(2x), to a double, from here on.
        reduced = np.where(relative > 1.0 / _LINEAR, np.log(2.0) + log_ratio(rate, fastest), np.arcsinh(relative))
        return np.where(relative < _LINEAR, _weak_drive(rate, fastest, thermal), thermal * (2.0 * reduced))[()]


def strict_minimum_gradient_energy(update_rate: ArrayLike, *, rate_max: ArrayLike = 1.0, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the least drive at which even the eased, forward barrier is not negative.

    Parameters
    ----------
    update_rate : array_like
        Update rate, at least 0 and finite, in the unit of `rate_max`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Drive in the unit of `kT`, of the broadcast shape; infinity from half the attempt rate on.

    Raises
    ------
    DomainError
        If a rate is negative or infinite, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    From E-> = 0, that is R/R_max = t/(1+t) with t = tanh(dE/2kT):

    .. math:: \Delta E = -kT \ln(1 - 2R/R_\mathrm{max})

    Examples
    --------
    >>> print(f"{strict_minimum_gradient_energy(0.01):.7f}")
    0.0202027
    """
    fastest, thermal = device(rate_max, kT)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(update_rate=rate, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        both = 2.0 * rate
        # -ln(1 - 2r) = ln(1 + 2r/(1 - 2r)), where the difference is exact as 2r nears 1.
        reduced = np.where(both >= fastest, np.inf, np.log1p(both / (fastest - both)))
        return np.where(rate / fastest < _LINEAR, _weak_drive(rate, fastest, thermal), thermal * reduced)[()]


def device(rate_max: ArrayLike, kT: ArrayLike) -> tuple[Array, Array]:
    return (
        check("rate_max", rate_max, above=0.0, at_most=MOST),
        check("kT", kT, above=0.0, at_most=MOST),
    )


def _tilted(convention: str) -> bool:
    return check_choice("convention", convention, get_args(Convention)) == "symmetric_tilt"


def mean_rate_factors(barrier: Array, drive: Array, thermal: Array, convention: str) -> tuple[Array, Array]:
    """Give (R-> + R<-)/2R_max as an exponent and a factor, either of which is a double where their product is none."""
    if _tilted(convention):
        return _exponent(barrier, drive, 0.5, thermal), np.asarray(0.5 * (1.0 + np.exp(-drive / thermal)))
    return quotient(-barrier, thermal), np.ones(())


def _exponent(barrier: Array, drive: Array, part: float, thermal: Array) -> Array:
    """(part dE - E0) / kT, which may be small though both are large."""
    whole = np.asarray(part * drive - barrier)
    exact = np.isfinite(whole) & (drive > TINY)
    if exact.all():
        return quotient(whole, thermal)
    return np.where(exact, quotient(whole, thermal), part * quotient(drive, thermal) - quotient(barrier, thermal))


def drive_of_rates(update_rate: Array, equilibrium_rate: Array, thermal: Array) -> Array:
    """Compute 2kT artanh(R/R0), the drive at which the rates R0 + R and R0 - R are in detailed balance.

    As kT ln(1 + 2R/(R0 - R)), where the difference is exact as R nears R0; infinity from there on.
    """
    with np.errstate(all="ignore"):
        reduced = np.log1p(2.0 * (update_rate / (equilibrium_rate - update_rate)))
        height = thermal * np.where(update_rate >= equilibrium_rate, np.inf, reduced)
        weak = update_rate / equilibrium_rate < _LINEAR
        return np.where(weak, _weak_drive(update_rate, equilibrium_rate, thermal), height)


def _weak_drive(update_rate: Array, rate: Array, thermal: Array) -> Array:
    """2kT R/R0: what drives tend to as they get small."""
    return 2.0 * product(thermal, update_rate, over=(rate,))
