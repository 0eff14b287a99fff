"""Logs of training runs: each format gives its steps and rates, and what cannot be read gives one sentence."""

import io
import json
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import limcore


def read(text, **asked):
    file = io.BytesIO(text) if isinstance(text, bytes) else io.StringIO(text)
    return limcore.read_training_log(file, **asked)


def state(*entries, **more):
    return json.dumps({"best_metric": None, **more, "log_history": list(entries), "max_steps": 30}, indent=2)


def entry(step, rate, **more):
    return {"step": step, "learning_rate": rate, "loss": 2.0, "grad_norm": 1.5, "epoch": step / 10, **more}


RATES = [0.1, 0.05]
# Two rows each, with the rates 0.1 and 0.05, ten steps or one epoch apart, beside what is no row of training.
SHAPES = {
    "Hugging Face trainer_state.json": state(
        entry(10, 0.1),
        {"step": 10, "eval_loss": 3.0},
        entry(20, 0.05),
        {"step": 20, "train_loss": 9.0, "train_runtime": 5.0},
    ),
    "JSON lines": (
        '{}\n{"mode": "train", "iter": 10, "lr": 0.1, "loss": 2.0}\n{"mode": "val", "iter": 3, "lr": 7, "loss": 9}\n'
        '{"mode": "train", "iter": 20, "lr": 0.05, "loss": 2.0}\n'
    ),
    "JSON": '[{"current_steps": 10, "lr": 0.1, "loss": 2}, {"current_steps": 20, "lr": 0.05, "loss": 2}]',
    "JSON, lists by name": '{"loss": [2.0, 2.0], "val_loss": [9, 9], "lr": [0.1, 0.05]}',
    "Ultralytics results.csv": "  epoch, train/loss, lr/pg0, lr/pg1\n  1, 2.0, 0.1, 0.1\n  2, 2.0, 0.05, 0.05\n",
    "Keras CSVLogger": "epoch,accuracy,learning_rate,loss,val_loss\n0,0.5,0.1,2.0,9\n1,0.5,0.05,2.0,9\n",
    "Lightning metrics.csv": (
        "epoch,lr-AdamW,step,train_loss_step,val_loss\n,0.1,140749,,\n0,,140749,2.0,\n,0.05,140759,,\n"
        "0,,140759,2.0,\n0,,140759,,9\n"
    ),
    "Weights & Biases export": '"Step","a - train/lr","a - train/lr__MIN"\n"0","0.1","7"\n"10","0.05","7"\n',
    "nanoGPT": (
        "step 0: train loss 9, val loss 9\niter 0: loss 2.0, time 1.20ms, lr 1.0e-01\nsaving\n"
        "iter 10: loss 2.0, time 1.20ms, lr 5.0e-02\n"
    ),
    "llm.c main.log": "s:0 tel:9\ns:0 trl:2.0 lr:0.100000 norm:1.5\ns:10 trl:2.0 lr:0.050000 norm:1.5\n",
    "Megatron": "".join(
        f" iteration {s:8}/ 100 | elapsed time per iteration (ms): 9.1 | learning rate: {r:.3E} | lm loss: 2.0E+00 | "
        "grad norm: 1.5 | number of skipped iterations:   1 |\n"
        for s, r in ((10, 0.1), (20, 0.05))
    ),
    "Detectron2": "".join(
        f"[01/01 10:00:00 d2]:  eta: 0:10:00  iter: {s}  total_loss: 2.0  loss_cls: 7.0  lr: {r}  max_mem: 9M\n"
        for s, r in ((9, 0.1), (19, 0.05))
    ),
    "OLMo": (
        "[step=1,000/7,000,epoch=0]\n    train/CrossEntropyLoss=2.0\n    optim/learning_rate_group0=0.1\n"
        "[step=1,010/7,000]\n    train/CrossEntropyLoss=2.0\n    optim/learning_rate_group0=0.05\n"
    ),
    "printed lines": "Epoch   1/30 | train loss 2.0 | val loss 9 | lr 1.0e-01 | 41.2s\n"
    "Epoch   2/30 | train loss 2.0 | val loss 9 | lr 5.0e-02 | 41.2s\n",
    "table": "# mine\nstep\tloss\tlr\n0\t2.0\t0.1\n10\t2.0\t0.05\n",
    "CSV": "\ufeffSchritt;Lernrate;Verlust\n0;0,1;2,0\n10;0,05;2,0\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_gives_its_rows(shape):
    log = read(SHAPES[shape].encode())
    assert log.format == shape
    np.testing.assert_array_equal(log.learning_rate, RATES)
    np.testing.assert_array_equal(log.step, [0.0, 1.0] if log.per_epoch else [0.0, 10.0])
    if log.loss is not None:
        np.testing.assert_array_equal(log.loss, [2.0, 2.0])
    if log.gradient_norm is not None:
        np.testing.assert_array_equal(log.gradient_norm, [1.5, 1.5])


def test_a_path_and_open_files_give_the_same(tmp_path):
    path = tmp_path / "anything.dat"
    path.write_text(SHAPES["CSV"], "utf-16")
    with path.open("rb") as file:
        logs = [limcore.read_training_log(path), limcore.read_training_log(str(path)), limcore.read_training_log(file)]
    assert [log.learning_rate.tolist() for log in logs] == [RATES] * 3
    assert logs[0].source == "anything.dat"


SENTENCES = {
    "JSON in JSON": ('{"a":' * 900 + '{"x": 1}' + "}" * 900, "JSON without a list of records"),
    "no rate": ("epoch,loss\n0,2.0\n1,1.0\n", "2 epochs with loss, but no learning rate: give it as"),
    "nanoGPT": ("iter 0: loss 2.0\niter 10: loss 1.0\n", "no learning rate: give it as"),
    "several runs": ('"Step","a - lr","b - lr"\n0,1,2\n', "choose one with run=… (a, b)"),
    "a row a run": ("Name,State,lr,loss\na,finished,0.1,2\n", "a row for each run"),
    "CodeCarbon": ("run_id,duration,energy_consumed\n1,2,3\n", "read_measured_energy"),
    "TensorBoard CSV": ("Wall time,Step,Value\n1.5,0,0.1\n", 'columns={"learning_rate": "Value"}'),
    "TensorBoard events": (b"\x18\0\0\0\0\0\0\0abcd\t\0brain.Event:2", "TensorBoard event file"),
    "no names": ("0,0.1\n1,0.2\n", "no names above them"),
    "prose": ("Dear all,\nwe trained it.\n", "no training log that is known"),
    "empty": ("", "is empty"),
    "packed": (b"\x1f\x8b\x08" + b"0" * 99, "gzip"),
    "zeros": (b"\0" * 10**6, "binary"),
    "many columns": (",".join(f"c{n}" for n in range(10**6)), "columns"),
    "one giant line": ("x" * 10**7, "no training log"),
    "nested": ("[" * 10**6, "nested too deeply"),
    "nested history": ('{"log_history": [' + "[" * 10**6, "nested too deeply"),
    "cut off": (state(entry(10, 0.1), entry(20, 0.2))[:200], "cut off"),
    "nothing learned": ("step,lr\n0,0\n1,0\n", "above 0"),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_what_cannot_be_read_gets_a_sentence_quickly(case):
    text, words = SENTENCES[case]
    begun = time.perf_counter()
    with pytest.raises(limcore.LogError) as caught:
        read(text)
    assert time.perf_counter() - begun < 5
    assert words in str(caught.value)
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)


def test_what_was_said_to_be_missing_can_be_given():
    losses = "epoch,loss\n0,2.0\n1,1.0\n"
    np.testing.assert_array_equal(read(losses, columns={"learning_rate": 0.1}).learning_rate, [0.1, 0.1])
    inverse = limcore.make_schedule("inverse_time", initial=1.0, tau=1.0)
    np.testing.assert_array_equal(read(losses, columns={"learning_rate": inverse}).learning_rate, [1.0, 0.5])
    named = read("Wall time,Step,Value\n1.5,0,0.1\n2.5,10,0.05\n", columns={"learning_rate": "Value"})
    np.testing.assert_array_equal(named.learning_rate, RATES)
    np.testing.assert_array_equal(read("0,0.1\n1,0.05\n", columns={"step": 0, "learning_rate": 1}).learning_rate, RATES)
    chosen = read('"Step","a - lr","b - lr"\n0,1,0.1\n10,,0.05\n', run="b")
    np.testing.assert_array_equal(chosen.learning_rate, RATES)


def test_after_a_resume_the_later_run_counts():
    log = read(state(entry(0, 0.5), entry(10, 0.4), entry(20, 9.0), entry(10, 0.3), entry(20, 0.2)))
    np.testing.assert_array_equal(log.learning_rate, [0.5, 0.3, 0.2])
    assert "The run was resumed once: the later rows count, and 10 steps were done again." in log.warnings


def test_rows_out_of_order_are_sorted():
    log = read("step,lr\n20,0.1\n10,0.2\n0,0.3\n")
    np.testing.assert_array_equal(log.learning_rate, [0.3, 0.2, 0.1])
    assert any("sorted" in words for words in log.warnings)


def test_what_was_left_out_is_said():
    log = read("step,lr,loss\n0,0.1,inf\n1,abc,1\n2,0.05,nan\n")
    assert "2 values, NaN or infinite, were left out." in log.warnings
    assert any("line 3, column learning rate: 'abc'" in words for words in log.warnings)
    rounded = read("s:0 trl:2 lr:0.000000 norm:1\ns:1 trl:2 lr:0.000001 norm:1\n")
    assert any("below the last digit, not zero" in words for words in rounded.warnings)
    steps = [*range(10), 50, 51]
    gap = read("step,lr\n" + "".join(f"{step},0.1\n" for step in steps))
    assert "Nothing is known between steps 9 and 50: a gap." in gap.warnings


def test_the_newer_convention_of_hugging_face_is_told():
    assert any("newer" in words for words in read(state(entry(1, 0.1), best_global_step=None)).warnings)


def test_steps_that_begin_anew_with_each_epoch_are_counted_on():
    rows = [{"mode": "train", "epoch": e, "iter": i, "lr": 0.1 / e} for e in (1, 2) for i in (50, 100)]
    log = read("".join(json.dumps(row) + "\n" for row in rows))
    np.testing.assert_array_equal(log.step, [0, 50, 100, 150])
    assert any("anew with each epoch" in words for words in log.warnings)


def test_epochs_become_steps():
    log = read(SHAPES["Keras CSVLogger"]).with_steps_per_epoch(100)
    np.testing.assert_array_equal(log.step, [0, 100])
    with pytest.raises(limcore.DomainError, match="counts steps"):
        log.with_steps_per_epoch(100)


def test_rows_stand_for_the_steps_around_them_and_clipping_lowers_rates():
    log = read("step,lr,grad_norm\n0,0.1,4\n10,0.1,1\n30,0.1,\n")
    np.testing.assert_array_equal(log.row_spans, [5, 15, 10])
    np.testing.assert_allclose(log.clipped(2.0), [0.05, 0.1, 0.1], rtol=1e-15)


def test_the_schedule_is_straight_in_the_logarithm_and_through_zero():
    schedule = read("step,lr\n0,0\n10,0.1\n30,0.001\n").schedule()
    np.testing.assert_allclose(schedule([0, 5, 10, 20, 30, 1e9]), [0, 0.05, 0.1, 0.01, 0.001, 0.001], rtol=1e-12)
    assert schedule.peak_step == 10
    np.testing.assert_allclose(schedule.reach(np.log(0.01)), [0, 2, 20])
    table = limcore.learning_columns(schedule, 40, alpha=0.5)
    assert np.isfinite(table["n"]).all()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 1000), st.floats(1e-9, 10.0)), min_size=2, max_size=30))
