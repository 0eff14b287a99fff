"""Rates over an energy barrier, and the barrier that a rate asks for: Eqs. 1-4 of the paper.

Two states are separated by a barrier of height E0. A drive, the gradient energy dE, lowers the barrier of the forward
transition against that of the backward one. Energies are in the unit of the `kT` passed in (1 by default: reduced
units); rates are in the unit of `rate_max` (1 by default: relative to the attempt rate).

The paper writes dE with both signs: Eq. 2 has dE > 0 ease the forward step, Eqs. 3 and 4 need dE < 0. Here dE is the
size of the drive, at least 0, everywhere.

References
----------
.. [1] S. Chakrabartty and G. Cauwenberghs, "Performance Walls in Machine Learning and Neuromorphic Systems",
       IEEE International Symposium on Circuits and Systems (ISCAS), 2023.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from limcore.errors import MOST, Array, DomainError, check

__all__ = [
    "Convention",
    "barrier_for_retention",
    "barrier_height",
    "directional_barriers",
    "directional_rates",
    "equilibrium_rate",
    "minimum_gradient_energy",
    "retention_probability",
    "retention_time",
    "strict_minimum_gradient_energy",
    "update_rate",
]

Convention = Literal["mean_rate", "symmetric_tilt"]
"""Which energy is called the barrier: that of the mean rate (the paper's), or the mean of the two barriers."""

_BLOCK: Final = 1 << 13
_COMFORTABLE: Final = (1e-290, 1e290)


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
    fastest, thermal = _device(rate_max, kT)
    with np.errstate(all="ignore"):
        return (fastest * np.exp(-check("barrier_height", barrier_height) / thermal))[()]


def directional_rates(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
) -> tuple[Array, Array]:
    r"""Compute the forward and the backward rate under a drive.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height of the mean rate, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    rate_max : array_like
        Attempt rate, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    forward, backward : numpy.ndarray or numpy.float64
        Rates in the unit of `rate_max`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a drive is negative, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Eq. 2 of [1]_, with :math:`R = R^0 \tanh(\Delta E / 2kT)`:

    .. math:: R_\rightarrow = R^0 + R, \qquad R_\leftarrow = R^0 - R, \qquad
              R_\rightarrow / R_\leftarrow = \exp(\Delta E / kT)

    The backward rate is computed without that subtraction, so it keeps its accuracy where it is small.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> forward, backward = directional_rates(0.0, 1.0)
    >>> print(f"{forward:.6f} {backward:.6f}")
    1.462117 0.537883
    """
    fastest, thermal = _device(rate_max, kT)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    mean = equilibrium_rate(barrier_height, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        boltzmann = np.exp(-drive / thermal)
        forward = mean * (2.0 / (1.0 + boltzmann))
        return forward[()], (mean * (2.0 * boltzmann / (1.0 + boltzmann)))[()]


def update_rate(
    barrier_height: ArrayLike,
    gradient_energy: ArrayLike,
    *,
    rate_max: ArrayLike = 1.0,
    kT: ArrayLike = 1.0,
    convention: Convention = "mean_rate",
) -> Array:
    r"""Compute the update rate, half the net rate of transitions along the drive.

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

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> print(f"{update_rate(0.0, 1.0):.8f}")
    0.46211716
    """
    fastest, thermal = _device(rate_max, kT)
    barrier = check("barrier_height", barrier_height) / thermal
    with np.errstate(all="ignore"):
        half = check("gradient_energy", gradient_energy, at_least=0.0) / (2.0 * thermal)
        if _tilted(convention):
            return (fastest * np.exp(half - barrier) * (-0.5 * np.expm1(-2.0 * half)))[()]
        return (fastest * np.exp(-barrier) * np.tanh(half))[()]


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
    fastest, thermal = _device(rate_max, kT)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    shape_of_drive = _log_sinh if _tilted(convention) else _log_tanh

    def block(drive: Array, rate: Array, fastest: Array, thermal: Array) -> Array:
        height = shape_of_drive(drive / (2.0 * thermal)) + _log_ratio(fastest, rate)
        return np.asarray(height * thermal)

    with np.errstate(all="ignore"):
        result: Array = _in_blocks(block, drive, rate, fastest, thermal)[()]
    return result


def directional_barriers(
    barrier_height: ArrayLike, gradient_energy: ArrayLike, *, kT: ArrayLike = 1.0
) -> tuple[Array, Array]:
    r"""Compute the barriers that the forward and the backward transition see.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height of the mean rate, in the unit of `kT`; any sign.
    gradient_energy : array_like
        Size of the drive, at least 0, in the unit of `kT`.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    forward, backward : numpy.ndarray or numpy.float64
        Barriers in the unit of `kT`, of the broadcast shape; backward - forward is the drive.

    Raises
    ------
    DomainError
        If a drive is negative or `kT` is not above 0 and finite.

    Notes
    -----
    From Eqs. 1 and 2 of [1]_, with :math:`t = \tanh(\Delta E / 2kT)`:

    .. math:: E_\rightarrow = E^0 - kT \ln(1 + t), \qquad E_\leftarrow = E^0 - kT \ln(1 - t)

    So E0 is not the mean of the two, which lies higher by :math:`kT \ln\cosh(\Delta E / 2kT)`.

    References
    ----------
    .. [1] Chakrabartty and Cauwenberghs, ISCAS 2023.

    Examples
    --------
    >>> forward, backward = directional_barriers(5.0, 2.0)
    >>> print(f"{forward:.5f} {backward:.5f}")
    4.43378 6.43378
    """
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    barrier = check("barrier_height", barrier_height)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    with np.errstate(all="ignore"):
        # ln(1 + t) = ln 2 - ln(1 + exp(-dE/kT)), which loses nothing as t nears 1.
        eased = thermal * (np.log(2.0) - np.log1p(np.exp(-drive / thermal)))
        return (barrier - eased)[()], (barrier - eased + drive)[()]


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
    fastest, thermal = _device(rate_max, kT)
    with np.errstate(all="ignore"):
        relative = check("update_rate", update_rate, at_least=0.0, at_most=MOST) / fastest
        if _tilted(convention):
            return (2.0 * thermal * np.arcsinh(relative))[()]
        return (2.0 * thermal * np.arctanh(np.minimum(relative, 1.0)))[()]


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
    fastest, thermal = _device(rate_max, kT)
    with np.errstate(all="ignore"):
        relative = check("update_rate", update_rate, at_least=0.0, at_most=MOST) / fastest
        return (-thermal * np.log1p(-np.minimum(2.0 * relative, 1.0)))[()]


def retention_time(barrier_height: ArrayLike, *, rate_max: ArrayLike, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the mean time a barrier holds a state.

    Parameters
    ----------
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    rate_max : array_like
        Attempt rate in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Time in s, of the broadcast shape.

    Raises
    ------
    DomainError
        If `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    .. math:: \tau = 1/R^0 = \exp(E^0/kT) / R_\mathrm{max}

    Examples
    --------
    >>> print(f"{retention_time(40.3, rate_max=1e9) / (365.25 * 86400):.1f} years")
    10.1 years
    """
    fastest, thermal = _device(rate_max, kT)
    with np.errstate(all="ignore"):
        return (np.exp(check("barrier_height", barrier_height) / thermal) / fastest)[()]


def barrier_for_retention(
    time: ArrayLike,
    *,
    rate_max: ArrayLike,
    kT: ArrayLike = 1.0,
    failure_probability: ArrayLike | None = None,
) -> Array:
    r"""Compute the barrier that holds a state for a time.

    Parameters
    ----------
    time : array_like
        Time in s, above 0.
    rate_max : array_like
        Attempt rate in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.
    failure_probability : array_like, optional
        Accepted probability that the state was left by then, between 0 and 1. Without it, `time` is the mean time.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Barrier height in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If `time`, `rate_max` or `kT` is not above 0 and finite, or the probability is not between 0 and 1.

    Notes
    -----
    .. math:: E^0 = kT \ln(t R_\mathrm{max}), \qquad
              E^0 = kT \ln\frac{t R_\mathrm{max}}{-\ln(1 - P)}

    The paper asks for more than 10^6 kT; ten years take 33 to 50 kT.

    Examples
    --------
    >>> ten_years = 10 * 365.25 * 86400
    >>> print(f"{barrier_for_retention(ten_years, rate_max=1e9):.1f}")
    40.3
    >>> print(f"{barrier_for_retention(ten_years, rate_max=1e9, failure_probability=1e-6):.1f}")
    54.1
    """
    fastest, thermal = _device(rate_max, kT)
    seconds = check("time", time, above=0.0, at_most=MOST)
    attempts: Array = np.log(seconds) + np.log(fastest)
    if failure_probability is not None:
        accepted = check("failure_probability", failure_probability, above=0.0, below=1.0)
        attempts = attempts - np.log(-np.log1p(-accepted))
    height: Array = (thermal * attempts)[()]
    return height


def retention_probability(
    time: ArrayLike, barrier_height: ArrayLike, *, rate_max: ArrayLike, kT: ArrayLike = 1.0
) -> Array:
    r"""Compute the probability that a two-state memory is right after a time.

    Parameters
    ----------
    time : array_like
        Time in s, at least 0.
    barrier_height : array_like
        Barrier height, in the unit of `kT`; any sign.
    rate_max : array_like
        Attempt rate in 1/s, above 0.
    kT : array_like
        Thermal energy, above 0.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Probability between 1/2 (forgotten) and 1, of the broadcast shape.

    Raises
    ------
    DomainError
        If a time is negative, or `rate_max` or `kT` is not above 0 and finite.

    Notes
    -----
    Solution of the two-state master equation with equal rates R0 both ways:

    .. math:: P = \tfrac{1}{2} \left( 1 + e^{-2 R^0 t} \right)

    Examples
    --------
    >>> print(f"{retention_probability(1.0, 0.0, rate_max=0.5):.4f}")
    0.6839
    """
    fastest, thermal = _device(rate_max, kT)
    seconds = check("time", time, at_least=0.0)
    with np.errstate(all="ignore"):
        hops = seconds * equilibrium_rate(barrier_height, rate_max=fastest, kT=thermal)
        return (0.5 * (1.0 + np.exp(-2.0 * hops)))[()]


def _device(rate_max: ArrayLike, kT: ArrayLike) -> tuple[Array, Array]:
    return (
        check("rate_max", rate_max, above=0.0, at_most=MOST),
        check("kT", kT, above=0.0, at_most=MOST),
    )


def _tilted(convention: str) -> bool:
    if convention not in get_args(Convention):
        raise DomainError("convention", convention, f"one of {', '.join(get_args(Convention))}")
    return convention == "symmetric_tilt"


def _log_tanh(x: Array) -> Array:
    """ln tanh x for x >= 0, to full relative accuracy.

    Above 1, tanh x nears 1 and its rounding would swamp the logarithm. There the distance from 1 is known exactly in
    two ways: as 1 - t of the rounded t, and as 2/(1 + exp(2x)); their difference corrects the logarithm.
    A factor that is 0 below 1 and 1 above switches the correction on: branches on random data cost more than it does.
    """
    rounded = np.asarray(np.tanh(x))
    correction = np.asarray((1.0 - rounded) - 2.0 / (1.0 + np.exp(2.0 * x)))
    correction *= np.minimum(np.floor(x), 1.0)
    correction += np.log(rounded)
    return correction


def _log_sinh(x: Array) -> Array:
    """ln sinh x for x >= 0, without overflow."""
    return np.asarray(x + np.log(-0.5 * np.expm1(-2.0 * x)))


def _log_ratio(numerator: Array, denominator: Array) -> Array:
    """ln(numerator / denominator): from the quotient, which rounds once, unless it leaves the range of doubles."""
    quotient = np.asarray(numerator / denominator)
    low, high = _COMFORTABLE
    if quotient.size and low < quotient.min() and quotient.max() < high:
        return np.asarray(np.log(quotient))
    comfortable = (low < quotient) & (quotient < high)
    return np.where(comfortable, np.log(quotient), np.log(numerator) - np.log(denominator))


def _in_blocks(kernel: Callable[..., Array], *operands: Array) -> Array:
    """Apply a kernel block by block, so that what it computes on the way stays in the cache."""
    shape = np.broadcast_shapes(*(operand.shape for operand in operands))
    plain = all(o.size == 1 or (o.shape == shape and o.flags.c_contiguous) for o in operands)
    size = int(np.prod(shape))
    if size <= _BLOCK or not plain:
        return kernel(*operands)
    result = np.empty(shape)
    out = result.reshape(-1)
    flat = [operand.reshape(-1) if operand.size > 1 else operand.reshape(()) for operand in operands]
    for start in range(0, size, _BLOCK):
        part = slice(start, start + _BLOCK)
        out[part] = kernel(*(operand[part] if operand.ndim else operand for operand in flat))
    return result
