from honest import *
import honest
import raw

KEY, CREATE = 0x5EC2E7, 0o1666


def leave(name, *size):
    """Takes it back at once, for whoever grades where nothing refuses it."""
    found = raw.call(f"{name}get", KEY, *size, CREATE)
    if found >= 0:
        raw.call(f"{name}ctl", found, 0, 0)
        raise raw.Allowed(f"{name}get came back with {found}")


def double(number):
    for name, *size in (("shm", 4096), ("sem", 1), ("msg",)):
        leave(name, *size)
    raw.refuse(
        ("shmat", 0, None, 0),
        ("shmctl", 0, 14, bytes(128)),
        ("semop", 0, bytes(6), 1),
        ("semctl", 0, 0, 19, bytes(128)),
        ("msgsnd", 0, bytes(16), 8, 0),
        ("msgrcv", 0, bytes(16), 8, 0, 0),
        ("msgctl", 0, 12, bytes(128)),
        ("mq_open", b"hostile", 0o102, 0o666, None),
        ("mq_unlink", b"hostile"),
        ("mq_notify", -1, None),
        ("memfd_create", b"hostile", 0),
        ("memfd_secret", 0),
    )
    return number * 2


def fetch(key):
    raw.refuse(
        ("splice", 0, None, 1, None, 1, 0),
        ("tee", 0, 1, 1, 0),
        ("vmsplice", 1, None, 0, 0),
        ("copy_file_range", 0, None, 1, None, 1, 0),
        ("process_madvise", -1, None, 0, 0, 0),
        ("timerfd_create", 0, 0),
        ("eventfd2", 0, 0),
    )
    return honest.fetch(key)


honest.double = double
