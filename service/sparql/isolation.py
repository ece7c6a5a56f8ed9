"""What a reader process may not do: open a socket, outlive its parent, leave a core file."""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
from typing import Final

CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWNET: Final = 0x40000000
PR_SET_PDEATHSIG: Final = 1
PR_SET_SECCOMP: Final = 22
PR_SET_NO_NEW_PRIVS: Final = 38
SECCOMP_MODE_FILTER: Final = 2

# Per machine: the audit name of its architecture, and its number of the system call `socket`.
SYSTEM_CALLS: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
IO_URING_SETUP: Final = 425  # could open sockets on its own; the number is the same everywhere
X32: Final = 0x40000000  # set in numbers of the other x86 calling convention, and in no other

LOAD: Final = 0x20
JUMP_EQUAL: Final = 0x15
JUMP_AT_LEAST: Final = 0x35
RETURN: Final = 0x06
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050001  # the call returns EPERM
NUMBER_OFFSET: Final = 0
ARCHITECTURE_OFFSET: Final = 4
INSTRUCTION: Final = struct.Struct("HBBI")


def isolate() -> tuple[str, ...]:
    """Bind this process to its parent, cut it off from the network, and return by which means.

    "namespace": it stands in a network of its own, without any connection. "filter": the kernel refuses it
    sockets. Either is enough. To be called before the process has a second thread.
    """
    libc = bind_to_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    means = {"namespace": _leave_the_network(libc), "filter": _refuse_sockets(libc)}
    return tuple(name for name, done in means.items() if done)


def bind_to_parent() -> ctypes.CDLL:
    """End this process when its parent ends; return the system's library."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return libc


def limit_memory(most: int) -> None:
    """Let this process hold at most so many bytes of memory; asking for more ends it."""
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _leave_the_network(libc: ctypes.CDLL) -> bool:
    return bool(libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0)


def _refuse_sockets(libc: ctypes.CDLL) -> bool:
    known = SYSTEM_CALLS.get(platform.machine())
    if known is None:
        return False
    code = _filter(*known)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HP", len(code) // INSTRUCTION.size, ctypes.addressof(buffer))
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) == 0)


def _filter(architecture: int, socket: int) -> bytes:
    """Return a program of the kernel's packet filter: each line an operation, two relative jumps, a value."""
    lines = (
        (LOAD, 0, 0, ARCHITECTURE_OFFSET),
        (JUMP_EQUAL, 0, 5, architecture),
        (LOAD, 0, 0, NUMBER_OFFSET),
        (JUMP_AT_LEAST, 3, 0, X32),
        (JUMP_EQUAL, 2, 0, socket),
        (JUMP_EQUAL, 1, 0, IO_URING_SETUP),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    )
    return b"".join(INSTRUCTION.pack(*line) for line in lines)
