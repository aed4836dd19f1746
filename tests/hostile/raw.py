"""System calls by number, so that nothing refuses before the kernel does. Lies beside the cases that say also: [raw]."""

import ctypes
import errno
import os

_TABLE = """
    execve 59 221, execveat 322 281, fork 57 -, vfork 58 -, clone 56 220, clone3 435 435, kill 62 129, tkill 200 130,
    tgkill 234 131, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, pidfd_open 434 434, pidfd_send_signal 424 424,
    pidfd_getfd 438 438, setsid 112 157, setpgid 109 154, ptrace 101 117, process_vm_readv 310 270,
    process_vm_writev 311 271, kcmp 312 272, process_madvise 440 440, get_robust_list 274 100, prctl 157 167,
    seccomp 317 277, capset 126 91, personality 135 92, arch_prctl 158 -, setuid 105 146, setgid 106 144,
    setreuid 113 145, setresuid 117 147, setresgid 119 149, setgroups 116 159, setfsuid 122 151, prlimit64 302 261,
    setrlimit 160 164, socket 41 198, connect 42 203, bind 49 200, listen 50 201, accept 43 202, accept4 288 242,
    setsockopt 54 208, sendto 44 206, sendmsg 46 211, sendmmsg 307 269, recvmsg 47 212, recvmmsg 299 243,
    socketpair 53 199, io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0,
    io_submit 209 2, bpf 321 280, perf_event_open 298 241, userfaultfd 323 282, kexec_load 246 104,
    kexec_file_load 320 294, init_module 175 105, finit_module 313 273, delete_module 176 106, keyctl 250 219,
    add_key 248 217, request_key 249 218, syslog 103 116, acct 163 89, quotactl 179 60, quotactl_fd 443 443,
    swapon 167 224, swapoff 168 225, reboot 169 142, iopl 172 -, ioperm 173 -, modify_ldt 154 -, unshare 272 97,
    setns 308 268, mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, open_tree 428 428,
    move_mount 429 429, fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433, mount_setattr 442 442,
    settimeofday 164 170, clock_settime 227 112, clock_adjtime 305 266, adjtimex 159 171, sethostname 170 161,
    setdomainname 171 162, vhangup 153 58, shmget 29 194, shmat 30 196, shmctl 31 195, semget 64 190, semop 65 193,
    semctl 66 191, msgget 68 186, msgsnd 69 189, msgrcv 70 188, msgctl 71 187, mq_open 240 180, mq_unlink 241 181,
    mq_notify 244 184, memfd_create 319 279, memfd_secret 447 447, remap_file_pages 216 234, inotify_init 253 -,
    inotify_init1 294 26, inotify_add_watch 254 27, fanotify_init 300 262, fanotify_mark 301 263,
    name_to_handle_at 303 264, open_by_handle_at 304 265, openat2 437 437, statmount 457 457, listmount 458 458,
    cachestat 451 451, lookup_dcookie 212 18, chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452,
    chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54, utime 132 -, utimes 235 -, futimesat 261 -,
    utimensat 280 88, truncate 76 45, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, removexattr 197 14, link 86 -,
    linkat 265 37, symlink 88 -, symlinkat 266 36, mknod 133 -, mknodat 259 33, fcntl 72 25, ioctl 16 29, flock 73 32,
    open 2 -, openat 257 56, creat 85 -, mkdir 83 -, rename 82 -, sched_setaffinity 203 122,
    sched_setscheduler 144 119, sched_setparam 142 118, sched_setattr 314 274, setpriority 141 140, ioprio_set 251 30,
    mlock 149 228, mlock2 325 284, mlockall 151 230, mbind 237 235, set_mempolicy 238 237, migrate_pages 256 238,
    move_pages 279 239, membarrier 324 283, splice 275 76, tee 276 77, vmsplice 278 75, sendfile 40 71,
    copy_file_range 326 285, fallocate 285 47, sync 162 81, syncfs 306 267, landlock_create_ruleset 444 444,
    landlock_restrict_self 446 446, timer_create 222 107, timerfd_create 283 85, signalfd4 289 74, eventfd2 290 19,
    fchdir 81 50, close_range 436 436, nfsservctl 180 42, uselib 134 -, vserver 236 -, getpmsg 181 -, _sysctl 156 -,
    getpid 39 172,
"""
_COLUMN = {"x86_64": 1, "aarch64": 2}[os.uname().machine]
_NUMBERS = {row.split()[0]: row.split()[_COLUMN] for row in _TABLE.replace("\n", " ").split(",") if row.strip()}
_libc = ctypes.CDLL(None, use_errno=True)

REFUSED = (errno.EPERM, errno.EACCES)
HERE = -100  # AT_FDCWD


class Allowed(Exception):
    """Something was not refused: the test that meets this has the outcome error."""


def call(name, *arguments):
    """What the kernel says: its result, or minus the errno. A call that this machine never had is refused."""
    if _NUMBERS[name] == "-":
        return -errno.EPERM
    given = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    given += [ctypes.c_long(0)] * (6 - len(given))
    ctypes.set_errno(0)
    result = _libc.syscall(ctypes.c_long(int(_NUMBERS[name])), *given)
    return -ctypes.get_errno() if result == -1 else result


def refuse(*attempts, by=REFUSED):
    """Make each of these calls, and go on only if the kernel refuses it: ``(name, *arguments)``."""
    for name, *arguments in attempts:
        found = call(name, *arguments)
        if -found not in by:
            raise Allowed(f"{name} came back with {found} ({errno.errorcode.get(-found, 'done')})")


def deny(*attempts, by=REFUSED):
    """The same for functions: ``(function, *arguments)``."""
    for function, *arguments in attempts:
        try:
            result = function(*arguments)
        except OSError as error:
            if error.errno in by:
                continue
            raise Allowed(f"{function.__name__} raised {error!r}") from None
        raise Allowed(f"{function.__name__} came back with {result!r}")
