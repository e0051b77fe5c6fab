"""Attacks on the kernel: system calls that widen rights or are often the way to an exploit."""

import ctypes
import fcntl
import os
import platform
import subprocess

from verdict import blocked, leak, must_fail

LIBC = ctypes.CDLL(None, use_errno=True)
REFUSALS = (1, 13, 38)  # EPERM, EACCES, ENOSYS
TIOCSTI = 0x5412
CLONE_NEWUSER = 0x10000000
CLONE_NEWNS = 0x20000
PR_GET_NO_NEW_PRIVS = 39

# Arguments are wrong on purpose: any answer but a refusal shows that the call was reached.
BY_NAME = {
    "unshare(NEWUSER)": lambda: LIBC.unshare(CLONE_NEWUSER),
    "unshare(NEWNS)": lambda: LIBC.unshare(CLONE_NEWNS),
    "mount": lambda: LIBC.mount(b"none", b"/nowhere", b"tmpfs", 0, None),
    "umount2": lambda: LIBC.umount2(b"/nowhere", 0),
    "setns": lambda: LIBC.setns(-1, 0),
    "chroot": lambda: LIBC.chroot(b"/nowhere"),
    "ptrace": lambda: LIBC.ptrace(16, 1, None, None),
    "process_vm_readv": lambda: LIBC.process_vm_readv(1, None, 0, None, 0, 0),
    "open_by_handle_at": lambda: LIBC.open_by_handle_at(-1, None, 0),
    "personality": lambda: LIBC.personality(0x0040000),
    "memfd_create": lambda: LIBC.memfd_create(b"x", 0),
    "sethostname": lambda: LIBC.sethostname(None, -1),
    "shmget": lambda: LIBC.shmget(1, -1, 0),
    "klogctl": lambda: LIBC.klogctl(3, None, -1),
}
# name: (number, arguments); the first number is x86_64, the second aarch64.
BY_NUMBER = {
    "bpf": ((321, 280), (0, 0, 0)),
    "perf_event_open": ((298, 241), (0, 0, -1, -1, 0)),
    "io_uring_setup": ((425, 425), (1, 0)),
    "userfaultfd": ((323, 282), (-1,)),
    "keyctl": ((250, 219), (0, -3, 0)),
    "add_key": ((248, 217), (0, 0, 0, 0, 0)),
    "kexec_load": ((246, 104), (0, -1, 0, -1)),
    "finit_module": ((313, 273), (-1, 0, 0)),
    "clone3": ((435, 435), (0, 0)),
    "pidfd_getfd": ((438, 438), (-1, -1, 0)),
    "open_tree": ((428, 428), (-1, 0, 0)),
}


def system_calls(config):
    column = {"x86_64": 0, "aarch64": 1}[platform.machine()]
    for name, call in BY_NAME.items():
        judge(name, call)
    for name, (numbers, arguments) in BY_NUMBER.items():
        judge(name, lambda: LIBC.syscall(numbers[column], *(ctypes.c_long(each) for each in arguments)))
    must_fail("push keys into the terminal", lambda: fcntl.ioctl(0, TIOCSTI, b"x"))
    judge_rights()


def judge(name, call):
    ctypes.set_errno(0)
    result = call()
    error = ctypes.get_errno()
    if result < 0 and error in REFUSALS:
        blocked(name, os.strerror(error))
    else:
        leak(name, f"result {result}, {os.strerror(error)}")


def judge_rights():
    if LIBC.prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1:
        blocked("new privileges")
    else:
        leak("new privileges", "set-user-id programs work")
    (leak if 0 in (os.getuid(), os.geteuid()) else blocked)("user id", os.getuid())
    must_fail("su", lambda: subprocess.run(["su", "-c", "id"], stdin=subprocess.DEVNULL, capture_output=True,
                                           timeout=3, check=True))
