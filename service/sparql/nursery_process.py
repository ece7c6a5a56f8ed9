"""The program that reader processes come from: it has loaded what they need, and splits off one when asked.

A process that starts anew takes a tenth of a second of work; one that is split off takes a few milliseconds.
It tells of each that ends, how it did.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
from typing import TYPE_CHECKING, Final

from service.sparql.frames import ENDED
from service.sparql.isolation import bind_to_parent
from service.sparql.reader_process import run

if TYPE_CHECKING:
    from types import FrameType

ANY: Final = -1


def main() -> None:
    """Split off a reader for each socket that is handed over, until there are no more."""
    bind_to_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the service ends us
    control = socket.socket(fileno=int(sys.argv[1]))
    memory = int(sys.argv[2])
    bell = _bell()
    gc.freeze()  # a reader that collects garbage leaves the pages shared that were filled before
    while True:
        ready, _, _ = select.select([control.fileno(), bell], [], [])
        if bell in ready:
            os.read(bell, 4_096)
            _bury(control)
        if control.fileno() in ready and not _split_off(control, memory):
            return


def _bell() -> int:
    """Return what can be read from when a process has ended."""
    bell, rope = os.pipe()
    os.set_blocking(rope, False)
    signal.set_wakeup_fd(rope, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, _ring)
    return bell


def _ring(_: int, __: FrameType | None) -> None:
    """Do nothing: the bell rings by itself, but only for signals that are handled."""


def _bury(control: socket.socket) -> None:
    """Tell of each process that has ended."""
    while True:
        try:
            pid, status = os.waitpid(ANY, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        control.sendall(ENDED.pack(pid, status))


def _split_off(control: socket.socket, memory: int) -> bool:
    """Split off a reader for a socket that comes; return whether there may be more."""
    message, (fd, *_), _, _ = _received(control)
    if not message:
        return False
    if os.fork() == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        _read(socket.socket(fileno=fd), memory)
    os.close(fd)
    return True


def _received(control: socket.socket) -> tuple[bytes, list[int], int, object]:
    message, fds, flags, address = socket.recv_fds(control, 1, 1)
    return message, fds or [-1], flags, address


def _read(reader: socket.socket, memory: int) -> None:
    try:
        run(reader, memory)
    except OSError:  # the service hung up in the middle of an answer
        os._exit(1)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
