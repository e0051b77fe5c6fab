"""Mode B: runs a program under Landlock, seccomp and resource limits, with nothing but Python.

Usage: python3 -I -S launch.py JSON     (the JSON is a LaunchConfig, see landlock-command.ts)

Two processes: the supervisor stays outside of the restrictions and ends the whole process tree when
the program ends, at the time limit, on SIGTERM or when the server dies; the child restricts itself and
becomes the program. The exit code is the program's, or 128 + signal, or 125 when the launch failed.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys

import supervise

LIBC = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

# Same numbers on every architecture.
LANDLOCK_CREATE_RULESET = 444
LANDLOCK_ADD_RULE = 445
LANDLOCK_RESTRICT_SELF = 446
LANDLOCK_CREATE_RULESET_VERSION = 1
LANDLOCK_RULE_PATH_BENEATH = 1

# <linux/landlock.h>: access rights for files, in order of their bit.
(
    EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, MAKE_CHAR, MAKE_DIR, MAKE_REG,
    MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV,
) = (1 << bit for bit in range(16))

ALL_TCP = 0b11
ALL_SCOPES = 0b11
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READ_RIGHTS = EXECUTE | READ_FILE | READ_DIR
SCRATCH_RIGHTS = (
    WRITE_FILE | READ_FILE | READ_DIR | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
)
SYSTEM_PATHS = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")
# The server's pipe for what goes wrong before the program runs; it closes by itself when that starts.
STATUS = 3
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


def main():
    config = json.loads(sys.argv[1])
    check(LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "subreaper")
    check(LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0), "parent death signal")
    server = os.getppid()
    # The supervisor waits for these; the child must not inherit the mask.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, signal.SIGTERM})
    child = os.fork()
    if child == 0:
        try:
            become_program(config)
        except BaseException as error:
            os.write(STATUS, str(error).encode())
            fail(str(error))
    os._exit(supervise.supervise(child, server, config))


def become_program(config):
    """Gives up every right that is not needed, then turns into the program."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD, signal.SIGTERM})
    os.setsid()
    os.set_inheritable(STATUS, False)
    os.closerange(STATUS + 1, 1 << 20)
    if config["uid"] is not None:
        os.setgroups([])
        os.setresgid(config["gid"], config["gid"], config["gid"])
        os.setresuid(config["uid"], config["uid"], config["uid"])
    check(LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "parent death signal")
    check(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    set_limits(config["rlimits"], config["processes"])
    restrict_files_and_network(config["scratch"], config["readPaths"])
    restrict_system_calls(bytes.fromhex(config["seccomp"]))
    os.chdir(config["scratch"])
    os.execvp(config["argv"][0], config["argv"])


def restrict_files_and_network(scratch, read_paths):
    abi = LIBC.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_CREATE_RULESET_VERSION)
    if abi < 1:
        fail("this kernel has no Landlock")
    handled = handled_rights(abi)
    ruleset = create_ruleset(abi, handled)
    for path in (*SYSTEM_PATHS, *read_paths):
        allow(ruleset, path, READ_RIGHTS & handled)
    for path in DEVICES:
        allow(ruleset, path, (READ_FILE | WRITE_FILE) & handled)
    allow(ruleset, scratch, SCRATCH_RIGHTS & handled)
    check(LIBC.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0), "landlock")
    os.close(ruleset)


def handled_rights(abi):
    """File rights that this version of Landlock can deny; a newer kernel denies more."""
    rights = REFER - 1
    if abi >= 2:
        rights |= REFER
    if abi >= 3:
        rights |= TRUNCATE
    if abi >= 5:
        rights |= IOCTL_DEV
    return rights


def create_ruleset(abi, handled):
    """struct landlock_ruleset_attr { u64 fs; u64 net (4); u64 scoped (6) }"""
    fields = [handled]
    if abi >= 4:
        fields.append(ALL_TCP)
    if abi >= 6:
        fields.append(ALL_SCOPES)
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    return check(LIBC.syscall(LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0), "landlock ruleset")


def allow(ruleset, path, rights):
    """Allows `rights` at and below `path`; a path that does not exist is left out."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        rights &= FILE_RIGHTS
    rule = struct.pack("=Qi", rights, handle)
    check(LIBC.syscall(LANDLOCK_ADD_RULE, ruleset, LANDLOCK_RULE_PATH_BENEATH, rule, 0), f"landlock rule {path}")
    os.close(handle)


def set_limits(limits, processes):
    for name, (soft, hard) in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (soft, hard))
    # The kernel counts all tasks of the user, not only ours.
    allowed = processes + supervise.count_tasks_of_user(os.getuid())
    resource.setrlimit(resource.RLIMIT_NPROC, (allowed, allowed))


def restrict_system_calls(program):
    class SockFprog(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    buffer = ctypes.create_string_buffer(program, len(program))
    filter_program = SockFprog(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    check(LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter_program), 0, 0), "seccomp")


def check(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def fail(message):
    sys.stderr.write(f"sandbox launcher: {message}\n")
    sys.stderr.flush()
    os._exit(125)


if __name__ == "__main__":
    main()
