"""What haste costs: the least heat of hops that have to be made in a given time, and of a bit that is erased in it.

Jumps are counted forward and backward. Net jumps L are those forward less those backward; all jumps are A = L + 2B,
where B are those backward. The bounds hold for any system that jumps, with its rates changed in any way; two wells with
constant rates meet the tight one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from limcore._wide import TINY, log_ratio, product
from limcore.errors import MOST, Array, check, check_shapes

__all__ = ["erasure_work", "least_heat", "speed_limit_heat"]

_UP: Final = 2.0**600  # small counts are added so much larger, where none of their digits is lost


def least_heat(net_jumps: ArrayLike, backward_jumps: ArrayLike, *, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the least heat of so many net jumps among so many jumps: a bound that two wells meet.

    Parameters
    ----------
    net_jumps : array_like
        Net jumps L, at least 0: those forward less those backward.
    backward_jumps : array_like
        Jumps backward B, at least 0; all jumps are A = L + 2B.
    kT : array_like
        Thermal energy, above 0, in the unit wanted.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in the unit of `kT`, of the broadcast shape; infinite if there are net jumps and none backward.

    Raises
    ------
    DomainError
        If a number of jumps is negative, or `kT` not above 0 and finite.

    Notes
    -----
    The tight bound of Lee, Lee, Kwon and Park [1]_ on the entropy production, times kT:

    .. math:: Q \geq kT\, L \ln\frac{A + L}{A - L} = kT\, L \ln\left(1 + \frac{L}{B}\right)

    It follows from :math:`\sum j \ln (a + j)/(a - j)` over all currents j and traffics a, which is convex and of first
    degree. Constant rates :math:`R^0 \pm R` turn it into an equation: with L = 2R t and B = (R0 - R) t the heat is
    L times the drive, `net_update_heat`.

    References
    ----------
    .. [1] Lee, Lee, Kwon and Park, Physical Review Letters 129, 120603, 2022.

    Examples
    --------
    >>> import math
    >>> print(f"{least_heat(1.0, 1.0 / math.expm1(0.5)):.6f}")
    0.500000
    """
    net, backward, thermal = _jumps(net_jumps, backward_jumps, kT)
    with np.errstate(all="ignore"):
        ratio = np.asarray(net / backward)
        few = product(thermal, net, net, over=(backward,))
        most = product(thermal, net, log_ratio(net, backward))
        usual = product(thermal, net, np.asarray(np.log1p(ratio)))
        heat = np.where(ratio < TINY, few, np.where(ratio > 1.0 / TINY, most, usual))
        return np.where(net == 0.0, 0.0, heat)[()]


def speed_limit_heat(net_jumps: ArrayLike, backward_jumps: ArrayLike, *, kT: ArrayLike = 1.0) -> Array:
    r"""Compute the thermodynamic speed limit: heat that so many net jumps among so many jumps take at the least.

    Parameters
    ----------
    net_jumps : array_like
        Net jumps L, at least 0: those forward less those backward.
    backward_jumps : array_like
        Jumps backward B, at least 0; all jumps are A = L + 2B.
    kT : array_like
        Thermal energy, above 0, in the unit wanted.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a number of jumps is negative, or `kT` not above 0 and finite.

    Notes
    -----
    Shiraishi, Funo and Saito [1]_, whose distance of two distributions is 2L:

    .. math:: Q \geq kT \frac{(2L)^2}{2A} = \frac{2 kT L^2}{A}

    It lies below `least_heat`, and meets it where jumps are nearly as many backward as forward.

    References
    ----------
    .. [1] Shiraishi, Funo and Saito, Physical Review Letters 121, 070601, 2018.

    Examples
    --------
    >>> float(speed_limit_heat(1.0, 0.5))
    1.0
    """
    net, backward, thermal = _jumps(net_jumps, backward_jumps, kT)
    with np.errstate(all="ignore"):
        scale = np.where((net < 1.0) & (backward < 1.0), _UP, 1.0)
        quarter_of_all = np.asarray(net * scale / 4.0 + backward * scale / 2.0)
        heat = product(thermal, net, net, np.asarray(0.5), scale, over=(quarter_of_all,))
        return np.where(net == 0.0, 0.0, heat)[()]


def _jumps(net_jumps: ArrayLike, backward_jumps: ArrayLike, kT: ArrayLike) -> tuple[Array, Array, Array]:
    net = check("net_jumps", net_jumps, at_least=0.0, at_most=MOST)
    backward = check("backward_jumps", backward_jumps, at_least=0.0, at_most=MOST)
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    check_shapes(net_jumps=net, backward_jumps=backward, kT=thermal)
    return net, backward, thermal


def erasure_work(
    duration: ArrayLike, *, diffusion_time: ArrayLike = 1.0, coefficient: ArrayLike = 2.0, kT: ArrayLike = 1.0
) -> Array:
    r"""Compute the least work that erases a bit within a time, where it is kept by diffusion in two narrow wells.

    Parameters
    ----------
    duration : array_like
        Time in which the bit is erased, above 0.
    diffusion_time : array_like
        Var(x)/D in the unit of `duration`, above 0: x is where an unknown bit may be, D its diffusion constant. For
        wells a distance L apart it is L^2/4D.
    coefficient : array_like
        2 where the bit ends at rest in its well; at least 1/2, and that much in the shortest times, where it need only
        have passed the top.
    kT : array_like
        Thermal energy, above 0, in the unit wanted.

    Returns
    -------
    numpy.ndarray or numpy.float64
        Energy in the unit of `kT`, of the broadcast shape.

    Raises
    ------
    DomainError
        If a time or `kT` is not above 0 and finite, or the coefficient below 1/2.

    Notes
    -----
    The form of Proesmans, Ehrich and Bechhoefer [1]_:

    .. math:: W \geq kT \left[ \ln 2 + a \frac{\mathrm{Var}(x)}{D \tau} \right]

    a = 2 is the cost of optimal transport: half of all bits have to go 2l, from one well at -l to the other at l, so
    that the mean square of the way is 2 l^2 = 2 Var(x). To the top and no further it is l^2/2, and a = 1/2.

    References
    ----------
    .. [1] Proesmans, Ehrich and Bechhoefer, Physical Review Letters 125, 100602, 2020.

    Examples
    --------
    >>> print(f"{erasure_work(1.0):.4f} {erasure_work(1e6):.4f}")
    2.6931 0.6931
    """
    time = check("duration", duration, above=0.0, at_most=MOST)
    diffusion = check("diffusion_time", diffusion_time, above=0.0, at_most=MOST)
    factor = check("coefficient", coefficient, at_least=0.5, at_most=MOST)
    thermal = check("kT", kT, above=0.0, at_most=MOST)
    check_shapes(duration=time, diffusion_time=diffusion, coefficient=factor, kT=thermal)
    with np.errstate(all="ignore"):
        return np.asarray(thermal * np.log(2.0) + product(thermal, factor, diffusion, over=(time,)))[()]
