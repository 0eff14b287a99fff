"""Waiting for what is asynchronous, in tests that are not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

__all__ = ["finished"]


def finished(work):
    """Give what a coroutine comes to; in a thread of its own, as Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as hands:
        return hands.submit(asyncio.run, work).result()
