"""Reading a training log: the formats, each in one place, and the way from a file to its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from typing import IO, Any, Final, NamedTuple

import numpy as np

from limcore._schedule import Schedule
from limcore.errors import MOST, Array, DomainError, check_choice, check_number
from limcore.logs._clean import Cleaned, cleaned
from limcore.logs._console import is_console, read_console
from limcore.logs._json import is_hugging_face, is_json, is_json_lines, read_hugging_face, read_json, read_json_lines
from limcore.logs._rows import ROLES, Asked, Rows
from limcore.logs._source import LogError, LogText, opened
from limcore.logs._tables import is_table, read_table
from limcore.logs._training_log import TrainingLog

__all__ = ["read_training_log"]


class _Format(NamedTuple):
    recognise: Callable[[LogText], bool]
    read: Callable[[LogText, Asked], Rows]


_FORMATS: Final = (  # the first that recognises a file reads it
    _Format(is_hugging_face, read_hugging_face),
    _Format(is_json_lines, read_json_lines),
    _Format(is_json, read_json),
    _Format(is_table, read_table),
    _Format(is_console, read_console),
)


def read_training_log(
    path_or_file: str | PathLike[str] | IO[Any],
    *,
    run: str | None = None,
    columns: Mapping[str, Any] | None = None,
) -> TrainingLog:
    """Read the learning rates, losses and gradient norms of a training run from its log.

    Parameters
    ----------
    path_or_file : path or file
        The log: a path, or a file that is open, of text or bytes. Its content tells its format: Hugging Face's
        trainer_state.json, CSV of Ultralytics, Keras, Lightning, Weights & Biases, TensorBoard or one's own, JSON
        lines of OpenMMLab, Detectron2, LLaMA-Factory or fairseq, and what nanoGPT, llm.c, Megatron, Detectron2 and
        others print.
    run : str, optional
        Which of the runs that stand beside each other in an export of Weights & Biases.
    columns : dict, optional
        Where it is not by the usual names: for "step", "epoch", "learning_rate", "loss" or "gradient_norm" the name of
        a column, or its number, counted from 0. The learning rate may also be a number with a point (``3e-4``), or a
        schedule, for a log that has none.

    Returns
    -------
    TrainingLog
        The rows of the run, in order, each step once, and a sentence for each thing that was done or assumed.

    Raises
    ------
    LogError
        If it cannot be read: the message says what was found, what is missing, and what to do.
    DomainError
        If `run` or `columns` is not allowed.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import StringIO
    >>> log = read_training_log(StringIO("step,lr,loss\\n10,0.001,2.5\\n20,0.0005,nan\\n"))
    >>> log.step, log.learning_rate, log.loss
    (array([ 0., 10.]), array([0.001 , 0.0005]), array([2.5, nan]))
    >>> print(*log.warnings, sep="\\n")
    1 value, NaN or infinite, was left out.
    The first row is of step 10: it counts as 0 here.
    """
    asked = _asked(run, columns)
    with opened(path_or_file) as text:
        reader = next((one for one in _FORMATS if one.recognise(text)), None)
        if reader is None:
            first = next((line.strip() for line in text.head.split("\n") if line.strip()), "")
            raise LogError(
                f"{text.name} is no training log that is known: it begins with {first[:40]!r}; bring a CSV with the "
                "columns step, learning_rate, loss and grad_norm."
            )
        rows = reader.read(text, asked)
    return _log(rows, text.name, asked)


def _asked(run: str | None, columns: Mapping[str, Any] | None) -> Asked:
    if run is not None and not isinstance(run, str):
        raise DomainError("run", run, "the name of a run, or None")
    given = columns if columns is not None else {}
    if not isinstance(given, Mapping):
        raise DomainError("columns", columns, "a dict from what is meant to the name of a column")
    for kind, where in given.items():
        check_choice("columns", kind, ROLES)
        if kind == "learning_rate" and isinstance(where, (float, Schedule)):
            if isinstance(where, float):
                check_number("learning_rate", where, above=0.0, at_most=MOST)
        elif not isinstance(where, (str, int)) or isinstance(where, bool):
            raise DomainError(f"columns[{kind!r}]", where, "the name of a column, or its number")
    return Asked(run, given)


def _log(rows: Rows, name: str, asked: Asked) -> TrainingLog:
    given = asked.columns.get("learning_rate")
    given = None if isinstance(given, (str, int)) else given
    run = cleaned(rows, name, rated=given is None)
    rates = _given(given, run) if given is not None else run.table[:, 1]
    known = np.isfinite(rates)
    if not known.any():
        raise LogError(_without_rate(rows.format, name, run))
    loss, norm = _beside(run, known)
    step = run.table[known, 0]
    if step[0] != 0:
        run.notes.append(f"The first rate is known at step {step[0]:,.10g}: it counts as 0 here.")
        step = step - step[0]
    learning_rate = rates[known]
    if not (learning_rate > 0).any():
        raise LogError(f"{name} has no learning rate above 0: nothing is learned in it.")
    if run.per_epoch:
        run.notes.append("Its rows count epochs: say how many steps an epoch has (with_steps_per_epoch).")
    if learning_rate.size > 2 and np.ptp(learning_rate) == 0:
        run.notes.append(f"The learning rate is constant, {learning_rate[0]:g}.")
    return TrainingLog(rows.format, step, learning_rate, loss, norm, run.per_epoch, tuple(run.notes), name)


def _given(given: Any, run: Cleaned) -> Array:
    run.notes.append("The learning rate is not from this file: it is the one given.")
    return np.asarray(given(run.table[:, 0]) if isinstance(given, Schedule) else np.full(len(run.table), given))


def _beside(run: Cleaned, known: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[Array | None, Array | None]:
    """Take loss and norm at the rows that have a rate; from their neighbours, if they stand in rows of their own."""
    found: list[Array | None] = []
    step = run.table[:, 0]
    for column, what in ((2, "loss"), (3, "gradient norm")):
        values = run.table[:, column]
        there = np.isfinite(values)
        if not there.any():
            found.append(None)
        elif there[known].any() or np.count_nonzero(there) < 2:
            found.append(values[known])
        else:
            run.notes.append(f"The {what} stands at other steps than the rate: it is interpolated.")
            found.append(np.interp(step[known], step[there], values[there], left=np.nan, right=np.nan))
    return found[0], found[1]


def _without_rate(kind: str, name: str, run: Cleaned) -> str:
    others = [what for column, what in ((2, "loss"), (3, "gradient norm")) if np.isfinite(run.table[:, column]).any()]
    rows = f"{len(run.table):,} {'epochs' if run.per_epoch else 'steps'}"
    has = " and ".join(others) or "no value"
    return (
        f"{name} ({kind}) has {rows} with {has}, but no learning rate: give it as "
        'columns={"learning_rate": …}, with the name of its column, a number, or a schedule.'
    )
