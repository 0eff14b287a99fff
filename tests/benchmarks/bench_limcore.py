"""What limcore costs, against bare NumPy in the same run: python tests/benchmarks/bench_limcore.py."""

import io
import statistics
import subprocess
import sys
import time

import numpy as np

import limcore


def seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def ratio(ours, baseline, rounds):
    """Median time of ours over that of the baseline, taken in turn."""
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, theirs, mine / theirs


def bare(gradient_energy, update_rate):
    return np.log(1.0 / update_rate) + np.log(np.tanh(gradient_energy / 2))


SCHEDULES = {
    "inverse_time": {"initial": 1.0, "tau": 1.0},
    "power_law": {"initial": 0.3, "tau": 1e3, "exponent": 0.6},
    "exponential": {"initial": 1.0, "gamma": 1 - 1e-11},
    "step": {"initial": 1.0, "gamma": 0.9, "step_size": 1e10, "warmup_steps": 1e4},
    "polynomial": {"initial": 1.0, "total_steps": 1e12, "power": 1.5},
    "cosine": {"initial": 1.0, "total_steps": 1e12, "warmup_steps": 1e6},
    "cosine_restarts": {"initial": 1.0, "period": 1000, "multiplier": 3},
    "one_cycle": {"maximum": 1.0, "total_steps": 1e12},
    "noam": {"model_size": 512, "warmup_steps": 4000},
}


def trajectory(schedule, steps):
    return lambda: limcore.learning_trajectory(schedule, steps, alpha=0.5)


PRINTED = "".join(f"iter {n}: loss 2.5, time 20.1ms, lr {1 / (n + 1):.6e}\n" for n in range(10**5))


def read_printed():
    return limcore.read_training_log(io.StringIO(PRINTED))


def cut_printed():
    """The least that anybody does who reads such lines: cut them, and take three numbers of each."""
    return [[float(words[place].strip(":,")) for place in (1, 3, 7)] for words in map(str.split, PRINTED.splitlines())]


def imports(module):
    return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True)


def main():
    generator = np.random.default_rng(0)
    drive, rate = 10 ** generator.uniform(-3, 2, 10**7), 10 ** generator.uniform(-8, -1, 10**7)
    cases = {
        "barrier_height, 10^7 drives and rates / bare NumPy": (
            lambda: limcore.barrier_height(drive, rate),
            lambda: bare(drive, rate),
            7,
        ),
        "barrier_height, 10^7 drives, one rate / bare NumPy": (
            lambda: limcore.barrier_height(drive, 1e-3),
            lambda: bare(drive, 1e-3),
            7,
        ),
        "read_training_log, 10^5 printed lines / split and float": (read_printed, cut_printed, 5),
        "import limcore / import numpy": (imports("limcore"), imports("numpy"), 15),
    }
    for name, parameters in SCHEDULES.items():
        schedule = limcore.make_schedule(name, **parameters)
        several = trajectory(schedule, 10**12), trajectory(schedule, 10**5), 15
        cases[f"learning_trajectory of {name}, 10^12 updates / 10^5"] = several
    for name, case in cases.items():
        mine, theirs, times = ratio(*case)
        print(f"{times:6.2f}  {name}  ({1e3 * mine:.1f} ms / {1e3 * theirs:.1f} ms)")


if __name__ == "__main__":
    main()
