"""Write barrier_domain.csv: cases over the whole domain of barrier_height, computed with mpmath at 60 digits.

Run it with a Python that has mpmath: python make_barrier_domain.py. The seed is fixed, so the file comes out the same.
Inputs are exact doubles; outputs have 20 digits.
"""

import csv
import math
import random
from pathlib import Path

CASES = 400
BOLTZMANN = 1.380649e-23
COLUMNS = (
    "gradient_energy",
    "update_rate",
    "rate_max",
    "kT",
    "barrier_height",
    "forward_rate",
    "backward_rate",
    "equilibrium_rate",
    "symmetric_tilt_barrier",
)


def log_uniform(draw, low, high):
    return math.exp(draw.uniform(math.log(low), math.log(high)))


def inputs(draw, reduced):
    """Draw gradient_energy, update_rate, rate_max and kT as doubles."""
    kT = 1.0 if reduced else BOLTZMANN * draw.uniform(4.0, 500.0)
    rate_max = 1.0 if reduced else log_uniform(draw, 1e6, 1e15)
    drive = log_uniform(draw, 1e-12, 1e3) * kT
    return drive, log_uniform(draw, 1e-30, 1.0) * rate_max, rate_max, kT


def outputs(mp, drive, rate, rate_max, kT):
    """Compute the remaining columns, the backward rate without subtraction."""
    drive, rate, rate_max, kT = (mp.mpf(value) for value in (drive, rate, rate_max, kT))
    half = drive / (2 * kT)
    boltzmann = mp.exp(-drive / kT)
    tanh = mp.tanh(half)
    equilibrium = rate / tanh
    return (
        kT * (mp.log(rate_max / rate) + mp.log(tanh)),
        2 * equilibrium / (1 + boltzmann),
        2 * equilibrium * boltzmann / (1 + boltzmann),
        equilibrium,
        kT * (mp.log(rate_max / rate) + mp.log(mp.sinh(half))),
    )


def main():
    import mpmath

    mpmath.mp.dps = 60
    draw = random.Random(2023)
    with (Path(__file__).parent / "barrier_domain.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for case in range(CASES):
            given = inputs(draw, reduced=case % 2 == 0)
            computed = outputs(mpmath, *given)
            writer.writerow([repr(value) for value in given] + [mpmath.nstr(value, 20) for value in computed])


if __name__ == "__main__":
    main()
