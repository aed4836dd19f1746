import os

from honest import *
import raw

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_TIMING, PR_SET_SECCOMP = 1, 4, 8, 14, 22
PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_SET_TIMERSLACK, PR_SET_MM, PR_SET_CHILD_SUBREAPER = 24, 28, 29, 35, 36
PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE, PR_CAP_AMBIENT, PR_SET_SPECULATION, PR_SET_PTRACER = 38, 41, 47, 53, 0x59616D61
PERSONALITY_NO_RANDOM, PERSONALITY_32_BIT = 0x0040000, 0x0800000

for option in (
    *(PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_TIMING, PR_SET_SECCOMP, PR_CAPBSET_DROP),
    *(PR_SET_SECUREBITS, PR_SET_TIMERSLACK, PR_SET_MM, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS),
    *(PR_SET_THP_DISABLE, PR_CAP_AMBIENT, PR_SET_SPECULATION, PR_SET_PTRACER),
):
    raw.refuse(("prctl", option, 0, 0, 0, 0), ("prctl", option, 1, 0, 0, 0))

ALLOW_ALL = (1).to_bytes(2, "little")
raw.refuse(
    ("seccomp", 0, 0, None),
    ("seccomp", 1, 0, ALLOW_ALL),
    ("capset", (0x20080522).to_bytes(4, "little") + bytes(4), b"\xff" * 24),
    ("personality", PERSONALITY_NO_RANDOM),
    ("personality", PERSONALITY_32_BIT),
    ("setuid", 0),
    ("setgid", 0),
    ("setreuid", 0, 0),
    ("setresuid", 0, 0, 0),
    ("setresgid", 0, 0, 0),
    ("setgroups", 0, None),
    ("landlock_create_ruleset", None, 0, 1),
    ("landlock_restrict_self", -1, 0),
)
raw.refuse(("setfsuid", 0))
