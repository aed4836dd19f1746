import os
import resource

from honest import *
import honest
import raw

LOCK_ALL = 7


async def gather(keys):
    raw.deny((os.sched_setaffinity, 0, {0}), (os.nice, 1), (os.setpriority, os.PRIO_PROCESS, os.getppid(), 1))
    raw.refuse(
        ("sched_setaffinity", os.getppid(), 8, b"\1" + bytes(7)),
        ("sched_setscheduler", 0, 1, bytes([1, 0, 0, 0])),
        ("sched_setscheduler", os.getppid(), 5, bytes(4)),
        ("sched_setparam", 0, bytes(4)),
        ("sched_setattr", 0, bytes(56), 0),
        ("setpriority", 0, 0, 19),
        ("ioprio_set", 1, 0, 0),
        ("mlock", None, 0),
        ("mlock2", None, 0, 0),
        ("mlockall", LOCK_ALL),
        ("mbind", None, 0, 0, None, 0, 0),
        ("set_mempolicy", 0, None, 0),
        ("migrate_pages", 0, 8, bytes(8), bytes(8)),
        ("move_pages", 0, 0, None, None, None, 0),
        ("membarrier", 1, 0, 0),
        ("remap_file_pages", None, 0, 0, 0, 0),
    )
    return await honest.gather(keys)
