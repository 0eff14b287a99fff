"""Write schedules.csv: learning rates of PyTorch's own schedulers. Needs torch; python make_schedules.py"""

import csv
import json
import pathlib

import torch
from torch.optim import lr_scheduler as torch_schedules

STEPS = 400
# name, our parameters, PyTorch's scheduler made from an optimiser
CASES = [
    ("constant", {"initial": 0.3}, lambda o: torch_schedules.ConstantLR(o, factor=1.0)),
    ("exponential", {"initial": 0.5, "gamma": 0.97}, lambda o: torch_schedules.ExponentialLR(o, 0.97)),
    ("step", {"initial": 0.5, "gamma": 0.3, "step_size": 37}, lambda o: torch_schedules.StepLR(o, 37, 0.3)),
    ("polynomial", {"initial": 0.5, "total_steps": 300}, lambda o: torch_schedules.PolynomialLR(o, 300)),
    (
        "polynomial",
        {"initial": 0.1, "total_steps": 399, "power": 2.5},
        lambda o: torch_schedules.PolynomialLR(o, 399, 2.5),
    ),
    ("cosine", {"initial": 0.5, "total_steps": 100}, lambda o: torch_schedules.CosineAnnealingLR(o, 100)),
    (
        "cosine",
        {"initial": 0.5, "total_steps": 399, "minimum": 0.01},
        lambda o: torch_schedules.CosineAnnealingLR(o, 399, 0.01),
    ),
    (
        "cosine_restarts",
        {"initial": 0.5, "period": 37, "minimum": 1e-4},
        lambda o: torch_schedules.CosineAnnealingWarmRestarts(o, 37, eta_min=1e-4),
    ),
    (
        "cosine_restarts",
        {"initial": 0.5, "period": 10, "multiplier": 2},
        lambda o: torch_schedules.CosineAnnealingWarmRestarts(o, 10, 2),
    ),
    (
        "cosine_restarts",
        {"initial": 0.5, "period": 7, "multiplier": 3, "minimum": 0.1},
        lambda o: torch_schedules.CosineAnnealingWarmRestarts(o, 7, 3, 0.1),
    ),
    ("one_cycle", {"maximum": 0.5, "total_steps": 400}, lambda o: torch_schedules.OneCycleLR(o, 0.5, 400)),
    (
        "one_cycle",
        {"maximum": 0.9, "total_steps": 400, "pct_start": 0.111, "div_factor": 10.0, "final_div_factor": 50.0},
        lambda o: torch_schedules.OneCycleLR(o, 0.9, 400, pct_start=0.111, div_factor=10, final_div_factor=50),
    ),
    (
        "noam",
        {"model_size": 512, "warmup_steps": 60},
        lambda o: torch_schedules.LambdaLR(o, lambda n: 512**-0.5 * min((n + 1) ** -0.5, (n + 1) * 60**-1.5)),
    ),
    (
        "inverse_time",
        {"initial": 1.0, "tau": 20.0},
        lambda o: torch_schedules.LambdaLR(o, lambda n: 1 / (1 + n / 20)),
    ),
    (
        "cosine",
        {"initial": 0.5, "total_steps": 300, "minimum": 0.01, "warmup_steps": 50},
        lambda o: warmed(o, 50, torch_schedules.CosineAnnealingLR(o, 300, 0.01)),
    ),
    (
        "step",
        {"initial": 0.5, "gamma": 0.3, "step_size": 37, "warmup_steps": 5},
        lambda o: warmed(o, 5, torch_schedules.StepLR(o, 37, 0.3)),
    ),
]
BASE = {"noam": 1.0}  # its formula is the whole learning rate


def warmed(optimiser, steps, after):
    rise = torch_schedules.LinearLR(optimiser, start_factor=1 / (steps + 1), total_iters=steps)
    return torch_schedules.SequentialLR(optimiser, [rise, after], milestones=[steps])


def learning_rates(name, parameters, make):
    base = BASE.get(name, parameters.get("initial", 0.0))
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=base)
    scheduler = make(optimiser)
    for _ in range(STEPS):
        yield optimiser.param_groups[0]["lr"]
        optimiser.step()
        if scheduler.last_epoch + 1 < STEPS:  # OneCycleLR ends with its cycle
            scheduler.step()


def main():
    with pathlib.Path(__file__).with_name("schedules.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "parameters", "learning_rates"])
        for name, parameters, make in CASES:
            rates = " ".join(repr(float(rate)) for rate in learning_rates(name, parameters, make))
            writer.writerow([name, json.dumps(parameters), rates])


if __name__ == "__main__":
    main()