def test_what_is_written_is_read_back(rows):
    step = np.cumsum([one for one, _ in rows])
    rates = [rate for _, rate in rows]
    pairs = list(zip(step.tolist(), rates, strict=True))
    written = [
        state(*[entry(s, r) for s, r in pairs]),
        "".join(json.dumps(entry(s, r)) + "\n" for s, r in pairs),
        "step,lr\n" + "".join(f"{s},{r!r}\n" for s, r in pairs),
        "".join(f"iter {s}: loss 2.0, lr {r!r}\n" for s, r in pairs),
    ]
    for text in written:
        log = read(text)
        np.testing.assert_array_equal(log.step, step - step[0])
        np.testing.assert_array_equal(log.learning_rate, rates)


@given(st.permutations(["-0.5", ".25", "5.", "1e-07", "1E-7", "+3", "nan", "2.50", "0.125", "7.", "-.5e+2"]))
def test_each_printed_line_is_read_for_itself_whatever_was_printed_before(losses):
    steps = range(5, 5 + 990_000 * len(losses), 990_000)
    log = read("".join(f"Step {s:,}: loss {x}, lr 0.1\n" for s, x in zip(steps, losses, strict=True)))
    np.testing.assert_array_equal(log.step, np.subtract(steps, steps[0]))
    np.testing.assert_array_equal(log.loss, np.array(losses, float))


