import os

from honest import *
import raw

TIOCSTI, TIOCSCTTY, TIOCNOTTY, TIOCSPGRP, TIOCSWINSZ, TIOCLINUX = 0x5412, 0x540E, 0x5422, 0x5410, 0x5414, 0x541C

raw.deny((os.setsid,), (os.setpgid, 0, 0), (os.setpgrp,), (os.setpgid, os.getppid(), os.getpid()))
raw.refuse(("setsid",), ("setpgid", 0, 0), ("vhangup",))
for descriptor in (0, 1, 2):
    for request in (TIOCSTI, TIOCSCTTY, TIOCNOTTY, TIOCSPGRP, TIOCSWINSZ, TIOCLINUX):
        raw.refuse(("ioctl", descriptor, request, b"exit\n"))
