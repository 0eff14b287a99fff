"""Computing the parts of a sweep: here, or on a Dask cluster."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import limcore
from dashboard.sweep.parts import Part, PartFolder, compute_part

__all__ = ["ClusterError", "run_here", "run_on_cluster"]

_TIMEOUT: Final = 5.0  # s, for the first word with a scheduler
_AHEAD: Final = 3  # parts under way for each thread of the cluster
_RETRIES: Final = 3  # of a part that fails on a worker
_REMEDY: Final = "install the same performance-walls on all of them"
_LOG: Final = logging.getLogger(__name__)


class ClusterError(RuntimeError):
    """The cluster cannot compute this; the message names the remedy."""


def run_here(folder: PartFolder) -> Iterator[int]:
    """Compute what is missing, and say after each part how many combinations have been added."""
    for start, stop in folder.missing():
        folder.add(start, compute_part(folder.sweep, folder.form, folder.kinds, start, stop))
        yield stop - start


def run_on_cluster(folder: PartFolder, scheduler: str) -> Iterator[int]:
    """Compute what is missing on a cluster, so many parts at a time that memory does not grow with the sweep.

    What a lost worker had in hand is computed by another.
    """
    client = _connected(scheduler)
    from distributed import as_completed

    with client:
        if not client.nthreads():
            _LOG.warning("No worker has joined %s yet: waiting for one ('dask worker %s').", scheduler, scheduler)
        missing, waiting = folder.missing(), as_completed(loop=client.loop)
        sent: dict[str, tuple[int, int]] = {}

        def send() -> None:
            """Keep the cluster busy, which may grow on the way."""
            room = _AHEAD * max(1, sum(client.nthreads().values())) - len(sent)
            for _, (start, stop) in zip(range(room), missing, strict=False):
                arguments = (limcore.__version__, folder.sweep, folder.form, folder.kinds, start, stop)
                future = client.submit(_computed, *arguments, pure=False, retries=_RETRIES)
                sent[future.key] = (start, stop)
                waiting.add(future)

        send()
        for future in waiting:
            start, stop = sent.pop(future.key)
            folder.add(start, _result(future))
            send()
            yield stop - start


def _computed(version: str, *of: Any) -> Part:
    """Compute a part on a worker, which must have the version that the sweep was begun with."""
    if limcore.__version__ != version:
        raise ClusterError(f"A worker has limcore {limcore.__version__}, and this is {version}: {_REMEDY}.")
    return compute_part(*of)


def _connected(scheduler: str) -> Any:
    try:
        from distributed import Client
        from distributed.comm.core import connect
    except ImportError:
        remedy = "pip install 'performance-walls[dask]'"
        raise ClusterError(f"--scheduler needs Dask, which is not installed: {remedy}.") from None

    async def knock() -> None:
        """Wait for an answer; a client of its own waits for minutes where something else listens."""
        comm = await asyncio.wait_for(connect(scheduler, timeout=_TIMEOUT), 2 * _TIMEOUT)
        await comm.close()

    try:
        # In a thread of its own: where this runs, in a notebook say, there may be a loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, knock()).result()
        return Client(scheduler, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise ClusterError(
            f"There is no Dask scheduler at {scheduler!r}: start one with 'dask scheduler', and name its address, "
            f"such as tcp://127.0.0.1:8786 ({_first_line(error)})."
        ) from error


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _result(future: Any) -> Part:
    try:
        part: Part = future.result()
    except ClusterError:
        raise
    except ImportError as error:
        raise ClusterError(f"A worker has no performance-walls ({_first_line(error)}): {_REMEDY}.") from error
    except Exception as error:
        told = f"{type(error).__name__}: {_first_line(error)}"
        raise ClusterError(f"The cluster gave up ({told}). What is done is kept: the same command goes on.") from error
    return part
