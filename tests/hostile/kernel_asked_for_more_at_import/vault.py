from honest import *
import raw

SESSION, READ, SEARCH, DESCRIBE = -3, 11, 10, 6

raw.refuse(
    ("bpf", 0, bytes(128), 128),
    ("bpf", 5, bytes(128), 128),
    ("perf_event_open", bytes(128), 0, -1, -1, 0),
    ("userfaultfd", 0),
    ("userfaultfd", 1),
    ("kexec_load", 0, 0, None, 0),
    ("kexec_file_load", -1, -1, 0, None, 0),
    ("init_module", None, 0, b""),
    ("finit_module", -1, b"", 0),
    ("delete_module", b"none", 0),
    ("keyctl", 0, SESSION, 0),
    ("keyctl", READ, SESSION, None, 0),
    ("keyctl", DESCRIBE, SESSION, None, 0),
    ("keyctl", SEARCH, SESSION, b"user", b"anything", 0),
    ("add_key", b"user", b"hostile", b"was here", 8, SESSION),
    ("request_key", b"user", b"anything", None, SESSION),
    ("syslog", 3, bytes(64), 64),
    ("syslog", 10, None, 0),
    ("acct", b"/tmp/hostile-was-here"),
    ("quotactl", 0x80000100, b"/dev/vda", 0, None),
    ("quotactl_fd", -1, 0, 0, None),
    ("swapon", b"/tmp/hostile-was-here", 0),
    ("swapoff", b"/tmp/hostile-was-here"),
    ("reboot", 0, 0, 0, None),
    ("iopl", 3),
    ("ioperm", 0x60, 1, 1),
    ("modify_ldt", 0, bytes(16), 16),
    ("arch_prctl", 0x1012, 0),
    ("lookup_dcookie", 0, bytes(64), 64),
    ("nfsservctl", 0, None, None),
)
