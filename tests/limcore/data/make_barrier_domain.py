"""Make barrier_domain.csv: barrier heights over the whole domain, computed with mpmath at 40 digits.

Run `python make_barrier_domain.py` where mpmath is installed. Inputs are exact doubles, written with repr.
"""

import csv
import random
from pathlib import Path

from mpmath import exp, log, mp, mpf, nstr, sinh, tanh

mp.dps = 40
BOLTZMANN = 1.380649e-23
COLUMNS = ["gradient_energy", "update_rate", "rate_max", "kT", "mean_rate", "symmetric_tilt", "forward", "backward"]


def row(generator: random.Random, *, reduced: bool) -> list[str]:
    thermal = 1.0 if reduced else BOLTZMANN * generator.uniform(4.0, 500.0)
    fastest = 1.0 if reduced else 10 ** generator.uniform(6, 15)
    drive = thermal * 10 ** generator.uniform(-12, 3)
    rate = fastest * 10 ** generator.uniform(-30, 0)
    half = mpf(drive) / (2 * mpf(thermal))
    mean = mpf(thermal) * (log(mpf(fastest) / mpf(rate)) + log(tanh(half)))
    tilt = mpf(thermal) * (log(mpf(fastest) / mpf(rate)) + log(sinh(half)))
    equilibrium = mpf(fastest) * exp(-mean / mpf(thermal))
    numbers = [mean, tilt, equilibrium + mpf(rate), equilibrium * 2 / (1 + exp(2 * half))]
    return [repr(x) for x in (drive, rate, fastest, thermal)] + [nstr(x, 20) for x in numbers]


if __name__ == "__main__":
    generator = random.Random(2023)
    with (Path(__file__).parent / "barrier_domain.csv").open("w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row(generator, reduced=index % 2 == 0) for index in range(400))
