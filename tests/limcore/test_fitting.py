"""The schedule that a log follows: found again from rates as loggers write them, and nearest where there is none."""

import io
import time

import numpy as np
import pytest

import limcore

HUGGING_FACE = {"warmup_steps": 500, "warmup": "huggingface"}
# A schedule, the steps at which its rates are logged, how they are written, and what of it has to be found again.
LOGGED = {
    "linear to zero": (
        ("polynomial", {"initial": 3e-4, "total_steps": 9500, **HUGGING_FACE}),
        (range(0, 10_000, 50), "{:.3e}"),
        {"initial": 3e-4, "total_steps": 9500, "warmup_steps": 500, "warmup": "huggingface"},
    ),
    "cosine of nanoGPT": (
        ("cosine_held", {"initial": 6e-4, "total_steps": 5000, "minimum": 6e-5, "warmup_steps": 99}),
        (range(0, 6000, 10), "{:.4e}"),
        {"initial": 6e-4, "total_steps": 5000, "minimum": 6e-5, "warmup_steps": 99},
    ),
    "cosine before its end": (
        ("cosine_held", {"initial": 0.1, "total_steps": 200, "minimum": 1e-3}),
        (range(150), "{:.6g}"),
        {"initial": 0.1, "total_steps": 200},
    ),
    "cosine of PyTorch, risen again": (
        ("cosine", {"initial": 0.1, "total_steps": 100}),
        (range(180), "{:.6g}"),
        {"initial": 0.1, "total_steps": 100},
    ),
    "polynomial with a power": (
        ("polynomial", {"initial": 0.02, "total_steps": 300, "power": 2.5, "minimum": 2e-4}),
        (range(0, 320, 2), "{:.5g}"),
        {"initial": 0.02, "total_steps": 300, "power": 2.5, "minimum": 2e-4},
    ),
    "warm-up, stable, decay": (
        (
            "warmup_stable_decay",
            {"initial": 1e-3, "stable_steps": 7000, "decay_steps": 2000, "cool_down": "one_minus_sqrt", **HUGGING_FACE},
        ),
        (range(0, 9500, 20), "{:.4e}"),
        {"initial": 1e-3, "stable_steps": 7000, "decay_steps": 2000, "cool_down": "one_minus_sqrt"},
    ),
    "inverse square root": (
        ("inverse_sqrt", {"initial": 5e-4, "tau": 500, **HUGGING_FACE}),
        (range(0, 20_000, 100), "{:.5e}"),
        {"initial": 5e-4, "tau": 500, **HUGGING_FACE},
    ),
    "exponential": (
        ("exponential", {"initial": 0.01, "gamma": 0.95}),
        (range(60), "{:.4g}"),
        {"initial": 0.01, "gamma": 0.95},
    ),
    "the paper's": (
        ("inverse_time", {"initial": 1.0, "tau": 1.0}),
        (range(200), "{:.5g}"),
        {"initial": 1.0, "tau": 1.0},
    ),
    "stairs": (
        ("step", {"initial": 0.1, "gamma": 0.1, "step_size": 30}),
        (range(90), "{:g}"),
        {"initial": 0.1, "gamma": 0.1, "step_size": 30},
    ),
    "milestones": (
        ("multi_step", {"initial": 0.02, "gamma": 0.1, "milestones": [60, 80]}),
        (range(90), "{:g}"),
        {"initial": 0.02, "gamma": 0.1, "milestones": (60, 80)},
    ),
    "constant after a warm-up": (
        ("constant", {"initial": 2e-5, "warmup_steps": 100, "warmup": "huggingface"}),
        (range(0, 3000, 10), "{:.4e}"),
        {"initial": 2e-5, "warmup_steps": 100, "warmup": "huggingface"},
    ),
    "restarts": (
        ("cosine_restarts", {"initial": 0.05, "period": 10, "multiplier": 2.0}),
        (range(150), "{:.6g}"),
        {"initial": 0.05, "period": 10, "multiplier": 2},
    ),
    "restarts that fall": (
        ("falling_restarts", {"initial": 0.05, "period": 40, "cycles": 3, "decay": 0.5}),
        (range(120), "{:.6g}"),
        {"initial": 0.05, "period": 40, "decay": 0.5},
    ),
    "one cycle": (
        ("one_cycle", {"maximum": 0.1, "total_steps": 400}),
        (range(400), "{:.5e}"),
        {"maximum": 0.1, "total_steps": 400, "pct_start": 0.3, "div_factor": 25},
    ),
}


def log_of(schedule, steps, written="{!r}"):
    rows = "".join(f"{n},{written.format(float(schedule(n)))},2.5\n" for n in steps)
    return limcore.read_training_log(io.StringIO("step,learning_rate,loss\n" + rows))


@pytest.mark.parametrize("name", LOGGED)
def test_schedule_is_found_again(name):
    (kind, parameters), (steps, written), told = LOGGED[name]
    fit = limcore.fit_schedule(log_of(limcore.make_schedule(kind, **parameters), steps, written))
    assert fit.schedule.name == kind
    assert fit.error < 5e-4
    for key, value in told.items():
        found = fit.schedule.parameters.get(key)
        assert found == (value if isinstance(value, str) else pytest.approx(value, rel=3e-3)), fit.schedule


def test_error_is_that_of_the_schedule_over_the_rows():
    rates = [0.1, 0.08, 0.09, 0.03, 0.05, 0.01]
    log = limcore.read_training_log(io.StringIO("step,lr\n" + "".join(f"{10 * n},{r}\n" for n, r in enumerate(rates))))
    fit = limcore.fit_schedule(log)
    off = np.abs(fit.schedule(log.step) - log.learning_rate) / 0.1
    assert fit.error == pytest.approx(np.sqrt(np.mean(off**2)))
    assert (fit.largest_error, fit.largest_at) == (off.max(), log.step[off.argmax()])


def test_schedule_of_a_log_with_a_million_rows_is_found_in_bounded_time():
    schedule = limcore.make_schedule("cosine_held", initial=3e-4, total_steps=999_000, minimum=3e-5, **HUGGING_FACE)
    steps = np.arange(1e6)
    log = limcore.TrainingLog("CSV", steps, schedule(steps), None, None, False, (), "log.csv")
    begun = time.process_time()
    fit = limcore.fit_schedule(log)
    assert time.process_time() - begun < 30.0
    assert fit.schedule.name == "cosine_held"
    assert fit.error < 1e-5


@pytest.mark.parametrize("rates", [[0.1, 0.1], [0.0, 0.0, 0.0]])
def test_log_that_says_too_little_is_refused(rates):
    log = limcore.TrainingLog("CSV", np.arange(len(rates)) * 1.0, np.array(rates), None, None, False, (), "log.csv")
    with pytest.raises(limcore.DomainError, match="three rows at least, and rates above 0"):
        limcore.fit_schedule(log)
    with pytest.raises(limcore.DomainError, match="a training log"):
        limcore.fit_schedule(rates)
