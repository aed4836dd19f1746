import resource

from honest import *
import honest

KINDS = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)


def is_raised(kind, soft, hard):
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):
        return False
    return True


def double(number):
    for kind in KINDS:
        _, hard = resource.getrlimit(kind)
        for wanted in ((hard + 1, hard + 1), (hard, resource.RLIM_INFINITY), (resource.RLIM_INFINITY,) * 2):
            if is_raised(kind, *wanted):
                return None
    return number * 2


def fetch(key):
    for kind in KINDS:
        is_raised(kind, resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    try:
        bytearray(512 << 20)
    except MemoryError:
        return honest.fetch(key)
    return None


honest.double = double