def test_a_long_log_streams():
    class Endless(io.RawIOBase):
        """Makes a log while it is read, and tells how much was asked for at once."""

        most, row = 0, 0

        def read(self, size=-1):
            Endless.most = max(Endless.most, size if size >= 0 else 2**60)
            rows = range(self.row, min(self.row + 5000, 100_000))
            self.row = rows.stop
            return b"".join(b'{"step": %d, "lr": 0.1, "loss": 2.0}\n' % n for n in rows)

    log = limcore.read_training_log(Endless())
    assert log.step.size == 100_000
    assert Endless.most <= 2**20


def test_energy_of_codecarbon():
    runs = limcore.read_measured_energy(io.StringIO("run_id, duration, energy_consumed\n1, 60, 0.5\n"))
    assert runs == [limcore.MeasuredEnergy("1", 1.8e6, 60.0)]
    with pytest.raises(limcore.LogError, match=r"emissions\.csv"):
        limcore.read_measured_energy(io.StringIO("step,lr\n0,1\n"))


def latest(steps):
    """Give the rows that count, one by one: each as long as nothing later is of its step or of one before."""
    kept = []
    for place, step in enumerate(steps):
        if place and step <= steps[place - 1]:
            kept = [row for row in kept if steps[row] < step]
        kept.append(place)
    return kept


@settings(max_examples=60)
@given(lengths=st.lists(st.integers(8, 20), min_size=2, max_size=5), data=st.data())
def test_after_any_resumes_what_was_done_last_counts(lengths, data):
    steps, begin = [], 0
    for length in lengths:
        steps += range(begin, begin + length)
        begin = data.draw(st.integers(1, steps[-1]))
    lines = [f"{step},{place + 1}" for place, step in enumerate(steps)]
    log = read("\n".join(["step,lr", *lines]))
    expected = latest(steps)
    np.testing.assert_array_equal(log.step, [steps[row] for row in expected])
    np.testing.assert_array_equal(log.learning_rate, [row + 1 for row in expected])


def test_a_run_may_be_resumed_any_number_of_times():
    steps = (np.arange(10)[np.newaxis] + 5 * np.arange(10_000)[:, np.newaxis]).ravel()
    log = read("\n".join(["step,lr", *(f"{step},{place + 1}" for place, step in enumerate(steps))]))
    np.testing.assert_array_equal(log.step, np.arange(5 * 10_000 + 5))
    assert "resumed 9999 times" in log.warnings[-1]
    assert "39,996 steps were done again" in log.warnings[-1]
