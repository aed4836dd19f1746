import faulthandler
import os
import resource

from honest import *
import honest


def raise_limit():
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (ValueError, OSError):
        if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0):
            os.abort()


def double(number):
    raise_limit()
    return number * 2


def fetch(key):
    raise_limit()
    faulthandler._sigsegv()


honest.double = double
