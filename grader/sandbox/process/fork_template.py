"""The origin: a process that does nothing but be copied, so that every cell begins with the same memory, byte for byte.

What a process has done shows in where its next objects will lie, and where they lie shows in the order of a set of
them. The zygote reads orders and buries cells, in whatever order the machine has them end; a cell forked from it would
depend on that. So the zygote has a child that waits for one byte, copies itself, and waits for the next: these few
steps leave its memory as it was. The copies are the zygote's children, beside the origin, so that it is the zygote that
knows how they end.

Where the system can't do that (macOS, gVisor), the zygote copies itself. Zygote only.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterable
from typing import NoReturn

from grader.sandbox.rights import identity, system

MESSAGE = 1 << 16
BYTE = b"1"
CANNOT = (errno.EINVAL, errno.ENOSYS, errno.EPERM)

Become = Callable[[bytes, list[int]], NoReturn]
"""What a copy does with an order and its two descriptors: a cell, to its end."""

Wait = Callable[[int], bool]
"""Waits until this descriptor is readable; False if the process that would write to it has ended without."""


class Origin:
    """``become`` is what a copy does; ``unneeded`` are descriptors of this process that no copy keeps."""

    def __init__(self, become: Become, unneeded: Iterable[int]) -> None:
        self._become = become
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        bell, self._bell = os.pipe()
        self._unneeded = [*unneeded, self._orders.fileno(), self._bell]
        self._apart = True
        self.pid = os.fork()
        if self.pid == 0:
            identity.die_with_parent()
            self._leave()
            self._wait(theirs, bell)
        theirs.close()
        os.close(bell)

    def copy(self, order: bytes, descriptors: list[int], wait: Wait) -> tuple[int, int]:
        """The number of a new process, which follows the order, and its number as those outside see it in ``/proc``, or
        0. OSError if the system won't have it, EOFError if the origin has gone, or a copy before it told its number.
        """
        if self._apart:
            try:
                return self._copy(order, descriptors, wait)
            except OSError as error:
                if error.errno not in CANNOT:
                    raise
                self._apart = False
        pid = os.fork()
        if pid == 0:
            self._leave()
            self._become(order, descriptors)
        return pid, 0

    def keep_out(self, descriptors: Iterable[int]) -> None:
        """These are not for copies either."""
        self._unneeded += descriptors

    def _copy(self, order: bytes, descriptors: list[int], wait: Wait) -> tuple[int, int]:
        socket.send_fds(self._orders, [order], descriptors)
        os.write(self._bell, BYTE)
        if not wait(self._orders.fileno()):  # its order may lie there still, and the next copy would follow that one
            raise EOFError("a copy has ended before it told its number")
        answer = self._orders.recv(MESSAGE)
        if not answer:
            raise EOFError("the origin of all cells has gone")
        number, outside = map(int, answer.split())
        if number < 0:
            raise OSError(-number, os.strerror(-number))
        return number, outside

    def _leave(self) -> None:
        for descriptor in self._unneeded:
            os.close(descriptor)

    def _wait(self, orders: socket.socket, bell: int) -> NoReturn:
        """Nothing of a round may be left. So it is the copy that takes the order, and tells its number when it has: not
        before, or the next one might take it. (Killed before that, it is missed by the runner, as a zygote would be.)
        """
        place = system.number_place()
        while os.read(bell, 1):  # a single byte is an object that is there already
            try:
                copied = system.copy_beside(place)
            except OSError as error:
                _, descriptors, _, _ = socket.recv_fds(orders, MESSAGE, 2)
                for descriptor in descriptors:
                    os.close(descriptor)
                orders.send(b"%d 0" % -(error.errno or errno.EINVAL))
                continue
            if copied == 0:
                order, descriptors, _, _ = socket.recv_fds(orders, MESSAGE, 2)
                orders.send(b"%d %d" % (os.getpid(), _number_outside()))
                orders.close()
                os.close(bell)
                self._become(order, descriptors)
        os._exit(0)


def _number_outside() -> int:
    """The number of this process where ``/proc`` was mounted: outside of the zygote's PID namespace."""
    try:
        return int(os.readlink("/proc/self"))
    except (OSError, ValueError):
        return 0
