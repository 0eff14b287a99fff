"""Learning rates as the libraries themselves compute them, and what they are called in limcore.

Write reference_schedules.csv with `python reference_schedules.py`; needs torch, transformers, timm, keras (on torch)
and megatron-core. nanoGPT and llm.c are no packages: their functions are written down as they stand there.
"""

import csv
import importlib.metadata
import json
import math
import os
import pathlib
import types

STEPS = 64
PEAK = 0.3


def torch_rates(make, base=PEAK):
    """Step a scheduler of PyTorch that is made from an optimiser."""
    import torch

    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=base, momentum=0.9)
    scheduler = make(optimiser, torch.optim.lr_scheduler)
    for _ in range(STEPS):
        yield optimiser.param_groups[0]["lr"]
        optimiser.step()
        scheduler.step()


def in_sequence(optimiser, kinds, schedulers, milestones):
    return kinds.SequentialLR(optimiser, schedulers, milestones)


def transformers_rates(name, **given):
    from transformers import optimization

    return torch_rates(lambda optimiser, _: getattr(optimization, f"get_{name}")(optimiser, **given))


def timm_rates(name, **given):
    import timm.scheduler
    import torch

    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=PEAK)
    scheduler = getattr(timm.scheduler, name)(optimiser, **given)
    for n in range(STEPS):
        scheduler.step(n)
        yield optimiser.param_groups[0]["lr"]


def keras_rates(name, *args, **given):
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import keras

    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        schedule = getattr(keras.optimizers.schedules, name)(*args, **given)
        return [float(schedule(n)) for n in range(STEPS)]
    finally:
        keras.config.set_floatx(before)


def megatron_rates(**given):
    from megatron.core.optimizer_param_scheduler import OptimizerParamScheduler

    optimiser = types.SimpleNamespace(param_groups=[{"lr": 0.0, "weight_decay": 0.0}])
    plain = {"start_wd": 0.0, "end_wd": 0.0, "wd_incr_steps": 0, "wd_incr_style": "constant"}
    scheduler = OptimizerParamScheduler(optimiser, max_lr=PEAK, **plain, **given)
    for _ in range(STEPS):
        yield optimiser.param_groups[0]["lr"]
        scheduler.step(1)


def nanogpt_rates(warmup_iters, lr_decay_iters, min_lr):
    """Karpathy's nanoGPT, train.py, get_lr."""
    for it in range(STEPS):
        if it < warmup_iters:
            yield PEAK * (it + 1) / (warmup_iters + 1)
        elif it > lr_decay_iters:
            yield min_lr
        else:
            decay_ratio = (it - warmup_iters) / (lr_decay_iters - warmup_iters)
            coeff = 0.5 * (1.0 + math.cos(math.pi * decay_ratio))
            yield min_lr + coeff * (PEAK - min_lr)


def llm_c_rates(warmup_iterations, train_num_batches, final_fraction):
    """Karpathy's llm.c, llmc/schedulers.h, get_learning_rate_cosine; in doubles, as far as the training goes."""
    for step in range(train_num_batches + 1):
        if step < warmup_iterations:
            yield PEAK * (step + 1) / warmup_iterations
        else:
            decay_ratio = (step - warmup_iterations) / (train_num_batches - warmup_iterations)
            coeff = 0.5 * (1.0 + math.cos(math.pi * decay_ratio))
            min_lr = PEAK * final_fraction
            yield min_lr + coeff * (PEAK - min_lr)


def wsd(library, shape, **more):
    return {
        "transformers": lambda: transformers_rates(
            "wsd_schedule",
            num_warmup_steps=6,
            num_stable_steps=20,
            num_decay_steps=25,
            decay_type=shape,
            min_lr_ratio=0.1,
        ),
        "megatron-core": lambda: megatron_rates(
            init_lr=0.0,
            min_lr=0.03,
            lr_warmup_steps=6,
            lr_decay_steps=51,
            lr_decay_style="WSD",
            wsd_decay_steps=25,
            lr_wsd_decay_style=shape,
        ),
    }[library]


