"""The program that reader processes come from: it has loaded what they need, and splits off one when asked.

A process that starts anew takes a tenth of a second of work; one that is split off takes a few milliseconds.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys

from service.sparql.isolation import bind_to_parent
from service.sparql.reader_process import run


def main() -> None:
    """Split off a reader for each socket that is handed over, until there are no more."""
    bind_to_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries readers, nobody waits for them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the service ends us
    control = socket.socket(fileno=int(sys.argv[1]))
    memory = int(sys.argv[2])
    gc.freeze()  # a reader that collects garbage leaves the pages shared that were filled before
    while True:
        message, (fd, *_), _, _ = _received(control)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            _read(socket.socket(fileno=fd), memory)
        os.close(fd)


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
