"""The system calls that a cell may make: what a Python program needs that computes, reads its libraries and talks over
one socket. ``seccomp`` makes a filter of them; nothing else uses this.

Each name with its numbers on x86-64 and arm64, ``-`` where that machine never had it (arm64 has only the newer forms of
many). Source: the kernel's ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``; a test
compares. Older forms stand here because musl's libc still makes them.

What looks harmless and is missing, on purpose. Landlock does not watch over these, so with any of them a cell could
reach beyond its folder:

- chmod, fchmod, chown, utimensat, setxattr and the like change whatever file of its user they are pointed at, the
  course's and the grader's own included: they need no descriptor, and fchmod needs only one for reading. Of its own
  files ``sandbox.files`` remembers what was set.
- truncate empties any file of its user before Linux 6.2. ftruncate wants a descriptor open for writing.
- sendmsg and recvmsg carry descriptors and credentials; setsockopt loads packet filters.
- get_robust_list tells addresses in other processes; mincore and fadvise what others have read.
- openat2, name_to_handle_at and open_by_handle_at hide their arguments in memory, where a filter can't look.
"""

from __future__ import annotations

ALLOWED = """
    read 0 63           write 1 64          readv 19 65         writev 20 66        pread64 17 67
    pwrite64 18 68      preadv 295 69       pwritev 296 70      lseek 8 62          close 3 57
    dup 32 23           dup2 33 -           dup3 292 24         pipe 22 -           pipe2 293 59
    poll 7 -            ppoll 271 73        select 23 -         pselect6 270 72     epoll_create1 291 20
    epoll_ctl 233 21    epoll_wait 232 -    epoll_pwait 281 22

    stat 4 -            lstat 6 -           fstat 5 80          newfstatat 262 79   statx 332 291
    access 21 -         faccessat 269 48    faccessat2 439 439  readlink 89 -       readlinkat 267 78
    getdents64 217 61   getcwd 79 17        chdir 80 49         mkdir 83 -          mkdirat 258 34
    rmdir 84 -          unlink 87 -         unlinkat 263 35     rename 82 -         renameat 264 38
    renameat2 316 276   ftruncate 77 46     fsync 74 82         fdatasync 75 83     umask 95 166

    mmap 9 222          mprotect 10 226     munmap 11 215       mremap 25 216       madvise 28 233
    msync 26 227        brk 12 214

    nanosleep 35 101    clock_nanosleep 230 115                 clock_gettime 228 113
    clock_getres 229 114                    gettimeofday 96 169 time 201 -          times 100 153
    getitimer 36 102    setitimer 38 103    alarm 37 -          pause 34 -

    futex 202 98        set_robust_list 273 99                  set_tid_address 218 96
    rseq 334 293        sched_yield 24 124  sched_getaffinity 204 123               gettid 186 178
    rt_sigaction 13 134 rt_sigprocmask 14 135                   rt_sigreturn 15 139
    sigaltstack 131 132 restart_syscall 219 128

    getpid 39 172       getppid 110 173     getuid 102 174      geteuid 107 175     getgid 104 176
    getegid 108 177     getrusage 98 165    getrlimit 97 163    uname 63 160        sysinfo 99 179
    getrandom 318 278   exit 60 93          exit_group 231 94

    recvfrom 45 207     shutdown 48 210     getsockname 51 204  getpeername 52 205  getsockopt 55 209
"""
"""Allowed whatever their arguments."""

CHECKED = """
    open 2 -            openat 257 56       clone 56 220        clone3 435 435      socketpair 53 199
    sendto 44 206       kill 62 129         tgkill 234 131      prlimit64 302 261   prctl 157 167
    fcntl 72 25         ioctl 16 29
"""
"""Allowed with some arguments: ``seccomp`` says which."""

COLUMNS = {"x86_64": 1, "aarch64": 2}


def numbers(text: str, machine: str) -> dict[str, int]:
    """The calls of one of these tables, with their numbers on that machine."""
    words = text.split()
    rows = zip(words[::3], words[COLUMNS[machine] :: 3], strict=True)
    return {name: int(number) for name, number in rows if number != "-"}
