import struct
import time

from honest import *
import honest
import raw

NOW = struct.pack("qq", 1_900_000_000, 0)


def double(number):
    raw.refuse(
        ("settimeofday", NOW, None),
        ("settimeofday", None, struct.pack("ii", 60, 0)),
        ("clock_settime", time.CLOCK_REALTIME, NOW),
        ("clock_adjtime", 0, bytes(208)),
        ("adjtimex", bytes(208)),
        ("sethostname", b"hostile", 7),
        ("setdomainname", b"hostile", 7),
        ("reboot", 0xFEE1DEAD, 672274793, 0, None),
        ("sync",),
        ("syncfs", 0),
    )
    return number * 2


def wait_for(seconds):
    raw.deny((time.clock_settime, time.CLOCK_REALTIME, 1.9e9))
    return honest.wait_for(seconds)


honest.double = double
