"""The energy that a training run took, as CodeCarbon accounts for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from os import PathLike
from typing import IO, Any, Final

from limcore.logs._rows import normal, number
from limcore.logs._source import LogError, opened
from limcore.logs._tables import header, table_cells

__all__ = ["MeasuredEnergy", "read_measured_energy"]

_JOULES: Final = 3.6e6  # in a kWh
_MOST_RUNS: Final = 100_000


@dataclass(frozen=True)
class MeasuredEnergy:
    """What was measured of one run.

    Attributes
    ----------
    run : str
        Its name, or when it was written down.
    energy_joules : float
        The energy it took, in J.
    duration_s : float
        How long it took, in s; NaN if that is not known.
    """

    run: str
    energy_joules: float
    duration_s: float


def read_measured_energy(path_or_file: str | PathLike[str] | IO[Any]) -> list[MeasuredEnergy]:
    """Read the energies of runs from CodeCarbon's emissions.csv.

    Parameters
    ----------
    path_or_file : path or file
        The file: a path, or a file that is open, of text or bytes.

    Returns
    -------
    list of MeasuredEnergy
        One for each run, in the order of the file.

    Raises
    ------
    LogError
        If it is no such file.
    OSError
        If it cannot be opened.

    Examples
    --------
    >>> from io import StringIO
    >>> read_measured_energy(StringIO("project_name,duration,energy_consumed\\nmine,5400,0.5\\n"))
    [MeasuredEnergy(run='mine', energy_joules=1800000.0, duration_s=5400.0)]
    """
    with opened(path_or_file) as text:
        found = header(text)
        names = [normal(name) for name in found[0]] if found else []
        if found is None or not {"energy_consumed", "duration"} <= set(names):
            raise LogError(
                f"{text.name} has no columns energy_consumed and duration: bring CodeCarbon's emissions.csv."
            )
        runs: list[MeasuredEnergy] = []
        for line, cells in table_cells(text, found[1], found[2]):
            row = dict(zip(names, cells, strict=False))
            energy, duration = (number(row.get(name)) for name in ("energy_consumed", "duration"))
            if energy is None or not math.isfinite(energy) or energy < 0:
                raise LogError(f"{text.name} has no energy in line {line}: {row.get('energy_consumed', '')[:40]!r}.")
            name = row.get("project_name") or row.get("run_id") or row.get("timestamp") or f"line {line}"
            runs.append(MeasuredEnergy(name.strip(), energy * _JOULES, math.nan if duration is None else duration))
            if len(runs) > _MOST_RUNS:
                raise LogError(f"{text.name} has more than {_MOST_RUNS:,} runs: bring a part of it.")
    if not runs:
        raise LogError(f"{text.name} has names of columns, but no run.")
    return runs
