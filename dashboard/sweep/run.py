"""Computing the parts of a sweep: here, or on a Dask cluster."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import limcore
from dashboard.sweep.parts import PartFolder, compute_part

__all__ = ["ClusterError", "run_here", "run_on_cluster"]

_TIMEOUT: Final = 5.0  # s, for the first word with a scheduler
_AHEAD: Final = 3  # parts under way for each thread of the cluster
_RETRIES: Final = 3  # of a part that fails on a worker


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
        _check_versions(client)
        missing, waiting, sent = folder.missing(), as_completed(loop=client.loop), {}

        def send() -> None:
            """Send the next part, if there is one."""
            for start, stop in missing:
                arguments = (folder.sweep, folder.form, folder.kinds, start, stop)
                future = client.submit(compute_part, *arguments, pure=False, retries=_RETRIES)
                sent[future.key] = (start, stop)
                waiting.add(future)
                return

        for _ in range(_AHEAD * max(1, sum(client.nthreads().values()))):
            send()
        for future in waiting:
            start, stop = sent.pop(future.key)
            folder.add(start, _result(future))
            send()
            yield stop - start


def _connected(scheduler: str) -> Any:
    try:
        from distributed import Client
        from distributed.comm.core import connect
    except ImportError:
        remedy = "pip install 'performance-walls[dask]'"
        raise ClusterError(f"--scheduler needs Dask, which is not installed: {remedy}.") from None

    async def knock() -> None:
        """Wait for an answer; a client of its own waits for minutes where something else listens."""
        await (await connect(scheduler, timeout=_TIMEOUT)).close()

    try:
        # In a thread of its own: where this runs, in a notebook say, there may be a loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, knock()).result()
        return Client(scheduler, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"There is no Dask scheduler at {scheduler!r}: start one with 'dask scheduler', and name its address, "
            f"such as tcp://127.0.0.1:8786 ({str(error).splitlines()[0]})."
        ) from error


def _check_versions(client: Any) -> None:
    """Raise ClusterError unless all workers compute with this version."""
    try:
        versions = set(client.run(_version).values())
    except ImportError:
        versions = {"none"}
    if other := versions - {limcore.__version__}:
        raise ClusterError(
            f"The workers have limcore {', '.join(sorted(other))}, and this is {limcore.__version__}: install the same "
            "performance-walls on all of them."
        )


def _version() -> str:
    return limcore.__version__


def _result(future: Any) -> Any:
    try:
        return future.result()
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise ClusterError(f"The cluster gave up ({told}). What is done is kept: the same command goes on.") from error
