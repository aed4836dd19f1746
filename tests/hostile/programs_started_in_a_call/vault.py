import asyncio
import os
import pty
import subprocess
import sys

from honest import *
import honest
import raw

TRACE = "/tmp/hostile-was-here-program"
SHELL = ["/bin/sh", "-c", f"echo started > {TRACE}"]


def failed(function, *arguments):
    """These tell by their result, for the fork may be allowed and the program not."""
    try:
        return function(*arguments) != 0
    except OSError as error:
        return error.errno in raw.REFUSED


def double(number):
    raw.deny(
        (os.execv, "/bin/sh", SHELL),
        (os.execve, "/bin/sh", SHELL, {}),
        (os.posix_spawn, "/bin/sh", SHELL, {}),
        (os.posix_spawnp, "sh", SHELL, {}),
        (subprocess.run, SHELL),
        (subprocess.Popen, [sys.executable, "-c", f"open({TRACE!r}, 'w')"]),
        (os.popen, SHELL[2]),
    )
    return number * 2


def withdraw(balance, amount):
    if not failed(os.system, SHELL[2]) or not failed(os.spawnv, os.P_WAIT, "/bin/sh", SHELL):
        raise raw.Allowed("a shell was started")
    return honest.withdraw(balance, amount)


async def gather(keys):
    for start in (asyncio.create_subprocess_exec(*SHELL), asyncio.create_subprocess_shell(SHELL[2])):
        try:
            await start
        except OSError as error:
            if error.errno in raw.REFUSED:
                continue
        raise raw.Allowed("a process was started")
    return await honest.gather(keys)


honest.double = double