WSD = {"initial": PEAK, "stable_steps": 20, "decay_steps": 25, "minimum": 0.03}
HUGGING_FACE = {"warmup_steps": 6, "warmup": "huggingface"}
FROM_ITS_MINIMUM = {"warmup_steps": 6, "warmup": "from_start", "warmup_start": 0.1}
# library, name, parameters of limcore's schedule, the library's own learning rates
CASES = [
    (
        "torch",
        "multi_step",
        {"initial": PEAK, "gamma": 0.2, "milestones": [9, 31, 50]},
        lambda: torch_rates(lambda o, k: k.MultiStepLR(o, [9, 31, 50], 0.2)),
    ),
    (
        "torch",
        "polynomial",
        {"initial": PEAK, "total_steps": 40, "minimum": 0.03},
        lambda: torch_rates(lambda o, k: k.LinearLR(o, 1.0, 0.1, 40)),
    ),
    (
        "torch",
        "cyclic",
        {"maximum": PEAK, "minimum": 0.03, "rising_steps": 7, "falling_steps": 12},
        lambda: torch_rates(lambda o, k: k.CyclicLR(o, 0.03, PEAK, 7, 12)),
    ),
    (
        "torch",
        "cyclic",
        {"maximum": PEAK, "minimum": 0.03, "rising_steps": 7, "falling_steps": 7, "decay": 0.5},
        lambda: torch_rates(lambda o, k: k.CyclicLR(o, 0.03, PEAK, 7, mode="triangular2")),
    ),
    (
        "torch",
        "cyclic",
        {"maximum": PEAK, "minimum": 0.03, "rising_steps": 9, "falling_steps": 4, "gamma": 0.97},
        lambda: torch_rates(lambda o, k: k.CyclicLR(o, 0.03, PEAK, 9, 4, mode="exp_range", gamma=0.97)),
    ),
    (
        "torch",
        "one_cycle",
        {"maximum": PEAK, "total_steps": 65, "annealing": "linear", "pct_start": 0.2},
        lambda: torch_rates(lambda o, k: k.OneCycleLR(o, PEAK, 65, pct_start=0.2, anneal_strategy="linear")),
    ),
    (
        "torch",
        "one_cycle",
        {"maximum": PEAK, "total_steps": 65, "phases": 3},
        lambda: torch_rates(lambda o, k: k.OneCycleLR(o, PEAK, 65, three_phase=True)),
    ),
    (
        "torch",
        "one_cycle",
        {"maximum": PEAK, "total_steps": 65, "phases": 3, "annealing": "linear", "pct_start": 0.45, "div_factor": 10},
        lambda: torch_rates(
            lambda o, k: k.OneCycleLR(
                o, PEAK, 65, three_phase=True, anneal_strategy="linear", pct_start=0.45, div_factor=10
            )
        ),
    ),
    (
        "torch",
        "cosine",
        {"initial": PEAK, "total_steps": 30, "warmup_steps": 8, "warmup": "from_start", "warmup_start": 0.25},
        lambda: torch_rates(
            lambda o, k: in_sequence(o, k, [k.LinearLR(o, 0.25, 1.0, 8), k.CosineAnnealingLR(o, 30)], [8])
        ),
    ),
    (
        "torch",
        "sequence",
        {
            "schedules": [
                ["constant", {"initial": PEAK}],
                ["polynomial", {"initial": PEAK, "total_steps": 15, "minimum": 0.15}],
                ["exponential", {"initial": PEAK, "gamma": 0.9}],
            ],
            "milestones": [12, 40],
        },
        lambda: torch_rates(
            lambda o, k: in_sequence(
                o, k, [k.ConstantLR(o, 1.0), k.LinearLR(o, 1.0, 0.5, 15), k.ExponentialLR(o, 0.9)], [12, 40]
            )
        ),
    ),
    (
        "transformers",
        "polynomial",
        {"initial": PEAK, "total_steps": 44, **HUGGING_FACE},
        lambda: transformers_rates("linear_schedule_with_warmup", num_warmup_steps=6, num_training_steps=50),
    ),
    (
        "transformers",
        "polynomial",
        {"initial": PEAK, "total_steps": 50, "power": 2.0, "minimum": 0.01, "warmup_place": "within", **HUGGING_FACE},
        lambda: transformers_rates(
            "polynomial_decay_schedule_with_warmup", num_warmup_steps=6, num_training_steps=50, power=2.0, lr_end=0.01
        ),
    ),
    (
        "transformers",
        "cosine",
        {"initial": PEAK, "total_steps": 50, "warmup_place": "within", **HUGGING_FACE},
        lambda: transformers_rates("cosine_schedule_with_warmup", num_warmup_steps=6, num_training_steps=50),
    ),
    (
        "transformers",
        "cosine",
        {"initial": PEAK, "total_steps": 50, "minimum": 0.03, "warmup_place": "within", **HUGGING_FACE},
        lambda: transformers_rates(
            "cosine_with_min_lr_schedule_with_warmup", num_warmup_steps=6, num_training_steps=50, min_lr_rate=0.1
        ),
    ),
    (
        "transformers",
        "falling_restarts",
        {"initial": PEAK, "period": 15, "cycles": 3, **HUGGING_FACE},
        lambda: transformers_rates(
            "cosine_with_hard_restarts_schedule_with_warmup", num_warmup_steps=6, num_training_steps=51, num_cycles=3
        ),
    ),
    (
        "transformers",
        "inverse_sqrt",
        {"initial": PEAK, "tau": 6, **HUGGING_FACE},
        lambda: transformers_rates("inverse_sqrt_schedule", num_warmup_steps=6),
    ),
    (
        "transformers",
        "inverse_sqrt",
        {"initial": PEAK, "tau": 25, **HUGGING_FACE},
        lambda: transformers_rates("inverse_sqrt_schedule", num_warmup_steps=6, timescale=25),
    ),
    *(
        (
            "transformers",
            "warmup_stable_decay",
            {**WSD, **FROM_ITS_MINIMUM, "cool_down": ours},
            wsd("transformers", theirs),
        )
        for ours, theirs in {"linear": "linear", "cosine": "cosine", "one_minus_sqrt": "1-sqrt"}.items()
    ),
    *(
        (
            "megatron-core",
            "warmup_stable_decay",
            {**WSD, **HUGGING_FACE, "cool_down": ours},
            wsd("megatron-core", theirs),
        )
        for ours, theirs in {
            "linear": "linear",
            "cosine": "cosine",
            "one_minus_sqrt": "minus_sqrt",
            "exponential": "exponential",
        }.items()
    ),
    (
        "megatron-core",
        "cosine_held",
        {"initial": PEAK, "total_steps": 50, "minimum": 0.03, "warmup_place": "within", **HUGGING_FACE},
        lambda: megatron_rates(init_lr=0.0, min_lr=0.03, lr_warmup_steps=6, lr_decay_steps=50, lr_decay_style="cosine"),
    ),
    (
        "timm",
        "cosine_held",
        {
            **{"initial": PEAK, "total_steps": 50, "minimum": 0.01},
            **{"warmup_steps": 6, "warmup": "from_start", "warmup_start": 0.1, "warmup_place": "over"},
        },
        lambda: timm_rates("CosineLRScheduler", t_initial=50, lr_min=0.01, warmup_t=6, warmup_lr_init=0.03),
    ),
    (
        "timm",
        "cosine_held",
        {
            **{"initial": PEAK, "total_steps": 50, "minimum": 0.01},
            **{"warmup_steps": 6, "warmup": "from_start", "warmup_start": 0.1},
        },
        lambda: timm_rates(
            "CosineLRScheduler", t_initial=50, lr_min=0.01, warmup_t=6, warmup_lr_init=0.03, warmup_prefix=True
        ),
    ),
    (
        "timm",
        "falling_restarts",
        {"initial": PEAK, "period": 10, "cycles": 3, "growth": 1.5, "decay": 0.5, "minimum": 0.01},
        lambda: timm_rates(
            "CosineLRScheduler", t_initial=10, lr_min=0.01, cycle_mul=1.5, cycle_decay=0.5, cycle_limit=3
        ),
    ),
    (
        "timm",
        "polynomial",
        {"initial": PEAK, "total_steps": 50, "power": 0.5, "minimum": 0.01},
        lambda: timm_rates("PolyLRScheduler", t_initial=50, lr_min=0.01),
    ),
    (
        "keras",
        "polynomial",
        {"initial": PEAK, "total_steps": 50, "power": 1.5, "minimum": 0.01},
        lambda: keras_rates("PolynomialDecay", PEAK, 50, 0.01, 1.5),
    ),
    (
        "keras",
        "cosine_held",
        {"initial": PEAK, "total_steps": 40, "minimum": 0.03},
        lambda: keras_rates("CosineDecay", PEAK, 40, alpha=0.1),
    ),
    (
        "keras",
        "cosine_held",
        {
            **{"initial": PEAK, "total_steps": 40, "minimum": 0.03},
            **{"warmup_steps": 8, "warmup": "from_start", "warmup_start": 0.2},
        },
        lambda: keras_rates("CosineDecay", 0.06, 40, alpha=0.1, warmup_target=PEAK, warmup_steps=8),
    ),
    (
        "keras",
        "falling_restarts",
        {"initial": PEAK, "period": 9, "cycles": 6, "growth": 1.3, "decay": 0.8},
        lambda: keras_rates("CosineDecayRestarts", PEAK, 9, t_mul=1.3, m_mul=0.8),
    ),
    (
        "nanoGPT",
        "cosine_held",
        {"initial": PEAK, "total_steps": 50, "minimum": 0.03, "warmup_steps": 6, "warmup_place": "within"},
        lambda: nanogpt_rates(6, 50, 0.03),
    ),
    (
        "llm.c",
        "cosine_held",
        {
            **{"initial": PEAK, "total_steps": 50, "minimum": 0.03},
            **{"warmup_steps": 6, "warmup": "llm.c", "warmup_place": "within"},
        },
        lambda: llm_c_rates(6, 50, 0.1),
    ),
]
NO_PACKAGE = ("nanoGPT", "llm.c")


def main():
    with pathlib.Path(__file__).with_name("reference_schedules.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["library", "version", "name", "parameters", "learning_rates"])
        for library, name, parameters, rates in CASES:
            version = "" if library in NO_PACKAGE else importlib.metadata.version(library)
            values = " ".join(repr(float(rate)) for rate in rates())
            writer.writerow([library, version, name, json.dumps(parameters), values])


if __name__ == "__main__":
    main()
