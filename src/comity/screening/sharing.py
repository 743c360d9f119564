"""Shares work out among processes of this machine and takes the results back in order."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.pool import AsyncResult
from typing import TypeVar

WAITING = 3  # pieces of work for each worker

Work = TypeVar("Work")
Result = TypeVar("Result")


def in_turn(do: Callable[[Work], Result], pieces: Iterator[Work], workers: int) -> Iterator[tuple[Work, Result]]:
    """Each piece of work with what came of it, in turn; each worker has the next ones waiting."""
    if workers <= 1:
        for piece in pieces:
            yield piece, do(piece)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        waiting: deque[tuple[Work, AsyncResult[Result]]] = deque()
        for piece in pieces:
            waiting.append((piece, pool.apply_async(do, (piece,))))
            if len(waiting) >= workers * WAITING:
                first, result = waiting.popleft()
                yield first, result.get()
        for first, result in waiting:
            yield first, result.get()
