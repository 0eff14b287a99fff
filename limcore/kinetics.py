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

from collections.abc import Callable
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import TINY, exponential, log_product, log_ratio, product, quotient
from limcore.errors import MOST, Array, check, check_choice, check_shapes

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
    fastest, thermal = _device(rate_max, kT)
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
    barrier, drive = check("barrier_height", barrier_height), check("gradient_energy", gradient_energy, at_least=0.0)
    check_shapes(barrier_height=barrier, gradient_energy=drive, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
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
    fastest, thermal = _device(rate_max, kT)
    drive = check("gradient_energy", gradient_energy, at_least=0.0)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(gradient_energy=drive, update_rate=rate, rate_max=fastest, kT=thermal)
    block = _tilted_barrier if _tilted(convention) else _mean_barrier
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
    check_shapes(barrier_height=barrier, gradient_energy=drive, kT=thermal)
    with np.errstate(all="ignore"):
        half = drive / thermal * 0.5
        eased = np.where(half < _LINEAR, drive * 0.5, thermal * np.log1p(np.tanh(half)))
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
    fastest, thermal = _device(rate_max, kT)
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
    fastest, thermal = _device(rate_max, kT)
    rate = check("update_rate", update_rate, at_least=0.0, at_most=MOST)
    check_shapes(update_rate=rate, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        both = 2.0 * rate
        # -ln(1 - 2r) = ln(1 + 2r/(1 - 2r)), where the difference is exact as 2r nears 1.
        reduced = np.where(both >= fastest, np.inf, np.log1p(both / (fastest - both)))
        return np.where(rate / fastest < _LINEAR, _weak_drive(rate, fastest, thermal), thermal * reduced)[()]


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
    barrier = check("barrier_height", barrier_height)
    check_shapes(barrier_height=barrier, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        return exponential(quotient(barrier, thermal), over=(fastest,))[()]


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
    check_shapes(time=seconds, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        attempts = log_product(seconds, fastest)
        if failure_probability is not None:
            accepted = check("failure_probability", failure_probability, above=0.0, below=1.0)
            check_shapes(time=seconds, rate_max=fastest, kT=thermal, failure_probability=accepted)
            attempts = attempts - np.log(-np.log1p(-accepted))
        return (thermal * attempts)[()]


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
    seconds, barrier = check("time", time, at_least=0.0), check("barrier_height", barrier_height)
    check_shapes(time=seconds, barrier_height=barrier, rate_max=fastest, kT=thermal)
    with np.errstate(all="ignore"):
        hops = exponential(quotient(-barrier, thermal), fastest, seconds)
        return (0.5 * (1.0 + np.exp(-2.0 * hops)))[()]


def _device(rate_max: ArrayLike, kT: ArrayLike) -> tuple[Array, Array]:
    return (
        check("rate_max", rate_max, above=0.0, at_most=MOST),
        check("kT", kT, above=0.0, at_most=MOST),
    )


def _tilted(convention: str) -> bool:
    return check_choice("convention", convention, get_args(Convention)) == "symmetric_tilt"


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


def _mean_barrier(drive: Array, rate: Array, fastest: Array, thermal: Array) -> Array:
    """kT (ln tanh(dE/2kT) + ln(R_max/R))."""
    half = np.asarray(drive / thermal)
    half *= 0.5
    return np.asarray((_where_weak(_log_tanh(half), half, drive, thermal) + log_ratio(fastest, rate)) * thermal)


def _tilted_barrier(drive: Array, rate: Array, fastest: Array, thermal: Array) -> Array:
    """kT (ln sinh(dE/2kT) + ln(R_max/R))."""
    half = np.asarray(drive / thermal)
    half *= 0.5
    rest = np.log(-0.5 * np.expm1(-2.0 * half))  # ln sinh x - x
    log_rates = log_ratio(fastest, rate)
    height = (_where_weak(half + rest, half, drive, thermal) + log_rates) * thermal
    return np.where(np.isinf(half), 0.5 * drive + (rest + log_rates) * thermal, height)


def _where_weak(logarithm: Array, half: Array, drive: Array, thermal: Array) -> Array:
    """Put in ln(dE/2kT), from the logarithms of both, where the quotient is too small to have all its digits."""
    if half.size and half.min() > TINY:
        return logarithm
    return np.where(half > TINY, logarithm, np.log(drive) - np.log(thermal) - np.log(2.0))


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
