"""Runs work in a process of its own, under a cap on its time and on its memory.

For what may hang or grow, and for what a process has used at most, which only a fresh one tells.
"""

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

CAP_S: Final = 120.0
CAP_BYTES: Final = 3 << 30

P = ParamSpec("P")
T = TypeVar("T")


class ChildError(Exception):
    """The child gave no result: its time was up, its memory was, or it was ended."""


def in_child(work: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """Return what `work`, a function that can be imported, returns in a fresh process.

    Raises:
        ChildError: It gave nothing within `CAP_S` seconds and `CAP_BYTES` of address space.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(theirs, CAP_BYTES, work, arguments, options))
    child.start()
    theirs.close()
    try:
        if not ours.poll(CAP_S):
            raise ChildError(f"nothing came within {CAP_S:g} s")
        result: T = ours.recv()
    except EOFError as error:
        child.join()
        raise ChildError(f"it ended with {child.exitcode} and no result") from error
    else:
        return result
    finally:
        child.kill()
        child.join()
        ours.close()


def peak_kib() -> int:
    """Return the most memory that this process has had resident, in KiB.

    Not `getrusage`'s figure, which a process takes over from the one that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1])


def _send(
    pipe: Connection,
    cap_bytes: int,
    work: Callable[..., object],
    arguments: tuple[object, ...],
    options: dict[str, object],
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (cap_bytes, cap_bytes))
    pipe.send(work(*arguments, **options))
